"""Which bodies are looked at for what was typed: a bounded number, whatever it is.

Entries are numbered by weight, and each look stops after a few: a look for « saint » reads as many
rows as one for « rennes ». Short beginnings are looked for by the prefix lists of the index, others
by the words of the vocabulary that begin so.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from sqlite3 import Connection, Row

from chorus_desk.directory.names import LISTED_PREFIX, mark_of
from chorus_desk.directory.query import Query, Word

Mends = Mapping[str, Sequence[str]]
"""What a word may have been meant to be, by the word."""
_SIRET = 14
_MOST_ENDINGS = 40
_OF_DIGITS, _WHOLE_NAMES, _BEGUN_NAMES, _WHOLE, _BEGUN, _BY_SERVICE = 20, 60, 30, 60, 90, 40
_AFTER = "{"
"""Comes after every letter and digit."""
_ENTRIES = """
SELECT number, siret, kind, core, town, also, initials, department, active, population
FROM entries WHERE number IN (SELECT value FROM json_each(?))
"""


class Looks:
    """What is looked for: each word as a whole and as a beginning, mends included."""

    def __init__(self, connection: Connection, words: Sequence[Word], mends: Mends) -> None:
        """Take the words in their order."""
        self._connection = connection
        ways = [[word.text, *mends.get(word.text, ())] for word in words]
        self._whole = [_either(texts) for texts in ways]
        self._begun = [
            _join([
                *(_beginning(connection, text) for text in texts),
                *(f'"{number}"' for number in sorted(word.departments)),
            ])
            for word, texts in zip(words, ways, strict=True)
        ]  # fmt: skip

    def whole(self) -> list[int]:
        """Return the entries that have all words as whole words."""
        return self._matching(f"body : ({' AND '.join(self._whole)})", _WHOLE)

    def begun(self, places: Iterable[int] | None = None) -> list[int]:
        """Return the entries of which a word begins with each of the words, or of some of them."""
        some = self._begun if places is None else [self._begun[at] for at in places]
        return self._matching(f"body : ({' AND '.join(some)})", _BEGUN)

    def with_services(self) -> list[int]:
        """Return the entries that have a beginning of each word, be it in a service."""
        return self._matching(" AND ".join(self._begun), _BY_SERVICE)

    def services(self, siret: int, most: int) -> list[int]:
        """Return the numbers of the services that have all words, of a body with many."""
        expression = " AND ".join((f'"{mark_of(siret)}"', *self._begun))
        rows = self._connection.execute(
            "SELECT rowid FROM service_words WHERE service_words MATCH ? LIMIT ?",
            (expression, most),
        )
        return [row[0] for row in rows]

    def _matching(self, expression: str, most: int) -> list[int]:
        rows = self._connection.execute(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?",
            (expression, most),
        )
        return [row[0] for row in rows]


def of_digits(connection: Connection, digits: str) -> list[int]:
    """Return the SIRETs that begin with these digits, the lowest first."""
    if not digits:
        return []
    rest = 10 ** (_SIRET - len(digits))
    low = int(digits) * rest
    rows = connection.execute(
        "SELECT siret FROM bodies WHERE siret BETWEEN ? AND ? ORDER BY siret LIMIT ?",
        (low, low + rest - 1, _OF_DIGITS),
    )
    return [row[0] for row in rows]


def by_whole_name(connection: Connection, query: Query) -> list[int]:
    """Return the entries whose name is what was typed, or begins so."""
    found: list[int] = []
    for key in dict.fromkeys(filter(None, (query.core_key, query.key))):
        for test, bounds, most in (
            ("key = ?", (key,), _WHOLE_NAMES),
            ("key > ? AND key < ?", (key, key + _AFTER), _BEGUN_NAMES),
        ):
            rows = connection.execute(
                f"SELECT number FROM whole_names WHERE {test} LIMIT {most}",  # noqa: S608 -- ours
                bounds,
            )
            found += [row[0] for row in rows]
    return found


def entries(connection: Connection, numbers: Iterable[int]) -> list[Row]:
    """Return these entries."""
    return connection.execute(_ENTRIES, (json.dumps(list(numbers)),)).fetchall()


def entries_of(connection: Connection, sirets: Iterable[int]) -> list[int]:
    """Return the numbers of the entries of these bodies."""
    rows = connection.execute(
        "SELECT number FROM entries WHERE siret IN (SELECT value FROM json_each(?))",
        (json.dumps(list(sirets)),),
    )
    return [row[0] for row in rows]


def is_known(connection: Connection, word: str) -> bool:
    """Return whether a word of some name or service begins so."""
    row = connection.execute(
        "SELECT 1 FROM vocabulary WHERE word >= ? AND word < ? LIMIT 1", (word, word + _AFTER)
    ).fetchone()
    return row is not None


def _beginning(connection: Connection, text: str) -> str:
    """Return what finds the words that begin so."""
    if len(text) > LISTED_PREFIX and text.isalpha():
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
