"""The workbook of unread rows: mended, it gives the very invoices that the file would have given."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from chorus_desk.formats.any_table.edits import Edit, edited
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.reading import (
    TableContent,
    TableInvoice,
    read_grids,
    understand,
)
from chorus_desk.formats.any_table.unread_workbook import unread_sheets, write_unread
from chorus_desk.presenters.sheet import cell_text
from chorus_desk.usecases.reading_files import format_of

WRONG = "pas ce qu'il faut"
_MOST = 12
"""Invoices of a file that are spoilt and mended."""


def spoilt(grids: Sequence[Grid], content: TableContent, item: TableInvoice) -> Edit | None:
    """Return what makes an amount of an invoice unreadable; None where it has none in a cell."""
    tables = [t for t in content.understood if t.sheet == item.sheet]
    table = next(t for t in tables if t.first <= item.row <= max(t.body_end, t.heading_row))
    columns = {c.meaning.key: c.position for c in table.columns if c.meaning}
    grid = next(grid for grid in grids if grid.sheet == item.sheet)
    for key in ("unit_price", "quantity", "gross", "net"):
        for sheet, row in item.rows if key in columns else ():
            cell = grid.cell(row, columns[key])
            if sheet == item.sheet and row > table.heading_row and str(cell).strip():
                return Edit(sheet, row, columns[key], WRONG)
    return None


def mended(grids: Sequence[Grid], text: str) -> tuple[Grid, ...]:
    """Return sheets with the wrong cell written right."""
    places = [
        Edit(grid.sheet, row, column, text)
        for grid in grids
        for row, cells in enumerate(grid.rows, start=1)
        for column, cell in enumerate(cells, start=1)
        if cell == WRONG
    ]
    assert len(places) == 1
    return edited(grids, places)


def round_trips(grids: Sequence[Grid]) -> Iterator[tuple[TableInvoice, bool]]:
    """Spoil, save and mend one invoice after another; give each with whether it is itself again."""
    content = understand(grids)
    for item in content.invoices[:_MOST]:
        edit = spoilt(grids, content, item)
        if edit is None:
            continue
        bad = edited(grids, [edit])
        unread = unread_sheets(bad, understand(bad), "fr")
        (sheet,) = (grid for grid in grids if grid.sheet == edit.sheet)
        right = cell_text(sheet.cell(edit.row, edit.column), "fr")
        saved = read_grids(write_unread(unread, "fr"), "xlsx")
        again = understand(mended(saved, right))
        whole = [found.invoice for found in again.invoices if not found.broken]
        yield item, item.invoice in whole and not again.skipped


@pytest.mark.corpus
@pytest.mark.parametrize("number", [*range(1, 11), 12, 13])
def test_an_invoice_spoilt_saved_and_mended__is_itself_again(corpus: Path, number: int) -> None:
    (path,) = (corpus / "spreadsheets" / "generated").glob(f"s{number:02}_*")
    content = path.read_bytes()
    found = list(round_trips(read_grids(content, format_of(content), path.name)))
    assert len(found) >= 4
    assert not [item.invoice.number for item, same in found if not same]


def test_an_invoice_of_a_list__is_itself_again() -> None:
    head = ["N° facture", "Date", "Client", "Désignation", "Qté", "PU HT", "TVA"]
    rows = [
        [f"F{n // 2}", "12/03/2026", "Mairie", f"Travaux {n}", float(n), 10.5, "20 %"]
        for n in range(2, 8)
    ]
    found = list(round_trips([Grid("Ventes", [["Mon atelier"], [], head, *rows])]))
    assert [(item.invoice.number, same) for item, same in found] == [
        ("F1", True), ("F2", True), ("F3", True),
    ]  # fmt: skip


def test_a_text_too_long_for_a_cell__is_said_to_be_cut() -> None:
    head = ["N° facture", "Date", "Client", "Désignation", "Qté", "PU HT"]
    rows = [
        ["F1", "12/03/2026", "Mairie", "x" * 32_768, 1.0, WRONG],
        ["F2", "12/03/2026", "Mairie", "x" * 32_767, 1.0, WRONG],
        ["F3", "12/03/2026", "Mairie", "y", 1.0, WRONG], ["F3", "", "", "z" * 40_000, 1.0, 2.0],
    ]  # fmt: skip
    grids = [Grid("Ventes", [head, *rows])]
    (saved,) = read_grids(write_unread(unread_sheets(grids, understand(grids), "fr"), "fr"), "xlsx")
    whys = [str(row[6]).replace("\u202f", " ") for row in saved.rows]
    cut = "le texte de la colonne D a {} caractères, une cellule en contient 32 767 : sa fin manque"
    assert [cut.format(length) in why.replace("\xa0", " ") for length, why in zip(
        ("", "32 768", "", "", "40 000"), whys, strict=True
    )] == [False, True, False, False, True]  # fmt: skip
    assert "sa fin manque" not in whys[2] + whys[3]
    assert [len(str(row[3])) for row in saved.rows[1:]] == [32_767, 32_767, 1, 32_767]
