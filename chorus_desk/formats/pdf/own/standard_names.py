"""The names of glyphs that Adobe's font programs know by number (CFF, appendices A to C)."""

from collections.abc import Mapping
from functools import cache

from chorus_desk import resources


@cache
def standard_names() -> tuple[str, ...]:
    """Return the first of the standard strings: those of the set ISOAdobe, by number."""
    return tuple(row["name"] for row in resources.read_table("glyph_names"))


@cache
def standard_encoding() -> Mapping[int, str]:
    """Return the names of glyphs by the codes of Adobe's standard encoding."""
    rows = resources.read_table("glyph_names")
    return {int(row["code"]): row["name"] for row in rows if row["code"]}
