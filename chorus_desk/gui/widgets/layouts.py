"""Labels, headings and layouts that every page builds with."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui import theme

_SOON = 10
"""Milliseconds until controls that were just made are in sight."""


def label(text: str, *, wrap: bool = False, soft: bool = False, selectable: bool = False) -> QLabel:
    """Return a text: over several lines, in the soft colour, to be selected, as asked."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if soft:
        made.setProperty("soft", True)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def heading(text: str, factor: float = 1.6) -> QLabel:
    """Return a page's title, or a smaller one."""
    made = label(text)
    made.setFont(theme.scaled_font(made, factor, bold=True))
    return made


def card_row(card: QFrame, title: str) -> tuple[QHBoxLayout, QVBoxLayout]:
    """Make a card with words at the left; return its row, for buttons, and the words' column."""
    card.setProperty("card", True)
    row = QHBoxLayout(card)
    row.setContentsMargins(16, 14, 16, 14)
    row.setSpacing(2 * theme.SPACE)
    words = QVBoxLayout()
    words.setSpacing(3)
    words.addWidget(heading(title, 1.1))
    row.addLayout(words, 1)
    return row, words


def scrolled(inner: QWidget, name: str) -> QScrollArea:
    """Return a part of a dialog that scrolls up and down; the focus stays with what is in it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    area.setAccessibleName(name)
    return area


def make_chip(text: str, *, chosen: bool) -> QPushButton:
    """Return one of the small buttons of which one is chosen."""
    chip = QPushButton()
    chip.setProperty("chip", True)
    write_chip(chip, text)
    chip.setCheckable(True)
    chip.setChecked(chosen)
    return chip


def write_chip(chip: QPushButton, text: str) -> None:
    """Write on a chip, with room for the bold letters it has when it is chosen."""
    chip.setText(text)
    chip.setMinimumWidth(theme.width_of_text(text, bold=True) + 28)


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            emptied(inner)


def holds_focus(part: QWidget) -> bool:
    """Return whether a control in a part of a window has its focus."""
    focus = part.window().focusWidget()
    return any(control is focus for control in part.findChildren(QWidget))


def focus_first_button(part: QWidget) -> None:
    """Give the focus to the first button of a part of a window, once its new controls are there."""

    def focus() -> None:
        if not take_first_button(part) and part.isVisible():
            QTimer.singleShot(_SOON, part, focus)

    QTimer.singleShot(0, part, focus)


def take_first_button(part: QWidget) -> bool:
    """Give the focus to the first button in sight, and return whether there is one."""
    buttons = part.findChildren(QPushButton)
    for button in [b for b in buttons if b.isVisibleTo(part) and b.isEnabled()][:1]:
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
    return False


def fit_height(window: QWidget) -> None:
    """Make a window as high as its texts need at its width: Qt reckons with a narrower one."""
    layout = window.layout()
    if layout is not None:
        least = max(window.minimumWidth(), layout.sizeHint().width())
        width = max(window.width(), least) if window.isVisible() else least
        window.resize(width, layout.totalHeightForWidth(width))


class FlowLayout(QLayout):
    """Sets widgets side by side and goes on below when the width is used up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins(0, 0, 0, 0))
        self.setSpacing(theme.SPACE)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 -- Qt's name
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Return an item, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Take an item out, None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 -- Qt's name
        """Return that it takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        """Return that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        """Return the height that a width leads to."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 -- Qt's name
        """Put the items in place."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return the least size."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 -- Qt's name
        """Return the size of the largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, height = rect.x(), rect.y(), 0
        for item in self._items:
            hint = item.sizeHint()
            if x + hint.width() > rect.right() + 1 and height:
                x, y, height = rect.x(), y + height + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self.spacing()
            height = max(height, hint.height())
        return y + height - rect.y()
