"""What is said otherwise of an invoice that is not the user's own: by its seller, not by « vous ».

Rules say « vous » and « Mon entreprise » of one's own invoices; ``check`` reads anybody's files. A rule
without an entry here is worded so that it fits both.
"""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import AUTHOR, Sentences

_ASK_THE_NUMBER = N_("Demandez au vendeur son numéro de TVA.")
_REGIME = N_("Demandez au vendeur son régime de TVA.")
_COMPLETE = N_("Demandez au vendeur une facture complète.")
_SHORTER = N_("Demandez au vendeur de raccourcir ce texte.")

SENTENCES: Sentences = {
    "BR-02": (N_("La facture n'a pas de numéro."), _COMPLETE),
    "BR-06": (N_("Le nom du vendeur manque."), _COMPLETE),
    "BR-08": (N_("L'adresse du vendeur manque."), _COMPLETE),
    "CD-SELLER-VAT-NUMBER": (
        N_("La facture porte de la TVA mais pas le numéro de TVA du vendeur."), _ASK_THE_NUMBER,
    ),
    "CD-SELLER-REGISTER": (
        N_("L'immatriculation du vendeur (RCS ou RNE, et sa ville) n'est pas indiquée."), _COMPLETE,
    ),
    "CD-SELLER-CAPITAL": (
        N_("Une {form} doit indiquer son capital sur ses factures."), _COMPLETE,
    ),
    "CD-SELLER-INSURANCE": (
        N_("L'assurance professionnelle du vendeur n'est pas indiquée."),
        N_("Si son métier y est soumis, demandez-lui l'assureur, son adresse et le territoire couvert."),
    ),
    "BR-FR-10": (
        N_("Le SIREN du vendeur manque ou n'a pas neuf chiffres."),
        N_("Demandez au vendeur son SIRET : le SIREN en est le début."),
    ),
    "CPRO-03": (
        N_("Le vendeur n'a aucun identifiant que le secteur public connaisse."),
        N_("Demandez au vendeur son SIRET."),
    ),
    "BR-FR-13": (
        N_("L'adresse électronique de facturation du vendeur manque."),
        N_("Demandez-la au vendeur : elle commence par son SIREN."),
    ),
    "BR-18": (N_("Le nom du représentant fiscal manque."), _COMPLETE),
    "BR-19": (N_("L'adresse du représentant fiscal manque."), _COMPLETE),
    "BR-56": (N_("Le numéro de TVA du représentant fiscal manque."), _COMPLETE),
    "BR-61": (
        N_("L'IBAN manque pour un virement."), N_("Demandez au vendeur son IBAN, ou celui du tiers payé."),
    ),
    "CD-IBAN": (
        N_("L'IBAN {iban} est faux."), N_("Demandez au vendeur son relevé d'identité bancaire."),
    ),
    "BR-S-02": (N_("Une facture avec TVA doit porter le numéro de TVA du vendeur."), _ASK_THE_NUMBER),
    "BR-Z-02": (N_("La catégorie de TVA Z demande un numéro fiscal du vendeur."), _ASK_THE_NUMBER),
    "BR-G-02": (N_("Une exportation demande le numéro de TVA du vendeur."), _ASK_THE_NUMBER),
    "BR-IC-02": (
        N_("Une livraison dans l'Union européenne demande les numéros de TVA des deux parties."),
        N_("Complétez le numéro de TVA du vendeur et celui du client."),
    ),
    "CD-FRANCHISE-VAT": (
        N_("Le vendeur est en franchise de TVA : la facture ne doit pas en porter ({vat} € ici)."),
        _REGIME,
    ),
    "CD-NOT-FRANCHISE": (
        N_("La facture invoque la franchise de TVA, mais le vendeur est soumis à la TVA."), _REGIME,
    ),
    "CD-EXEMPTION-CHOICE": (
        N_("Précisez le motif sans TVA : la loi en donne plusieurs pour {code}."),
        N_("Demandez au vendeur lequel de ces motifs est le sien : {names}."),
    ),
    "G1.47": (
        N_("Une exonération demande d'ordinaire un numéro de TVA, que le vendeur n'a pas."),
        N_("S'il en a un, demandez-le au vendeur ; sinon le SIREN sert d'identifiant fiscal."),
    ),
    "CD-RATE-TERRITORY": (
        N_("Le taux de TVA {rate} % n'est pas de ceux du territoire du vendeur."),
        N_("Vérifiez où l'opération est imposée."),
    ),
    "CD-VAT-ON-DEBITS": (
        N_("L'option du vendeur pour la TVA d'après les débits n'apparaît pas."), AUTHOR,
    ),
    "BR-FR-CO-14": (
        N_("La note TXD va avec le statut de membre d'un assujetti unique, et lui seul."),
        N_("Demandez au vendeur s'il est membre d'un assujetti unique."),
    ),
    "CPRO-43": (
        N_("Le nom du vendeur compte {length} caractères ; le maximum est {longest}."), _SHORTER,
    ),
    "CPRO-32": (
        N_("L'adresse du vendeur compte {length} caractères ; le maximum est {longest}."), _SHORTER,
    ),
    "CPRO-33": (
        N_("La ville du vendeur compte {length} caractères ; le maximum est {longest}."), _SHORTER,
    ),
    "CD-SUBCONTRACTOR-UNDECLARED": (
        N_("Le client connaît-il le vendeur comme sous-traitant ou cotraitant ? Rien ne le montre ici."),
        N_("Indiquez le numéro de marché, ou joignez l'acte de sous-traitance (DC4)."),
    ),
}  # fmt: skip
