"""Rows that sum up others: told by their words, which ``resources/codes/table_rows.csv`` lists."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from chorus_desk import resources
from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table.grid import Row

_LONGEST = 300
"""Characters of a cell that may announce a sum."""
_LETTERS = re.compile(r"[^\W\d_]+")
_BESIDE_LINES = frozenset({"discount", "charge"})
"""What stands among the lines as well as under them."""


def _parts(text: str) -> tuple[str, ...]:
    # « T.V.A. » is one word, and a point in a number is none of these.
    joined = re.sub(r"\b(?:[a-z]\.){2,}", lambda match: match[0].replace(".", ""), fold(text))
    return tuple(re.findall(r"[a-z]+|\d+", joined))


@cache
def _by_first() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the words of each sum by the first of them, the longest before the others."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in resources.read_table("table_rows"):
        for words in map(_parts, row["words"].split("|")):
            found.setdefault(words[0], []).append((words, row["sum"]))
    return {first: tuple(sorted(all_, key=lambda w: -len(w[0]))) for first, all_ in found.items()}


def _may_begin(word: str) -> bool:
    """Return whether a sum may begin with a word: a quick no for most cells of a table."""
    return len(word) == 1 or fold(word) in _by_first()


@lru_cache(maxsize=4096)
def sum_of(text: str) -> str:
    """Return which sum a text announces: ``net, vat, gross, due`` …; "" where it is none."""
    first = _LETTERS.search(text)
    if len(text) > _LONGEST or first is None or not _may_begin(first[0]):
        return ""
    words = _parts(text)
    for known, kind in _by_first().get(words[0], ()) if words else ():
        if words[: len(known)] == known:
            return kind
    return ""


def is_total(text: str) -> bool:
    """Return whether a text announces a sum: ``Sous-total du mois``, ``TVA 20 %``."""
    return sum_of(text) not in ("", *_BESIDE_LINES)


def has_total(row: Row) -> bool:
    """Return whether one of a row's cells announces a sum."""
    return any(isinstance(cell, str) and is_total(cell) for cell in row)
