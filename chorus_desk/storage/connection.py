"""Opens the database and runs transactions. Every connection has the same settings."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from chorus_desk.domain.errors import ExitCode, UserError, state_error
from chorus_desk.storage import migrations

APPLICATION_ID = 0x43_44_53_4B
"""``CDSK``: tells our file from any other SQLite database."""
FILE_NAME = "chorus-desk.sqlite3"
_PATIENCE = 30.0
"""Seconds to wait for another process that writes."""

Connection = sqlite3.Connection


def open_database(folder: Path, now: datetime) -> Connection:
    """Open the database of a data folder; make it where there is none, migrate an older one.

    Raises:
        UserError: the folder cannot be written (``folder-not-writable``), the file is no database
            of ours (``database-unreadable``), or a newer program made it (``database-newer``).
    """
    path = folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    except (OSError, sqlite3.OperationalError) as error:
        raise UserError("folder-not-writable", folder=str(folder)) from error
    try:
        _set_up(connection)
        _check(connection, path)
        migrations.migrate(connection, path, now)
    except sqlite3.OperationalError as error:
        connection.close()
        code = "database-busy" if "locked" in str(error) else "folder-not-writable"
        raise UserError(code, folder=str(folder)) from error
    except sqlite3.DatabaseError as error:
        connection.close()
        raise UserError("database-unreadable", file=str(path)) from error
    except BaseException:
        connection.close()
        raise
    return connection


_CODES = {
    sqlite3.SQLITE_CORRUPT: "database-unreadable", sqlite3.SQLITE_NOTADB: "database-unreadable",
    sqlite3.SQLITE_BUSY: "database-busy", sqlite3.SQLITE_LOCKED: "database-busy",
    sqlite3.SQLITE_FULL: "disk-full", sqlite3.SQLITE_READONLY: "database-read-only",
    sqlite3.SQLITE_IOERR: "folder-not-writable", sqlite3.SQLITE_CANTOPEN: "folder-not-writable",
}  # fmt: skip
_OF_THE_MOMENT = ("database-busy", "disk-full", "database-read-only")


def database_error(error: BaseException, folder: Path) -> UserError | None:
    """Return what a person is told of a fault of a folder's database, None for any other fault.

    Whoever runs a command, or work for the window, asks this before taking a fault for the
    program's own: damage shows wherever a page of the file is read.
    """
    if not isinstance(error, sqlite3.DatabaseError):
        return None
    code = _CODES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if code is None and "decode to UTF-8" in str(error):  # a damaged text, noticed by Python
        code = "database-unreadable"
    if code is None:
        return None
    exit_code = ExitCode.STATE if code in _OF_THE_MOMENT else ExitCode.USAGE
    return UserError(code, exit_code=exit_code, file=str(folder / FILE_NAME), folder=str(folder))


def _folder(connection: Connection) -> Path:
    return Path(connection.execute("PRAGMA database_list").fetchone()["file"]).parent


def refuse_writes(connection: Connection) -> None:
    """Let a connection read alone: another window is the one that writes."""
    connection.execute("PRAGMA query_only = ON")


def refuse_read_only(connection: Connection) -> None:
    """Refuse what would write beside the database too, where this connection may not write.

    Raises:
        UserError: ``database-read-only``.
    """
    if connection.execute("PRAGMA query_only").fetchone()[0]:
        raise state_error("database-read-only")


def _set_up(connection: Connection) -> None:
    connection.row_factory = sqlite3.Row
    for setting in (
        "foreign_keys = ON", "recursive_triggers = ON", "trusted_schema = OFF",
        "synchronous = FULL", "temp_store = MEMORY",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {setting}")
    for name, places, function in migrations.FUNCTIONS:
        connection.create_function(name, places, function, deterministic=True)


def _check(connection: Connection, path: Path) -> None:
    """Refuse a database that is not ours or that a newer program made."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if application != APPLICATION_ID and not (empty and application == 0):
        raise UserError("database-unreadable", file=str(path))
    if version > migrations.latest():
        raise state_error("database-newer", found=version, known=migrations.latest())
    if empty:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA journal_mode = WAL")


@contextmanager
def writing(connection: Connection) -> Iterator[None]:
    """Hold the write lock for one transaction: all of it is kept, or nothing.

    Raises:
        UserError: another process writes for too long (``database-busy``), the disk is full
            (``disk-full``), or another code of ``database_error``.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    except sqlite3.DatabaseError as error:
        told = database_error(error, _folder(connection))
        if told is None:
            raise
        raise told from error


@contextmanager
def reading(connection: Connection) -> Iterator[None]:
    """See one state of the database throughout, whatever others write meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
