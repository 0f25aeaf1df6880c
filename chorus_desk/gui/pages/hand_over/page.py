"""The hand-over page: a route, the files, the steps on the portal, the deposit noted."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.history import DEPOSITED
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.navigation import Navigator, Page
from chorus_desk.gui.pages.hand_over.deposit import DepositView
from chorus_desk.gui.pages.hand_over.note import Deposit, NoteView
from chorus_desk.gui.pages.hand_over.route import RouteView
from chorus_desk.gui.pages.hand_over.state import HandOverState, Stage
from chorus_desk.gui.widgets.layouts import heading, label
from chorus_desk.presenters.hand_over.invoices import preparing_text
from chorus_desk.presenters.hand_over.noted import afterwards, deposited_text
from chorus_desk.presenters.routes import route_title
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.bundle import bundle
from chorus_desk.usecases.follow import StatusSet, set_statuses
from chorus_desk.usecases.hand_over import to_deposit
from chorus_desk.usecases.identify import document_name
from chorus_desk.wording.catalogue import N_

_FOLDER = "Chorus Desk"
_WHERE = {
    Stage.ROUTE: N_("1 sur 3 : le chemin"),
    Stage.DEPOSIT: N_("2 sur 3 : le dépôt"),
    Stage.NOTE: N_("3 sur 3 : le noter"),
}


class HandOverPage(Page):
    """Gets issued invoices to the State."""

    def __init__(self, desk: Desk, navigator: Navigator, state: HandOverState) -> None:
        super().__init__()
        self._desk, self._navigator, self._state = desk, navigator, state
        self._standing: tuple[Stage, bool, bool, bool] | None = None
        self._build()
        state.changed.connect(self._refresh)
        state.progressed.connect(self._show_progress)
        desk.ready.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        say = self._desk.say
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(heading(say(N_("Préparer le dépôt"))))
        self._where = label("", soft=True)
        row.addWidget(self._where)
        row.addStretch(1)
        column.addLayout(row)
        self._stack = QStackedWidget()
        self.route = RouteView(self._desk, self._state, self._change_folder)
        self.deposit = DepositView(self._desk, self._state)
        self.note = NoteView(self._desk, self._state)
        for view in (self.route, self.deposit, self.note):
            self._stack.addWidget(view)
        column.addWidget(self._stack, 1)
        column.addWidget(self._make_progress())
        column.addLayout(self._make_buttons())

    def _make_progress(self) -> QWidget:
        self._busy = QWidget()
        row = QHBoxLayout(self._busy)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._doing = label("")
        self.progress = QProgressBar()
        self._doing.setBuddy(self.progress)
        self.stop = QPushButton(self._desk.say(N_("Arrêter")))
        self.stop.setAccessibleName(self.stop.text())
        self.stop.clicked.connect(self._stop)
        row.addWidget(self._doing)
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop)
        return self._busy

    def _make_buttons(self) -> QHBoxLayout:
        say = self._desk.say
        row = QHBoxLayout()
        row.setSpacing(8)
        self.back = QPushButton()
        self.back.clicked.connect(self._go_back)
        self.later = QPushButton(say(N_("Je le ferai plus tard")))
        self.later.setAccessibleName(self.later.text())
        self.later.clicked.connect(self._leave_it)
        self.go_on = QPushButton()
        self.go_on.setProperty("primary", True)
        self.go_on.clicked.connect(self._go_on)
        row.addWidget(self.back)
        row.addWidget(self.later)
        row.addStretch(1)
        row.addWidget(self.go_on)
        return row

    # What is shown

    def enter(self) -> None:
        """Read the invoices; a bundle whose folder is gone has to be made again."""
        state, ids = self._state, self._state.ids
        folder = state.made.folder if state.made is not None else None
        if state.stage is not Stage.ROUTE and (folder is None or not folder.is_dir()):
            state.go(Stage.ROUTE)
        self._desk.run(lambda workspace: to_deposit(workspace, ids), state.take_items)
        self._refresh()
        self._focus()

    def _refresh(self) -> None:
        state = self._state
        items, made = state.items or (), state.made
        standing = (state.stage, state.items is None, state.preparing, state.refused is not None)
        moved, self._standing = standing != self._standing, standing
        self._where.setText(self._stage_text())
        if state.stage is Stage.ROUTE or made is None or not items:
            self.route.refresh(items, str(self._folder()))
            self._stack.setCurrentWidget(self.route)
        elif state.stage is Stage.DEPOSIT:
            self.deposit.refresh(made, items)
            self._stack.setCurrentWidget(self.deposit)
        else:
            self.note.refresh(made, items)
            self._stack.setCurrentWidget(self.note)
        self._show_buttons()
        if self.isVisible() and moved:
            self._focus()

    def _stage_text(self) -> str:
        text = self._desk.say(_WHERE[self._state.stage])
        made = self._state.made
        if self._state.stage is Stage.ROUTE or made is None:
            return text
        return f"{text} · {route_title(made.route, self._desk.language)}"

    def _show_buttons(self) -> None:
        say, state = self._desk.say, self._state
        self._busy.setVisible(state.preparing)
        self._doing.setText(preparing_text(len(state.items or ()), self._desk.language))
        self.progress.setAccessibleName(self._doing.text())
        self._show_progress(*state.progress)
        backs = {Stage.DEPOSIT: N_("Changer de chemin"), Stage.NOTE: N_("Revenir aux étapes")}
        goes = {
            Stage.ROUTE: N_("Préparer les fichiers"), Stage.DEPOSIT: N_("C'est déposé…"),
            Stage.NOTE: N_("Noter le dépôt"),
        }  # fmt: skip
        self.back.setVisible(state.stage in backs)
        for button, text in (
            (self.back, backs.get(state.stage, "")),
            (self.go_on, goes[state.stage]),
        ):
            button.setText(say(text))
            button.setAccessibleName(say(text))
        possible = state.stage is not Stage.ROUTE or self.route.route is not None
        self.go_on.setEnabled(possible and bool(state.items) and not state.preparing)
        self.later.setEnabled(not state.preparing)

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _focus(self) -> None:
        """Put the keyboard where the stage begins."""
        stage = self._state.stage
        wanted: QWidget = self.go_on if self.go_on.isEnabled() else self.later
        if self._state.preparing:
            wanted = self.stop
        elif stage is Stage.ROUTE and self.route.route is not None:
            wanted = self.route.choices[self.route.route].radio
        elif stage is Stage.DEPOSIT:
            wanted = self.deposit.open
        elif stage is Stage.NOTE:
            wanted = self.note.first
        QTimer.singleShot(0, wanted, wanted.setFocus)

    # What the user does

    def _folder(self) -> Path:
        """Return the folder that bundles are put in."""
        known = self._desk.settings.bundles_folder
        if known:
            return Path(known)
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        return Path(QStandardPaths.writableLocation(documents)) / _FOLDER

    def _change_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self.window(), self._desk.say(N_("Dossier où mettre les fichiers")), str(self._folder())
        )
        if chosen:
            self._desk.change_settings(bundles_folder=chosen)
            self._refresh()

    def _go_on(self) -> None:
        if self._state.stage is Stage.ROUTE:
            self._prepare()
        elif self._state.stage is Stage.DEPOSIT:
            self._state.go(Stage.NOTE)
        else:
            noted = self.note.read()
            if noted is not None:
                self._note(noted)

    def _go_back(self) -> None:
        self._state.go(Stage(self._state.stage - 1))

    def _leave_it(self) -> None:
        self._navigator.ways.show(self._state.ids)

    def _prepare(self) -> None:
        state, desk, route, target = self._state, self._desk, self.route.route, self._folder()
        form = state.form
        if route is None or state.items is None:
            return
        names = [document_name(item.id) for item in state.items]
        token = state.begin()

        def failed(error: UserError) -> None:
            state.give_up(token)
            desk.fail(error)

        state.job = desk.run_long(
            lambda workspace, progress: bundle(
                workspace, names, route, target, progress, form=form
            ),
            partial(state.take_bundle, token), progressed=partial(state.advance, token),
            failed=failed, cancelled=partial(state.give_up, token),
        )  # fmt: skip
        state.changed.emit()

    def _stop(self) -> None:
        """Stop the work under way; when none is left (it ended in a fault), just go back."""
        if self._state.job is not None:
            self._state.job.cancel()
        if self._desk.tasks.idle:
            self._state.give_up()

    def _note(self, noted: Deposit) -> None:
        state, desk, ways, made = self._state, self._desk, self._navigator.ways, self._state.made
        names = [document_name(id_) for id_ in noted.ids]
        asked = state.ids
        left = len(state.items or ()) - len(names)
        self.go_on.setEnabled(False)

        def told(_set: list[StatusSet]) -> None:
            text = deposited_text(len(names), left, noted.day, desk.language)
            after = afterwards(made.route, desk.language) if made is not None else ""
            state.finish()
            ways.show(asked)
            desk.tell(f"{text} {after}".strip(), Tone.GOOD)

        def failed(error: UserError) -> None:
            desk.fail(error)
            state.changed.emit()

        desk.run(
            lambda workspace: set_statuses(
                workspace, names, DEPOSITED, on=noted.day, flow=noted.flow, note=None
            ),
            told, failed,
        )  # fmt: skip
