"""The grid of lines: Tab goes on, Enter begins the next line, a spreadsheet's cells are pasted."""

from collections.abc import Callable

from PySide6.QtCore import (
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.editor.cell_delegate import CellDelegate
from chorus_desk.gui.pages.editor.lines_model import LinesModel
from chorus_desk.gui.widgets.row_numbers import RowNumbers
from chorus_desk.presenters.editor.desk import Editor
from chorus_desk.presenters.editor.lines import (
    COLUMNS,
    SELDOM,
    uses_seldom,
)
from chorus_desk.wording.catalogue import N_

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


class LinesGrid(QTableView):
    """Shows and edits the lines by keyboard alone, or with the mouse."""

    changed = Signal()
    """Lines were added, taken out, moved or pasted."""

    def __init__(self, desk: Desk, editor: Editor) -> None:
        super().__init__()
        self._desk, self._editor = desk, editor
        self.lines = LinesModel(desk, editor)
        self.setVerticalHeader(RowNumbers(self))
        self.setModel(self.lines)
        self._delegate = CellDelegate(self.lines, editor, self.go_to_next_line, self)
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
