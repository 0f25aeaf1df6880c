"""What the law and experience say after the deposit: the due date, and when silence is trouble."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.history import (
    MADE_AVAILABLE,
    Event,
    EventKind,
    days_without_news,
    deposit_of,
    news,
)

DAYS_FOR_A_STATUS = 2
DAYS_FOR_A_MOVEMENT = 14
_UNRECORDED_RECEIPT = 2
"""Days after the request's date when the buyer has not recorded its receipt (R2192-14)."""


def legal_due_date(events: Iterable[Event], payment_days: int) -> date | None:
    """Return the last day the law gives the buyer to pay a deposited invoice.

    The period of 30, 50 or 60 days (R2192-10, -11) runs from the day the invoice was made
    available (R2192-15), else from the deposit plus two days (R2192-14). None before a deposit.
    """
    told = news(events)
    available = [event.on for event in told if event.status == MADE_AVAILABLE]
    deposit = deposit_of(told)
    if available:
        start = available[0]
    elif deposit is not None:
        start = deposit.on + timedelta(days=_UNRECORDED_RECEIPT)
    else:
        return None
    return start + timedelta(days=payment_days)


def check_follow_up(
    events: Iterable[Event], today: date, *, closed: frozenset[str]
) -> Iterator[Finding]:
    """Find deposits that nobody answered, and invoices that stopped moving.

    ``closed`` names the statuses after which nothing more is expected.
    """
    told = news(events)
    silent = days_without_news(told, today)
    if silent is None or told[-1].status in closed:
        return
    if told[-1].kind is EventKind.DEPOSITED and silent >= DAYS_FOR_A_STATUS:
        yield _silence("CD-NO-STATUS", silent)
    elif silent >= DAYS_FOR_A_MOVEMENT:
        yield _silence("CD-NO-MOVEMENT", silent)


def body_changed(name: str) -> Finding:
    """Flag a draft whose body a new list of the State's says something else of."""
    return Finding(
        rule="CD-BODY-CHANGED", severity=Severity.WARNING, source=Source.DIRECTORY,
        path="buyer.siret", params={"name": name},
    )  # fmt: skip


def _silence(rule: str, days: int) -> Finding:
    return Finding(
        rule=rule, severity=Severity.WARNING, source=Source.CHORUS_PRO, path="status",
        params={"days": days},
    )  # fmt: skip
