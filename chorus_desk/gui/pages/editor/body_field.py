"""The public body: found as its name, town, SIRET or service is typed, or added by hand."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from chorus_desk.domain.party import PublicBody
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.forms import FormRow, TextEntry, choice_box
from chorus_desk.gui.widgets.found_entry import Proposals
from chorus_desk.gui.widgets.layouts import label
from chorus_desk.presenters.editor.desk import Editor
from chorus_desk.presenters.found_bodies import found_line
from chorus_desk.usecases.find_bodies import FoundBody, find_bodies
from chorus_desk.usecases.known_bodies import known_body
from chorus_desk.wording.catalogue import N_

_MOST = 12


class BodyField(QWidget):
    """The entry with what it finds, and the card of the body chosen."""

    chosen = Signal(object, str)
    """``PublicBody``: a known body, and the code of the service that it was found by."""
    mended = Signal()
    """What is known of the body chosen is to be mended."""
    wanted = Signal(str)
    """A body is to be added; what was typed so far."""
    answered = Signal(str)
    """What the body chosen asks for, as the user says."""
    left = Signal()

    def __init__(self, desk: Desk, editor: Editor) -> None:
        super().__init__()
        self._desk, self._editor = desk, editor
        self._looked_for = ""
        """What was typed last, also once the entry was left: the name of a new body."""
        self.entry = TextEntry()
        self._proposals = Proposals[FoundBody](
            self.entry, desk.say(N_("Organismes trouvés")), search=self._search,
            line=lambda found: found_line(found, desk.language), take=self._take,
        )  # fmt: skip
        self.entry.returnPressed.connect(self._take_first)
        self.entry.left.connect(self._left)
        self.row = FormRow(
            desk.say(N_("Organisme facturé")), self.entry,
            desk.say(N_("Nom, ville ou SIRET")),
        )  # fmt: skip
        self.card = label("", wrap=True, soft=True)
        self.warnings = label("", wrap=True)
        self.warnings.setProperty("warning", True)
        self.warnings.hide()
        self._add = QPushButton(desk.say(N_("Nouvel organisme…")))
        self._add.setProperty("flat", True)
        self._add.clicked.connect(self._want)
        self._mend = QPushButton(desk.say(N_("Modifier l'organisme…")))
        self._mend.setProperty("flat", True)
        self._mend.clicked.connect(self.mended)
        buttons = QVBoxLayout()
        for button in (self._add, self._mend):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        buttons.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.card, 1)
        below.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.row)
        column.addLayout(below)
        column.addWidget(self.warnings)
        column.addWidget(self._make_question())
        self.setFocusProxy(self.entry)

    def _make_question(self) -> QFrame:
        """Ask what the body asks for, where nobody knows."""
        self.question = QFrame()
        self.question.setProperty("bar", "todo")
        column = QVBoxLayout(self.question)
        column.setContentsMargins(12, 8, 12, 10)
        self._asked = label("", wrap=True)
        column.addWidget(self._asked)
        row = QHBoxLayout()
        self.answer = choice_box([])
        self._asked.setBuddy(self.answer)
        keep = QPushButton(self._desk.say(N_("Retenir la réponse")))
        keep.clicked.connect(lambda _checked: self.answered.emit(str(self.answer.currentData())))
        row.addWidget(self.answer, 1)
        row.addWidget(keep)
        column.addLayout(row)
        self.question.hide()
        return self.question

    def _show_question(self) -> None:
        demands = self._editor.demands
        if demands.question and self._asked.text() != demands.question:
            self._asked.setText(demands.question)
            self.answer.setAccessibleName(demands.question)
            self.answer.clear()
            for key, text in demands.answers:
                self.answer.addItem(text, key)
        self.question.setVisible(bool(demands.question) and not self._desk.read_only)

    def refresh(self) -> None:
        """Show the body of the draft, and what it asks for."""
        buyer = self._editor.judged.invoice.buyer
        if not self.entry.hasFocus() or not self.entry.isModified():
            self.entry.setText(buyer.name or buyer.siret or "")
            self.entry.setCursorPosition(0)
        lines = self._editor.demands.card if buyer.siret else ()
        self.card.setText("\n".join(lines))
        self.card.setVisible(bool(lines))
        self._mend.setVisible(self._editor.demands.known)
        warnings = self._editor.demands.warnings if buyer.siret else ()
        self.warnings.setText("\n".join(warnings))
        self.warnings.setVisible(bool(warnings))
        self._show_question()

    def _want(self) -> None:
        """Ask for a new body, by what was looked for in vain."""
        self.wanted.emit("" if self._editor.demands.known else self._looked_for)

    def _search(self, text: str, answer: Callable[[Sequence[FoundBody]], None]) -> None:
        self._looked_for = text.strip()
        self._desk.run(lambda workspace: find_bodies(workspace, text, _MOST), answer)

    def _take(self, found: FoundBody) -> None:
        self._choose(found.siret, found.service.code if found.service else "")

    def _choose(self, siret: str, service: str = "") -> None:
        """Let a body be the one chosen, once it is looked up."""
        self._desk.run(
            lambda workspace: known_body(workspace, siret), partial(self._looked_up, service)
        )

    def _looked_up(self, service: str, body: PublicBody | None) -> None:
        if body is not None:
            self.chosen.emit(body, service)

    def _take_first(self) -> None:
        """Let Enter take the one body that is left, or the first."""
        if self.entry.isModified():
            self._proposals.take_first()

    def _left(self) -> None:
        """Forget what was typed and chosen nothing; a SIRET typed whole stands."""
        if self._proposals.open:
            return  # a body is being picked, or the form is going away
        typed = self.entry.text().strip()
        if self.entry.isModified():
            self.entry.setModified(False)
            digits = "".join(typed.split())
            if not typed or digits.isdigit():
                self._editor.edit("buyer.siret", digits)
                self._choose(digits)
        self.left.emit()
