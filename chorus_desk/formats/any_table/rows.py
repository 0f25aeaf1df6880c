"""A list: one row a line, or one row an invoice; rows are gathered by the invoice they are of."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from chorus_desk.domain.finding import Severity
from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.deadline import Deadline
from chorus_desk.formats.any_table.gathered import (
    AMOUNTS,
    OF_THE_LINE,
    Aside,
    Gathered,
    Place,
    Remark,
    TakenCell,
    Unread,
    Values,
    param,
    read_into,
    remark,
    said_of,
    say_all,
    writing_of,
)
from chorus_desk.formats.any_table.grid import Cell, Grid, Row, is_empty
from chorus_desk.formats.any_table.headings import tokens
from chorus_desk.formats.any_table.layout import Column, Table, columns_by_key
from chorus_desk.formats.any_table.sums import is_total, sum_of
from chorus_desk.formats.any_table.vocabulary import kind_of
from chorus_desk.formats.spreadsheet.rows import SkippedRow

_PRICED = ("quantity", "unit_price", "unit_price_gross")
_OF_EITHER = frozenset({"discount", "discount_rate", "prepaid", "due", "kind"})
"""What a row may say for itself as well as for its invoice."""
_NO_INVOICES = frozenset({"purchase", "quote", "payment"})
_IDENTITY = ("number", "issue_date", "buyer_siret", "buyer_name")


@dataclass
class Reading:
    """What the rows of a sheet give."""

    deadline: Deadline = field(default_factory=Deadline)
    groups: list[Gathered] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    rows: int = 0
    taken: list[TakenCell] = field(default_factory=list)
    """Cells of forms beside their lines."""


@dataclass(frozen=True, slots=True)
class RowOf:
    """A row of a table, read."""

    values: Values
    remarks: Sequence[Remark]
    unread: Sequence[Unread]


class RowReader:
    """Reads the rows of one table by the meanings of its columns."""

    def __init__(self, grid: Grid, table: Table) -> None:
        self._grid = grid
        self._headings = {c.position: c.heading for c in table.columns}
        body = grid.rows[table.heading_row : table.body_end]
        self._columns = [
            (column.position, meaning, writing_of(meaning, _cells(body, column)))
            for column, meaning in columns_by_key(table.columns)
        ]

    def read(self, number: int) -> RowOf:
        """Read a row, numbered from one."""
        row = self._grid.rows[number - 1]
        width, lost = len(row), self._grid.without_value
        found = Values(number)
        remarks: list[Remark] = []
        unread: list[Unread] = []
        for position, meaning, writing in self._columns:
            cell = row[position - 1] if position <= width else ""
            if is_empty(cell):
                if lost and (number, position) in lost:
                    place = Place(self._grid.sheet, number, position)
                    unread.append(Unread(place, self._headings[position], "formula", ""))
                continue
            read = read_into(found, meaning, cell, writing, self._grid.from_1904)
            if read is None:
                continue
            said = said_of(read, meaning, cell, Place(self._grid.sheet, number, position))
            if isinstance(said, Remark):
                remarks.append(said)
            elif isinstance(said, Unread):
                unread.append(replace(said, heading=self._headings[position]))
        return RowOf(found, remarks, unread)


def _cells(body: Sequence[Row], column: Column) -> list[Cell]:
    return [row[column.position - 1] for row in body if len(row) >= column.position]


def read_list(grid: Grid, table: Table, reading: Reading) -> None:
    """Read a list of invoices into ``reading``; each row is taken, skipped or left aside."""
    _List(grid, table, reading).read()


class _List:
    def __init__(self, grid: Grid, table: Table, reading: Reading) -> None:
        self._grid, self._table, self._reading = grid, table, reading
        self._reader = RowReader(grid, table)
        self._groups: dict[tuple[object, ...], Gathered] = {}
        self._current: Gathered | None = None
        self._number_column = next(
            (c.position for c, m in columns_by_key(table.columns) if m.key == "number"), None
        )
        self._identifying = [
            c.position for c, m in columns_by_key(table.columns) if m.key in _IDENTITY
        ]
        at = {m.key: c.position - 1 for c, m in columns_by_key(table.columns)}
        self._telling_no_sum = {at.get("vat_rate"), at.get("unit"), at.get("kind")}
        self._line_of = [at[key] for key in ("quantity", "unit_price") if key in at][:2]
        if len(self._line_of) < 2:
            self._line_of = []
        self._headings = {m.key: c.heading for c, m in columns_by_key(table.columns)}
        self._with_lines = table.has("quantity", "unit_price", "unit_price_gross")
        self._only_amount = _is_only_amount(table)

    def read(self) -> None:
        for number in range(self._table.heading_row + 1, self._table.body_end + 1):
            self._reading.deadline.check()
            row = self._grid.rows[number - 1]
            if number in self._grid.unreadable_rows:
                self._reading.rows += 1
                self._skip(SkippedRow(number, self._grid.sheet, "unreadable"))
                if self._current is not None:
                    self._current.rows.append((self._grid.sheet, number))
                continue
            filled = [(i, cell) for i, cell in enumerate(row) if not is_empty(cell)]
            reason = self._why_aside(row, number, filled) if filled else "empty"
            if not reason:
                self._take(number)
            elif filled:
                text = str(filled[0][1])[:80]
                self._reading.asides.append(Aside(self._grid.sheet, number, reason, text))
        self._reading.groups.extend(self._groups.values())

    def _why_aside(self, row: Row, number: int, filled: Sequence[tuple[int, Cell]]) -> str:
        texts = [(i, cell) for i, cell in filled if isinstance(cell, str)]
        if len(filled) == 1 and texts:
            return "note"
        if not any(len(row) >= p and not is_empty(row[p - 1]) for p in self._identifying):
            if any(self._sums_up(row, i, text) for i, text in texts):
                return "total"
        elif (
            texts and texts[0] == filled[0] and self._sums_up(row, *texts[0])
            and not self._has_number(row)
        ):  # fmt: skip
            return "total"
        if number == self._table.heading_row + 1 and _is_technical([cell for _, cell in filled]):
            return "heading"
        return ""

    def _sums_up(self, row: Row, position: int, text: str) -> bool:
        """Return whether a text makes its row a sum: « TVA 20 % » as a rate does not."""
        if position in self._telling_no_sum or not is_total(text):
            return False
        whole = self._line_of and all(
            i < len(row) and values.is_number(row[i]) for i in self._line_of
        )
        return not whole or sum_of(text) in ("net", "gross")

    def _has_number(self, row: Row) -> bool:
        column = self._number_column
        if column is None or column > len(row):
            return False
        cell = row[column - 1]
        return not is_empty(cell) and not is_total(str(cell))

    def _take(self, number: int) -> None:
        self._reading.rows += 1
        read = self._reader.read(number)
        found = read.values
        kind = kind_of(found.text("kind"))
        if kind in _NO_INVOICES:
            self._reading.asides.append(Aside(self._grid.sheet, number, kind))
            return
        if not found.found and not found.bases and not read.unread:
            self._reading.asides.append(Aside(self._grid.sheet, number, "nothing"))
            return
        group = self._group(found, number)
        if group is None:
            self._skip(SkippedRow(number, self._grid.sheet, "no-number"))
            return
        group.rows.append((self._grid.sheet, number))
        if number in self._grid.hidden_rows:
            place = Place(self._grid.sheet, number, 1)
            group.say("CD-TABLE-HIDDEN", Severity.WARNING, place, row=str(number))
        say_all(group, read.remarks)
        for cell in read.unread:
            self._unread(group, cell, number)
        unvalued = "description" in found.found and any(c.kind == "formula" for c in read.unread)
        if unvalued or self._has_line(found):
            group.lines.append(found)

    def _group(self, found: Values, number: int) -> Gathered | None:
        """Return the invoice a row is of: the one it names, else that of the row above."""
        key = tuple(found.found.get(name) for name in _IDENTITY)
        numbered = self._number_column is not None
        if numbered and key[0] is None:
            if self._current is not None and not any(key[1:]):
                return self._current
            if any(key[1:]) and self._current is not None and self._agrees(found):
                return self._current
            return None
        if not numbered and not any(key):
            return self._current
        group = self._groups.get(key)
        if group is None and self._current is not None and self._agrees(found):
            group = self._current  # the head stands whole on its first row alone
        if group is None:
            group = Gathered(self._grid.sheet, number, Values(number, dict(found.found)))
            group.header.bases, group.header.taxes = found.bases, found.taxes
            group.of_a_list = True
            group.amount_unclear = self._only_amount
            self._groups[key] = group
        self._current = group
        for name, value in found.found.items():
            if name not in OF_THE_LINE and name not in AMOUNTS:
                kept = group.header.found.setdefault(name, value)
                if kept != value and name not in _OF_EITHER:
                    self._disagree(group, number, name, value, kept)
        return group

    def _disagree(
        self, group: Gathered, number: int, name: str, value: object, kept: object
    ) -> None:
        """Say, once for a column, that a row gives another value for the whole invoice."""
        if (name, 0) in group.said:
            return
        group.said.add((name, 0))
        group.findings.append(remark(
            "CD-ROWS-DISAGREE", Severity.WARNING, row=number, sheet=self._grid.sheet,
            column=self._headings[name], value=param(value), kept=param(kept),
        ))  # fmt: skip

    def _agrees(self, found: Values) -> bool:
        """Return whether a row says of its invoice only what the one above said."""
        assert self._current is not None
        head = self._current.header.found
        named = [name for name in _IDENTITY if name in found.found]
        return bool(named) and all(head.get(name) == found.found[name] for name in named)

    def _unread(self, group: Gathered, cell: Unread, number: int) -> None:
        if cell.kind == "formula":
            group.say("CD-TABLE-FORMULA", Severity.WARNING, cell.place, column=cell.heading)
            return
        self._skip(SkippedRow(number, self._grid.sheet, cell.kind, cell.heading, cell.value), group)

    def _skip(self, skipped: SkippedRow, group: Gathered | None = None) -> None:
        self._reading.skipped.append(skipped)
        group = group or self._current
        if group is not None:
            group.broken = True

    def _has_line(self, found: Values) -> bool:
        """Return whether a row holds a line: its head alone, or the tax of another, is none."""
        if self._with_lines and not found.bases:
            return any(key in found.found for key in _PRICED) or {
                "description", "net"
            } <= found.found.keys()  # fmt: skip
        return bool(found.bases) or any(k in found.found for k in ("description", *AMOUNTS))


def _is_only_amount(table: Table) -> bool:
    """Return whether a table gives one amount and does not say whether VAT is in it."""
    if table.has(
        "gross", "vat", "unit_price", "unit_price_gross", "vat_base", "vat_rate", "vat_amount"
    ):
        return False
    net = next((c for c, m in columns_by_key(table.columns) if m.key == "net"), None)
    return net is not None and not {"ht", "hors", "net", "netto"} & set(tokens(net.heading))


def _is_technical(filled: Sequence[object]) -> bool:
    """Return whether a row under the headings names the same columns for a machine."""
    return len(filled) > 3 and all(
        isinstance(cell, str) and "." in cell and " " not in cell and not cell[:1].isdigit()
        for cell in filled
    )
