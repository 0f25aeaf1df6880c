"""What a table of sentences is."""

from collections.abc import Mapping
from typing import TypeAlias

Texts: TypeAlias = tuple[str, str | None]
"""What is wrong and what to do about it, in French, with ``{places}`` for figures."""
Sentences: TypeAlias = Mapping[str, Texts]
"""The texts of each rule; those of one ``case`` that a rule tells apart stand under ``RULE:case``."""
