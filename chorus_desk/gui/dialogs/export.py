"""Exporting one document: which file, and where that file may go."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.buttons import choice_buttons
from chorus_desk.gui.widgets.layouts import fit_height, heading, label
from chorus_desk.presenters.exporting import KINDS, ExportKind
from chorus_desk.wording.catalogue import N_


class ExportDialog(QDialog):
    """Asks for the kind of file; each says where it goes, and where it must not."""

    def __init__(
        self, desk: Desk, parent: QWidget, kinds: Sequence[ExportKind] = KINDS
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(desk.say(N_("Exporter")))
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(heading(desk.say(N_("Exporter")), 1.3))
        self._group = QButtonGroup(self)
        self._kinds = [kind.key for kind in kinds]
        for place, kind in enumerate(kinds):
            button = QRadioButton(desk.say(kind.name))
            button.setChecked(place == 0)
            button.setAccessibleDescription(desk.say(kind.purpose))
            self._group.addButton(button, place)
            column.addWidget(button)
            purpose = label(desk.say(kind.purpose), wrap=True, soft=True)
            purpose.setContentsMargins(24, 0, 0, 8)
            column.addWidget(purpose)
        accept, leave = desk.say(N_("Choisir où l'enregistrer…")), desk.say(N_("Fermer"))
        buttons, _ = choice_buttons(self, accept, leave, self.accept)
        column.addWidget(buttons)
        fit_height(self)

    @property
    def kind(self) -> str:
        """The kind chosen: ``facturx, pdf, cii, ubl``."""
        return self._kinds[self._group.checkedId()]
