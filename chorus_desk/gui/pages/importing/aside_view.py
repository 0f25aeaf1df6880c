"""What an import left aside: files and rows with the reasons, the way to each cell, a workbook."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.importing.remarks_view import titled
from chorus_desk.gui.widgets.layouts import FlowLayout, label
from chorus_desk.gui.widgets.tables import TextTable, read_only_table, wrap_texts
from chorus_desk.presenters.import_wizard import CellPlace, aside_places
from chorus_desk.presenters.importing import ASIDE_COLUMNS, aside_rows
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.usecases.importing.unread_rows import has_unread_rows
from chorus_desk.wording.catalogue import N_


class AsideView(QWidget):
    """A table of what was left aside."""

    going = Signal(object)
    """``CellPlace``: the cell that a row speaks of is to be shown."""
    saving = Signal()
    """The rows that could not be read are to be saved."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._places: Sequence[CellPlace | None] = ()
        self._title = title = label(desk.say(N_("Laissé de côté")))
        column = titled(self, title)
        self._model = TextTable(desk, ASIDE_COLUMNS)
        self.table = read_only_table(self._model, title.text(), stretched=1)
        wrap_texts(self.table)
        self.table.activated.connect(lambda _index: self.go_to_cell())
        self.table.doubleClicked.connect(lambda _index: self.go_to_cell())
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        title.setBuddy(self.table)
        column.addWidget(self.table, 1)
        self._buttons = QWidget()
        row = FlowLayout(self._buttons)
        say = desk.say
        self.go = _button(say(N_("Y aller")), say(N_("Aller à la cellule")), self.go_to_cell)
        self.save = _button(
            say(N_("Enregistrer ces lignes…")),
            say(N_("Enregistrer ces lignes dans un classeur…")), self.saving.emit,
        )  # fmt: skip
        for button in (self.go, self.save):
            row.addWidget(button)
        column.addWidget(self._buttons)

    def show_aside(self, found: Imported, *, correct: bool) -> bool:
        """Show what was left aside; return whether there is anything.

        ``correct``: the tables are in sight, so that one can go to a cell.
        """
        rows = aside_rows(found, self._desk.language)
        self._places = aside_places(found) if correct else ()
        self._model.show_rows(rows)
        self.save.setVisible(has_unread_rows(found))
        self.go.setVisible(any(self._places))
        self.go.setEnabled(False)
        self._buttons.setVisible(has_unread_rows(found) or any(self._places))
        return bool(rows)

    def set_narrow(self, *, narrow: bool) -> None:
        """Do with little room: a chip has the title, and places are written on two lines."""
        self._title.setVisible(not narrow)
        head, width = self.table.horizontalHeader(), ASIDE_COLUMNS[0].width
        width = theme.characters_of_application(width * 3 // 4 if narrow else width)
        head.resizeSection(0, max(width, head.sectionSizeHint(0)))
        self.table.resizeRowsToContents()

    def go_to_cell(self) -> None:
        """Go to the cell that the chosen row speaks of."""
        place = self._place(self.table.currentIndex())
        if place is not None:
            self.going.emit(place)

    def _chosen(self, current: QModelIndex) -> None:
        self.go.setEnabled(self._place(current) is not None)

    def _place(self, index: QModelIndex) -> CellPlace | None:
        row = index.row()
        return self._places[row] if index.isValid() and row < len(self._places) else None


def _button(text: str, name: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.clicked.connect(lambda _checked: act())
    return button
