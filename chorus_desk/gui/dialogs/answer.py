"""What a body answered: what is true of it, what is true of each draft, a note."""

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.buttons import choice_buttons
from chorus_desk.gui.widgets.forms import FormRow, LongEntry, TextEntry, choice_box
from chorus_desk.gui.widgets.layouts import heading, label, scrolled
from chorus_desk.presenters.missing import missing_row
from chorus_desk.presenters.missing_letter import (
    AnswerEntry,
    AnswerField,
    answer_problems,
    answers_of,
    body_fields,
    draft_fields,
)
from chorus_desk.usecases.answers import Answer
from chorus_desk.usecases.missing_data import Lacking
from chorus_desk.wording.catalogue import N_

Key = tuple[str, str]
"""The draft (empty for the body) and the datum of a field."""


class AnswerDialog(QDialog):
    """Asks for the answer; accepted, ``answers`` holds what is to be written where."""

    def __init__(self, desk: Desk, parent: QWidget, lacking: Lacking) -> None:
        super().__init__(parent)
        self._desk, self._lacking = desk, lacking
        self._rows: dict[Key, FormRow] = {}
        self._taken: dict[str, QCheckBox] = {}
        self.answers: tuple[Answer, ...] = ()
        row = missing_row(lacking, desk.clock.today(), desk.language)
        self.setWindowTitle(desk.say(N_("Noter la réponse")))
        self.setMinimumWidth(theme.characters(self, 64))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        title = heading(row.body, 1.3)
        title.setWordWrap(True)
        column.addWidget(title)
        said = N_("Remplissez ce que l'organisme a donné ; laissez vide le reste.")
        column.addWidget(label(desk.say(said), wrap=True, soft=True))
        inner = QWidget()
        inner.setProperty("plain", True)
        self._fields = QVBoxLayout(inner)
        self._fields.setContentsMargins(0, 0, 6, 0)
        self._fields.setSpacing(8)
        for field in body_fields(lacking, desk.language):
            self._add("", field)
        for draft in row.drafts:
            title = label(f"{draft.text} ({draft.money})", wrap=True)
            title.setFont(theme.scaled_font(title, 1.0, bold=True))
            self._fields.addWidget(title)
            taken = QCheckBox(desk.say(N_("Reporter dans ce brouillon")))
            taken.setAccessibleName(f"{taken.text()} : {draft.text}")
            taken.setChecked(True)
            self._taken[draft.name] = taken
            self._fields.addWidget(taken)
            for field in draft_fields(lacking, desk.language):
                self._add(draft.name, field)
        self._note = LongEntry(rows=2)
        self._fields.addWidget(FormRow(desk.say(N_("Note (qui a répondu, quoi)")), self._note))
        column.addWidget(scrolled(inner, self.windowTitle()), 1)
        save = desk.say(N_("Noter la réponse"))
        column.addWidget(choice_buttons(self, save, desk.say(N_("Fermer")), self._accept)[0])
        self.resize(self.minimumWidth(), min(640, inner.sizeHint().height() + 220))
        next((row.control for row in self._rows.values()), self._note).setFocus()

    def _add(self, draft: str, field: AnswerField) -> None:
        control = choice_box(list(field.choices)) if field.choices else TextEntry()
        row = FormRow(field.label, control)
        self._rows[draft, field.key] = row
        self._fields.addWidget(row)

    @property
    def text(self) -> str:
        """The user's note."""
        return self._note.toPlainText().strip()

    @property
    def entry(self) -> AnswerEntry:
        """What the form holds; a draft that is not ticked is left alone."""
        drafts = {name: self._texts(name) for name, box in self._taken.items() if box.isChecked()}
        return AnswerEntry(self._texts(""), drafts)

    def _texts(self, draft: str) -> dict[str, str]:
        return {key: _text(row.control) for (name, key), row in self._rows.items() if name == draft}

    def _accept(self) -> None:
        entry = self.entry
        found = answer_problems(entry, self._desk.language)
        for key, row in self._rows.items():
            row.show_remark(found.get(key, ""), error=True)
        if found:
            self._rows[next(iter(found))].control.setFocus()
            return
        self.answers = answers_of(self._lacking, entry)
        self.accept()


def _text(control: QWidget) -> str:
    if isinstance(control, QComboBox):
        return str(control.currentData() or "")
    assert isinstance(control, TextEntry)
    return control.text()
