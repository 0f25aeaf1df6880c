"""People's own tables beside the drafts: a file, its sheets, what was kept of it before."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from chorus_desk.formats.any_table.edits import Edit, edited
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.importing.readings import ReadingsButton
from chorus_desk.gui.pages.importing.state import ImportState
from chorus_desk.gui.widgets.forms import choice_box
from chorus_desk.gui.widgets.layouts import label
from chorus_desk.gui.widgets.sheet_view import SheetView
from chorus_desk.presenters.import_wizard import (
    CellPlace,
    chosen,
    is_left,
    kept_notice,
    opened,
    with_row,
    with_sheet,
    written,
)
from chorus_desk.presenters.own_sheets import own_sheets
from chorus_desk.usecases.importing.reading import FilePlace, OwnTable
from chorus_desk.wording.catalogue import N_


class TablesPane(QWidget):
    """Shows the tables of an import; each correction goes to the state, and is read again."""

    corrected = Signal()
    """Something was said of a table, or is said no more: the files are to be looked at again."""

    def __init__(self, desk: Desk, state: ImportState) -> None:
        super().__init__()
        self._desk, self._state = desk, state
        self._tables: Sequence[OwnTable] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._make_head())
        column.addWidget(self._make_notice())
        self.sheets = SheetView(desk, desk.say(N_("Votre tableau")))
        self.sheets.chose.connect(self._chose)
        self.sheets.edited.connect(self._edited)
        self.sheets.moved.connect(self._moved)
        column.addWidget(self.sheets, 1)

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.name = label("")
        self.files: QComboBox = choice_box([])
        self.files.setAccessibleName(self._desk.say(N_("Fichier montré")))
        self.files.activated.connect(self._show_file)
        self.readings = ReadingsButton(
            self._desk, take=self._open, undo=self.undo, leave_row=self._leave_row,
            leave_sheet=self._leave_sheet,
        )  # fmt: skip
        row.addWidget(self.name, 1)
        row.addWidget(self.files, 1)
        row.addWidget(self.readings)
        return row

    def _make_notice(self) -> QFrame:
        self._notice = QFrame()
        self._notice.setProperty("bar", "progress")
        row = QHBoxLayout(self._notice)
        row.setContentsMargins(12, 4, 6, 4)
        self._kept = label("", wrap=True)
        self.forget = QPushButton(self._desk.say(N_("L'oublier")))
        self.forget.setProperty("flat", True)
        self.forget.setAccessibleName(self._desk.say(N_("Oublier cette lecture gardée")))
        self.forget.clicked.connect(self._forget)
        row.addWidget(self._kept, 1)
        row.addWidget(self.forget)
        return self._notice

    # What is shown

    @property
    def table(self) -> OwnTable | None:
        """The table that is shown."""
        shown = self._state.table
        return next((t for t in self._tables if t.path == shown), None)

    def show_tables(self, tables: Sequence[OwnTable]) -> None:
        """Show tables as they were read now; the user stays where they are."""
        self._tables = tables
        if tables and self.table is None:
            wrong = (t for t in tables if t.content.skipped)
            unknown = (t for t in tables if not t.understood)
            self._state.table = (*wrong, *unknown, tables[0])[0].path
        names = [(str(table.path), table.path.name) for table in tables]
        if names != [(self.files.itemData(i), self.files.itemText(i))
                     for i in range(self.files.count())]:  # fmt: skip
            self.files.clear()
            for path, name in names:
                self.files.addItem(name, path)
            self.readings.reload()
        self._show_table()

    def _show_table(self) -> None:
        table = self.table
        if table is None:
            return
        several = len(self._tables) > 1
        self.name.setText(table.path.name)
        self.name.setVisible(not several)
        self.files.setVisible(several)
        self.files.setCurrentIndex(self.files.findData(str(table.path)))
        notice = kept_notice(table, self._desk.language)
        self._kept.setText(notice)
        self.forget.setEnabled(not self._desk.read_only)
        self._notice.setVisible(bool(notice))
        edits = self._state.choices_of(table).edits
        shown = own_sheets(table.sheets, table.content, edits, self._desk.language)
        self.sheets.show_sheets(shown, str(table.path))
        self._show_readings()

    def _show_readings(self) -> None:
        table, place = self.table, self.sheets.place
        if table is not None:
            sheet, row, _ = place or ("", 0, 0)
            undoable = self._state.corrections > 0
            self.readings.show_table(table, undoable=undoable, sheet=sheet, row=row)

    def _show_file(self, _index: int) -> None:
        self._state.table = Path(self.files.currentData())
        self._show_table()

    def _moved(self, _sheet: str, _row: int, _column: int) -> None:
        self._show_readings()

    def go_to(self, place: CellPlace) -> None:
        """Show a cell and give it the focus."""
        self._show_path(place.path)
        self.sheets.go_to(place.sheet, place.row, place.column)

    def look_at(self, place: FilePlace) -> None:
        """Bring an invoice into sight; the focus stays where it is."""
        self._show_path(place.path)
        self.sheets.look_at(place.sheet, place.row)

    def _show_path(self, path: Path) -> None:
        if path != self._state.table and any(table.path == path for table in self._tables):
            self._state.table = path
            self._show_table()

    # What the user does

    def _chose(self, sheet: str, row: int, column: int, key: str) -> None:
        table, picture = self.table, self.sheets.table.sheet.picture
        pointed = picture.choices(row, column) if picture and picture.name == sheet else None
        if table is None or pointed is None or (pointed.settled and pointed.current == key):
            return
        choices = self._state.choices_of(table)
        self._state.correct(table.path, chosen(table, choices, pointed, (row, column), key))
        self.corrected.emit()

    def _edited(self, sheet: str, row: int, column: int, text: str) -> None:
        table = self.table
        if table is None:
            return
        edit = Edit(sheet, row, column, text)
        choices = written(table, self._state.choices_of(table), edit)
        self._state.correct(table.path, choices)
        # What was typed stands at once; what it comes to follows.
        sheets = edited(table.sheets, choices.edits)
        shown = own_sheets(sheets, table.content, choices.edits, self._desk.language)
        self.sheets.show_sheets(shown, str(table.path))
        self.corrected.emit()

    def undo(self) -> None:
        """Take the last correction back."""
        if self._state.take_back():
            self.corrected.emit()

    def redo(self) -> None:
        """Make the correction again that was taken back last."""
        if self._state.make_again():
            self.corrected.emit()

    def _leave_sheet(self) -> None:
        table, place = self.table, self.sheets.place
        if table is None or place is None:
            return
        aside = not is_left(table, place[0])
        choices = with_sheet(table, self._state.choices_of(table), place[0], aside=aside)
        self._state.correct(table.path, choices)
        self.corrected.emit()

    def _leave_row(self) -> None:
        table, place = self.table, self.sheets.place
        if table is None or place is None:
            return
        sheet, row, _ = place
        aside, choices = not is_left(table, sheet, row), self._state.choices_of(table)
        self._state.correct(table.path, with_row(table, choices, sheet, row, aside=aside))
        self.corrected.emit()

    def _open(self, mapping: Mapping) -> None:
        table = self.table
        if table is not None:
            choices = opened(table, self._state.choices_of(table), mapping)
            self._state.correct(table.path, choices)
            self.corrected.emit()

    def _forget(self) -> None:
        table = self.table
        if table is not None:
            kept = [t.kept for t in table.content.understood if t.kept is not None]
            self.readings.forget(kept, self.corrected.emit)
