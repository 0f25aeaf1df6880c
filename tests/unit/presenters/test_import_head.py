"""The head of an import: what a file lacks is said there, and whether a reading is remembered."""

from pathlib import Path

import pytest

from chorus_desk.formats.any_table.edits import TableChoices
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.telling import tell_column
from chorus_desk.presenters.import_head import nothing_reason, only_lines_text, remembered_text
from chorus_desk.presenters.watching import arrived_text
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.workspace import Workspace
from tests.stored import furnish


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "lignes.csv"
    path.write_text("Numéro;Désignation;Qté;PU HT\nF-1;Affiches;2;10\n", encoding="utf-8")
    return path


def test_lines_alone__are_named_with_what_to_do(workspace: Workspace, lines: Path) -> None:
    found = import_files(workspace, [lines], dry_run=True)
    said = only_lines_text(found, "fr").replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("« lignes.csv » n'a que des lignes : choisissez aussi le fichier")
    assert only_lines_text(found, "fr") in arrived_text(found, lines.parent, "fr")
    lines.write_text(
        "Numéro;Date;Client;Désignation;Qté;PU HT\nF-1;1/11/2026;M;Affiches;2;10\n", "utf-8"
    )
    assert only_lines_text(import_files(workspace, [lines], dry_run=True), "fr") == ""


def test_a_single_file_without_invoices__says_its_own_reason(
    workspace: Workspace, tmp_path: Path
) -> None:
    heads = tmp_path / "factures.csv"
    heads.write_text("Numéro;Date;Client\nF-1;12/11/2026;Mairie\n", encoding="utf-8")
    other = tmp_path / "x.csv"
    other.write_text("a;b\n1;2\n", encoding="utf-8")
    found = import_files(workspace, [heads], dry_run=True)
    assert "il y manque les lignes" in nothing_reason(found, "fr")
    found = import_files(workspace, [heads, other], dry_run=True)
    assert "aucune facture nouvelle" in nothing_reason(found, "fr")


def test_remembered__is_said_only_of_a_reading_that_is(workspace: Workspace, lines: Path) -> None:
    choices = {lines: TableChoices(tell_column(Mapping(), "Qté", "quantity"))}
    looked = import_files(workspace, [lines], dry_run=True, choices=choices)
    assert remembered_text(looked, choices, "fr") == ""
    (workspace.folder / "mappings").write_text("no folder", encoding="ascii")
    done = import_files(workspace, [lines], choices=choices)
    assert "n'a pas pu être gardé" in remembered_text(done, choices, "fr")
    assert "elle servira" not in remembered_text(done, choices, "fr")
    (workspace.folder / "mappings").unlink()
    lines.write_text(lines.read_text("utf-8").replace("F-1", "F-2"), "utf-8")
    done = import_files(workspace, [lines], choices=choices)
    assert "elle servira" in remembered_text(done, choices, "fr")
