"""The lines of the draft as the grid's model, with an empty one below to go on with."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.domain.finding import Severity
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.presenters.editor.desk import Editor
from chorus_desk.presenters.editor.findings import Remark
from chorus_desk.presenters.editor.lines import COLUMNS, Cell, cell_path, spoken_cell
from chorus_desk.presenters.statuses import Tone

Index = QModelIndex | QPersistentModelIndex


class LinesModel(QAbstractTableModel):
    """The lines of the draft, and an empty one below to go on with."""

    edited = Signal()

    def __init__(self, desk: Desk, editor: Editor) -> None:
        super().__init__()
        self._desk, self.editor = desk, editor
        self._shown = len(editor.sheet.invoice.lines)
        self.remarks: Mapping[str, Remark] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's
        """Return how many rows there are, the empty one included."""
        return 0 if parent.isValid() else self._shown + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done to a cell."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if COLUMNS[index.column()].editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, or says."""
        column = COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(index.row(), column.cell)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        remark = self.remarks.get(cell_path(index.row(), column.cell))
        if role == Qt.ItemDataRole.BackgroundRole and remark is not None:
            return QColor(theme.colours().grounds[Tone.BAD if _grave(remark) else Tone.TODO])
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return remark.text if remark else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self._text(index.row(), column.cell)
            return f"{spoken_cell(column, self._desk.language)} : {text}"
        return None

    def _text(self, row: int, cell: Cell) -> str:
        known = row < len(self.editor.sheet.invoice.lines)
        return self.editor.cell(row, cell) if known else ""

    def setData(  # noqa: N802 -- Qt's name
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Put what was typed into a cell."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.type(index, str(value))
        return True

    def type(self, index: Index, text: str) -> None:
        """Take a text as it is typed; the rest of the row and the totals follow."""
        row, column = index.row(), index.column()
        self.editor.edit_cell(row, COLUMNS[column].cell, text)
        self._fit_rows()
        for other in range(len(COLUMNS)):
            if other != column:
                place = self.index(row, other)
                self.dataChanged.emit(place, place)
        self.edited.emit()

    def take_item(self, index: Index, item: CatalogueItem) -> None:
        """Fill a row from the price list."""
        row = index.row()
        self.editor.take_item(row, item)
        self._fit_rows()
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))
        self.edited.emit()

    def _fit_rows(self) -> None:
        lines = len(self.editor.sheet.invoice.lines)
        if lines > self._shown:
            self.beginInsertRows(QModelIndex(), self._shown + 1, lines)
            self._shown = lines
            self.endInsertRows()

    def refresh(self) -> None:
        """Show the lines anew, whatever happened to them."""
        self.beginResetModel()
        self._shown = len(self.editor.sheet.invoice.lines)
        self.endResetModel()

    def show_remarks(self, remarks: Mapping[str, Remark]) -> None:
        """Mark the cells that something is wrong with."""
        if remarks == self.remarks:
            return
        self.remarks = remarks
        last = self.index(self._shown, len(COLUMNS) - 1)
        self.dataChanged.emit(
            self.index(0, 0), last,
            [Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ToolTipRole],
        )  # fmt: skip

    def headerData(  # noqa: N802 -- Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading, or a row's number."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            right = COLUMNS[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._desk.say(COLUMNS[section].heading)
        return str(section + 1) if section < self._shown else "+"


def _grave(remark: Remark) -> bool:
    return remark.severity is Severity.ERROR
