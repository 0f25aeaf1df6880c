"""The words that names and services have, and what a word with a slip may have been meant to be."""

import json
from collections.abc import Iterator
from sqlite3 import Connection
from typing import NamedTuple

MOST_ENDINGS = 40
"""Words that are read of those that begin alike."""
_AFTER = "{"
"""Comes after every letter and digit."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST, _LONGEST = 4, 20
"""Of the words that are mended: of shorter ones there is too little left to go by."""
_FEW_BODIES = 30
_MOST_MENDS, _MOST_BEGINNINGS, _MOST_OF_A_BEGINNING = 30, 8, 4
# For each variant the first word of the vocabulary that does not come before it: the variant
# itself, or a longer word that begins so, or neither.
_LOOK = """
SELECT variants.value, word, bodies FROM json_each(?) AS variants JOIN vocabulary
ON word = (SELECT min(word) FROM vocabulary WHERE word >= variants.value)
"""


class Known(NamedTuple):
    """A word of the vocabulary."""

    word: str
    bodies: int
    """How many bodies have it in their names or towns; 0 where services alone have it."""


def endings(connection: Connection, text: str, most: int = MOST_ENDINGS) -> list[Known]:
    """Return the words that begin so, in their order."""
    rows = connection.execute(
        "SELECT word, bodies FROM vocabulary WHERE word >= ? AND word < ? LIMIT ?",
        (text, text + _AFTER, most),
    )
    return [Known(*row) for row in rows]


def looks_wrong(text: str, known: list[Known]) -> bool:
    """Return whether a text may hold a slip, by the words that begin so: none, or rare ones."""
    whole = any(word == text for word, _ in known)
    return not whole and sum(bodies for _, bodies in known) < _FEW_BODIES


def mended(connection: Connection, text: str) -> tuple[str, ...]:
    """Return the words that a text is one slip away from, or from their beginnings.

    A slip is a letter missing, too many, replaced, or swapped with the next.
    """
    if not (_SHORTEST <= len(text) <= _LONGEST and text.isascii() and text.isalpha()):
        return ()
    variants = [variant for variant in dict.fromkeys(_variants(text)) if variant != text]
    rows = connection.execute(_LOOK, (json.dumps(variants),)).fetchall()
    whole = [Known(word, bodies) for variant, word, bodies in rows if word == variant]
    begun = [row[0] for row in rows if row[1] != row[0] and row[1].startswith(row[0])]
    begun.sort(key=len, reverse=True)  # the letter that is kept says more than the one left out
    for variant in begun[:_MOST_BEGINNINGS]:
        whole += endings(connection, variant, _MOST_OF_A_BEGINNING)
    exact = {variant for variant, word, _ in rows if word == variant}
    whole.sort(key=lambda known: (known.word not in exact, -known.bodies))
    return tuple(dict.fromkeys(known.word for known in whole[:_MOST_MENDS]))


def _variants(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, rest = word[:at], word[at:]
        if rest:
            yield before + rest[1:]
        if len(rest) > 1:
            yield before + rest[1] + rest[0] + rest[2:]
        for letter in _LETTERS:
            yield before + letter + rest
            if rest:
                yield before + letter + rest[1:]
