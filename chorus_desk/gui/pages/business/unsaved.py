"""Keeps what is typed of the business as it is typed, and offers what an earlier window left."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.business.state import BusinessState
from chorus_desk.gui.widgets.layouts import label
from chorus_desk.usecases.unsaved import keep_typed
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.catalogue import N_

_EVERY = 1000
"""Milliseconds between a key and the file that has it: two seconds is what a kill may take."""


class Keeper(QTimer):
    """Writes what is typed a second after the first key that is not written yet."""

    def __init__(self, desk: Desk, state: BusinessState) -> None:
        super().__init__()
        self._desk, self._state = desk, state
        self.setSingleShot(True)
        self.setInterval(_EVERY)
        self.timeout.connect(self.keep)

    def note(self) -> None:
        """Take note that something changed."""
        if not self.isActive() and not self._desk.read_only:
            self.start()

    def keep(self) -> None:
        """Write what is typed now."""
        self.stop()
        keep_now(self._desk, self._state)


class Offer(QFrame):
    """The bar above the form: take up what an earlier window left, or forget it."""

    def __init__(self, desk: Desk, resume: Callable[[], None], forget: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("bar", "todo")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        text = N_("La dernière fois, ce que vous aviez saisi ici n'a pas été enregistré.")
        row.addWidget(label(desk.say(text), wrap=True), 1)
        self.resume = QPushButton(desk.say(N_("Reprendre ce que vous aviez saisi")))
        self.resume.clicked.connect(resume)
        row.addWidget(self.resume)
        self.forget = QPushButton(desk.say(N_("L'oublier")))
        self.forget.setAccessibleName(desk.say(N_("Oublier ce que vous aviez saisi")))
        self.forget.clicked.connect(forget)
        row.addWidget(self.forget)
        self.hide()


def keep_now(desk: Desk, state: BusinessState) -> None:
    """Write what is typed; what was left and not answered to stays with it."""
    if not desk.read_only and state.asked:
        desk.run(partial(_keep, {**state.left_over, **state.typed}))


def _keep(typed: dict[str, str], workspace: Workspace) -> None:
    keep_typed(workspace, typed)
