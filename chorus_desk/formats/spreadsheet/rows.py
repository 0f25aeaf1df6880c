"""The rows of the program's own workbook: read, and gathered by invoice; a bad row is named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.formats.spreadsheet import cells
from chorus_desk.formats.spreadsheet.cells import TooLargeCellError, UnreadableCellError
from chorus_desk.formats.spreadsheet.columns import (
    KINDS,
    SHEET,
    WorkbookColumn,
    by_heading,
    columns,
    fold,
)
from chorus_desk.formats.spreadsheet.sheets import (
    HEADING_ROWS,
    OpenedWorkbook,
    Row,
    Rows,
    open_sheet,
)


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that could not be read: where it is, why (a code), and the value that is wrong."""

    row: int
    sheet: str
    reason: str
    column: str = ""
    value: str = ""


@dataclass
class Group:
    """The rows of one invoice, as they come."""

    number: str
    header: dict[str, object] = field(default_factory=dict)
    lines: list[Mapping[str, object]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the rows of a sheet give: the invoices in their order, and what could not be read."""

    groups: Sequence[Group]
    rows_read: int
    skipped: tuple[SkippedRow, ...]


def gather(workbook: OpenedWorkbook) -> Gathered:
    """Read the rows of the program's own workbook.

    Raises:
        UserError: ``workbook-unreadable``, or ``workbook-not-ours`` when it has not our headings.
    """
    return gather_rows(*open_sheet(workbook, SHEET))


def gather_rows(sheet: str, rows: Rows) -> Gathered:
    """Gather the rows of a sheet that was opened.

    Raises:
        UserError: ``workbook-not-ours``.
    """
    reading = _Reading(sheet, _headings(rows))
    for number, row in rows:
        reading.take(number, row)
    return Gathered(tuple(reading.groups.values()), reading.rows, tuple(reading.skipped))


def note(rule: str, severity: Severity, **params: str | int) -> Finding:
    """Return a finding on the reading of a workbook."""
    return Finding(rule=rule, severity=severity, source=Source.IMPORT, params=params)


_Layout = Sequence[tuple[int, WorkbookColumn]]


def _headings(rows: Rows) -> _Layout:
    """Read on until after the headings, and return which column stands where."""
    known = by_heading()
    for _, row in islice(rows, HEADING_ROWS):
        layout = [
            (position, known[fold(str(cell))])
            for position, cell in enumerate(row or ())
            if fold(str(cell)) in known
        ]
        present = {column.key for _, column in layout}
        if {column.key for column in columns() if column.required} <= present:
            return layout
    raise UserError("workbook-not-ours")


@dataclass
class _Reading:
    """The rows of a sheet as they come, gathered by invoice."""

    sheet: str
    layout: _Layout
    groups: dict[str, Group] = field(default_factory=dict)
    skipped: list[SkippedRow] = field(default_factory=list)
    rows: int = 0
    current: Group | None = None
    """The invoice of the row above: a row without a number is one of its own."""

    def take(self, number: int, row: Row) -> None:
        """Take a row; what is wrong with it is named, and breaks its invoice."""
        if row is None:
            self.rows += 1
            self._skip(SkippedRow(number, self.sheet, "unreadable"))
            return
        raw = {c.key: row[index] for index, c in self.layout if row[index] not in ("", None)}
        if not raw:
            return
        self.rows += 1
        values, problems = _values(raw, self.layout)
        if "number" in values:
            name = str(values["number"])
            self.current = self.groups.setdefault(name, Group(name))
        for column, reason in problems:
            value = cells.shown(raw[column.key])
            self._skip(SkippedRow(number, self.sheet, reason, column.heading, value))
        if problems:
            return
        if self.current is None:
            self._skip(SkippedRow(number, self.sheet, "no-number"))
        else:
            _take(self.current, values, number, self.sheet)

    def _skip(self, skipped: SkippedRow) -> None:
        self.skipped.append(skipped)
        if self.current is not None:
            self.current.broken = True


def _values(
    raw: Mapping[str, object], layout: _Layout
) -> tuple[dict[str, object], list[tuple[WorkbookColumn, str]]]:
    values: dict[str, object] = {}
    problems = []
    for _, column in layout:
        if column.key not in raw:
            continue
        try:
            value = _READERS[column.kind](raw[column.key])
        except TooLargeCellError:
            problems.append((column, "too-large"))
            continue
        except UnreadableCellError:
            problems.append((column, column.kind))
            continue
        if value is not None:
            values[column.key] = value
    return values, problems


def _kind(cell: object) -> str | None:
    typed = cells.text(cell)
    if typed is None:
        return None
    code = KINDS.get(fold(typed))
    if code is None:
        raise UnreadableCellError
    return code


def _framework(cell: object) -> str | None:
    typed = cells.text(cell)
    return typed.upper() if typed else None


_READERS = {
    "text": cells.text, "kind": _kind, "date": cells.day, "framework": _framework,
    "siret": lambda cell: cells.digits_only(cell, 14),
    "postcode": lambda cell: cells.digits_only(cell, 5),
    "amount": cells.number, "price": cells.number, "quantity": cells.number,
    "rate": cells.number, "unit": cells.text, "exemption": cells.text,
}  # fmt: skip
_OF_LINE = frozenset(column.key for column in columns() if column.of_line)


def _take(group: Group, values: Mapping[str, object], row: int, sheet: str) -> None:
    """Add a row to its invoice; what it says anew of the invoice must agree with what stands."""
    for key, value in values.items():
        if key in _OF_LINE:
            continue
        known = group.header.setdefault(key, value)
        if known != value:
            heading = next(column.heading for column in columns() if column.key == key)
            group.findings.append(
                note("CD-ROWS-DISAGREE", Severity.WARNING, row=row, sheet=sheet,
                         column=heading, value=str(value), kept=str(known))
            )  # fmt: skip
    line = {key: value for key, value in values.items() if key in _OF_LINE}
    if line:
        group.lines.append(line)
