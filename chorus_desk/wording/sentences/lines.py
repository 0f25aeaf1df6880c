"""Sentences on lines."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "BR-16": (N_("La facture n'a aucune ligne."), N_("Ajoutez au moins une ligne.")),
    "BR-22": (
        N_("La quantité manque à la ligne {line}."),
        N_("Saisissez une quantité (1 pour un forfait)."),
    ),
    "BR-23": (
        N_("L'unité manque à la ligne {line}."),
        N_("Choisissez une unité, par exemple « unité »."),
    ),
    "BR-25": (
        N_("La désignation manque à la ligne {line}."),
        N_("Décrivez la prestation ou le produit."),
    ),
    "BR-26": (
        N_("Le prix unitaire hors taxe manque à la ligne {line}."),
        N_("Saisissez le prix hors taxe, ou le forfait."),
    ),
    "BR-27": (
        N_("Le prix unitaire de la ligne {line} est négatif."),
        N_("Mettez le signe moins sur la quantité."),
    ),
    "BR-CO-04": (
        N_("La TVA de la ligne {line} n'est pas choisie."),
        N_("Choisissez un taux, ou le motif pour lequel il n'y a pas de TVA."),
    ),
    "BR-FR-DEC-01": (
        N_("Le montant {value} a plus de deux décimales."),
        N_("Arrondissez au centime."),
    ),
    "BR-FR-DEC-02": (
        N_("La quantité {value} de la ligne {line} a plus de quatre décimales."),
        N_("Arrondissez à quatre décimales."),
    ),
    "BR-FR-DEC-03": (
        N_("Le prix {value} de la ligne {line} a plus de six décimales."),
        N_("Arrondissez à six décimales."),
    ),
    "CD-GROSS-WITHOUT-DISCOUNT": (
        N_("La ligne {line} donne un prix brut sans remise : Chorus Pro rejette le fichier."),
        N_("Retirez le prix brut, ou ajoutez le montant de la remise."),
    ),
    "BR-28": (
        N_("Le prix brut de la ligne {line} est négatif."),
        N_("Retirez le prix brut."),
    ),
    "G1.55": (
        N_("À la ligne {line}, le prix brut moins la remise ne donne pas le prix net."),
        N_("Corrigez la remise, ou retirez le prix brut."),
    ),
}
