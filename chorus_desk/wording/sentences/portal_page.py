"""Sentences on a plain PDF: what the portal's reader would miss on it."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "CD-PORTAL-NUMBER": (
        N_("Le lecteur du portail ne trouvera pas le numéro de la facture."),
        N_("Écrivez « Facture n° » juste avant le numéro, ou saisissez-le sur le portail."),
    ),
    "CD-PORTAL-DATE": (
        N_("Le lecteur du portail ne trouvera pas la date de la facture."),
        N_("Écrivez « Date » juste avant la date, ou saisissez-la sur le portail."),
    ),
    "CD-PORTAL-SELLER": (
        N_("Le lecteur du portail ne trouvera pas le SIRET du vendeur."),
        N_("Écrivez « SIRET » juste avant ses 14 chiffres, sans espaces."),
    ),
    "CD-PORTAL-SELLER-BODY": (
        N_("Le lecteur du portail prendra {siret}, le SIRET de « {name} », pour celui du vendeur."),
        N_(
            "Écrivez « SIRET client » juste avant ce numéro, et « SIRET » juste avant vos 14 chiffres."
        ),
    ),
    "CD-PORTAL-SELLER-OTHER": (
        N_("Le lecteur du portail prendra {siret} pour votre SIRET, qui est {own}."),
        N_("Si cette facture est de vous, écrivez « SIRET » juste avant vos 14 chiffres."),
    ),
    "CD-PORTAL-BUYER": (
        N_("Le lecteur du portail ne trouvera pas le SIRET de l'organisme public."),
        N_("Écrivez « SIRET client » juste avant ses 14 chiffres, sans espaces."),
    ),
    "CD-PORTAL-SERVICE": (
        N_("Le lecteur du portail ne trouvera pas de code service."),
        N_(
            "Si l'organisme en demande un, écrivez « Code service » juste avant, ou choisissez-le sur le portail."
        ),
    ),
    "CD-PORTAL-COMMITMENT": (
        N_("Le lecteur du portail ne trouvera pas de numéro d'engagement."),
        N_("Si l'organisme en demande un, écrivez « Engagement » juste avant."),
    ),
    "CD-PORTAL-CONTRACT": (
        N_("Le lecteur du portail ne trouvera pas de numéro de marché."),
        N_("S'il y a un marché, écrivez « Numéro de marché » juste avant."),
    ),
    "CD-PORTAL-NET": (
        N_("Le lecteur du portail ne trouvera pas le total hors taxe."),
        N_("Écrivez « Total HT » juste avant le montant, sur la même ligne."),
    ),
    "CD-PORTAL-VAT": (
        N_("Le lecteur du portail ne trouvera pas le total de la TVA."),
        N_("Écrivez « Total TVA » juste avant le montant, sur la même ligne, même s'il est nul."),
    ),
    "CD-PORTAL-GROSS": (
        N_("Le lecteur du portail ne trouvera pas le total TTC."),
        N_("Écrivez « Total TTC » juste avant le montant, sur la même ligne."),
    ),
    "CD-PORTAL-SPACED": (
        N_("Ce SIRET est écrit avec des espaces : le lecteur du portail peut le manquer."),
        N_("Écrivez ses 14 chiffres sans espaces."),
    ),
    "CD-PORTAL-WORDS": (
        N_(
            "L'État n'a publié que les mots qui annoncent le SIRET du client et l'engagement ; pour les autres données, on suppose les mots habituels."
        ),
        N_("Relisez chaque case sur le portail avant de valider."),
    ),
    "CD-PDF-NOT-STRUCTURED": (
        N_(
            "Ce PDF ne contient pas les données d'une facture : une plateforme agréée attend un Factur-X, un CII ou un UBL."
        ),
        N_("Saisissez la facture dans Chorus Desk, qui en fait un Factur-X."),
    ),
    "CD-PDF-NO-TEXT": (
        N_(
            "Ce PDF n'a pas de texte lisible (une image, ou des lettres sans leur sens) : le lecteur du portail n'y trouvera rien."
        ),
        N_("Produisez le PDF avec votre logiciel, sans passer par un scanner."),
    ),
    "CD-PDF-LIKE-FACTURX": (
        N_(
            "Ce PDF a l'air d'un Factur-X (pièce incluse ou marque PDF/A) sans en avoir les données : le portail peut le refuser."
        ),
        N_("Enregistrez-le en PDF simple avant de le déposer."),
    ),
}
