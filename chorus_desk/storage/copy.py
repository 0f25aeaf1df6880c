"""Copies the database while others write, and looks a copy through before it is believed."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from chorus_desk.domain.errors import state_error
from chorus_desk.storage.connection import APPLICATION_ID, Connection, reading
from chorus_desk.storage.migrations import latest

Told = Callable[[int, int], None]
"""Told how much is done, of how much."""

_PAGES = 1024
"""Pages between two words of progress: 4 MB."""
_CHUNK = 1_000_000
_TABLES = ("invoices", "events", "files")


class DamagedCopyError(Exception):
    """A copy does not hold what it should."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What tells a copy from another state of the same database: its version and its rows."""

    version: int
    invoices: int
    events: int
    files: int


def copy_database(connection: Connection, target: Path, told: Told) -> Contents:
    """Copy the database as it stands at one moment into a new file; return what it holds.

    Whatever is written meanwhile, here or by another process, is not in it. The copy is whole by
    itself: it needs no ``-wal`` beside it. It may not be on the disk yet.

    Raises:
        OSError: the file cannot be written.
        DamagedCopyError: the database cannot be read.
    """
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as copy, reading(connection):
            # Nobody ever opens a copy that was cut short, so nothing is spent on repairing it.
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            contents = _contents(connection)  # the first read chooses the moment
            connection.backup(
                copy, pages=_PAGES, progress=lambda _, left, total: told(total - left, total)
            )
            copy.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:  # full, locked, protected
        raise OSError(str(error)) from error
    except sqlite3.DatabaseError as error:
        raise DamagedCopyError from error
    return contents


def inspect_database(path: Path, told: Told) -> Contents:
    """Look a copied database through, every page, reference and stored file; return what it holds.

    Raises:
        UserError: a newer program made it (``database-newer``).
        DamagedCopyError: it is not ours, needs other files beside it, or is damaged.
    """
    _check_header(path)
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            # It may come from a stranger: nothing that its schema says is done.
            for setting in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON"):
                connection.execute(f"PRAGMA {setting}")
            _check_tables(connection)
            _check_structure(connection)
            _check_files(connection, told)
            return _contents(connection)
    except sqlite3.Error as error:
        raise DamagedCopyError from error


def _check_header(path: Path) -> None:
    """Read the first bytes before SQLite does: it would make files beside a WAL database.

    The places are those of https://www.sqlite.org/fileformat2.html#the_database_header.
    """
    with path.open("rb") as file:
        header = file.read(100)
    version = int.from_bytes(header[60:64], "big", signed=True)
    _demand(header.startswith(b"SQLite format 3\0") and header[18:20] == b"\1\1")
    _demand(int.from_bytes(header[68:72], "big") == APPLICATION_ID and version > 0)
    if version > latest():
        raise state_error("database-newer", found=version, known=latest())


def _check_tables(connection: Connection) -> None:
    """Refuse a view or a virtual table in the place of a table: reading one would run its code."""
    rows = connection.execute("SELECT type, name, coalesce(rootpage, 0) FROM sqlite_schema")
    kept = {name for kind, name, page in rows if kind == "table" and page > 0}
    _demand(kept.issuperset(_TABLES))


def _check_structure(connection: Connection) -> None:
    _demand(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    _demand(connection.execute("PRAGMA foreign_key_check").fetchone() is None)


def _check_files(connection: Connection, told: Told) -> None:
    """Hold every stored file against its SHA-256, without ever having one whole in memory."""
    total = _count(connection, "files")
    rows = connection.execute("SELECT rowid, sha256 FROM files")
    for done, (row, digest) in enumerate(rows):
        told(done, total)
        _demand(_digest(connection, row) == digest)
    told(1, 1)


def _digest(connection: Connection, row: int) -> str:
    digest = sha256()
    with connection.blobopen("files", "content", row, readonly=True) as blob:
        while chunk := blob.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _contents(connection: Connection) -> Contents:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    return Contents(version, *(_count(connection, table) for table in _TABLES))


def _count(connection: Connection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 -- ours
    return int(row[0])


def _demand(fulfilled: object) -> None:
    if not fulfilled:
        raise DamagedCopyError
