"""What files would become, or became: a sentence, the table, what is said of one, what is aside.

Before people's own tables are imported, they stand beside it, to be corrected.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.importing.aside_view import AsideView
from chorus_desk.gui.pages.importing.model import ImportTable
from chorus_desk.gui.pages.importing.remarks_view import RemarksView, SignedLabel
from chorus_desk.gui.pages.importing.said_head import SaidHead
from chorus_desk.gui.pages.importing.state import ImportState
from chorus_desk.gui.pages.importing.tables_pane import TablesPane
from chorus_desk.gui.widgets.layouts import FlowLayout, emptied, make_chip
from chorus_desk.gui.widgets.status_pill import StatusDelegate
from chorus_desk.gui.widgets.tables import fit_columns, read_only_table
from chorus_desk.presenters.import_wizard import totals_said
from chorus_desk.presenters.importing import (
    AMOUNT_COLUMN,
    COLUMNS,
    STRETCHED_COLUMN,
    WIDE_COLUMNS,
    remarks_of,
)
from chorus_desk.presenters.outcome_row import OUTCOME_COLUMN
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.wording.catalogue import N_

_FEWEST_ROWS, _MOST_ROWS = 2, 100
"""Rows that the table of invoices has room for; a short one leaves its room to the remarks."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of the head: its words, what it does, and why it cannot."""

    text: str
    act: Callable[[], None]
    primary: bool = False
    reason: str = ""


