"""The table of the bodies that were found."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.tables import HeadedTable, Index
from chorus_desk.presenters.found_bodies import COLUMNS, found_cells, found_source
from chorus_desk.usecases.find_bodies import FoundBody

_TEXT = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class FoundTable(HeadedTable):
    """Bodies under the headings of their columns."""

    columns = COLUMNS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Sequence[FoundBody] = ()

    def show_found(self, found: Sequence[FoundBody]) -> None:
        """Show other bodies."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's
        """Return how many bodies there are."""
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text; whole, with who says so, as its hint."""
        found = self.found[index.row()]
        if role in _TEXT:
            return found_cells(found, self._desk.language)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            cell = found_cells(found, self._desk.language)[index.column()]
            return f"{cell}\n{found_source(found, self._desk.language)}"
        return None
