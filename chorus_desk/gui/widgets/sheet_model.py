"""The cells of a sheet for Qt: nothing is prepared, each cell is put into words when it is seen."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from chorus_desk.formats.any_table.grid import Cell, is_empty, letters
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.tables import RIGHT, Index
from chorus_desk.presenters.sheet import Mark, SheetPicture, cell_text, shown_text, width_of
from chorus_desk.presenters.statuses import Tone
from chorus_desk.wording.catalogue import N_

TONE_ROLE = Qt.ItemDataRole.UserRole
"""The tone of a cell that differs from others, None for a plain one."""
CHIP_ROLE = Qt.ItemDataRole.UserRole + 1
"""The ``Chip`` of a cell of a form."""
_TOLD = frozenset({Tone.BAD, Tone.TODO})
"""Tones that have a sign of their own in the cell."""


def _bold(mark: Mark) -> QFont | None:
    if not mark.bold:
        return None
    font = QFont(QApplication.font())
    font.setBold(True)
    return font


_LOOKS: Mapping[int, Callable[[Mark], Any]] = {
    Qt.ItemDataRole.ToolTipRole: lambda mark: mark.why or None,
    Qt.ItemDataRole.AccessibleDescriptionRole: lambda mark: mark.why or None,
    Qt.ItemDataRole.ForegroundRole:
        lambda mark: QColor(theme.colours().soft) if mark.dimmed else None,
    Qt.ItemDataRole.FontRole: _bold,
    Qt.ItemDataRole.DecorationRole:
        lambda mark: theme.tone_icon(mark.tone) if mark.tone in _TOLD else None,
    TONE_ROLE: lambda mark: mark,
}  # fmt: skip
"""How a mark shows, by Qt's role."""


class SheetModel(QAbstractTableModel):
    """Shows a ``SheetPicture``; what is typed is told and not kept here."""

    typed = Signal(int, int, str)
    """Row and column from one, and the text that is to stand there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.picture: SheetPicture | None = None
        self.editable = True
        self._rows = self._columns = 0

    def show_picture(self, picture: SheetPicture | None) -> bool:
        """Show another picture, or none; return whether all begins anew."""
        if picture is None:
            rows = columns = 0
        else:
            rows, columns = len(picture.grid.rows), width_of(picture.grid)
        if (rows, columns) == (self._rows, self._columns) and self._is_of(picture):
            self.picture = picture
            if rows and columns:
                self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, columns - 1))
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, columns - 1)
                self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, rows - 1)
            return False
        self.beginResetModel()
        self.picture, self._rows, self._columns = picture, rows, columns
        self.endResetModel()
        return True

    def forget(self) -> None:
        """Take the next picture for another sheet, whatever it is called."""
        self.picture = None

    def _is_of(self, picture: SheetPicture | None) -> bool:
        if picture is None or self.picture is None:
            return False
        return self.picture.name == picture.name

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's
        """Return how many rows there are."""
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's
        """Return how many columns there are."""
        return 0 if parent.isValid() else self._columns

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: ARG002 -- every cell is alike
        """Return that every cell can be written in."""
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsEditable if self.editable else plain

    def cell(self, index: Index) -> Cell:
        """Return what stands in a cell."""
        if self.picture is None:
            return ""
        return self.picture.grid.cell(index.row() + 1, index.column() + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        picture, language = self.picture, self._desk.language
        if picture is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_text(self.cell(index), language)
        if role == Qt.ItemDataRole.EditRole:
            return cell_text(self.cell(index), language)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = isinstance(self.cell(index), float | int)
            return int(RIGHT) if right else None
        if role == CHIP_ROLE:
            return picture.cell_chips.get((index.row() + 1, index.column() + 1))
        return self._looks(index, role)

    def _looks(self, index: Index, role: int) -> Any:
        assert self.picture is not None
        row, column = index.row() + 1, index.column() + 1
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        mark, wanted = self.picture.mark(row, column), _LOOKS.get(role)
        return wanted(mark) if mark is not None and wanted is not None else None

    def _spoken(self, row: int, column: int) -> str:
        assert self.picture is not None
        cell = self.picture.grid.cell(row, column)
        empty = self._desk.say(N_("vide"))
        text = empty if is_empty(cell) else shown_text(cell, self._desk.language)
        chip = self.picture.cell_chips.get((row, column))
        mark = self.picture.mark(row, column)
        parts = (f"{letters(column)}{row}", text, chip.spoken if chip else "",
                 mark.why if mark else "")  # fmt: skip
        return ", ".join(filter(None, parts))

    def setData(  # noqa: N802 -- Qt's name
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Tell what was typed into a cell, where it differs from what stands there."""
        text = str(value)
        if role != Qt.ItemDataRole.EditRole or text == self.data(index, role):
            return False
        self.typed.emit(index.row() + 1, index.column() + 1, text)
        return True

    def headerData(  # noqa: N802 -- Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's letter or a row's number, and what is said of them."""
        if self.picture is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._of_column(section + 1, role)
        return self._of_row(section + 1, role)

    def _of_column(self, column: int, role: int) -> Any:
        assert self.picture is not None
        chip = self.picture.chips.get(column)
        if role == Qt.ItemDataRole.DisplayRole:
            return letters(column)
        if role == CHIP_ROLE:
            return chip
        spoken = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if role not in spoken or chip is None:
            return None
        text = N_("Colonne {letter} : {meaning}")
        return self._desk.say(text, letter=letters(column), meaning=chip.spoken)

    def _of_row(self, row: int, role: int) -> Any:
        assert self.picture is not None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(RIGHT)
        mark = self.picture.rows.get(row)
        if mark is None:
            return None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return mark.why
        if role == Qt.ItemDataRole.DecorationRole:
            return theme.tone_icon(mark.tone) if mark.dimmed or mark.tone in _TOLD else None
        return None
