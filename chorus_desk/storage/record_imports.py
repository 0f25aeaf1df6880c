"""Imports of tables of records: what each changed, as it was before and as it was left."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chorus_desk.storage.connection import Connection
from chorus_desk.storage.imports import ImportRecord, add_import, delete_import

Rows = Any
"""What was kept of a thing, as JSON has it; None where nothing was."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that an import changed: its key, what was kept of it before, and after."""

    key: str
    before: Rows
    after: Rows


@dataclass(frozen=True, slots=True)
class RecordImport:
    """What an import of a kind of records changed."""

    kind: str
    changed: tuple[Changed, ...]


def add_record_import(
    connection: Connection, record: ImportRecord, kind: str, changed: Sequence[Changed]
) -> int:
    """Keep what an import changed and return the import's id."""
    import_id = add_import(connection, record)
    content = [[item.key, item.before, item.after] for item in changed]
    connection.execute(
        "INSERT INTO record_imports (import_id, kind, content) VALUES (?, ?, ?)",
        (import_id, kind, json.dumps(content, ensure_ascii=False)),
    )
    return import_id


def load_record_import(connection: Connection, import_id: int) -> RecordImport | None:
    """Return what an import of records changed, None where it is none, or was undone."""
    row = connection.execute(
        "SELECT kind, content FROM record_imports WHERE import_id = ?", (import_id,)
    ).fetchone()
    if row is None:
        return None
    changed = tuple(Changed(*item) for item in json.loads(row["content"]))
    return RecordImport(row["kind"], changed)


def forget_record_import(connection: Connection, import_id: int) -> None:
    """Forget an import that was undone, with what it changed."""
    connection.execute("DELETE FROM record_imports WHERE import_id = ?", (import_id,))
    delete_import(connection, import_id)
