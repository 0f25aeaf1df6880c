"""Past statuses and payments: each row adds to the history of the invoice it names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from chorus_desk.domain.history import By, Event, EventKind, news
from chorus_desk.domain.text import fold
from chorus_desk.formats.record_tables.cells import DEPOSITED, NOTHING, PAID, PART_PAID
from chorus_desk.formats.record_tables.reading import Record
from chorus_desk.storage import events
from chorus_desk.storage.files import store_file
from chorus_desk.storage.issued_amounts import IssuedAmounts, drafts_by_number, issued_amounts
from chorus_desk.storage.seller import load_seller
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.identify import document_name
from chorus_desk.usecases.importing.records.outcomes import (
    NEW,
    REFUSED,
    SAME,
    Reason,
    RowOutcome,
    cell_reasons,
    reason,
)
from chorus_desk.usecases.importing.records.payments import (
    note_of,
    noted_amount,
    overpaid,
    payment_of,
    positive,
)
from chorus_desk.usecases.workspace import Workspace

LARGEST_EVIDENCE = 20_000_000
"""Bytes of a file that is kept whole beside the events it gave; a larger one is named alone."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The file that says it: its name, media type and content."""

    name: str
    media_type: str
    content: bytes


@dataclass
class _Said:
    """What one row says, before it is held against the invoice."""

    statuses: list[tuple[EventKind, str | None, date | None]] = field(default_factory=list)
    in_full: bool = False
    in_part: bool = False
    amount: Decimal | None = None
    paid_on: date | None = None

    @property
    def pays(self) -> bool:
        """Whether something came in."""
        return self.in_full or self.in_part or bool(self.amount)


