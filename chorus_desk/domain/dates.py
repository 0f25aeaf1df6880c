"""Days of the calendar."""

from datetime import date, timedelta


def days_after(day: date, days: int) -> date:
    """Return the day that comes so many days later, the calendar's last where none does."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def days_before(day: date, days: int) -> date:
    """Return the day that came so many days earlier, the calendar's first where none did."""
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return date.min
