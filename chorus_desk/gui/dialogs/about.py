"""What the program is, its version, and where the data lie."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.buttons import leave_buttons
from chorus_desk.gui.widgets.layouts import fit_height
from chorus_desk.system.reports import program_version
from chorus_desk.wording.catalogue import N_


class AboutDialog(QDialog):
    """Shows version, licence and data folder."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(desk.say(N_("À propos de Chorus Desk")))
        name = QLabel(f"Chorus Desk {program_version()}")
        name.setFont(theme.scaled_font(name, 1.3, bold=True))
        text = QLabel(
            desk.say(
                N_(
                    "Programme libre (licence EUPL-1.2), sans lien avec l'État ni avec l'AIFE.\n"
                    "Tout ce qu'il sait est dans « {folder} » ; rien n'est envoyé."
                ),
                folder=str(desk.place.folder),
            )
        )
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        longest = max(text.text().split(), key=len)  # the folder, as a rule
        text.setMinimumWidth(max(420, theme.width_of_text(longest) + theme.SPACE))
        buttons = leave_buttons(self, desk.say(N_("Fermer")))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for widget in (name, text, buttons):
            column.addWidget(widget)
        fit_height(self)
