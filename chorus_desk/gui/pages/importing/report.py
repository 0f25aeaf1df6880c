"""What files would become, or became: a sentence, the table, what is said of one, what is aside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.importing.model import ImportTable
from chorus_desk.gui.pages.importing.state import ImportState
from chorus_desk.gui.widgets.layouts import FlowLayout, emptied, label
from chorus_desk.gui.widgets.status_pill import StatusDelegate
from chorus_desk.gui.widgets.tables import TextTable, read_only_table
from chorus_desk.presenters.importing import (
    ASIDE_COLUMNS,
    OUTCOME_COLUMN,
    STRETCHED_COLUMN,
    Remark,
    aside_rows,
    remarks_of,
)
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.import_invoices import Imported
from chorus_desk.wording.catalogue import N_

_ICON = 22


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of the head: its words, what it does, and why it cannot."""

    text: str
    act: Callable[[], None]
    primary: bool = False
    reason: str = ""


class ReportView(QWidget):
    """Shows an import before and after it is done."""

    def __init__(self, desk: Desk, state: ImportState) -> None:
        super().__init__()
        self._desk, self._state = desk, state
        self._shown: Imported | None = None
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._make_head())
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._make_table())
        splitter.addWidget(self._make_lower())
        splitter.setHandleWidth(10)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([380, 220])
        column.addWidget(splitter, 1)

    def _make_head(self) -> QFrame:
        head = QFrame()
        column = QVBoxLayout(head)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(10)
        self._icon = QLabel()
        self.said = label("", wrap=True)
        self.said.setFont(theme.scaled_font(self.said, 1.05, bold=True))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.said, 1)
        column.addLayout(row)
        self._reason = label("", wrap=True)
        column.addWidget(self._reason)
        holder = QWidget()
        self._row = FlowLayout(holder)
        column.addWidget(holder)
        self._head = head
        return head

    def _make_table(self) -> QTableView:
        self.model = ImportTable(self._desk)
        name = self._desk.say(N_("Factures trouvées dans les fichiers"))
        self.table = read_only_table(self.model, name, stretched=STRETCHED_COLUMN)
        self.table.setItemDelegateForColumn(OUTCOME_COLUMN, StatusDelegate(self.table))
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        return self.table

    def _make_lower(self) -> QWidget:
        self._title = label("")
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        box, column = _titled(self._title)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 10, 6, 10)
        inner = QWidget()
        inner.setProperty("plain", True)
        self._remarks = QVBoxLayout(inner)
        self._remarks.setContentsMargins(0, 0, 8, 0)
        self._remarks.setSpacing(8)
        self.remarks = QScrollArea()
        self.remarks.setWidgetResizable(True)
        self.remarks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.remarks.setWidget(inner)
        self.remarks.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inside.addWidget(self.remarks)
        self._title.setBuddy(self.remarks)
        column.addWidget(card, 1)
        row.addWidget(box, 1)
        self._aside_box = self._make_aside()
        row.addWidget(self._aside_box, 1)
        return holder

    def _make_aside(self) -> QWidget:
        title = label(self._desk.say(N_("Laissé de côté")))
        box, column = _titled(title)
        self._aside = TextTable(self._desk, ASIDE_COLUMNS)
        self.aside = read_only_table(self._aside, title.text(), stretched=1)
        self.aside.setWordWrap(True)
        self.aside.setItemDelegate(_Roomy(self.aside))
        self.aside.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        title.setBuddy(self.aside)
        column.addWidget(self.aside, 1)
        return box

    def show_report(
        self, found: Imported, text: str, tone: Tone, choices: Sequence[Choice]
    ) -> None:
        """Show what was found under a sentence, with what can be done about it."""
        self._show_head(text, tone, choices)
        if found is self._shown:
            return
        self._shown = found
        aside = aside_rows(found, self._desk.language)
        self._aside.show_rows(aside)
        self._aside_box.setVisible(bool(aside))
        chosen = self._state.chosen
        self.model.show_items(found.invoices)
        if found.invoices:
            self.table.selectRow(min(chosen, len(found.invoices) - 1))
        else:
            self._show_remarks("", ())

    def _show_head(self, text: str, tone: Tone, choices: Sequence[Choice]) -> None:
        self.said.setText(text)
        self.said.setAccessibleName(text)
        self._icon.setPixmap(theme.tone_icon(tone, _ICON).pixmap(_ICON, _ICON))
        reason = next((choice.reason for choice in choices if choice.reason), "")
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        emptied(self._row)
        self.buttons = [self._button(choice) for choice in choices]
        for button in self.buttons:
            self._row.addWidget(button)
        self._head.setProperty("bar", str(tone))
        for widget in (self._head, self.said, self._reason, self._icon):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        _tab_order(*self.buttons, self.table, self.remarks, self.aside)

    def _button(self, choice: Choice) -> QPushButton:
        button = QPushButton(choice.text)
        button.setProperty("primary", choice.primary)
        button.setEnabled(not choice.reason)
        button.setAccessibleName(choice.text)
        button.setAccessibleDescription(choice.reason)
        button.clicked.connect(choice.act)
        return button

    def _choose(self, current: QModelIndex) -> None:
        if not current.isValid():
            return
        self._state.chosen = current.row()
        found = remarks_of(self.model.item(current.row()), self._desk.language)
        self._show_remarks(found.title, found.lines)

    def _show_remarks(self, title: str, lines: Sequence[Remark]) -> None:
        self._title.setText(title)
        emptied(self._remarks)
        for line in lines:
            self._remarks.addWidget(_remark(line))
        self._remarks.addStretch(1)
        said = " ".join(f"{line.text} {line.todo}".strip() for line in lines)
        self.remarks.setAccessibleName(title)
        self.remarks.setAccessibleDescription(said)
        self.remarks.verticalScrollBar().setValue(0)


def _remark(line: Remark) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    mark = QLabel()
    mark.setPixmap(theme.tone_icon(line.tone).pixmap(16, 16))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(label(line.text, wrap=True, selectable=True))
    if line.todo:
        words.addWidget(label(line.todo, wrap=True, soft=True, selectable=True))
    row.addLayout(words, 1)
    return holder


class _Roomy(QStyledItemDelegate):
    """Leaves some room above and below texts of several lines."""

    def sizeHint(  # noqa: N802 -- Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of the cell with its room."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + 10)


def _titled(title: QLabel) -> tuple[QWidget, QVBoxLayout]:
    """Return a box under a title, and the layout of what stands below."""
    title.setFont(theme.scaled_font(title, 1.1, bold=True))
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(title)
    return box, column


def _tab_order(*widgets: QWidget) -> None:
    for first, second in pairwise(widgets):
        QWidget.setTabOrder(first, second)
