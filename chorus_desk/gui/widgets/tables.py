"""Tables that only show things: texts under headings, a row chosen at a time."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.list_look import as_list
from chorus_desk.gui.widgets.status_pill import ROOM
from chorus_desk.presenters.columns import Column

Index = QModelIndex | QPersistentModelIndex
SHOWN = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
)  # fmt: skip
"""The roles that are answered by a cell's text."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MEASURED_ROWS, _BESIDE_TEXT, _PADDED = 60, 18, 10
"""Rows whose texts are measured; pixels beside a text, and those of them that are the theme's."""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class HeadedTable(QAbstractTableModel):
    """A table of texts under the headings of its columns; its rows are its children's matter."""

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
            return int(RIGHT if column.right else _LEFT)
        return None


class TextTable(HeadedTable):
    """Rows of texts, all there from the start."""

    def __init__(self, desk: Desk, columns: Sequence[Column]) -> None:
        super().__init__(desk)
        self.columns = columns
        self._rows: Sequence[Sequence[str]] = ()

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def write_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Write other texts into the rows; what stands in their cells stays there."""
        assert len(rows) == len(self._rows)
        self._rows = rows
        last = self.index(len(rows) - 1, len(self.columns) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if role == Qt.ItemDataRole.TextAlignmentRole and self.columns[index.column()].right:
            return int(RIGHT)
        return self._rows[index.row()][index.column()] if role in SHOWN else None


def read_only_table(model: HeadedTable, name: str, *, stretched: int) -> QTableView:
    """Return the view of a table, known to a screen reader by its name.

    ``stretched``: the column that takes the room that is left.
    """
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    as_list(table)
    head = table.horizontalHeader()
    headings = [head.sectionSizeHint(section) for section in range(len(model.columns))]
    head.setMinimumSectionSize(max(headings))  # also of the one that takes what is left
    for section, column in enumerate(model.columns):
        width = theme.characters_of_application(column.width)
        head.resizeSection(section, max(width, headings[section]))
    head.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return table


def wrap_texts(table: QTableView, *, wrap: bool = True) -> None:
    """Let long texts of a table go on below, each row as high as its own; or no more.

    Every row is measured: nothing for tables of very many rows.
    """
    mode = QHeaderView.ResizeMode
    table.setWordWrap(wrap)
    if not isinstance(table.itemDelegate(), _Roomy):
        table.setItemDelegate(_Roomy(table))
    side = table.verticalHeader()
    side.setSectionResizeMode(mode.ResizeToContents if wrap else mode.Fixed)


class _Roomy(QStyledItemDelegate):
    """Leaves some room above and below texts of several lines."""

    def sizeHint(  # noqa: N802 -- Qt's name
        self, option: QStyleOptionViewItem, index: Index
    ) -> QSize:  # fmt: skip
        """Return the size of the cell with its room."""
        narrower = QStyleOptionViewItem(option)  # Qt leaves out what the style sheet pads
        narrower.rect = option.rect.adjusted(0, 0, -_PADDED, 0)
        size = super().sizeHint(narrower, index)
        return QSize(size.width(), size.height() + 10)


def fit_columns(table: QTableView, columns: Sequence[Column], *, stretched: int, pill: int) -> None:
    """Make columns as wide as their headings and first rows need, at most as wide as is usual.

    What they leave is the ``stretched`` one's. ``pill``: the column whose texts stand in pills.
    """
    model, head, metrics = table.model(), table.horizontalHeader(), table.fontMetrics()
    head.setMinimumSectionSize(0)
    head.setMinimumSectionSize(head.sectionSizeHint(stretched))
    rows = range(min(model.rowCount(), _MEASURED_ROWS))
    for section, column in enumerate(columns):
        if section == stretched or table.isColumnHidden(section):
            continue
        texts = (str(model.index(row, section).data()) for row in rows)
        needed = max(map(metrics.horizontalAdvance, texts), default=0)
        usual = theme.characters_of_application(column.width)
        width = needed + ROOM if section == pill else min(needed + _BESIDE_TEXT, usual)
        head.resizeSection(section, max(width, head.sectionSizeHint(section)))
