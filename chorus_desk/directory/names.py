"""The index of names: what bodies are found by while somebody types.

Entries are numbered by weight, the body that most people mean first: what a query finds first, in
the order of the numbers, is then what counts most, and it can stop there. The vocabulary says what
words there are, so that slips are mended by a look into it.
"""

import sqlite3
from collections import Counter
from itertools import islice
from typing import Any

from chorus_desk.directory.entries import entry_of, index_words
from chorus_desk.directory.words import words_of

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
    CREATE VIRTUAL TABLE words USING fts5(
        body, service,
        content = '', detail = column, columnsize = 0, prefix = '1 2 3 4', tokenize = 'ascii'
    )
    """,
)
_BODIES = """
SELECT siret, name, kind, city, postcode, also, department, active, population, (
    SELECT group_concat(services.code || ' ' || ifnull(services.name, ''), char(31))
    FROM services WHERE services.siret = bodies.siret AND services.active
    AND services.code <> 'FACTURES_PUBLIQUES'
) AS services
FROM bodies ORDER BY active DESC, ifnull(population, ?) DESC, name
"""
_SEPARATOR = "\x1f"
_UNKNOWN_POPULATION = 2000
"""Where a body stands of which no population is told: among the towns of this size."""
_AT_A_TIME = 5000


def index_names(connection: sqlite3.Connection) -> None:
    """Index the names of all bodies of a directory file that is being built."""
    for table in _TABLES:
        connection.execute(table)
    vocabulary: Counter[str] = Counter()
    rows = enumerate(connection.execute(_BODIES, (_UNKNOWN_POPULATION,)), start=1)
    while some := list(islice(rows, _AT_A_TIME)):
        entries, texts = zip(*(_indexed(number, row, vocabulary) for number, row in some))
        connection.executemany(f"INSERT INTO entries VALUES ({', '.join('?' * 10)})", entries)
        connection.executemany("INSERT INTO words (rowid, body, service) VALUES (?, ?, ?)", texts)
    connection.execute(
        "INSERT INTO whole_names SELECT replace(core, ' ', ''), number FROM entries ORDER BY 1, 2"
    )
    connection.executemany("INSERT INTO vocabulary VALUES (?, ?)", sorted(vocabulary.items()))


def _indexed(
    number: int, row: tuple[Any, ...], vocabulary: Counter[str]
) -> tuple[tuple[Any, ...], tuple[int, str, str]]:
    siret, name, kind, city, postcode, also, department, active, population, services = row
    entry = entry_of(name, kind, city, postcode, also, department)
    words = index_words(entry, name)
    of_services = {word for text in _texts(services) for word in words_of(text)} - words
    vocabulary.update(words)
    vocabulary.update(dict.fromkeys(of_services, 0))
    parts = (" ".join(part) for part in (entry.core, entry.town, entry.also, entry.initials))
    return (
        (number, siret, entry.kind, *parts, entry.department, active, population or 0),
        (number, " ".join(words), " ".join(of_services)),
    )


def _texts(services: str | None) -> list[str]:
    return services.split(_SEPARATOR) if services else []
