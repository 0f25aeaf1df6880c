"""Past statuses and payments: each row adds to the history of the invoice it names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from chorus_desk.domain.history import By, Event, EventKind, news
from chorus_desk.domain.money import round_half_away
from chorus_desk.domain.text import fold
from chorus_desk.formats.record_tables.reading import Record
from chorus_desk.storage import events
from chorus_desk.storage.files import store_file
from chorus_desk.storage.issued_amounts import IssuedAmounts, drafts_by_number, issued_amounts
from chorus_desk.storage.seller import load_seller
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.identify import document_name
from chorus_desk.usecases.importing.records.doubts import settled, two_days, unreadable
from chorus_desk.usecases.importing.records.outcomes import (
    NEW,
    SAME,
    Reason,
    RowOutcome,
    cell_reasons,
    reason,
    untaken,
)
from chorus_desk.usecases.importing.records.payments import (
    note_of,
    noted_amount,
    overpaid,
    payment_of,
    positive,
)
from chorus_desk.usecases.importing.records.said import Said, is_of_invoice, said_of
from chorus_desk.usecases.workspace import Workspace

LARGEST_EVIDENCE = 20_000_000
"""Bytes of a file that is kept whole beside the events it gave; a larger one is named alone."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The file that says it: its name, media type and content."""

    name: str
    media_type: str
    content: bytes


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
        outcome = untaken(record, number, number)
        invoice, why = self._find(number, record.get("issue_date", date))
        refused = why or unreadable(record) or two_days(record)
        if invoice is not None and refused is None:
            record, refused = settled(record, invoice)
        if invoice is None or refused is not None:
            return replace(outcome, reasons=tuple(filter(None, (refused,))))
        said = said_of(record, invoice)
        if said.amount is not None and said.amount < 0:
            return replace(outcome, reasons=(reason("paid-negative", amount=said.amount),))
        too_much = self._overpaid(invoice, said)
        if too_much is not None:
            return replace(outcome, key=invoice.number, reasons=(too_much,))
        told, reasons = self._events(invoice, record, said)
        wrong = next(filter(None, (self._wrong_day(invoice, event.on) for event in told)), None)
        if wrong is not None:
            return replace(outcome, key=invoice.number, reasons=(wrong,))
        new = [event for event in told if self._known(invoice, event) is None]
        for event in new:
            self._history(invoice.id).append(event)
            self._added.append((invoice.id, event))
        if not told:
            reasons.append(reason("status-nothing"))
        elif not new:
            reasons.append(reason("status-known"))
        reasons += _against_total(invoice, record, said)
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
        self, invoice: IssuedAmounts, record: Record, said: Said
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

    def _overpaid(self, invoice: IssuedAmounts, said: Said) -> Reason | None:
        """Return why more came in than is due; what was noted already is no second payment."""
        told = self._history(invoice.id)
        if not said.amount or any(_is(e, said) or _settles(e, invoice, said) for e in told):
            return None
        return overpaid(invoice, said.amount, told)

    def _payment(
        self, invoice: IssuedAmounts, said: Said, text: str | None, reasons: list[Reason]
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
            known = self._known(invoice, event)
            reasons += payment.reasons if known is None else _told_again(event, known)
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

    def _known(self, invoice: IssuedAmounts, event: Event) -> Event | None:
        """Return the event that says the same already."""
        return next((e for e in self._history(invoice.id) if _same(event, e)), None)

    def _wrong_day(self, invoice: IssuedAmounts, day: date) -> Reason | None:
        if day > self._today:
            return reason("date-future", date=day)
        if invoice.issue_date is not None and day < invoice.issue_date:
            return reason("date-early", date=day, issued=invoice.issue_date)
        return None


def _is(event: Event, said: Said) -> bool:
    """Return whether a payment of a part that is known is the one that a row tells again."""
    if event.kind is not EventKind.PART_PAID or said.amount is None:
        return False
    return event.on == said.paid_on and noted_amount(event) == round_half_away(said.amount)


def _told_again(event: Event, known: Event) -> Iterator[Reason]:
    """Say it where a payment of a part is taken for one that was noted with other words."""
    amount = noted_amount(event)
    if amount is not None and event.note != known.note:
        yield reason("part-known", amount=amount, on=known.on)


def _settles(event: Event, invoice: IssuedAmounts, said: Said) -> bool:
    """Return whether a row tells again what settled an invoice, or all that was due."""
    known = (noted_amount(event), invoice.due)
    return event.kind is EventKind.PAID and said.amount in known


def _same(event: Event, known: Event) -> bool:
    if (event.kind, event.on, event.status) != (known.kind, known.on, known.status):
        return False
    # Two parts paid on one day are told apart by their amounts; another remark makes no other.
    return event.kind is not EventKind.PART_PAID or noted_amount(event) == noted_amount(known)


def _folded(number: str) -> str:
    return "".join(fold(number).split())


def _said_event(event: Event) -> Reason:
    if event.kind is EventKind.STATUS:
        return reason("event-status", status=event.status or "", on=event.on)
    return reason(f"event-{event.kind}", on=event.on)


def _against_total(invoice: IssuedAmounts, record: Record, said: Said) -> Iterator[Reason]:
    """Say it where the amount that a row gives the invoice is none of its amounts."""
    total = record.get("total", Decimal)
    if total is None or is_of_invoice(total, invoice):
        return
    if said.by_total:
        yield reason("total-as-payment", stated=positive(invoice, total), due=invoice.due)
    else:
        yield reason("total-differs", stated=positive(invoice, total), gross=invoice.gross)


def known_numbers(workspace: Workspace, records: Sequence[Record]) -> int:
    """Return how many rows name an invoice that was issued here."""
    seller = load_seller(workspace.connection)
    issued = issued_amounts(workspace.connection, seller.siren if seller else None)
    known = {_folded(invoice.number) for invoice in issued}
    numbers = (record.get("number", str) for record in records)
    return sum(1 for number in numbers if number and _folded(number) in known)
