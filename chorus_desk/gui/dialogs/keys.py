"""The keys of every action, in one list."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui.commands import COMMANDS
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.buttons import leave_buttons
from chorus_desk.wording.catalogue import N_


class KeysDialog(QDialog):
    """Shows the table of actions with their keys."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.say(N_("Raccourcis clavier")))
        self.resize(520, 560)
        inner = QWidget()
        form = QFormLayout(inner)
        form.setHorizontalSpacing(28)
        for command in COMMANDS:
            keys = QKeySequence(command.keys).toString(QKeySequence.SequenceFormat.NativeText)
            form.addRow(QLabel(desk.say(command.text)), QLabel(keys))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setAccessibleName(self.windowTitle())
        buttons = leave_buttons(self, desk.say(N_("Fermer")))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(area, 1)
        column.addWidget(buttons)
