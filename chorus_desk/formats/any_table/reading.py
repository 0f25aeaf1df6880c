"""Reads people's own tables: every sheet is understood, its rows become invoices or are named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chorus_desk.domain.finding import Finding, Severity
from chorus_desk.domain.invoice import Invoice
from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.currency import foreign_currency
from chorus_desk.formats.any_table.days_of_month import date_by_sheet
from chorus_desk.formats.any_table.deadline import Deadline
from chorus_desk.formats.any_table.delimited import read_delimited
from chorus_desk.formats.any_table.drafts import amounts_are_of_lines, build
from chorus_desk.formats.any_table.forms import read_form
from chorus_desk.formats.any_table.gathered import (
    OF_THE_LINE,
    Aside,
    Gathered,
    Place,
    TakenCell,
    remark,
)
from chorus_desk.formats.any_table.grid import Grid, is_empty
from chorus_desk.formats.any_table.headings import EXACT, tokens
from chorus_desk.formats.any_table.label_sheets import read_label_sheet
from chorus_desk.formats.any_table.layout import Column, Table, columns_by_key, find_tables
from chorus_desk.formats.any_table.mapping import Mapping, kept_for
from chorus_desk.formats.any_table.parts import is_of_heads, is_of_lines
from chorus_desk.formats.any_table.reasons_column import without_reasons
from chorus_desk.formats.any_table.rows import Reading, read_list
from chorus_desk.formats.any_table.vocabulary import words_of
from chorus_desk.formats.any_table.workbooks import read_workbook_grids
from chorus_desk.formats.spreadsheet.rows import SkippedRow
from chorus_desk.formats.spreadsheet.sheets import OpenedWorkbook

_NOTES = 40
"""First and last rows of a sheet that are looked at for a note on VAT."""
_HEADS = "heads"
"""A list of who and when, whose lines stand on another sheet."""
_OF_A_LIST = ("description", "net", "unit_price", "unit_price_gross")
_NO_YEAR = 0
WORKBOOKS = frozenset({"xlsx", "ods", "xls"})


@dataclass(frozen=True, slots=True)
class TableInvoice:
    """An invoice of a table; ``broken`` when one of its rows could not be read."""

    invoice: Invoice
    findings: tuple[Finding, ...]
    broken: bool
    sheet: str
    row: int
    rows: tuple[tuple[str, int], ...] = ()
    """Sheet and number of each row it comes from."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What the columns of one sheet were taken for, its headings' row from one."""

    sheet: str
    heading_row: int
    layout: str
    """``list`` or ``form``."""
    columns: tuple[Column, ...]
    first: int = 1
    body_end: int = 0
    """Rows of the table, ends included."""
    cells: tuple[TakenCell, ...] = ()
    """Cells of a form beside its lines, and what each was taken for."""
    kept: Mapping | None = None
    """The mapping that was kept for tables of its headings, where it was used."""
    reason: str = ""
    """Why no invoice was read from it, "" where one could be."""

    @property
    def table(self) -> Table:
        """The table that was understood."""
        return Table(self.first, self.heading_row, self.body_end, self.columns)


@dataclass(frozen=True, slots=True)
class TableContent:
    """What a file of tables holds."""

    invoices: tuple[TableInvoice, ...]
    rows_read: int
    skipped: tuple[SkippedRow, ...]
    asides: tuple[Aside, ...]
    understood: tuple[Understood, ...]
    left: tuple[Understood, ...] = ()
    """Tables that were left aside as a whole, and what their columns would be."""


def read_grids(
    content: bytes, kind: str, name: str = "", *, opened: OpenedWorkbook | None = None,
    deadline: Deadline | None = None,
) -> tuple[Grid, ...]:  # fmt: skip
    """Return the sheets of a file: a workbook (``xlsx, ods, xls``), or else a delimited text.

    The only sheet of a text takes the ``name`` of its file. ``opened``: the workbook, where it was
    found safe and opened already.

    Raises:
        UserError: as ``read_workbook_grids`` and ``read_delimited``.
    """
    if kind in WORKBOOKS:
        return read_workbook_grids(content, kind, opened=opened, deadline=deadline)
    grid = read_delimited(content, name)
    if deadline is not None:
        deadline.allow(len(grid.rows))
    return (grid,)


