"""The workbook of what is lacking: a row for each body and draft, with cells to be filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Literal

from chorus_desk import resources
from chorus_desk.domain.errors import UserError
from chorus_desk.formats.spreadsheet import cells
from chorus_desk.formats.spreadsheet.cells import UnreadableCellError
from chorus_desk.formats.spreadsheet.columns import HELP, fold
from chorus_desk.formats.spreadsheet.put import put_text
from chorus_desk.formats.spreadsheet.safety import check_workbook
from chorus_desk.formats.spreadsheet.sheets import (
    HEADING_ROWS,
    OpenedWorkbook,
    Row,
    Rows,
    open_sheet,
)
from chorus_desk.formats.spreadsheet.written import (
    INK,
    REQUIRED,
    TINT,
    print_on_one_page_across,
    stable_bytes,
)
from chorus_desk.wording.printed import said
from chorus_desk.wording.requirement_words import REQUIREMENT_WORDS, requirement_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "À compléter"
_NEEDED = frozenset({"draft", "body", "known_siret"})
"""Columns without which no row can be told from another."""
_ROOM = 200
"""Rows beyond the last that still offer choices."""
_NO_TEXT = (bool, date, time, timedelta)
"""What stands in a cell for texts only where a spreadsheet made it of what was typed."""
_LINE = 15
"""Points of a line of text."""
_MOST_LINES = 6
_FORMATS = {"date": "DD/MM/YYYY", "amount": "#,##0.00"}

MissingRow = Mapping[str, str | Decimal | date | None]
"""Values of one row by column key."""


@dataclass(frozen=True, slots=True)
class MissingColumn:
    """One column: its key, its heading, what it holds, whether it is to be filled in."""

    key: str
    heading: str
    kind: str
    width: int
    filled: bool
    help: str


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that could not be read, or a whole row, whose ``column`` is empty; else a heading."""

    row: int
    column: str
    error: UserError


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row as it was filled in: which draft and body it is about, and its cells by key."""

    row: int
    draft: str | None
    body: str | None
    known_siret: str | None
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MissingContent:
    """What a filled workbook holds."""

    sheet: str
    rows: tuple[FilledRow, ...]
    bad: tuple[BadCell, ...]


@cache
def missing_columns() -> tuple[MissingColumn, ...]:
    """Return the columns in their order, as ``codes/missing_workbook.csv`` lists them."""
    return tuple(
        MissingColumn(
            row["key"], row["heading"], row["kind"], int(row["width"]), row["filled"] == "yes",
            row["help"],
        )
        for row in resources.read_table("missing_workbook")
    )  # fmt: skip


@cache
def headings() -> Mapping[str, str]:
    """Return the heading of each column by its key."""
    return {column.key: column.heading for column in missing_columns()}


def write_missing(rows: Sequence[MissingRow]) -> bytes:
    """Return the workbook with these rows; the same rows give the same bytes."""
    from openpyxl import Workbook
    from openpyxl.cell import MergedCell

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = SHEET
    _add_styles(workbook)
    _head(sheet)
    for number, row in enumerate(rows, start=2):
        for index, column in enumerate(missing_columns(), start=1):
            cell = sheet.cell(number, index)
            assert not isinstance(cell, MergedCell)
            _put(cell, column, row.get(column.key))
        sheet.row_dimensions[number].height = _LINE * _lines(row)
    _checks(sheet, len(rows) + 1 + _ROOM)
    _help(workbook.create_sheet(HELP))
    return stable_bytes(workbook)


def _head(sheet: "Worksheet") -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for index, column in enumerate(missing_columns(), start=1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].number_format = _FORMATS.get(column.kind, "@")
        heading = sheet.cell(1, index, column.heading)
        heading.font = Font(bold=True, color="FFFFFF", size=10)
        heading.fill = PatternFill("solid", fgColor="8A6100" if column.filled else INK)
        heading.alignment = Alignment(wrap_text=True, vertical="center")
        if column.help:
            heading.comment = Comment(said(column.help), "Chorus Desk", width=260, height=90)
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(missing_columns()))}1"
    print_on_one_page_across(sheet)
    sheet.print_title_rows = "1:1"


def _lines(row: MissingRow) -> int:
    """Return how many lines the longest text of a row takes in its column."""
    texts = ((str(row.get(column.key) or ""), column.width) for column in missing_columns())
    return min(_MOST_LINES, max(1 + len(text) // width for text, width in texts))


def _add_styles(workbook: "Workbook") -> None:
    """Add a style for each kind of cell: one look-up a cell, where four settings take a minute."""
    from openpyxl.styles import Alignment, Border, NamedStyle, PatternFill, Side

    line = Border(bottom=Side(style="thin", color="C9D1DA"))
    for name in dict.fromkeys(_style(column) for column in missing_columns()):
        kind, filled = name.split()
        style = NamedStyle(name, number_format=_FORMATS.get(kind, "@"), border=line)
        style.alignment = Alignment(vertical="top", wrap_text=filled == "given")
        style.fill = PatternFill("solid", fgColor=TINT if filled == "given" else REQUIRED)
        workbook.add_named_style(style)


def _style(column: MissingColumn) -> str:
    kind = column.kind if column.kind in _FORMATS else "text"
    return f"{kind} {'asked' if column.filled else 'given'}"


def _put(cell: "Cell", column: MissingColumn, value: str | Decimal | date | None) -> None:
    cell.style = _style(column)
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value


def _checks(sheet: "Worksheet", last: int) -> None:
    """Offer what a body may ask for as a list, and look at the length of a SIRET."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    words = ",".join(REQUIREMENT_WORDS.values())
    checks: Mapping[str, tuple[Literal["list", "custom"], str, str, bool]] = {
        "requires": ("list", f'"{words}"', "Choisissez dans la liste.", True),
        "siret": ("custom", 'LEN(SUBSTITUTE({at}," ",""))=14', "Un SIRET a 14 chiffres.", False),
    }  # fmt: skip
    for index, column in enumerate(missing_columns(), start=1):
        if not column.filled or column.kind not in checks:
            continue
        kind, formula, message, stops = checks[column.kind]
        letter = get_column_letter(index)
        validation = DataValidation(
            type=kind, formula1=formula.replace("{at}", f"{letter}2"), allow_blank=True,
            showErrorMessage=True, errorTitle=column.heading, error=said(message),
            errorStyle="stop" if stops else "warning",
        )  # fmt: skip
        validation.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(validation)


