"""Which files were imported, and when."""

from dataclasses import dataclass
from datetime import datetime

from chorus_desk.storage.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRecord:
    """One import of one file."""

    at: datetime
    file_name: str
    sha256: str
    format: str


def add_import(connection: Connection, record: ImportRecord) -> int:
    """Record an import and return its id."""
    cursor = connection.execute(
        "INSERT INTO imports (at, file_name, sha256, format) VALUES (?, ?, ?, ?)",
        (record.at.isoformat(), record.file_name, record.sha256, record.format),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def has_import(connection: Connection, import_id: int) -> bool:
    """Return whether an import is known."""
    found = connection.execute("SELECT 1 FROM imports WHERE id = ?", (import_id,)).fetchone()
    return found is not None


def delete_import(connection: Connection, import_id: int) -> bool:
    """Forget an import from which nothing is left; False where there was none to forget."""
    deleted = connection.execute(
        "DELETE FROM imports WHERE id = ? "
        "AND NOT EXISTS (SELECT 1 FROM invoices WHERE import_id = imports.id) "
        "AND NOT EXISTS (SELECT 1 FROM record_imports WHERE import_id = imports.id)",
        (import_id,),
    ).rowcount
    return bool(deleted)
