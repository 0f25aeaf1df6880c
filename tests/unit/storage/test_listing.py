"""The list's own table: always what invoices and events say, also in a database of version 1."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chorus_desk.domain.history import Event, EventKind, news, status_of
from chorus_desk.domain.invoice import Attachment, Invoice
from chorus_desk.storage import events, invoice_files, invoices, listing, migrations, rows, series
from chorus_desk.storage.connection import (
    FILE_NAME,
    Connection,
    open_database,
    writing,
)
from chorus_desk.storage.invoice_files import FACTURX
from chorus_desk.storage.invoices import Issue
from chorus_desk.storage.listing import Sort
from chorus_desk.usecases.statuses import statuses
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.unit.formats.test_cii import invoices as any_invoice

D = Decimal
NOW = datetime(2026, 11, 24, tzinfo=UTC)
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def add(connection: Connection, made: Invoice, imported: str | None = None) -> int:
    with writing(connection):
        return invoices.add_draft(connection, made, imported_number=imported)


def issue(connection: Connection, invoice_id: int, number: str | None = None) -> str:
    """Issue a draft without the proofs that a use case asks for."""
    stored = invoices.load_invoice(connection, invoice_id)
    assert stored is not None
    number = number or f"S{invoice_id}"
    made = replace(stored.invoice, number=number, issue_date=stored.invoice.issue_date or b.TODAY)
    with writing(connection):
        draft = replace(stored.draft, invoice=made)
        assert invoices.issue_draft(connection, draft, Issue(number, NOW, "S{number}", invoice_id))
    return number


def told(kind: EventKind, on: date = b.TODAY, status: str | None = None) -> Event:
    return Event(at=NOW, kind=kind, on=on, status=status)


def listed(connection: Connection) -> list[tuple[object, ...]]:
    rows = connection.execute("SELECT * FROM listing ORDER BY invoice_id")
    return [tuple(row) for row in rows]


# Few days, so that several events fall on the same one.
days = st.integers(0, 4).map(lambda ago: b.TODAY - timedelta(days=ago))
some_events = st.lists(
    st.one_of(
        st.builds(told, st.sampled_from([kind for kind in EventKind if kind != "status"]), days),
        st.builds(told, st.just(EventKind.STATUS), days, st.sampled_from(statuses())),
    ),
    max_size=8,
)


@SHARED
@given(made=some_events)
def test_status__is_what_the_events_tell(workspace: Workspace, made: list[Event]) -> None:
    connection = workspace.connection
    invoice_id, untouched = add(connection, b.invoice()), add(connection, b.invoice())
    issue(connection, invoice_id)
    for count, event in enumerate(made, start=1):
        events.add_event(connection, invoice_id, event)
        so_far = made[:count]
        newest = news(so_far)[-1].on if news(so_far) else None
        standing = listing.load_standings(connection, [invoice_id])
        assert standing == {invoice_id: (status_of(so_far, issued=True), newest)}
    assert listing.load_standings(connection, [untouched]) == {untouched: ("draft", None)}


@pytest.mark.parametrize("order", [1, -1])
def test_status__of_an_earlier_day_told_later_changes_nothing(
    workspace: Workspace, order: int
) -> None:
    connection = workspace.connection
    invoice_id = add(connection, b.invoice())
    issue(connection, invoice_id)
    made = [told(EventKind.DEPOSITED, date(2026, 11, 1)), told(EventKind.PAID, date(2026, 11, 20))]
    for event in made[::order]:
        events.add_event(connection, invoice_id, event)
    assert listing.load_standings(connection, [invoice_id]) == {
        invoice_id: ("paid", date(2026, 11, 20))
    }


def test_status__is_rolled_back_with_its_event(workspace: Workspace) -> None:
    connection = workspace.connection
    invoice_id = add(connection, b.invoice())
    issue(connection, invoice_id)
    with pytest.raises(ZeroDivisionError), writing(connection):
        events.add_event(connection, invoice_id, told(EventKind.PAID))
        raise ZeroDivisionError
    assert listing.load_standings(connection, [invoice_id]) == {invoice_id: ("issued", None)}


def test_standings__are_of_those_asked_for(workspace: Workspace) -> None:
    connection = workspace.connection
    first, second, third = (add(connection, b.invoice()) for _ in range(3))
    issue(connection, second)
    assert listing.load_standings(connection, [third, second, 99]) == {
        second: ("issued", None), third: ("draft", None),
    }  # fmt: skip
    assert listing.load_standings(connection, []) == {}
    assert first not in listing.load_standings(connection, [second])


def test_find__counts_what_holds_the_words(workspace: Workspace) -> None:
    connection = workspace.connection
    ids = [add(connection, b.invoice(commitment_number=f"BC-{n}")) for n in (1, 2, 12)]
    issue(connection, ids[0])
    issue(connection, ids[2])
    events.add_event(connection, ids[2], told(EventKind.STATUS, status="SUSPENDUE"))
    assert listing.find(connection).by_status == {"draft": 1, "issued": 1, "SUSPENDUE": 1}
    assert listing.find(connection, words=["bc-1"]).by_status == {"issued": 1, "SUSPENDUE": 1}
    assert listing.find(connection, words=["bc-3"]).by_status == {}


def test_search__follows_the_draft_as_it_is_edited_and_issued(workspace: Workspace) -> None:
    connection = workspace.connection
    invoice_id = add(connection, b.invoice(number=None), "IMP-7")
    stored = invoices.load_invoice(connection, invoice_id)
    assert stored is not None
    edited = replace(stored.invoice, lines=(b.line(description="Fresque"),))
    with writing(connection):
        assert invoices.replace_draft(connection, replace(stored.draft, invoice=edited))
    assert listing.find(connection, words=["affiche"]).ids == []
    assert listing.find(connection, words=["fresque", "imp-7"]).ids == [invoice_id]
    assert listing.find(connection, words=["2026-0042"]).ids == []
    issue(connection, invoice_id, "2026-0042")
    assert listing.find(connection, words=["2026-0042", "imp-7", "fresque"]).ids == [invoice_id]


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("descending", [False, True])
def test_find__turned_round_is_the_same_list_reversed(
    workspace: Workspace, sort: Sort, descending: bool
) -> None:
    connection = workspace.connection
    for day in (3, 1, 3, None, 2):
        add(connection, b.invoice(issue_date=day and date(2026, 11, day)), f"N{day}")
    found = listing.find(connection, sort=sort, descending=descending).ids
    assert sorted(found) == [1, 2, 3, 4, 5]
    assert listing.find(connection, sort=sort, descending=not descending).ids == found[::-1]
    assert (
        listing.find(connection, words=["affiche"], sort=sort, descending=descending).ids == found
    )


def test_delete_draft__takes_all_of_it(workspace: Workspace) -> None:
    connection = workspace.connection
    made = replace(b.full_invoice(), number=None)
    kept, gone = add(connection, made), add(connection, made)
    before = {table: contents(connection, table) for table in _PARTS}
    stored = invoices.load_invoice(connection, gone)
    assert stored is not None
    assert invoices.delete_draft(connection, stored.draft)
    assert invoices.load_invoice(connection, gone) is None
    for table in _PARTS:
        assert contents(connection, table) == [row for row in before[table] if row[0] == kept]
        assert len(contents(connection, table)) < len(before[table])
    assert not invoices.delete_draft(connection, stored.draft)


def test_delete_draft__refuses_an_older_revision(workspace: Workspace) -> None:
    connection = workspace.connection
    stored = invoices.load_invoice(connection, add(connection, b.invoice(number=None)))
    assert stored is not None
    with writing(connection):
        assert invoices.replace_draft(connection, stored.draft)
    assert not invoices.delete_draft(connection, stored.draft)
    assert invoices.delete_draft(connection, replace(stored.draft, revision=2))


def test_delete_draft__of_an_issued_invoice_deletes_nothing(workspace: Workspace) -> None:
    connection = workspace.connection
    invoice_id = add(connection, b.invoice(number=None))
    issue(connection, invoice_id)
    before = {table: contents(connection, table) for table in _PARTS}
    stored = invoices.load_invoice(connection, invoice_id)
    assert stored is not None
    for revision in range(5):
        assert not invoices.delete_draft(connection, replace(stored.draft, revision=revision))
    assert {table: contents(connection, table) for table in _PARTS} == before


_PARTS = ("invoices", "lines", "invoice_files", "listing")


def contents(connection: Connection, table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]


def test_restored_id__brings_a_draft_back_under_its_old_id(workspace: Workspace) -> None:
    connection = workspace.connection
    made = b.invoice(number=None, attachments=(Attachment(file_name="a.pdf", content=b"a"),))
    draft_id, other = add(connection, made), add(connection, made)
    before = {table: contents(connection, table) for table in _PARTS}
    stored = invoices.load_invoice(connection, draft_id)
    assert stored is not None
    assert invoices.delete_draft(connection, stored.draft)
    with writing(connection):
        assert invoices.add_draft(connection, made, restored_id=draft_id) == draft_id
    assert {table: contents(connection, table) for table in _PARTS} == before
    assert add(connection, made) == other + 1


def test_ids__of_deleted_drafts_are_not_given_again(workspace: Workspace) -> None:
    connection = workspace.connection
    last = add(connection, b.invoice(number=None))
    stored = invoices.load_invoice(connection, last)
    assert stored is not None
    assert invoices.delete_draft(connection, stored.draft)
    assert add(connection, b.invoice(number=None)) == last + 1


def test_source_digest__is_of_imported_documents_alone(workspace: Workspace) -> None:
    connection = workspace.connection
    with writing(connection):
        imported = invoices.add_draft(connection, b.invoice(), source_digest="d")
    assert invoices.source_digest(connection, imported) == "d"
    assert invoices.source_digest(connection, add(connection, b.invoice())) is None
    assert invoices.source_digest(connection, 99) is None


def test_load_rows__gives_what_the_whole_list_gives(workspace: Workspace) -> None:
    connection = workspace.connection
    ids = [
        add(connection, b.invoice()),
        add(connection, b.full_invoice(), "X"),
        add(connection, Invoice()),
    ]
    issue(connection, ids[0])
    whole = {row.id: row for row in rows.list_invoices(connection)}
    assert rows.load_rows(connection, ids) == whole
    assert rows.load_rows(connection, [ids[1], 99]) == {ids[1]: whole[ids[1]]}
    assert rows.load_rows(connection, []) == {}


def test_load_news__is_by_invoice_in_the_order_of_recording(workspace: Workspace) -> None:
    connection = workspace.connection
    made = [told(EventKind.ISSUED), told(EventKind.PAID), told(EventKind.DEPOSITED, date(2026, 11, 1)),
            told(EventKind.BUNDLED), told(EventKind.STATUS, status="SUSPENDUE")]  # fmt: skip
    for invoice_id in (1, 2, 3):
        for event in made[: invoice_id + 1]:
            events.add_event(connection, invoice_id, event)
    assert events.load_news(connection) == {
        1: (made[1],), 2: (made[1], made[2]), 3: (made[1], made[2]),
    }  # fmt: skip
    assert events.load_news(connection, [3, 99]) == {3: (made[1], made[2])}
    assert events.load_news(connection, []) == {}


# Databases of version 1.


@dataclass(frozen=True)
class Document:
    """An invoice as it is kept, and what happened to it once it is issued, if it is."""

    invoice: Invoice
    imported: str | None = None
    happened: Sequence[Event] | None = None

    def keep(self, connection: Connection) -> None:
        invoice_id = add(connection, replace(self.invoice, number=None), self.imported)
        if self.happened is None:
            return
        with writing(connection):
            invoice_files.attach_file(connection, invoice_id, FACTURX, "a.pdf", b"%PDF")
        issue(connection, invoice_id)
        for event in self.happened:
            events.add_event(connection, invoice_id, event)


def version_1(folder: Path, documents: Sequence[Document], now: Connection) -> None:
    """Make a database by the first migration alone, with the rows of one of today's."""
    with pytest.MonkeyPatch.context() as patched:
        first = migrations.known()[:1]
        patched.setattr(migrations, "known", lambda: first)
        old = open_database(folder, NOW)
    for document in documents:
        document.keep(now)
    [file] = (row["file"] for row in now.execute("PRAGMA database_list") if row["name"] == "main")
    with closing(old):
        # Lines and files before what they belong to: to what is issued none may be added.
        old.execute("PRAGMA foreign_keys = OFF")
        old.execute("ATTACH ? AS now", (file,))
        for table in ("files", "lines", "invoice_files", "imports", "invoices", "events"):
            columns = ", ".join(
                row["name"] for row in old.execute(f"PRAGMA main.table_info({table})")
            )
            found = columns.replace(
                "series,", "substr(series, length(ifnull(seller_siren, '')) + 2),"
            )
            old.execute(f"INSERT INTO main.{table} ({columns}) SELECT {found} FROM now.{table}")
        assert old.execute("PRAGMA user_version").fetchone()[0] == 1


