"""What is said of the invoice chosen: each remark with its sign, and what to do about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from chorus_desk.gui import theme
from chorus_desk.gui.widgets.layouts import emptied, label
from chorus_desk.presenters.importing import Remark
from chorus_desk.presenters.statuses import Tone


class RemarksView(QWidget):
    """A list of remarks under a title."""

    def __init__(self) -> None:
        super().__init__()
        self._title = label("")
        column = titled(self, self._title)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 10, 6, 10)
        inner = QWidget()
        inner.setProperty("plain", True)
        self._remarks = QVBoxLayout(inner)
        self._remarks.setContentsMargins(0, 0, 8, 0)
        self._remarks.setSpacing(8)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inside.addWidget(self.area)
        self._title.setBuddy(self.area)
        column.addWidget(card, 1)

    def show_remarks(self, title: str, lines: Sequence[Remark]) -> None:
        """Show what is said of another invoice."""
        self._title.setText(title)
        emptied(self._remarks)
        for line in lines:
            self._remarks.addWidget(_remark(line))
        self._remarks.addStretch(1)
        said = " ".join(f"{line.text} {line.todo}".strip() for line in lines)
        self.area.setAccessibleName(title)
        self.area.setAccessibleDescription(said)
        self.area.verticalScrollBar().setValue(0)


def _remark(line: Remark) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    mark = QLabel()
    mark.setPixmap(theme.tone_icon(line.tone).pixmap(16, 16))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(label(line.text, wrap=True, selectable=True))
    if line.todo:
        words.addWidget(label(line.todo, wrap=True, soft=True, selectable=True))
    row.addLayout(words, 1)
    return holder


def titled(box: QWidget, title: QLabel) -> QVBoxLayout:
    """Put a title into a box, and return the layout of what stands below."""
    title.setFont(theme.scaled_font(title, 1.1, bold=True))
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(title)
    return column


class SignedLabel(QWidget):
    """A sentence after the sign of its tone; nothing where there is none."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(8)
        self._icon = QLabel()
        self.said = label("", wrap=True)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.said, 1)

    def show_said(self, said: tuple[Tone, str] | None) -> None:
        """Show a sentence with its tone, or nothing."""
        self.setVisible(said is not None)
        if said is not None:
            size = self.fontMetrics().height()  # as high as a line of text
            self._icon.setPixmap(theme.tone_icon(said[0]).pixmap(size, size))
            self.said.setText(said[1])
