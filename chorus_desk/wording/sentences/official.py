"""Sentences on the official schema and sheets."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "XSD": (
        N_("Le fichier ne suit pas la structure officielle, ligne {line} : {text}"),
        N_("Demandez un fichier conforme à qui l'a produit."),
    ),
    "XSD-MORE": (N_("Autres erreurs de structure, non montrées : {count}."), None),
    "SHEET-MORE": (N_("Autres règles officielles en défaut, non montrées : {count}."), None),
    "SHEET-STOPPED": (
        N_("Le contrôle officiel n'a pas pu aller au bout : {text}"),
        N_("Corrigez les autres erreurs, puis recommencez."),
    ),
    "BR-O-02": (
        N_("Hors champ de la TVA, la facture ne doit pas porter de numéro de TVA."),
        N_(
            "Choisissez un autre motif, ou retirez le numéro de TVA si le vendeur n'est pas soumis à la TVA."
        ),
    ),
    "BR-O-11": (
        N_("Hors champ de la TVA, la facture ne peut rien porter d'autre."),
        N_("Faites deux factures : une hors champ, une pour le reste."),
    ),
    "BR-O-12": (
        N_("Hors champ de la TVA, toutes les lignes doivent l'être."),
        N_("Faites deux factures : une hors champ, une pour le reste."),
    ),
    "CD-NATIONAL-RULES": (
        N_(
            "Ce fichier suit aussi les règles {name}, qui ne sont pas dans ce programme ; il est "
            "jugé par les règles EN 16931 seules."
        ),
        None,
    ),
    "BT-24": (
        N_(
            "Le profil annoncé n'est pas de ceux que le contrôle officiel connaît ; les règles EN 16931 ont été appliquées."
        ),
        None,
    ),
}
