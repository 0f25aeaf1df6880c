"""What is issued never changes: UPDATE, DELETE, REPLACE and upsert are all refused."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from chorus_desk.domain.history import Event, EventKind
from chorus_desk.storage import events, invoice_files, invoices
from chorus_desk.storage.connection import Connection, open_database, writing
from chorus_desk.storage.invoice_files import FACTURX
from chorus_desk.storage.invoices import Issue
from tests import builders as b

NOW = datetime(2026, 11, 24, tzinfo=UTC)
TABLES = ("invoices", "lines", "invoice_files", "files", "events")


@pytest.fixture(params=[True, False], ids=["recursive", "not recursive"])
def connection(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A database with one issued invoice (id 1) and one draft (id 2)."""
    with closing(open_database(tmp_path, NOW)) as opened:
        with writing(opened):
            made = b.invoice()
            first = invoices.add_draft(opened, replace(made, number=None))
            invoices.add_draft(opened, replace(made, number=None))
            stored = invoices.load_invoice(opened, first)
            assert stored is not None
            digest = invoice_files.attach_file(opened, first, FACTURX, "a.pdf", b"%PDF")
            draft = replace(stored.draft, invoice=made)
            assert invoices.issue_draft(opened, draft, Issue("2026-0001", NOW, "{number}", 1))
            events.add_event(opened, first, Event(at=NOW, kind=EventKind.ISSUED, on=date(2026, 11, 24),
                                                  file="a.pdf", sha256=digest))  # fmt: skip
        if not request.param:  # what a foreign tool may connect with
            opened.execute("PRAGMA recursive_triggers = OFF")
        yield opened


def snapshot(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: [tuple(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]
        for table in TABLES
    }


COLUMNS = ("revision, content, issued_at, number, seller_siren, year, series, series_count, kind, "
           "currency, net_cents, vat_cents, gross_cents, due_cents")  # fmt: skip
COPY = f"SELECT {{id}}, {COLUMNS} FROM invoices WHERE id = 1"
STATEMENTS = [
    "UPDATE invoices SET content = '{}' WHERE id = 1",
    "UPDATE invoices SET id = 9 WHERE id = 1",
    "UPDATE invoices SET issued_at = NULL, number = NULL WHERE id = 1",
    "DELETE FROM invoices WHERE id = 1",
    f"REPLACE INTO invoices (id, {COLUMNS}) {COPY.format(id=1)}",
    f"INSERT OR REPLACE INTO invoices (id, {COLUMNS}) {COPY.format(id=7)}",
    f"INSERT INTO invoices (id, {COLUMNS}) {COPY.format(id=1)} "
    "ON CONFLICT (id) DO UPDATE SET content = 'x'",
    f"INSERT INTO invoices (id, {COLUMNS}) {COPY.format(id=8)} "
    "ON CONFLICT (seller_siren, year, number) DO UPDATE SET content = 'x'",
    "UPDATE OR REPLACE invoices SET id = 1 WHERE id = 2",
    "UPDATE OR REPLACE invoices SET issued_at = 'x', number = '2026-0001', seller_siren = '999000011', "
    "year = 2026 WHERE id = 2",
    "UPDATE OR REPLACE invoices SET issued_at = 'x', number = 'x', series = '999000011 {number}', "
    "year = 2026, series_count = 1 WHERE id = 2",
    "UPDATE lines SET description = 'x' WHERE invoice_id = 1",
    "UPDATE lines SET invoice_id = 1, position = 5 WHERE invoice_id = 2",
    "DELETE FROM lines WHERE invoice_id = 1",
    "INSERT INTO lines VALUES (1, 3, 'x', 1, '{}')",
    "REPLACE INTO lines VALUES (1, 0, 'x', 1, '{}')",
    "INSERT INTO lines VALUES (1, 0, 'x', 1, '{}') ON CONFLICT DO UPDATE SET description = 'x'",
    "UPDATE invoice_files SET name = 'x'",
    "DELETE FROM invoice_files",
    "REPLACE INTO invoice_files SELECT invoice_id, role, position, 'x', sha256 FROM invoice_files",
    "INSERT INTO invoice_files SELECT * FROM invoice_files WHERE true "
    "ON CONFLICT DO UPDATE SET name = 'x'",
    "UPDATE files SET content = x'00'",
    "UPDATE files SET sha256 = substr(sha256, 2) || 'x'",
    "DELETE FROM files",
    "REPLACE INTO files SELECT sha256, media_type, size, x'00' FROM files",
    "INSERT INTO files SELECT * FROM files WHERE true ON CONFLICT DO UPDATE SET content = x'00'",
    "UPDATE events SET note = 'x'",
    "DELETE FROM events",
    "REPLACE INTO events (id, invoice_id, at, kind, by, on_day) SELECT id, 1, 'x', 'x', 'x', 'x' FROM events",
    "INSERT INTO events (id, invoice_id, at, kind, by, on_day) SELECT id, 1, 'x', 'x', 'x', 'x' FROM "
    "events WHERE true ON CONFLICT DO UPDATE SET note = 'x'",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_issued__never_changes(connection: Connection, statement: str) -> None:
    before = snapshot(connection)
    with pytest.raises(sqlite3.IntegrityError, match=r"issued|kept"):
        connection.execute(statement)
    assert snapshot(connection) == before


def test_issued__stays_when_all_is_deleted_at_once(connection: Connection) -> None:
    before = snapshot(connection)
    for table in TABLES:
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(f"DELETE FROM {table}")
    assert snapshot(connection) == before


def test_draft__may_change_and_go(connection: Connection) -> None:
    stored = invoices.load_invoice(connection, 2)
    assert stored is not None
    with writing(connection):
        edited = replace(stored.draft, invoice=replace(stored.invoice, lines=()))
        assert invoices.replace_draft(connection, edited)
    assert connection.execute("SELECT count(*) FROM lines WHERE invoice_id = 2").fetchone()[0] == 0
    connection.execute("DELETE FROM invoices WHERE id = 2")


def test_file__that_nobody_keeps_may_go(connection: Connection) -> None:
    from chorus_desk.storage.files import store_file

    digest = store_file(connection, b"free", "text/plain")
    connection.execute("DELETE FROM files WHERE sha256 = ?", (digest,))


def test_event__of_a_draft_stays_when_the_draft_goes(connection: Connection) -> None:
    events.add_event(connection, 2, Event(at=NOW, kind=EventKind.IMPORTED, on=date(2026, 11, 24)))
    connection.execute("DELETE FROM invoices WHERE id = 2")
    assert len(events.load_events(connection, 2)) == 1


def test_tables__all_have_their_guards(connection: Connection) -> None:
    """A migration that rebuilds a table must make its triggers again."""
    guarded: dict[str, set[str]] = {}
    for row in connection.execute("SELECT tbl_name, sql FROM sqlite_schema WHERE type = 'trigger'"):
        for word in ("INSERT", "UPDATE", "DELETE"):
            if f"BEFORE {word}" in row["sql"]:
                guarded.setdefault(row["tbl_name"], set()).add(word)
    assert guarded == {table: {"INSERT", "UPDATE", "DELETE"} for table in TABLES}
