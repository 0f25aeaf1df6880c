"""Follows invoices after the deposit: statuses told and shown, silence noticed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chorus_desk import resources
from chorus_desk.domain.errors import UserError, state_error
from chorus_desk.domain.finding import Finding
from chorus_desk.domain.history import (
    DEPOSITED,
    PAID,
    Event,
    EventKind,
    days_without_news,
    deposit_of,
    status_of,
)
from chorus_desk.rules.follow_up import check_follow_up, legal_due_date
from chorus_desk.storage import events, invoices
from chorus_desk.storage.connection import writing
from chorus_desk.storage.invoices import InvoiceRow
from chorus_desk.usecases.identify import find_document
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.workspace import Changes, Workspace

_KINDS = {DEPOSITED: EventKind.DEPOSITED, PAID: EventKind.PAID}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedInvoice:
    """A row of the list with what follows from its history."""

    row: InvoiceRow
    status: str
    legal_due_date: date | None
    days_without_news: int | None
    findings: tuple[Finding, ...]

    @property
    def at_stake(self) -> bool:
        """Whether money of this invoice is on its way: deposited and not paid."""
        return self.days_without_news is not None


@dataclass(frozen=True, slots=True)
class StatusSet:
    """The event that was added, and the status that follows."""

    event: Event
    status: str
    changes: Changes = Changes.EVENTS


def statuses() -> tuple[str, ...]:
    """Return the codes of all statuses that Chorus Pro knows."""
    return tuple(row["code"] for row in resources.read_table("invoice_statuses"))


def closed_statuses() -> frozenset[str]:
    """Return the statuses after which no more news is expected."""
    rows = resources.read_table("invoice_statuses")
    return frozenset(row["code"] for row in rows if row["closed"] == "yes")


def set_status(
    workspace: Workspace, name: str, status: str, *, on: date | None = None,
    flow: str | None = None, note: str | None = None,
) -> StatusSet:  # fmt: skip
    """Add to the history of an issued invoice that it was deposited, paid, or has a status.

    Raises:
        UserError: the ID or the status is unknown, the day is in the future, or the document is
            still a draft (``not-issued``).
    """
    document = find_document(workspace, name)
    if status not in _KINDS and status not in statuses():
        raise UserError("unknown-status", status=status)
    if not document.issued:
        raise state_error("not-issued", id=f"draft:{document.id}")
    today = workspace.clock.today()
    day = on or today
    if day > today:
        raise UserError("date-in-future", date=day)
    event = Event(
        at=workspace.clock.now(), kind=_KINDS.get(status, EventKind.STATUS), on=day,
        status=None if status in _KINDS else status, flow=flow, note=note,
    )  # fmt: skip
    with writing(workspace.connection):
        events.add_event(workspace.connection, document.id, event)
    told = events.load_events(workspace.connection, document.id)
    return StatusSet(event, status_of(told, issued=True))


def history(workspace: Workspace, name: str) -> tuple[Event, ...]:
    """Return the whole history of a document."""
    document = find_document(workspace, name)
    return events.load_events(workspace.connection, document.id)


def list_all(workspace: Workspace) -> list[ListedInvoice]:
    """Return every document with its status, newest date first."""
    knowledge = Knowledge.load(workspace)
    histories = events.load_all_events(workspace.connection)
    closed = closed_statuses()
    return [
        _listed(row, histories.get(row.id, ()), knowledge, closed)
        for row in invoices.list_invoices(workspace.connection)
    ]


def _listed(
    row: InvoiceRow, told: Sequence[Event], knowledge: Knowledge, closed: frozenset[str]
) -> ListedInvoice:
    status = status_of(told, issued=row.issued)
    if deposit_of(told) is None and not told:
        return ListedInvoice(row=row, status=status, legal_due_date=None, days_without_news=None,
                             findings=())  # fmt: skip
    body = knowledge.body(row.buyer_siret)
    ended = status in closed
    return ListedInvoice(
        row=row,
        status=status,
        legal_due_date=legal_due_date(told, body.payment_days if body else 30),
        days_without_news=None if ended else days_without_news(told, knowledge.today),
        findings=tuple(check_follow_up(told, knowledge.today, closed=closed)),
    )
