"""Keeps the number that an invoice came with: on its own page, or in the file it was read from."""

from dataclasses import replace

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.identifiers import Problem, parse_invoice_number
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.party import Seller
from chorus_desk.domain.series import Series
from chorus_desk.rules.case import Context
from chorus_desk.storage import lookups
from chorus_desk.usecases.workspace import Workspace

SENT_ELSEWHERE = "CD-NUMBER-SENT-ELSEWHERE"


def kept_number(invoice: Invoice, seller: Seller) -> list[Finding]:
    """Find what forbids to keep a number: one that the series will give."""
    number, day = invoice.number, invoice.issue_date
    if not number or isinstance(parse_invoice_number(number), Problem) or day is None:
        return []  # the rules say what is wrong with it
    if Series(seller.series).count(number, day.year) is None:
        return []
    return [_error("CD-NUMBER-IN-SERIES", {"number": number})]


def sent_elsewhere(workspace: Workspace, invoice: Invoice, seller: Seller) -> list[Finding]:
    """Find what forbids to keep a number: another of that year was sent elsewhere under it."""
    number, day = invoice.number, invoice.issue_date
    if not number or day is None:
        return []
    taken = any(
        known.past and known.year == day.year and known.siren in (None, seller.siren)
        for known in lookups.find_issued_numbers(workspace.connection, [number])
    )
    params = {"number": number, "year": str(day.year)}
    return [_error(SENT_ELSEWHERE, params)] if taken else []


def _error(rule: str, params: dict[str, str]) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, source=Source.LAW, path="number",
                   params=params)  # fmt: skip


def is_next(invoice: Invoice, context: Context) -> bool:
    """Return whether a number is the very one that the series gives next."""
    return context.series is not None and invoice.number == context.series.next_number()


def outside_series(context: Context) -> Context:
    """Return what the rules know of an invoice that has its number already."""
    return replace(context, number_follows=False, series=None)
