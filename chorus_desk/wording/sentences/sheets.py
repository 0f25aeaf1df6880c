"""Sentences on what the official sheets find and no rule of ours does, or finds without figures.

``SHEETS`` is looked up by pattern, first match: the sheets have one id per datum (``BR-FR-03_BT-2``)
or per VAT category (``BR-S-08``) where one sentence serves. None of them needs a figure. ``FORMS``
has the ready-made assertions, which name elements of the XML and mean a field (``{what}``).
"""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

_AUTHOR = N_("Demandez un fichier conforme à qui l'a produit.")
_AMOUNTS = N_("Corrigez les montants, ou laissez le programme les calculer.")

_ADD_IT = N_("Ajoutez-la aux mentions de la facture.")
_PMD = (N_("La mention sur les pénalités de retard manque."), _ADD_IT)
_PMT = (N_("La mention sur l'indemnité de recouvrement de 40 € manque."), _ADD_IT)
_AAB = (N_("La mention sur l'escompte, ou son absence, manque."), _ADD_IT)

FORMS: Sentences = {
    "unused": (N_("Le profil annoncé ne prévoit pas cette donnée ici : {what}."), _AUTHOR),
    "missing": (N_("Il manque ici une donnée obligatoire, ou elle y est deux fois : {what}."), _AUTHOR),
    "too-many": (N_("Cette donnée est répétée, le profil n'en admet pas autant : {what}."), _AUTHOR),
    "value": (N_("Le code donné n'est pas dans la liste officielle : {what}."), _AUTHOR),
    "empty": (N_("Une case du fichier est présente et vide : {what}."), None),
}  # fmt: skip

