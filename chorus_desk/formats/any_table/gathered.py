"""What the cells of a table give before they are an invoice: values, and remarks on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from chorus_desk.domain.finding import Finding, Param, Severity, Source
from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.grid import Cell, letters
from chorus_desk.formats.any_table.headings import Meaning, meanings
from chorus_desk.formats.any_table.values import UNTOLD, Read, UnreadableValueError, Writing
from chorus_desk.formats.spreadsheet.columns import unit_codes

_NUMBERS = frozenset({
    "quantity", "unit_price", "unit_price_gross", "net", "gross", "vat", "due", "prepaid",
    "discount", "discount_rate", "vat_base", "vat_amount",
})  # fmt: skip
_DAYS = frozenset({
    "issue_date", "due_date", "delivery_date", "period_start", "period_end",
})  # fmt: skip
OF_THE_LINE = frozenset({
    "description", "details", "quantity", "unit", "unit_price", "unit_price_gross", "vat_rate",
})  # fmt: skip
"""Meanings that are a line's own; amounts are a line's or the whole invoice's."""
AMOUNTS = frozenset({"net", "vat", "gross"})
_WHOLE = Decimal(1)
_TEXTS = frozenset(meanings()) - _NUMBERS - _DAYS - {"vat_rate", "buyer_siret"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands, from one."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class TakenCell:
    """A cell of a form that holds a datum of the invoice, and by what that was told."""

    place: Place
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Aside:
    """A row or a sheet that was left aside, and why (a code)."""

    sheet: str
    row: int
    reason: str
    text: str = ""


@dataclass(slots=True)
class Values:
    """The values of one row, by meaning; amounts by rate apart."""

    row: int
    found: dict[str, object] = field(default_factory=dict)
    bases: dict[Decimal, Decimal] = field(default_factory=dict)
    taxes: dict[Decimal, Decimal] = field(default_factory=dict)
    exemption: str | None = None

    def number(self, key: str) -> Decimal | None:
        """Return a number, None where there is none."""
        value = self.found.get(key)
        return value if isinstance(value, Decimal) else None

    def text(self, key: str) -> str | None:
        """Return a text, None where there is none."""
        value = self.found.get(key)
        return value if isinstance(value, str) else None

    def day(self, key: str) -> date | None:
        """Return a day, None where there is none."""
        value = self.found.get(key)
        return value if isinstance(value, date) else None


@dataclass(frozen=True, slots=True)
class Sum:
    """One of the sums of a form: its ``kind`` is that of ``table_rows.csv``."""

    kind: str
    amount: Decimal
    rate: Decimal | None
    """The percentage in the label or beside it."""
    place: Place
    """Where the amount stands."""
    said: "Remark | None" = None
    """What is to be said of how it was read."""


@dataclass(slots=True)
class Gathered:
    """The rows of one invoice as they come, with the remarks on reading them."""

    sheet: str
    row: int
    header: Values
    lines: list[Values] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    exemption: str | None = None
    of_a_list: bool = False
    of_labels: bool = False
    """Whether it is a sheet of labels without lines, which may only repeat another sheet."""
    currency: str | None = None
    """The foreign currency that a heading or the prices name."""
    amount_unclear: bool = False
    """Whether nothing says if the amount has VAT in it."""
    broken: bool = False
    sums: tuple[Sum, ...] = ()
    """What a form says under its lines."""
    said: set[tuple[str, int]] = field(default_factory=set)
    rows: list[tuple[str, int]] = field(default_factory=list)
    """Sheet and number of each row it comes from."""

    def say(self, rule: str, severity: Severity, place: Place, **params: Param) -> None:
        """Add a remark, once for a column: the same writing comes back on every row."""
        key = (rule, place.column)
        if severity is Severity.INFO and key in self.said:
            return
        self.said.add(key)
        self.findings.append(
            remark(rule, severity, sheet=place.sheet, cell=str(place), **params)
        )  # fmt: skip


def remark(rule: str, severity: Severity, **params: Param) -> Finding:
    """Return a finding on the reading of a table."""
    return Finding(rule=rule, severity=severity, source=Source.IMPORT, params=params)


REASONS: Mapping[str, str] = {
    "thousands": "CD-TABLE-THOUSANDS", "thousands-settled": "CD-TABLE-THOUSANDS-SETTLED",
    "day-or-month": "CD-TABLE-DAY-OR-MONTH", "month-first": "CD-TABLE-MONTH-FIRST",
    "serial": "CD-TABLE-SERIAL", "share": "CD-TABLE-SHARE", "zeros": "CD-TABLE-ZEROS",
    "unknown-rate": "CD-TABLE-RATE-UNKNOWN",
}  # fmt: skip
"""The remark that each doubt of ``values`` gives."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that does not hold what its column is for."""

    place: Place
    heading: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A value that was read otherwise than it stands, or in doubt."""

    place: Place
    reason: str
    doubtful: bool
    raw: str
    value: Param


def take(
    into: Values, meaning: Meaning, cell: Cell, place: Place, *,
    writing: Writing = UNTOLD, from_1904: bool = False,
) -> Remark | Unread | None:  # fmt: skip
    """Read a cell into the values of its row; return what is to be said of it, if anything."""
    return said_of(read_into(into, meaning, cell, writing, from_1904), meaning, cell, place)


def said_of(
    read: Read[object] | None, meaning: Meaning, cell: Cell, place: Place
) -> Remark | Unread | None:
    """Return what is to be said of a cell that was read by ``read_into``."""
    if read is None:
        return None
    if read is UNREADABLE:
        kind = "date" if meaning.key in _DAYS else "amount"
        return Unread(place, "", kind, values.shown(cell))
    return Remark(place, read.reason, read.doubtful, values.shown(cell), param(read.value))


UNREADABLE: Read[object] = Read(None, "unreadable")


def read_into(
    into: Values,
    meaning: Meaning,
    cell: Cell,
    writing: Writing,
    from_1904: bool,  # noqa: FBT001
) -> Read[object] | None:
    """Read a cell into the values of its row; return the reading where something is to be said.

    ``UNREADABLE`` stands for a cell that does not hold what its column is for. Called for every
    cell of a table, so it is written to be quick.
    """
    key = meaning.key
    if key in _TEXTS:
        typed = values.text(cell)
        if typed is not None:
            into.found[key] = typed
        return None
    if isinstance(cell, str):
        if key == "discount" and "%" in cell:
            key = "discount_rate"
        elif key == "vat_rate" and "%" not in cell:  # « art. 261-4-4° a » has numbers in it
            into.exemption = values.without_vat(cell)
            if into.exemption is not None:
                return None
    read = _read(key, cell, writing, from_1904)
    if read is UNREADABLE and key == "quantity":
        read = _with_unit(into, str(cell), writing)
    return read if read is None or read is UNREADABLE else _put(into, key, meaning.rate, read)


def _put(into: Values, key: str, rate: Decimal | None, read: Read[object]) -> Read[object] | None:
    """Put a value in its place; return the reading where something is to be said of it."""
    if rate is not None and key in ("vat_base", "vat_amount"):
        target = into.bases if key == "vat_base" else into.taxes
        if isinstance(read.value, Decimal) and read.value:
            target[rate] = read.value
    else:
        into.found[key] = read.value
    return read if read.reason else None


def _with_unit(into: Values, cell: str, writing: Writing) -> Read[object] | None:
    """Read « 3 h » or « 12 jours »: a quantity with a unit that is known."""
    parts = values.number_and_word(cell)
    if parts is None or fold(parts[1]) not in unit_codes():
        return UNREADABLE
    into.found.setdefault("unit", parts[1])
    return _read("quantity", parts[0], writing, False)


@lru_cache(maxsize=8192, typed=True)  # the same prices, days and rates come again row after row
def _read(key: str, cell: Cell, writing: Writing, from_1904: bool) -> Read[object] | None:  # noqa: FBT001
    found: Any  # a reading of a number, a day or a text; Read does not vary with its value
    try:
        if key in _NUMBERS:
            found = values.number(cell, decimal_sign=writing.decimal_sign)
        elif key in _DAYS:
            found = values.day(
                cell, month_first=writing.month_first, days_mixed=writing.days_mixed,
                from_1904=from_1904,
            )  # fmt: skip
        else:
            found = values.rate(cell) if key == "vat_rate" else values.siret(cell)
    except UnreadableValueError:
        found = UNREADABLE
    read: Read[object] | None = found
    return read


def param(value: object) -> Param:
    """Return a value that was read as a sentence takes it, which writes it in its language."""
    return value if isinstance(value, Decimal | date) else str(value)


def writing_of(meaning: Meaning, cells: list[Cell]) -> Writing:
    """Return how a column is written, as its own cells tell."""
    if meaning.key in _DAYS:
        return values.writing_of_days(cells)
    if meaning.key in _NUMBERS:
        return Writing(decimal_sign=values.decimal_sign_of(cells))
    return UNTOLD


def figures_of(reason: str, raw: str, value: Param) -> dict[str, Param]:
    """Return what the sentence on a reading names: what stands there, and what was read."""
    figures: dict[str, Param] = {"value": raw, "read": value}
    if reason == "thousands" and isinstance(value, Decimal):  # read as a fraction
        figures |= {"whole": (value * 1000).quantize(_WHOLE), "fraction": value}
    return figures


def say_all(group: Gathered, remarks: Sequence[Remark]) -> None:
    """Add the remarks on a row to its invoice."""
    for item in remarks:
        severity = Severity.WARNING if item.doubtful else Severity.INFO
        figures = figures_of(item.reason, item.raw, item.value)
        group.say(REASONS[item.reason], severity, item.place, **figures)


def say_once(group: Gathered, rule: str, severity: Severity, **params: Param) -> None:
    """Say something of an invoice that was not said of it yet."""
    if (rule, 0) not in group.said:
        group.said.add((rule, 0))
        group.findings.append(remark(rule, severity, sheet=group.sheet, **params))
