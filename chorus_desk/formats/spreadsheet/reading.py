"""Reads the program's own workbook: rows to invoices, a bad row named and its invoice refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import islice

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.identifiers import compact
from chorus_desk.domain.invoice import (
    AllowanceCharge,
    Exemption,
    Invoice,
    Line,
    Note,
    Payment,
    Preceding,
)
from chorus_desk.domain.money import ZERO, plain
from chorus_desk.domain.party import Address, Party
from chorus_desk.formats.spreadsheet import cells
from chorus_desk.formats.spreadsheet.cells import TooLargeCellError, UnreadableCellError
from chorus_desk.formats.spreadsheet.columns import (
    KINDS,
    SHEET,
    WorkbookColumn,
    by_heading,
    columns,
    fold,
    unit_codes,
)
from chorus_desk.formats.spreadsheet.sheets import HEADING_ROWS, Row, Rows, open_sheet
from chorus_desk.rules import tables


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that could not be read: where it is, why (a code), and the value that is wrong."""

    row: int
    sheet: str
    reason: str
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class WorkbookInvoice:
    """An invoice of the workbook; ``broken`` when one of its rows could not be read."""

    invoice: Invoice
    findings: tuple[Finding, ...]
    broken: bool


@dataclass(frozen=True, slots=True)
class WorkbookContent:
    """What a workbook holds."""

    invoices: tuple[WorkbookInvoice, ...]
    rows_read: int
    skipped: tuple[SkippedRow, ...]


