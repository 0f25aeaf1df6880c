"""Objects of Qt are never deleted by another thread than the window's."""

import gc
import threading

from PySide6.QtCore import QObject, QThread, QTimer
from pytestqt.qtbot import QtBot

from chorus_desk.gui.garbage import Sweeper


class _Timed(QObject):
    """Owned by Python alone, in a circle, with a timer that runs."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        self.timer = QTimer(self)
        self.timer.start(10)


def _make_garbage() -> None:
    for _ in range(3000):
        circle: list[object] = []
        circle.append(circle)


def test_sweeper__leaves_nothing_to_the_threads_beside(qtbot: QtBot) -> None:
    deleted_in: list[object] = []
    before = gc.get_count()[0]
    sweeper = Sweeper()
    assert not gc.isenabled()
    timed = _Timed()
    timed.destroyed.connect(lambda: deleted_in.append(QThread.currentThread()))
    del timed
    thread = threading.Thread(target=_make_garbage)
    thread.start()
    thread.join()
    assert not deleted_in
    assert gc.get_count()[0] > before
    qtbot.waitUntil(lambda: gc.get_count()[0] < 3000, timeout=5000)
    gc.collect()
    sweeper.stop()
    sweeper.stop()
    assert gc.isenabled()


def test_sweepers__give_back_when_the_last_one_stops(qtbot: QtBot) -> None:
    one, two = Sweeper(), Sweeper()
    one.stop()
    assert not gc.isenabled()
    two.stop()
    assert gc.isenabled()
