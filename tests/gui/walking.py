"""Walks every screen of the window: brings each up as a person finds it, and looks at what is there."""

import os
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from catalogue import merged
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QAction, QFont, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QButtonGroup,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QWidget,
)
from screen_window import Show, open_at, settle
from screens import EMPTY_SCREENS, SCREENS

from chorus_desk.gui.app import Application
from chorus_desk.gui.pages.editor.grid import LinesGrid
from chorus_desk.gui.widgets.forms import FormRow
from tests.gui.driving import Hands, describe

ALL: Mapping[str, Show] = {**SCREENS, **EMPTY_SCREENS}
WIDTH, HEIGHT = 1280, 820
"""Of the window, in pixels."""
_TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox)


@dataclass
class Brought:
    """A screen that stands."""

    name: str
    application: Application
    root: QWidget
    """The window, or the dialog that is before it."""

    @property
    def widgets(self) -> list[QWidget]:
        """Everything that stands in it, also what must be scrolled to; Qt's own parts not."""
        found = [self.root, *self.root.findChildren(QWidget)]
        return [widget for widget in found if widget.isVisible() and not _internal(widget)]

    @property
    def controls(self) -> list[QWidget]:
        """What the keyboard can be in."""
        return [
            widget for widget in self.widgets
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isEnabled()
        ]  # fmt: skip


def _internal(widget: QWidget) -> bool:
    return isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_")


@contextmanager
def brought_up(
    name: str, folder: Path, language: str = "fr", percent: int = 100,
    around: Callable[[Callable[[], QWidget | None]], QWidget | None] = lambda show: show(),
) -> Iterator[Brought]:  # fmt: skip
    """Bring a screen up on the data in a folder; ``around`` is called with what shows it."""
    data = folder / ("demo" if name in SCREENS else "vide")
    application = open_at(data, language=language, percent=percent)
    application.window.resize(WIDTH, HEIGHT)
    application.window.activateWindow()
    settle(application)
    dialog = around(lambda: ALL[name](application, folder))
    settle(application)
    try:
        yield Brought(name, application, dialog or application.window)
    finally:
        if dialog is not None:
            dialog.close()
            dialog.deleteLater()
        application.close()
        application.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


# Names


def unnamed(screen: Brought) -> list[str]:
    """Return the controls that a screen reader cannot call, and the labels tied to no control."""
    found = [f"{screen.name}: no name: {place_of(w)}" for w in screen.controls if not _has_name(w)]
    return found + [
        f"{screen.name}: no buddy: {describe(row.control)}"
        for row in screen.root.findChildren(FormRow)
        if not any(label.buddy() is row.control for label in row.findChildren(QLabel))
    ]


def _has_name(widget: QWidget) -> bool:
    interface = QAccessible.queryAccessibleInterface(widget)
    name = interface.text(QAccessible.Text.Name).strip()
    if isinstance(widget, _TEXT_FIELDS):
        return name not in ("", widget.placeholderText())
    return bool(name)


def place_of(widget: QWidget) -> str:
    """Return what a widget is, and in what it stands."""
    chain = [describe(widget)]
    parent = widget.parentWidget()
    while parent is not None and len(chain) < 4:
        if type(parent) is not QWidget:
            chain.append(type(parent).__name__)
        parent = parent.parentWidget()
    return f"{type(widget).__name__} {' < '.join(chain)!r}"


# Cut texts