def understand(
    grids: Iterable[Grid], mapping: Mapping | None = None, kept: Sequence[Mapping] = (),
    deadline: Deadline | None = None,
) -> TableContent:  # fmt: skip
    """Understand the sheets of a file: its invoices, and what was left; nothing in it is an error.

    Without a ``mapping``, the one ``kept`` for tables of these very headings is used.

    Raises:
        UserError: ``table-too-slow``.
    """
    deadline = deadline or Deadline()
    reading = Reading(deadline)
    understood: list[Understood] = []
    left: list[Understood] = []
    built: list[TableInvoice] = []
    lists: list[list[Gathered]] = []
    heads: list[tuple[Grid, Understood]] = []
    exemption = None
    for sheet in grids:
        before, grid = len(reading.groups), without_reasons(sheet)
        used = None if mapping else kept_for(grid, kept)
        for found in _tables(grid, mapping or used, reading):
            if found.layout == _HEADS:
                heads.append((grid, replace(found, kept=used, layout="list")))
            else:
                (left if found.reason else understood).append(replace(found, kept=used))
        if len(reading.groups) == before:
            exemption = exemption or _exemption(grid, alone=False)
        lists.append(reading.groups[before:])
    for grid, found in heads:
        before = len(reading.groups)
        if _read_heads(grid, found.table, reading):
            understood.append(found)
            lists.append(reading.groups[before:])
        else:
            left.append(replace(found, reason="no-amount"))
    for group in reading.groups:  # a sheet of settings may say it for the others
        group.exemption = group.exemption or exemption
    joined = list(_joined(lists, reading))  # each is whole before any is built
    lists.clear()
    reading.groups.clear()
    for groups in joined:
        of_lines = amounts_are_of_lines(groups)
        groups.reverse()
        while groups:  # what was gathered goes as its invoice comes
            deadline.check()
            built.append(_built(groups.pop(), of_lines=of_lines))
    return TableContent(
        tuple(_named_twice(_lines_alone(built, understood))), reading.rows,
        tuple(reading.skipped), tuple(reading.asides), tuple(understood), tuple(left),
    )  # fmt: skip


def _tables(grid: Grid, mapping: Mapping | None, reading: Reading) -> Iterable[Understood]:
    if mapping is not None and mapping.leaves(grid.sheet):
        reading.asides.append(Aside(grid.sheet, 0, "told"))
        return
    tables = find_tables(grid, mapping, reading.deadline)
    if not tables:
        taken = len(reading.taken)
        sheet = read_label_sheet(grid, reading, mapping)
        if sheet is not None:
            yield _understood(grid, sheet, "form", reading.taken[taken:])
        elif any(not is_empty(cell) for row in grid.rows for cell in row):
            reading.asides.append(Aside(grid.sheet, 0, "no-table"))
        return
    exemption = None if len(tables) > 1 else _exemption(grid)
    for table in tables:
        reason = _why_no_invoice(table)
        if reason == "no-amount" and is_of_heads(table):
            yield _understood(grid, table, _HEADS)
        elif reason:
            reading.asides.append(Aside(grid.sheet, table.heading_row, reason))
            yield _understood(grid, table, "list", reason=reason)
        else:
            yield _read_table(grid, table, mapping, reading, exemption)


def _read_table(
    grid: Grid, table: Table, mapping: Mapping | None, reading: Reading, exemption: str | None
) -> Understood:
    before, taken = len(reading.groups), len(reading.taken)
    layout = "list" if _is_list(table) else "form"
    if layout == "list":
        read_list(grid, table, reading)
        date_by_sheet(grid, table, reading.groups[before:], mapping)
    else:
        read_form(grid, table, reading, mapping)
    currency = foreign_currency(grid, table)
    for group in reading.groups[before:]:
        group.exemption = group.exemption or exemption
        group.currency = currency
        _say_guesses(group, table)
        if not grid.visible:
            group.findings.append(
                remark("CD-TABLE-HIDDEN-SHEET", Severity.WARNING, sheet=grid.sheet)
            )
    return _understood(grid, table, layout, reading.taken[taken:])


def _understood(
    grid: Grid, table: Table, layout: str, cells: Iterable[TakenCell] = (), *, reason: str = ""
) -> Understood:
    return Understood(
        grid.sheet, table.heading_row, layout, table.columns, table.first, table.body_end,
        tuple(cells), reason=reason,
    )  # fmt: skip


def _read_heads(grid: Grid, table: Table, reading: Reading) -> bool:
    """Read a list of heads whose lines stand on another sheet; return whether any does."""
    numbers = {group.header.text("number") for group in reading.groups} - {None}
    own = Reading(reading.deadline)
    read_list(grid, table, own)
    without = [g for g in own.groups if g.header.text("number") not in numbers]
    if len(without) == len(own.groups):
        reading.asides.append(Aside(grid.sheet, table.heading_row, "no-amount"))
        return False
    own.groups = [g for g in own.groups if g.header.text("number") in numbers]
    own.asides += [Aside(grid.sheet, group.row, "no-lines") for group in without]
    reading.groups.extend(own.groups)
    reading.skipped.extend(own.skipped)
    reading.asides.extend(own.asides)
    reading.rows += own.rows
    return True


def _say_guesses(group: Gathered, table: Table) -> None:
    """Say which columns no known heading names, but part of one or the content."""
    for column, meaning in columns_by_key(table.columns):
        if meaning.confidence < EXACT:
            place = Place(group.sheet, table.heading_row, column.position)
            group.say("CD-TABLE-COLUMN-GUESSED", Severity.WARNING, place, column=column.heading)


def _is_list(table: Table) -> bool:
    return table.has("number") or (
        table.has("buyer_name", "buyer_siret") and table.has(*_OF_A_LIST)
    )


