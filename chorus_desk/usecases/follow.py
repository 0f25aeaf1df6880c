"""Follows invoices after the deposit: statuses told and shown, silence noticed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

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
from chorus_desk.domain.kinds import Kind
from chorus_desk.rules.follow_up import body_changed, check_follow_up, legal_due_date
from chorus_desk.storage import bodies, events, rows
from chorus_desk.storage.body_news import touched_bodies
from chorus_desk.storage.connection import Connection, writing
from chorus_desk.storage.invoices import StoredInvoice
from chorus_desk.storage.rows import InvoiceRow
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.identify import find_document
from chorus_desk.usecases.statuses import closed_statuses, statuses
from chorus_desk.usecases.workspace import Workspace

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
    def at_stake(self) -> Decimal | None:
        """The money of this document that is on its way: deposited, not paid, and not nothing.

        What a credit note gives back counts against; in the document's currency.
        """
        if self.days_without_news is None or not self.row.due:
            return None
        return -self.row.due if self.row.kind is Kind.CREDIT_NOTE else self.row.due


@dataclass(frozen=True, slots=True)
class StatusSet:
    """The event that was added, and the status that follows."""

    event: Event
    status: str
    changes: Changes = Changes.EVENTS


def set_status(
    workspace: Workspace, name: str, status: str, *, on: date | None = None,
    flow: str | None = None, note: str | None = None,
) -> StatusSet:  # fmt: skip
    """Add to the history of an issued invoice that it was deposited, paid, or has a status.

    Raises:
        UserError: the ID or the status is unknown, the day is in the future or before the invoice's
            own, or the document is still a draft (``not-issued``).
    """
    [result] = set_statuses(workspace, [name], status, on=on, flow=flow, note=note)
    return result


def set_statuses(
    workspace: Workspace, names: Sequence[str], status: str, *, on: date | None = None,
    flow: str | None = None, note: str | None = None,
) -> list[StatusSet]:  # fmt: skip
    """Add the same news to the history of several invoices, to all of them or to none.

    Raises:
        UserError: see ``set_status``.
    """
    if status not in _KINDS and status not in statuses():
        raise UserError("unknown-status", status=status)
    documents = [find_document(workspace, name) for name in names]
    for document in documents:
        if not document.issued:
            raise state_error("not-issued", id=f"draft:{document.id}")
    today = workspace.clock.today()
    day = on or today
    if day > today:
        raise UserError("date-in-future", date=day)
    for document in documents:
        issued = document.invoice.issue_date
        if issued is not None and day < issued:
            raise UserError("date-before-issue", date=day, issued=issued)
    event = Event(
        at=workspace.clock.now(), kind=_KINDS.get(status, EventKind.STATUS), on=day,
        status=None if status in _KINDS else status, flow=flow, note=note,
    )  # fmt: skip
    connection = workspace.connection
    with writing(connection):
        for document in documents:
            events.add_event(connection, document.id, event)
    return [StatusSet(event, _status_now(connection, document)) for document in documents]


def _status_now(connection: Connection, document: StoredInvoice) -> str:
    return status_of(
        events.load_events(connection, document.id), issued=True, past=document.past
    )  # fmt: skip


def history(workspace: Workspace, name: str) -> tuple[Event, ...]:
    """Return the whole history of a document."""
    document = find_document(workspace, name)
    return events.load_events(workspace.connection, document.id)


def list_all(workspace: Workspace) -> list[ListedInvoice]:
    """Return every document with its status, newest date first."""
    told = events.load_news(workspace.connection)
    return _with_news(workspace, rows.list_invoices(workspace.connection), told)


def _with_news(
    workspace: Workspace, rows: Iterable[InvoiceRow], told: Mapping[int, Sequence[Event]]
) -> list[ListedInvoice]:
    today, closed = workspace.clock.today(), closed_statuses()
    touched = touched_bodies(workspace.connection)

    @cache
    def payment_days(siret: str | None) -> int:
        body = bodies.load_body(workspace.connection, siret) if siret else None
        return body.payment_days if body else 30

    return [
        _flagged(_listed(row, told.get(row.id, ()), today, payment_days, closed), touched)
        for row in rows
    ]


def _flagged(listed: ListedInvoice, touched: frozenset[str]) -> ListedInvoice:
    """Flag a draft to a body that a new list says something else of."""
    row = listed.row
    if row.issued or row.buyer_siret not in touched:
        return listed
    finding = body_changed(row.buyer_name or row.buyer_siret or "")
    return replace(listed, findings=(*listed.findings, finding))


def _listed(
    row: InvoiceRow, told: Sequence[Event], today: date,
    payment_days: Callable[[str | None], int], closed: frozenset[str],
) -> ListedInvoice:  # fmt: skip
    status = status_of(told, issued=row.issued, past=row.past)
    if deposit_of(told) is None and not told:
        return ListedInvoice(row=row, status=status, legal_due_date=None, days_without_news=None,
                             findings=())  # fmt: skip
    ended = status in closed
    return ListedInvoice(
        row=row,
        status=status,
        legal_due_date=_legal_due_date(row, told, payment_days),
        days_without_news=None if ended else days_without_news(told, today),
        findings=tuple(check_follow_up(told, today, closed=closed)),
    )


def _legal_due_date(
    row: InvoiceRow, told: Sequence[Event], payment_days: Callable[[str | None], int]
) -> date | None:
    """Return by when the body must pay; None where it owes nothing: a credit note, a paid one."""
    if row.kind is Kind.CREDIT_NOTE or not row.due:
        return None
    return legal_due_date(told, payment_days(row.buyer_siret))
