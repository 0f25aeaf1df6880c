"""Corrections of framework and type: as the circuit, what is paid and the sign have it."""

from dataclasses import replace
from decimal import Decimal

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import CREDIT_NOTE, INVOICE, Invoice, Line, Payment
from chorus_desk.domain.kinds import Circuit, Kind
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.totals import compute_totals
from chorus_desk.rules import tables
from chorus_desk.rules.case import Context
from chorus_desk.rules.corrections.kind import Corrections
from chorus_desk.rules.frameworks import BIDIRECTIONAL, nature_of


def _of_direct_deposit(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Take the direct deposit's framework for the platforms' one; the ordinary one by default."""
    equal = tables.historical_frameworks().get(invoice.billing_framework or "")
    return replace(invoice, billing_framework=equal)


def _of_platform(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Take the platforms' framework, where it is certain: a contract's, or that of what is billed.

    Nothing in a direct deposit's framework tells goods from services; a note or the units may.
    """
    equals = tables.platform_frameworks(invoice.billing_framework or "A1")
    alone = next(iter(equals.values())) if len(equals) == 1 else None
    equal = alone or equals.get(nature_of(invoice) or "")
    return replace(invoice, billing_framework=equal) if equal else invoice


def _one_way(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    framework = invoice.billing_framework or ""
    ordinary = f"{framework[:1]}1" if framework in BIDIRECTIONAL else framework
    return replace(invoice, billing_framework=ordinary or None)


def _paid_in_full(invoice: Invoice, finding: Finding, _context: Context) -> Invoice:
    """Put the total as what was paid: the finding says how much that is, VAT and all."""
    gross = finding.params.get("gross")
    return replace(invoice, prepaid=gross) if isinstance(gross, Decimal) else invoice


def _already_paid(invoice: Invoice, _finding: Finding, context: Context) -> Invoice:
    """Say of an invoice with nothing due that it is paid, in the words of its circuit."""
    framework = invoice.billing_framework
    if framework and framework[0] in "BSM":
        return replace(invoice, billing_framework=f"{framework[0]}2")
    historical = context.circuit is Circuit.HISTORICAL
    return replace(invoice, billing_framework="A2") if historical else invoice


def _ordinary_type(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Keep of the type whether it asks for money or gives it back."""
    credit = invoice.kind is Kind.CREDIT_NOTE
    return replace(invoice, type_code=CREDIT_NOTE if credit else INVOICE)


def _of_the_seller(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Take the type of the seller's own bill in place of the self-billed one."""
    code = invoice.type_code
    types = {**tables.self_billed_types(refused=True), **tables.self_billed_types(refused=False)}
    return replace(invoice, type_code=types.get(code, code))


def _as_credit_note(invoice: Invoice, _finding: Finding, context: Context) -> Invoice:
    """Make a credit note of an invoice that is negative as a whole.

    A platform wants the invoice that it cancels: there, only where that is named.
    """
    dated = [p for p in invoice.preceding if p.issue_date]
    allowed = context.circuit is Circuit.HISTORICAL or len(dated) == 1
    turned = _turned(invoice)
    if not allowed or turned is invoice or (compute_totals(invoice).lines or ZERO) >= ZERO:
        return invoice
    return replace(turned, type_code=CREDIT_NOTE, payment=Payment())


def _turned(invoice: Invoice, *_: object) -> Invoice:
    """Turn the sign of every quantity, where nothing else bears a sign of its own."""
    adjusted = invoice.allowances or invoice.charges or invoice.prepaid or invoice.rounding
    if adjusted or any(line.allowances or line.charges for line in invoice.lines):
        return invoice
    return replace(invoice, lines=tuple(map(_turned_line, invoice.lines)), stated=None)


def _turned_line(line: Line) -> Line:
    return line if line.quantity is None else replace(line, quantity=-line.quantity)


CORRECTIONS: Corrections = {
    "CD-FRAMEWORK-REFORM-IN-HISTORICAL": _of_direct_deposit,
    "CD-FRAMEWORK-PLATFORM": _of_direct_deposit,
    "BR-FR-08": _of_platform,
    "CD-FRAMEWORK-DIRECT": _of_platform,
    "CD-FRAMEWORK-9": _one_way,
    "CD-A2-AMOUNTS": _paid_in_full,
    "BR-FR-CO-09": _paid_in_full,
    "CD-PAID-BUT-A1": _already_paid,
    "CD-TYPE-HISTORICAL": _ordinary_type,
    "BR-FR-04": _ordinary_type,
    "CD-TYPE-262": _ordinary_type,
    "CD-SELF-BILLED": _of_the_seller,
    "CD-SELF-BILLED-WORKFLOW": _of_the_seller,
    "CD-NEGATIVE-INVOICE": _as_credit_note,
    "CD-CREDIT-NEGATIVE": _turned,
}
