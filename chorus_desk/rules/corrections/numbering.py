"""Corrections of numbers: the invoice's own and those it refers to."""

from dataclasses import replace

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.identifiers import Problem, parse_invoice_number
from chorus_desk.domain.invoice import Invoice
from chorus_desk.rules.case import Context
from chorus_desk.rules.corrections.kind import Corrections


def _without_spaces(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Take the spaces out of the numbers that are valid without them."""
    preceding = tuple(replace(p, number=_joined(p.number)) for p in invoice.preceding)
    number = _joined(invoice.number) if invoice.number else invoice.number
    return replace(invoice, number=number, preceding=preceding)


def _joined(number: str) -> str:
    joined = "".join(number.split())
    return number if isinstance(parse_invoice_number(joined), Problem) else joined


def _with_letter(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Let a number that is a bare date begin with a letter."""
    number = f"F-{invoice.number}"
    valid = not isinstance(parse_invoice_number(number), Problem)
    return replace(invoice, number=number) if valid else invoice


def _next_of_series(invoice: Invoice, _finding: Finding, context: Context) -> Invoice:
    series = context.series
    return replace(invoice, number=series.next_number()) if series else invoice


CORRECTIONS: Corrections = {
    "BR-FR-02": _without_spaces,
    "CD-NUMBER-BARE-DATE": _with_letter,
    "CD-NUMBER-SEQUENCE": _next_of_series,
    "G1.45": _next_of_series,
}
