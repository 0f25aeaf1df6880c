"""A file's sheets as they stand, with what was made of them, to be corrected by pointing.

Whoever shows it gives ``SheetPicture`` values and listens: ``edited`` and ``chose`` tell what the
user wants, ``show_sheets`` shows what came of it. Nothing is decided or kept here.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.layouts import label
from chorus_desk.gui.widgets.sheet_table import SheetTable
from chorus_desk.presenters.sheet import Choices, Said, SheetPicture
from chorus_desk.presenters.statuses import Tone
from chorus_desk.wording.catalogue import N_

_EMPTY = N_("Ce fichier est vide.")


class SheetView(QWidget):
    """Tabs of sheets, the sheet, and a strip that says what the current cell was taken for."""

    edited = Signal(str, int, int, str)
    """Sheet, row and column from one, and the text that is to stand there."""
    chose = Signal(str, int, int, str)
    """Sheet, row and column of what was pointed at, and the key of what it is."""
    moved = Signal(str, int, int)
    """Sheet, row and column of the cell that is current now."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._pictures: Sequence[SheetPicture] = ()
        self._places: dict[str, tuple[int, int]] = {}
        """Where the user was on each sheet."""
        self._offers: tuple[tuple[str, str], ...] = ()
        self._of = ""
        """What tells one file from another."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(desk.say(N_("Feuilles")))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.currentChanged.connect(self._show_tab)
        column.addWidget(self.tabs)
        self.table = SheetTable(desk, name)
        self.table.sheet.typed.connect(self._typed)
        self.table.pointed.connect(self.open_choices)
        self.table.selectionModel().currentChanged.connect(self._moved)
        column.addWidget(self.table, 1)
        column.addWidget(self._make_strip())

    def _make_strip(self) -> QFrame:
        strip = QFrame()
        strip.setProperty("card", True)
        column = QVBoxLayout(strip)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._icon = QLabel()
        self._place = label("")
        self._place.setFont(theme.scaled_font(self._place, 1.0, bold=True))
        self._place.setMinimumWidth(theme.characters_of_application(6))
        self.said = label("", wrap=True, selectable=True)
        self.said.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in (self._icon, self._place):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.said, 1)
        column.addLayout(row)
        below = QHBoxLayout()
        below.setSpacing(8)
        self._pointed = label("")
        self.choice = _Choice()
        self._pointed.setBuddy(self.choice)
        self.choice.activated.connect(self._chose)
        self.choice.closed.connect(self._closed)
        below.addWidget(self._pointed)
        below.addWidget(self.choice, 1)
        column.addLayout(below)
        self._came_from_table = False
        return strip

    # What is shown

    @property
    def place(self) -> tuple[str, int, int] | None:
        """Sheet, row and column of the current cell, None where there is none."""
        index, picture = self.table.currentIndex(), self.table.sheet.picture
        if picture is None or not index.isValid():
            return None
        return picture.name, index.row() + 1, index.column() + 1

    def show_sheets(self, pictures: Sequence[SheetPicture], of: str = "") -> None:
        """Show the sheets of a file; those of the same file stay where the user is."""
        names = [picture.name for picture in pictures]
        before = [picture.name for picture in self._pictures]
        other = of != self._of or names != before
        self._pictures, self._of = pictures, of
        with QSignalBlocker(self.tabs):
            if other:
                self.table.sheet.forget()
                self._places = {}
                while self.tabs.count():
                    self.tabs.removeTab(0)
                for name in names:
                    self.tabs.addTab(name.replace("&", "&&"))
                self.tabs.setCurrentIndex(_first_to_see(pictures))
            for number, picture in enumerate(pictures):
                tone = picture.tone
                told = theme.tone_icon(tone.tone) if tone else theme.no_icon()
                self.tabs.setTabIcon(number, told)
                self.tabs.setTabToolTip(number, tone.why if tone else "")
        self.tabs.setVisible(len(pictures) > 1)
        self._show_tab(self.tabs.currentIndex())

    def _show_tab(self, number: int) -> None:
        shown = 0 <= number < len(self._pictures)
        picture = self._pictures[number] if shown else None
        if self.table.sheet.show_picture(picture):
            self.table.measure()
            row, column = (
                (1, 1) if picture is None else self._places.get(picture.name, picture.first)
            )
            self.table.setCurrentIndex(self.table.sheet.index(row - 1, column - 1))
            self.table.scrollTo(self.table.currentIndex())
        else:
            self.table.widen()
        self._show_strip()

    def go_to(self, sheet: str, row: int, column: int = 1) -> None:
        """Make a cell the current one and give it the focus."""
        names = [picture.name for picture in self._pictures]
        if sheet not in names:
            return
        self.tabs.setCurrentIndex(names.index(sheet))
        index = self.table.sheet.index(row - 1, max(1, column) - 1)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_at(self, sheet: str, row: int) -> None:
        """Bring a row into sight, in the column where the user is; the focus stays."""
        place = self.place
        if place is not None and place[:2] == (sheet, row):
            return
        names = [picture.name for picture in self._pictures]
        if sheet in names:
            self.tabs.setCurrentIndex(names.index(sheet))
            column = max(0, self.table.currentIndex().column())
            self.table.setCurrentIndex(self.table.sheet.index(row - 1, column))

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        picture = self.table.sheet.picture
        if picture is None or not current.isValid():
            return
        self._places[picture.name] = (current.row() + 1, current.column() + 1)
        self.table.head.viewport().update()
        self._show_strip()
        self.moved.emit(picture.name, current.row() + 1, current.column() + 1)

    def _show_strip(self) -> None:
        place, picture = self.place, self.table.sheet.picture
        if place is None or picture is None:
            said, choices = Said("", self._desk.say(_EMPTY)), None
        else:
            said, choices = picture.said(*place[1:]), picture.choices(*place[1:])
        size = self.fontMetrics().height()  # as high as a line of text
        self._icon.setPixmap(theme.tone_icon(said.tone).pixmap(size, size))
        self._place.setText(said.place)
        self.said.setText(said.text)
        spoken = filter(None, (said.place, said.text))
        self.table.setAccessibleDescription(". ".join(spoken))
        self._show_choices(choices if self.table.sheet.editable else None)

    def _show_choices(self, choices: Choices | None) -> None:
        self.choice.setEnabled(choices is not None)
        if choices is None:
            self._offers = ()
            self.choice.clear()
            self._pointed.setText(self._desk.say(N_("Rien à choisir ici.")))
            self.choice.setAccessibleName(self._pointed.text())
            return
        self._pointed.setText(choices.name)
        self.choice.setAccessibleName(choices.name)
        if choices.offers != self._offers:
            self._offers = choices.offers
            self.choice.clear()
            for key, text in choices.offers:
                self.choice.addItem(text, key)
        self.choice.setCurrentIndex(max(0, self.choice.findData(choices.current)))

    # What the user does

    def open_choices(self) -> None:
        """Open the list of what the column or the cell may be."""
        if self.choice.isEnabled():
            self._came_from_table = True
            self.choice.setFocus(Qt.FocusReason.OtherFocusReason)
            self.choice.showPopup()

    def _closed(self) -> None:
        """Go back to the sheet, where the list was opened from there."""
        if self._came_from_table:
            self._came_from_table = False
            QTimer.singleShot(0, self.table, self.table.setFocus)

    def _chose(self, _index: int) -> None:
        place = self.place
        if place is not None:
            self.chose.emit(*place, str(self.choice.currentData()))

    def _typed(self, row: int, column: int, text: str) -> None:
        picture = self.table.sheet.picture
        if picture is not None:
            self.edited.emit(picture.name, row, column, text)


class _Choice(QComboBox):
    """A list to choose from that tells when it is closed."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)

    def showPopup(self) -> None:  # noqa: N802 -- Qt's name
        """Open the list, and hear of its end, be it by Escape, which no method of ours is told."""
        super().showPopup()
        self.view().window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Tell that the list is closed."""
        if event.type() == QEvent.Type.Hide:
            watched.removeEventFilter(self)
            self.closed.emit()
        return super().eventFilter(watched, event)


def _first_to_see(pictures: Sequence[SheetPicture]) -> int:
    """Return which sheet comes first: one with something wrong, else one that is read."""
    wrong = (i for i, p in enumerate(pictures) if p.tone is not None and p.tone.tone is Tone.BAD)
    read = (i for i, p in enumerate(pictures) if not _is_aside(p))
    return (*wrong, *read, 0)[0]


def _is_aside(picture: SheetPicture) -> bool:
    return picture.tone is not None and picture.tone.dimmed
