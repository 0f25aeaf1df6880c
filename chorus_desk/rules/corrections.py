"""The one-click corrections: a function per rule gives the invoice as the user would mend it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import AllowanceCharge, Invoice, Line, Payment
from chorus_desk.domain.money import round_half_away
from chorus_desk.domain.party import VatRegime
from chorus_desk.domain.totals import compute_totals
from chorus_desk.rules import tables
from chorus_desk.rules.case import Context

Correction = Callable[[Invoice, Finding, Context], Invoice]
_LINE = re.compile(r"lines\[(\d+)\]")
_TRANSFER = "30"
_EACH = "C62"


def correct(invoice: Invoice, finding: Finding, context: Context) -> Invoice:
    """Return an invoice without what a finding objects to; as it is where nothing is known."""
    correction = CORRECTIONS.get(finding.rule)
    return correction(invoice, finding, context) if correction else invoice


def _today(invoice: Invoice, _finding: Finding, context: Context) -> Invoice:
    """Date the invoice of today; what followed from the old date follows from the new one."""
    return replace(invoice, issue_date=context.today, due_date=None)


def _usual_due_date(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Let the due date follow from the date and the body again."""
    return replace(invoice, due_date=None)


def _period_in_order(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    return replace(invoice, period_start=invoice.period_end, period_end=invoice.period_start)


def _delivered_on_the_day(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    return replace(invoice, delivery_date=invoice.issue_date)


def _ordinary(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    return replace(invoice, billing_framework=None, prepaid=None)


def _already_paid(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    return replace(invoice, billing_framework="A2", prepaid=compute_totals(invoice).gross)


def _no_service(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    return replace(invoice, buyer=replace(invoice.buyer, service_code=None))


def _computed(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Take the figures that the lines give in place of those that a file stated."""
    return replace(invoice, stated=None)


def _paid_by_transfer(invoice: Invoice, _finding: Finding, context: Context) -> Invoice:
    seller = context.seller
    if seller is None or not seller.iban:
        return invoice
    payment = Payment(means=_TRANSFER, iban=seller.iban, bic=seller.bic,
                      account_name=seller.printed_name())  # fmt: skip
    return replace(invoice, payment=payment)


def _no_payment(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    return replace(invoice, payment=Payment())


def _usual_exemption(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Let the text be the one that holds on the day of the invoice."""
    return replace(invoice, exemptions=())


def _without_vat(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Let the VAT of each line follow from the seller's regime."""
    lines = tuple(replace(line, vat_category=None, vat_rate=None) for line in invoice.lines)
    return replace(invoice, lines=lines, exemptions=(), stated=None)


def _on_line(mend: Callable[[Line, Context], Line]) -> Correction:
    """Return the correction that mends the line a finding is on."""

    def mended(invoice: Invoice, finding: Finding, context: Context) -> Invoice:
        match = _LINE.match(finding.path or "")
        if match is None or int(match[1]) >= len(invoice.lines):
            return invoice
        index = int(match[1])
        line = mend(invoice.lines[index], context)
        lines = (*invoice.lines[:index], line, *invoice.lines[index + 1 :])
        return replace(invoice, lines=lines, stated=None)

    return mended


def _each(line: Line, _context: Context) -> Line:
    return replace(line, unit=_EACH)


def _sign_on_quantity(line: Line, _context: Context) -> Line:
    if line.unit_price is None or line.unit_price >= 0:
        return line
    quantity = None if line.quantity is None else -line.quantity
    return replace(line, unit_price=-line.unit_price, quantity=quantity)


def _usual_vat(line: Line, context: Context) -> Line:
    """Give a line of a seller under VAT the standard rate; the regime decides for the others."""
    regime = context.seller.vat_regime if context.seller else VatRegime.NORMAL
    if regime is VatRegime.NORMAL:
        return replace(line, vat_category="S", vat_rate=tables.standard_rate())
    return replace(line, vat_category=None, vat_rate=None)


def _rounded_quantity(line: Line, _context: Context) -> Line:
    quantity = line.quantity
    return replace(line, quantity=None if quantity is None else round_half_away(quantity, 4))


def _rounded_price(line: Line, _context: Context) -> Line:
    price = line.unit_price
    return replace(line, unit_price=None if price is None else round_half_away(price, 6))


def _rounded_amounts(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Round every discount, charge and paid amount to the cent."""
    lines = tuple(
        replace(line, allowances=tuple(map(_rounded, line.allowances)),
                charges=tuple(map(_rounded, line.charges)))
        for line in invoice.lines
    )  # fmt: skip
    prepaid = None if invoice.prepaid is None else round_half_away(invoice.prepaid)
    return replace(
        invoice, lines=lines, allowances=tuple(map(_rounded, invoice.allowances)),
        charges=tuple(map(_rounded, invoice.charges)), prepaid=prepaid,
    )  # fmt: skip


def _rounded(item: AllowanceCharge) -> AllowanceCharge:
    return replace(item, amount=None if item.amount is None else round_half_away(item.amount))


def _without_gross_price(line: Line, _context: Context) -> Line:
    return replace(line, gross_price=None, price_discount=None)


CORRECTIONS: Mapping[str, Correction] = {
    "BR-03": _today,
    "G1.07": _today,
    "CD-DATE-ORDER": _today,
    "BR-FR-CO-07": _usual_due_date,
    "CD-DUE-BEYOND-LEGAL": _usual_due_date,
    "G6.20": _period_in_order,
    "CD-DELIVERY-DATE": _delivered_on_the_day,
    "CD-FACTURES-PUBLIQUES": _no_service,
    "CD-FRAMEWORK-REFORM-IN-HISTORICAL": _ordinary,
    "CD-A2-AMOUNTS": _already_paid,
    "CD-PAID-BUT-A1": _already_paid,
    "CD-CREDIT-PAYMENT-MEANS": _no_payment,
    "BR-23": _on_line(_each),
    "BR-27": _on_line(_sign_on_quantity),
    "BR-CO-04": _on_line(_usual_vat),
    "BR-FR-DEC-01": _rounded_amounts,
    "BR-FR-DEC-02": _on_line(_rounded_quantity),
    "BR-FR-DEC-03": _on_line(_rounded_price),
    "CD-GROSS-WITHOUT-DISCOUNT": _on_line(_without_gross_price),
    "CD-LINE-NET": _computed,
    "BR-CO-10": _computed,
    "BR-CO-13": _computed,
    "BR-CO-14": _computed,
    "BR-CO-15": _computed,
    "BR-CO-16": _computed,
    "BR-CO-17": _computed,
    "CD-VAT-BASE": _computed,
    "CD-FRANCHISE-VAT": _without_vat,
    "CD-FRANCHISE-TEXT": _usual_exemption,
    "BR-49": _paid_by_transfer,
    "BR-61": _paid_by_transfer,
    "CD-IBAN": _paid_by_transfer,
}
"""The correction of each rule that has one. An invoice that it cannot mend comes back unchanged."""
