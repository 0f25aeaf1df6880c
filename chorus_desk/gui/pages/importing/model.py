"""The tables of the import page: their rows are put into words as they come into sight."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.presenters.importing import (
    ASIDE_COLUMNS,
    COLUMNS,
    OUTCOME_COLUMN,
    Column,
    Row,
    row_of,
)
from chorus_desk.usecases.import_invoices import ImportedInvoice

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Table(QAbstractTableModel):
    """A table of texts under the headings of its columns."""

    columns: Sequence[Column] = ()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(  # noqa: N802 -- Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._desk.say(column.heading)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_RIGHT if column.right else _LEFT)
        return None

    def widths(self) -> list[int]:
        """Return the widths the columns start with, in pixels."""
        return [theme.characters_of_application(column.width) for column in self.columns]


class ImportTable(_Table):
    """The invoices found in the files."""

    columns = COLUMNS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._items: Sequence[ImportedInvoice] = ()
        self._rows: dict[int, Row] = {}

    def show_items(self, items: Sequence[ImportedInvoice]) -> None:
        """Show other invoices."""
        self.beginResetModel()
        self._items, self._rows = items, {}
        self.endResetModel()

    def item(self, row: int) -> ImportedInvoice:
        """Return the invoice of a row."""
        return self._items[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's
        """Return how many invoices there are."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        column = index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[column].right:
            return int(_RIGHT)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._row(index.row()).cells[column]
        first = column == OUTCOME_COLUMN
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self._row(index.row())
            return row.spoken if first else row.cells[column]
        return self._row(index.row()).tone if first and role == Qt.ItemDataRole.UserRole else None

    def _row(self, number: int) -> Row:
        if number not in self._rows:
            self._rows[number] = row_of(self._items[number], self._desk.language)
        return self._rows[number]


class AsideTable(_Table):
    """What was left aside: where, and why."""

    columns = ASIDE_COLUMNS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: Sequence[tuple[str, str]] = ()

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        shown = (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )  # fmt: skip
        return self._rows[index.row()][index.column()] if role in shown else None
