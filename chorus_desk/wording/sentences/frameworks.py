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
        N_("Le cadre de facturation « {framework} » n'est pas accepté par une plateforme agréée."),
        N_("Choisissez B1 (biens), S1 (services) ou M1 (les deux)."),
    ),
    "CD-FRAMEWORK-DIRECT": (
        N_(
            "Votre entreprise est sur le circuit de la réforme ; le cadre « {framework} » est celui du "
            "dépôt direct sur Chorus Pro."
        ),
        N_(
            "Choisissez {equals} pour passer par votre plateforme agréée ; gardez {framework} si vous "
            "déposez cette facture vous-même."
        ),
    ),
    "CD-FRAMEWORK-PLATFORM": (
        N_(
            "Votre entreprise dépose elle-même sur Chorus Pro ; le cadre « {framework} » est celui des "
            "plateformes agréées."
        ),
        N_(
            "Mettez {equal} pour un dépôt direct ; gardez {framework} si cette facture part par une "
            "plateforme."
        ),
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
    "CPRO-24": (
        N_("Le cadre S5 est interdit vers le secteur public."),
        N_("Prenez S3 pour un sous-traitant payé directement."),
    ),
    "CD-MULTI-VENDOR": (
        N_("Le cadre {framework} réunit plusieurs vendeurs : Chorus Pro le rejette."),
        N_("Faites une facture par vendeur."),
    ),
    "CD-FRAMEWORK-9": (
        N_("Le cadre {framework} vise des factures croisées, sans usage connu ici."),
        N_("Choisissez le cadre ordinaire : B1, S1 ou M1."),
    ),
    "CD-NATIVE-ONLY": (
        N_("Le cadre {framework} (travaux, frais de justice, remboursement) reste sur Chorus Pro."),
        N_("Déposez ce document sur le portail Chorus Pro."),
    ),
    "CPRO-21": (
        N_("Le titulaire ou le mandataire du marché n'est pas indiqué."),
        N_("Saisissez son SIRET."),
    ),
    "CPRO-23": (
        N_("La demande de paiement direct part chez le titulaire, pas chez l'acheteur public."),
        N_("Choisissez comme client l'organisme public qui paie."),
    ),
    "CD-SUBCONTRACTOR-UNDECLARED": (
        N_("Le client vous connaît-il comme sous-traitant ou cotraitant ? Rien ne le montre ici."),
        N_("Indiquez le numéro de marché, ou joignez l'acte de sous-traitance (DC4)."),
    ),
    "BR-FR-CO-08": (
        N_("Une facture finale ({framework}) ne peut pas être elle-même un acompte."),
        N_("Changez le cadre, ou le type de document."),
    ),
    "CD-PA-DUE": (
        N_("Depuis le {day}, les factures passent par une plateforme agréée."),
        N_("Choisissez une plateforme agréée, puis changez le circuit dans « Mon entreprise »."),
    ),
    "CD-TYPE-262": (
        N_("Le type 262 (avoir pour remise globale) peut être refusé."),
        N_("Faites un avoir ordinaire (381)."),
    ),
    "CD-TYPE-384": (
        N_("Le client ne verra pas que cette facture (384) en corrige une autre."),
        N_("Faites un avoir, puis une nouvelle facture."),
    ),
    "CD-SELF-BILLED": (
        N_("Chorus Pro rejette l'autofacturation (type {type})."),
        N_("Émettez la facture au nom du vendeur."),
    ),
    "CD-SELF-BILLED-WORKFLOW": (
        N_("L'autofacturation (type {type}) peut être rejetée par Chorus Pro."),
        N_("Émettez plutôt la facture au nom du vendeur."),
    ),
}
