"""Which bodies are looked at for what was typed: a bounded number, whatever it is.

Entries are numbered by weight, and each look stops after a few: a look for « saint » reads as many
rows as one for « rennes ». Words that thousands of names begin with are looked for by the prefix
lists of the index, others by the words of the vocabulary that begin so.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from chorus_desk.directory.query import Query, Word

_LISTED_PREFIX = 4
"""Prefixes of up to this length have lists of their own in the index (``names``)."""
_MOST_ENDINGS = 40
_OF_DIGITS, _WHOLE_NAMES, _BEGUN_NAMES, _EXACT, _BEGUN, _BY_SERVICE = 20, 60, 30, 60, 90, 40
_AFTER = "{"
"""Comes after every letter and digit."""
_ENTRIES = """
SELECT number, siret, kind, core, town, also, initials, department, active, population
FROM entries WHERE number IN (SELECT value FROM json_each(?))
"""

Mends = Mapping[str, Sequence[str]]


def of_digits(connection: sqlite3.Connection, digits: str) -> list[int]:
    """Return the SIRETs that begin with these digits, the lowest first."""
    if not digits:
        return []
    rest = 14 - len(digits)
    low = int(digits) * 10**rest
    rows = connection.execute(
        "SELECT siret FROM bodies WHERE siret BETWEEN ? AND ? ORDER BY siret LIMIT ?",
        (low, low + 10**rest - 1, _OF_DIGITS),
    )
    return [row[0] for row in rows]


def by_whole_name(connection: sqlite3.Connection, query: Query) -> Iterator[int]:
    """Give the entries whose name is what was typed, or begins so."""
    for key in dict.fromkeys(filter(None, (query.core_key, query.key))):
        rows = connection.execute(
            "SELECT number FROM whole_names WHERE key = ? ORDER BY number LIMIT ?",
            (key, _WHOLE_NAMES),
        )
        yield from (row[0] for row in rows)
        rows = connection.execute(
            "SELECT number FROM whole_names WHERE key > ? AND key < ? LIMIT ?",
            (key, key + _AFTER, _BEGUN_NAMES),
        )
        yield from (row[0] for row in rows)


def by_words(connection: sqlite3.Connection, words: Sequence[Word], mends: Mends) -> Iterator[int]:
    """Give the entries that have all words, as whole words or as beginnings."""
    if not words:
        return
    whole = [_either([word.text, *mends.get(word.text, ())]) for word in words]
    yield from _matching(connection, f"body : ({' AND '.join(whole)})", _EXACT)
    begun = [_begun(connection, word, mends) for word in words]
    yield from _matching(connection, f"body : ({' AND '.join(begun)})", _BEGUN)


def by_services(
    connection: sqlite3.Connection, words: Sequence[Word], mends: Mends
) -> Iterator[int]:
    """Give the entries that have all words, in their services too."""
    begun = [_begun(connection, word, mends) for word in words]
    yield from _matching(connection, " AND ".join(begun), _BY_SERVICE)


def entries(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[sqlite3.Row]:
    """Return these entries."""
    return connection.execute(_ENTRIES, (json.dumps(list(numbers)),)).fetchall()


def is_known(connection: sqlite3.Connection, word: str) -> bool:
    """Return whether a word of some name begins so."""
    row = connection.execute(
        "SELECT 1 FROM vocabulary WHERE word >= ? AND word < ? LIMIT 1", (word, word + _AFTER)
    ).fetchone()
    return row is not None


def _matching(connection: sqlite3.Connection, expression: str, most: int) -> Iterator[int]:
    rows = connection.execute(
        "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?", (expression, most)
    )
    return (row[0] for row in rows.fetchall())


def _begun(connection: sqlite3.Connection, word: Word, mends: Mends) -> str:
    texts = [word.text, *mends.get(word.text, ())]
    parts = [_beginning(connection, text) for text in texts]
    return _join([*parts, *(f'"{number}"' for number in sorted(word.departments))])


def _beginning(connection: sqlite3.Connection, text: str) -> str:
    """Return what finds the words that begin so."""
    if len(text) > _LISTED_PREFIX:
        rows = connection.execute(
            "SELECT word FROM vocabulary WHERE word >= ? AND word < ? LIMIT ?",
            (text, text + _AFTER, _MOST_ENDINGS),
        ).fetchall()
        if len(rows) < _MOST_ENDINGS:
            return _either([row[0] for row in rows] or [text])
    return f'"{text}" *'


def _either(texts: Iterable[str]) -> str:
    return _join([f'"{text}"' for text in texts])


def _join(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"
