"""What a person says at an import: columns, cells, edits; kept for the next time; rows to mend."""

import sqlite3
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.edits import Edit, TableChoices
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.telling import kept_of, tell_cell, tell_column, tell_sheet
from chorus_desk.presenters.importing import aside_rows
from chorus_desk.storage.bodies import save_body
from chorus_desk.storage.seller import save_seller
from chorus_desk.usecases.find_invoices import Query, find_invoices
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.mappings import (
    forget_mapping,
    kept_mappings,
    load_mapping,
    mapping_names,
    mapping_path,
    save_mapping,
)
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.usecases.importing.unread_rows import check_target, has_unread_rows, save_unread
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.errors import error_sentence
from tests import builders as b
from tests.stored import failing_commit

HEAD = ("N° facture", "Date", "Client", "SIRET", "Réf", "Désignation", "Qté", "PU HT", "TVA")
D = Decimal


def row(number: str, description: str = "Affiches", price: object = "10") -> tuple[object, ...]:
    return (number, "12/11/2026", "Mairie", b.COMMUNE_SIRET, "BC-1", description, 2, price, "20 %")


def book(path: Path, *rows: tuple[object, ...], sheet: str = "Ventes") -> Path:
    workbook = Workbook()
    target = workbook.active
    assert target is not None
    target.title = sheet
    for cells in rows:
        target.append(list(cells))
    workbook.save(path)
    return path


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    save_seller(workspace.connection, b.seller(), workspace.clock.now())
    save_body(workspace.connection, b.commune())


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return book(
        tmp_path / "ventes.xlsx", HEAD, row("A-1"), row("A-1", "Tracts"), row("A-2"),
        row("A-2", "Cartes", "cher"), row("A-3"),
    )  # fmt: skip


def outcomes(imported: Imported) -> list[tuple[str | None, str]]:
    return [(item.number, item.outcome) for item in imported.invoices]


def by_column(path: Path, heading: str, key: str) -> dict[Path, TableChoices]:
    return {path: TableChoices(tell_column(Mapping(), heading, key))}


def test_choices__say_what_a_column_is_and_are_kept_for_the_next_time(
    workspace: Workspace, table: Path, tmp_path: Path
) -> None:
    choices = by_column(table, "Réf", "commitment_number")
    looked = import_files(workspace, [table], dry_run=True, choices=choices)
    assert looked.invoices[0].outcome == "draft"
    assert not kept_mappings(workspace.folder).mappings  # only looked at
    import_files(workspace, [table], choices=choices)
    (kept,) = kept_mappings(workspace.folder).mappings
    assert kept.name == "ventes.xlsx"
    other = book(tmp_path / "décembre.xlsx", HEAD, row("B-1"))
    again = import_files(workspace, [other], dry_run=True)
    assert again.tables[0].content.understood[0].kept == kept
    (column,) = [c for c in again.understood[0].columns if c.heading == "Réf"]
    assert column.meaning is not None
    assert (column.meaning.key, column.meaning.reason) == ("commitment_number", "given")


def test_choices__that_cannot_be_kept_are_named_beside_what_was_imported(
    workspace: Workspace, table: Path
) -> None:
    (workspace.folder / "mappings").write_text("no folder", encoding="ascii")
    done = import_files(workspace, [table], choices=by_column(table, "Réf", "contract_number"))
    assert len(find_invoices(workspace, Query()).ids) == 2
    assert [(file, error.code) for file, error in done.mappings_unread] == [
        ("ventes.xlsx", "mapping-not-kept")
    ]
    assert ("ventes.xlsx", error_sentence(done.mappings_unread[0][1], "fr")) in aside_rows(
        done, "fr"
    )


def test_choices__of_an_import_that_fails_at_its_commit_are_not_kept(
    workspace: Workspace, table: Path
) -> None:
    choices = by_column(table, "Réf", "contract_number")
    with failing_commit(workspace), pytest.raises(sqlite3.DatabaseError):
        import_files(workspace, [table], choices=choices)
    assert not (workspace.folder / "mappings").exists()
    assert import_files(workspace, [table], choices=choices).invoices[0].outcome == "draft"
    assert kept_mappings(workspace.folder).mappings


