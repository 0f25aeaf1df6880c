"""Who and when in one file, the lines in another: read as one, or what is missing is said."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from chorus_desk.formats.any_table.edits import Edit, TableChoices
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.telling import tell_column
from chorus_desk.formats.archive import zip_bytes
from chorus_desk.usecases.find_invoices import Query, find_invoices
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.mappings import kept_mappings
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.usecases.importing.undo import undo_import
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.errors import error_sentence
from chorus_desk.wording.findings import fix, sentence
from chorus_desk.wording.names import aside_reason
from tests import builders as b
from tests.stored import furnish

HEADS = (
    f"Numéro;Date;Client;SIRET\nF-1;12/11/2026;Mairie;{b.COMMUNE_SIRET}\n"
    f"F-2;13/11/2026;Mairie;{b.COMMUNE_SIRET}\n"
)
TOTALS = (
    f"Numéro;Date;Client;SIRET;Total HT\nF-1;12/11/2026;Mairie;{b.COMMUNE_SIRET};35\n"
    f"F-2;13/11/2026;Mairie;{b.COMMUNE_SIRET};15\n"
)
LINES = "Numéro;Désignation;Qté;PU HT\nF-1;Affiches;2;10\nF-1;Tracts;1;15\nF-2;Cartes;3;5\n"
Drafts = list[tuple[str | None, str, int, str | None, bool]]
WHOLE: Drafts = [("F-1", "draft", 2, "Mairie", True), ("F-2", "draft", 1, "Mairie", True)]


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def drafts(done: Imported) -> Drafts:
    return [
        (i.number, i.outcome, i.lines, "Mairie" if i.buyer else None, i.issue_date is not None)
        for i in done.invoices
    ]


def rules(done: Imported) -> set[str]:
    return {finding.rule for item in done.invoices for finding in item.findings}


@pytest.mark.parametrize("heads", [HEADS, TOTALS])
@pytest.mark.parametrize("turned", [False, True])
def test_heads_and_lines__chosen_together_are_whole_invoices(
    workspace: Workspace, tmp_path: Path, heads: str, *, turned: bool
) -> None:
    paths = [put(tmp_path, "factures.csv", heads), put(tmp_path, "lignes.csv", LINES)]
    done = import_files(workspace, paths[::-1] if turned else paths)
    assert drafts(done) == WHOLE
    assert done.failures == ()
    assert "CD-TABLE-ONLY-LINES" not in rules(done)
    assert {item.file for item in done.invoices} == {"lignes.csv + factures.csv"}
    [table] = done.tables
    assert [sheet.sheet for sheet in table.sheets] == ["lignes.csv", "factures.csv"]
    assert len(done.import_ids) == 1
    again = import_files(workspace, paths)
    assert {item.outcome for item in again.invoices} == {"duplicate"}
    undo_import(workspace, done.import_ids)
    assert find_invoices(workspace, Query()).ids == ()


def test_heads_and_lines__of_a_zip_and_of_two_files_of_lines(
    workspace: Workspace, tmp_path: Path
) -> None:
    more = "Numéro;Désignation;Qté;PU HT\nF-2;Pose;1;40\n"
    path = tmp_path / "export.zip"
    path.write_bytes(zip_bytes([
        ("x/factures.csv", HEADS.encode()), ("x/lignes.csv", LINES.encode()),
        ("x/pose.csv", more.encode()),
    ]))  # fmt: skip
    done = import_files(workspace, [path], dry_run=True)
    assert [(i.number, bool(i.buyer)) for i in done.invoices] == [("F-1", True), ("F-2", True)]
    assert done.failures == ()


def book(path: Path, text: str) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Feuil1"
    for row in text.splitlines():
        sheet.append(row.split(";"))
    workbook.save(path)
    return path


def test_sheets__of_one_name_are_told_apart(workspace: Workspace, tmp_path: Path) -> None:
    paths = [book(tmp_path / "h.xlsx", HEADS), book(tmp_path / "l.xlsx", LINES)]
    done = import_files(workspace, paths, dry_run=True)
    assert drafts(done) == WHOLE
    assert [sheet.sheet for sheet in done.tables[0].sheets] == ["Feuil1", "Feuil1 (h.xlsx)"]


def test_heads__without_lines_are_named(workspace: Workspace, tmp_path: Path) -> None:
    paths = [
        put(tmp_path, "factures.csv", HEADS + "F-3;14/11/2026;Mairie;\n"),
        put(tmp_path, "lignes.csv", LINES + "F-4;Pose;1;40\n"),
    ]
    done = import_files(workspace, paths, dry_run=True)
    assert drafts(done) == [*WHOLE, ("F-4", "draft", 1, None, False)]
    assert [(a.sheet, a.row) for a in done.rows_aside if a.reason == "no-lines"] == [
        ("factures.csv", 4)
    ]
    assert aside_reason("no-lines", "fr") == "aucune ligne ne porte ce numéro"
    assert [f.rule for f in done.invoices[-1].findings].count("CD-TABLE-ONLY-LINES") == 1


def test_lines_alone__say_what_is_missing_and_what_to_do(
    workspace: Workspace, tmp_path: Path
) -> None:
    done = import_files(workspace, [put(tmp_path, "lignes.csv", LINES)], dry_run=True)
    for item in done.invoices:
        [finding] = [f for f in item.findings if f.rule == "CD-TABLE-ONLY-LINES"]
        assert "il y manque la date et le client" in sentence(finding, "fr")
        assert "une feuille chacun" in (fix(finding, "fr") or "")


def test_heads_alone__say_what_is_missing_and_what_to_do(
    workspace: Workspace, tmp_path: Path
) -> None:
    done = import_files(workspace, [put(tmp_path, "factures.csv", HEADS)], dry_run=True)
    [(_, error)] = done.failures
    assert error.code == "table-only-heads"
    said = error_sentence(error, "fr").replace("\N{NO-BREAK SPACE}", " ")
    assert "il y manque les lignes" in said
    assert "une feuille chacun" in said


@pytest.mark.parametrize(
    "other",
    [
        HEADS.replace("F-", "G-"),  # other numbers
        LINES.replace("Numéro", "Date;Client;Numéro").replace("F-", "12/11/2026;Mairie;F-"),
    ],
)
def test_files__that_do_not_belong_together_stay_apart(
    workspace: Workspace, tmp_path: Path, other: str
) -> None:
    paths = [put(tmp_path, "autre.csv", other), put(tmp_path, "lignes.csv", LINES)]
    done = import_files(workspace, paths, dry_run=True)
    assert len(done.tables) == 2
    assert "CD-TABLE-ONLY-LINES" in rules(done)


def test_corrections__reach_the_sheets_of_both(workspace: Workspace, tmp_path: Path) -> None:
    paths = [put(tmp_path, "factures.csv", HEADS), put(tmp_path, "lignes.csv", LINES)]
    [table] = import_files(workspace, paths, dry_run=True).tables
    edits = (Edit("factures.csv", 2, 2, "15/11/2026"), Edit("lignes.csv", 2, 3, "4"))
    choices = {table.path: TableChoices(edits=edits, sha256=table.sha256)}
    done = import_files(workspace, paths, dry_run=True, choices=choices)
    assert str(done.invoices[0].issue_date) == "2026-11-15"
    assert done.invoices[0].gross == 55
    aside = replace(choices[table.path], rows_aside=(("factures.csv", 3),))
    done = import_files(workspace, paths, dry_run=True, choices={table.path: aside})
    assert [item.issue_date is None for item in done.invoices] == [False, True]
    # One of the two has changed since: what was corrected may stand elsewhere.
    put(tmp_path, "factures.csv", HEADS + "F-3;;;\n")
    done = import_files(workspace, paths, dry_run=True, choices=choices)
    assert (done.invoices, [error.code for _, error in done.failures]) == ((), ["file-changed"])


def test_a_column_told_of_the_heads__makes_them_belong_to_their_lines(
    workspace: Workspace, tmp_path: Path
) -> None:
    heads = put(tmp_path, "factures.csv", HEADS.replace("Numéro", "Pièce").replace("SIRET", "Xyz"))
    lines = put(tmp_path, "lignes.csv", LINES)
    apart = import_files(workspace, [heads, lines], dry_run=True)
    assert [item.issue_date for item in apart.invoices] == [None, None]
    told = {heads: TableChoices(tell_column(Mapping(), "Pièce", "number"))}
    done = import_files(workspace, [heads, lines], choices=told)
    assert drafts(done) == WHOLE
    kept = kept_mappings(workspace.folder).mappings
    assert any(c.meaning == "number" for m in kept for c in m.columns if c.heading == "Pièce")
