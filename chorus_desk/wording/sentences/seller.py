"""Sentences on the seller."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "BR-06": (N_("Le nom de votre entreprise manque."), N_("Complétez « Mon entreprise ».")),
    "BR-08": (N_("L'adresse de votre entreprise manque."), N_("Complétez « Mon entreprise ».")),
    "CD-SELLER-SIRET": (
        N_("Le SIRET du vendeur est absent ou faux."),
        N_("Recopiez les 14 chiffres de l'avis de situation de l'Insee."),
    ),
    "BR-FR-09": (
        N_("Le SIRET {siret} et le SIREN {siren} ne vont pas ensemble."),
        N_("Corrigez celui des deux qui est faux : le SIRET commence par le SIREN."),
    ),
    "CD-SELLER-VAT-KEY": (
        N_("Le numéro de TVA {vat_number} ne correspond pas au SIREN du vendeur."),
        N_("Recopiez le numéro de TVA depuis l'attestation du service des impôts."),
    ),
    "CD-SELLER-VAT-NUMBER": (
        N_("La facture porte de la TVA mais pas votre numéro de TVA."),
        N_("Ajoutez votre numéro de TVA dans « Mon entreprise »."),
    ),
    "CD-SELLER-EI": (
        N_("« {name} » doit être suivi ou précédé de « EI »."),
        N_("Ajoutez « EI » au nom : la loi l'impose aux entreprises individuelles."),
    ),
    "CD-SELLER-REGISTER": (
        N_("Votre immatriculation (RCS ou RNE, et sa ville) n'est pas indiquée."),
        N_("Ajoutez-la dans « Mon entreprise », ou écrivez « sans objet »."),
    ),
    "CD-SELLER-CAPITAL": (
        N_("Une {form} doit indiquer son capital sur ses factures."),
        N_("Ajoutez le capital dans « Mon entreprise »."),
    ),
    "CD-SELLER-INSURANCE": (
        N_("Votre assurance professionnelle n'est pas indiquée."),
        N_(
            "Si votre métier y est soumis, indiquez l'assureur, son adresse et le territoire "
            "couvert ; sinon écrivez « sans objet »."
        ),
    ),
    "CD-SELLER-NOT-MINE": (
        N_("Cette facture est émise par « {name} », pas par votre entreprise."),
        N_("Elle reste consultable ; vous ne pourrez pas l'émettre."),
    ),
}