def test_choices__not_made_keep_nothing(workspace: Workspace, table: Path) -> None:
    import_files(workspace, [table], choices={table: TableChoices()})
    assert not kept_mappings(workspace.folder).mappings


def test_a_kept_mapping__goes_before_a_named_one_and_is_forgotten(
    workspace: Workspace, table: Path
) -> None:
    looked = import_files(workspace, [table], dry_run=True)
    save_mapping(workspace.folder, "Vieille", looked.understood)
    import_files(workspace, [table], choices=by_column(table, "Réf", "contract_number"))
    used = import_files(workspace, [table], dry_run=True).understood[0].kept
    assert used is not None
    assert used.name == "ventes.xlsx"
    assert forget_mapping(workspace.folder, used)
    assert not forget_mapping(workspace.folder, used)
    left = import_files(workspace, [table], dry_run=True).understood[0].kept
    assert left is not None
    assert left.name == "Vieille"
    assert mapping_names(workspace.folder) == ("Vieille",)


def test_a_kept_mapping__that_cannot_be_read_is_named(workspace: Workspace, table: Path) -> None:
    path = mapping_path(workspace.folder, "abimee")
    path.parent.mkdir()
    path.write_bytes(b"[columns")
    done = import_files(workspace, [table], dry_run=True)
    assert [(Path(file).name, error.code) for file, error in done.mappings_unread] == [
        ("abimee.toml", "mapping-unreadable")
    ]


def test_cells_and_sheets__are_kept_in_a_named_mapping(workspace: Workspace, table: Path) -> None:
    told = tell_sheet(tell_cell(Mapping(), 3, 2, "number"), "Brouillon", aside=True)
    looked = import_files(workspace, [table], dry_run=True)
    save_mapping(workspace.folder, "Mes bons", looked.understood, told)
    loaded = load_mapping(workspace.folder, "Mes bons")
    assert (loaded.cells, loaded.aside) == (told.cells, told.aside)
    assert tell_sheet(loaded, "brouillon", aside=False).aside == ()


def test_telling__a_meaning_again_takes_it_from_where_it_was() -> None:
    told = tell_column(tell_column(Mapping(), "Réf", "number"), "N°", "number")
    assert [(c.heading, c.meaning) for c in told.columns] == [("N°", "number")]
    told = tell_column(told, "n°", "")
    assert [(c.heading, c.meaning) for c in told.columns] == [("n°", "")]
    cells = tell_cell(tell_cell(Mapping(), 1, 1, "number"), 2, 1, "number").cells
    assert [(c.row, c.column) for c in cells] == [(2, 1)]


def test_telling__begins_with_what_was_kept(workspace: Workspace, table: Path) -> None:
    assert kept_of(import_files(workspace, [table], dry_run=True).understood) is None
    import_files(workspace, [table], choices=by_column(table, "Réf", "contract_number"))
    again = import_files(workspace, [table], dry_run=True)
    begun = kept_of(again.understood)
    assert begun is not None
    assert begun.shape() == again.understood[0].kept.shape()  # type: ignore[union-attr]


def test_edits__mend_an_invoice_and_leave_the_file(workspace: Workspace, table: Path) -> None:
    before = table.read_bytes()
    assert outcomes(import_files(workspace, [table], dry_run=True)) == [
        ("A-1", "draft"), ("A-2", "refused"), ("A-3", "draft"),
    ]  # fmt: skip
    choices = {table: TableChoices(edits=(Edit("Ventes", 5, 8, "7,50"),))}
    done = import_files(workspace, [table], choices=choices)
    assert [item.outcome for item in done.invoices] == ["draft"] * 3
    assert done.invoices[1].gross == D("42.00")
    assert table.read_bytes() == before


