"""Sentences on what was changed, guessed or left out while reading."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

_OF_TABLES: Sentences = {
    "CD-TABLE-THOUSANDS": (
        N_(
            "« {value} » (cellule {cell}) peut vouloir dire le nombre entier {whole} ou le nombre à virgule {fraction} : on a lu {read}."
        ),
        N_("Vérifiez ce nombre."),
    ),
    "CD-TABLE-THOUSANDS-SETTLED": (
        N_(
            "« {value} » (cellule {cell}) est lu {read} : les autres nombres de la colonne ne laissent pas de doute."
        ),
        None,
    ),
    "CD-TABLE-DAY-OR-MONTH": (
        N_(
            "« {value} » (cellule {cell}) : la colonne écrit tantôt le jour, tantôt le mois en premier ; on a lu {read}."
        ),
        N_("Vérifiez cette date."),
    ),
    "CD-TABLE-MONTH-FIRST": (
        N_("« {value} » (cellule {cell}) est écrit avec le mois en premier : on a lu {read}."),
        N_("Vérifiez cette date."),
    ),
    "CD-TABLE-SERIAL": (
        N_(
            "« {value} » (cellule {cell}) est une date enregistrée comme un nombre : on a lu "
            "{read}."
        ),
        None,
    ),
    "CD-TABLE-SHARE": (
        N_("« {value} » (cellule {cell}) est lu comme un taux de {read} %."),
        None,
    ),
    "CD-TABLE-ZEROS": (
        N_(
            "Le SIRET « {value} » (cellule {cell}) avait perdu les zéros du début : on a lu {read}."
        ),
        N_("Vérifiez ce SIRET."),
    ),
    "CD-TABLE-RATE-UNKNOWN": (
        N_("Le taux de TVA « {value} » (cellule {cell}) n'existe pas en France."),
        N_("Vérifiez ce taux."),
    ),
    "CD-TABLE-FORMULA": (
        N_(
            "La formule de la cellule {cell} (colonne « {column} ») n'a pas de résultat dans le fichier : la donnée est laissée vide."
        ),
        N_("Ouvrez le fichier dans votre tableur, enregistrez-le, puis importez-le de nouveau."),
    ),
    "CD-TABLE-HIDDEN": (
        N_("La ligne {row} de « {sheet} » est masquée dans le fichier ; elle a été lue."),
        N_("Vérifiez qu'elle est à facturer."),
    ),
    "CD-TABLE-HIDDEN-SHEET": (
        N_("La feuille « {sheet} » est masquée dans le fichier ; elle a été lue."),
        N_("Vérifiez qu'elle est à facturer."),
    ),
    "CD-TABLE-FROM-TOTALS": (
        N_("Le fichier ne donne pas de prix unitaire : la ligne reprend le montant hors taxe."),
        None,
    ),
    "CD-TABLE-LINE-FROM-TOTAL": (
        N_("Ligne {line} : le fichier ne donne pas de prix unitaire ; elle reprend son montant."),
        None,
    ),
    "CD-TABLE-PRICE-DIVIDED": (
        N_("Le prix unitaire est le montant de la ligne divisé par la quantité."),
        None,
    ),
    "CD-TABLE-GROSS-ONLY": (
        N_("Le fichier ne donne qu'un montant TTC ({value}) : on l'a pris sans en retirer la TVA."),
        N_("Saisissez le prix hors taxe et le taux de TVA."),
    ),
    "CD-TABLE-AMOUNT-UNCLEAR": (
        N_("Rien ne dit si le montant {value} est hors taxe ou TTC : on l'a pris hors taxe."),
        N_("Vérifiez le prix hors taxe et la TVA."),
    ),
    "CD-TABLE-RATE-WORKED-OUT": (
        N_("Le taux de TVA ({rate} %) est déduit des montants du fichier."),
        N_("Vérifiez ce taux."),
    ),
    "CD-TABLE-RATE-LABEL": (
        N_(
            "Le taux de TVA ({rate} %) est celui qu'indique la cellule {cell} ; le montant de la TVA n'est pas dans le fichier."
        ),
        N_("Vérifiez ce taux."),
    ),
    "CD-TABLE-SIRET-GUESSED": (
        N_(
            "Le SIRET {value} (cellule {cell}) semble être celui d'un organisme public : on l'a pris pour celui du client."
        ),
        N_("Vérifiez ce SIRET."),
    ),
    "CD-TABLE-SIRET-UNCLEAR": (
        N_(
            "Le fichier contient plusieurs SIRET (l'un d'eux en cellule {cell}) : rien ne dit lequel est celui du client."
        ),
        N_("Saisissez le SIRET du client."),
    ),
    "CD-TABLE-NO-VAT": (
        N_("Le fichier ne donne pas la TVA de toutes les lignes."),
        N_("Choisissez le taux, ou le motif sans TVA."),
    ),
    "CD-TABLE-NO-LINES": (
        N_("Le fichier ne donne aucune ligne pour cette facture."),
        N_("Saisissez les lignes avant d'émettre."),
    ),
    "CD-TABLE-ONLY-LINES": (
        N_("« {sheet} » n'a que les lignes de cette facture : il y manque la date et le client."),
        N_(
            "Choisissez ensemble ce fichier et celui qui a numéro, date et client, ou mettez les deux dans un "
            "classeur, une feuille chacun."
        ),
    ),
    "CD-TABLE-DISCOUNT": (
        N_("Le fichier donne une remise, qui n'a pas été appliquée."),
        N_("Saisissez la remise si elle n'est pas déjà dans le prix."),
    ),
    "CD-TABLE-DISCOUNT-APPLIED": (
        N_(
            "Ligne {line} : une remise de {value} a été déduite ; aucun montant du fichier ne la confirme."
        ),
        N_("Vérifiez cette remise."),
    ),
    "CD-TABLE-DISCOUNT-INCLUDED": (
        N_("La remise est déjà dans le montant HT du fichier : elle n'est pas déduite de nouveau."),
        None,
    ),
    "CD-TABLE-CHARGE": (
        N_("Le fichier donne des frais ({value}), qui n'ont pas été repris."),
        N_("Ajoutez-les s'ils ne sont pas déjà dans les lignes."),
    ),
    "CD-TABLE-PREPAID": (
        N_("Le fichier parle d'un acompte ({value}), qui n'a pas été déduit."),
        N_("Saisissez-le comme déjà payé s'il l'a été."),
    ),
    "CD-TABLE-LINE-VAT": (
        N_("Ligne {line} : le fichier donne {stated} de TVA ; le calcul donne {computed}."),
        N_("Vérifiez le prix, la quantité et le taux de cette ligne."),
    ),
    "CD-TABLE-LINE-GROSS": (
        N_("Ligne {line} : le fichier donne {stated} TTC ; le calcul donne {computed}."),
        N_("Vérifiez le prix, la quantité et le taux de cette ligne."),
    ),
    "CD-TABLE-VAT-ROUNDING": (
        N_(
            "Le fichier arrondit la TVA ligne par ligne ({stated}) ; sur la facture, elle se calcule sur le total ({computed})."
        ),
        None,
    ),
    "CD-TABLE-CURRENCY-UNKNOWN": (
        N_("La devise « {value} » n'est pas connue : on a mis l'euro."),
        N_("Choisissez la devise."),
    ),
    "CD-TABLE-CELL-OUTSIDE": (
        N_(
            "La correspondance nomme la cellule {value}, que la feuille « {sheet} » n'a pas : rien n'y a été lu."
        ),
        N_("Corrigez cette cellule dans la correspondance."),
    ),
    "CD-TABLE-DATE-GUESSED": (
        N_(
            "Rien ne dit ce qu'est la date {value} (cellule {cell}) : on l'a prise pour celle de "
            "la facture."
        ),
        N_("Vérifiez la date."),
    ),
    "CD-TABLE-DATE-OF-SHEET": (
        N_(
            "La date {value} est faite du jour (cellule {cell}) et du mois de la feuille « {sheet} »."
        ),
        N_("Vérifiez cette date."),
    ),
    "CD-TABLE-DAY-ALONE": (
        N_(
            "Rien ne dit sûrement de quel mois est le jour « {value} » (cellule {cell}) : la date de la facture est laissée vide."
        ),
        N_("Saisissez la date de la facture si elle compte."),
    ),
    "CD-TABLE-ROW-TWICE": (
        N_("Deux lignes de cette facture sont identiques ; elles ont été gardées toutes les deux."),
        N_("Supprimez-en une si elle est en double."),
    ),
    "CD-TABLE-CREDIT-GUESSED": (
        N_(
            "Le montant est négatif et le numéro {number} paraît celui d'un avoir : on en a fait "
            "un avoir."
        ),
        N_("Vérifiez le type de document."),
    ),
    "CD-TABLE-SIGNS-TURNED": (
        N_("Cet avoir était écrit en négatif : ses montants ont été mis en positif."),
        None,
    ),
    "CD-TABLE-NEGATIVE": (
        N_("Le total de cette facture est négatif ({value})."),
        N_("Choisissez « avoir » si c'en est un."),
    ),
    "CD-TABLE-CURRENCY": (
        N_("Les prix du fichier semblent être en {value}."),
        N_("Vérifiez la devise."),
    ),
    "CD-TABLE-COLUMN-GUESSED": (
        N_("Le programme a deviné ce que contient la colonne « {column} » (cellule {cell})."),
        N_("Vérifiez ce qu'elle donne, ou dites ce qu'elle contient vraiment."),
    ),
    "CD-TABLE-NUMBER-TWICE": (
        N_(
            "Le numéro {number} sert déjà à une autre facture du fichier (feuille « {sheet} », ligne {row})."
        ),
        N_("Vérifiez les numéros."),
    ),
}

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
    **_OF_TABLES,
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
        N_("Un autre document de la même année porte déjà le numéro {number} ({id})."),
        N_("Vérifiez que ce n'est pas la même facture."),
    ),
    "CD-NOT-IN-WORKBOOK": (
        N_("Le classeur n'a pas de place pour cette donnée : elle n'y est pas."),
        N_("Remettez-la dans le brouillon une fois le classeur importé, ou exportez en XML."),
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