class StatusesImport:
    """The rows of one file, taken one after the other; the events follow from all."""

    def __init__(self, workspace: Workspace, evidence: Evidence) -> None:
        self._workspace, self._evidence = workspace, evidence
        self._today, self._now = workspace.clock.today(), workspace.clock.now()
        seller = load_seller(workspace.connection)
        known = issued_amounts(workspace.connection, seller.siren if seller else None)
        self._by_number: dict[str, list[IssuedAmounts]] = {}
        for invoice in known:
            self._by_number.setdefault(_folded(invoice.number), []).append(invoice)
        self._added: list[tuple[int, Event]] = []
        self._histories: dict[int, list[Event]] = {}

    def take(self, record: Record) -> RowOutcome:
        """Say what becomes of a row."""
        number = record.get("number", str)
        outcome = RowOutcome(
            sheet=record.sheet, row=record.row, outcome=REFUSED, key=number, name=number or "",
        )  # fmt: skip
        invoice, why = self._find(number, record.get("issue_date", date))
        refused = why or _unreadable(record) or _two_days(record)
        if invoice is None or refused is not None:
            return replace(outcome, reasons=tuple(filter(None, (refused,))))
        said = _said(record)
        amount = None if said.amount is None else positive(invoice, said.amount)
        if amount is not None and amount < 0:
            return replace(outcome, reasons=(reason("paid-negative", amount=amount),))
        said.amount = amount
        too_much = self._overpaid(invoice, said)
        if too_much is not None:
            return replace(outcome, key=invoice.number, reasons=(too_much,))
        told, reasons = self._events(invoice, record, said)
        wrong = next(filter(None, (self._wrong_day(invoice, event.on) for event in told)), None)
        if wrong is not None:
            return replace(outcome, key=invoice.number, reasons=(wrong,))
        new = [event for event in told if not self._is_known(invoice, event)]
        for event in new:
            self._history(invoice.id).append(event)
            self._added.append((invoice.id, event))
        if not told:
            reasons.append(reason("status-nothing"))
        elif not new:
            reasons.append(reason("status-known"))
        total = record.get("total", Decimal)
        if total is not None:
            reasons += _against_total(invoice, positive(invoice, total))
        return replace(
            outcome, key=invoice.number, outcome=NEW if new else SAME,
            reasons=(*(_said_event(event) for event in new), *reasons, *cell_reasons(record)),
        )  # fmt: skip

    def keep(self) -> Changes:
        """Add the events, with the file that says it as their evidence."""
        if not self._added:
            return Changes.NOTHING
        connection, digest = self._workspace.connection, None
        if len(self._evidence.content) <= LARGEST_EVIDENCE:
            digest = store_file(connection, self._evidence.content, self._evidence.media_type)
        for invoice_id, event in self._added:
            events.add_event(connection, invoice_id, event._replace(sha256=digest))
        return Changes.EVENTS

    def _find(
        self, number: str | None, issued: date | None
    ) -> tuple[IssuedAmounts | None, Reason | None]:
        if number is None:
            return None, reason("status-no-number")
        found = self._by_number.get(_folded(number), [])
        exact = [invoice for invoice in found if invoice.number == number] or found
        of_year = [i for i in exact if not issued or not i.issue_date
                   or i.issue_date.year == issued.year]  # fmt: skip
        if len(of_year) == 1:
            return of_year[0], None
        if of_year:
            return None, reason("status-several-years", number=number)
        if exact and issued:
            return None, reason("status-other-year", number=number, year=str(issued.year))
        draft = drafts_by_number(self._workspace.connection, [number]).get(number)
        if draft is not None:
            return None, reason("status-draft", number=number, id=document_name(draft))
        return None, reason("status-unknown-number", number=number)

    def _events(
        self, invoice: IssuedAmounts, record: Record, said: _Said
    ) -> tuple[list[Event], list[Reason]]:
        """Return the events that a row would add, and what is to be said of them."""
        told: list[Event] = []
        reasons: list[Reason] = []
        text, flow = record.get("reason", str), record.get("flow", str)
        for kind, status, given in said.statuses:
            day = given or self._day(invoice, kind, status, reasons)
            told.append(self._event(kind, day, status=status, note=text, flow=flow))
        if said.pays:
            told.append(self._payment(invoice, said, text, reasons))
        return told, reasons

    def _overpaid(self, invoice: IssuedAmounts, said: _Said) -> Reason | None:
        """Return why more came in than is due; what was noted already is no second payment."""
        told = self._history(invoice.id)
        if not said.amount or any(_is(e, said) or _settles(e, invoice, said) for e in told):
            return None
        return overpaid(invoice, said.amount, told)

    def _payment(
        self, invoice: IssuedAmounts, said: _Said, text: str | None, reasons: list[Reason]
    ) -> Event:
        payment = payment_of(
            invoice, said.amount or None, in_full=said.in_full, in_part=said.in_part,
            before=[e for e in self._history(invoice.id) if not _is(e, said)],
        )  # fmt: skip
        day = said.paid_on or self._day(invoice, payment.kind, None, reasons)
        note = " – ".join(filter(None, (note_of(payment, invoice.currency), text)))
        event = self._event(payment.kind, day, note=note or None)
        paid = self._paid(invoice)
        if payment.kind is not EventKind.PAID or paid is None:
            reasons += () if self._is_known(invoice, event) else payment.reasons
            return event
        if paid.on != day:
            reasons.append(reason("status-paid-before", on=paid.on))
        return event._replace(on=paid.on)

    def _day(
        self, invoice: IssuedAmounts, kind: EventKind, status: str | None, reasons: list[Reason]
    ) -> date:
        """Return the day of what a row says without one: today, unless it is the last news."""
        told: Sequence[Event] = news(self._history(invoice.id))
        if kind is EventKind.PART_PAID:
            told = [event for event in self._history(invoice.id) if event.kind is kind]
        if told and (told[-1].kind, told[-1].status) == (kind, status):
            return told[-1].on
        reasons.append(reason("status-no-date", on=self._today))
        return self._today

    def _event(
        self, kind: EventKind, on: date, *, status: str | None = None, note: str | None = None,
        flow: str | None = None,
    ) -> Event:  # fmt: skip
        return Event(at=self._now, kind=kind, by=By.IMPORT, on=on, status=status, flow=flow,
                     note=note, file=self._evidence.name)  # fmt: skip

    def _history(self, invoice_id: int) -> list[Event]:
        if invoice_id not in self._histories:
            told = events.load_events(self._workspace.connection, invoice_id)
            self._histories[invoice_id] = list(told)
        return self._histories[invoice_id]

    def _paid(self, invoice: IssuedAmounts) -> Event | None:
        told = self._history(invoice.id)
        return next((event for event in told if event.kind is EventKind.PAID), None)

    def _is_known(self, invoice: IssuedAmounts, event: Event) -> bool:
        return any(_same(event, known) for known in self._history(invoice.id))

    def _wrong_day(self, invoice: IssuedAmounts, day: date) -> Reason | None:
        if day > self._today:
            return reason("date-future", date=day)
        if invoice.issue_date is not None and day < invoice.issue_date:
            return reason("date-early", date=day, issued=invoice.issue_date)
        return None


