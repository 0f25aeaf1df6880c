from datetime import UTC, date, datetime

import pytest

from chorus_desk.domain.history import Event, EventKind
from chorus_desk.rules.follow_up import check_follow_up, legal_due_date

CLOSED = frozenset({"REJETEE"})


def event(kind: EventKind, day: date, status: str | None = None) -> Event:
    return Event(at=datetime(2026, 1, 1, tzinfo=UTC), kind=kind, on=day, status=status)


DEPOSIT = event(EventKind.DEPOSITED, date(2026, 11, 2))
AVAILABLE = event(EventKind.STATUS, date(2026, 11, 4), "MISE_A_DISPOSITION")


@pytest.mark.parametrize(("days", "expected"), [(30, date(2026, 12, 4)), (50, date(2026, 12, 24))])
def test_legal_due_date__runs_from_the_day_it_was_made_available(days: int, expected: date) -> None:
    assert legal_due_date([DEPOSIT, AVAILABLE], days) == expected


def test_legal_due_date__else_from_the_deposit_and_two_days() -> None:
    assert legal_due_date([DEPOSIT], 30) == date(2026, 12, 4)


def test_legal_due_date__is_unknown_before_a_deposit() -> None:
    assert legal_due_date([], 30) is None


@pytest.mark.parametrize(
    ("today", "rules"), [(3, []), (4, ["CD-NO-STATUS"]), (30, ["CD-NO-STATUS"])]
)
def test_check_follow_up__misses_a_status_two_days_after_the_deposit(
    today: int, rules: list[str]
) -> None:
    found = check_follow_up([DEPOSIT], date(2026, 11, today), closed=CLOSED)
    assert [finding.rule for finding in found] == rules


@pytest.mark.parametrize(("today", "rules"), [(17, []), (18, ["CD-NO-MOVEMENT"])])
def test_check_follow_up__misses_a_movement_after_fourteen(today: int, rules: list[str]) -> None:
    found = check_follow_up([DEPOSIT, AVAILABLE], date(2026, 11, today), closed=CLOSED)
    assert [finding.rule for finding in found] == rules


def test_check_follow_up__is_quiet_once_nothing_is_awaited() -> None:
    rejected = event(EventKind.STATUS, date(2026, 11, 5), "REJETEE")
    paid = event(EventKind.PAID, date(2026, 11, 9))
    later = date(2027, 6, 1)
    assert list(check_follow_up([DEPOSIT, rejected], later, closed=CLOSED)) == []
    assert list(check_follow_up([DEPOSIT, AVAILABLE, paid], later, closed=CLOSED)) == []
    assert list(check_follow_up([], later, closed=CLOSED)) == []