@dataclass
class _Group:
    """The rows of one invoice, as they come."""

    number: str
    header: dict[str, object] = field(default_factory=dict)
    lines: list[Mapping[str, object]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    broken: bool = False


def read_workbook(content: bytes, seller: Party) -> WorkbookContent:
    """Read the program's own workbook; its invoices are the seller's.

    Raises:
        UserError: ``workbook-…`` when it is too large, unreadable, or has not our headings.
    """
    sheet, rows = open_sheet(content, SHEET)
    reading = _Reading(sheet, _headings(rows))
    for number, row in rows:
        reading.take(number, row)
    invoices = tuple(_invoice(group, seller) for group in reading.groups.values())
    return WorkbookContent(invoices, reading.rows, tuple(reading.skipped))


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
    groups: dict[str, _Group] = field(default_factory=dict)
    skipped: list[SkippedRow] = field(default_factory=list)
    rows: int = 0
    current: _Group | None = None
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
        name = _text(values, "number")
        if name is not None:
            self.current = self.groups.setdefault(name, _Group(name))
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


def _take(group: _Group, values: Mapping[str, object], row: int, sheet: str) -> None:
    """Add a row to its invoice; what it says anew of the invoice must agree with what stands."""
    for key, value in values.items():
        if key in _OF_LINE:
            continue
        known = group.header.setdefault(key, value)
        if known != value:
            heading = next(column.heading for column in columns() if column.key == key)
            group.findings.append(
                _finding("CD-ROWS-DISAGREE", Severity.WARNING, row=row, sheet=sheet,
                         column=heading, value=str(value), kept=str(known))
            )  # fmt: skip
    line = {key: value for key, value in values.items() if key in _OF_LINE}
    if line:
        group.lines.append(line)


def _finding(rule: str, severity: Severity, **params: str | int) -> Finding:
    return Finding(rule=rule, severity=severity, source=Source.IMPORT, params=params)


def _invoice(group: _Group, seller: Party) -> WorkbookInvoice:
    header, findings = group.header, list(group.findings)
    lines = tuple(_line(index, values, findings) for index, values in enumerate(group.lines))
    invoice = Invoice(
        number=group.number,
        seller=seller,
        type_code=str(header.get("kind", "380")),
        billing_framework=_text(header, "framework"),
        issue_date=_day(header, "issue_date"),
        due_date=_day(header, "due_date"),
        delivery_date=_day(header, "delivery_date"),
        period_start=_day(header, "period_start"),
        period_end=_day(header, "period_end"),
        buyer=Party(
            name=_text(header, "buyer_name"),
            siret=_text(header, "buyer_siret"),
            service_code=_text(header, "service_code"),
            address=Address(
                line1=_text(header, "buyer_street"),
                postcode=_text(header, "buyer_postcode"),
                city=_text(header, "buyer_city"),
            ),
        ),
        commitment_number=_text(header, "commitment_number"),
        contract_number=_text(header, "contract_number"),
        preceding=tuple(_preceding(header)),
        validator=_party(header, "validator"),
        payee=_party(header, "payee"),
        payment=Payment(iban=_iban(header)),
        allowances=_of_the_whole(header, "allowance"),
        charges=_of_the_whole(header, "charge"),
        prepaid=_number(header, "prepaid"),
        notes=(Note(text=str(header["note"])),) if "note" in header else (),
        lines=tuple(line for line, _ in lines),
        exemptions=tuple(_exemptions(header, lines, findings)),
    )
    return WorkbookInvoice(invoice, tuple(findings), group.broken)


def _line(
    index: int, values: Mapping[str, object], findings: list[Finding]
) -> tuple[Line, str | None]:
    """Return a line, and the exemption it names: ``CODE`` or ``CODE#key``."""
    code = _text(values, "exemption")
    rate, category = _number(values, "vat_rate"), None
    if code:
        category, rate = _without_vat(code, rate, index, findings), ZERO
    elif rate is not None:
        rate = _percentage(rate, index, findings)
        category = "S" if rate else None
    discount = _number(values, "discount")
    line = Line(
        description=_text(values, "description"),
        details=_text(values, "details"),
        quantity=_number(values, "quantity"),
        unit=_unit(_text(values, "unit"), index, findings),
        unit_price=_number(values, "unit_price"),
        allowances=(AllowanceCharge(amount=discount, reason="Remise"),) if discount else (),
        vat_category=category,
        vat_rate=rate if category else None,
    )
    return line, code


def _without_vat(name: str, rate: Decimal | None, index: int, findings: list[Finding]) -> str:
    """Return the category of an exemption; a rate beside it is left out and named."""
    if rate:
        finding = _finding("CD-RATE-LEFT-OUT", Severity.WARNING, rate=plain(rate), value=name)
        findings.append(replace(finding, path=f"lines[{index}].vat_rate", field="BT-152"))
    if not tables.exemption_texts(name, None):
        finding = _finding("CD-EXEMPTION-UNKNOWN", Severity.WARNING, value=name)
        findings.append(replace(finding, path=f"lines[{index}].vat_category", field="BT-121"))
    return tables.exemption_category(name)


def _percentage(rate: Decimal, index: int, findings: list[Finding]) -> Decimal:
    """Return a rate in percent: a cell in percent format holds 0.2 for 20 %."""
    if rate in tables.vat_rates() or rate * 100 not in tables.vat_rates():
        return rate
    percentage = (rate * 100).normalize()
    finding = _finding("CD-GUESSED", Severity.WARNING, term="TVA %", value=f"{percentage:f}")
    findings.append(replace(finding, path=f"lines[{index}].vat_rate", field="BT-152"))
    return percentage


def _unit(typed: str | None, index: int, findings: list[Finding]) -> str:
    if typed is None:
        return "C62"
    code = unit_codes().get(fold(typed) or typed)
    if code:
        return code
    finding = _finding("CD-UNIT-UNKNOWN", Severity.WARNING, value=typed)
    findings.append(replace(finding, path=f"lines[{index}].unit", field="BT-130"))
    return "C62"


def _exemptions(
    header: Mapping[str, object], lines: Sequence[tuple[Line, str | None]],
    findings: list[Finding],
) -> Iterator[Exemption]:  # fmt: skip
    """Give one exemption per category: the norm has room for no more."""
    seen: dict[str, str] = {}
    day = _day(header, "issue_date")
    for line, name in lines:
        if name is None or line.vat_category is None:
            continue
        known = seen.setdefault(line.vat_category, name)
        if known != name:
            findings.append(
                _finding("CD-ROWS-DISAGREE", Severity.WARNING, row=0, sheet=SHEET,
                         column="Sans TVA : motif", value=name, kept=known)
            )  # fmt: skip
    for category, name in seen.items():
        text = tables.default_exemption(name, day)
        code = tables.vatex_code(name)
        yield Exemption(category=category, code=code, reason=text.text if text else None)


def _party(header: Mapping[str, object], role: str) -> Party | None:
    party = Party(name=_text(header, f"{role}_name"), siret=_text(header, f"{role}_siret"))
    return None if party == Party() else party


def _iban(header: Mapping[str, object]) -> str | None:
    typed = _text(header, "payee_iban")
    return compact(typed) if typed else None


def _of_the_whole(header: Mapping[str, object], key: str) -> tuple[AllowanceCharge, ...]:
    """Return a discount or charge of the whole; its VAT and reason follow when it is completed."""
    amount = _number(header, key)
    return (AllowanceCharge(amount=amount),) if amount else ()


def _preceding(header: Mapping[str, object]) -> Iterator[Preceding]:
    number = _text(header, "preceding")
    if number:
        yield Preceding(number=number)


def _text(values: Mapping[str, object], key: str) -> str | None:
    value = values.get(key)
    return None if value is None else str(value)


def _day(values: Mapping[str, object], key: str) -> date | None:
    value = values.get(key)
    return value if isinstance(value, date) else None


def _number(values: Mapping[str, object], key: str) -> Decimal | None:
    value = values.get(key)
    return value if isinstance(value, Decimal) else None
