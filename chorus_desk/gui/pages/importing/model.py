"""The table of what an import finds: its rows are put into words as they come into sight."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.tables import RIGHT, HeadedTable, Index
from chorus_desk.presenters.importing import COLUMNS, OUTCOME_COLUMN, Row, row_of
from chorus_desk.usecases.import_invoices import ImportedInvoice


class ImportTable(HeadedTable):
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
            return int(RIGHT)
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