class ReportView(QWidget):
    """Shows an import before and after it is done."""

    unread_wanted = Signal()
    """The rows that could not be read are to be saved."""

    def __init__(self, desk: Desk, state: ImportState) -> None:
        super().__init__()
        self._desk, self._state = desk, state
        self._shown: Imported | None = None
        self._narrow = False
        """Whether the tables take most of the room."""
        self._of: tuple[Path, ...] = ()
        """The files that are spoken of."""
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._make_head())
        self.totals = SignedLabel()
        column.addWidget(self.totals)
        self.tables = TablesPane(desk, state)
        self.tables.setVisible(False)
        self.tables.sheets.moved.connect(self._follow)
        self._right = _splitter(Qt.Orientation.Vertical, self._make_table(), self._make_lower())
        self._right.setSizes([380, 220])
        across = _splitter(Qt.Orientation.Horizontal, self.tables, self._right)
        across.setSizes([540, 490])
        column.addWidget(across, 1)

    def _make_head(self) -> QFrame:
        self._head = SaidHead()
        self.said = self._head.said
        holder = QWidget()
        self._row = FlowLayout(holder)
        self._head.column.addWidget(holder)
        return self._head

    def _make_table(self) -> QTableView:
        self.model = ImportTable(self._desk)
        name = self._desk.say(N_("Factures trouvées dans les fichiers"))
        self.table = read_only_table(self.model, name, stretched=STRETCHED_COLUMN)
        self.table.setItemDelegateForColumn(OUTCOME_COLUMN, StatusDelegate(self.table))
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        head = self.table.horizontalHeader()
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)  # as in the files
        self.table.setSortingEnabled(True)
        head.setSortIndicatorShown(False)  # its room is wanted until something is sorted
        head.sortIndicatorChanged.connect(self._show_sorted)
        head.sectionClicked.connect(self._sort_first)
        return self.table

    def _make_lower(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._make_chips())
        row = QHBoxLayout()
        row.setSpacing(12)
        self._remarks = RemarksView()
        self.remarks = self._remarks.area
        row.addWidget(self._remarks, 1)
        self._aside = AsideView(self._desk)
        self.aside, self.go, self.save_unread = (
            self._aside.table, self._aside.go, self._aside.save,
        )  # fmt: skip
        self._aside.saving.connect(self.unread_wanted)
        self._aside.going.connect(self.tables.go_to)
        row.addWidget(self._aside, 1)
        column.addLayout(row, 1)
        return holder

    def _make_chips(self) -> QWidget:
        """Return what chooses between remarks and what is aside, where only one has room."""
        self._chips = QWidget()
        row = FlowLayout(self._chips)
        group = QButtonGroup(self._chips)
        say = self._desk.say
        self.of_remarks = make_chip(say(N_("La facture")), chosen=False)
        self.of_aside = make_chip(say(N_("Laissé de côté")), chosen=True)
        for chip in (self.of_aside, self.of_remarks):
            chip.setAccessibleName(chip.text())
            group.addButton(chip)
            row.addWidget(chip)
            chip.toggled.connect(self._arrange)
        return self._chips

    def _arrange(self) -> None:
        """Show invoices, remarks and what is aside: those there are, or the one that is wanted."""
        some, aside = bool(self.model.rowCount()), bool(self.aside.model().rowCount())
        one = self._narrow and some and aside
        self.table.setVisible(some)
        self._chips.setVisible(one)
        self._aside.setVisible(aside and (not one or self.of_aside.isChecked()))
        self._aside.set_narrow(narrow=one)
        self._remarks.setVisible(some and (not one or self.of_remarks.isChecked()))

    def show_report(
        self, found: Imported, text: str, tone: Tone, choices: Sequence[Choice], *,
        correct: bool = False,
    ) -> None:  # fmt: skip
        """Show what was found under a sentence, with what can be done about it.

        ``correct``: people's own tables among the files stand beside it.
        """
        self._show_head(text, tone, choices)
        if found is self._shown:
            return
        self._shown = found
        if self._state.paths != self._of:
            self._of = self._state.paths
            self.of_aside.setChecked(True)
        wizard = correct and bool(found.tables)
        chosen = self._state.chosen
        self.model.show_items(found.invoices)
        self._aside.show_aside(found, correct=wizard)
        self._show_tables(found, wizard=wizard)
        if found.invoices:
            self.table.selectRow(self.model.row_of(min(chosen, len(found.invoices) - 1)))
        else:
            self._remarks.show_remarks("", ())

    def _show_tables(self, found: Imported, *, wizard: bool) -> None:
        """Show the tables beside the drafts, which have less room then, or the drafts alone."""
        if wizard != self._narrow:
            self._narrow = wizard
            self._right.setSizes([280, 320] if wizard else [380, 220])
        self._set_columns()
        self._arrange()
        self.totals.show_said(totals_said(found, self._desk.language) if found.tables else None)
        self.tables.setVisible(wizard)
        if wizard:
            self.tables.show_tables(found.tables)

    def _set_columns(self) -> None:
        """Leave out columns where the sheet stands beside them, and fit the others."""
        head = self.table.horizontalHeader()
        before_body = STRETCHED_COLUMN if self._narrow else AMOUNT_COLUMN
        head.moveSection(head.visualIndex(AMOUNT_COLUMN), before_body)
        for section in WIDE_COLUMNS:
            self.table.setColumnHidden(section, self._narrow)
        fit_columns(self.table, COLUMNS, stretched=STRETCHED_COLUMN, pill=OUTCOME_COLUMN)
        rows = max(_FEWEST_ROWS, min(self.model.rowCount(), _MOST_ROWS)) + 1  # one for the bar
        row = self.table.verticalHeader().defaultSectionSize()
        self.table.setMaximumHeight(head.sizeHint().height() + rows * row)

    def _sort_first(self, section: int) -> None:
        if not self.table.horizontalHeader().isSortIndicatorShown():  # then Qt does nothing itself
            self.table.sortByColumn(section, Qt.SortOrder.AscendingOrder)

    def _show_sorted(self, section: int, _order: Qt.SortOrder) -> None:
        self.table.horizontalHeader().setSortIndicatorShown(section >= 0)
        self._set_columns()

    def _show_head(self, text: str, tone: Tone, choices: Sequence[Choice]) -> None:
        reason = next((choice.reason for choice in choices if choice.reason), "")
        self._head.show_said(text, reason, tone)
        emptied(self._row)
        self.buttons = [self._button(choice) for choice in choices]
        for button in self.buttons:
            self._row.addWidget(button)
        pane, sheet = self.tables, self.tables.sheets
        _tab_order(
            *self.buttons, pane.files, pane.readings, pane.forget, sheet.tabs, sheet.table,
            sheet.choice, self.table, self.of_aside, self.of_remarks, self.remarks, self.aside,
            self.go, self.save_unread,
        )  # fmt: skip

    def _button(self, choice: Choice) -> QPushButton:
        button = QPushButton(choice.text)
        button.setProperty("primary", choice.primary)
        button.setEnabled(not choice.reason)
        button.setAccessibleName(choice.text)
        button.setAccessibleDescription(choice.reason)
        button.clicked.connect(choice.act)
        return button

    def _follow(self, sheet: str, row: int, _column: int) -> None:
        """Let the invoices follow where the user is in the sheet."""
        picture = self.tables.sheets.table.sheet.picture
        mark = picture.rows.get(row) if picture is not None else None
        if self.table.hasFocus() or (mark is not None and mark.dimmed):
            return
        place = self.model.place_at(self._state.table, sheet, row)
        if place is not None:
            self.table.selectRow(self.model.row_of(place))

    def _choose(self, current: QModelIndex) -> None:
        if not current.isValid():
            return
        self._state.chosen = self.model.place_in_files(current.row())
        item = self.model.item(current.row())
        found = remarks_of(item, self._desk.language)
        self._remarks.show_remarks(found.title, found.lines)
        if self._narrow and self.table.hasFocus():  # the user went there
            self.of_remarks.setChecked(True)
            if item.place is not None:
                self.tables.look_at(item.place)


def _splitter(way: Qt.Orientation, first: QWidget, second: QWidget) -> QSplitter:
    splitter = QSplitter(way)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(first)
    splitter.addWidget(second)
    splitter.setHandleWidth(10)
    splitter.setStretchFactor(0, 1)
    splitter.setStretchFactor(1, 1)
    return splitter


def _tab_order(*widgets: QWidget) -> None:
    for first, second in pairwise(widgets):
        QWidget.setTabOrder(first, second)
