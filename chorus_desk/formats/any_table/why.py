"""Why a cell was taken as it was, on demand: the cell is read again, nothing is kept of others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.form_sums import writing_of_form
from chorus_desk.formats.any_table.forms import ends_lines
from chorus_desk.formats.any_table.gathered import (
    Aside,
    Place,
    Remark,
    Unread,
    Values,
    take,
    writing_of,
)
from chorus_desk.formats.any_table.grid import Cell, Grid, is_empty
from chorus_desk.formats.any_table.headings import Meaning
from chorus_desk.formats.any_table.layout import Column
from chorus_desk.formats.any_table.reading import TableContent, Understood
from chorus_desk.formats.any_table.values import UNTOLD, Writing
from chorus_desk.formats.spreadsheet.rows import SkippedRow

_AROUND = 0
"""In place of a column's number: the cells of a form around its lines."""


class What(StrEnum):
    """What became of a cell."""

    READ = "read"
    """Its value is a datum of an invoice."""
    HEADING = "heading"
    """It names its column."""
    HEADING_ASIDE = "heading-aside"
    """It names a column that is not taken."""
    COLUMN_ASIDE = "column-aside"
    ROW_ASIDE = "row-aside"
    EMPTY = "empty"
    """Nothing stands where a datum was looked for."""
    UNREAD = "unread"
    """It does not hold what its place is for."""
    ROW_UNREAD = "row-unread"
    """Its whole row could not be taken."""
    NO_FORMULA_VALUE = "formula"
    SHEET_ASIDE = "sheet-aside"
    TABLE_ASIDE = "table-aside"
    """Its table holds no invoice."""
    OUTSIDE = "outside"
    """It stands beside, above or below what is read."""


@dataclass(frozen=True, slots=True)
class Why:
    """What became of one cell, and why."""

    what: What
    raw: str = ""
    """What stands in it, as a person sees it."""
    heading: str = ""
    """Of its column."""
    meaning: Meaning | None = None
    kept: bool = False
    """Whether a mapping that was kept said so."""
    value: object = None
    """What was read, where that is a datum."""
    reason: str = ""
    """Of a remark on the reading, of a row left aside, or of what cannot be read: a code."""
    doubtful: bool = False
    skipped: SkippedRow | None = None


