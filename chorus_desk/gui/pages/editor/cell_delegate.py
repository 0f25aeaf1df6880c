"""The entry of a cell of the grid: what is typed counts at once, units and VAT are proposed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QCompleter,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.gui import theme
from chorus_desk.gui.pages.editor.lines_model import Index, LinesModel
from chorus_desk.gui.widgets.forms import TextEntry
from chorus_desk.gui.widgets.found_entry import Proposals
from chorus_desk.presenters.catalogue import item_line
from chorus_desk.presenters.editor.desk import Editor
from chorus_desk.presenters.editor.lines import COLUMNS, Cell, spoken_cell, unit_labels
from chorus_desk.usecases.catalogue import matching
from chorus_desk.wording.catalogue import N_, say

_LIST_WIDTH = 56
"""Characters of the list of the price list's items."""


class CellDelegate(QStyledItemDelegate):
    """Edits a cell: what is typed counts at once; units and VAT are proposed."""

    def __init__(
        self, lines: LinesModel, editor: Editor, next_line: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._lines, self._editor, self._next_line = lines, editor, next_line
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
        if column.cell is Cell.DESCRIPTION and self._editor.catalogue:
            self._offer_items(entry, place)
        entry.textEdited.connect(lambda text: self._typed(place, text))
        self.entry = entry
        return entry

    def destroyEditor(self, editor: QWidget, index: Index) -> None:  # noqa: N802 -- Qt's name
        """Forget the entry that is gone."""
        self.entry = None
        super().destroyEditor(editor, index)

    def _offer_items(self, entry: TextEntry, place: QPersistentModelIndex) -> None:
        """Offer the items of the price list for what is typed; one that is taken fills the row."""

        def search(text: str, answer: Callable[[Sequence[CatalogueItem]], None]) -> None:
            answer(matching(self._editor.catalogue, text) if text.strip() else ())

        def take(item: CatalogueItem) -> None:
            self._lines.take_item(place, item)
            # The list writes the whole line it showed into the entry, right after this.
            QTimer.singleShot(0, entry, lambda: entry.setText(item.description))

        language = self._editor.language
        Proposals(
            entry, say(N_("Articles du tarif"), language), search=search,
            line=lambda item: item_line(item, language), take=take,
            least_width=theme.characters(entry, _LIST_WIDTH),
        )  # fmt: skip

    def _choices(self, cell: Cell) -> Sequence[str]:
        if cell is Cell.UNIT:
            return tuple(unit_labels(self._editor.language).values())
        if cell is Cell.VAT:
            return tuple(choice.label for choice in self._editor.setting.vat)
        return ()

    def _typed(self, place: QPersistentModelIndex, text: str) -> None:
        self._lines.type(place, text)

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
                self._next_line()
                return True
            if event.key() == Qt.Key.Key_Down and completer is not None:
                completer.setCompletionPrefix("")
                completer.complete()
                return True
        return super().eventFilter(watched, event)
