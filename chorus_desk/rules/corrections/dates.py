"""Corrections of dates and periods."""

from dataclasses import replace

from chorus_desk.domain.dates import days_after
from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import Invoice, Line
from chorus_desk.rules.case import Context
from chorus_desk.rules.corrections.kind import Corrections, OnItem


def _today(invoice: Invoice, _finding: Finding, context: Context) -> Invoice:
    """Date the invoice of today; what followed from the old date follows from the new one."""
    return replace(invoice, issue_date=context.today, due_date=None)


def _usual_due_date(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Let the due date follow from the date and the body again."""
    return replace(invoice, due_date=None)


def _legal_due_date(invoice: Invoice, _finding: Finding, context: Context) -> Invoice:
    """Put the last day that the law gives this body to pay (R2192-10, -11)."""
    days = context.body.payment_days if context.body else 30
    due = days_after(invoice.issue_date, days) if invoice.issue_date else None
    return replace(invoice, due_date=due)


def _line_in_order(line: Line, _context: Context) -> Line:
    return replace(line, period_start=line.period_end, period_end=line.period_start)


def _period_in_order(invoice: Invoice, finding: Finding, context: Context) -> Invoice:
    """Let the period, of the invoice or of the line, begin with the earlier day."""
    if finding.path != "period_end":
        return OnItem(_line_in_order)(invoice, finding, context)
    return replace(invoice, period_start=invoice.period_end, period_end=invoice.period_start)


def _delivered_on_the_day(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    return replace(invoice, delivery_date=invoice.issue_date)


CORRECTIONS: Corrections = {
    "BR-03": _today,
    "G1.07": _today,
    "CD-DATE-ORDER": _today,
    "BR-FR-CO-07": _usual_due_date,
    "CD-DUE-BEYOND-LEGAL": _usual_due_date,
    "BR-CO-25": _legal_due_date,
    "G6.20": _period_in_order,
    "CD-DELIVERY-DATE": _delivered_on_the_day,
    "BR-IC-11": _delivered_on_the_day,
}
