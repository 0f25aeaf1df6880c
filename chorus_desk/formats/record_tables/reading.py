"""Reads the rows of a table of records; what cannot be read is named, and is no value."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.gathered import Aside
from chorus_desk.formats.any_table.grid import Grid, Row, is_empty
from chorus_desk.formats.any_table.mapping import Mapping as TableMapping
from chorus_desk.formats.any_table.mapping import kept_for
from chorus_desk.formats.any_table.reading import TableContent, Understood, understand
from chorus_desk.formats.any_table.sums import is_total
from chorus_desk.formats.any_table.values import UNTOLD, UnreadableValueError, Writing
from chorus_desk.formats.record_tables.cells import READERS, portal_statuses, reads, writing_of
from chorus_desk.formats.record_tables.layout import RecordTable, find_table, told_table
from chorus_desk.formats.record_tables.targets import Target, targets

_T = TypeVar("_T")
_SAMPLE = 200
_SUM = re.compile(r"(?:sous[ -]?|grand )?tota(?:l|ux)(?: general| ht| ttc)?")


@dataclass(frozen=True, slots=True)
class CellRemark:
    """Something to say of one cell: ``code`` is ``unreadable``, ``formula`` or why it is in doubt.

    ``key`` is what its column means.
    """

    code: str
    key: str
    heading: str
    value: str


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its values by what they mean, and what is to be said of its cells."""

    sheet: str
    row: int
    values: Mapping[str, object]
    remarks: tuple[CellRemark, ...] = ()

    def get(self, key: str, kind: type[_T]) -> _T | None:
        """Return a value of a type, None where there is none of it."""
        value = self.values.get(key)
        return value if isinstance(value, kind) else None

    def unread(self, key: str) -> CellRemark | None:
        """Return the remark on a cell that holds something which cannot be read."""
        return next(
            (r for r in self.remarks if r.key == key and r.code in ("unreadable", "formula")), None
        )


@dataclass(frozen=True, slots=True)
class RecordsRead:
    """What a file holds of one kind of records."""

    kind: str
    records: tuple[Record, ...] = ()
    asides: tuple[Aside, ...] = ()
    understood: tuple[Understood, ...] = ()


def read_records(
    grids: Sequence[Grid], kind: str, mapping: TableMapping | None = None,
    kept: Sequence[TableMapping] = (),
) -> RecordsRead:  # fmt: skip
    """Read every sheet of a file as a table of one kind, whatever else it might be.

    Without a ``mapping``, the one ``kept`` for tables of these very headings is used. A sheet
    without a table of that kind is left aside (``no-table``).
    """
    target = targets()[kind]
    records: list[Record] = []
    asides: list[Aside] = []
    understood: list[Understood] = []
    for grid in grids:
        table = find_table(grid, target, mapping or kept_for(grid, kept))
        if table is None or not _has_needed(table, target):
            if any(not is_empty(cell) for row in grid.rows for cell in row):
                asides.append(Aside(grid.sheet, 0, "no-table"))
            if table is not None:  # shown all the same: a person can say what the columns are
                understood.append(_understood(grid, table, kind))
            continue
        understood.append(_understood(grid, table, kind))
        for found in _rows(grid, table, target):
            if isinstance(found, Aside):
                asides.append(found)
            else:
                records.append(found)
    return RecordsRead(kind, tuple(records), tuple(asides), tuple(understood))


def kind_of(grids: Sequence[Grid], content: TableContent | None = None) -> str | None:
    """Return the kind of records that a file is surely of, None where it may be of invoices.

    ``content``: the invoices that were read from it, where they were.
    """
    if content is not None and _holds_invoices(content):
        return None
    for kind, target in targets().items():
        for grid in grids:
            table = told_table(grid, target) if grid.visible else None
            if table is None or not _has_needed(table, target):
                continue
            if not table.spoken_against or _is_of_the_portal(grid, table):
                known = content is not None or not _holds_invoices(understand(grids))
                return kind if known else None
    return None


