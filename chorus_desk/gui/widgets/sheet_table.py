"""The cells of a sheet: moved in by arrow keys, written in, pointed at."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from chorus_desk.formats.any_table.grid import letters
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.sheet_header import SheetHeader, chip_width, paint_chip
from chorus_desk.gui.widgets.sheet_model import CHIP_ROLE, TONE_ROLE, SheetModel
from chorus_desk.presenters.sheet import Chip, Mark, shown_text
from chorus_desk.presenters.statuses import Tone
from chorus_desk.wording.catalogue import N_

_MEASURED_ROWS, _MEASURED_COLUMNS = 40, 120
_WIDEST = 34
"""Characters that a column is wide at most when it is first shown; users widen it themselves."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_EMPTY = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_AnyIndex = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws the ground of a marked cell and the chip of a form's; lets a cell be written in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Draw a cell."""
        mark = index.data(TONE_ROLE)
        if isinstance(mark, Mark):
            colours = theme.colours()
            quiet = mark.tone is Tone.NEUTRAL
            ground = colours.window if quiet else colours.grounds[mark.tone]
            painter.fillRect(option.rect, QColor(ground))
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        if current:
            painter.setPen(QPen(QColor(theme.colours().accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        chip = index.data(CHIP_ROLE)
        if isinstance(chip, Chip):
            rect: QRect = option.rect
            painter.setFont(QApplication.font())
            metrics = QFontMetrics(QApplication.font())
            width = min(chip_width(metrics, chip), rect.width() - 8)
            paint_chip(
                painter, metrics, chip,
                QRect(rect.right() - width - 3, rect.top(), width, rect.height()),
            )  # fmt: skip

    def createEditor(  # noqa: N802 -- Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: _AnyIndex
    ) -> QWidget:
        """Return a line to write in, known to a screen reader by the cell's place."""
        editor = super().createEditor(parent, option, index)
        place = f"{letters(index.column() + 1)}{index.row() + 1}"
        editor.setAccessibleName(self._desk.say(N_("Cellule {place}"), place=place))
        return editor

    def setEditorData(self, editor: QWidget, index: _AnyIndex) -> None:  # noqa: N802 -- Qt's name
        """Fill the line, but leave what is being typed alone when the sheet is read anew."""
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)


class SheetTable(QTableView):
    """A sheet as it stands: row numbers, column letters, chips above."""

    pointed = Signal()
    """What the column or the cell is, is to be said."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._desk = desk
        self.sheet = SheetModel(desk)
        self.head = SheetHeader()
        self.setHorizontalHeader(self.head)
        self.setModel(self.sheet)
        self.setItemDelegate(CellDelegate(desk))
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed  # as a spreadsheet does
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side = self.verticalHeader()
        side.setDefaultSectionSize(self.fontMetrics().height() + 12)
        side.setHighlightSections(True)
        side.setMinimumWidth(theme.characters_of_application(6))
        self.setIconSize(QSize(13, 13))
        self.head.sectionClicked.connect(self._point_at)

    def measure(self) -> None:
        """Make columns as wide as their heads and first cells need, within reason."""
        picture = self.sheet.picture
        if picture is None:
            return
        metrics, language = self.fontMetrics(), self._desk.language
        widest = theme.characters_of_application(_WIDEST)
        first = max(0, picture.first[0] - 2)
        rows = [*picture.grid.rows[:3], *picture.grid.rows[first : first + _MEASURED_ROWS]]
        chips = self._room_of_chips()
        for column in range(min(self.sheet.columnCount(), _MEASURED_COLUMNS)):
            texts = (shown_text(row[column], language) for row in rows if column < len(row))
            width = max((metrics.horizontalAdvance(text) for text in texts), default=0) + 34
            needed = (min(width, widest), chips.get(column, 0), self.head.sectionSizeHint(column))
            self.head.resizeSection(column, max(needed))

    def widen(self) -> None:
        """Give chips that grew the room they need."""
        chips = self._room_of_chips()
        for column in range(min(self.sheet.columnCount(), _MEASURED_COLUMNS)):
            needed = max(chips.get(column, 0), self.head.sectionSizeHint(column))
            if self.head.sectionSize(column) < needed:
                self.head.resizeSection(column, needed)

    def _room_of_chips(self) -> dict[int, int]:
        """Return the room that the cells with chips need, by column: their texts stand beside."""
        picture, metrics = self.sheet.picture, self.fontMetrics()
        widest = theme.characters_of_application(_WIDEST)
        found: dict[int, int] = {}
        if picture is None:
            return found
        for (row, column), chip in picture.cell_chips.items():
            text = shown_text(picture.grid.cell(row, column), self._desk.language)
            width = min(metrics.horizontalAdvance(text) * 11 // 10, widest)  # headings are bold
            room = width + chip_width(metrics, chip) + 26
            found[column - 1] = max(found.get(column - 1, 0), room)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Let Enter write in a cell, Delete empty it; Alt+Down and the menu key say what it is."""
        current = self.currentIndex()
        editing = self.state() == QAbstractItemView.State.EditingState
        writable = self.sheet.editable and current.isValid() and not editing
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Menu or (alt and event.key() == Qt.Key.Key_Down):
            self.pointed.emit()
        elif event.key() in _ENTER and writable:
            self.edit(current)
        elif event.key() in _EMPTY and writable:
            self.sheet.setData(current, "")
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        """Stand on a cell, also the first time."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.sheet.rowCount():
            self.setCurrentIndex(self.sheet.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        """Keep the current cell in sight when what stands around takes room."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _point_at(self, column: int) -> None:
        row = max(0, self.currentIndex().row())
        picture = self.sheet.picture
        if picture is not None and row + 1 < picture.first[0]:
            row = picture.first[0] - 1
        self.setCurrentIndex(self.sheet.index(row, column))
        self.pointed.emit()
