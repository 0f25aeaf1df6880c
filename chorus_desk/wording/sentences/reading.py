"""Sentences on what was changed, guessed or left out while reading."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "CD-NOT-KEPT": (
        N_("Le brouillon ne garde pas « {value} » ({term})."),
        N_("Notez cette donnée ailleurs si elle compte."),
    ),
    "CD-NOT-A-NUMBER": (
        N_("« {value} » n'est pas un nombre ({term}) ; la donnée est laissée vide."),
        N_("Saisissez le nombre."),
    ),
    "CD-NOT-A-DATE": (
        N_("« {value} » n'est pas une date ; la donnée est laissée vide."),
        N_("Saisissez la date."),
    ),
    "CD-GUESSED": (
        N_("Le fichier ne disait pas tout : on a supposé « {value} » ({term})."),
        N_("Vérifiez cette donnée."),
    ),
    "CD-PRICE-WITH-VAT": (
        N_(
            "Le fichier donne un prix TTC ({price}) à la place du prix hors taxe ; on a pris {net}."
        ),
        N_("Vérifiez le prix hors taxe."),
    ),
    "CD-PROFILE-WITHOUT-LINES": (
        N_("Le profil {profile} ne contient pas de lignes : le brouillon n'en a pas."),
        N_("Saisissez les lignes avant d'émettre."),
    ),
    "CD-IMPORTED-BEFORE": (
        N_("Un autre document importé porte déjà le numéro {number} ({id})."),
        N_("Vérifiez que ce n'est pas la même facture."),
    ),
    "CD-ROWS-DISAGREE": (
        N_(
            "La ligne {row} de « {sheet} » donne « {value} » pour {column} ; on a gardé « {kept} »."
        ),
        N_("Donnez la même valeur sur toutes les lignes de la facture, ou une seule fois."),
    ),
    "CD-UNIT-UNKNOWN": (
        N_("L'unité « {value} » est inconnue ; on a mis « unité »."),
        N_("Choisissez une unité de la liste."),
    ),
}
