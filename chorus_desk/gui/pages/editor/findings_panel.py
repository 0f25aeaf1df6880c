"""The panel of findings: each in a sentence, with where to go and what one click mends."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.domain.finding import Severity
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.layouts import emptied, heading, label
from chorus_desk.presenters.editor.findings import Remark, summary
from chorus_desk.presenters.statuses import Tone
from chorus_desk.wording.catalogue import N_

_TONES = {
    Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.TODO, Severity.INFO: Tone.PROGRESS,
}  # fmt: skip
_MOST = 60


class FindingsPanel(QFrame):
    """Shows what stands against issuing, errors first."""

    go_to = Signal(str)
    correct = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._desk = desk
        self._shown: tuple[Remark, ...] | None = None
        self.title = heading("", 1.05)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        inner = QWidget()
        inner.setProperty("plain", True)
        inner.setLayout(self._rows)
        self._rows.setContentsMargins(0, 0, 6, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setAccessibleName(desk.say(N_("Points à voir")))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 10, 12)
        column.addWidget(self.title)
        column.addWidget(area, 1)
        self._area = area

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show findings; nothing is done when they are the ones shown."""
        shown = tuple(remarks)
        if shown == self._shown:
            return
        self._shown = shown
        self.title.setText(summary(shown, self._desk.language))
        emptied(self._rows)
        for remark in shown[:_MOST]:
            self._rows.addLayout(self._row(remark))
        self._rows.addStretch(1)
        self._area.setVisible(bool(shown))

    def _row(self, remark: Remark) -> QHBoxLayout:
        row = QHBoxLayout()
        mark = QLabel()
        mark.setPixmap(theme.tone_icon(_TONES[remark.severity]).pixmap(15, 15))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        text = f"{remark.text}\n{remark.todo}" if remark.todo else remark.text
        said = label(text, wrap=True)
        said.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(said, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(2)
        if remark.correction:
            correct = QPushButton(remark.correction)
            correct.setAccessibleDescription(remark.text)
            correct.clicked.connect(self._corrector(remark))
            buttons.addWidget(correct)
        if remark.place:
            go = QPushButton(self._desk.say(N_("Y aller")))
            go.setProperty("flat", True)
            go.setAccessibleName(
                self._desk.say(N_("Y aller : {where}"), where=remark.where or remark.text)
            )
            go.clicked.connect(self._goer(remark.place))
            buttons.addWidget(go, 0, Qt.AlignmentFlag.AlignRight)
        buttons.addStretch(1)
        row.addLayout(buttons)
        return row

    def _corrector(self, remark: Remark) -> Callable[[], None]:
        return lambda: self.correct.emit(remark)

    def _goer(self, place: str) -> Callable[[], None]:
        return lambda: self.go_to.emit(place)
