"""Collects garbage in the window's thread alone.

Python collects wherever it happens to allocate, also in the threads of ``tasks``; an object of Qt
that is deleted there leaves its timers behind, and the next one to fire brings the program down.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 200
"""Milliseconds between two looks at what there is to collect."""


class Sweeper(QObject):
    """Does what Python does by itself otherwise, as often and by the same thresholds."""

    _at_work = 0
    """How many there are: Python takes over again after the last."""

    def __init__(self) -> None:
        super().__init__()
        Sweeper._at_work += 1
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._sweep)
        self._timer.start()

    def _sweep(self) -> None:
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Let Python collect by itself again."""
        if self._timer.isActive():
            self._timer.stop()
            Sweeper._at_work -= 1
            if not Sweeper._at_work:
                gc.enable()
