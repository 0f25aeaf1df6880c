"""The files joined to a draft: added, seen with their size, taken out."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.domain.invoice import Attachment
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.forms import FormRow
from chorus_desk.gui.widgets.layouts import label
from chorus_desk.presenters.editor.desk import Editor
from chorus_desk.presenters.editor.enclosures import (
    file_lines,
    files_summary,
    kinds_to_choose,
    names_of,
)
from chorus_desk.usecases.enclosing import read_enclosures
from chorus_desk.wording.catalogue import N_

if TYPE_CHECKING:
    from chorus_desk.usecases.workspace import Workspace

_MOST_ROWS = 5
"""Files shown before the list scrolls."""


class Files(QListWidget):
    """The list of files; Delete takes out those chosen."""

    unwanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Tell that the files chosen are to go."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.unwanted.emit()
            return
        super().keyPressEvent(event)

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """Show files, the list no higher than they need."""
        if lines == tuple(self.item(row).text() for row in range(self.count())):
            return
        row = self.currentRow()
        self.clear()
        self.addItems(list(lines))
        self.setCurrentRow(min(max(row, 0), len(lines) - 1))
        rows = min(max(len(lines), 1), _MOST_ROWS)
        height = max(self.sizeHintForRow(0), self.fontMetrics().lineSpacing() + 4)
        self.setFixedHeight(rows * height + 2 * self.frameWidth() + 2)


class EnclosuresField(QWidget):
    """What is joined, and the two buttons that change it."""

    changed = Signal()

    def __init__(self, desk: Desk, editor: Editor) -> None:
        super().__init__()
        self._desk, self._editor = desk, editor
        self.files = Files()
        self.files.unwanted.connect(self.remove_chosen)
        self.files.itemSelectionChanged.connect(self._show_removable)
        self.row = FormRow(
            desk.say(N_("Fichiers joints")), self.files,
            desk.say(N_("Suppr retire le fichier choisi")),
        )  # fmt: skip
        self.add = QPushButton(desk.say(N_("Joindre des fichiers…")))
        self.add.clicked.connect(self._choose)
        self.remove = QPushButton(desk.say(N_("Retirer")))
        self.remove.setAccessibleName(desk.say(N_("Retirer le fichier choisi")))
        self.remove.clicked.connect(self.remove_chosen)
        self._sum = label("", soft=True)
        buttons = QHBoxLayout()
        for widget in (self.add, self.remove, self._sum):
            buttons.addWidget(widget)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.row)
        column.addLayout(buttons)

    def refresh(self) -> None:
        """Show the files as they are."""
        invoice = self._editor.sheet.invoice
        had_focus = self.files.hasFocus()
        self.files.show_lines(file_lines(invoice, self._desk.language))
        self._sum.setText(files_summary(invoice, self._desk.language))
        self.row.setVisible(bool(invoice.attachments))
        if had_focus and not invoice.attachments:
            self.add.setFocus()
        self._show_removable()

    def join(self, paths: list[Path]) -> None:
        """Read files beside the window and join them."""
        if paths:
            taken = names_of(self._editor.sheet.invoice)
            self._desk.run(partial(_read, paths, taken), self._joined)

    def remove_chosen(self) -> None:
        """Take out the files that are chosen."""
        places = [index.row() for index in self.files.selectedIndexes()]
        if places:
            self._editor.detach(places)
            self.changed.emit()

    def _choose(self) -> None:
        title = self._desk.say(N_("Joindre des fichiers à la facture"))
        kinds = kinds_to_choose(self._desk.language)
        chosen, _ = QFileDialog.getOpenFileNames(self.window(), title, "", kinds)
        self.join([Path(name) for name in chosen])

    def _joined(self, files: tuple[Attachment, ...]) -> None:
        self._editor.attach(files)
        self.changed.emit()

    def _show_removable(self) -> None:
        self.remove.setEnabled(bool(self.files.selectedIndexes()))


def _read(paths: list[Path], taken: tuple[str, ...], _: "Workspace") -> tuple[Attachment, ...]:
    return read_enclosures(paths, taken)
