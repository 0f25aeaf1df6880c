"""A workbook of what could not be read: whole invoices and the reasons, to be mended and imported.

Above the rows of a list stands what stood above them in its file; a form stands whole. The column
of reasons is left out when the workbook is read (``reasons_column``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any

from chorus_desk.domain.text import writable
from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.grid import Cell, Grid, is_empty, letters
from chorus_desk.formats.any_table.reading import TableContent
from chorus_desk.formats.any_table.reasons_column import HEADING
from chorus_desk.formats.any_table.why import table_at, tables_of
from chorus_desk.formats.spreadsheet.put import LONGEST, put_text
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.names import skipped_row_reason

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

CUT = N_(
    "le texte de la colonne {column} a {length} caractères, une cellule en contient {most} : "
    "sa fin manque ici"
)
_LONGEST_TITLE = 31
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_DAY = "DD/MM/YYYY"
_FIRST_YEAR = 1901
"""Of days that every spreadsheet knows."""


@dataclass(frozen=True, slots=True)
class UnreadSheet:
    """What is to be mended of one sheet: its rows by number, and what is said beside them."""

    grid: Grid
    rows: tuple[int, ...]
    heading: int
    """The row beside which the column of reasons gets its title, 0 for none."""
    reasons: dict[int, tuple[str, ...]]


def unread_sheets(
    grids: Sequence[Grid], content: TableContent, language: str
) -> tuple[UnreadSheet, ...]:
    """Return the rows of each sheet that hold an invoice which could not be read, and why."""
    broken = {place for item in content.invoices if item.broken for place in item.rows}
    broken |= {(item.sheet, item.row) for item in content.skipped}
    return tuple(
        _unread_sheet(grid, content, rows, language) for grid in grids
        if (rows := {row for sheet, row in broken if sheet == grid.sheet})
    )  # fmt: skip


def _unread_sheet(grid: Grid, content: TableContent, rows: set[int], language: str) -> UnreadSheet:
    tables = tables_of(content, grid.sheet)
    heading = 0
    for table in {table_at(tables, row) for row in rows}:
        if table is not None:
            rows |= set(range(table.first, table.heading_row + 1))
            heading = min(filter(None, (heading, table.heading_row)))
    rows |= {  # a note on VAT is for all rows
        aside.row for aside in content.asides
        if aside.sheet == grid.sheet and aside.row and values.without_vat(aside.text) is not None
    }  # fmt: skip
    reasons: dict[int, tuple[str, ...]] = {}
    for item in content.skipped:
        if item.sheet == grid.sheet:
            said = skipped_row_reason(item, language)
            reasons[item.row] = (*reasons.get(item.row, ()), said)
    return UnreadSheet(grid, tuple(sorted(rows)), heading, reasons)


def write_unread(sheets: Sequence[UnreadSheet], language: str) -> bytes:
    """Return the workbook of some sheets; there must be one at least."""
    from openpyxl import Workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    workbook = Workbook()
    if any(sheet.grid.from_1904 for sheet in sheets):
        workbook.epoch = CALENDAR_MAC_1904
    del workbook[workbook.sheetnames[0]]
    for sheet, title in zip(sheets, _titles(sheets), strict=True):
        _write(workbook.create_sheet(title), sheet, language)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _titles(sheets: Sequence[UnreadSheet]) -> Iterator[str]:
    taken: set[str] = set()
    for number, sheet in enumerate(sheets, start=1):
        title = writable(sheet.grid.sheet).translate(_NOT_IN_TITLES).strip()[:_LONGEST_TITLE]
        title = title or str(number)
        if title.casefold() in taken:
            title = f"{title[: _LONGEST_TITLE - 4]} {number}"
        taken.add(title.casefold())
        yield title


def _write(target: "Worksheet", sheet: UnreadSheet, language: str) -> None:
    rows = [sheet.grid.rows[row - 1] if row <= len(sheet.grid.rows) else () for row in sheet.rows]
    last = max((len(row) for row in rows), default=0) + 1
    for at, (number, row) in enumerate(zip(sheet.rows, rows, strict=True), start=1):
        for column, cell in enumerate(row, start=1):
            if not is_empty(cell):
                _put(target.cell(at, column), cell)
        why = "; ".join((*sheet.reasons.get(number, ()), *_cut(row, language)))
        if number == sheet.heading:
            why = say(HEADING, language)
            target.freeze_panes = f"A{at + 1}"
        if why:
            _put(target.cell(at, last), why)
    _widths(target, rows, last)


def _cut(row: Sequence[Cell], language: str) -> Iterator[str]:
    """Say of each text of a row that is too long for a cell that its end is not there."""
    for column, cell in enumerate(row, start=1):
        if isinstance(cell, str) and len(writable(cell)) > LONGEST:
            yield say(
                CUT, language, column=letters(column), length=len(writable(cell)), most=LONGEST
            )  # fmt: skip


def _put(target: Any, cell: Cell) -> None:
    if isinstance(cell, float) and not isfinite(cell):
        return
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, date) and cell.year < _FIRST_YEAR:
        cell = cell.isoformat()
    if isinstance(cell, str):
        put_text(target, cell)
        return
    target.value = cell
    if isinstance(cell, date) and not isinstance(cell, datetime):
        target.number_format = _DAY


def _widths(target: "Worksheet", rows: Sequence[Sequence[Cell]], last: int) -> None:
    from openpyxl.utils import get_column_letter

    for column in range(1, last):
        longest = max((len(str(row[column - 1])) for row in rows if len(row) >= column), default=0)
        target.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, 9), 40)
    target.column_dimensions[get_column_letter(last)].width = 60