def cut(screen: Brought) -> list[str]:
    """Return the texts that are not shown whole, and what does not fit into the window."""
    found = []
    for widget in screen.widgets:
        found += [f"{place_of(widget)}: {why}" for why in _cut(widget)]
    window = screen.root
    if window.width() > WIDTH or window.height() > HEIGHT:
        found.append(f"is {window.width()} × {window.height()}")
    return [f"{screen.name}: cut: {text}" for text in found]


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _cut_label(widget)
    elif isinstance(widget, QPushButton):
        yield from _short(_button_width(widget), widget.width())
    elif isinstance(widget, QAbstractButton) and widget.text():
        yield from _short(widget.sizeHint().width(), widget.width())
    elif isinstance(widget, QComboBox):
        needed = widget.fontMetrics().horizontalAdvance(widget.currentText())
        yield from _short(needed, _combo_room(widget))
    elif isinstance(widget, QMenuBar):
        yield from _short(widget.sizeHint().width(), widget.width())
    elif isinstance(widget, QHeaderView):
        yield from _cut_sections(widget)
    elif isinstance(widget, QAbstractScrollArea):
        yield from _cut_content(widget)
    if isinstance(widget, QLabel | QAbstractButton | QComboBox | QLineEdit):
        yield from _outside(widget)


def _short(needed: int, room: int) -> Iterator[str]:
    if needed > room:
        yield f"{needed} pixels needed, {room} there"


def _cut_label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + 1:
            yield f"{needed} pixels high needed, {label.height()} there"
        words = label.text().split()
        yield from _short(max(label.fontMetrics().horizontalAdvance(word) for word in words),
                          label.contentsRect().width())  # fmt: skip
        return
    yield from _short(label.sizeHint().width(), label.width())
    yield from _short(label.sizeHint().height(), label.height())


def _button_width(button: QPushButton) -> int:
    """Return the width that a button needs; a chosen one is written bold, which Qt forgets."""
    hint = button.sizeHint().width()
    if not button.isChecked() or not (button.property("page") or button.property("chip")):
        return hint
    bold = QFont(button.font())
    bold.setWeight(QFont.Weight.DemiBold)
    plain = button.fontMetrics().horizontalAdvance(button.text())
    return hint - plain + QFontMetrics(bold).horizontalAdvance(button.text())


def _combo_room(box: QComboBox) -> int:
    option = QStyleOptionComboBox()
    option.initFrom(box)
    control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(control, option, part, box).width()


def _cut_sections(header: QHeaderView) -> Iterator[str]:
    for section in range(header.count()):
        if (
            not header.isSectionHidden(section)
            and header.orientation() == Qt.Orientation.Horizontal
        ):
            text = header.model().headerData(section, header.orientation())
            for why in _short(header.sectionSizeHint(section), header.sectionSize(section)):
                yield f"{text!r}: {why}"


def _cut_content(area: QAbstractScrollArea) -> Iterator[str]:
    """Tell of what stands beyond the edge of an area that cannot be scrolled there."""
    inner = getattr(area, "widget", None)
    off = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if off and callable(inner) and inner() is not None:
        yield from _short(inner().width(), area.viewport().width())


def _outside(widget: QWidget) -> Iterator[str]:
    """Tell of a widget that its parents show a part of, scrolled ones aside."""
    parent, rect = widget.parentWidget(), widget.geometry()
    while parent is not None and not parent.objectName().startswith("qt_"):
        if not parent.rect().contains(rect):
            yield f"{rect.getRect()} in {parent.rect().getRect()} of {type(parent).__name__}"
            return
        if parent.isWindow():
            return
        rect.translate(parent.pos())
        parent = parent.parentWidget()


# Language


def french(screen: Brought) -> set[str]:
    """Return the French texts of the catalogue that are shown or said."""
    known, patterns = _french_texts()
    found = set()
    for text in _said(screen):
        for part in (text, *re.split(r"\n| – | · ", text)):
            bare = part.replace("&", "").strip()
            if bare in known:
                found.add(known[bare])
            else:
                found |= {source for source, form in patterns.items() if form.fullmatch(bare)}
    return found


@cache
def _french_texts() -> tuple[Mapping[str, str], Mapping[str, re.Pattern[str]]]:
    """Return the texts whose English differs or lacks: plain ones, and those with places."""
    plain, patterns = {}, {}
    catalogue = list(merged())
    english = {str(message.string) for message in catalogue}  # a word may be one of both languages
    for message in catalogue:
        source = str(message.id)
        if not source or source in english or re.fullmatch(r"\w+\.\w+", source):
            continue
        literals = re.split(r"\{\w+[^}]*\}", source)
        if len(literals) == 1:
            plain[source.replace("&", "").strip()] = source
        elif sum(map(str.isalpha, "".join(literals))) >= 4:
            form = ".+".join(re.escape(literal) for literal in literals)
            patterns[source] = re.compile(form, re.DOTALL)
    return plain, patterns


