"""What a table of sentences is."""

from collections.abc import Mapping

Sentences = Mapping[str, tuple[str, str | None]]
"""By rule: what is wrong and what to do about it, in French, with ``{places}`` for figures."""
