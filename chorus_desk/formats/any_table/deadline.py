"""How long the reading of a file may take: asked row by row, so that no file holds a person up."""

import time
from collections.abc import Callable

from chorus_desk.domain.errors import UserError

SECONDS = 10.0
"""What any file may take."""
_SECONDS_A_ROW = 0.00005
"""What each of its rows adds: 100,000 of them take less than that on a machine of today."""


class Deadline:
    """A moment after which reading ends, on a clock that no change of the time of day moves."""

    def __init__(
        self, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock, self._until = clock, clock() + seconds

    def allow(self, rows: int) -> None:
        """Put it off by what so many rows may take."""
        self._until += rows * _SECONDS_A_ROW

    def check(self) -> None:
        """Go on, where there is time.

        Raises:
            UserError: ``table-too-slow``.
        """
        if self._clock() > self._until:
            raise UserError("table-too-slow")
