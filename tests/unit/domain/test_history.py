from datetime import UTC, date, datetime

from chorus_desk.domain.history import (
    Event,
    EventKind,
    days_without_news,
    deposit_of,
    status_of,
)

AT = datetime(2026, 11, 24, tzinfo=UTC)


def event(kind: EventKind, day: int, status: str | None = None) -> Event:
    return Event(at=AT, kind=kind, on=date(2026, 11, day), status=status)


ISSUED = event(EventKind.ISSUED, 1)
DEPOSITED = event(EventKind.DEPOSITED, 2)


def test_status_of__follows_the_last_news() -> None:
    assert status_of([], issued=False) == "draft"
    assert status_of([ISSUED], issued=True) == "issued"
    assert status_of([ISSUED, DEPOSITED], issued=True) == "deposited"
    suspended = event(EventKind.STATUS, 5, "SUSPENDUE")
    assert status_of([ISSUED, DEPOSITED, suspended], issued=True) == "SUSPENDUE"
    assert (
        status_of([ISSUED, DEPOSITED, event(EventKind.PAID, 9), suspended], issued=True) == "paid"
    )


def test_status_of__lets_any_status_follow_any() -> None:
    odd = [event(EventKind.STATUS, 3, "MISE_EN_PAIEMENT"), event(EventKind.STATUS, 4, "DEPOSEE")]
    assert status_of(odd, issued=True) == "DEPOSEE"


def test_status_of__decides_by_recording_on_the_same_day() -> None:
    same_day = [event(EventKind.STATUS, 3, "REJETEE"), event(EventKind.STATUS, 3, "COMPLETEE")]
    assert status_of(same_day, issued=True) == "COMPLETEE"


def test_days_without_news__counts_from_the_last_news() -> None:
    today = date(2026, 11, 12)
    assert days_without_news([ISSUED], today) is None
    assert days_without_news([ISSUED, DEPOSITED], today) == 10
    assert days_without_news([DEPOSITED, event(EventKind.PAID, 9)], today) is None


def test_deposit_of__is_the_last_one() -> None:
    again = event(EventKind.DEPOSITED, 8)
    assert deposit_of([DEPOSITED, again]) == again
    assert deposit_of([ISSUED]) is None
