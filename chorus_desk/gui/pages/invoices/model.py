"""The table's model: ids first, rows read as they come into sight and kept by id."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.presenters.invoice_list import COLUMNS, STATUS_COLUMN, Row, row_of
from chorus_desk.usecases.find_invoices import FoundRow, rows_of

Index = QModelIndex | QPersistentModelIndex
_NATIVE = frozenset(
    {
        Qt.ItemDataRole.FontRole, Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.BackgroundRole,
        Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.CheckStateRole,
    }
)  # fmt: skip
"""What Qt asks of each cell it draws and every cell leaves to the style."""
_AROUND = 150
"""Rows read on each side of one that came into sight."""


class InvoiceTable(QAbstractTableModel):
    """Shows the invoices whose ids it is given."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ids: tuple[int, ...] = ()
        self._rows: dict[int, Row] = {}
        self._asked: set[int] = set()
        self._wanted = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids in the order shown."""
        return self._ids

    def show_ids(self, ids: tuple[int, ...], read: Sequence[FoundRow]) -> None:
        """Show other invoices; ``read`` are the first of them, already read."""
        self.beginResetModel()
        self._ids = ids
        self._rows = {item.row.id: row_of(item, self._desk.language) for item in read}
        self._asked = set()
        self.endResetModel()

    def id_at(self, row: int) -> int:
        """Return the id of the invoice in a row."""
        return self._ids[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's
        """Return how many invoices there are."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows; a row not read yet is asked for."""
        if role in _NATIVE:
            return None
        row = self._rows.get(self._ids[index.row()])
        if row is None:
            self._want(index.row())
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        column = index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.cells[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and COLUMNS[column].right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken if column == STATUS_COLUMN else row.cells[column]
        status = column == STATUS_COLUMN and role == Qt.ItemDataRole.UserRole
        return row.tone if status else None

    def headerData(  # noqa: N802 -- Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._desk.say(COLUMNS[section].heading)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if COLUMNS[section].right
                else (Qt.AlignmentFlag.AlignLeft)
            )
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def widths(self) -> list[int]:
        """Return the widths the columns start with, in pixels."""
        wide = theme.width_of_text
        return [
            max(theme.characters_of_application(column.width),
                wide(self._desk.say(column.heading), bold=True) + 40)
            for column in COLUMNS
        ]  # fmt: skip

    def _want(self, row: int) -> None:
        self._wanted = row
        if not self._timer.isActive():
            self._timer.start()

    def _ask(self) -> None:
        """Read the rows around the one that came into sight last, those not asked for yet."""
        first = max(0, self._wanted - _AROUND)
        ids = [
            id_ for id_ in self._ids[first : self._wanted + _AROUND]
            if id_ not in self._rows and id_ not in self._asked
        ]  # fmt: skip
        if ids:
            self._asked.update(ids)
            self._desk.run(lambda workspace: rows_of(workspace, ids), self._take)

    def _take(self, read: Sequence[FoundRow]) -> None:
        places = {id_: place for place, id_ in enumerate(self._ids)}
        for item in read:
            self._rows[item.row.id] = row_of(item, self._desk.language)
            place = places.get(item.row.id)
            if place is not None:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))
