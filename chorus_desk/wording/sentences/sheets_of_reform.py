"""Sentences on the assertions of the reform (BR-FR-…), French both in their ids and their texts."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import AUTHOR, Sentences

_ADD_IT = N_("Ajoutez-la aux mentions de la facture.")
_ONE_NOTE = N_("N'en gardez qu'une.")
_PLAIN = N_("N'y mettez que des lettres sans accent, des chiffres et les signes - _ .")
_ONE_SELLER = N_("Choisissez B1, S1 ou M1 s'il n'y a qu'un vendeur.")
_BARTER = N_("Choisissez B1, S1 ou M1 si la facture n'est pas celle d'un échange.")

PATTERNS: Sentences = {
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
    # UBL numbers the three mentions.
    "BR-FR-05_BT-22_PMD BR-FR-05_BT-22-2": (
        N_("La mention sur les pénalités de retard manque."), _ADD_IT,
    ),
    "BR-FR-05_BT-22_PMT BR-FR-05_BT-22-1": (
        N_("La mention sur l'indemnité de recouvrement de 40 € manque."), _ADD_IT,
    ),
    "BR-FR-05_BT-22_AAB BR-FR-05_BT-22-3": (
        N_("La mention sur l'escompte, ou son absence, manque."), _ADD_IT,
    ),
    "BR-FR-06_BT-21_PMT BR-FR-06_BT-21-1": (
        N_("La mention sur l'indemnité de recouvrement est donnée plusieurs fois."), _ONE_NOTE,
    ),
    "BR-FR-06_BT-21_PMD BR-FR-06_BT-21-2": (
        N_("La mention sur les pénalités de retard est donnée plusieurs fois."), _ONE_NOTE,
    ),
    "BR-FR-06_BT-21_AAB BR-FR-06_BT-21-3": (
        N_("La mention sur l'escompte est donnée plusieurs fois."), _ONE_NOTE,
    ),
    "BR-FR-06_BT-21_TXD BR-FR-06_BT-21-4": (
        N_("La mention de taxe est donnée plusieurs fois."), _ONE_NOTE,
    ),
    "BR-FR-08*": (
        N_("Le cadre de facturation manque, ou n'est pas accepté par une plateforme agréée."),
        N_("Choisissez B1 (biens), S1 (services) ou M1 (les deux)."),
    ),
    "BR-FR-09*": (
        N_("Un SIRET n'a pas 14 chiffres, ou ne commence pas par le SIREN donné avec lui."),
        N_("Corrigez celui des deux qui est faux."),
    ),
    "BR-FR-10*": (
        N_("Le SIREN du vendeur manque, ou n'a pas neuf chiffres."), N_("Indiquez le SIREN."),
    ),
    "BR-FR-11*": (
        N_("Entre entreprises, le SIREN du client est obligatoire, en neuf chiffres."),
        N_("Indiquez le SIREN du client."),
    ),
    "BR-FR-12*": (
        N_("L'adresse de facturation électronique du client manque."),
        N_("Indiquez l'adresse électronique du client, son SIREN par exemple."),
    ),
    "BR-FR-13*": (
        N_("L'adresse de facturation électronique du vendeur manque."),
        N_("Indiquez l'adresse électronique de facturation du vendeur."),
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
    "BR-FR-18*": (
        N_("Plusieurs pièces jointes s'annoncent comme la facture lisible ; il n'en faut qu'une."),
        N_("Choisissez un autre genre pour les autres."),
    ),
    "BR-FR-20*": (
        N_("La note qui dit si la facture est entre entreprises (BAR) a une valeur inconnue."),
        N_("Retirez cette note, ou écrivez-y une valeur admise, B2B ou B2C par exemple."),
    ),
    "BR-FR-21*": (
        N_("L'adresse électronique du client doit commencer par son SIREN."),
        N_("Indiquez l'adresse électronique du client, son SIREN par exemple."),
    ),
    "BR-FR-22*": (
        N_("L'adresse électronique du vendeur doit commencer par son SIREN."),
        N_("Indiquez l'adresse électronique du vendeur, son SIREN par exemple."),
    ),
    "BR-FR-23*": (N_("Une adresse électronique contient un caractère interdit."), _PLAIN),
    "BR-FR-24*": (N_("Un identifiant contient un caractère interdit."), _PLAIN),
    "BR-FR-25*": (
        N_("Une adresse électronique a plus de 125 caractères."), N_("Raccourcissez-la."),
    ),
    "BR-FR-26*": (N_("Un identifiant a plus de 100 caractères."), N_("Raccourcissez-le.")),
    "BR-FR-27* BR-FR-28*": (
        N_("Une caractéristique d'un article n'a pas de nom, ou pas de valeur."), AUTHOR,
    ),
    "BR-FR-29_A* BR-FR-30_A*": (N_("L'identifiant d'un objet facturé est vide."), AUTHOR),
    "BR-FR-29* BR-FR-30_BT-128": (
        N_("Deux objets facturés de même nature sont donnés."), N_("N'en gardez qu'un de chaque nature."),
    ),
    # The UBL sheet has 31 under the id of 30 as well.
    "BR-FR-30_BT-21 BR-FR-31*": (
        N_("Plusieurs notes disent si la facture est entre entreprises (BAR), et se contredisent."), _ONE_NOTE,
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
    "BR-FR-CO-03*": (
        N_("Un avoir pour remise globale doit porter le numéro de marché et la période."),
        N_("Indiquez les deux, ou choisissez un avoir ordinaire (381)."),
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
    "BR-FR-CO-08*": (
        N_("Le cadre de facturation est celui d'une facture définitive, et le document est un acompte."),
        N_("Corrigez l'un des deux."),
    ),
    "BR-FR-CO-10*": (
        N_("Deux identifiants de même nature sont donnés pour la même personne."),
        N_("N'en gardez qu'un de chaque nature."),
    ),
    "BR-FR-CO-12*": (
        N_("La facture n'est pas en euros et le total de TVA en euros manque."),
        N_("Facturez en euros, ou ajoutez la TVA en euros."),
    ),
    "BR-FR-CO-15*": (
        N_("Le vendeur est membre d'un assujetti unique, et le numéro de TVA de celui-ci manque."),
        N_("Indiquez l'assujetti unique comme représentant fiscal, avec son numéro de TVA."),
    ),
    "BR-FR-BD-13*": (
        N_("Le cadre de facturation est celui d'un échange, et le document n'est pas une autofacture."),
        _BARTER,
    ),
    "BR-FR-BD-*": (
        N_("Le cadre de facturation est celui d'un échange, et les lignes ne disent pas qui vend quoi."),
        _BARTER,
    ),
    "BR-FR-MV-*": (
        N_("Le cadre de facturation annonce plusieurs vendeurs, et les lignes ne disent pas lequel."),
        _ONE_SELLER,
    ),
}  # fmt: skip
