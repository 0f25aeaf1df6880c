"""Merges of two entries of one body: what was there before, kept whole, and put back exactly."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chorus_desk.storage.connection import Connection

Entry = Mapping[str, Any] | None
"""The rows of what the user knows of a body, as they stand; None where there are none."""
_BODY = (
    "siret", "name", "street", "postcode", "city", "country", "kind", "requires", "works_only",
    "active", "payment_days", "source", "as_of", "checked_on", "mine",
)  # fmt: skip
_SERVICE = ("siret", "code", "name", "active", "requires_commitment")
_DRAFT = (
    "content", "revision", "kind", "issue_date", "due_date", "buyer_siret", "buyer_name",
    "currency", "net_cents", "vat_cents", "gross_cents", "due_cents",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two entries made one; ``content`` is what undoing it needs."""

    id: int
    at: datetime
    kept: str
    gone: str
    content: Mapping[str, Any]


def add_merge(
    connection: Connection, kept: str, gone: str, content: Mapping[str, Any], at: datetime
) -> int:
    """Keep what a merge changed and return its id."""
    cursor = connection.execute(
        "INSERT INTO body_merges (at, kept, gone, content) VALUES (?, ?, ?, ?)",
        (at.isoformat(), kept, gone, json.dumps(content, ensure_ascii=False)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def load_merges(connection: Connection) -> tuple[Merge, ...]:
    """Return the merges that were not undone, the last one first."""
    rows = connection.execute("SELECT * FROM body_merges WHERE undone_at IS NULL ORDER BY id DESC")
    return tuple(
        Merge(
            id=row["id"], at=datetime.fromisoformat(row["at"]), kept=row["kept"],
            gone=row["gone"], content=json.loads(row["content"]),
        )
        for row in rows
    )  # fmt: skip


def mark_undone(connection: Connection, merge_id: int, at: datetime) -> None:
    """Take note that a merge was undone."""
    connection.execute(
        "UPDATE body_merges SET undone_at = ? WHERE id = ?", (at.isoformat(), merge_id)
    )


def entry_of(connection: Connection, siret: str) -> Entry:
    """Return the rows of what the user knows of a body."""
    row = connection.execute(
        f"SELECT {', '.join(_BODY)} FROM bodies WHERE siret = ?",  # noqa: S608 -- constants
        (siret,),
    ).fetchone()
    if row is None:
        return None
    services = connection.execute(
        f"SELECT {', '.join(_SERVICE)} FROM services WHERE siret = ? ORDER BY code",  # noqa: S608
        (siret,),
    )
    return {"body": list(row), "services": [list(service) for service in services]}


def put_entry(connection: Connection, siret: str, entry: Entry) -> None:
    """Put the rows of a body in place of those that are there."""
    connection.execute("DELETE FROM bodies WHERE siret = ?", (siret,))
    if entry is not None:
        _insert(connection, "bodies", _BODY, [entry["body"]])
        _insert(connection, "services", _SERVICE, entry["services"])


def draft_rows(connection: Connection, draft_id: int) -> Mapping[str, Any] | None:
    """Return what a draft's own row and its row in the list hold; None where it is no draft."""
    row = connection.execute(
        f"SELECT {', '.join(_DRAFT)}, search FROM invoices "  # noqa: S608 -- constants
        "JOIN listing ON invoice_id = id WHERE id = ? AND issued_at IS NULL",
        (draft_id,),
    ).fetchone()
    return None if row is None else dict(row)


def put_draft(connection: Connection, draft_id: int, rows: Mapping[str, Any]) -> None:
    """Put back what a draft's own row and its row in the list held; lines are left alone."""
    assignments = ", ".join(f"{column} = :{column}" for column in _DRAFT)
    values = {column: rows[column] for column in _DRAFT}
    connection.execute(
        f"UPDATE invoices SET {assignments} WHERE id = :id",  # noqa: S608 -- constants
        {**values, "id": draft_id},
    )
    connection.execute(
        "UPDATE listing SET search = ? WHERE invoice_id = ?", (rows["search"], draft_id)
    )


def _insert(
    connection: Connection, table: str, columns: tuple[str, ...], rows: Iterable[Iterable[Any]]
) -> None:
    places = ", ".join("?" * len(columns))
    connection.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})",  # noqa: S608 -- constants
        [tuple(row) for row in rows],
    )
