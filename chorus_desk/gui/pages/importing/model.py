"""The table of what an import finds: its rows are put into words as they come into sight."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt

from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.importing.outcome_table import OutcomeTable
from chorus_desk.gui.widgets.tables import Index
from chorus_desk.presenters.import_order import sorted_rows
from chorus_desk.presenters.importing import COLUMNS, row_of
from chorus_desk.presenters.outcome_row import OutcomeRow
from chorus_desk.usecases.importing.outcome import ImportedInvoice


class ImportTable(OutcomeTable):
    """The invoices found in the files."""

    columns = COLUMNS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._items: Sequence[ImportedInvoice] = ()
        self._order: Sequence[int] = ()
        self._sorted: tuple[int, bool] | None = None
        """The column that rows are sorted by, and whether from the last; None as in the files."""

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

    def place_at(self, path: Path | None, sheet: str, row: int) -> int | None:
        """Return at which place the invoice stands that a row of a sheet is part of, if any."""
        before = (
            (place.row, number) for number, item in enumerate(self._items)
            if (place := item.place) is not None and place.row <= row
            and (place.path, place.sheet) == (path, sheet)
        )  # fmt: skip
        return max(before, default=(0, None))[1]

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

    def _place(self, number: int) -> int:
        return self._order[number]

    def _in_words(self, place: int) -> OutcomeRow:
        return row_of(self._items[place], self._desk.language)
