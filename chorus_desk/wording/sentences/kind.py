"""What a table of sentences is."""

from collections.abc import Mapping
from typing import TypeAlias

from chorus_desk.wording.catalogue import N_

Texts: TypeAlias = tuple[str, str | None]
"""What is wrong and what to do about it, in French, with ``{places}`` for figures."""
Sentences: TypeAlias = Mapping[str, Texts]
"""The texts of each rule; those of one ``case`` that a rule tells apart stand under ``RULE:case``."""

AUTHOR = N_("Demandez un fichier conforme à qui l'a produit.")
"""What to do about a fault of the file that is no fault of a datum."""
