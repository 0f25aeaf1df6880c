"""The only place that reads the time. A workspace carries its clock, tests carry another."""

from datetime import UTC, date, datetime
from typing import NamedTuple


class Clock(NamedTuple):
    """Tells the time of this machine, or of one fixed moment."""

    fixed: datetime | None = None

    def now(self) -> datetime:
        """Return the present moment in UTC, to the second."""
        return (self.fixed or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)

    def today(self) -> date:
        """Return the date where the user lives."""
        return (self.fixed or datetime.now(UTC)).astimezone().date()