def _is(event: Event, said: _Said) -> bool:
    """Return whether a payment of a part that is known is the one that a row tells again."""
    if event.kind is not EventKind.PART_PAID or said.amount is None:
        return False
    amount = f"{said.amount:.2f} "
    return event.on == said.paid_on and (event.note or "").startswith(amount)


def _settles(event: Event, invoice: IssuedAmounts, said: _Said) -> bool:
    """Return whether a row tells again what settled an invoice, or all that was due."""
    known = (noted_amount(event), invoice.due)
    return event.kind is EventKind.PAID and said.amount in known


def _same(event: Event, known: Event) -> bool:
    if (event.kind, event.on, event.status) != (known.kind, known.on, known.status):
        return False
    # Two parts paid on one day are told apart by their amounts.
    return event.kind is not EventKind.PART_PAID or event.note == known.note


def _folded(number: str) -> str:
    return "".join(fold(number).split())


def _unreadable(record: Record) -> Reason | None:
    """Return why a row cannot be taken: a status, a day or an amount that it has is none."""
    for remark in record.remarks:
        if remark.code not in ("unreadable", "formula") or remark.key in ("reason", "flow"):
            continue
        code = "status-unknown" if remark.key == "status" else f"cell-{remark.code}"
        return reason(code, heading=remark.heading, value=remark.value)
    return None


def _two_days(record: Record) -> Reason | None:
    """Return why a row's day is in doubt: its column is read month-first for the sake of others.

    An event cannot be taken back, so a day that may be two is not noted. Of the invoice's own
    date the year alone counts, which both readings share.
    """
    for remark in record.remarks:
        day = record.get(remark.key, date)
        if remark.code != "month-first" or remark.key == "issue_date" or day is None:
            continue
        if day.day <= 12 and day.day != day.month:
            other = date(day.year, day.day, day.month)
            return reason("date-two-ways", heading=remark.heading, value=remark.value,
                          day_first=other, month_first=day)  # fmt: skip
    return None


def _said(record: Record) -> _Said:
    said = _Said(paid_on=record.get("paid_on", date), amount=record.get("paid_amount", Decimal))
    deposited, day = record.get("deposited_on", date), record.get("status_on", date)
    if deposited is not None:
        said.statuses.append((EventKind.DEPOSITED, None, deposited))
    said.in_full = said.paid_on is not None
    _add_status(said, record.get("status", str), day, deposited)
    paid = record.values.get("paid")
    if isinstance(paid, date):
        said.paid_on, said.in_full = said.paid_on or paid, True
    elif isinstance(paid, Decimal):
        said.amount = said.amount if said.amount is not None else paid
    elif paid is True or paid in (PAID, PART_PAID):
        said.in_full = said.in_full or paid is not PART_PAID
        said.in_part = said.in_part or paid == PART_PAID
    if said.amount is not None:  # a day alone says that all came in; beside an amount it does not
        said.in_full = record.get("status", str) == PAID or paid is True or paid == PAID
    return said


def _add_status(said: _Said, status: str | None, day: date | None, deposited: date | None) -> None:
    if status == PAID:
        said.in_full, said.paid_on = True, said.paid_on or day
    elif status == PART_PAID:
        said.in_part, said.paid_on = True, said.paid_on or day
    elif status == DEPOSITED:
        if deposited is None:
            said.statuses.append((EventKind.DEPOSITED, None, day))
    elif status not in (None, NOTHING):
        said.statuses.append((EventKind.STATUS, status, day))


def _said_event(event: Event) -> Reason:
    if event.kind is EventKind.STATUS:
        return reason("event-status", status=event.status or "", on=event.on)
    return reason(f"event-{event.kind}", on=event.on)


def _against_total(invoice: IssuedAmounts, total: Decimal) -> Iterator[Reason]:
    if total not in (invoice.gross, invoice.due, invoice.net):
        yield reason("total-differs", stated=total, gross=invoice.gross)


def known_numbers(workspace: Workspace, records: Sequence[Record]) -> int:
    """Return how many rows name an invoice that was issued here."""
    seller = load_seller(workspace.connection)
    issued = issued_amounts(workspace.connection, seller.siren if seller else None)
    known = {_folded(invoice.number) for invoice in issued}
    numbers = (record.get("number", str) for record in records)
    return sum(1 for number in numbers if number and _folded(number) in known)
