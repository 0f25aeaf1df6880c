"""A pair of hands on the keyboard: what a person does to the window, counted."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QWidget
from shiboken6 import isValid

from chorus_desk.gui.app import Application
from chorus_desk.gui.navigation import Page
from chorus_desk.system.clock import Clock
from chorus_desk.system.settings import Settings

_PATIENCE = 20.0
_NONE = Qt.KeyboardModifier.NoModifier
_Dialog = TypeVar("_Dialog", bound=QDialog)


def wait_until(true: Callable[[], object], what: str = "") -> None:
    """Let the window live until something is true; the threads beside it run meanwhile."""
    end = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < end, f"never: {what or true}"
        QApplication.processEvents()
        time.sleep(0.002)


@dataclass
class Hands:
    """Types and presses keys into whatever has the focus, and counts it."""

    application: Application
    keystrokes: int = 0
    _popup: QWidget | None = None

    def settle(self) -> None:
        """Wait until nothing that was asked for is left to do."""
        for _ in range(3):  # an answer may ask for more
            wait_until(lambda: self.application.desk.tasks.idle, "idle")
            for _ in range(5):
                QApplication.processEvents()
                time.sleep(0.001)

    @property
    def page(self) -> Page:
        """The page in front."""
        current = self.application.window.current
        assert current is not None
        return current

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = _NONE, text: str = "") -> None:
        """Press one key, with what is held down; shortcuts of the window work as they do."""
        self.keystrokes += 1
        target = self._target()
        override = QKeyEvent(QEvent.Type.ShortcutOverride, key, held, text)
        override.ignore()
        QApplication.sendEvent(target, override)
        if not override.isAccepted() and self._shortcut(key, held):
            QApplication.processEvents()
            return
        pressed = QKeyEvent(QEvent.Type.KeyPress, key, held, text)
        QApplication.sendEvent(self._target(), pressed)
        if isValid(target):  # a list may close when its choice is made
            QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyRelease, key, held, text))
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type a text, key by key."""
        for character in text:
            key = Qt.Key(ord(character.upper())) if ord(character) < 128 else Qt.Key.Key_unknown
            self.press(key, _NONE, character)

    def press_all(self, *keys: Qt.Key) -> None:
        """Press one key after the other, and wait for what they do."""
        for key in keys:
            self.press(key)
        self.settle()

    def tab(self, times: int = 1) -> None:
        """Go on by Tab."""
        for _ in range(times):
            self.press(Qt.Key.Key_Tab)

    def control(self, key: Qt.Key, *, shift: bool = False) -> None:
        """Press a key with Ctrl, perhaps with Shift too, and wait for what it does."""
        held = Qt.KeyboardModifier.ControlModifier
        self.press(key, held | Qt.KeyboardModifier.ShiftModifier if shift else held)
        self.settle()

    def tab_to(self, true: Callable[[QWidget], bool], most: int = 80) -> None:
        """Go on by Tab until the control is reached that is looked for."""
        for _ in range(most):
            if true(self.focus):
                return
            self.tab()
        raise AssertionError(f"not reached by Tab; at {describe(self.focus)}")

    def tab_to_named(self, name: str) -> None:
        """Go on by Tab until the control of that accessible name, or text, has the focus."""
        self.tab_to(lambda widget: name in describe(widget))

    @property
    def focus(self) -> QWidget:
        """The control that has the focus."""
        widget = next(self._focused(), None)
        assert widget is not None, "nothing has the focus"
        return widget

    def _target(self) -> QWidget:
        self._popup = QApplication.activePopupWidget()  # held: with it what is found in it would go
        if self._popup is not None:  # the list of a choice gets the keys, not the frame around it
            return self._popup.findChild(QAbstractItemView) or self._popup
        return next(self._focused(), None) or self.application.window

    def _focused(self) -> Iterator[QWidget]:
        """Give what has the focus; a dialog that stands before the window takes the keys."""
        modal, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
        if focus is not None and (modal is None or modal.isAncestorOf(focus)):
            yield focus
        # The offscreen platform does not give the focus back to a window after its dialog.
        own = (modal or self.application.window).focusWidget()
        if own is not None:
            yield own

    def _shortcut(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        """Trigger the action of the active window that has these keys."""
        from PySide6.QtGui import QAction, QKeySequence, QShortcut

        window = QApplication.activeWindow() or self.application.window
        pressed = QKeySequence(int(key) | held.value)
        for action in window.findChildren(QAction):
            if action.isEnabled() and action.shortcut() == pressed and not pressed.isEmpty():
                action.trigger()
                return True
        for shortcut in window.findChildren(QShortcut):
            if shortcut.isEnabled() and shortcut.key() == pressed:
                shortcut.activated.emit()
                return True
        return False


def describe(widget: QWidget) -> str:
    """Return how a screen reader would call a control."""
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (text() if callable(text) else "") or type(widget).__name__


def open_application(
    folder: Path, clock: Clock, language: str = "fr", theme: str = "light",
    settings: Settings | None = None,
) -> Application:  # fmt: skip
    """Return the application with its window on a data folder."""
    from chorus_desk.gui import theme as themes

    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    themes.use_font(qt)
    application = Application(qt, clock, home=folder)
    application.open(folder, settings or Settings(language=language, theme=theme))
    wait_until(application.window.isVisible)
    application.window.activateWindow()
    Hands(application).settle()
    return application


def meet_dialog(kind: type[_Dialog], act: Callable[[_Dialog], object]) -> list[_Dialog]:
    """Let somebody act in the next dialog of a kind; the list holds it once it was met.

    A dialog that is still open after that, or in which something fails, is left.
    """
    met: list[_Dialog] = []
    end = time.monotonic() + _PATIENCE

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind):
            if time.monotonic() < end:
                QTimer.singleShot(10, look)
            return
        met.append(dialog)
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(10, look)
    return met
