"""The file that was sent of an invoice issued elsewhere: kept, shown, given back, gone with it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, facturx, ubl
from chorus_desk.storage import invoice_files, migrations
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.drafts import discard, restore
from chorus_desk.usecases.export import export
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.usecases.importing.undo import undo_import
from chorus_desk.usecases.look import look_at
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import builders as b
from tests.own_pages import page
from tests.stored import draft, furnish, issued
from tests.unit.usecases.test_undo_import import dump

INVOICE = b.vat_invoice(number="F-2025-7")
FILES: dict[str, Callable[[], bytes]] = {
    "facture.pdf": lambda: facturx.write(INVOICE, Circuit.HISTORICAL),
    "facture.xml": lambda: cii.write(INVOICE, Circuit.HISTORICAL),
    "ubl.xml": lambda: ubl.write(INVOICE, Circuit.HISTORICAL),
    "page.pdf": page,
}
"""A file of each format that is one invoice."""


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace, b.vat_seller())


def bring(workspace: Workspace, folder: Path, name: str, *, past: bool = True) -> Imported:
    file = folder / name
    file.write_bytes(FILES[name]())
    imported = import_files(workspace, [file], past=past)
    assert [item.outcome for item in imported.invoices] == ["draft"]
    return imported


def kept(workspace: Workspace, name: str) -> list[tuple[str, str]]:
    return [(file.role, file.name) for file in look_at(workspace, name).files]


@pytest.mark.parametrize("name", FILES)
def test_original__is_kept_shown_and_given_back(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    [item] = bring(workspace, tmp_path, name).invoices
    assert item.number is not None
    assert ("original", name) in kept(workspace, item.number)
    export(workspace, item.number, "original", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == (tmp_path / name).read_bytes()
    with pytest.raises(UserError, match="past-not-exported"):
        export(workspace, item.number, "facturx", tmp_path / "other")


@pytest.mark.parametrize("name", FILES)
def test_original__goes_with_the_import_and_comes_back_with_the_invoice(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    before = dump(workspace.connection, "events")
    imported = bring(workspace, tmp_path, name)
    [item] = imported.invoices
    assert item.number is not None
    with_it = kept(workspace, item.number)
    restore(workspace, discard(workspace, [item.number]))
    assert kept(workspace, item.number) == with_it
    discarded = discard(workspace, [item.number])
    assert workspace.connection.execute("SELECT count(*) FROM files").fetchone()[0] == 0
    restore(workspace, discarded)
    undo_import(workspace, imported.import_ids)
    assert dump(workspace.connection, "events") == before
    assert workspace.connection.execute("SELECT count(*) FROM files").fetchone()[0] == 0


def test_original__in_an_archive_has_its_own_name(workspace: Workspace, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "tout.zip", "w") as archive:
        archive.writestr("2025/mars/facture.xml", FILES["facture.xml"]())
    import_files(workspace, [tmp_path / "tout.zip"], past=True)
    assert kept(workspace, "F-2025-7") == [("original", "facture.xml")]


def test_original__is_of_what_was_sent_elsewhere_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, "facture.xml", past=False)
    assert kept(workspace, "draft:1") == []
    with pytest.raises(UserError, match="no-original"):
        export(workspace, "draft:1", "original", tmp_path / "out")
    id_ = draft(workspace)
    with pytest.raises(sqlite3.IntegrityError, match="past"):
        invoice_files.attach_file(
            workspace.connection, int(str(id_).rpartition(":")[2]), "original", "a.pdf", b"%PDF"
        )


def test_original__cannot_be_taken_from_its_invoice(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, tmp_path, "facture.pdf")
    for statement in (
        "DELETE FROM invoice_files", "UPDATE invoice_files SET name = 'x'", "DELETE FROM files",
    ):  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError):
            workspace.connection.execute(statement)


def test_migration__leaves_the_files_that_were_there(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table of files is made anew, with all that stood in it."""
    names = [file.stem for file in migrations.known()]
    before = next(n for n, name in enumerate(names) if name.endswith("_original"))
    with monkeypatch.context() as earlier:
        known = migrations.known()[:before]
        earlier.setattr(migrations, "known", lambda: known)
        with open_workspace(tmp_path / "data", clock) as workspace:
            furnish(workspace)
            number = issued(workspace)
            rows = dump(workspace.connection)["invoice_files"]
    assert len(rows) == 2
    with open_workspace(tmp_path / "data", clock) as workspace:
        assert dump(workspace.connection)["invoice_files"] == rows
        assert {role for role, _ in kept(workspace, number)} == {"facturx", "portal-pdf"}
        with pytest.raises(sqlite3.IntegrityError, match="issued"):
            workspace.connection.execute("DELETE FROM invoice_files")