strange = st.sampled_from(["Éclairage  LED", "œuvre d’art", "100 %", "", None, "É\u0301\u00a0İ ß"])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    made = draw(any_invoice())
    lines = tuple(replace(line, description=draw(strange)) for line in made.lines)
    buyer = replace(
        made.buyer, name=draw(strange), service_code=draw(st.sampled_from([None, "Sé"]))
    )
    made = replace(
        made, lines=lines, buyer=buyer, type_code=draw(st.sampled_from(["380", "381"])),
        commitment_number=draw(strange), contract_number=draw(strange),
    )  # fmt: skip
    return Document(made, draw(strange), draw(st.none() | some_events))


FIXED = [
    Document(Invoice()),
    Document(
        b.full_invoice(),
        "IMP 1",
        [told(EventKind.DEPOSITED), told(EventKind.PAID, date(2026, 11, 1))],
    ),
    Document(b.invoice(), None, [told(EventKind.STATUS, status="SUSPENDUE"), told(EventKind.PAID)]),
    Document(b.invoice(lines=()), "é", [told(EventKind.ISSUED)]),
]


@settings(max_examples=20)
@given(kept=st.lists(documents(), min_size=1, max_size=4))
@example(kept=FIXED)
@example(kept=[])
def test_migration__from_version_1_lists_the_same_as_fresh_writes(kept: list[Document]) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        with closing(open_database(folder / "now", NOW)) as now:
            version_1(folder / "old", kept, now)
            with closing(open_database(folder / "old", NOW)) as migrated:
                assert migrated.execute("PRAGMA user_version").fetchone()[0] == migrations.latest()
                assert migrated.execute("PRAGMA foreign_key_check").fetchall() == []
                assert listed(migrated) == listed(now)
                assert len(listed(migrated)) == len(kept)
                for table in ("invoices", "lines", "invoice_files", "files", "events"):
                    assert contents(migrated, table) == contents(now, table)
        saved = list((folder / "old" / "backups").iterdir())
        assert len(saved) == 1
        assert saved[0].name != FILE_NAME


def test_migration__from_version_1_follows_what_comes_after(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "now", NOW)) as now:
        version_1(tmp_path / "old", FIXED, now)
    with closing(open_database(tmp_path / "old", NOW)) as migrated:
        events.add_event(migrated, 3, told(EventKind.DEPOSITED, date(2026, 11, 1)))
        events.add_event(migrated, 4, told(EventKind.DEPOSITED, date(2026, 11, 1)))
        standings = listing.load_standings(migrated, [1, 2, 3, 4])
        assert [standings[invoice_id][0] for invoice_id in (1, 2, 3, 4)] == [
            "draft", "deposited", "paid", "deposited",
        ]  # fmt: skip
        state = series.series_state(migrated, "999000011", "S{number}", 2026)
        assert (state.last_count, state.last_number) == (4, "S4")
        assert series.series_state(migrated, "110002011", "S{number}", 2026).last_count == 0
        with pytest.raises(sqlite3.IntegrityError, match="issued"):
            migrated.execute("UPDATE invoices SET series = 'S{number}' WHERE id = 3")
        added = add(migrated, b.invoice())
        assert added == 5
        assert listing.find(migrated, words=["affiche"]).ids == [5, 3]
