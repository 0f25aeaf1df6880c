from datetime import date

import pytest

from chorus_desk.domain.dates import days_after


@pytest.mark.parametrize(
    ("day", "days", "later"),
    [(date(2026, 11, 24), 30, date(2026, 12, 24)), (date(9999, 12, 2), 30, date.max),
     (date.max, 60, date.max)],
)  # fmt: skip
def test_days_after__ends_with_the_calendar(day: date, days: int, later: date) -> None:
    assert days_after(day, days) == later
