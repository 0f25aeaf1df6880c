"""Which bodies are looked at for what was typed: a bounded number, whatever it is.

Entries are numbered by weight, and each look stops after a few: a look for « saint » reads as many
rows as one for « rennes ». Short beginnings are looked for by the prefix lists of the index, others
by the words of the vocabulary that begin so.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sqlite3 import Connection

from chorus_desk.directory.entries import Entry
from chorus_desk.directory.names import LISTED_PREFIX, mark_of
from chorus_desk.directory.query import Query, Word
from chorus_desk.directory.vocabulary import MOST_ENDINGS, Known

Mends = Mapping[str, Sequence[str]]
"""What a word may have been meant to be, by the word."""
Endings = Mapping[str, Sequence[Known]]
"""What begins like a word, by the word."""
_CODE_DIGITS = 4
_SIRET = 14
_WHOLE_NAMES, _BEGUN_NAMES, _MENDED_NAMES = 40, 20, 10
_OF_DIGITS, _WHOLE, _BEGUN, _BY_SERVICE = 20, 40, 60, 40
_AFTER = "{"
"""Comes after every letter and digit."""
_MATCHING = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?"
_SERVICES = "SELECT rowid FROM service_words WHERE service_words MATCH ? LIMIT ?"
_OF_SERVICES = """
SELECT DISTINCT siret FROM many_services WHERE number IN (
    SELECT rowid FROM service_words WHERE service_words MATCH ? LIMIT ?
)
"""
_NAMED = "SELECT number FROM whole_names WHERE key = ? LIMIT ?"
_NAMED_SO = "SELECT number FROM whole_names WHERE key > ? AND key < ? LIMIT ?"
_OF_BODIES = "SELECT number FROM entries WHERE siret IN (SELECT value FROM json_each(?))"
_BY_DIGITS = "SELECT siret FROM bodies WHERE siret BETWEEN ? AND ? ORDER BY siret LIMIT ?"
_ENTRIES = """
SELECT siret, active, population, kind, core, town, also, initials, department
FROM entries WHERE number IN (SELECT value FROM json_each(?))
"""


class Looks:
    """What is looked for: each word as a whole and as a beginning, mends included."""

    def __init__(
        self, connection: Connection, words: Sequence[Word], mends: Mends, known: Endings
    ) -> None:
        """Take the words in their order, and what begins like them."""
        self._connection = connection
        self._words = words
        self._whole = [_either([word.text, *mends.get(word.text, ())]) for word in words]
        self._begun = [
            _join([
                _beginning(word.text, known[word.text]),
                *(f'"{text}"' for text in (*mends.get(word.text, ()), *sorted(word.departments))),
            ])
            for word in words
        ]  # fmt: skip

    def whole(self) -> list[int]:
        """Return the entries that have all words as whole words."""
        return self._matching(f"body : ({' AND '.join(self._whole)})", _WHOLE)

    def begun(self, places: Iterable[int] | None = None) -> list[int]:
        """Return the entries of which a word begins with each of the words, or of some of them."""
        some = self._begun if places is None else [self._begun[at] for at in places]
        return self._matching(f"body : ({' AND '.join(some)})", _BEGUN)

    def with_services(self) -> list[int]:
        """Return the entries that have a beginning of each word, be it in a service.

        Of a body with many services one of these has all the words that the body has not.
        """
        some = [
            # A few digits are a département: the codes of some services begin like any.
            f'"{word.text}"' if word.text.isdigit() and len(word.text) < _CODE_DIGITS else begun
            for word, begun in zip(self._words, self._begun, strict=True)
        ]
        expression = " AND ".join(some)
        of_many = _numbers(self._connection, _OF_SERVICES, expression, _BY_SERVICE)
        return [
            *entries_of(self._connection, of_many), *self._matching(expression, _BY_SERVICE),
        ]  # fmt: skip

    def services(self, siret: int, most: int) -> list[int]:
        """Return the numbers of the services that have all words, of a body with many."""
        words = f" AND service : ({' AND '.join(self._begun)})" if self._begun else ""
        return _numbers(self._connection, _SERVICES, f'"{mark_of(siret)}"{words}', most)

    def _matching(self, expression: str, most: int) -> list[int]:
        return _numbers(self._connection, _MATCHING, expression, most)


def of_digits(connection: Connection, digits: str) -> list[int]:
    """Return the SIRETs that begin with these digits, the lowest first."""
    if not digits:
        return []
    rest = 10 ** (_SIRET - len(digits))
    low = int(digits) * rest
    return _numbers(connection, _BY_DIGITS, low, low + rest - 1, _OF_DIGITS)


def first_service(connection: Connection, siret: int, words: Iterable[Iterable[str]]) -> list[int]:
    """Return the number of a service of a body with many: it has each word in one of these ways."""
    ways = (_join([f'"{text}" *' for text in texts]) for texts in words)
    expression = f'"{mark_of(siret)}" AND service : ({" AND ".join(ways)})'
    return _numbers(connection, _SERVICES, expression, 1)


def by_whole_name(connection: Connection, query: Query, mends: Mends) -> list[int]:
    """Return the entries whose name is what was typed, or begins so."""
    numbers: list[int] = []
    for key in dict.fromkeys(filter(None, (query.core_key, query.key))):
        numbers += _numbers(connection, _NAMED, key, _WHOLE_NAMES)
        numbers += _numbers(connection, _NAMED_SO, key, key + _AFTER, _BEGUN_NAMES)
    if query.with_article:
        begun = f'body : "{query.with_article}" *'
        numbers += _numbers(connection, _MATCHING, begun, _BEGUN_NAMES)
    for key in _mended_keys(query, mends):
        numbers += _numbers(connection, _NAMED, key, _MENDED_NAMES)
    return numbers


def _mended_keys(query: Query, mends: Mends) -> Iterator[str]:
    """Give the name that was typed, run together, with each one of its words mended."""
    core = [word.text for word in query.words[query.head.length :]]
    for at, text in enumerate(core):
        for mend in mends.get(text, ()):
            yield "".join((*core[:at], mend, *core[at + 1 :]))


def _numbers(connection: Connection, statement: str, *values: object) -> list[int]:
    return [row[0] for row in connection.execute(statement, values)]


def entries(connection: Connection, numbers: Iterable[int]) -> list[tuple[int, bool, int, Entry]]:
    """Return these entries: SIRET, whether active, population, and what they are found by."""
    rows = connection.execute(_ENTRIES, (json.dumps(list(numbers)),))
    return [
        (siret, bool(active), population, Entry(*entry))
        for siret, active, population, *entry in rows
    ]


def entries_of(connection: Connection, sirets: Iterable[int]) -> list[int]:
    """Return the numbers of the entries of these bodies."""
    return _numbers(connection, _OF_BODIES, json.dumps(list(sirets)))


def _beginning(text: str, known: Sequence[Known]) -> str:
    """Return what finds the words that begin so."""
    if len(text) <= LISTED_PREFIX or len(known) == MOST_ENDINGS or not text.isalpha():
        return f'"{text}" *'
    return _either([word for word, _ in known] or [text])


def _either(texts: Iterable[str]) -> str:
    return _join([f'"{text}"' for text in texts])


def _join(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"
