"""The strip below the list: the document chosen, what it waits for, its history and files."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.layouts import FlowLayout, emptied, label
from chorus_desk.presenters.actions import Offer
from chorus_desk.presenters.statuses import Tone
from chorus_desk.wording.catalogue import N_

if TYPE_CHECKING:
    from chorus_desk.presenters.detail import Detail


_LEAST_HEIGHT = 170


class _Fitting(QVBoxLayout):
    """Keeps room for the actions, on as many rows as they need at the strip's width.

    Told where it lies whenever size or content changes; the events themselves, taken in Python,
    would cost a start the building of their hundred kinds.
    """

    def __init__(self, strip: QWidget) -> None:
        super().__init__()
        self._strip = strip

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 -- Qt's name
        """Put the parts in place, and ask for the height that this width takes."""
        super().setGeometry(rect)
        needed = self.totalMinimumHeightForWidth(self._strip.width())
        self._strip.setMinimumHeight(max(_LEAST_HEIGHT, needed))


class DetailStrip(QFrame):
    """Shows a document's detail, or what is chosen when it is not one document."""

    def __init__(self, desk: Desk, act: Callable[[str], None], save: Callable[[str], None]) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._desk, self._act, self._save = desk, act, save
        self._column = _Fitting(self)
        self.setLayout(self._column)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(10)
        self.setMinimumHeight(_LEAST_HEIGHT)

    def show_detail(self, detail: "Detail") -> None:
        """Show one document."""
        emptied(self._column)
        head = QHBoxLayout()
        title = label(detail.title)
        title.setFont(theme.scaled_font(title, 1.25, bold=True))
        pill = label(detail.status)
        pill.setProperty("pill", str(detail.tone))
        waits = label(detail.waits, wrap=True)
        waits.setProperty("tone", str(_waiting_tone(detail)))
        head.addWidget(title)
        head.addWidget(pill)
        head.addWidget(waits, 1)
        self._column.addLayout(head)
        self._column.addWidget(self._actions(detail.offers))
        body = QHBoxLayout()
        body.setSpacing(28)
        body.addWidget(self._facts(detail), 4)
        body.addWidget(self._timeline(detail), 4)
        body.addWidget(self._files(detail), 3)
        self._column.addLayout(body, 1)

    def show_several(self, text: str, offers: Sequence[Offer]) -> None:
        """Show what several documents come to, and what can be done to all of them."""
        emptied(self._column)
        title = label(text)
        title.setFont(theme.scaled_font(title, 1.1, bold=True))
        self._column.addWidget(title)
        self._column.addWidget(self._actions(offers))
        self._column.addStretch(1)

    def show_nothing(self, text: str) -> None:
        """Say that nothing is chosen."""
        emptied(self._column)
        said = label(text, wrap=True, soft=True)
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addWidget(said, 1)

    def _actions(self, offers: Sequence[Offer]) -> QWidget:
        """Return a button for what can be done, and one menu that says why the rest cannot."""
        holder = QWidget()
        row = FlowLayout(holder)
        possible = [offer for offer in offers if offer.reason is None]
        for offer in sorted(possible, key=lambda offer: not offer.primary):
            button = QPushButton(offer.label)
            button.setProperty("primary", offer.primary)
            button.clicked.connect(self._runner(offer.act))
            row.addWidget(button)
        refused = [offer for offer in offers if offer.reason is not None]
        if refused:
            row.addWidget(self._refusals(refused))
        return holder

    def _refusals(self, refused: Sequence[Offer]) -> QWidget:
        button = QPushButton(self._desk.say(N_("Pas possible maintenant")))
        button.setProperty("flat", True)
        menu = QMenu(button)
        for offer in refused:
            text = f"{offer.label} – {offer.reason}"
            menu.addAction(text).triggered.connect(self._explainer(text))
        button.setMenu(menu)
        return button

    def _runner(self, name: str) -> Callable[[], None]:
        return lambda: self._act(name)

    def _explainer(self, text: str) -> Callable[[], None]:
        return lambda: self._desk.tell(text, Tone.TODO)

    def _facts(self, detail: "Detail") -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(detail.facts):
            grid.addWidget(label(name, wrap=True, soft=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, wrap=True, selectable=True), row, 1)
        grid.setRowStretch(len(detail.facts), 1)
        return _scrolled(holder, self._desk.say(N_("Données de la facture")))

    def _timeline(self, detail: "Detail") -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(2, 1)
        for row, moment in enumerate(detail.timeline):
            mark = QLabel()
            mark.setPixmap(theme.tone_icon(moment.tone).pixmap(14, 14))
            grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(moment.day, soft=True), row, 1, Qt.AlignmentFlag.AlignTop)
            text = label(f"{moment.title}\n{moment.note}" if moment.note else moment.title,
                         wrap=True)  # fmt: skip
            grid.addWidget(text, row, 2)
        grid.setRowStretch(len(detail.timeline), 1)
        return _scrolled(holder, self._desk.say(N_("Historique")))

    def _files(self, detail: "Detail") -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if not detail.files:
            column.addWidget(label(detail.without_files, wrap=True, soft=True))
        for file in detail.files:
            row = QHBoxLayout()
            text = label(f"{file.name} ({file.size})\n{file.label}", wrap=True)
            row.addWidget(text, 1)
            if file.role != "attachment":
                save = QPushButton(self._desk.say(N_("Enregistrer")))
                save.setAccessibleName(
                    self._desk.say(N_("Enregistrer {file}"), file=f"{file.name}, {file.label}")
                )
                save.setProperty("flat", True)
                save.clicked.connect(self._saver(file.role))
                row.addWidget(save)
            column.addLayout(row)
        column.addStretch(1)
        return _scrolled(holder, self._desk.say(N_("Fichiers")))

    def _saver(self, role: str) -> Callable[[], None]:
        return lambda: self._save(role)


def _waiting_tone(detail: "Detail") -> Tone:
    return Tone.BAD if detail.tone is Tone.BAD else Tone.NEUTRAL


def _scrolled(inner: QWidget, name: str) -> QScrollArea:
    inner.setProperty("plain", True)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    bar = area.verticalScrollBar().sizeHint().width()
    area.setMinimumWidth(inner.minimumSizeHint().width() + bar + 4)
    area.setAccessibleName(name)
    return area
