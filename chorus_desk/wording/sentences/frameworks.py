"""Sentences on the billing framework and the kind of document."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "CD-FRAMEWORK-SCOPE": (
        N_("Le cadre de facturation « {framework} » n'est pas pris en charge."),
        N_("Choisissez A1, A2, A9 ou A12 ; les travaux se déposent sur le portail."),
    ),
    "CD-FRAMEWORK-REFORM-IN-HISTORICAL": (
        N_("Le cadre « {framework} » est celui des plateformes agréées, pas du dépôt direct."),
        N_("Mettez A1 pour un dépôt direct (A2 si la facture est déjà payée)."),
    ),
    "BR-FR-08": (
        N_("Le cadre de facturation « {framework} » n'est pas valable par une plateforme agréée."),
        N_("Choisissez B1 (biens), S1 (services) ou M1 (les deux)."),
    ),
    "CD-A2-AMOUNTS": (
        N_(
            "Une facture « déjà payée » (A2) doit être payée en entier ; il reste {due} sur {gross}."
        ),
        N_("Mettez le montant payé égal au total TTC, ou choisissez le cadre A1."),
    ),
    "BR-FR-CO-09": (
        N_("Une facture déjà payée doit porter le total payé et la date du paiement."),
        N_("Complétez le montant payé et la date ; le reste à payer est nul."),
    ),
    "CD-PAID-BUT-A1": (
        N_("La facture est soldée mais déclarée à payer."),
        N_("Choisissez le cadre A2, « déjà payée »."),
    ),
    "CD-VALIDATOR-MISSING": (
        N_("Le titulaire du marché, qui doit valider, n'est pas indiqué."),
        N_("Saisissez le SIRET du titulaire ou du mandataire."),
    ),
    "CD-TYPE-HISTORICAL": (
        N_("Chorus Pro ne connaît ici que la facture (380) et l'avoir (381), pas le type {type}."),
        N_("Choisissez facture ou avoir."),
    ),
    "BR-FR-04": (
        N_("Le type de document {type} n'est pas admis."),
        N_("Choisissez facture (380) ou avoir (381)."),
    ),
    "CD-NEGATIVE-INVOICE": (
        N_("Le total de la facture est négatif ({amount}\u00a0{currency})."),
        N_("Faites plutôt un avoir."),
    ),
}