def _why_no_invoice(table: Table) -> str:
    if table.has("is_ledger"):
        return "ledger"
    if table.has("is_purchase"):
        return "purchase"
    if not table.has("number") and any(map(_numbers_quotes, table.columns)):
        return "quote"
    amounts = ("net", "gross", "unit_price", "unit_price_gross", "vat_base", "due")
    return "" if table.has(*amounts) else "no-amount"


def _numbers_quotes(column: Column) -> bool:
    """Return whether a column without a meaning has the numbers of quotes: ``Devis n°``."""
    words = set(tokens(column.heading))
    return column.meaning is None and bool(words_of("quotes") & words) and (
        words <= words_of("quotes") | {"numero", "reference", "ref"}
    )  # fmt: skip


def _exemption(grid: Grid, *, alone: bool = True) -> str | None:
    """Return the exemption that a note on a sheet names for all of it; ``alone`` on its row."""
    rows = list(grid.rows[:_NOTES]) + list(grid.rows[-_NOTES:])
    for row in rows:
        filled = [cell for cell in row if not is_empty(cell)]
        if alone and len(filled) != 1:
            continue
        for cell in filled:
            if isinstance(cell, str) and (found := values.without_vat(cell)):
                return found
    return None


def _joined(lists: Sequence[list[Gathered]], reading: Reading) -> Iterable[list[Gathered]]:
    """Bring together what sheets say of one invoice: its head on one, its lines on another."""
    fullest: dict[str, Gathered] = {}
    for group in (group for groups in lists for group in groups if group.of_a_list):
        number = group.header.text("number")
        known = fullest.get(number or "")
        if number and (known is None or _detail(group) > _detail(known)):
            fullest[number] = group
    with_lines = {g.header.text("number"): g for gs in lists for g in gs if not g.of_labels}
    for groups in lists:
        kept = []
        for group in groups:
            same = with_lines.get(group.header.text("number"))
            if group.of_labels and same is not None:
                reading.asides.append(Aside(group.sheet, group.row, "joined", same.sheet))
                continue
            other = fullest.get(group.header.text("number") or "")
            if other is None or other.sheet == group.sheet or not _fits(group, other):
                kept.append(group)
                continue
            reading.asides.append(Aside(group.sheet, group.row, "joined", other.sheet))
            _join(group, other)
        yield kept


def _fits(group: Gathered, other: Gathered) -> bool:
    """Return whether two sheets do not contradict each other on who and when."""
    mine, theirs = group.header.found, other.header.found
    shared = {"issue_date", "buyer_name", "buyer_siret"} & mine.keys() & theirs.keys()
    return group.of_a_list and all(mine[key] == theirs[key] for key in shared)


def _join(group: Gathered, other: Gathered) -> None:
    """Give an invoice what another sheet says of its head; its lines stay its own."""
    whole = len(group.lines) <= 1 and _detail(group) < 2
    other.broken = other.broken or group.broken
    other.rows += group.rows
    for key, value in group.header.found.items():
        if key in ("net", "vat", "gross"):
            if whole:
                other.header.found[key] = value
                other.header.row = group.header.row
        elif key not in OF_THE_LINE:
            other.header.found.setdefault(key, value)


def _detail(group: Gathered) -> int:
    """Return how much the lines of a group tell: quantity and price, one of them, or neither."""
    return max(
        (("quantity" in line.found) + ("unit_price" in line.found) for line in group.lines),
        default=0,
    )


def _built(group: Gathered, *, of_lines: bool) -> TableInvoice:
    invoice = build(group, of_lines=of_lines)
    return TableInvoice(
        invoice, tuple(group.findings), group.broken, group.sheet, group.row, tuple(group.rows)
    )


def _lines_alone(
    invoices: Iterable[TableInvoice], tables: Sequence[Understood]
) -> Iterable[TableInvoice]:
    """Say it where a table has the lines of an invoice, and nothing says when and for whom."""
    sheets = {table.sheet for table in tables if is_of_lines(table.table)}
    for item in invoices:
        invoice = item.invoice
        headed = invoice.issue_date or invoice.buyer.name or invoice.buyer.siret
        if item.sheet in sheets and not headed:
            alone = remark("CD-TABLE-ONLY-LINES", Severity.WARNING, sheet=item.sheet)
            item = replace(item, findings=(*item.findings, alone))  # noqa: PLW2901
        yield item


def _named_twice(invoices: Iterable[TableInvoice]) -> Iterable[TableInvoice]:
    """Say it where two invoices of a file bear one number in the same year, or without a day."""
    seen: dict[str, dict[int, TableInvoice]] = {}
    for item in invoices:
        number, day = item.invoice.number, item.invoice.issue_date
        if not number:
            yield item
            continue
        years, year = seen.setdefault(number, {}), day.year if day else _NO_YEAR
        first = next((known for of, known in years.items() if _NO_YEAR in (of, year) or of == year),
                     None)  # fmt: skip
        years.setdefault(year, item)
        if first is None:
            yield item
        else:
            twice = remark(
                "CD-TABLE-NUMBER-TWICE", Severity.WARNING, number=number, sheet=first.sheet,
                row=first.row,
            )  # fmt: skip
            yield replace(item, findings=(*item.findings, twice))
