"""The page of the editor: form, page as it will be, findings; kept as it is typed."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.party import Requirement
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.asking_bodies import ask_for_body
from chorus_desk.gui.navigation import Navigator, Page
from chorus_desk.gui.pages.editor.findings_panel import FindingsPanel
from chorus_desk.gui.pages.editor.form import DraftForm
from chorus_desk.gui.pages.editor.saving import Saving
from chorus_desk.gui.pages.editor.state import EditorState
from chorus_desk.gui.pages.invoices.acts import DocumentActs
from chorus_desk.gui.widgets.layouts import FlowLayout, emptied, heading, label
from chorus_desk.gui.widgets.page_view import PageView, draw_pages, draw_strange_pages
from chorus_desk.presenters.actions import Act
from chorus_desk.presenters.editor.desk import Editor
from chorus_desk.presenters.editor.findings import Remark, remarks_of
from chorus_desk.presenters.editor.totals import arithmetic
from chorus_desk.usecases.bodies import BodyAdded, answer_requires
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.drafts import Opened, begin_draft, open_draft
from chorus_desk.usecases.identify import document_name
from chorus_desk.usecases.issue import ISSUED, Issued
from chorus_desk.usecases.preview import render_preview
from chorus_desk.wording.catalogue import N_


def _draw(invoice: Invoice, logo: bytes | None, width: int) -> list[QImage]:
    return draw_pages(render_preview(invoice, logo), width)


_OF_A_DRAFT = Changes.SELLER | Changes.BODIES | Changes.CATALOGUE
"""What an open draft learns of when it changes elsewhere."""


class EditorPage(Page):
    """Edits one draft."""

    def __init__(self, desk: Desk, navigator: Navigator, state: EditorState) -> None:
        super().__init__()
        self._desk, self._navigator, self._state = desk, navigator, state
        self.form: DraftForm | None = None
        self.acts = DocumentActs(desk, navigator, self)
        self.saving = Saving(desk, state)
        self.saving.told.connect(self._say_saved)
        self._refused: tuple[Remark, ...] = ()
        self._undoable = (False, False)
        self._drawn: tuple[int, int] | None = None
        """Which page of its author's is shown, at which width."""
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(0)
        self._redraw.timeout.connect(self._draw_page)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        desk.changed.connect(self._changed)

    # Opening

    def enter(self) -> None:
        """Open the draft that was asked for, or show the one on the desk."""
        state = self._state
        if state.opening:
            state.opening = False
            if state.wanted is None:
                buyers = [state.buyer] if state.buyer else []
                self._desk.run(lambda workspace: begin_draft(workspace, *buyers), self._open,
                               self._not_opened)  # fmt: skip
            else:
                name = document_name(state.wanted)
                self._desk.run(lambda workspace: open_draft(workspace, name), self._open,
                               self._not_opened)  # fmt: skip
        elif state.editor is not None and self.form is None:
            self._show(state.editor)
        elif state.editor is None:
            self._navigator.go("invoices")

    def leave(self) -> None:
        """Keep what was typed last."""
        if self.form is not None:
            self.form.grid.stop_editing()
        self.saving.save_now()
        self._desk.note_editing(None)

    def _not_opened(self, error: UserError) -> None:
        self._desk.fail(error)
        self._navigator.go("business" if error.code == "no-seller" else "invoices")

    def _open(self, opened: Opened) -> None:
        self._state.editor = editor = Editor(opened, self._desk.language)
        body = editor.knowledge.body(self._state.buyer)
        if body is not None:  # a new draft that was begun from the body's page
            editor.choose_body(body)
            self._state.buyer = None
        if opened.draft.id is not None:
            self._desk.note_editing(opened.draft.id)
        self._show(editor)

    def _show(self, editor: Editor) -> None:
        editor.language = self._desk.language
        self._refused = ()
        self._drawn = None
        emptied(self._column)
        self.form = DraftForm(self._desk, editor)
        self.panel = FindingsPanel(self._desk)
        self.view = PageView(self._desk.say(N_("Aperçu de la facture")))
        self._column.addLayout(self._head(editor))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._left(self.form))
        splitter.addWidget(self._right())
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([690, 340])
        self._column.addWidget(splitter, 1)
        self.form.edited.connect(self._edited)
        self.form.left.connect(self._left_field)
        self.form.body_wanted.connect(self._add_body)
        self.form.body_mended.connect(self._mend_body)
        self.form.body_answered.connect(self._keep_answer)
        self.form.arithmetic_wanted.connect(self._show_arithmetic)
        self.panel.go_to.connect(self.go_to)
        self.panel.correct.connect(self._correct)
        self.view.resized.connect(self._redraw.start)
        self.refresh(everything=True)
        (
            self.form.body.entry if not editor.sheet.invoice.buyer.siret else self.form.grid
        ).setFocus()

    def _head(self, editor: Editor) -> QHBoxLayout:
        row = QHBoxLayout()
        back = QPushButton(self._desk.say(N_("Retour à la liste")))
        back.setProperty("flat", True)
        back.clicked.connect(lambda: self._navigator.go("invoices"))
        kind = N_("Avoir") if editor.is_credit_note else N_("Facture")
        self._title = heading(self._desk.say(kind))
        self.saved = label("", soft=True)
        self.issue = QPushButton(self._desk.say(N_("Émettre")))
        self.issue.setProperty("primary", True)
        self.issue.clicked.connect(self._issue)
        for widget in (back, self._title, self.saved):
            row.addWidget(widget)
        row.addStretch(1)
        self._undo = self._button(N_("Annuler"), "undo")
        self._redo = self._button(N_("Rétablir"), "redo")
        for button in (self._undo, self._redo, self.issue):
            row.addWidget(button)
        return row

    def _button(self, text: str, command: str) -> QPushButton:
        button = QPushButton(self._desk.say(text))
        button.clicked.connect(lambda: self.run_command(command))
        return button

    def _left(self, form: DraftForm) -> QWidget:
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(form)
        splitter.addWidget(self.panel)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([520, 160])
        return splitter

    def _right(self) -> QWidget:
        """Return the page, with whose it is above where its author made it."""
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.whose = QWidget()
        self.whose.hide()  # it would take its width from the form before it is known who made it
        row = FlowLayout(self.whose)
        text = label(self._desk.say(N_("Votre page")))
        text.setFont(theme.scaled_font(text, 1.0, bold=True))
        self.ours = QPushButton(self._desk.say(N_("Utiliser la page de Chorus Desk")))
        self.ours.setAccessibleName(self.ours.text())
        self.ours.clicked.connect(self._use_ours)
        row.addWidget(text)
        row.addWidget(self.ours)
        column.addWidget(self.whose)
        column.addWidget(self.view, 1)
        return side

    def _use_ours(self) -> None:
        """Let our page leave; « Annuler » brings the author's back."""
        if self.editor is not None:
            self.editor.use_our_page()
            self.refresh(everything=True)
            self.saving.wanted()

    # Editing

    @property
    def editor(self) -> Editor | None:
        """The draft on the desk."""
        return self._state.editor

    def _edited(self) -> None:
        self._refused = ()
        self.refresh()
        self.saving.wanted()

    def refresh(self, *, everything: bool = False) -> None:
        """Show the draft with its figures and findings, and have its page drawn."""
        editor, form = self.editor, self.form
        if editor is None or form is None:
            return
        form.refresh(everything=everything)
        self.whose.setVisible(editor.page is not None)
        remarks = (*self._refused, *editor.remarks)
        form.show_remarks(remarks, visited=self._state.visited, whole=self._state.whole)
        self.panel.show_remarks(remarks)
        undoable = (editor.can_undo, editor.can_redo)
        self._undo.setEnabled(undoable[0])
        self._redo.setEnabled(undoable[1])
        if undoable != self._undoable:
            self._undoable = undoable
            self._refresh_actions()
        self._redraw.start()

    def _refresh_actions(self) -> None:
        refresh = getattr(self.window(), "refresh_actions", None)
        if refresh is not None:
            refresh()

    def _draw_page(self) -> None:
        editor = self.editor
        if editor is not None and self.form is not None:
            page, width = editor.page, self.view.wanted_width
            work = partial(_draw, editor.judged.invoice, editor.logo, width)
            if page is not None:
                work = partial(draw_strange_pages, page.content, width)
            drawn = (id(page), width) if page is not None else None
            if drawn is None or drawn != self._drawn:  # what is typed changes nothing on it
                self._desk.tasks.draw(work, self.view.show_pages)
            self._drawn = drawn

    def _left_field(self, path: str) -> None:
        self._state.visited.add(path)
        self.refresh()

    def go_to(self, place: str) -> None:
        """Put the cursor where a finding is mended."""
        if place == "business":
            self._navigator.go("business")
        elif self.form is not None and not self.form.go_to(place):
            self.form.setFocus()

    def _correct(self, remark: Remark) -> None:
        if self.editor is not None:
            self.editor.correct(remark)
            self._refused = ()
            self.refresh(everything=True)
            self.saving.wanted()

    def _show_arithmetic(self) -> None:
        from chorus_desk.gui.dialogs.arithmetic import ArithmeticDialog

        if self.editor is not None:
            steps = arithmetic(self.editor.judged.invoice, self._desk.language)
            ArithmeticDialog(self._desk, steps, self.window()).exec()

    def _add_body(self, typed: str) -> None:
        from chorus_desk.presenters.body_form import entry_from

        ask_for_body(self._desk, self.window(), entry_from(typed), new=True, added=self._added)

    def _mend_body(self) -> None:
        from chorus_desk.presenters.body_form import entry_of

        body = self.editor.judged.body if self.editor is not None else None
        if body is not None:
            entry = entry_of(body)
            ask_for_body(self._desk, self.window(), entry, new=False, added=self._added)

    def _keep_answer(self, answer: str) -> None:
        """Keep what the body asks for; the draft learns of it as of any change of a body."""
        body = self.editor.judged.body if self.editor is not None else None
        if body is not None:
            requirement = Requirement(answer)
            self._desk.run(partial(answer_requires, siret=body.siret, requirement=requirement))

    def _added(self, added: BodyAdded) -> None:
        editor = self.editor
        if editor is not None:
            editor.choose_body(added.body)
            self._edited()

    def _changed(self, changes: Changes) -> None:
        """Learn what changed elsewhere; the draft itself is this page's own."""
        if self.editor is not None and changes & _OF_A_DRAFT:
            met = self.editor.knowledge.met
            self._desk.run(lambda workspace: begin_draft(workspace, *met), self._learn,
                           lambda _error: None)  # fmt: skip

    def _learn(self, opened: Opened) -> None:
        if self.editor is not None:
            self.editor.learn(opened)
            self.refresh()

    # Issuing

    def _issue(self) -> None:
        """Keep the draft, then say what issuing does and ask."""
        editor = self.editor
        if editor is None:
            return
        self._state.whole = True
        self.refresh()
        if not editor.issuable:
            self._desk.tell(self.panel.title.text(), lasting=False)
            first = next((r.place for r in editor.remarks if r.place), None)
            if first is not None:
                self.go_to(first)
            return
        self.issue.setEnabled(False)
        self.saving.save_now(self._ask_to_issue)

    def _ask_to_issue(self) -> None:
        editor = self.editor
        self.issue.setEnabled(True)
        if editor is not None and editor.draft_id is not None:
            self.acts.issue([editor.draft_id], self._issued)

    def _issued(self, issued: list[Issued]) -> None:
        [result] = issued
        if result.outcome == ISSUED and self.editor is not None:
            draft_id = self.editor.draft_id
            self._state.editor = None
            self.form = None
            emptied(self._column)
            self._navigator.ways.show([draft_id] if draft_id is not None else [])
            return
        ours = {(f.rule, f.path) for f in self.editor.judged.findings} if self.editor else set()
        official = [f for f in result.findings if (f.rule, f.path) not in ours]
        self._refused = remarks_of(official, self._desk.language)
        self.refresh()

    # The window's actions

    def refusal(self, command: str) -> str | None:
        """Return why an action cannot be done to the draft."""
        editor = self.editor
        possible = {
            "undo": editor is not None and editor.can_undo,
            "redo": editor is not None and editor.can_redo,
            Act.ISSUE: editor is not None,
            Act.EXPORT: editor is not None and editor.draft_id is not None,
        }
        return None if possible.get(command) else ""

    def run_command(self, command: str) -> None:
        """Do an action of the window to the draft."""
        editor = self.editor
        if editor is None:
            return
        if command == Act.ISSUE:
            self._issue()
        elif command == Act.EXPORT and editor.draft_id is not None:
            draft_id = editor.draft_id
            self.saving.save_now(lambda: self.acts.run(Act.EXPORT, [draft_id]))
        elif command in ("undo", "redo"):
            (editor.undo if command == "undo" else editor.redo)()
            self.refresh(everything=True)
            self.saving.wanted()

    def _say_saved(self, text: str) -> None:
        if self.form is not None:
            self.saved.setText(text)
