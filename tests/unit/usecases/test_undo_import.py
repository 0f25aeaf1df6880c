"""An import taken back: all is as it was before, but for the log and what was issued."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.storage import invoices, lookups, rows
from chorus_desk.storage.connection import Connection
from chorus_desk.storage.imports import delete_import
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.drafts import keep_draft, open_draft
from chorus_desk.usecases.find_invoices import Found, Query, find_invoices
from chorus_desk.usecases.follow import history
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.usecases.importing.undo import Undone, undo_import
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import draft, furnish, issued
from tests.unit.usecases.test_import import ROW, cii_file, outcomes, workbook


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)


Dump = dict[str, list[tuple[object, ...]]]


def dump(connection: Connection, *left_out: str) -> Dump:
    """Return what all tables hold, but for those left out."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return {
        name: sorted((tuple(row) for row in connection.execute(f"SELECT * FROM {name}")), key=repr)
        for (name,) in tables
        if name not in ("sqlite_sequence", *left_out)
    }


def imported(
    workspace: Workspace, tmp_path: Path, count: int = 3, name: str = "a.xlsx"
) -> Imported:
    """Import a workbook of some invoices, F1 and those that follow."""
    rows = [{**ROW, "number": f"F{n}", "description": name} for n in range(1, count + 1)]
    return import_files(workspace, [workbook(tmp_path, *rows, name=name)])


@pytest.mark.parametrize("files", ["workbook", "cii", "both"])
def test_undo__leaves_all_but_the_log_as_it_was(
    workspace: Workspace, tmp_path: Path, files: str
) -> None:
    draft(workspace, "F1")
    issued(workspace)
    imported(workspace, tmp_path, name="earlier.xlsx")
    before = dump(workspace.connection, "events")
    log = dump(workspace.connection)["events"]
    paths = {
        "workbook": [workbook(tmp_path, ROW, ROW, {**ROW, "number": "F2"})],
        "cii": [cii_file(tmp_path, b.invoice(number="MINE-7"))],
    }
    paths["both"] = paths["workbook"] + paths["cii"]
    done = import_files(workspace, paths[files])
    kept = outcomes(done).count("draft")
    assert kept
    assert dump(workspace.connection, "events") != before
    undone = undo_import(workspace, done.import_ids)
    assert undone == Undone(discarded=kept, edited=0, kept=())
    assert undone.changes == Changes.INVOICES | Changes.EVENTS
    assert dump(workspace.connection, "events") == before
    now = dump(workspace.connection)["events"]
    assert len(now) == len(log) + 2 * kept
    assert set(log) < set(now)


def test_undo__counts_and_discards_what_was_edited(workspace: Workspace, tmp_path: Path) -> None:
    before = dump(workspace.connection, "events")
    done = imported(workspace, tmp_path)
    for name in ("draft:1", "draft:3"):
        opened = open_draft(workspace, name).draft
        keep_draft(workspace, replace(opened, typed={"due_date": "demain"}))
    assert undo_import(workspace, done.import_ids) == Undone(discarded=3, edited=2, kept=())
    assert dump(workspace.connection, "events") == before


def test_undo__keeps_what_was_issued_and_names_it(workspace: Workspace, tmp_path: Path) -> None:
    done = imported(workspace, tmp_path)
    [result] = issue(workspace, ["draft:2"])
    assert result.number == "2026-0001"
    before = dump(workspace.connection)
    undone = undo_import(workspace, done.import_ids)
    assert undone == Undone(discarded=2, edited=0, kept=("2026-0001",))
    after = dump(workspace.connection)
    for table in ("invoices", "lines", "invoice_files", "listing"):
        assert after[table] == [row for row in before[table] if 2 in row[:1]]
    for table in ("files", "imports"):
        assert after[table] == before[table]
    assert len(history(workspace, "2026-0001")) == 2
    assert undo_import(workspace, done.import_ids) == Undone(
        discarded=0, edited=0, kept=("2026-0001",)
    )
    assert dump(workspace.connection) == after


def test_undo__is_told_in_the_history_of_each(workspace: Workspace, tmp_path: Path) -> None:
    done = imported(workspace, tmp_path, count=1)
    undo_import(workspace, done.import_ids)
    rows = workspace.connection.execute(
        "SELECT kind, by FROM events WHERE invoice_id = 1 ORDER BY id"
    )
    assert [tuple(row) for row in rows] == [("imported", "import"), ("import-undone", "user")]
    with pytest.raises(UserError, match="unknown-id"):
        history(workspace, "draft:1")
    assert find_invoices(workspace, Query()) == Found((), {})


def test_undo__of_several_imports_spares_the_others(workspace: Workspace, tmp_path: Path) -> None:
    ids = [imported(workspace, tmp_path, 2, f"{name}.xlsx").import_id or 0 for name in "abc"]
    assert lookups.find_by_import(workspace.connection, ids[1]) == [3, 4]
    assert undo_import(workspace, [ids[2], ids[0]]).discarded == 4
    left = {row.id for row in rows.list_invoices(workspace.connection)}
    assert left == {3, 4}
    assert [row["id"] for row in workspace.connection.execute("SELECT id FROM imports")] == [ids[1]]


def test_undo__lets_the_same_file_in_again(workspace: Workspace, tmp_path: Path) -> None:
    done = imported(workspace, tmp_path)
    undo_import(workspace, done.import_ids)
    again = imported(workspace, tmp_path)
    assert outcomes(again) == ["draft"] * 3
    assert [item.id for item in again.invoices] == ["draft:4", "draft:5", "draft:6"]
    assert again.invoices[0].findings == done.invoices[0].findings
    assert again.import_id != done.import_id


@pytest.mark.parametrize("ids", [[], [99], [0, -1]])
def test_undo__of_what_is_not_known_is_refused(
    workspace: Workspace, tmp_path: Path, ids: list[int]
) -> None:
    imported(workspace, tmp_path)
    draft(workspace)  # came with no import
    before = dump(workspace.connection)
    with pytest.raises(UserError, match="import-unknown"):
        undo_import(workspace, ids)
    assert dump(workspace.connection) == before


def test_undo__twice_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    done = imported(workspace, tmp_path)
    undo_import(workspace, done.import_ids)
    with pytest.raises(UserError, match="import-unknown"):
        undo_import(workspace, done.import_ids)


def test_undo__that_fails_at_the_end_keeps_all(workspace: Workspace, tmp_path: Path) -> None:
    done = imported(workspace, tmp_path)
    before = dump(workspace.connection)
    workspace.connection.execute(
        "CREATE TEMP TRIGGER broken BEFORE DELETE ON main.imports "
        "BEGIN SELECT RAISE(ABORT, 'broken'); END"
    )
    with pytest.raises(sqlite3.IntegrityError, match="broken"):
        undo_import(workspace, done.import_ids)
    assert dump(workspace.connection) == before


def test_delete_import__forgets_none_that_has_documents(
    workspace: Workspace, tmp_path: Path
) -> None:
    done = imported(workspace, tmp_path, count=1)
    assert done.import_id is not None
    before = dump(workspace.connection)
    delete_import(workspace.connection, done.import_id)
    assert dump(workspace.connection) == before
    stored = invoices.load_invoice(workspace.connection, 1)
    assert stored is not None
    assert invoices.delete_draft(workspace.connection, stored.draft)
    delete_import(workspace.connection, 99)
    assert dump(workspace.connection)["imports"] == before["imports"]
    delete_import(workspace.connection, done.import_id)
    assert dump(workspace.connection)["imports"] == []
