"""What happened to an invoice: events, and the status derived from them."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class EventKind(StrEnum):
    """The kinds of events. Each is added once and never changed."""

    IMPORTED = "imported"
    CREATED = "created"
    """Begun by hand, or as a copy or credit note of another."""
    DISCARDED = "discarded"
    RESTORED = "restored"
    IMPORT_UNDONE = "import-undone"
    TAKEN_OUT = "taken-out"
    """One that was issued elsewhere is followed no more."""
    PUT_BACK = "put-back"
    ISSUED = "issued"
    BUNDLED = "bundled"
    DEPOSITED = "deposited"
    STATUS = "status"
    PAID = "paid"
    PART_PAID = "part-paid"
    """A part of the amount came in: the invoice stands where it stood."""


class By(StrEnum):
    """Who said so."""

    USER = "user"
    IMPORT = "import"
    API = "api"


DRAFT = "draft"
ISSUED = "issued"
ELSEWHERE = "elsewhere"
"""Sent before it came here, by another program; nothing was told of it since."""
DEPOSITED = "deposited"
PAID = "paid"
MADE_AVAILABLE = "MISE_A_DISPOSITION"
"""The status from which the time to pay runs on the portal (R2192-15)."""


class Event(NamedTuple):
    """One thing that happened.

    ``at`` is when it was recorded (UTC); ``on`` the day it took place, as the user says.
    ``status`` is a code of ``invoice_statuses`` for a status event, else None.
    """

    at: datetime
    kind: EventKind
    on: date
    by: By = By.USER
    status: str | None = None
    flow: str | None = None
    note: str | None = None
    file: str | None = None
    sha256: str | None = None


_NEWS = {EventKind.DEPOSITED, EventKind.STATUS, EventKind.PAID}


def news(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events that tell where the invoice stands, oldest day first.

    Chorus Pro imposes no order on statuses, so any may follow any; on the same day the order of
    recording decides.
    """
    return tuple(sorted((e for e in events if e.kind in _NEWS), key=lambda event: event.on))


def status_of(events: Iterable[Event], *, issued: bool, past: bool = False) -> str:
    """Return the status shown: ``draft``, ``issued``, ``deposited``, ``paid`` or a status code.

    One that is ``past`` was issued elsewhere: ``elsewhere`` while nothing is known of it.
    """
    told = news(events)
    if not told:
        return (ELSEWHERE if past else ISSUED) if issued else DRAFT
    last = told[-1]
    if last.kind is EventKind.STATUS:
        return last.status or DEPOSITED
    return PAID if last.kind is EventKind.PAID else DEPOSITED


def deposit_of(events: Iterable[Event]) -> Event | None:
    """Return the last deposit, or None when there was none."""
    return next((e for e in reversed(news(events)) if e.kind is EventKind.DEPOSITED), None)


def days_without_news(events: Iterable[Event], today: date) -> int | None:
    """Return the days since the last news of a deposited invoice; None before and once paid."""
    told = news(events)
    if not told or told[-1].kind is EventKind.PAID:
        return None
    return max(0, (today - told[-1].on).days)
