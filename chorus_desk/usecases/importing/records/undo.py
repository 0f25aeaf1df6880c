"""Takes an import of customers or prices back: what was changed since stays, and is named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.record_tables.targets import BODIES, PRICES
from chorus_desk.storage import catalogue
from chorus_desk.storage.body_merges import entry_of, put_entry
from chorus_desk.storage.connection import Connection, writing
from chorus_desk.storage.record_imports import forget_record_import, load_record_import
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.relist import relist_drafts
from chorus_desk.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsUndone:
    """What became of an import of records that was taken back."""

    kind: str
    restored: int
    kept: tuple[str, ...]
    """Names of what was changed since, and therefore stays."""
    changes: Changes


def is_of_records(workspace: Workspace, import_id: int) -> bool:
    """Return whether an import is one of customers or prices, and not undone yet."""
    return load_record_import(workspace.connection, import_id) is not None


def undo_records(workspace: Workspace, import_id: int) -> RecordsUndone:
    """Put back what an import of customers or prices changed, in one transaction.

    Raises:
        UserError: it is not known, or was undone (``import-unknown``).
    """
    connection = workspace.connection
    with writing(connection):
        found = load_record_import(connection, import_id)
        if found is None:
            raise UserError("import-unknown")
        read, put, name = _WAYS[found.kind]
        restored, kept = [], []
        for item in reversed(found.changed):
            now = read(connection, item.key)
            if now == item.after:
                put(connection, item.key, item.before)
                restored.append(item.key)
            elif now is not None:
                kept.append(name(now))
        forget_record_import(connection, import_id)
        changes = Changes.CATALOGUE
        if found.kind == BODIES:
            changes = Changes.BODIES
            changes |= relist_drafts(workspace, *restored) if restored else Changes.NOTHING
    return RecordsUndone(
        kind=found.kind, restored=len(restored), kept=tuple(sorted(kept)), changes=changes
    )


def _put_item(connection: Connection, key: str, rows: Any) -> None:
    catalogue.put_rows(connection, int(key), rows)


_Way = tuple[
    Callable[[Connection, str], Any], Callable[[Connection, str, Any], None], Callable[[Any], str]
]
_WAYS: Mapping[str, _Way] = {
    BODIES: (entry_of, put_entry, lambda rows: str(rows["body"][1])),
    PRICES: (
        lambda connection, key: catalogue.rows_of(connection, int(key)), _put_item,
        lambda rows: str(rows[2]),
    ),
}  # fmt: skip
"""How each kind's things are read as they stand, put back, and named."""