def _holds_invoices(content: TableContent) -> bool:
    """Return whether an invoice with a number and a line in words was read."""
    return any(
        item.invoice.number and any(line.description for line in item.invoice.lines)
        for item in content.invoices
    )


def _is_of_the_portal(grid: Grid, table: RecordTable) -> bool:
    """Return whether statuses that only the State's portal gives stand beside numbers."""
    column = table.positions.get("status")
    if column is None:
        return False
    told = 0
    for number in range(table.heading_row + 1, table.heading_row + 1 + _SAMPLE):
        cell = grid.cell(number, column)
        if not is_empty(cell) and reads(cell, "status", grid):
            read = READERS["status"](cell, grid, UNTOLD)
            told += read is not None and read.value in portal_statuses()
    return told > 0


def _has_needed(table: RecordTable, target: Target) -> bool:
    return all(datum.key in table.positions for datum in target.data if datum.needed)


def _understood(grid: Grid, table: RecordTable, kind: str) -> Understood:
    return Understood(grid.sheet, table.heading_row, kind, table.columns)


def _rows(grid: Grid, table: RecordTable, target: Target) -> Iterator[Record | Aside]:
    columns = [
        (column.position, column.heading, column.meaning.key, _reader(target, column.meaning.key))
        for column in table.columns if column.meaning is not None
    ]  # fmt: skip
    writings = {
        position: writing_of(reader, [row[position - 1] for row in grid.rows[table.heading_row :]
                                      if position <= len(row)])
        for position, _, _, reader in columns
    }  # fmt: skip
    heading = _folded(grid.rows[table.heading_row - 1])
    for number in range(table.heading_row + 1, len(grid.rows) + 1):
        row = grid.rows[number - 1]
        if number in grid.unreadable_rows:
            yield Record(grid.sheet, number, {}, (CellRemark("unreadable", "", "", ""),))
            continue
        filled = [cell for cell in row if not is_empty(cell)]
        if not filled:
            continue
        reason = _why_no_record(row, filled, heading, len(columns))
        if reason:
            yield Aside(grid.sheet, number, reason)
            continue
        yield _record(grid, number, columns, writings)


def _reader(target: Target, key: str) -> str:
    datum = target.datum(key)
    assert datum is not None
    return datum.reads


def _why_no_record(
    row: Row, filled: Sequence[object], heading: tuple[str, ...], columns: int
) -> str:
    """Return why a row is no record: the headings again, a sum, a note between records."""
    if _folded(row) == heading:
        return "heading"
    first = filled[0]
    if isinstance(first, str) and is_total(first):
        # « TOTAL Énergies » may be a customer, and « Acompte 30 % » is sold.
        alone = _SUM.fullmatch(fold(first).strip(" :."))
        if alone or 2 * len(filled) <= columns + 1:
            return "total"
    return "note" if len(filled) == 1 and columns > 2 else ""


def _folded(row: Row) -> tuple[str, ...]:
    return tuple(str(cell).strip() for cell in row if not is_empty(cell))


def _record(
    grid: Grid, number: int, columns: Sequence[tuple[int, str, str, str]],
    writings: Mapping[int, Writing],
) -> Record:  # fmt: skip
    found: dict[str, object] = {}
    remarks: list[CellRemark] = []
    for position, heading, key, reader in columns:
        cell = grid.cell(number, position)
        if is_empty(cell):
            if (number, position) in grid.without_value:
                remarks.append(CellRemark("formula", key, heading, ""))
            continue
        try:
            read = READERS[reader](cell, grid, writings[position])
        except UnreadableValueError:
            remarks.append(CellRemark("unreadable", key, heading, values.shown(cell)))
            continue
        if read is not None:
            found[key] = read.value
            if read.reason:
                remarks.append(CellRemark(read.reason, key, heading, values.shown(cell)))
    return Record(grid.sheet, number, found, tuple(remarks))
