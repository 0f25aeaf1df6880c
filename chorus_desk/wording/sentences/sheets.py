"""Sentences on what the official sheets find and no rule of ours does, or finds without figures.

``SHEETS`` is looked up by pattern, first match: the sheets have one id per datum (``BR-FR-03_BT-2``)
or per VAT category (``BR-S-08``) where one sentence serves. None of them needs a figure. ``FORMS``
has the ready-made assertions, which name elements of the XML and mean a datum (``{what}``).
"""

from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences import (
    schema,
    sheets_of_norm,
    sheets_of_reform,
    sheets_of_syntax,
)
from chorus_desk.wording.sentences.kind import AUTHOR, Sentences

FORMS: Sentences = {
    "unused": (N_("Le profil annoncé ne prévoit pas cette donnée ici : {what}."), AUTHOR),
    "missing": (N_("Il manque ici une donnée obligatoire, ou elle y est deux fois : {what}."), AUTHOR),
    "too-many": (N_("Cette donnée est répétée, le profil n'en admet pas autant : {what}."), AUTHOR),
    "value": (N_("Le code donné n'est pas dans la liste officielle : {what}."), AUTHOR),
    "empty": (N_("Une case du fichier est présente et vide : {what}."), None),
    "attribute": (
        N_("Le fichier ajoute à cette donnée une précision technique que le profil ne prévoit pas : {what}."),
        AUTHOR,
    ),
    **schema.FORMS,
}  # fmt: skip

SHEETS: Sentences = {
    pattern: texts
    for module in (sheets_of_reform, sheets_of_norm, sheets_of_syntax)
    for patterns, texts in module.PATTERNS.items()
    for pattern in patterns.split()
}
"""The texts of each pattern of ids. In the modules, patterns that mean the same stand together."""
