"""Asks for a name, on one line."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.buttons import choice_buttons
from chorus_desk.gui.widgets.forms import FormRow, TextEntry
from chorus_desk.gui.widgets.layouts import fit_height, heading, label
from chorus_desk.wording.catalogue import N_


class NameDialog(QDialog):
    """Asks under which name something is to be kept; ``name`` is empty until it is accepted."""

    def __init__(self, desk: Desk, parent: QWidget, *, title: str, why: str, name: str) -> None:
        super().__init__(parent)
        self.name = ""
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(heading(title, 1.3))
        column.addWidget(label(why, wrap=True, soft=True))
        self.entry = TextEntry()
        self.entry.setText(name)
        self.entry.textChanged.connect(self._changed)
        column.addWidget(FormRow(desk.say(N_("Nom")), self.entry))
        buttons, self.confirm = choice_buttons(
            self, desk.say(N_("Enregistrer")), desk.say(N_("Ne rien enregistrer")), self._accept
        )
        column.addWidget(buttons)
        self._changed()
        fit_height(self)
        self.entry.selectAll()
        self.entry.setFocus()

    def _changed(self) -> None:
        self.confirm.setEnabled(bool(self.entry.text().strip()))

    def _accept(self) -> None:
        self.name = self.entry.text().strip()
        if self.name:
            self.accept()
