"""A table of outcomes: its rows are put into words as they come into sight."""

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import Qt

from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.tables import RIGHT, HeadedTable, Index
from chorus_desk.presenters.outcome_row import OUTCOME_COLUMN, OutcomeRow


class OutcomeTable(HeadedTable):
    """Shows a row for each item; which item stands where is its children's matter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rows: dict[int, OutcomeRow] = {}
        """By the place of the item among all: those that have come into sight."""

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

    def _row(self, number: int) -> OutcomeRow:
        place = self._place(number)
        if place not in self._rows:
            self._rows[place] = self._in_words(place)
        return self._rows[place]

    def _place(self, number: int) -> int:
        """Return at which place among all items that of a row stands."""
        return number

    @abstractmethod
    def _in_words(self, place: int) -> OutcomeRow:
        """Return the row of an item."""
