"""Windows are drawn where nobody sees them, unless a platform is asked for."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from chorus_desk.gui.app import Application
from chorus_desk.gui.main_window import MainWindow
from chorus_desk.system.clock import Clock
from chorus_desk.system.settings import Settings
from chorus_desk.usecases.workspace import open_workspace
from tests.gui.driving import Hands, open_application
from tests.stored import furnish


@pytest.fixture(autouse=True)
def _no_word_from_qt() -> Iterator[None]:
    """Fail a test during which Qt warned of something, or that leaves a thread behind."""
    said: list[str] = []

    def hear(kind: QtMsgType, _where: object, message: str) -> None:
        # The offscreen platform says of itself what it cannot do.
        of_platform = "This plugin does not support" in message
        if kind != QtMsgType.QtDebugMsg and not of_platform:
            said.append(message)

    before = set(threading.enumerate())
    old = qInstallMessageHandler(hear)
    yield
    qInstallMessageHandler(old)
    left = [thread.name for thread in set(threading.enumerate()) - before if thread.is_alive()]
    assert not left
    assert not said


@pytest.fixture(autouse=True)
def _no_window_left(_no_word_from_qt: None) -> Iterator[None]:
    """Let go of the windows of a test: each that is left makes every later one slower to put up."""
    yield
    if QApplication.instance() is not None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow):
                window.deleteLater()
        # Nobody runs the loop that lets them go.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    """A data folder with a business."""
    made = tmp_path / "données"
    with open_workspace(made, clock) as workspace:
        furnish(workspace)
    return made


Opener = Callable[..., Hands]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Opener]:
    """Return what opens the window on a data folder; each is closed at the end."""
    applications: list[Application] = []

    def open_(
        folder: Path | None = None, language: str = "fr", theme: str = "light",
        settings: Settings | None = None,
    ) -> Hands:  # fmt: skip
        place = folder or tmp_path / "données"
        application = open_application(place, clock, language, theme, settings)
        applications.append(application)
        return Hands(application)

    yield open_
    for application in applications:
        application.close()
