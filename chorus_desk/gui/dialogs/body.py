"""A public body by hand, new or mended: who it is, what it asks for, how long it has to pay."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.buttons import choice_buttons
from chorus_desk.gui.widgets.forms import FormRow, LongEntry, TextEntry, choice_box
from chorus_desk.gui.widgets.layouts import fit_height, heading, label
from chorus_desk.presenters.body_form import (
    BodyEntry,
    payment_choices,
    problems,
    requirement_choices,
)
from chorus_desk.wording.catalogue import N_


class BodyDialog(QDialog):
    """Asks for the body; ``entry`` holds the answer once accepted."""

    def __init__(self, desk: Desk, parent: QWidget, entry: BodyEntry, *, new: bool) -> None:
        super().__init__(parent)
        self._desk, self._new = desk, new
        title = N_("Nouvel organisme") if new else N_("Modifier l'organisme")
        self.setWindowTitle(desk.say(title))
        self.setMinimumWidth(max(560, theme.characters(self, 56)))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 16)
        self._column.setSpacing(10)
        self._column.addWidget(heading(self.windowTitle(), 1.3))
        self._column.addWidget(
            label(
                desk.say(N_("Ces données sont sur le bon de commande ou le marché.")), wrap=True,
                soft=True,
            )
        )  # fmt: skip
        self.siret, self.name = _text(entry.siret), _text(entry.name)
        self.siret.setReadOnly(not new)  # another SIRET is another body
        self.street, self.postcode = _text(entry.street), _text(entry.postcode)
        self.city = _text(entry.city)
        self.requires = choice_box(requirement_choices(desk.language), entry.requires)
        self.days = choice_box(payment_choices(desk.language), entry.payment_days)
        self.services = LongEntry(rows=3)
        self.services.setPlainText(entry.services)
        self._rows = {
            "siret": FormRow(desk.say(N_("SIRET")), self.siret, desk.say(N_("14 chiffres"))),
            "name": FormRow(desk.say(N_("Nom")), self.name, desk.say(N_("Commune de…"))),
            "street": FormRow(desk.say(N_("Rue")), self.street),
            "postcode": FormRow(desk.say(N_("Code postal")), self.postcode),
            "city": FormRow(desk.say(N_("Ville")), self.city),
            "requires": FormRow(desk.say(N_("Il demande")), self.requires),
            "payment_days": FormRow(desk.say(N_("Il paie sous")), self.days),
            "services": FormRow(
                desk.say(N_("Ses services, s'il en a")), self.services,
                desk.say(N_("Un par ligne : CODE puis nom ; * s'il exige un engagement")),
            ),
        }  # fmt: skip
        for names in (("siret",), ("name",), ("street",), ("postcode", "city"),
                      ("requires",), ("payment_days",), ("services",)):  # fmt: skip
            line = QHBoxLayout()
            for name in names:
                line.addWidget(self._rows[name], 1)
            self._column.addLayout(line)
        self._column.addWidget(self._buttons())
        fit_height(self)
        (self.siret if new and not entry.siret else self.name).setFocus()

    def _buttons(self) -> QDialogButtonBox:
        say = self._desk.say
        save = say(N_("Ajouter l'organisme") if self._new else N_("Enregistrer"))
        return choice_buttons(self, save, say(N_("Fermer")), self._accept)[0]

    @property
    def entry(self) -> BodyEntry:
        """What the form holds."""
        return BodyEntry(
            siret=self.siret.text(), name=self.name.text(), street=self.street.text(),
            postcode=self.postcode.text(), city=self.city.text(),
            requires=str(self.requires.currentData()), payment_days=str(self.days.currentData()),
            services=self.services.toPlainText(),
        )  # fmt: skip

    def _accept(self) -> None:
        found = problems(self.entry, self._desk.language)
        for name, row in self._rows.items():
            row.show_remark(found.get(name, ""), error=True)
        if found:
            self._rows[next(iter(found))].control.setFocus()
            return
        self.accept()


def _text(text: str) -> TextEntry:
    entry = TextEntry()
    entry.setText(text)
    entry.setCursorPosition(0)
    return entry
