"""The question before issuing: which numbers, for whom, how much, and that it is for ever."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.buttons import choice_buttons
from chorus_desk.gui.widgets.layouts import fit_height, heading, label
from chorus_desk.presenters.issuing import announce
from chorus_desk.usecases.foresee import Foreseen
from chorus_desk.wording.catalogue import N_


class IssueDialog(QDialog):
    """Says what issuing will do and asks once."""

    def __init__(self, desk: Desk, foreseen: Sequence[Foreseen], parent: QWidget) -> None:
        super().__init__(parent)
        said = announce(foreseen, desk.language)
        self.setWindowTitle(desk.say(N_("Émettre")))
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(heading(said.question, 1.3))
        column.addWidget(label("\n".join(said.lines), wrap=True))
        if said.warnings:
            text = (
                desk.say(N_("À vérifier avant :"))
                + "\n"
                + "\n".join(f"• {warning}" for warning in said.warnings)
            )
            warnings = label(text, wrap=True)
            warnings.setProperty("warning", True)
            column.addWidget(warnings)
        if said.consequence:
            column.addWidget(label(said.consequence, wrap=True, soft=True))
        leave = desk.say(N_("Pas maintenant") if said.possible else N_("Fermer"))
        buttons, self.confirm = choice_buttons(self, desk.say(N_("Émettre")), leave, self.accept)
        self.confirm.setEnabled(said.possible)
        self.confirm.setVisible(said.possible)
        column.addWidget(buttons)
        self.setAccessibleDescription("\n".join((*said.lines, said.consequence)).strip())
        fit_height(self)