def _said(screen: Brought) -> Iterator[str]:
    for widget in screen.widgets:
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        for part in ("text", "placeholderText", "title"):
            told = getattr(widget, part, None)
            if callable(told):
                yield str(told())
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(index) for index in range(widget.count()))
        if isinstance(widget, QTableView):
            yield from _cells(widget)
    yield screen.root.windowTitle()
    for action in screen.root.findChildren(QAction):
        yield from (action.text(), action.toolTip())
    yield from (menu.title() for menu in screen.root.findChildren(QMenu))


def _cells(table: QTableView) -> Iterator[str]:
    model = table.model()
    roles = (
        Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
    )  # fmt: skip
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(30, model.rowCount())):
            yield from (str(model.index(row, column).data(role) or "") for role in roles)


# Keys


def clashing(screen: Brought) -> list[str]:
    """Return the keys that two actions have, and the letters that two menus have."""
    window = screen.application.window
    keys: dict[str, list[str]] = {}
    for action in window.findChildren(QAction):
        for sequence in action.shortcuts():
            keys.setdefault(sequence.toString(), []).append(action.text())
    for shortcut in window.findChildren(QShortcut):
        keys.setdefault(shortcut.key().toString(), []).append("shortcut")
    for menu in (window.menuBar(), *window.findChildren(QMenu)):
        for action in menu.actions():
            letter = QKeySequence.mnemonic(action.text()).toString()
            keys.setdefault(f"{letter} in {id(menu)}" if letter else "", []).append(action.text())
    keys.pop("", None)
    return [f"{screen.name}: {key}: {used}" for key, used in keys.items() if len(used) > 1]


# Going round by Tab


@dataclass
class Round:
    """Where Tab led."""

    missed: list[QWidget] = field(default_factory=list)
    trapped: str = ""
    reached: list[QWidget] = field(default_factory=list)


