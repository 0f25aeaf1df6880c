"""A letter or an e-mail to a body: read, changed, taken away, and noted as sent."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QVBoxLayout, QWidget

from chorus_desk.domain.inquiry import Channel
from chorus_desk.formats.letter import Letter, mail_address, mail_text
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.buttons import choice_buttons
from chorus_desk.gui.widgets.forms import FormRow, LongEntry, TextEntry
from chorus_desk.gui.widgets.layouts import FlowLayout, heading, label
from chorus_desk.presenters.missing_letter import (
    LABELS,
    LetterEntry,
    entry_of,
    letter_file_name,
    letter_from,
    letter_problems,
    mail_hint,
)
from chorus_desk.usecases.letters import write_letter
from chorus_desk.usecases.missing_data import Lacking
from chorus_desk.wording.catalogue import N_

_TITLES = {Channel.LETTER: N_("Lettre à l'organisme"), Channel.EMAIL: N_("E-mail à l'organisme")}


class LetterDialog(QDialog):
    """Shows the letter; accepted, it was sent."""

    def __init__(
        self, desk: Desk, parent: QWidget, lacking: Lacking, letter: Letter, channel: Channel
    ) -> None:
        super().__init__(parent)
        self._desk, self._lacking, self._made, self._channel = desk, lacking, letter, channel
        self.setWindowTitle(desk.say(_TITLES[channel]))
        self.setMinimumWidth(theme.characters(self, 84))
        entry = entry_of(letter)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(heading(self.windowTitle(), 1.3))
        said = N_("Relisez et changez ce que vous voulez : c'est vous qui écrivez.")
        column.addWidget(label(desk.say(said), wrap=True, soft=True))
        self.recipient = LongEntry(rows=3)
        self.recipient.setPlainText(entry.recipient)
        self.subject = TextEntry()
        self.subject.setText(entry.subject)
        self.body = LongEntry(rows=9)
        self.body.setUndoRedoEnabled(True)
        self.body.setPlainText(entry.body)
        self._rows = {
            key: FormRow(desk.say(LABELS[key]), control)
            for key, control in (
                ("recipient", self.recipient), ("subject", self.subject), ("body", self.body),
            )
        }  # fmt: skip
        self._rows["recipient"].setVisible(channel is Channel.LETTER)
        for row in self._rows.values():
            column.addWidget(row)
        column.addWidget(self._tools())
        self._told = label("", wrap=True, soft=True)
        self._told.hide()
        column.addWidget(self._told)
        sent = desk.say(N_("Noter qu'elle est partie") if channel is Channel.LETTER
                        else N_("Noter qu'il est parti"))  # fmt: skip
        column.addWidget(choice_buttons(self, sent, desk.say(N_("Fermer")), self._accept)[0])
        self.body.setFocus()

    def _tools(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        if self._channel is Channel.LETTER:
            row.addWidget(self._button(N_("Enregistrer en PDF…"), lambda: self._save("pdf")))
        else:
            row.addWidget(self._button(N_("Ouvrir dans ma messagerie"), self._mail))
        row.addWidget(self._button(N_("Copier le texte"), self._copy))
        row.addWidget(self._button(N_("Enregistrer le texte…"), lambda: self._save("txt")))
        return holder

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(self._desk.say(text))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked: act())
        return button

    @property
    def letter(self) -> Letter:
        """The letter as it was changed."""
        entry = LetterEntry(
            self.recipient.toPlainText(), self.subject.text(), self.body.toPlainText()
        )
        return letter_from(self._made, entry)

    def _complete(self) -> bool:
        entry = entry_of(self.letter)
        found = letter_problems(entry, self._desk.language)
        for key, row in self._rows.items():
            row.show_remark(found.get(key, ""), error=True)
        return not found

    def _say(self, text: str) -> None:
        self._told.setText(text)
        self._told.setVisible(bool(text))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(mail_text(self.letter))
        self._say(self._desk.say(N_("Le texte est copié : collez-le où vous voulez.")))

    def _mail(self) -> None:
        if not self._complete():
            return
        address = mail_address(self.letter)
        if not address.whole:
            QGuiApplication.clipboard().setText(mail_text(self.letter))
        self._say(mail_hint(address, self._desk.language))
        QDesktopServices.openUrl(QUrl(address.url))

    def _save(self, ending: str) -> None:
        if not self._complete():
            return
        name = letter_file_name(self._lacking, self._desk.clock.today(), ending)
        chosen, _ = QFileDialog.getSaveFileName(
            self, self._desk.say(N_("Enregistrer la lettre")), name, f"*.{ending}"
        )
        if chosen:
            letter = self.letter
            self._desk.run(lambda _workspace: write_letter(letter, Path(chosen)), self._saved)

    def _saved(self, path: Path) -> None:
        self._say(self._desk.say(N_("Enregistré : {file}"), file=str(path)))

    def _accept(self) -> None:
        if self._complete():
            self.accept()
