"""The log of what happened: added to, never changed."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from sqlite3 import Row

from chorus_desk.domain.history import By, Event, EventKind
from chorus_desk.storage.connection import Connection


def add_event(connection: Connection, invoice_id: int, event: Event) -> None:
    """Add an event to the history of an invoice."""
    connection.execute(
        "INSERT INTO events (invoice_id, at, kind, by, on_day, status, flow, note, file, sha256) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (invoice_id, event.at.isoformat(), event.kind, event.by, event.on.isoformat(),
         event.status, event.flow, event.note, event.file, event.sha256),
    )  # fmt: skip


def load_events(connection: Connection, invoice_id: int) -> tuple[Event, ...]:
    """Return the history of an invoice in the order of recording."""
    rows = connection.execute(
        "SELECT * FROM events WHERE invoice_id = ? ORDER BY id", (invoice_id,)
    )
    return tuple(_event(row) for row in rows)


def load_news(
    connection: Connection, ids: Iterable[int] | None = None
) -> Mapping[int, tuple[Event, ...]]:
    """Return the news (deposits, statuses, payments) of these invoices, or of all, by id."""
    rows = connection.execute(
        "SELECT * FROM events WHERE kind IN ('deposited', 'status', 'paid') "
        "AND (?1 IS NULL OR invoice_id IN (SELECT value FROM json_each(?1))) ORDER BY id",
        (None if ids is None else json.dumps(list(ids)),),
    )
    histories: dict[int, list[Event]] = {}
    for row in rows:
        histories.setdefault(row["invoice_id"], []).append(_event(row))
    return {invoice_id: tuple(events) for invoice_id, events in histories.items()}


def _event(row: Row) -> Event:
    return Event(
        at=datetime.fromisoformat(row["at"]), kind=EventKind(row["kind"]), by=By(row["by"]),
        on=date.fromisoformat(row["on_day"]), status=row["status"], flow=row["flow"],
        note=row["note"], file=row["file"], sha256=row["sha256"],
    )  # fmt: skip
