"""The import page: files looked at, kept as drafts, and taken back."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.record_tables.targets import PRICES
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.dialogs.price_list import show_price_list
from chorus_desk.gui.navigation import Navigator, Page
from chorus_desk.gui.pages.importing.busy_view import BusyView
from chorus_desk.gui.pages.importing.choosing import (
    choose_files,
    choose_folder,
    choose_mended,
    choose_template,
)
from chorus_desk.gui.pages.importing.records_view import RecordsView
from chorus_desk.gui.pages.importing.report import Choice, ReportView
from chorus_desk.gui.pages.importing.start import StartView
from chorus_desk.gui.pages.importing.state import BUSY, ImportState, Stage
from chorus_desk.gui.pages.importing.work import keep_files, look_at_files
from chorus_desk.gui.system import open_folder
from chorus_desk.gui.watch import FolderWatch
from chorus_desk.gui.widgets.layouts import heading
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.presenters.import_head import nothing_reason, only_lines_text, remembered_text
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
from chorus_desk.presenters.record_view import to_import_apart
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.usecases.importing.records.refused_rows import save_refused
from chorus_desk.usecases.importing.undo import Undone, count_edited, undo_import
from chorus_desk.usecases.importing.unread_rows import save_unread
from chorus_desk.usecases.template import write_template
from chorus_desk.usecases.workspace import Progress, Workspace
from chorus_desk.wording.catalogue import N_

_SEE = {False: N_("Voir les brouillons"), True: N_("Voir les factures")}
"""By whether they were sent elsewhere."""


class ImportPage(Page):
    """Brings files in: a look first, then the import, then the way back."""

    def __init__(
        self, desk: Desk, navigator: Navigator, state: ImportState, watch: FolderWatch
    ) -> None:
        super().__init__()
        self._desk, self._navigator, self._state = desk, navigator, state
        self._watch = watch
        self._led_to: Stage | None = None
        """The stage that the keyboard was last led to."""
        self._build()
        state.changed.connect(self._refresh)
        state.records.changed.connect(self._refresh)
        state.progressed.connect(self.busy.show_progress)
        desk.ready.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(heading(self._desk.say(N_("Importer"))), 1)
        head.addWidget(self._make_past())
        column.addLayout(head)
        self._stack = QStackedWidget()
        self.start = StartView(
            self._desk, take=self._take, choose=self._choose_files,
            choose_folder=self._choose_folder, template=self._take_template, watch=self._watch,
        )  # fmt: skip
        self.busy = BusyView(self._desk, self._stop)
        self.report = ReportView(self._desk, self._state)
        self.report.tables.corrected.connect(self._look_again)
        self.report.unread_wanted.connect(self._save_unread)
        self.records = RecordsView(self._desk, self._state.records)
        self.records.as_invoices.connect(self._look_for_invoices)
        self.records.other_files.connect(self._choose_files)
        self.records.wanted.connect(self._show_records)
        self.records.refused_wanted.connect(self._save_refused)
        for view in (self.start, self.busy, self.report, self.records):
            self._stack.addWidget(view)
        column.addWidget(self._stack, 1)

    def _make_past(self) -> QCheckBox:
        """Return the box that tells invoices sent elsewhere from those to be issued."""
        text = self._desk.say(
            N_("Ce sont des factures déjà envoyées : je veux seulement les suivre")
        )
        self.past = QCheckBox(text)
        self.past.setAccessibleName(text)
        meant = self._desk.say(
            N_("Elles gardent leur numéro et leur date, et ne sont jamais émises ici.")
        )
        self.past.setAccessibleDescription(meant)
        self.past.setToolTip(meant)
        self.past.setChecked(self._state.past)
        self.past.toggled.connect(self._say_past)
        return self.past

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

    def _tell_apart(self) -> None:
        """Say which of the files hold something else than invoices, and come apart."""
        if self._state.apart:
            text = to_import_apart(self._state.apart, self._desk.language)
            self._state.apart = {}
            self._desk.tell(text, Tone.TODO, lasting=True)

    def _refresh(self) -> None:
        state, found = self._state, self._state.found
        self._tell_apart()
        apart = state.wants_records or state.records.begun
        self.past.setVisible(state.stage in (Stage.START, Stage.PREVIEW) and not apart)
        self.past.setEnabled(not self._desk.read_only)
        with QSignalBlocker(self.past):
            self.past.setChecked(state.past)
        if state.wants_records:
            state.show_records(self._desk)
        elif state.records.begun:
            self._stack.setCurrentWidget(self.records)
        elif state.stage in BUSY:
            self._show_busy()
        elif found is None:
            self.start.refresh()
            self._stack.setCurrentWidget(self.start)
        else:
            self._show_report(found)
        read_again = state.stage is self._led_to is Stage.PREVIEW
        if self.isVisible() and not read_again:  # which leaves the keyboard where it is
            self._focus()
        self._led_to = state.stage
        refresh = getattr(self.window(), "refresh_actions", None)
        if refresh is not None:
            refresh()

    def _show_busy(self) -> None:
        found = self._state.previewed
        if self._state.stage is Stage.UNDOING:
            text = self._desk.say(N_("Annulation de l'import…"))
        elif found is None or self._state.stage is not Stage.KEEPING:
            text = looking_text(len(self._state.paths), self._desk.language)
        else:
            text = keeping_text(found, self._desk.language)
        self.busy.show_work(text, can_stop=self._state.stage is not Stage.UNDOING)
        self.busy.show_progress(*self._state.progress)
        self._stack.setCurrentWidget(self.busy)

    def _show_report(self, found: Imported) -> None:
        language, state = self._desk.language, self._state
        kept = state.imported is not None
        text, tone = summary(found, language, kept=kept), summary_tone(found, kept=kept)
        if state.edited:
            text, tone = edited_question(state.edited, language), Tone.TODO
            choices = self._answers()
        else:
            choices = self._after(found) if kept else self._before(found)
        remembered = remembered_text(found, state.choices, language) if kept else ""
        lacking = only_lines_text(found, language)
        text = " ".join(filter(None, (text, lacking, remembered)))
        tone = Tone.TODO if lacking else tone
        self.report.show_report(found, text, tone, choices, correct=not kept)
        self._stack.setCurrentWidget(self.report)

    def _before(self, found: Imported) -> tuple[Choice, ...]:
        say = self._desk.say
        reason = say(READ_ONLY) if self._desk.read_only else ""
        if not drafts_of(found):
            reason = nothing_reason(found, self._desk.language)
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
                Choice(say(_SEE[found.past]), self._show_drafts, primary=True),
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
            wanted = (self.busy.stop,)
        elif current is self.records:
            wanted = self.records.buttons
        else:
            wanted = self.report.buttons
        first = next((button for button in wanted if button.isEnabled()), None)
        if first is not None:
            QTimer.singleShot(0, first, first.setFocus)

    # What the user does

    def _take(self, paths: Sequence[Path]) -> None:
        self._navigator.ways.import_files(paths)

    def _say_past(self, past: bool) -> None:  # noqa: FBT001 -- Qt's signal gives it
        """Take the files for past ones, or not; what was found in them is found anew."""
        self._state.past = past
        if self._state.stage is Stage.PREVIEW:
            self._look()

    def _choose_files(self) -> None:
        self._ask(choose_files(self.window(), self._desk))

    def _choose_folder(self) -> None:
        self._ask(choose_folder(self.window(), self._desk))

    def _ask(self, paths: Sequence[Path]) -> None:
        if paths:
            self._state.ask(paths)
            self.enter()

    def _take_template(self) -> None:
        target = choose_template(self.window(), self._desk)
        if target is not None:
            today = self._desk.clock.today()
            self._desk.run(lambda _workspace: write_template(target, today), self._template_taken)

    def _template_taken(self, target: Path) -> None:
        self._desk.tell(
            self._desk.say(N_("« {file} » est enregistré."), file=target.name), Tone.GOOD,
            action=self._desk.say(N_("Ouvrir le dossier")),
            act=lambda: open_folder(target.parent),
        )  # fmt: skip

    def _look_for_invoices(self) -> None:
        """Look at a file as one of invoices, which it was not taken for."""
        self._state.records.forget()
        self._state.as_invoices = True
        self._look()

    def _show_records(self, place: str) -> None:
        if place == PRICES:
            show_price_list(self._desk, self.window())
        else:
            self._navigator.go(place)

    def _looking(self) -> Callable[[Workspace, Progress], Imported]:
        """Return the work that says what the files would become, as things stand."""
        state = self._state
        return partial(
            look_at_files, paths=state.paths, choices=dict(state.choices), past=state.past,
            apart=not state.as_invoices,
        )  # fmt: skip

    def _look(self) -> None:
        state = self._state
        token = state.begin(Stage.LOOKING)
        state.job = self._desk.run_long(
            self._looking(), partial(state.show_preview, token),
            progressed=partial(state.advance, token), cancelled=partial(state.go_back, token),
            failed=partial(_failed, self._desk, state, token),
        )  # fmt: skip

    def refusal(self, command: str) -> str | None:
        """Return why an action cannot be done: corrections of tables can be taken back."""
        state = self._state
        possible = {"undo": state.corrections, "redo": state.taken_back}
        return None if state.stage is Stage.PREVIEW and possible.get(command) else ""

    def run_command(self, command: str) -> None:
        """Take a correction of a table back, or make it again."""
        tables = self.report.tables
        {"undo": tables.undo, "redo": tables.redo}[command]()

    def _look_again(self) -> None:
        """Look at the files anew after a correction; the last one asked for is the one shown."""
        state = self._state
        token = state.begin_again()
        state.job = self._desk.run_long(
            self._looking(), partial(state.show_preview, token),
            failed=partial(_failed, self._desk, state, token),
        )  # fmt: skip

    def _save_unread(self) -> None:
        found = self._state.found
        if found is not None:
            self._save_to_mend(lambda target, language: save_unread(found, target, language))

    def _save_refused(self) -> None:
        found = self._state.records.found
        if found is not None:
            self._save_to_mend(lambda target, language: save_refused(found, target, language))

    def _save_to_mend(self, save: Callable[[Path, str], Path]) -> None:
        """Ask where the rows to be mended go, and write them."""
        target = choose_mended(self.window(), self._desk)
        if target is not None:
            language = self._desk.language
            self._desk.run(lambda _workspace: save(target, language), self._template_taken)

    def _keep(self) -> None:
        state, desk, paths = self._state, self._desk, self._state.paths
        choices = dict(state.choices)
        token = state.begin(Stage.KEEPING)

        def stopped() -> None:
            state.go_back(token)
            desk.tell(desk.say(N_("Import arrêté : rien n'a été gardé.")))

        state.job = desk.run_long(
            partial(keep_files, paths=paths, choices=choices, past=state.past,
                    apart=not state.as_invoices),
            partial(state.show_result, token),
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
            desk.tell(undone_text(result, desk.language, past=imported.past), Tone.GOOD)

        desk.run(
            lambda workspace: undo_import(workspace, imported.import_ids), undone,
            partial(_failed, desk, state, token),
        )  # fmt: skip


def _failed(desk: Desk, state: ImportState, token: int, error: UserError) -> None:
    """Go back to the stage before, and say what went wrong. It outlives the page."""
    state.go_back(token)
    desk.fail(error)
