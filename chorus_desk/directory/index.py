"""The file that holds the bodies of the published lists: how it is laid out, built and swapped.

A file is built beside the one in use and gets its name when it is whole; from then on nobody
writes it. Each list gets a file of its own, numbered, so that none is replaced while a window
has it open (Windows forbids that); the highest number counts.
"""

import errno
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from chorus_desk.directory.names import index_names
from chorus_desk.directory.records import ListedBody, ListedService
from chorus_desk.domain.errors import UserError
from chorus_desk.system.files import PARTIAL_SUFFIX

LAYOUT = 2
"""Of the file and of what its index holds; one of another layout is not read."""
_NAME = re.compile(r"directory-(\d{4,9})\.sqlite3")
_TABLES = """
CREATE TABLE about (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE bodies (
    siret INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    street TEXT,
    postcode TEXT,
    city TEXT,
    country TEXT NOT NULL,
    department TEXT,
    kind TEXT,
    also TEXT,
    requires TEXT,
    works_only INTEGER NOT NULL,
    active INTEGER NOT NULL,
    population INTEGER,
    source TEXT NOT NULL,
    as_of TEXT
) STRICT;
CREATE TABLE services (
    siret INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT,
    active INTEGER NOT NULL,
    requires_commitment INTEGER NOT NULL,
    starts TEXT,
    ends TEXT,
    PRIMARY KEY (siret, code)
) STRICT, WITHOUT ROWID;
"""
# A later list takes over a row; what it does not know at all stays.
_ADD_BODY = f"""
INSERT INTO bodies VALUES ({", ".join("?" * len(ListedBody._fields))})
ON CONFLICT (siret) DO UPDATE SET
    name = excluded.name, street = excluded.street, works_only = excluded.works_only,
    postcode = coalesce(excluded.postcode, postcode), city = coalesce(excluded.city, city),
    country = excluded.country, department = coalesce(excluded.department, department),
    kind = coalesce(excluded.kind, kind), also = coalesce(excluded.also, also),
    requires = excluded.requires, active = excluded.active,
    population = coalesce(excluded.population, population),
    source = excluded.source, as_of = excluded.as_of
"""  # noqa: S608 -- question marks
_ADD_SERVICE = (
    f"INSERT OR REPLACE INTO services VALUES ({', '.join('?' * len(ListedService._fields))})"  # noqa: S608
)


class Builder:
    """Builds the file of a directory; used as a context, it leaves nothing behind on a fault."""

    def __init__(self, target: Path) -> None:
        """Begin a file that is to be named ``target``.

        Raises:
            OSError, sqlite3.Error: it cannot be written there.
        """
        self._target = target
        self._partial = target.with_name(f"{target.name}.{os.getpid()}{PARTIAL_SUFFIX}")
        self._partial.unlink(missing_ok=True)
        self._connection = sqlite3.connect(self._partial, isolation_level=None)
        # Nobody else sees this file, and a power cut only means that it is built again.
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -32000"):
            self._connection.execute(f"PRAGMA {setting}")
        self._connection.executescript(_TABLES)
        self._connection.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self._connection.close()
        self._partial.unlink(missing_ok=True)

    def add_bodies(self, bodies: Iterable[ListedBody]) -> None:
        """Add bodies; a later row of a SIRET takes over what it says."""
        self._connection.executemany(_ADD_BODY, bodies)

    def add_services(self, services: Iterable[ListedService]) -> None:
        """Add services; a later row of the same SIRET and code takes its place."""
        self._connection.executemany(_ADD_SERVICE, services)

    def add_services_of_others(self, services: Iterable[ListedService], source: str) -> None:
        """Add services of the bodies that a source does not name; what is there stays."""
        places = ", ".join("?" * len(ListedService._fields))
        self._connection.executemany(
            f"INSERT OR IGNORE INTO services SELECT {places} WHERE NOT EXISTS "  # noqa: S608
            "(SELECT 1 FROM bodies WHERE siret = ? AND source = ?)",
            ((*service, service.siret, source) for service in services),
        )

    def drop_services_without_body(self) -> int:
        """Take away the services whose body no list names; return how many there were."""
        return self._connection.execute(
            "DELETE FROM services WHERE NOT EXISTS "
            "(SELECT 1 FROM bodies WHERE bodies.siret = services.siret)"
        ).rowcount

    def count(self, source: str) -> tuple[int, int]:
        """Return how many bodies a source gave, and how many services these have."""
        bodies, services = self._connection.execute(
            "SELECT count(*), coalesce(sum(n), 0) FROM (SELECT "
            "(SELECT count(*) FROM services WHERE services.siret = bodies.siret) AS n "
            "FROM bodies WHERE source = ?)",
            (source,),
        ).fetchone()
        return bodies, services

    def finish(self, about: Mapping[str, str]) -> None:
        """Index what was added and give the file its name.

        Raises:
            OSError, sqlite3.Error: it cannot be written.
        """
        facts = {**about, "layout": str(LAYOUT)}
        self._connection.executemany("INSERT INTO about VALUES (?, ?)", facts.items())
        index_names(self._connection)
        self._connection.execute("COMMIT")
        self._connection.execute("PRAGMA optimize")
        self._connection.close()
        self._partial.replace(self._target)


@contextmanager
def writing_errors(folder: Path) -> Iterator[None]:
    """Say in one sentence what stands in the way of writing a directory.

    Raises:
        UserError: ``disk-full`` or ``cannot-write``.
    """
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        full = (
            getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
            or getattr(error, "errno", 0) == errno.ENOSPC
        )
        code = "disk-full" if full else "cannot-write"
        raise UserError(code, file=str(folder)) from error


def newest(folder: Path) -> Path | None:
    """Return the directory file in use in a folder, None where there is none."""
    numbered = _numbered(folder)
    return numbered[max(numbered)] if numbered else None


def next_name(folder: Path) -> Path:
    """Return the name of the next directory file of a folder."""
    return folder / f"directory-{max(_numbered(folder), default=0) + 1:04}.sqlite3"


def drop_older(folder: Path) -> None:
    """Delete the directory files that are out of use; one still open elsewhere goes next time."""
    numbered = _numbered(folder)
    if not numbered:
        return
    used = numbered.pop(max(numbered))
    for path in (*numbered.values(), *folder.glob(f"directory-*{PARTIAL_SUFFIX}")):
        with suppress(OSError):
            # One that is being built right now is younger than the one in use.
            if path.stat().st_mtime < used.stat().st_mtime:
                path.unlink()


def _numbered(folder: Path) -> dict[int, Path]:
    try:
        names = [entry.name for entry in folder.iterdir()]
    except OSError:
        return {}
    found = ((match, name) for name in names if (match := _NAME.fullmatch(name)))
    return {int(match[1]): folder / name for match, name in found}
