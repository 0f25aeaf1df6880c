"""Two entries of one public body: which one stays, and what becomes of the other."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from chorus_desk.domain.party import PublicBody
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.buttons import choice_buttons
from chorus_desk.gui.widgets.forms import FormRow, TextEntry
from chorus_desk.gui.widgets.found_entry import Proposals
from chorus_desk.gui.widgets.layouts import fit_height, heading, label
from chorus_desk.presenters.bodies import merging_text
from chorus_desk.presenters.found_bodies import found_line
from chorus_desk.usecases.find_bodies import FoundBody, find_bodies
from chorus_desk.wording.catalogue import N_

_MOST = 12


class MergeDialog(QDialog):
    """Asks for the entry that stays; accepted, ``kept`` is its SIRET."""

    def __init__(self, desk: Desk, parent: QWidget, gone: PublicBody) -> None:
        super().__init__(parent)
        self._desk, self._gone = desk, gone
        self.kept = ""
        self.setWindowTitle(desk.say(N_("Réunir deux fiches")))
        self.setMinimumWidth(theme.characters(self, 64))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(heading(self.windowTitle(), 1.3))
        self.entry = TextEntry()
        self._proposals = Proposals[FoundBody](
            self.entry, desk.say(N_("Organismes trouvés")), search=self._search,
            line=lambda found: found_line(found, desk.language), take=self._take,
        )  # fmt: skip
        self.entry.returnPressed.connect(self._proposals.take_first)
        column.addWidget(
            FormRow(
                desk.say(N_("La fiche qui reste")), self.entry, desk.say(N_("Nom, ville ou SIRET"))
            )
        )
        self.told = label(merging_text(gone.name, None, desk.language), wrap=True)
        column.addWidget(self.told)
        buttons, self.confirm = choice_buttons(
            self, desk.say(N_("Réunir")), desk.say(N_("Fermer")), self.accept
        )
        self.confirm.setEnabled(False)
        self.confirm.setDefault(False)  # Enter takes a body in the entry
        self.confirm.setAutoDefault(False)
        column.addWidget(buttons)
        fit_height(self)
        self.entry.setFocus()

    def _search(self, text: str, answer: Callable[[Sequence[FoundBody]], None]) -> None:
        self.kept = ""
        self.confirm.setEnabled(False)
        self._desk.run(lambda workspace: find_bodies(workspace, text, _MOST), answer)

    def _take(self, found: FoundBody) -> None:
        if found.siret == self._gone.siret:
            return
        self.kept = found.siret
        self.entry.setText(found_line(found, self._desk.language))
        self.told.setText(merging_text(self._gone.name, found.name, self._desk.language))
        fit_height(self)
        self.confirm.setEnabled(True)
        self.confirm.setFocus()