def test_rows__left_aside_are_not_read_and_named(workspace: Workspace, table: Path) -> None:
    choices = {table: TableChoices(rows_aside=(("Ventes", 5),))}
    done = import_files(workspace, [table], dry_run=True, choices=choices)
    assert [(i.number, i.outcome, i.lines) for i in done.invoices] == [
        ("A-1", "draft", 2), ("A-2", "draft", 1), ("A-3", "draft", 1),
    ]  # fmt: skip
    assert [(a.row, a.reason) for a in done.rows_aside] == [(5, "told")]
    assert done.tables[0].sheets[0].cell(5, 8) == "cher"  # shown as it stands


def test_edits__of_a_file_that_changed_since_are_refused(workspace: Workspace, table: Path) -> None:
    looked = import_files(workspace, [table], dry_run=True).tables[0]
    choices = {table: TableChoices(None, (Edit("Ventes", 5, 8, "7"),), (), looked.sha256)}
    assert not import_files(workspace, [table], dry_run=True, choices=choices).failures
    book(table, HEAD, row("A-9"))
    changed = import_files(workspace, [table], dry_run=True, choices=choices)
    assert [error.code for _, error in changed.failures] == ["file-changed"]


def test_a_table_in_which_nothing_is_an_invoice__is_there_to_be_told(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = book(tmp_path / "x.xlsx", ("Réf", "Quand", "Qui", "Quoi", "Combien"),
                ("A-1", date(2026, 11, 3), "Mairie", "Affiches", 50), sheet="S")  # fmt: skip
    looked = import_files(workspace, [path], dry_run=True)
    assert [error.code for _, error in looked.failures] == ["table-not-understood"]
    assert looked.tables[0].sheets[0].cell(1, 1) == "Réf"
    told = Mapping()
    for heading, key in (("Réf", "number"), ("Quand", "issue_date"), ("Quoi", "description"),
                         ("Combien", "net")):  # fmt: skip
        told = tell_column(told, heading, key)
    done = import_files(workspace, [path], dry_run=True, choices={path: TableChoices(told)})
    assert outcomes(done) == [("A-1", "draft")]
    assert done.invoices[0].issue_date == date(2026, 11, 3)


def test_duplicates__show_what_drafts_show(workspace: Workspace, table: Path) -> None:
    first = import_files(workspace, [table]).invoices[0]
    again = import_files(workspace, [table]).invoices[0]
    assert again.outcome == "duplicate"
    assert (again.buyer, again.issue_date, again.gross) == (
        first.buyer, first.issue_date, first.gross,
    )  # fmt: skip


# Rows to mend


def test_unread_rows__are_saved_with_their_whole_invoice_and_imported_once_mended(
    workspace: Workspace, table: Path, tmp_path: Path
) -> None:
    first = import_files(workspace, [table])
    assert has_unread_rows(first)
    target = save_unread(first, tmp_path / "à corriger.xlsx", "fr")
    workbook = load_workbook(target)
    sheet = workbook["Ventes"]
    rows = [tuple(cell for cell in cells if cell is not None) for cells in sheet.values]
    assert rows == [
        (*HEAD, "Pourquoi (Chorus Desk)"),
        row("A-2"), (*row("A-2", "Cartes", "cher"), rows[2][-1]),
    ]  # fmt: skip
    assert "cher" in str(rows[2][-1])
    sheet.cell(3, 8).value = 7.5
    workbook.save(target)
    again = import_files(workspace, [target])
    assert [(i.number, i.outcome, i.lines, i.gross) for i in again.invoices] == [
        ("A-2", "draft", 2, D("42.00"))
    ]
    assert not again.rows_skipped
    (sheet_read,) = again.understood
    assert "Pourquoi" not in " ".join(c.heading for c in sheet_read.columns)


def test_unread_rows__keep_the_note_on_vat_and_what_stood_above(
    workspace: Workspace, tmp_path: Path
) -> None:
    head = HEAD[:8]
    path = book(
        tmp_path / "v.xlsx", ("Atelier Exemple",), (), head, row("A-1")[:8], row("A-3")[:8],
        row("A-4")[:8], row("A-2", price="cher")[:8], ("TVA non applicable, art. 293 B du CGI",),
    )  # fmt: skip
    target = save_unread(import_files(workspace, [path]), tmp_path / "m.xlsx", "en")
    workbook = load_workbook(target)
    sheet = workbook["Ventes"]
    assert [sheet.cell(r, 1).value for r in range(1, 6)] == [
        "Atelier Exemple", None, "N° facture", "A-2", "TVA non applicable, art. 293 B du CGI",
    ]  # fmt: skip
    assert sheet.cell(3, 9).value == "Why (Chorus Desk)"
    sheet.cell(4, 8).value = 10
    workbook.save(target)
    (mended,) = import_files(workspace, [target]).invoices
    assert (mended.outcome, mended.gross) == ("draft", D("20.00"))


def test_unread_rows__of_a_form_are_the_whole_form(workspace: Workspace, tmp_path: Path) -> None:
    path = book(
        tmp_path / "f.xlsx", ("Facture n° 2026-17",), ("Date :", "12/11/2026"),
        ("Client :", "Mairie"), ("Désignation", "Qté", "PU HT", "Total HT"),
        ("Affiches", 2, 50, 100), ("Tracts", "deux", 5, 10), ("Cartes", 1, 1, 1),
        ("", "", "Total HT", 111), ("", "", "TVA 20 %", 22.2),
    )  # fmt: skip
    first = import_files(workspace, [path])
    assert outcomes(first) == [("2026-17", "refused")]
    target = save_unread(first, tmp_path / "m.xlsx", "fr")
    workbook = load_workbook(target)
    workbook["Ventes"].cell(6, 2).value = 2
    workbook.save(target)
    (mended,) = import_files(workspace, [target]).invoices
    assert (mended.outcome, mended.lines) == ("draft", 3)


def test_unread_rows__write_no_formula_and_no_control(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "v.csv"
    path.write_text(";".join(HEAD) + "\n" + "\n".join(
        f"{n};12/11/2026;=1+1;{b.COMMUNE_SIRET};{mark}x;Affiches;2;{price};20 %"
        for n, price, mark in (("A", "cher", "\x0b"), ("B", "1", ""), ("C", "1", ""))
    ), encoding="utf-8")  # fmt: skip
    target = save_unread(import_files(workspace, [path]), tmp_path / "m.xlsx", "fr")
    sheet = load_workbook(target).worksheets[0]
    assert (sheet.cell(2, 3).value, sheet.cell(2, 3).data_type) == ("=1+1", "s")
    assert sheet.cell(2, 5).value == "x"


def test_unread_rows__are_not_saved_over_the_file_nor_where_there_are_none(
    workspace: Workspace, table: Path, tmp_path: Path
) -> None:
    done = import_files(workspace, [table], dry_run=True)
    for target in (table, tmp_path / "m.csv"):
        with pytest.raises(UserError, match="unread-target"):
            save_unread(done, target, "fr")
        with pytest.raises(UserError, match="unread-target"):
            check_target(target, [table])
    with pytest.raises(UserError, match="cannot-write"):
        save_unread(done, tmp_path / "nulle" / "part.xlsx", "fr")
    with pytest.raises(UserError, match="nothing-unread"):
        save_unread(replace(done, tables=()), tmp_path / "m.xlsx", "fr")


def test_kept_mappings__name_one_with_a_number_of_5000_digits(workspace: Workspace) -> None:
    path = workspace.folder / "mappings" / "x.toml"
    path.parent.mkdir()
    path.write_text(f"a = {'1' * 5000}", encoding="ascii")
    [(name, error)] = kept_mappings(workspace.folder).unreadable
    assert (name, error.code) == (str(path), "mapping-unreadable")
