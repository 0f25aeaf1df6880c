"""Frames around one control: a card to choose, a step to tick. A click anywhere in them counts."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
)

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.layouts import label
from chorus_desk.presenters.hand_over.steps import Step
from chorus_desk.presenters.routes import RouteCard
from chorus_desk.wording.catalogue import N_

_INDENT = 24


class _Framed(QFrame):
    """A frame that shows whether its control is chosen or has the keyboard."""

    def __init__(self, control: QAbstractButton, *, card: bool) -> None:
        super().__init__()
        self.control, self._card = control, card
        control.toggled.connect(lambda _on: self.update())
        control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Draw the frame again when the keyboard comes or goes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        """Take a click anywhere in the frame for one on its control."""
        if self.control.isEnabled() and self.rect().contains(event.position().toPoint()):
            self.control.setFocus()
            self.control.click()
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Draw the frame: stronger when chosen, in the accent colour when it has the keyboard."""
        super().paintEvent(event)
        colours, focused = theme.colours(), self.control.hasFocus()
        chosen = self._card and self.control.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if focused or chosen:
            painter.setPen(QPen(QColor(colours.accent), 2 if focused else 1.5))
        elif self._card:
            painter.setPen(QPen(QColor(colours.line), 1))
        else:
            painter.end()
            return
        if self._card:
            painter.setBrush(QColor(colours.chosen if chosen else colours.surface))
        inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inside, theme.RADIUS, theme.RADIUS)
        painter.end()


class RouteChoice(_Framed):
    """A route to choose: what it gives, where that goes, where it must not."""

    def __init__(self, desk: Desk, card: RouteCard) -> None:
        self.radio = QRadioButton(card.title)
        super().__init__(self.radio, card=True)
        self.radio.setFont(theme.scaled_font(self.radio, 1.05, bold=True))
        self.radio.setEnabled(card.reason is None)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(3)
        column.addWidget(self.radio)
        if card.reason is not None:
            column.addWidget(self._reason(card.reason))
        lines = (
            (desk.say(N_("Fichier")), card.gives), (desk.say(N_("Destination")), card.goes),
            (desk.say(N_("Attention")), card.never),
        )  # fmt: skip
        column.addLayout(self._lines(lines))
        self.radio.setAccessibleName(card.title)
        spoken = (desk.say(N_("{what} : {why}"), what=name, why=text) for name, text in lines)
        self.radio.setAccessibleDescription(card.reason or " ".join(spoken))

    def _lines(self, lines: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(_INDENT, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(0, theme.characters_of_application(13))
        grid.setColumnStretch(1, 1)
        for row, (name, text) in enumerate(lines):
            last = row == len(lines) - 1
            name_label = label(name, soft=not last)
            name_label.setProperty("warning", last)
            grid.addWidget(name_label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text, wrap=True), row, 1)
        return grid

    def _reason(self, text: str) -> QLabel:
        made = label(text, wrap=True)
        made.setProperty("error", True)
        made.setContentsMargins(_INDENT, 0, 0, 4)
        return made


class StepBox(_Framed):
    """A step to tick, its text over as many lines as it needs."""

    def __init__(self, number: int, step: Step) -> None:
        self.box = QCheckBox()
        super().__init__(self.box, card=False)
        text = f"{number}. {step.text}"
        self.box.setAccessibleName(text)
        words = label(text, wrap=True)
        words.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 5, 6, 5)
        row.setSpacing(8)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