def go_round(screen: Brought) -> Round:
    """Press Tab from the first control until it has the focus again."""
    hands = Hands(screen.application)
    wanted = [
        widget for widget in screen.controls
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        and _grid_of(widget.parentWidget()) is None
    ]  # fmt: skip
    if not wanted:
        return Round()
    first = wanted[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    reached: list[QWidget] = []
    for _ in range(3 * len(wanted) + 20):
        focus = hands.focus
        grid = _grid_of(focus)
        if grid is not None:
            grid.go_to(grid.lines.rowCount() - 1, 0)  # its end: what Tab does before is its own
            focus = grid
        if reached and focus is first:
            break
        reached.append(focus)
        hands.press(Qt.Key.Key_Tab)
    else:
        last = " > ".join(describe(widget) for widget in reached[-3:])
        return Round(trapped=f"{screen.name}: Tab does not come round: {last}")
    missed = [widget for widget in wanted if not any(_leads_to(at, widget) for at in reached)]
    return Round(missed, reached=reached)


def _leads_to(reached: QWidget, widget: QWidget) -> bool:
    """Return whether one is reached with the other: in a group of choices the arrows lead on."""
    groups = reached.window().findChildren(QButtonGroup)
    return reached is widget or any(
        group.exclusive() and {reached, widget} <= set(group.buttons()) for group in groups
    )


def _grid_of(widget: QWidget | None) -> LinesGrid | None:
    parent = widget
    while parent is not None and not isinstance(parent, LinesGrid):
        parent = parent.parentWidget()
    return parent


def kind_of(widget: QWidget) -> str:
    """Return what kind of control a widget is, to the eye."""
    looks = [name for name in ("primary", "flat", "page", "chip", "plain") if widget.property(name)]
    return " ".join((type(widget).__name__, *looks))


def shows_focus(widget: QWidget, other: QWidget) -> bool:
    """Return whether a control looks otherwise with the focus than without."""
    other.setFocus(Qt.FocusReason.OtherFocusReason)
    QApplication.processEvents()
    without = widget.grab().toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    return widget.grab().toImage() != without


# The window's thread


_LONGEST = 0.1
"""Seconds that the window may keep a person waiting."""
_HELPERS = ("packaging/screen_window.py", "tests/gui/driving.py")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND
_FORBIDDEN = ("sqlite3.connect", "subprocess.Popen", "os.system", "os.posix_spawn", "os.fork",
              "socket.connect", "socket.bind", "socket.getaddrinfo")  # fmt: skip


_SLEEP = time.sleep


class _Listener:
    """What the interpreter tells of the window's thread while somebody listens."""

    heard: list[str] | None = None
    thread = 0
    hooked = False


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    heard = _Listener.heard
    if heard is None or threading.get_ident() != _Listener.thread:
        return
    if event == "open":
        told = isinstance(arguments[2], int) and bool(arguments[2] & _WRITING)
    else:
        told = event in _FORBIDDEN
    if told:
        stack = traceback.extract_stack(sys._getframe(1), limit=4)
        where = " < ".join(f"{Path(at.filename).name}:{at.lineno}" for at in reversed(stack))
        heard.append(f"{event} {arguments[:1]} at {where}")


def _moment() -> tuple[float, float]:
    """Return the time, and for how long of it this thread waited for a processor, in seconds.

    What others do to the machine is not the window's fault; only Linux tells.
    """
    try:
        waited = int(Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        waited = 0
    return time.monotonic(), waited / 1e9


def _sleep(seconds: float) -> None:
    """Sleep, and note who did: the interpreter tells of it from Python 3.13 on alone."""
    heard, caller = _Listener.heard, sys._getframe(1).f_code
    if heard is not None and threading.get_ident() == _Listener.thread:
        place = caller.co_filename.replace(os.sep, "/")
        if not place.endswith(_HELPERS):
            heard.append(f"time.sleep {seconds} at {Path(place).name}: {caller.co_name}")
    _SLEEP(seconds)


@dataclass
class Watched:
    """What a screen did to the window's thread."""

    stalls: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)


@contextmanager
def watching() -> Iterator[Watched]:
    """Watch the window's thread: when it answers nobody, and what it asks of the machine."""
    watched = Watched()
    if not _Listener.hooked:
        sys.addaudithook(_hear)
        _Listener.hooked = True
    last, ended, main = [_moment()], threading.Event(), threading.get_ident()
    stacks: dict[tuple[float, float], str] = {}

    def watch() -> None:
        while not ended.wait(0.01):
            tick = last[0]
            if time.monotonic() - tick[0] > _LONGEST and tick not in stacks:
                stack = traceback.extract_stack(sys._current_frames()[main])[-7:]
                stacks[tick] = " > ".join(
                    f"{Path(at.filename).name}:{at.lineno} {at.name}" for at in stack
                )

    def tick() -> None:
        before, last[0] = last[0], _moment()
        busy = (last[0][0] - before[0]) - (last[0][1] - before[1])
        if busy > _LONGEST:
            watched.stalls.append(f"{busy * 1000:.0f} ms at {stacks.get(before, 'its end')}")

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start(5)
    thread = threading.Thread(target=watch, name="watchdog")
    thread.start()
    _Listener.thread, _Listener.heard = main, watched.calls
    try:
        with patch.object(time, "sleep", _sleep):
            yield watched
    finally:
        _Listener.heard = None
        ended.set()
        thread.join()
        timer.stop()


def watched(name: str, folder: Path) -> Watched:
    """Bring a screen up and put it away; return what that did to the window's thread."""
    seen: list[Watched] = []

    def watch(show: Callable[[], QWidget | None]) -> QWidget | None:
        with watching() as heard:
            dialog = show()
        seen.append(heard)
        return dialog

    with brought_up(name, folder, around=watch):
        return seen[0]
