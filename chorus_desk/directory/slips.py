"""Mends a word that no name has: one letter missing, too many, swapped or replaced."""

import json
import sqlite3
from collections.abc import Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SHORTEST = 4
"""Of the words that are mended: of shorter ones there is too little left to go by."""
_MOST = 12
# For each variant the first word of the vocabulary that does not come before it: the variant
# itself, or a longer word that begins so, or neither.
_LOOK = """
SELECT variants.value, word, bodies FROM json_each(?) AS variants JOIN vocabulary
ON word = (SELECT min(word) FROM vocabulary WHERE word >= variants.value)
"""


def mended(connection: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """Return the words of the vocabulary, or beginnings of such, that are one slip from a word.

    The whole words first, those of most bodies before the others.
    """
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return ()
    variants = dict.fromkeys(_variants(word))
    rows = connection.execute(_LOOK, (json.dumps(list(variants)),))
    alive = [row for row in rows if row[1].startswith(row[0])]
    alive.sort(key=lambda row: (row[0] != row[1], -row[2]))
    return tuple(row[0] for row in alive[:_MOST])


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
