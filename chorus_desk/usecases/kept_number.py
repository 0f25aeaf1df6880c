"""Keeps the number that an invoice came with: on its own page, or in the file it was read from."""

from dataclasses import replace

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.identifiers import Problem, parse_invoice_number
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.party import Seller
from chorus_desk.domain.series import Series
from chorus_desk.rules.case import Context


def kept_number(invoice: Invoice, seller: Seller) -> list[Finding]:
    """Find what forbids to keep a number: one that the series will give."""
    number, day = invoice.number, invoice.issue_date
    if not number or isinstance(parse_invoice_number(number), Problem) or day is None:
        return []  # the rules say what is wrong with it
    if Series(seller.series).count(number, day.year) is None:
        return []
    return [Finding(rule="CD-NUMBER-IN-SERIES", severity=Severity.ERROR, source=Source.LAW,
                    path="number", params={"number": number})]  # fmt: skip


def is_next(invoice: Invoice, context: Context) -> bool:
    """Return whether a number is the very one that the series gives next."""
    return context.series is not None and invoice.number == context.series.next_number()


def outside_series(context: Context) -> Context:
    """Return what the rules know of an invoice that has its number already."""
    return replace(context, number_follows=False, series=None)
