"""Undo of an import, whatever was imported and done since: every table is as it was, but the log."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chorus_desk.domain.invoice import Attachment, Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, facturx, ubl
from chorus_desk.formats.archive import tar_gz_bytes, zip_bytes
from chorus_desk.formats.spreadsheet.template import write_workbook
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.drafts import (
    OpenDraft,
    discard,
    keep_draft,
    open_draft,
    restore,
)
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.usecases.importing.undo import undo_import
from chorus_desk.usecases.relist import relist_drafts
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import builders as b
from tests.stored import draft, furnish, issued
from tests.unit.usecases.test_import import ROW
from tests.unit.usecases.test_undo_import import dump

TABLE = (
    "N° facture;Date;SIRET;Désignation;Qté;PU HT;TVA\n"
    "T-1;12/11/2026;21990001600011;Affiches;2;150;20 %\n"
    "T-2;13/11/2026;21990001600011;Pose;1;80;20 %\nTOTAL;;;;;380;\n"
).encode()
PLAN = Attachment(reference="P1", file_name="plan.pdf", mime_type="application/pdf",
                  content=b"%PDF-1.7 plan")  # fmt: skip
OTHER = Attachment(file_name="b.txt", mime_type="text/plain", content=b"autre")


def enclosing(number: str) -> Invoice:
    return b.invoice(number=number, attachments=(PLAN,))


FOLDER = [
    ("a/F1.xml", cii.write(enclosing("F1"), Circuit.HISTORICAL)),
    ("a/F1.pdf", facturx.write(enclosing("F1"), Circuit.HISTORICAL)),
    ("liste.csv", TABLE), ("logo.png", b"\x89PNG\r\n\x1a\n"),
]  # fmt: skip
SOURCES: Mapping[str, Callable[[], bytes]] = {
    "workbook": lambda: write_workbook([ROW, {**ROW, "number": "F2"}], []),
    "table": lambda: TABLE,
    "cii": lambda: cii.write(enclosing("F1"), Circuit.HISTORICAL),
    "ubl": lambda: ubl.write(enclosing("F1"), Circuit.HISTORICAL),
    "facturx": lambda: facturx.write(enclosing("F1"), Circuit.HISTORICAL),
    "zip": lambda: zip_bytes(FOLDER),
    "tar": lambda: tar_gz_bytes(FOLDER),
}


def given_files(tmp_path: Path, source: str) -> Path:
    path = tmp_path / source
    if source == "folder":
        for name, content in FOLDER:
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(content)
    elif not path.exists():
        path.write_bytes(SOURCES[source]())
    return path


def _ids(imported: Imported) -> list[str]:
    """Return those that can be edited still."""
    return [] if imported.past else _drafts(imported)


def _drafts(imported: Imported) -> list[str]:
    return [item.id for item in imported.invoices if item.id and item.outcome == "draft"]


def _keep(workspace: Workspace, name: str, **changes: object) -> None:
    opened = open_draft(workspace, name).draft
    keep_draft(workspace, replace(opened, **changes))  # type: ignore[arg-type]


def _retype(workspace: Workspace, imported: Imported) -> None:
    for name in _ids(imported):
        _keep(workspace, name, typed={"due_date": "demain"})


def _change(workspace: Workspace, imported: Imported) -> None:
    for name in _ids(imported):
        invoice = open_draft(workspace, name).draft.invoice
        _keep(workspace, name, invoice=replace(invoice, lines=(b.line(), b.line())))


def _enclose(workspace: Workspace, imported: Imported) -> None:
    for name in _ids(imported):
        invoice = open_draft(workspace, name).draft.invoice
        enclosed = (*invoice.attachments, OTHER)
        _keep(workspace, name, invoice=replace(invoice, attachments=enclosed))


def _unclose(workspace: Workspace, imported: Imported) -> None:
    for name in _ids(imported):
        invoice = open_draft(workspace, name).draft.invoice
        _keep(workspace, name, invoice=replace(invoice, attachments=()))


def _throw_away(workspace: Workspace, imported: Imported) -> None:
    discard(workspace, _drafts(imported)[:1])


def _throw_away_and_back(workspace: Workspace, imported: Imported) -> None:
    restore(workspace, discard(workspace, _drafts(imported)))


def _relist(workspace: Workspace, _imported: Imported) -> None:
    relist_drafts(workspace)


EDITS: Mapping[str, Callable[[Workspace, Imported], None]] = {
    "retype": _retype, "change": _change, "enclose": _enclose, "unclose": _unclose,
    "back": _throw_away_and_back, "relist": _relist,
}  # fmt: skip


def live_in(workspace: Workspace) -> Workspace:
    """Keep something in every table that an import may touch."""
    furnish(workspace)
    draft(workspace, "E1", attachments=(replace(OTHER, content=b"ancien"),))
    issued(workspace, attachments=(replace(PLAN, content=b"%PDF-1.7 ancien"),))
    keep_draft(workspace, OpenDraft(invoice=b.invoice(number=None), typed={"due_date": "?"}))
    return workspace


@pytest.fixture
def lived_in(workspace: Workspace) -> Workspace:
    """A data folder that has something in every table that an import may touch."""
    return live_in(workspace)


@pytest.mark.parametrize("past", [False, True], ids=["drafts", "past"])
@pytest.mark.parametrize("source", [*SOURCES, "folder"])
def test_undo__of_every_source_leaves_every_table_as_it_was(
    lived_in: Workspace, tmp_path: Path, source: str, past: bool
) -> None:
    before, log = dump(lived_in.connection, "events"), dump(lived_in.connection)["events"]
    path = given_files(tmp_path, source)
    imported = import_files(lived_in, [path], past=past)
    kept = [item for item in imported.invoices if item.outcome == "draft"]
    assert kept
    assert dump(lived_in.connection, "events") != before
    undone = undo_import(lived_in, imported.import_ids)
    assert (undone.discarded, undone.kept, undone.followed) == (len(kept), (), ())
    assert dump(lived_in.connection, "events") == before
    now = dump(lived_in.connection)["events"]
    assert set(log) < set(now)
    assert len(now) == len(log) + 2 * len(kept)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    sources=st.lists(st.sampled_from([*SOURCES, "folder"]), min_size=1, max_size=3, unique=True),
    edits=st.lists(st.sampled_from([*EDITS]), max_size=4), last=st.sampled_from(["", "away"]),
    past=st.booleans(),
)  # fmt: skip
def test_undo__after_any_edits_leaves_every_table_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, sources: list[str], edits: list[str], last: str,
    *, past: bool,
) -> None:  # fmt: skip
    place, clock = tmp_path_factory.mktemp("x"), Clock(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
    with open_workspace(place / "data", clock) as workspace:
        live_in(workspace)
        before = dump(workspace.connection, "events")
        log = dump(workspace.connection)["events"]
        paths = [given_files(place, source) for source in sources]
        imported = import_files(workspace, paths, past=past)
        for edit in edits:
            EDITS[edit](workspace, imported)
        if last:
            _throw_away(workspace, imported)
        undo_import(workspace, imported.import_ids)
        assert dump(workspace.connection, "events") == before
        assert set(log) < set(dump(workspace.connection)["events"])
