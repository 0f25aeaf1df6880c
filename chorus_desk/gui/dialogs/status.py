"""Noting a deposit, a payment or a status: what, when, under which flow number."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from chorus_desk.domain.history import DEPOSITED
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.buttons import choice_buttons
from chorus_desk.gui.widgets.forms import FormRow, TextEntry, choice_box
from chorus_desk.gui.widgets.layouts import fit_height, heading, label
from chorus_desk.presenters.editor.entry import UnreadError, read_day, write_day
from chorus_desk.presenters.following import status_choices
from chorus_desk.wording.catalogue import N_


@dataclass(frozen=True, slots=True)
class Noted:
    """What the user noted."""

    status: str
    day: date
    flow: str | None
    note: str | None


class StatusDialog(QDialog):
    """Asks for a status with its day; ``deposited`` alone when that is what is noted."""

    def __init__(self, desk: Desk, parent: QWidget, *, title: str, deposit: bool) -> None:
        super().__init__(parent)
        self._desk, self._deposit = desk, deposit
        self._today = desk.clock.today()
        self.noted: Noted | None = None
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(heading(title, 1.3))
        self._choices = status_choices(desk.language)
        self.status: QComboBox | None = None
        if not deposit:
            self.status = choice_box([(code, name) for code, name, _ in self._choices])
            column.addWidget(FormRow(desk.say(N_("Statut vu sur Chorus Pro")), self.status))
            self._advice = label("", wrap=True, soft=True)
            column.addWidget(self._advice)
            self.status.currentIndexChanged.connect(self._advise)
        self.day = TextEntry()
        self.day.setText(write_day(self._today))
        self._day_row = FormRow(desk.say(N_("Date")), self.day, desk.say(N_("jj/mm/aaaa")))
        column.addWidget(self._day_row)
        self.flow = TextEntry()
        self._flow_row = FormRow(
            desk.say(N_("Numéro de flux")), self.flow,
            desk.say(N_("Commence par CPP ; facultatif pour une facture seule")),
        )  # fmt: skip
        column.addWidget(self._flow_row)
        self._flow_row.setVisible(deposit)
        self.note = TextEntry()
        column.addWidget(FormRow(desk.say(N_("Note")), self.note, desk.say(N_("facultatif"))))
        accept, leave = desk.say(N_("Noter")), desk.say(N_("Ne rien noter"))
        buttons, self.confirm = choice_buttons(self, accept, leave, self._accept)
        column.addWidget(buttons)
        if not deposit:
            self._advise()
        fit_height(self)
        self.day.selectAll()
        self.day.setFocus()

    def _advise(self) -> None:
        assert self.status is not None
        text = self._choices[self.status.currentIndex()][2]
        self._advice.setText(text)
        self._advice.setVisible(bool(text))
        fit_height(self)

    def _accept(self) -> None:
        try:
            day = read_day(self.day.text(), self._today)
        except UnreadError:
            day = None
        if day is None:
            self._day_row.show_remark(
                self._desk.say(N_("Écrivez par exemple 24/11/2026.")), error=True
            )
            self.day.setFocus()
            return
        if day > self._today:
            self._day_row.show_remark(
                self._desk.say(N_("Cette date est dans le futur.")), error=True
            )
            self.day.setFocus()
            return
        status = DEPOSITED if self.status is None else str(self.status.currentData())
        self.noted = Noted(
            status, day, self.flow.text().strip() or None, self.note.text().strip() or None
        )
        self.accept()