class Explainer:
    """Says of the cells of one sheet what became of them."""

    def __init__(self, grid: Grid, content: TableContent) -> None:
        self._grid = grid
        self.tables = tables_of(content, grid.sheet)
        self._asides = {a.row: a for a in content.asides if a.sheet == grid.sheet}
        self._skipped: dict[int, list[SkippedRow]] = {}
        for row in content.skipped:
            if row.sheet == grid.sheet:
                self._skipped.setdefault(row.row, []).append(row)
        self._writings: dict[int, Writing] = {}

    def explain(self, row: int, column: int) -> Why:
        """Return what became of a cell, from one; it never raises."""
        cell = self._grid.cell(row, column)
        raw = "" if is_empty(cell) else values.shown(cell)
        if 0 in self._asides:
            return Why(What.SHEET_ASIDE, raw, reason=self._asides[0].reason)
        table = table_at(self.tables, row)
        if table is None:
            return Why(What.OUTSIDE, raw)
        named = next((c for c in table.columns if c.position == column), None)
        if table.reason:
            heading = named.heading if named else ""
            return Why(What.TABLE_ASIDE, raw, heading, reason=table.reason)
        return self._skipped_at(row, column, named, raw) or self._in_table(
            table, row, column, named
        )

    def _in_table(self, table: Understood, row: int, column: int, named: Column | None) -> Why:
        cell = self._grid.cell(row, column)
        raw = "" if is_empty(cell) else values.shown(cell)
        if row == table.heading_row and named is not None:
            what = What.HEADING if named.meaning else What.HEADING_ASIDE
            return Why(what, raw, named.heading, named.meaning, bool(table.kept))
        taken = next((t for t in table.cells if (t.place.row, t.place.column) == (row, column)),
                     None)  # fmt: skip
        if taken is not None:
            place, writing = Place(self._grid.sheet, row, column), self._writing_of_cells(table)
            return self._read(cell, raw, "", taken.meaning, place, writing=writing)
        return self._in_body(table, row, column, named)

    def _skipped_at(self, row: int, column: int, named: Column | None, raw: str) -> Why | None:
        skipped = self._skipped.get(row, ())
        place = str(Place(self._grid.sheet, row, column))
        heading = named.heading if named else ""
        for item in skipped:
            if item.column and item.column in (heading, place):
                meaning = named.meaning if named else None
                return Why(What.UNREAD, raw, heading, meaning, reason=item.reason, skipped=item)
        whole = next((item for item in skipped if not item.column), None)
        if whole is None:
            return None
        return Why(What.ROW_UNREAD, raw, heading, reason=whole.reason, skipped=whole)

    def _in_body(self, table: Understood, row: int, column: int, named: Column | None) -> Why:
        cell = self._grid.cell(row, column)
        raw = "" if is_empty(cell) else values.shown(cell)
        if row <= table.heading_row or not self.is_line(table, row):
            return Why(What.OUTSIDE, raw)
        aside: Aside | None = self._asides.get(row)
        if aside is not None:
            return Why(What.ROW_ASIDE, raw, reason=aside.reason)
        if named is None or named.meaning is None:
            return Why(What.COLUMN_ASIDE, raw, named.heading if named else "")
        if is_empty(cell):
            lost = (row, column) in self._grid.without_value
            what = What.NO_FORMULA_VALUE if lost else What.EMPTY
            return Why(what, raw, named.heading, named.meaning, bool(table.kept))
        place = Place(self._grid.sheet, row, column)
        return self._read(
            cell, raw, named.heading, named.meaning, place, kept=bool(table.kept),
            writing=self._writing(table, named, named.meaning),
        )  # fmt: skip

    def is_line(self, table: Understood, row: int) -> bool:
        """Return whether a row is among the lines: below a form's first sum none is."""
        if table.layout == "list":
            return row <= table.body_end
        body = self._grid.rows[table.heading_row : row]
        return not any(ends_lines(cells, table.table) for cells in body)

    def _writing(self, table: Understood, column: Column, meaning: Meaning) -> Writing:
        at = column.position
        if at not in self._writings:
            body = self._grid.rows[table.heading_row : table.body_end]
            cells = [row[at - 1] for row in body if len(row) >= at]
            self._writings[at] = writing_of(meaning, cells)
        return self._writings[at]

    def _writing_of_cells(self, table: Understood) -> Writing:
        """Return how the cells of a form around its lines are written."""
        if _AROUND not in self._writings:
            self._writings[_AROUND] = writing_of_form(self._grid, table.table)
        return self._writings[_AROUND]

    def _read(
        self, cell: Cell, raw: str, heading: str, meaning: Meaning, place: Place, *,
        kept: bool = False, writing: Writing = UNTOLD,
    ) -> Why:  # fmt: skip
        into = Values(place.row)
        said = take(into, meaning, cell, place, writing=writing,
                    from_1904=self._grid.from_1904)  # fmt: skip
        if isinstance(said, Unread):
            return Why(What.UNREAD, raw, heading, meaning, kept, reason=said.kind)
        value = into.found.get(meaning.key)
        if meaning.rate is not None:
            value = {**into.bases, **into.taxes}.get(meaning.rate)
        if value is None:
            value = into.exemption
        remark = said if isinstance(said, Remark) else None
        return Why(
            What.READ, raw, heading, meaning, kept, value, remark.reason if remark else "",
            remark.doubtful if remark else False,
        )  # fmt: skip


def tables_of(content: TableContent, sheet: str) -> tuple[Understood, ...]:
    """Return the tables of a sheet, those left aside too, from the top."""
    found = (table for table in (*content.understood, *content.left) if table.sheet == sheet)
    return tuple(sorted(found, key=lambda table: table.first))


def table_at(tables: Sequence[Understood], row: int) -> Understood | None:
    """Return the table that a row is of, None where it is of none."""
    return next((t for t in tables if t.first <= row <= max(t.body_end, t.heading_row)), None)


def explain(grid: Grid, content: TableContent, row: int, column: int) -> Why:
    """Return what became of one cell, and why; it never raises."""
    return Explainer(grid, content).explain(row, column)


def unread_cells(content: TableContent, sheet: str) -> Mapping[tuple[int, int], SkippedRow]:
    """Return the cells of a sheet that could not be read, by row and column; 0 for a whole row."""
    tables = tables_of(content, sheet)
    found = {}
    for item in content.skipped:
        if item.sheet == sheet:
            found[item.row, _position(tables, item)] = item
    return found


def _position(tables: Sequence[Understood], item: SkippedRow) -> int:
    table = table_at(tables, item.row)
    if not item.column or table is None:
        return 0
    at = next((c.position for c in table.columns if c.heading == item.column), 0)
    if at:
        return at
    return next(
        (t.place.column for t in table.cells
         if t.place.row == item.row and str(t.place) == item.column), 0,
    )  # fmt: skip