def _help(sheet: "Worksheet") -> None:
    from openpyxl.styles import Alignment, Font

    text = said(resources.path("guides", "missing-workbook.txt").read_text(encoding="utf-8"))
    helped = [f"{c.heading} : {c.help}" for c in missing_columns() if c.filled and c.help]
    for number, line in enumerate((*text.strip().splitlines(), *map(said, helped)), start=1):
        cell = sheet.cell(number, 1, line)
        cell.font = Font(bold=number == 1, size=14 if number == 1 else 11, color=INK)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[number].height = _LINE * (1 + len(line) // 95) + 5
    sheet.column_dimensions["A"].width = 110
    print_on_one_page_across(sheet)


_Layout = Sequence[tuple[int, MissingColumn]]


def read_missing(content: bytes) -> MissingContent:
    """Read a workbook of ours that was filled in; empty rows and cells are left out.

    Raises:
        UserError: ``workbook-…`` when it is too large, unreadable, or has not our headings.
    """
    check_workbook(content)
    name, rows = open_sheet(OpenedWorkbook(content), SHEET)
    layout = _layout(rows)
    found: list[FilledRow] = []
    bad: list[BadCell] = []
    for number, row in rows:
        if row is None:
            bad.append(BadCell(number, "", UserError("row-unreadable")))
            continue
        values, unreadable = _values(row, layout)
        bad += [BadCell(number, column, error) for column, error in unreadable]
        if values:
            filled = {c.key: values[c.key] for _, c in layout if c.filled and c.key in values}
            found.append(
                FilledRow(
                    number,
                    values.get("draft"),
                    values.get("body"),
                    values.get("known_siret"),
                    filled,
                )
            )
    return MissingContent(name, tuple(found), tuple(bad))


def _layout(rows: Rows) -> _Layout:
    """Read on until after the headings, and return which column stands where."""
    known = {fold(column.heading): column for column in missing_columns()}
    for _, row in islice(rows, HEADING_ROWS):
        texts = [fold(cells.shown(cell)) for cell in row or ()]
        layout = [(place, known[text]) for place, text in enumerate(texts) if text in known]
        keys = [column.key for _, column in layout]
        if set(keys) >= _NEEDED and len(keys) == len(set(keys)):
            return layout
    raise UserError("workbook-not-missing")


def _values(
    row: Row, layout: _Layout
) -> tuple[dict[str, str], list[tuple[str, UserError]]]:  # fmt: skip
    """Return the texts of a row, and the cells to be filled in that do not read."""
    values: dict[str, str] = {}
    unreadable = []
    for place, column in layout:
        if not (column.filled or column.key in _NEEDED):
            continue
        cell = row[place] if row and place < len(row) else None
        try:
            text = _text(column, cell)
        except UserError as error:
            unreadable.append((column.heading, error))
            continue
        if text:
            values[column.key] = text
    return values, unreadable


def _text(column: MissingColumn, cell: object) -> str | None:
    """Return a cell as a text; identifiers get back the zeros that a number lost.

    Raises:
        UserError: ``cell-unreadable``, or ``bad-choice`` where there is a list.
    """
    unreadable = UserError("cell-unreadable", value=cells.shown(cell))
    if isinstance(cell, _NO_TEXT):  # a spreadsheet takes « 12-11 » for a day
        raise unreadable
    try:
        if column.kind in ("siret", "postcode"):
            return cells.digits_only(cell, 14 if column.kind == "siret" else 5)
        text = cells.text(cell)
    except UnreadableCellError as error:
        raise unreadable from error
    if column.kind != "requires" or text is None:
        return text
    requirement = requirement_of(text)
    if requirement is None:
        choices = ", ".join(REQUIREMENT_WORDS.values())
        raise UserError("bad-choice", key=column.heading, value=cells.shown(cell), choices=choices)
    return requirement.value
