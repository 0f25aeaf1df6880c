"""Sentences on credit notes."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "CD-CREDIT-NEGATIVE": (
        N_("Les montants d'un avoir s'écrivent en positif ; celui-ci donne {amount}."),
        N_("Retirez le signe moins des quantités."),
    ),
    "CD-CREDIT-NO-REFERENCE": (
        N_("L'avoir ne cite aucune facture."),
        N_("Indiquez la facture d'origine, s'il y en a une."),
    ),
    "BR-FR-CO-05": (
        N_("L'avoir doit citer la facture d'origine et sa date."),
        N_("Choisissez la facture d'origine."),
    ),
    "CPRO-20": (
        N_("Le document cite {count} factures d'origine ; une seule est admise."),
        N_("Faites un avoir par facture."),
    ),
    "CD-CREDIT-PAYMENT-MEANS": (
        N_("Un avoir se passe en général de moyen de paiement."),
        N_("Retirez le moyen de paiement."),
    ),
    "CD-ORIGIN-NOT-ISSUED": (
        N_("La facture d'origine « {number} » n'est pas encore émise : elle n'a pas de numéro."),
        N_("Émettez d'abord la facture d'origine, ou les deux ensemble."),
    ),
    "BR-FR-CO-04": (
        N_("Une facture rectificative cite une seule facture, avec sa date."),
        N_("Indiquez le numéro et la date de la facture rectifiée."),
    ),
}
