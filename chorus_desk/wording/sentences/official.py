"""Sentences on the official schema and sheets."""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences.kind import Sentences

SENTENCES: Sentences = {
    "XSD": (
        N_("Le fichier ne suit pas la structure officielle, ligne {line} : {text}"),
        N_("Demandez un fichier conforme à qui l'a produit."),
    ),
    "XSD-MORE": (N_("… et {count} autres erreurs de structure."), None),
    "SHEET-MORE": (N_("… et {count} autres règles officielles en défaut."), None),
    "SHEET-STOPPED": (
        N_("Le contrôle officiel n'a pas pu aller au bout : {text}"),
        N_("Corrigez les autres erreurs, puis recommencez."),
    ),
    "BT-24": (
        N_(
            "Le profil annoncé n'est pas de ceux que le contrôle officiel connaît ; les règles EN 16931 ont été appliquées."
        ),
        None,
    ),
}