SHEETS: Sentences = {
    "CII-DT-097": (
        N_("Une date n'est pas écrite en huit chiffres (année, mois, jour)."),
        N_("Ressaisissez la date."),
    ),
    "BR-01": (N_("Le fichier ne dit pas quelle norme il suit (profil)."), _AUTHOR),
    "BR-04": (N_("Le type de document manque."), N_("Choisissez facture ou avoir.")),
    "BR-05": (N_("La devise manque."), N_("Choisissez la devise, l'euro le plus souvent.")),
    "BR-14": (N_("Le total TTC manque."), _AMOUNTS),
    "BR-09": (N_("Le pays du vendeur manque."), N_("Indiquez le pays dans votre adresse.")),
    "BR-11": (N_("Le pays du client manque."), N_("Indiquez le pays dans l'adresse du client.")),
    "BR-45": (N_("Un taux de TVA n'a pas de base hors taxes."), _AMOUNTS),
    "BR-46": (N_("Un taux de TVA n'a pas de montant de TVA."), _AMOUNTS),
    "BR-47": (N_("Un taux de TVA n'a pas de catégorie."), N_("Choisissez la catégorie de TVA.")),
    "UBL-SR-48": (
        N_("Chaque ligne doit avoir une catégorie de TVA, et une seule."),
        N_("Choisissez la catégorie de TVA."),
    ),
    "UBL-DT-01": (N_("Un montant a plus de deux décimales."), N_("Arrondissez au centime.")),
    "BR-FXEXT-BR-22": (N_("Une ligne n'a pas de quantité."), N_("Indiquez la quantité.")),
    "BR-FXEXT-BR-23": (N_("Une ligne n'a pas d'unité."), N_("Choisissez l'unité.")),
    "BR-FXEXT-BR-26": (N_("Une ligne n'a pas de prix."), N_("Indiquez le prix unitaire.")),
    "BR-FXEXT-CO-04": (
        N_("Une ligne n'a pas de catégorie de TVA."), N_("Choisissez la catégorie de TVA."),
    ),
    "BR-48": (N_("Un taux de TVA manque dans le récapitulatif."), N_("Choisissez le taux.")),
    "BR-CL-23": (
        N_("L'unité n'est pas dans la liste officielle des unités."),
        N_("Choisissez une unité de la liste."),
    ),
    "BR-CL-*": (N_("Un code n'est pas dans la liste officielle."), _AUTHOR),
    "BR-CO-09": (
        N_("Un numéro de TVA doit commencer par les deux lettres de son pays."),
        N_("Corrigez le numéro de TVA : en France, il commence par FR."),
    ),
    "BR-CO-10": (N_("Le total des lignes n'est pas la somme des lignes."), _AMOUNTS),
    "BR-CO-11": (N_("Le total des remises n'est pas la somme des remises."), _AMOUNTS),
    "BR-CO-12": (N_("Le total des frais n'est pas la somme des frais."), _AMOUNTS),
    "BR-CO-13": (
        N_("Le total hors taxes n'est pas celui des lignes, remises et frais compris."), _AMOUNTS,
    ),
    "BR-CO-14": (N_("Le total de TVA n'est pas la somme des TVA par taux."), _AMOUNTS),
    "BR-CO-15": (N_("Le total TTC n'est pas le total hors taxes plus la TVA."), _AMOUNTS),
    "BR-CO-16": (N_("Le reste à payer n'est pas le total TTC moins ce qui est payé."), _AMOUNTS),
    "BR-CO-17": (N_("Le montant de TVA n'est pas la base multipliée par le taux."), _AMOUNTS),
    "BR-CO-25": (
        N_("Il reste à payer, et ni l'échéance ni les conditions de paiement ne sont données."),
        N_("Indiquez l'échéance ou les conditions de paiement."),
    ),
    "BR-CO-26": (
        N_("Rien n'identifie le vendeur : ni SIRET, ni SIREN, ni numéro de TVA."),
        N_("Indiquez le SIRET du vendeur."),
    ),
    "BR-CO-27": (
        N_("Le virement est annoncé sans compte."), N_("Indiquez l'IBAN."),
    ),
    "CII-SR-470": (N_("Le virement est annoncé sans compte."), N_("Indiquez l'IBAN.")),
    "CII-SR-465": (
        N_("Le contact du vendeur a plusieurs noms, un nom et un service par exemple ; le profil n'en admet qu'un."),
        N_("Gardez le nom, ou le service."),
    ),
    "CII-SR-466": (
        N_("Le contact du client a plusieurs noms, un nom et un service par exemple ; le profil n'en admet qu'un."),
        N_("Gardez le nom, ou le service."),
    ),
    "CII-SR-475": (N_("Une pièce jointe a plusieurs noms."), N_("N'en gardez qu'un.")),
    "CII-SR-476": (
        N_("Une même pièce jointe contient plusieurs fichiers."),
        N_("Faites une pièce jointe par fichier."),
    ),
    "BR-S-08": (N_("La base d'un taux de TVA n'est pas la somme de ses lignes."), _AMOUNTS),
    "BR-FXEXT-*-08*": (
        N_("La base d'un taux de TVA n'est pas la somme de ses lignes."), _AMOUNTS,
    ),
    "BR-FXEXT-S08*": (N_("La base d'un taux de TVA n'est pas la somme de ses lignes."), _AMOUNTS),
    "BR-*-08": (
        N_("La base sans TVA n'est pas la somme des lignes du même motif."), _AMOUNTS,
    ),
    "BR-S-09": (N_("Le montant de TVA n'est pas la base multipliée par le taux."), _AMOUNTS),
    "BR-FXEXT-*-09*": (
        N_("Le montant de TVA n'est pas la base multipliée par le taux."), _AMOUNTS,
    ),
    "BR-IC-11": (
        N_("Une vente à un autre pays de l'Union doit porter la date de livraison ou la période."),
        N_("Indiquez la date de livraison."),
    ),
    "BR-IC-12": (
        N_("Une vente à un autre pays de l'Union doit porter le pays de livraison."),
        N_("Indiquez le pays de livraison."),
    ),
    "BR-DEC-*": (N_("Un montant a plus de deux décimales."), N_("Arrondissez au centime.")),
    "BR-FR-01_BT-25*": (
        N_("Le numéro de la facture d'origine contient un caractère interdit."),
        N_("Recopiez ce numéro tel qu'il est sur la facture d'origine."),
    ),
    "BR-FR-01*": (
        N_("Le numéro de la facture contient un caractère interdit, ou plus de 35 caractères."),
        N_("N'utilisez que des lettres sans accent, des chiffres et les signes - + _ /."),
    ),
    "BR-FR-02*": (
        N_("Le numéro de la facture contient un caractère interdit, ou plus de 35 caractères."),
        N_("N'utilisez que des lettres sans accent, des chiffres et les signes - + _ /."),
    ),
    "BR-FR-03*": (
        N_("Une date n'est pas une date possible entre 2000 et 2099."), N_("Corrigez la date."),
    ),
    "BR-FR-04*": (
        N_("Le type de document n'est pas admis en France."),
        N_("Choisissez facture (380) ou avoir (381)."),
    ),
    "BR-FR-05_BT-22_PMD": _PMD,
    "BR-FR-05_BT-22-2": _PMD,  # UBL numbers them
    "BR-FR-05_BT-22_PMT": _PMT,
    "BR-FR-05_BT-22-1": _PMT,  # UBL numbers them
    "BR-FR-05_BT-22_AAB": _AAB,
    "BR-FR-05_BT-22-3": _AAB,  # UBL numbers them
    "BR-FR-08*": (
        N_("Le cadre de facturation manque, ou n'est pas valable par une plateforme agréée."),
        N_("Choisissez B1 (biens), S1 (services) ou M1 (les deux)."),
    ),
    "BR-FR-09*": (
        N_("Un SIRET n'a pas 14 chiffres, ou ne commence pas par le SIREN donné avec lui."),
        N_("Corrigez celui des deux qui est faux."),
    ),
    "BR-FR-10*": (
        N_("Le SIREN du vendeur manque, ou n'a pas neuf chiffres."), N_("Indiquez le SIREN."),
    ),
    "BR-FR-12*": (
        N_("L'adresse de facturation électronique du client manque."),
        N_("Indiquez l'adresse électronique du client, son SIREN par exemple."),
    ),
    "BR-FR-13*": (
        N_("L'adresse de facturation électronique du vendeur manque."),
        N_("Indiquez votre adresse électronique de facturation."),
    ),
    "BR-FR-15*": (
        N_("La catégorie de TVA n'est pas française."), N_("Choisissez S, E, AE, K, G ou O."),
    ),
    "BR-FR-16*": (
        N_("Le taux de TVA n'est pas un taux français, ou est mal écrit."),
        N_("Choisissez un taux de la liste."),
    ),
    "BR-FR-17*": (
        N_("Le genre d'une pièce jointe n'est pas dans la liste française."),
        N_("Choisissez le genre de la pièce jointe dans la liste."),
    ),
    "BR-FR-32*": (
        N_("Un identifiant annoncé comme SIREN n'a pas neuf chiffres."),
        N_("Indiquez un SIREN de neuf chiffres."),
    ),
    "BR-FR-DEC-01*": (
        N_("Un montant est mal écrit, ou a plus de deux décimales."), N_("Arrondissez au centime."),
    ),
    "BR-FR-DEC-02*": (
        N_("Une quantité est mal écrite, ou a plus de quatre décimales."),
        N_("Arrondissez à quatre décimales."),
    ),
    "BR-FR-DEC-03*": (
        N_("Un prix est négatif, mal écrit, ou a plus de six décimales."),
        N_("Arrondissez à six décimales ; mettez le signe moins sur la quantité."),
    ),
    "BR-FR-DEC-04*": (
        N_("Un taux de TVA est mal écrit, ou a plus de deux décimales."),
        N_("Choisissez un taux de la liste."),
    ),
    "BR-FR-CO-04*": (
        N_("Une facture rectificative doit citer une facture d'origine et une seule, avec sa date."),
        N_("Choisissez la facture d'origine."),
    ),
    "BR-FR-CO-05*": (
        N_("L'avoir doit citer la facture d'origine et sa date."),
        N_("Choisissez la facture d'origine."),
    ),
    "BR-FR-CO-07*": (
        N_("L'échéance précède la date de la facture."), N_("Corrigez l'échéance."),
    ),
    "BR-FR-CO-10*": (
        N_("Deux identifiants de même nature sont donnés pour la même personne."),
        N_("N'en gardez qu'un de chaque nature."),
    ),
    "BR-FR-CO-12*": (
        N_("La facture n'est pas en euros et le total de TVA en euros manque."),
        N_("Facturez en euros, ou ajoutez la TVA en euros."),
    ),
    "BR-FR-MV-*": (
        N_("Le cadre de facturation annonce plusieurs vendeurs, et les lignes ne disent pas lequel."),
        N_("Choisissez B1, S1 ou M1 s'il n'y a qu'un vendeur."),
    ),
}  # fmt: skip
