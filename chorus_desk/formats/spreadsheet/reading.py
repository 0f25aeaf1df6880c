"""Reads the program's own workbook: its rows to invoices; one with a bad row is broken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from chorus_desk.domain.finding import Finding, Severity
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
from chorus_desk.formats.spreadsheet.columns import SHEET, fold, unit_codes
from chorus_desk.formats.spreadsheet.rows import (
    Gathered,
    Group,
    SkippedRow,
    gather,
    gather_rows,
    note,
)
from chorus_desk.formats.spreadsheet.safety import check_workbook
from chorus_desk.formats.spreadsheet.sheets import OpenedWorkbook, Rows
from chorus_desk.rules import tables


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


def read_workbook(content: bytes, seller: Party) -> WorkbookContent:
    """Read the program's own workbook; its invoices are the seller's.

    Raises:
        UserError: ``workbook-…`` when it is too large, unreadable, or has not our headings.
    """
    check_workbook(content)
    return read_opened(OpenedWorkbook(content), seller)


def read_opened(workbook: OpenedWorkbook, seller: Party) -> WorkbookContent:
    """Read the program's own workbook that was opened already.

    Raises:
        UserError: ``workbook-unreadable``, or ``workbook-not-ours`` when it has not our headings.
    """
    gathered = gather(workbook)
    workbook.let_go()
    return _content(gathered, seller)


def read_sheet(name: str, rows: Rows, seller: Party) -> WorkbookContent:
    """Read the sheet of the program's own workbook that another program saved under another kind.

    Its headings tell it: every program keeps those.

    Raises:
        UserError: ``workbook-not-ours``.
    """
    return _content(gather_rows(name, rows), seller)


def _content(gathered: Gathered, seller: Party) -> WorkbookContent:
    invoices = tuple(_invoice(group, seller) for group in gathered.groups)
    return WorkbookContent(invoices, gathered.rows_read, gathered.skipped)


def _invoice(group: Group, seller: Party) -> WorkbookInvoice:
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
        finding = note("CD-RATE-LEFT-OUT", Severity.WARNING, rate=plain(rate), value=name)
        findings.append(replace(finding, path=f"lines[{index}].vat_rate", field="BT-152"))
    if not tables.exemption_texts(name, None):
        finding = note("CD-EXEMPTION-UNKNOWN", Severity.WARNING, value=name)
        findings.append(replace(finding, path=f"lines[{index}].vat_category", field="BT-121"))
    return tables.exemption_category(name)


def _percentage(rate: Decimal, index: int, findings: list[Finding]) -> Decimal:
    """Return a rate in percent: a cell in percent format holds 0.2 for 20 %."""
    if rate in tables.vat_rates() or rate * 100 not in tables.vat_rates():
        return rate
    percentage = (rate * 100).normalize()
    finding = note("CD-GUESSED", Severity.WARNING, term="TVA %", value=f"{percentage:f}")
    findings.append(replace(finding, path=f"lines[{index}].vat_rate", field="BT-152"))
    return percentage


def _unit(typed: str | None, index: int, findings: list[Finding]) -> str:
    if typed is None:
        return "C62"
    code = unit_codes().get(fold(typed) or typed)
    if code:
        return code
    finding = note("CD-UNIT-UNKNOWN", Severity.WARNING, value=typed)
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
                note("CD-ROWS-DISAGREE", Severity.WARNING, row=0, sheet=SHEET,
                         column="Sans TVA : motif", value=name, kept=known)
            )  # fmt: skip
    for category, name in seen.items():
        text = tables.default_exemption(name, day)
        code = tables.vatex_code(name)
        yield Exemption(category=category, code=code, reason=text.text if text else None)


def _party(header: Mapping[str, object], role: str) -> Party | None:
    name, siret = _text(header, f"{role}_name"), _text(header, f"{role}_siret")
    return Party(name=name, siret=siret) if name or siret else None


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
