"""A document in the program's own workbook: its rows, and what the workbook has no column for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal

from chorus_desk import resources
from chorus_desk.domain.invoice import AllowanceCharge, Invoice, Line
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.party import NOBODY
from chorus_desk.formats.spreadsheet.reading import read_workbook
from chorus_desk.formats.spreadsheet.template import EXCEL, Row, write_workbook
from chorus_desk.rules import tables

_Value = str | Decimal | date | None
_KINDS = {Kind.INVOICE: "Facture", Kind.CREDIT_NOTE: "Avoir"}
_NOT_COMPARED = frozenset({"number", "stated", "seller"})
"""The workbook has its own number for each; it states no totals; its invoices are the user's."""
_TOLD_APART = ("buyer", "buyer.address", "payment")


def filled_workbook(
    documents: Sequence[tuple[Invoice, str]], kind: str = EXCEL
) -> tuple[bytes, list[Invoice]]:
    """Return the workbook with documents under a number each, and each as it reads again.

    The cells of both kinds are the same; Excel's is the one that is read here.
    """
    rows = [row for invoice, number in documents for row in rows_of(invoice, number)]
    content = write_workbook(rows, [])
    read = {item.invoice.number: item.invoice for item in read_workbook(content, NOBODY).invoices}
    again = [
        replace(read.get(number, Invoice()), number=invoice.number, seller=invoice.seller)
        for invoice, number in documents
    ]
    return content if kind == EXCEL else write_workbook(rows, [], kind), again


def rows_of(invoice: Invoice, number: str) -> list[Row]:
    """Return a document as rows of the workbook: what it says of the whole stands on the first."""
    lines = [_line(invoice, line) for line in invoice.lines] or [{}]
    first: dict[str, _Value] = {**_header(invoice), **lines[0]}
    return [_filled({"number": number, **values}) for values in (first, *lines[1:])]


def _filled(values: Mapping[str, _Value]) -> Row:
    return {key: value for key, value in values.items() if value is not None}


def _header(invoice: Invoice) -> dict[str, _Value]:
    buyer, address = invoice.buyer, invoice.buyer.address
    validator, payee = invoice.validator, invoice.payee
    return {
        "kind": _KINDS[invoice.kind], "issue_date": invoice.issue_date,
        "due_date": invoice.due_date, "delivery_date": invoice.delivery_date,
        "period_start": invoice.period_start, "period_end": invoice.period_end,
        "buyer_siret": buyer.siret, "buyer_name": buyer.name, "buyer_street": address.line1,
        "buyer_postcode": address.postcode, "buyer_city": address.city,
        "service_code": buyer.service_code, "commitment_number": invoice.commitment_number,
        "contract_number": invoice.contract_number, "framework": invoice.billing_framework,
        "validator_siret": validator.siret if validator else None,
        "validator_name": validator.name if validator else None,
        "preceding": invoice.preceding[0].number if invoice.preceding else None,
        "allowance": _sum(invoice.allowances), "charge": _sum(invoice.charges),
        "prepaid": invoice.prepaid,
        "payee_name": payee.name if payee else None, "payee_siret": payee.siret if payee else None,
        "payee_iban": invoice.payment.iban,
        "note": invoice.notes[0].text if invoice.notes else None,
    }  # fmt: skip


def _line(invoice: Invoice, line: Line) -> dict[str, _Value]:
    taxed = line.vat_category == "S"
    return {
        "description": line.description, "details": line.details, "quantity": line.quantity,
        "unit": _unit_words().get(line.unit or "", line.unit), "unit_price": line.unit_price,
        "discount": _sum(line.allowances), "vat_rate": line.vat_rate if taxed else None,
        "exemption": None if taxed else _exemption(invoice, line.vat_category),
    }  # fmt: skip


def _unit_words() -> Mapping[str, str]:
    return {row["code"]: row["label"] for row in resources.read_table("units")}


def _sum(parts: tuple[AllowanceCharge, ...]) -> Decimal | None:
    amounts = [part.amount for part in parts if part.amount is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def _exemption(invoice: Invoice, category: str | None) -> str | None:
    """Return the name of the situation that a category's exemption is, its code where none is."""
    for exemption in invoice.exemptions:
        if exemption.category == category and exemption.code:
            for row in tables.offered_exemptions(invoice.issue_date):
                if (row.code, row.text) == (exemption.code, exemption.reason):
                    return row.name
            return exemption.code
    return None


def lost(before: Invoice, after: Invoice) -> Iterator[str]:
    """Give the paths of what the workbook did not hold: what differs once it is read again."""
    for name in (field.name for field in fields(Invoice) if field.name not in _NOT_COMPARED):
        yield from _differing(getattr(before, name), getattr(after, name), name)


def _differing(before: object, after: object, path: str) -> Iterator[str]:
    if before == after:
        return
    if isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _differing(one, other, f"{path}[{index}]")
    elif isinstance(before, Line) and isinstance(after, Line):
        for field in fields(Line):
            if field.name != "identifier":  # the lines are in their order
                values = getattr(before, field.name), getattr(after, field.name)
                yield from _differing(*values, f"{path}.{field.name}")
    elif is_dataclass(before) and type(before) is type(after) and path in _TOLD_APART:
        for part in fields(before):
            values = getattr(before, part.name), getattr(after, part.name)
            if values != ("FR", None):  # the country of an address that names none
                yield from _differing(*values, f"{path}.{part.name}")
    else:
        yield path
