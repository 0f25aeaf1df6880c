"""The table of what an import finds: its rows are put into words as they come into sight."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.tables import RIGHT, HeadedTable, Index
from chorus_desk.presenters.import_order import sorted_rows
from chorus_desk.presenters.importing import COLUMNS, OUTCOME_COLUMN, Row, row_of
from chorus_desk.usecases.importing.outcome import ImportedInvoice


class ImportTable(HeadedTable):
    """The invoices found in the files."""

    columns = COLUMNS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._items: Sequence[ImportedInvoice] = ()
        self._order: Sequence[int] = ()
        self._sorted: tuple[int, bool] | None = None
        """The column that rows are sorted by, and whether from the last; None as in the files."""
        self._rows: dict[int, Row] = {}

    def show_items(self, items: Sequence[ImportedInvoice]) -> None:
        """Show other invoices."""
        self.beginResetModel()
        self._items, self._rows = items, {}
        self._order = self._in_order()
        self.endResetModel()

    def item(self, row: int) -> ImportedInvoice:
        """Return the invoice of a row."""
        return self._items[self._order[row]]

    def place_in_files(self, row: int) -> int:
        """Return at which place among all an invoice stands in the files."""
        return self._order[row]

    def row_of(self, place: int) -> int:
        """Return the row of the invoice that stands at a place in the files."""
        return self._order.index(place)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows by the values of a column; the chosen one stays chosen."""
        self.layoutAboutToBeChanged.emit()
        before, places = self.persistentIndexList(), self._order
        descending = order == Qt.SortOrder.DescendingOrder
        self._sorted = (column, descending) if column >= 0 else None
        self._order = self._in_order()
        rows = {place: row for row, place in enumerate(self._order)}
        after = [self.index(rows[places[old.row()]], old.column()) for old in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _in_order(self) -> Sequence[int]:
        if self._sorted is None:
            return range(len(self._items))
        return sorted_rows(self._items, self._sorted[0], descending=self._sorted[1])

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
        place = self._order[number]
        if place not in self._rows:
            self._rows[place] = row_of(self._items[place], self._desk.language)
        return self._rows[place]
