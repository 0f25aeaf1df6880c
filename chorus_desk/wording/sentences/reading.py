"""Sentences on what was changed, guessed or left out while reading."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "CD-NOT-KEPT": (
        N_("Un brouillon fait de ce fichier ne garde pas « {value} » ({term})."),
        N_("Notez cette donnée ailleurs si elle compte."),
    ),
    "CD-GENERATION-READ": (
        N_(
            "Ce fichier est un ZUGFeRD 1.0, de 2014 : ses données ont été traduites en celles d'aujourd'hui."
        ),
        N_("Relisez-les avant d'émettre."),
    ),
    "CD-GENERATION-OLD": (
        N_(
            "Ce fichier est un ZUGFeRD 1.0, d'avant la norme européenne : Chorus Pro ne l'accepte pas."
        ),
        N_("Importez-le et émettez la facture en Factur-X."),
    ),
    "CD-NOT-A-NUMBER": (
        N_("« {value} » n'est pas un nombre ({term}) ; la donnée est laissée vide."),
        N_("Saisissez le nombre."),
    ),
    "CD-NUMBER-TOO-LARGE": (
        N_("« {value} » est trop grand ({term}) ; la donnée est laissée vide."),
        N_("Saisissez le nombre."),
    ),
    "CD-NOT-A-DATE": (
        N_("« {value} » n'est pas une date ; la donnée est laissée vide."),
        N_("Saisissez la date."),
    ),
    "CD-TYPED-NUMBER": (
        N_("« {value} » n'est pas un nombre."),
        N_("Écrivez par exemple 1250 ou 12,50."),
    ),
    "CD-TYPED-DATE": (
        N_("« {value} » n'est pas une date."),
        N_("Écrivez par exemple 24/11/2026."),
    ),
    "CD-TYPED-CHOICE": (
        N_("« {value} » n'est pas dans la liste."),
        N_("Choisissez dans la liste."),
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
    "CD-RATE-LEFT-OUT": (
        N_("Une TVA ({rate}) et un motif sans TVA ({value}) sont donnés ; on a gardé le motif."),
        N_("Choisissez le taux, ou le motif."),
    ),
    "CD-EXEMPTION-UNKNOWN": (
        N_("Le motif sans TVA « {value} » est inconnu."),
        N_("Choisissez un motif de la liste."),
    ),
    "CD-UNIT-UNKNOWN": (
        N_("L'unité « {value} » est inconnue ; on a mis « unité »."),
        N_("Choisissez une unité de la liste."),
    ),
}
