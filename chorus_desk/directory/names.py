"""The index of names: what bodies are found by while somebody types.

Entries are numbered by weight, the body that most people mean first: what a query finds first, in
the order of the numbers, is then what counts most, and it can stop there. The vocabulary says what
words there are, so that slips are mended by a look into it. Bodies with many services, the State
before all, have these in an index of their own.
"""

import sqlite3
from collections import Counter
from itertools import islice
from typing import Any

from chorus_desk.directory.entries import Described, entry_of, index_words
from chorus_desk.directory.words import words_of_service

LISTED_PREFIX = 4
"""Beginnings of words up to this length have lists of their own in the index."""
MANY_SERVICES = 100
"""A body with more than so many has an index of its services."""
_INDEX_OF_WORDS = """
CREATE VIRTUAL TABLE {name} USING fts5(
    body, service,
    content = '', detail = column, columnsize = 0, tokenize = 'ascii', prefix = '1 2 3 4'
)
"""
_TABLES = (
    """
    CREATE TABLE entries (
        number INTEGER PRIMARY KEY,
        siret INTEGER NOT NULL,
        kind TEXT,
        core TEXT NOT NULL,
        town TEXT NOT NULL,
        also TEXT NOT NULL,
        initials TEXT NOT NULL,
        department TEXT,
        active INTEGER NOT NULL,
        population INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE whole_names (
        key TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (key, number)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE vocabulary (
        word TEXT NOT NULL PRIMARY KEY,
        bodies INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE many_services (
        number INTEGER PRIMARY KEY,
        siret INTEGER NOT NULL,
        code TEXT NOT NULL
    ) STRICT
    """,
    _INDEX_OF_WORDS.format(name="words"),
    _INDEX_OF_WORDS.format(name="service_words"),
)
_WHOLE_NAMES = """
INSERT INTO whole_names SELECT replace(core, ' ', ''), number FROM entries ORDER BY 1, 2
"""
_BODIES = """
SELECT siret, name, kind, city, postcode, also, department, active, population, (
    SELECT group_concat(services.code || char(31) || ifnull(services.name, ''), char(31))
    FROM services WHERE services.siret = bodies.siret AND services.active
    AND services.code <> 'FACTURES_PUBLIQUES'
    AND bodies.siret NOT IN (SELECT siret FROM many_services)
) AS services
FROM bodies ORDER BY active DESC, ifnull(population, ?) DESC, name
"""
_MANY = """
INSERT INTO many_services (siret, code) SELECT siret, code FROM services
WHERE siret IN (SELECT siret FROM services GROUP BY siret HAVING count(*) > ?)
ORDER BY siret, active DESC, code
"""
_NAMES_OF_MANY = """
SELECT many_services.number, siret, code, name, core || ' ' || town || ' ' || also
FROM many_services JOIN services USING (siret, code) JOIN entries USING (siret)
ORDER BY many_services.number
"""
_ADD_ENTRY = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ADD_WORDS = "INSERT INTO words (rowid, body, service) VALUES (?, ?, ?)"
_ADD_SERVICE = "INSERT INTO service_words (rowid, body, service) VALUES (?, ?, ?)"
_ADD_WORD = "INSERT INTO vocabulary VALUES (?, ?)"
_SEPARATOR = "\x1f"
_UNKNOWN_POPULATION = 2000
"""Where a body stands of which no population is told: among the towns of this size."""
_AT_A_TIME = 5000


def index_names(connection: sqlite3.Connection) -> None:
    """Index the names of all bodies of a directory file that is being built."""
    for table in _TABLES:
        connection.execute(table)
    vocabulary: Counter[str] = Counter()
    connection.execute(_MANY, (MANY_SERVICES,))
    connection.execute("CREATE INDEX many_services_by_siret ON many_services (siret)")
    rows = enumerate(connection.execute(_BODIES, (_UNKNOWN_POPULATION,)), start=1)
    while some := list(islice(rows, _AT_A_TIME)):
        entries, texts = zip(*(_indexed(*row, vocabulary) for row in some), strict=True)
        connection.executemany(_ADD_ENTRY, entries)
        connection.executemany(_ADD_WORDS, texts)
    connection.execute(_WHOLE_NAMES)
    connection.execute("CREATE INDEX entries_by_siret ON entries (siret)")
    of_many = connection.execute(_NAMES_OF_MANY)
    connection.executemany(_ADD_SERVICE, (_indexed_service(row, vocabulary) for row in of_many))
    words = sorted(word for word in vocabulary if word.isalpha())
    connection.executemany(_ADD_WORD, ((word, vocabulary[word]) for word in words))


def mark_of(siret: int) -> str:
    """Return the word that marks the services of a body in their index."""
    return f"siret{siret}"


def _indexed(
    number: int, row: tuple[Any, ...], vocabulary: Counter[str]
) -> tuple[tuple[Any, ...], tuple[int, str, str]]:
    siret, *described, active, population, services = row
    body = Described(*described)
    entry = entry_of(body)
    words = index_words(entry, body.name)
    for word in words:
        vocabulary[word] += 1
    texts = services.split(_SEPARATOR) if services else ()
    of_services = {
        word for code, name in zip(texts[::2], texts[1::2], strict=True)
        for word in words_of_service(code, name)
    } - words  # fmt: skip
    for word in of_services:
        vocabulary[word] += 0
    return (
        (number, siret, *entry, active, population or 0),
        (number, " ".join(words), " ".join(of_services)),
    )


def _indexed_service(row: tuple[Any, ...], vocabulary: Counter[str]) -> tuple[int, str, str]:
    number, siret, code, name, body = row
    words = words_of_service(code, name)
    for word in words:
        vocabulary[word] += 0
    return number, f"{mark_of(siret)} {body}", " ".join(words)
