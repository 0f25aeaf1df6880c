"""The import page: files looked at, kept as drafts, and taken back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.domain.errors import UserError
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.navigation import Navigator, Page
from chorus_desk.gui.pages.importing.report import Choice, ReportView
from chorus_desk.gui.pages.importing.start import StartView
from chorus_desk.gui.pages.importing.state import BUSY, ImportState, Stage
from chorus_desk.gui.pages.importing.work import keep_files, look_at_files
from chorus_desk.gui.system import open_folder
from chorus_desk.gui.widgets.layouts import heading, label
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.presenters.importing import (
    draft_ids,
    drafts_of,
    edited_question,
    import_label,
    keeping_text,
    looking_text,
    summary,
    summary_tone,
    undone_text,
)
from chorus_desk.presenters.own_workbook import workbook_filters, workbook_target
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.import_invoices import Imported
from chorus_desk.usecases.template import write_template
from chorus_desk.usecases.undo_import import Undone, count_edited, undo_import
from chorus_desk.wording.catalogue import N_


class ImportPage(Page):
    """Brings files in: a look first, then the import, then the way back."""

    def __init__(self, desk: Desk, navigator: Navigator, state: ImportState) -> None:
        super().__init__()
        self._desk, self._navigator, self._state = desk, navigator, state
        self._build()
        state.changed.connect(self._refresh)
        state.progressed.connect(self._show_progress)
        desk.ready.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(heading(self._desk.say(N_("Importer"))))
        self._stack = QStackedWidget()
        self.start = StartView(
            self._desk, take=self._take, choose=self._choose_files, template=self._take_template
        )
        self.busy = self._make_busy()
        self.report = ReportView(self._desk, self._state)
        for view in (self.start, self.busy, self.report):
            self._stack.addWidget(view)
        column.addWidget(self._stack, 1)

    def _make_busy(self) -> QWidget:
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        self._doing = label("", wrap=True)
        self._doing.setFont(theme.scaled_font(self._doing, 1.15, bold=True))
        column.addWidget(self._doing)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.progress = QProgressBar()
        self.stop = QPushButton(self._desk.say(N_("Arrêter")))
        self.stop.setAccessibleName(self.stop.text())
        self.stop.clicked.connect(self._stop)
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop)
        column.addLayout(row)
        outer.addWidget(card)
        outer.addStretch(1)
        return holder

    # What is shown

    def enter(self) -> None:
        """Look at the files that were asked for."""
        if self._state.turned_away:
            self._state.turned_away = False
            text = N_("Un import est en cours : déposez ces fichiers quand il sera terminé.")
            self._desk.tell(self._desk.say(text), Tone.TODO)
        if self._state.stage is Stage.ASKED:
            self._look()
        self._refresh()
        self._focus()

    def _refresh(self) -> None:
        state, found = self._state, self._state.found
        if state.stage in BUSY:
            self._show_busy()
        elif found is None:
            self.start.refresh()
            self._stack.setCurrentWidget(self.start)
        else:
            self._show_report(found)
        if self.isVisible():
            self._focus()

    def _show_busy(self) -> None:
        found = self._state.previewed
        if self._state.stage is Stage.UNDOING:
            text = self._desk.say(N_("L'import est annulé…"))
        elif found is None or self._state.stage is not Stage.KEEPING:
            text = looking_text(len(self._state.paths), self._desk.language)
        else:
            text = keeping_text(found, self._desk.language)
        self._doing.setText(text)
        self.progress.setAccessibleName(text)
        self.stop.setVisible(self._state.stage is not Stage.UNDOING)
        self._show_progress(*self._state.progress)
        self._stack.setCurrentWidget(self.busy)

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _show_report(self, found: Imported) -> None:
        language, state = self._desk.language, self._state
        kept = state.imported is not None
        text, tone = summary(found, language, kept=kept), summary_tone(found, kept=kept)
        if state.edited:
            text, tone = edited_question(state.edited, language), Tone.TODO
            choices = self._answers()
        else:
            choices = self._after(found) if kept else self._before(found)
        self.report.show_report(found, text, tone, choices)
        self._stack.setCurrentWidget(self.report)

    def _before(self, found: Imported) -> tuple[Choice, ...]:
        say = self._desk.say
        reason = say(READ_ONLY) if self._desk.read_only else ""
        if not drafts_of(found):
            reason = say(N_("Ces fichiers ne contiennent aucune facture nouvelle et lisible."))
        return (
            Choice(import_label(found, self._desk.language), self._keep, True, reason),
            Choice(say(N_("Choisir d'autres fichiers…")), self._choose_files),
            Choice(say(N_("Ne rien importer")), self._state.start_again),
        )

    def _after(self, found: Imported) -> tuple[Choice, ...]:
        say = self._desk.say
        choices = [
            Choice(say(N_("Importer autre chose")), self._state.start_again),
        ]
        if found.import_ids:
            choices = [
                Choice(say(N_("Voir les brouillons")), self._show_drafts, primary=True),
                Choice(say(N_("Annuler cet import")), self._ask_to_undo),
                *choices,
            ]
        return tuple(choices)

    def _answers(self) -> tuple[Choice, ...]:
        say = self._desk.say
        return (
            Choice(say(N_("Garder les brouillons")), lambda: self._state.question(0), True),
            Choice(say(N_("Annuler l'import quand même")), self._undo),
        )

    def _focus(self) -> None:
        """Put the keyboard where the next step is, once the stage is in sight."""
        current = self._stack.currentWidget()
        if current is self.start:
            wanted: Sequence[QPushButton] = (self.start.choose, self.start.template)
        elif current is self.busy:
            wanted = (self.stop,)
        else:
            wanted = self.report.buttons
        first = next((button for button in wanted if button.isEnabled()), None)
        if first is not None:
            QTimer.singleShot(0, first, first.setFocus)

    # What the user does

    def _take(self, paths: Sequence[Path]) -> None:
        self._navigator.ways.import_files(paths)

    def _choose_files(self) -> None:
        say = self._desk.say
        kinds = f"{say(N_('Factures'))} (*.xlsx *.pdf *.xml);;{say(N_('Tous les fichiers'))} (*)"
        chosen, _ = QFileDialog.getOpenFileNames(
            self.window(), say(N_("Choisir des fichiers")), "", kinds
        )
        if chosen:
            self._state.ask([Path(name) for name in chosen])
            self.enter()

    def _take_template(self) -> None:
        say = self._desk.say
        chosen, kind = QFileDialog.getSaveFileName(
            self.window(), say(N_("Enregistrer le modèle de classeur")),
            say(N_("factures.xlsx")), workbook_filters(self._desk.language),
        )  # fmt: skip
        if chosen:
            target = workbook_target(chosen, kind)
            today = self._desk.clock.today()
            self._desk.run(lambda _workspace: write_template(target, today), self._template_taken)

    def _template_taken(self, target: Path) -> None:
        self._desk.tell(
            self._desk.say(N_("« {file} » est enregistré."), file=target.name), Tone.GOOD,
            action=self._desk.say(N_("Ouvrir le dossier")),
            act=lambda: open_folder(target.parent),
        )  # fmt: skip

    def _look(self) -> None:
        state, paths = self._state, self._state.paths
        token = state.begin(Stage.LOOKING)
        state.job = self._desk.run_long(
            partial(look_at_files, paths=paths), partial(state.show_preview, token),
            progressed=partial(state.advance, token), cancelled=partial(state.go_back, token),
            failed=partial(_failed, self._desk, state, token),
        )  # fmt: skip

    def _keep(self) -> None:
        state, desk, paths = self._state, self._desk, self._state.paths
        token = state.begin(Stage.KEEPING)

        def stopped() -> None:
            state.go_back(token)
            desk.tell(desk.say(N_("Import arrêté : rien n'a été gardé.")))

        state.job = desk.run_long(
            partial(keep_files, paths=paths), partial(state.show_result, token),
            progressed=partial(state.advance, token), failed=partial(_failed, desk, state, token),
            cancelled=stopped,
        )  # fmt: skip

    def _stop(self) -> None:
        """Stop the work under way; when none is left (it ended in a fault), just go back."""
        if self._state.job is not None:
            self._state.job.cancel()
        if self._desk.tasks.idle:
            self._state.go_back()

    def _show_drafts(self) -> None:
        if self._state.imported is not None:
            self._navigator.ways.show(draft_ids(self._state.imported))

    def _ask_to_undo(self) -> None:
        """Undo the import at once, or ask first when drafts were edited since."""
        imported = self._state.imported
        if imported is None:
            return
        names = [item.id for item in drafts_of(imported) if item.id]
        self._desk.run(lambda workspace: count_edited(workspace, names), self._counted)

    def _counted(self, edited: int) -> None:
        if edited:
            self._state.question(edited)
        else:
            self._undo()

    def _undo(self) -> None:
        state, desk, imported = self._state, self._desk, self._state.imported
        if imported is None:
            return
        token = state.begin(Stage.UNDOING)

        def undone(result: Undone) -> None:
            state.start_again()
            desk.tell(undone_text(result, desk.language), Tone.GOOD)

        desk.run(
            lambda workspace: undo_import(workspace, imported.import_ids), undone,
            partial(_failed, desk, state, token),
        )  # fmt: skip


def _failed(desk: Desk, state: ImportState, token: int, error: UserError) -> None:
    """Go back to the stage before, and say what went wrong. It outlives the page."""
    state.go_back(token)
    desk.fail(error)
