"""Corrections of totals and currencies."""

from dataclasses import replace

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.money import ZERO
from chorus_desk.rules.case import Context
from chorus_desk.rules.corrections.kind import Correction, Corrections

_EURO = "EUR"


def _computed(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Take the figures that the lines give in place of those that a file stated."""
    return replace(invoice, stated=None)


def _in_euros(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    return replace(invoice, currency=_EURO)


def _no_vat_in_euros(invoice: Invoice, finding: Finding, _context: Context) -> Invoice:
    """Say that the VAT is nothing in euros too, where there is none."""
    if finding.params.get("vat") != ZERO:
        return invoice
    return replace(invoice, vat_currency=_EURO, vat_in_vat_currency=ZERO)


def _one_currency(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Drop the VAT's own currency where it is the invoice's."""
    same = invoice.vat_currency == invoice.currency
    return replace(invoice, vat_currency=None) if same else invoice


_STATED: dict[str, Correction] = dict.fromkeys(
    ("CD-LINE-NET", "BR-CO-10", "BR-CO-13", "BR-CO-14", "BR-CO-15", "BR-CO-16", "BR-CO-17",
     "CD-VAT-BASE"), _computed,
)  # fmt: skip
CORRECTIONS: Corrections = {
    **_STATED,
    "G1.10": _in_euros,
    "BR-FR-CO-12": _no_vat_in_euros,
    "BR-53": _one_currency,
}
