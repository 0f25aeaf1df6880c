"""What is shown while files are looked at, kept, or taken back."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.layouts import label
from chorus_desk.wording.catalogue import N_


class BusyView(QWidget):
    """Says what is under way and how far it is, and lets it be stopped."""

    def __init__(self, desk: Desk, stop: Callable[[], None]) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        self._doing = label("", wrap=True)
        self._doing.setFont(theme.scaled_font(self._doing, 1.15, bold=True))
        column.addWidget(self._doing)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.progress = QProgressBar()
        self.stop = QPushButton(desk.say(N_("Arrêter")))
        self.stop.setAccessibleName(self.stop.text())
        self.stop.clicked.connect(lambda _checked: stop())
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop)
        column.addLayout(row)
        outer.addWidget(card)
        outer.addStretch(1)

    def show_work(self, text: str, *, can_stop: bool) -> None:
        """Say what is done."""
        self._doing.setText(text)
        self.progress.setAccessibleName(text)
        self.stop.setVisible(can_stop)

    def show_progress(self, done: int, total: int) -> None:
        """Show how much is done, of how much; of 0: nobody knows."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)
