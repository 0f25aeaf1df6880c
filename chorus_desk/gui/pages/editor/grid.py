"""The grid of lines: Tab goes on, Enter begins the next line, a spreadsheet's cells are pasted."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from chorus_desk.domain.finding import Severity
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.forms import TextEntry
from chorus_desk.presenters.editor.desk import Editor
from chorus_desk.presenters.editor.findings import Remark
from chorus_desk.presenters.editor.lines import (
    COLUMNS,
    SELDOM,
    Cell,
    cell_path,
    spoken_cell,
    unit_labels,
    uses_seldom,
)
from chorus_desk.presenters.statuses import Tone
from chorus_desk.wording.catalogue import N_

Index = QModelIndex | QPersistentModelIndex
_LAST_EDITABLE = max(i for i, column in enumerate(COLUMNS) if column.editable)
_NAME = N_("Lignes de la facture")
_HELP = N_(
    "Tab passe à la case suivante, Entrée à la ligne suivante, Inser ajoute une ligne, "
    "Ctrl+Suppr la retire, Alt+Haut et Alt+Bas la déplacent."
)
_MOST_ROWS = 12
"""Rows shown before the grid scrolls by itself."""
_LEAST_WIDTH = 16
"""Characters of the first column that are always shown."""


class LinesModel(QAbstractTableModel):
    """The lines of the draft, and an empty one below to go on with."""

    edited = Signal()

    def __init__(self, desk: Desk, editor: Editor) -> None:
        super().__init__()
        self._desk, self.editor = desk, editor
        self._shown = len(editor.sheet.invoice.lines)
        self.remarks: Mapping[str, Remark] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's
        """Return how many rows there are, the empty one included."""
        return 0 if parent.isValid() else self._shown + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done to a cell."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if COLUMNS[index.column()].editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, or says."""
        column = COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(index.row(), column.cell)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        remark = self.remarks.get(cell_path(index.row(), column.cell))
        if role == Qt.ItemDataRole.BackgroundRole and remark is not None:
            return QColor(theme.colours().grounds[Tone.BAD if _grave(remark) else Tone.TODO])
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return remark.text if remark else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self._text(index.row(), column.cell)
            return f"{spoken_cell(column, self._desk.language)} : {text}"
        return None

    def _text(self, row: int, cell: Cell) -> str:
        known = row < len(self.editor.sheet.invoice.lines)
        return self.editor.cell(row, cell) if known else ""

    def setData(  # noqa: N802 -- Qt's name
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Put what was typed into a cell."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.type(index, str(value))
        return True

    def type(self, index: Index, text: str) -> None:
        """Take a text as it is typed; the rest of the row and the totals follow."""
        row, column = index.row(), index.column()
        self.editor.edit_cell(row, COLUMNS[column].cell, text)
        self._fit_rows()
        for other in range(len(COLUMNS)):
            if other != column:
                place = self.index(row, other)
                self.dataChanged.emit(place, place)
        self.edited.emit()

    def _fit_rows(self) -> None:
        lines = len(self.editor.sheet.invoice.lines)
        if lines > self._shown:
            self.beginInsertRows(QModelIndex(), self._shown + 1, lines)
            self._shown = lines
            self.endInsertRows()

    def refresh(self) -> None:
        """Show the lines anew, whatever happened to them."""
        self.beginResetModel()
        self._shown = len(self.editor.sheet.invoice.lines)
        self.endResetModel()

    def show_remarks(self, remarks: Mapping[str, Remark]) -> None:
        """Mark the cells that something is wrong with."""
        if remarks == self.remarks:
            return
        self.remarks = remarks
        last = self.index(self._shown, len(COLUMNS) - 1)
        self.dataChanged.emit(
            self.index(0, 0), last,
            [Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ToolTipRole],
        )  # fmt: skip

    def headerData(  # noqa: N802 -- Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading, or a row's number."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            right = COLUMNS[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._desk.say(COLUMNS[section].heading)
        return str(section + 1) if section < self._shown else "+"


def _grave(remark: Remark) -> bool:
    return remark.severity is Severity.ERROR


class _CellDelegate(QStyledItemDelegate):
    """Edits a cell: what is typed counts at once; units and VAT are proposed."""

    def __init__(self, view: "LinesGrid", editor: Editor) -> None:
        super().__init__(view)
        self._view, self._editor = view, editor
        self.entry: TextEntry | None = None

    def createEditor(  # noqa: N802 -- Qt's name
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """Return the entry of a cell."""
        entry = TextEntry(own_undo=False)
        entry.setParent(parent)
        entry.setFrame(False)
        column = COLUMNS[index.column()]
        if column.right:
            entry.setAlignment(Qt.AlignmentFlag.AlignRight)
        entry.setAccessibleName(spoken_cell(column, self._editor.language))
        choices = self._choices(column.cell)
        if choices:
            completer = QCompleter(list(choices), entry)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            entry.setCompleter(completer)
            completer.activated.connect(entry.textEdited)
        place = QPersistentModelIndex(index)
        entry.textEdited.connect(lambda text: self._typed(place, text))
        self.entry = entry
        return entry

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 -- Qt's name
        """Forget the entry that is gone."""
        self.entry = None
        super().destroyEditor(editor, index)

    def _choices(self, cell: Cell) -> Sequence[str]:
        if cell is Cell.UNIT:
            return tuple(unit_labels(self._editor.language).values())
        if cell is Cell.VAT:
            return tuple(choice.label for choice in self._editor.setting.vat)
        return ()

    def _typed(self, place: QPersistentModelIndex, text: str) -> None:
        model = self._view.model()
        assert isinstance(model, LinesModel)
        model.type(place, text)

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 -- Qt's name
        """Show the cell's text, unless it is being typed."""
        assert isinstance(editor, QLineEdit)
        if not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole))
            editor.selectAll()

    def setModelData(  # noqa: N802 -- Qt's name
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        """Take the text; it was taken already while it was typed."""
        assert isinstance(editor, QLineEdit)
        if editor.isModified():
            model.setData(index, editor.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        """Let Enter begin the next line, Down open what is proposed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            assert isinstance(watched, QLineEdit)
            completer = watched.completer()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
                self._view.go_to_next_line()
                return True
            if event.key() == Qt.Key.Key_Down and completer is not None:
                completer.setCompletionPrefix("")
                completer.complete()
                return True
        return super().eventFilter(watched, event)


class LinesGrid(QTableView):
    """Shows and edits the lines by keyboard alone, or with the mouse."""

    changed = Signal()
    """Lines were added, taken out, moved or pasted."""

    def __init__(self, desk: Desk, editor: Editor) -> None:
        super().__init__()
        self._desk, self._editor = desk, editor
        self.lines = LinesModel(desk, editor)
        self.setModel(self.lines)
        self._delegate = _CellDelegate(self, editor)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.SelectedClicked
            | triggers.EditKeyPressed
        )  # fmt: skip
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setAccessibleName(desk.say(_NAME))
        self.setAccessibleDescription(desk.say(_HELP))
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        for section, column in enumerate(COLUMNS):
            if column.width:
                least = head.sectionSizeHint(section)
                head.resizeSection(section, max(least, theme.characters(self, column.width)))
        head.setMinimumSectionSize(theme.characters(self, 7))
        head.sectionResized.connect(self._resized)
        self.show_seldom(shown=uses_seldom(editor.sheet.invoice))
        self.lines.rowsInserted.connect(self.fit)
        self.lines.modelReset.connect(self.fit)
        self.fit()

    def show_seldom(self, *, shown: bool) -> None:
        """Show or hide the columns that few lines need."""
        for section, column in enumerate(COLUMNS):
            if column.cell in SELDOM:
                self.setColumnHidden(section, not shown)
        self._fit_columns()

    @property
    def seldom_shown(self) -> bool:
        """Whether the columns that few lines need stand in the grid."""
        columns = [column.cell for column in COLUMNS]
        return not self.isColumnHidden(columns.index(SELDOM[0]))

    def fit(self) -> None:
        """Be as high as the lines are, up to a dozen."""
        rows = min(_MOST_ROWS, self.lines.rowCount())
        height = rows * self.verticalHeader().defaultSectionSize()
        head = self.horizontalHeader()
        wide = head.length() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if wide else 0
        self.setFixedHeight(height + head.sizeHint().height() + bar + 8)

    def _fit_columns(self) -> None:
        """Give the first column the room that the others leave; the grid scrolls when none is."""
        head = self.horizontalHeader()
        least = max(head.sectionSizeHint(0), theme.characters(self, _LEAST_WIDTH))
        room = self.viewport().width() - head.length() + head.sectionSize(0)
        head.resizeSection(0, max(least, room))
        self.fit()

    def _resized(self, section: int, _before: int, _now: int) -> None:
        if section:
            self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self._fit_columns()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Begin at the first cell."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.lines.index(0, 0))

    def go_to(self, row: int, column: int, *, edit: bool = True) -> None:
        """Put the cursor into a cell."""
        index = self.lines.index(row, column)
        if self.isColumnHidden(column):
            self.show_seldom(shown=True)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus()
        if edit and COLUMNS[column].editable:
            self.edit(index)

    def go_to_next_line(self) -> None:
        """Put the cursor at the start of the next line, the empty one after the last."""
        self._editor.seal()
        self.go_to(min(self.currentIndex().row() + 1, self.lines.rowCount() - 1), 0)

    def closeEditor(  # noqa: N802 -- Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """Go on to the next or previous cell that can be filled in."""
        self._editor.seal()
        hints = QAbstractItemDelegate.EndEditHint
        if hint in (hints.EditNextItem, hints.EditPreviousItem):
            super().closeEditor(editor, hints.NoHint)
            self._step(1 if hint == hints.EditNextItem else -1)
            return
        super().closeEditor(editor, hint)
        self.viewport().update()

    def _step(self, by: int) -> bool:
        """Go one cell on or back; False at the end of the empty line, or before the first cell."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        empty = row == self.lines.rowCount() - 1
        if by > 0 and empty:
            self.focusNextChild()
            return False
        column += by
        while 0 <= column <= _LAST_EDITABLE and self.isColumnHidden(column):
            column += by
        if column > _LAST_EDITABLE:
            row, column = row + 1, 0
        elif column < 0:
            row, column = row - 1, _LAST_EDITABLE
        if row < 0:
            self.focusPreviousChild()
            return False
        self.go_to(row, column)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Take the keys of the grid."""
        key, held = event.key(), event.modifiers()
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        actions: dict[tuple[int, bool, bool], Callable[[], object]] = {
            (Qt.Key.Key_Tab, False, False): lambda: self._step(1),
            (Qt.Key.Key_Backtab, False, False): lambda: self._step(-1),
            (Qt.Key.Key_Return, False, False): self._enter,
            (Qt.Key.Key_Enter, False, False): self._enter,
            (Qt.Key.Key_Delete, False, False): self.empty_cells,
            (Qt.Key.Key_Delete, False, True): self.remove_rows,
            (Qt.Key.Key_Insert, False, False): self.insert_row,
            (Qt.Key.Key_Up, True, False): lambda: self.move_row(-1),
            (Qt.Key.Key_Down, True, False): lambda: self.move_row(1),
        }
        action = actions.get((key, alt, control))
        if event.matches(QKeySequence.StandardKey.Paste):
            action = self.paste
        elif event.matches(QKeySequence.StandardKey.Copy):
            action = self.copy
        if action is not None:
            action()
            event.accept()
            return
        if control or alt:
            event.ignore()  # the window's shortcuts
            return
        super().keyPressEvent(event)

    def _enter(self) -> None:
        if self.currentIndex().isValid():
            self.go_to_next_line()

    def stop_editing(self) -> None:
        """Close the entry of a cell; what was typed was taken as it was typed."""
        entry = self._delegate.entry
        if entry is not None:
            entry.setModified(False)
            self._delegate.closeEditor.emit(entry, QAbstractItemDelegate.EndEditHint.NoHint)

    def rows(self) -> list[int]:
        """Return the rows chosen, lines of the draft alone."""
        last = len(self._editor.sheet.invoice.lines)
        chosen = {index.row() for index in self.selectedIndexes()} or {self.currentIndex().row()}
        return sorted(row for row in chosen if 0 <= row < last)

    def empty_cells(self) -> None:
        """Empty the cells chosen."""
        lines = len(self._editor.sheet.invoice.lines)
        for index in self.selectedIndexes():
            if index.row() < lines and COLUMNS[index.column()].editable:
                self._editor.edit_cell(index.row(), COLUMNS[index.column()].cell, "")
        self._editor.seal()
        self._show(self.currentIndex().row(), self.currentIndex().column())

    def remove_rows(self) -> None:
        """Take the lines chosen out; undo brings them back."""
        rows = self.rows()
        if rows:
            self._editor.remove_lines(rows)
            self._show(min(rows[0], len(self._editor.sheet.invoice.lines)), 0)

    def insert_row(self) -> None:
        """Put an empty line in above the cursor."""
        row = min(max(0, self.currentIndex().row()), len(self._editor.sheet.invoice.lines))
        self._editor.add_line(row)
        self._show(row, 0)
        self.go_to(row, 0)

    def move_row(self, by: int) -> None:
        """Move the line under the cursor up or down."""
        row = self.currentIndex().row()
        lines = len(self._editor.sheet.invoice.lines)
        if 0 <= row < lines and 0 <= row + by < lines:
            self._editor.move_line(row, by)
            self._show(row + by, self.currentIndex().column())

    def copy(self) -> None:
        """Copy the cells chosen, as a spreadsheet reads them."""
        rows: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda i: (i.row(), i.column())):
            rows.setdefault(index.row(), []).append(index.data() or "")
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in rows.values()))

    def paste(self) -> None:
        """Put cells in that were copied from a spreadsheet."""
        text = QGuiApplication.clipboard().text()
        current = self.currentIndex()
        if text.strip() and current.isValid():
            self._editor.paste(current.row(), current.column(), text)
            self._show(current.row(), current.column())

    def refresh(self) -> None:
        """Show the lines anew, whatever happened to them."""
        self.stop_editing()
        self.lines.refresh()

    def _show(self, row: int, column: int) -> None:
        self.refresh()
        self.setCurrentIndex(self.lines.index(row, max(0, column)))
        self.changed.emit()
