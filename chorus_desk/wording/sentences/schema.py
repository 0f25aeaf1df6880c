"""Sentences on what the official XML Schema finds: kinds of ``codes/schema_errors.csv``."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import AUTHOR, Sentences

FORMS: Sentences = {
    "xsd-missing": (
        N_("Il manque une donnée obligatoire, vers la ligne {line} du fichier : {what}."), AUTHOR,
    ),
    "xsd-incomplete": (
        N_("Il manque une donnée obligatoire dans cette partie, ligne {line} du fichier : {what}."),
        AUTHOR,
    ),
    "xsd-misplaced": (
        N_("Cette donnée n'a pas sa place ici, ou elle est répétée, ligne {line} du fichier : {what}."),
        AUTHOR,
    ),
    "xsd-number": (
        N_("« {value} » n'est pas un nombre, ligne {line} du fichier : {what}."),
        N_("Le fichier doit l'écrire en chiffres, avec un point : 1250.00."),
    ),
    "xsd-date": (
        N_("« {value} » n'est pas une date, ligne {line} du fichier : {what}."),
        N_("Le fichier doit l'écrire en chiffres : année, mois, jour."),
    ),
    "xsd-value": (
        N_("« {value} » n'est pas une valeur admise, ligne {line} du fichier : {what}."), AUTHOR,
    ),
    "xsd-empty": (
        N_("Cette donnée est vide, ligne {line} du fichier : {what}."),
        N_("Elle doit avoir une valeur, ou ne pas être là."),
    ),
    "xsd-not-empty": (
        N_("Du texte se trouve là où il ne doit pas y en avoir, ligne {line} du fichier : {what}."),
        AUTHOR,
    ),
    "xsd-inside": (
        N_("Cette donnée en contient d'autres et ne le doit pas, ligne {line} du fichier : {what}."),
        AUTHOR,
    ),
    "xsd-attribute": (
        N_("Une précision technique n'est pas admise, ligne {line} du fichier : {what}."), AUTHOR,
    ),
    "xsd-attribute-missing": (
        N_("Une précision technique obligatoire manque, ligne {line} du fichier : {what}."), AUTHOR,
    ),
}  # fmt: skip
