"""The head of what was found in files: how it stands, in a colour of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from chorus_desk.gui import theme
from chorus_desk.gui.widgets.layouts import label
from chorus_desk.presenters.statuses import Tone

_ICON = 22


class SaidHead(QFrame):
    """A sign, a sentence, and what is to be said below it; its view adds to ``column``."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(10)
        self._icon = QLabel()
        self.said = label("", wrap=True)
        self.said.setFont(theme.scaled_font(self.said, 1.05, bold=True))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.said, 1)
        self.column.addLayout(row)
        self.below = label("", wrap=True)
        self.column.addWidget(self.below)

    def show_said(self, text: str, below: str, tone: Tone) -> None:
        """Say how it stands."""
        self.said.setText(text)
        self.said.setAccessibleName(text)
        self.below.setText(below)
        self.below.setVisible(bool(below))
        self._icon.setPixmap(theme.tone_icon(tone, _ICON).pixmap(_ICON, _ICON))
        self.setProperty("bar", str(tone))
        for widget in (self, self.said, self.below, self._icon):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
