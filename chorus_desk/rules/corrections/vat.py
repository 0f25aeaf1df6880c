"""Corrections of VAT: rate, category, reason, and when it falls due."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import AllowanceCharge, Invoice, Line
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.party import VatRegime
from chorus_desk.rules import tables
from chorus_desk.rules.case import Context
from chorus_desk.rules.corrections.kind import Corrections, OnItem
from chorus_desk.rules.vat import ON_DEBITS

Taxed = Line | AllowanceCharge
"""What bears VAT."""
_HUNDRED = 100


def _usual_vat(line: Line, context: Context) -> Line:
    """Give a line of a seller under VAT the standard rate; the regime decides for the others."""
    regime = context.seller.vat_regime if context.seller else VatRegime.NORMAL
    if regime is VatRegime.NORMAL:
        return replace(line, vat_category="S", vat_rate=tables.standard_rate())
    return replace(line, vat_category=None, vat_rate=None)


def _french_category(line: Line, context: Context) -> Line:
    """Keep a rate of today's and call it normal VAT, else give the line its usual VAT."""
    rates = tables.vat_rates() - tables.historic_vat_rates()
    if line.vat_rate and line.vat_rate in rates:
        return replace(line, vat_category="S")
    return _usual_vat(line, context)


def _regimes_vat(line: Line, context: Context) -> Line:
    """Let the regime of a seller who charges no VAT decide."""
    seller = context.seller
    if seller is None or seller.vat_regime is VatRegime.NORMAL:
        return line
    return replace(line, vat_category=None, vat_rate=None)


def _at_rate(rate: Decimal | None) -> Callable[[Taxed, Context], Taxed]:
    def mend(item: Taxed, _context: Context) -> Taxed:
        return replace(item, vat_rate=rate)

    return mend


def _exempt_rate(item: Taxed, context: Context) -> Taxed:
    """Put zero for a seller who charges no VAT; one under VAT may have meant the rate."""
    seller = context.seller
    charges = seller is None or seller.vat_regime is VatRegime.NORMAL
    return item if charges else replace(item, vat_rate=ZERO)


def _percent(item: Taxed, _context: Context) -> Taxed:
    """Read a rate given as a fraction (0.2) as the percentage it means."""
    percent = (item.vat_rate or ZERO) * _HUNDRED
    return replace(item, vat_rate=percent) if percent in tables.vat_rates() else item


def _reverse_charge(line: Line, _context: Context) -> Line:
    return replace(line, vat_category="AE", vat_rate=ZERO)


def _without_vat(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Let the VAT of each line follow from the seller's regime."""
    lines = tuple(replace(line, vat_category=None, vat_rate=None) for line in invoice.lines)
    return replace(invoice, lines=lines, exemptions=(), stated=None)


def _with_vat(invoice: Invoice, _finding: Finding, context: Context) -> Invoice:
    """Give the lines that claim the franchise the standard rate."""
    lines = tuple(
        _usual_vat(line, context) if line.vat_category == "E" else line for line in invoice.lines
    )
    exemptions = tuple(e for e in invoice.exemptions if e.category != "E")
    return replace(invoice, lines=lines, exemptions=exemptions, stated=None)


def _usual_exemption(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Let the text be the one that holds on the day of the invoice."""
    return replace(invoice, exemptions=())


def _no_reason_for_z(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    kept = tuple(e for e in invoice.exemptions if e.category != "Z")
    return replace(invoice, exemptions=kept, stated=None)


def _on_debits(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    return replace(invoice, vat_due=ON_DEBITS)


_ZERO_RATE = OnItem(_at_rate(ZERO))
CORRECTIONS: Corrections = {
    "BR-CO-04": OnItem(_usual_vat),
    "BR-S-05": OnItem(_usual_vat),
    "BR-FR-15": OnItem(_french_category),
    "BR-FR-16": OnItem(_percent),
    "CD-CATEGORY-Z": OnItem(_regimes_vat),
    "CD-K-ON-SERVICES": OnItem(_reverse_charge),
    "BR-E-05": OnItem(_exempt_rate),
    "BR-AE-05": _ZERO_RATE,
    "BR-IC-05": _ZERO_RATE,
    "BR-G-05": _ZERO_RATE,
    "BR-Z-05": _ZERO_RATE,
    "BR-O-05": OnItem(_at_rate(None)),
    "BR-Z-10": _no_reason_for_z,
    "CD-FRANCHISE-VAT": _without_vat,
    "CD-FRANCHISE-TEXT": _usual_exemption,
    "CD-NOT-FRANCHISE": _with_vat,
    "G6.21": _usual_exemption,
    "CD-VAT-ON-DEBITS": _on_debits,
}
