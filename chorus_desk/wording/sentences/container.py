"""Sentences on the PDF around an invoice's data."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

_MAKE_AGAIN = N_("Refaites le fichier avec Chorus Desk, ou signalez-le à l'auteur du logiciel.")
_COMPARE = N_("Comparez la page et les données : elles doivent dire la même chose.")

SENTENCES: Sentences = {
    "CD-PDF-DATA-OTHER-NAME": (
        N_(
            "Les données de la facture sont cachées dans « {name} » : les lecteurs ne cherchent que « factur-x.xml »."
        ),
        _MAKE_AGAIN,
    ),
    "CD-PDF-UBL": (
        N_(
            "Les données de ce PDF (« {name} ») sont un UBL : ce n'est pas un Factur-X, dont les données sont un CII."
        ),
        N_("Émettez la facture en Factur-X avec ce programme, ou envoyez l'UBL seul."),
    ),
    "CD-PDF-NO-XMP": (
        N_("Le PDF n'annonce pas qu'il est un Factur-X : ses métadonnées XMP manquent."),
        _MAKE_AGAIN,
    ),
    "CD-PDF-XMP-PROFILE": (
        N_("Le PDF annonce le profil « {xmp} », mais ses données sont du profil {profile}."),
        _MAKE_AGAIN,
    ),
    "CD-PDF-XMP-NAME": (
        N_("Le PDF annonce ses données sous le nom « {xmp} », mais elles s'appellent « {name} »."),
        _MAKE_AGAIN,
    ),
    "CD-PDF-XMP-SCHEMA": (
        N_("Les métadonnées du PDF n'expliquent pas leurs mots Factur-X, comme PDF/A le demande."),
        _MAKE_AGAIN,
    ),
    "CD-PDF-NOT-A3": (
        N_("Le PDF ne se déclare pas PDF/A-3, comme un Factur-X le doit."),
        _MAKE_AGAIN,
    ),
    "CD-PDF-NO-AF": (
        N_("Le PDF ne rattache pas « {name} » au document (/AF) : des lecteurs ne le verront pas."),
        _MAKE_AGAIN,
    ),
    "CD-PDF-NO-RELATIONSHIP": (
        N_("Le PDF ne dit pas ce que « {name} » est pour le document (AFRelationship)."),
        _MAKE_AGAIN,
    ),
    "CD-PDF-RELATIONSHIP": (
        N_(
            "Le lien des données avec le document (AFRelationship) est « {value} » ; la norme en attend un autre pour ce profil."
        ),
        _MAKE_AGAIN,
    ),
    "CD-PDF-NO-MIME": (
        N_("Le PDF ne dit pas de quel type est « {name} » (text/xml)."),
        _MAKE_AGAIN,
    ),
    "CD-PDF-MIME": (
        N_("Les données sont du type « {value} » ; la norme veut text/xml."),
        _MAKE_AGAIN,
    ),
    "CD-PDF-ATTACHMENT": (
        N_("La pièce « {name} » est dans le PDF sans tout ce que PDF/A en veut savoir."),
        _MAKE_AGAIN,
    ),
    "CD-PDF-FONT": (
        N_("Des polices ne sont pas dans le PDF : {fonts}. Ce n'est donc pas un vrai PDF/A-3."),
        _MAKE_AGAIN,
    ),
    "CD-PDF-FONT-WIDTH": (
        N_(
            "Des lettres n'ont pas la largeur que leur police leur donne : {fonts}. Ce n'est donc pas un vrai PDF/A-3."
        ),
        _MAKE_AGAIN,
    ),
    "CD-PDF-FONT-LIST": (
        N_(
            "La liste des caractères de polices est incomplète (CIDSet) : {fonts}. Ce n'est donc pas un vrai PDF/A-3."
        ),
        _MAKE_AGAIN,
    ),
    "CD-PDF-COLOUR": (
        N_(
            "Le PDF ne dit pas quelles couleurs il veut (OutputIntent). Ce n'est donc pas un vrai PDF/A-3."
        ),
        _MAKE_AGAIN,
    ),
    "CD-PDF-TRANSPARENCY": (
        N_(
            "Le PDF a des transparences sans dire dans quelles couleurs. Ce n'est donc pas un vrai PDF/A-3."
        ),
        _MAKE_AGAIN,
    ),
    "CD-PDF-HEADER": (
        N_("Le fichier ne commence pas comme un PDF : quelque chose le précède."),
        N_("Enregistrez le PDF de nouveau."),
    ),
    "CD-PDF-PARTLY": (
        N_("Le PDF est très long ou abîmé : ses pages n'ont pas toutes été contrôlées."),
        None,
    ),
    "CD-PAGE-UNREADABLE": (
        N_("La page n'a pas de texte lisible : on n'a pas pu la comparer avec les données."),
        N_("Comparez-les vous-même : numéro, date, montants."),
    ),
    "CD-PAGE-OTHER": (
        N_(
            "La page ne montre rien de ce que disent les données : elle est peut-être d'une autre facture."
        ),
        _COMPARE,
    ),
    "CD-PAGE-NUMBER": (
        N_("Le numéro {value} des données ne se trouve pas sur la page."),
        _COMPARE,
    ),
    "CD-PAGE-DATE": (
        N_("La date {value} des données ne se trouve pas sur la page."),
        _COMPARE,
    ),
    "CD-PAGE-SELLER": (
        N_("Le SIRET du vendeur des données, {value}, ne se trouve pas sur la page."),
        _COMPARE,
    ),
    "CD-PAGE-BUYER": (
        N_("Le SIRET du client des données, {value}, ne se trouve pas sur la page."),
        _COMPARE,
    ),
    "CD-PAGE-SERVICE": (
        N_("Le code service des données, {value}, ne se trouve pas sur la page."),
        _COMPARE,
    ),
    "CD-PAGE-COMMITMENT": (
        N_("Le numéro d'engagement des données, {value}, ne se trouve pas sur la page."),
        _COMPARE,
    ),
    "CD-PAGE-GROSS": (
        N_("Le total TTC des données, {value}, ne se trouve pas sur la page."),
        _COMPARE,
    ),
    "CD-PAGE-DUE": (
        N_("Le montant à payer des données, {value}, ne se trouve pas sur la page."),
        _COMPARE,
    ),
}
