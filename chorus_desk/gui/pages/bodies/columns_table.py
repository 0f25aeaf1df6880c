"""What the columns of a table are taken for; a choice in each row corrects it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from chorus_desk.directory.reading.tables import TableColumns
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.forms import choice_box
from chorus_desk.gui.widgets.tables import TextTable, read_only_table
from chorus_desk.presenters.state_list import (
    COLUMNS,
    KEY_COLUMN,
    NOTHING,
    column_rows,
    key_choices,
)
from chorus_desk.wording.catalogue import N_


class ColumnsTable(QWidget):
    """A row for each column of the list."""

    chose = Signal(int, str)
    """The number of a column, and the key of what it is to be taken for."""

    def __init__(self, desk: Desk, name: str, table: TableColumns) -> None:
        super().__init__()
        self._desk = desk
        self._model = TextTable(desk, COLUMNS)
        self.view = read_only_table(self._model, name, stretched=1)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.boxes: list[QComboBox] = []
        self._build(table)

    def show_table(self, table: TableColumns) -> None:
        """Show what the columns are taken for now; the box being chosen in keeps the focus."""
        self._model.write_rows(column_rows(table, self._desk.language))
        for box, column in zip(self.boxes, table.columns, strict=True):
            box.setCurrentIndex(box.findData(column.key or NOTHING))

    def _build(self, table: TableColumns) -> None:
        self._model.show_rows(column_rows(table, self._desk.language))
        for row, column in enumerate(table.columns):
            box = choice_box(key_choices(self._desk.language), column.key or NOTHING)
            box.setAccessibleName(
                self._desk.say(N_("« {heading} » comprise comme"), heading=column.heading)
            )
            box.activated.connect(self._chooser(row, box))
            self.view.setIndexWidget(self._model.index(row, KEY_COLUMN), box)
            self.boxes.append(box)
        height = max((box.sizeHint().height() for box in self.boxes), default=0) + 4
        self.view.verticalHeader().setDefaultSectionSize(height)
        head = self.view.horizontalHeader().sizeHint().height()
        bar = self.view.horizontalScrollBar().sizeHint().height()  # where the writing is large
        self.view.setFixedHeight(head + height * len(table.columns) + bar + 4)

    def _chooser(self, row: int, box: QComboBox) -> Callable[[int], None]:
        return lambda _index: self.chose.emit(row, str(box.currentData()))
