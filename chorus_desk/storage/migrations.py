"""Numbered migrations: each runs whole with its record, after a backup of what was there."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from functools import cache
from pathlib import Path

from chorus_desk import resources
from chorus_desk.domain.money import from_cents, written_amount
from chorus_desk.domain.text import fold


def _concat_words(*words: str | None) -> str:
    return " ".join(word for word in words if word)


FUNCTIONS: tuple[tuple[str, int, Callable[..., str]], ...] = (
    ("fold", 1, fold),
    ("concat_words", -1, _concat_words),
    ("written_cents", 1, lambda cents: written_amount(from_cents(cents))),
)
"""What migrations call to fill columns that Python derives: name, number of arguments, function."""


@cache
def known() -> tuple[Path, ...]:
    """Return the migration files in their order; number n stands at place n - 1."""
    files = sorted(resources.path("migrations").glob("[0-9][0-9][0-9][0-9]_*.sql"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    return tuple(files)


def latest() -> int:
    """Return the number of the newest migration."""
    return len(known())


def migrate(connection: sqlite3.Connection, path: Path, now: datetime) -> None:
    """Bring a database to the newest version; a database with something in it is saved first."""
    version = _version(connection)
    if version == latest():
        return
    if version > 0:
        back_up(connection, _backup_path(path, version, now))
    for file in known()[version:]:
        _apply(connection, file, now)


def _apply(connection: sqlite3.Connection, file: Path, now: datetime) -> None:
    number = int(file.name[:4])
    # executescript would commit before it starts, so the statements run one by one.
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) < number:  # another process may have been faster
            for statement in statements(file.read_text(encoding="utf-8")):
                connection.execute(statement)
            connection.execute(
                "INSERT INTO migrations (number, name, applied_at) VALUES (?, ?, ?)",
                (number, file.stem, now.isoformat()),
            )
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def statements(script: str) -> Iterator[str]:
    """Give the statements of an SQL script one by one."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    assert not statement.strip() or statement.strip().startswith("--"), statement


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the database as it stands into another file, by SQLite's own backup."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".chorus-partial")
    with closing(sqlite3.connect(partial)) as copy:
        connection.backup(copy)
    partial.replace(target)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _backup_path(path: Path, version: int, now: datetime) -> Path:
    stamp = now.strftime("%Y%m%d-%H%M%S")
    return path.parent / "backups" / f"avant-migration-v{version}-{stamp}.sqlite3"
