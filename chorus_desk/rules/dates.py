"""Rules on the dates of an invoice and the periods it bills."""

from collections.abc import Iterator
from datetime import date

from chorus_desk.rules.case import Case, Hit, Rules
from chorus_desk.rules.frameworks import DOWN_PAYMENTS, PAID


def br_03(case: Case) -> Iterator[Hit]:
    """Issue date missing (D2192-2, 1)."""
    if case.invoice.issue_date is None:
        yield Hit("issue_date")


def g1_07(case: Case) -> Iterator[Hit]:
    """Issue date later than today."""
    day = case.invoice.issue_date
    if day is not None and day > case.context.today:
        yield Hit("issue_date", {"date": day})


def br_fr_03(case: Case) -> Iterator[Hit]:
    """A date whose year is not between 2000 and 2099."""
    for path, day, term in _dates(case):
        if day is not None and not 2000 <= day.year <= 2099:
            yield Hit(path, {"date": day}, term)


def br_fr_co_07(case: Case) -> Iterator[Hit]:
    """Due before the issue date, except down payments and invoices already paid."""
    invoice = case.invoice
    if invoice.due_date is None or invoice.issue_date is None:
        return
    excepted = invoice.type_code in DOWN_PAYMENTS or invoice.billing_framework in PAID
    if invoice.due_date < invoice.issue_date and not excepted:
        yield Hit("due_date", {"due": invoice.due_date, "date": invoice.issue_date})


def g6_20(case: Case) -> Iterator[Hit]:
    """A period that ends before it starts, of the invoice or of a line."""
    for path, start, end in _periods(case):
        if start is not None and end is not None and end < start:
            yield Hit(path, {"start": start, "end": end})


def cd_delivery_date(case: Case) -> Iterator[Hit]:
    """Neither a day nor a period of delivery (D2192-2, 6)."""
    invoice = case.invoice
    days = (invoice.delivery_date, *(line.delivery_date for line in invoice.lines))
    if not any(days) and not any(start or end for _, start, end in _periods(case)):
        yield Hit("delivery_date")


def cd_due_beyond_legal(case: Case) -> Iterator[Hit]:
    """Due later than the law lets this buyer pay: 30, 50 or 60 days (R2192-10, -11)."""
    invoice, body = case.invoice, case.context.body
    if invoice.due_date is None or invoice.issue_date is None:
        return
    days = body.payment_days if body else 30
    if (invoice.due_date - invoice.issue_date).days > days:
        yield Hit("due_date", {"due": invoice.due_date, "days": days})


def _dates(case: Case) -> Iterator[tuple[str, date | None, str]]:
    invoice = case.invoice
    yield "issue_date", invoice.issue_date, "BT-2"
    yield "due_date", invoice.due_date, "BT-9"
    for preceding in invoice.preceding:
        yield "preceding_invoice", preceding.issue_date, "BT-26"
    yield "delivery_date", invoice.delivery_date, "BT-72"
    yield "period_start", invoice.period_start, "BT-73"
    yield "period_end", invoice.period_end, "BT-74"


def _periods(case: Case) -> Iterator[tuple[str, date | None, date | None]]:
    invoice = case.invoice
    yield "period_end", invoice.period_start, invoice.period_end
    for index, line in enumerate(invoice.lines):
        yield f"lines[{index}].period_end", line.period_start, line.period_end


RULES: Rules = {
    "BR-03": br_03,
    "G1.07": g1_07,
    "BR-FR-03": br_fr_03,
    "BR-FR-CO-07": br_fr_co_07,
    "G6.20": g6_20,
    "CD-DELIVERY-DATE": cd_delivery_date,
    "CD-DUE-BEYOND-LEGAL": cd_due_beyond_legal,
}
