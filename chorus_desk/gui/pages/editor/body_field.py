"""The public body: found as its name, town, SIRET or service is typed, or added by hand."""

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from chorus_desk.domain.party import PublicBody
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.widgets.forms import FormRow, TextEntry
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
    left = Signal()

    def __init__(self, desk: Desk, editor: Editor) -> None:
        super().__init__()
        self._desk, self._editor = desk, editor
        self._found: tuple[FoundBody, ...] = ()
        self._found_for: str | None = None
        """What was typed when ``_found`` was found."""
        self._taking = False
        """Whether Enter waits for what is being looked for."""
        self._looked_for = ""
        """What was typed last, also once the entry was left: the name of a new body."""
        self.entry = TextEntry()
        self._model = QStringListModel(self)
        self._completer = completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(10)
        self._popup = completer.popup()
        if self._popup is not None:
            self._popup.setAccessibleName(desk.say(N_("Organismes trouvés")))
        completer.activated.connect(self._picked)
        self.entry.setCompleter(completer)
        self.entry.textEdited.connect(self._search)
        self.entry.returnPressed.connect(self._take_first)
        self.entry.left.connect(self._left)
        self.row = FormRow(
            desk.say(N_("Organisme facturé")), self.entry,
            desk.say(N_("Nom, ville ou SIRET")),
        )  # fmt: skip
        self.card = label("", wrap=True, soft=True)
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
        self.setFocusProxy(self.entry)

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

    def _want(self) -> None:
        """Ask for a new body, by what was looked for in vain."""
        self.wanted.emit("" if self._editor.demands.known else self._looked_for)

    def _search(self, text: str) -> None:
        """Look for what is typed beside the window; an answer that was typed over is dropped."""
        self._looked_for, self._taking = text.strip(), False

        def show(found: tuple[FoundBody, ...]) -> None:
            if text == self.entry.text():
                self._show(text, found)

        self._desk.run(lambda workspace: find_bodies(workspace, text, _MOST), show)

    def _show(self, text: str, found: tuple[FoundBody, ...]) -> None:
        self._found, self._found_for = found, text
        self._model.setStringList([found_line(one, self._desk.language) for one in found])
        if self._taking:
            self._take_first()
        elif found and self.entry.hasFocus() and self.entry.isModified():
            self._completer.complete()

    def _picked(self, text: str) -> None:
        lines = (found_line(one, self._desk.language) for one in self._found)
        found = next((one for one, line in zip(self._found, lines, strict=True) if line == text),
                     None)  # fmt: skip
        if found is not None:
            self._take(found.siret, found.service.code if found.service else "")

    def _take(self, siret: str, service: str = "") -> None:
        """Let a body be the one chosen, once it is looked up."""
        self.entry.setModified(False)

        def choose(body: PublicBody | None) -> None:
            if body is not None:
                self.chosen.emit(body, service)

        self._desk.run(lambda workspace: known_body(workspace, siret), choose)

    def _take_first(self) -> None:
        """Let Enter take the one body that is left, or the first, as soon as it is found."""
        if not self.entry.isModified():
            return
        if self._found_for != self.entry.text():
            self._taking = True
            return
        self._taking = False
        if self._found:
            first = self._found[0]
            self._take(first.siret, first.service.code if first.service else "")

    def _left(self) -> None:
        """Forget what was typed and chosen nothing; a SIRET typed whole stands."""
        if self._popup is None or not isValid(self._popup) or self._popup.isVisible():
            return  # a body is being picked, or the form is going away
        typed = self.entry.text().strip()
        if self.entry.isModified():
            self.entry.setModified(False)
            digits = "".join(typed.split())
            if not typed or digits.isdigit():
                self._editor.edit("buyer.siret", digits)
                self._take(digits)
        self.left.emit()
