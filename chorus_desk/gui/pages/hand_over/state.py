"""What the hand-over page remembers when the window is built again, also while a bundle is made."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, Signal

from chorus_desk.formats.bundle import AS_FACTURX
from chorus_desk.gui.tasks import Job
from chorus_desk.usecases.bundle import Bundled
from chorus_desk.usecases.hand_over import ToDeposit


class Stage(IntEnum):
    """Where the deposit stands."""

    ROUTE = 1
    DEPOSIT = 2
    NOTE = 3


class HandOverState(QObject):
    """The invoices to be deposited, what was made of them, and what was ticked.

    Work under way reports here, since the page may be built again before it is done. What comes
    back under an old token is of no interest any more.
    """

    changed = Signal()
    progressed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.ids: tuple[int, ...] = ()
        self._token = 0
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._token += 1
        self.stage = Stage.ROUTE
        self.items: tuple[ToDeposit, ...] | None = None
        """The invoices, None until they are read."""
        self.route = ""
        """The route chosen, empty for the usual one."""
        self.form = AS_FACTURX
        """The form that the platform asks for."""
        self.refused: Bundled | None = None
        """A bundle that was refused: what stands against it is said."""
        self.made: Bundled | None = None
        self.job: Job | None = None
        self.progress = (0, 0)
        self.ticked: frozenset[str] = frozenset()
        """Keys of the steps that were ticked."""
        self.sent: frozenset[int] = frozenset()
        """Ids of the invoices that were sent, where each is sent on its own."""
        self.sheet = 0
        """The invoice whose values are shown."""
        self.day = self.flow = ""
        """What was typed of the deposit."""

    @property
    def preparing(self) -> bool:
        """Whether a bundle is being made."""
        return self.job is not None

    def ask(self, ids: Sequence[int]) -> None:
        """Have invoices prepared when the page comes to the front; the same ones go on."""
        if tuple(ids) == self.ids and self.stage is not Stage.ROUTE:
            return
        if self.job is not None:
            self.job.cancel()
        self.ids = tuple(ids)
        self._begin_anew()
        self.changed.emit()

    def take_items(self, items: tuple[ToDeposit, ...]) -> None:
        """Take the invoices that were read."""
        if items != self.items:
            self.items = items
            self.sheet = min(self.sheet, max(0, len(items) - 1))
            self.changed.emit()

    def go(self, stage: Stage) -> None:
        """Go to a stage."""
        self.stage = stage
        self.changed.emit()

    def begin(self) -> int:
        """Take note that a bundle is being made, and return the token of the work."""
        self._token += 1
        self.progress, self.refused = (0, 0), None
        return self._token

    def advance(self, token: int, done: int, total: int) -> None:
        """Take note of how far the work is."""
        if token == self._token:
            self.progress = (done, total)
            self.progressed.emit(done, total)

    def take_bundle(self, token: int, made: Bundled) -> None:
        """Take the bundle, or its refusal."""
        if token != self._token:
            return
        self.job = None
        if made.refused:
            self.refused = made
        else:
            self.made, self.stage = made, Stage.DEPOSIT
            self.ticked, self.sent, self.sheet = frozenset(), frozenset(), 0
        self.changed.emit()

    def give_up(self, token: int | None = None) -> None:
        """Leave a bundle that was stopped or failed."""
        if token is None or token == self._token:
            self._token += 1
            self.job = None
            self.changed.emit()

    def finish(self) -> None:
        """Forget the deposit: it is noted."""
        self.ids = ()
        self._begin_anew()
