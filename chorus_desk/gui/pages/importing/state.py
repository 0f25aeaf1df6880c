"""What the import page remembers when the window is built again, also while files are read."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from chorus_desk.formats.any_table.edits import TableChoices
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.pages.importing.records_state import RecordsState
from chorus_desk.gui.tasks import Job
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.usecases.importing.reading import OwnTable


class Stage(StrEnum):
    """Where the import stands."""

    START = "start"
    ASKED = "asked"
    """Files were given; the page has yet to look at them."""
    LOOKING = "looking"
    PREVIEW = "preview"
    KEEPING = "keeping"
    RESULT = "result"
    UNDOING = "undoing"


BUSY = frozenset({Stage.ASKED, Stage.LOOKING, Stage.KEEPING, Stage.UNDOING})
_NOT_TO_BE_LEFT = frozenset({Stage.KEEPING, Stage.UNDOING})


class ImportState(QObject):
    """The files asked for and what was found in them.

    Work under way reports here, since the page may be built again before it is done. Each piece
    of work has a token: what comes back under an old one is of no interest any more.
    """

    changed = Signal()
    progressed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.stage = Stage.START
        self.paths: tuple[Path, ...] = ()
        self.previewed: Imported | None = None
        self.imported: Imported | None = None
        self.chosen = 0
        """The row whose findings are said."""
        self.edited = 0
        """Drafts changed since the import, while the user is asked whether they may go."""
        self.progress = (0, 0)
        self.job: Job | None = None
        self.past = False
        """Whether the files hold invoices that were sent elsewhere, to be followed alone."""
        self.turned_away = False
        """Files came while others were being imported: the page has to say so."""
        self.records = RecordsState()
        """A table of something else than invoices, while it is looked at and imported."""
        self.apart: dict[Path, str] = {}
        """Files of something else than invoices and their kinds, while the page has to say so."""
        self.as_invoices = False
        """Whether every table is one of invoices, as the user says."""
        self._asked: tuple[Path, str] | None = None
        """A file of something else, and its kind, until the page shows it."""
        self._token = 0
        self.table: Path | None = None
        """The file of people's own tables that is shown."""
        self.choices: dict[Path, TableChoices] = {}
        """What was said of each file of tables."""
        self._before: list[dict[Path, TableChoices]] = []
        self._after: list[dict[Path, TableChoices]] = []
        """What was said before each correction, and what was taken back since."""

    @property
    def corrections(self) -> int:
        """How many corrections can be taken back."""
        return len(self._before)

    @property
    def taken_back(self) -> int:
        """How many corrections can be made again."""
        return len(self._after)

    def choices_of(self, table: OwnTable) -> TableChoices:
        """Return what was said of a file of tables."""
        return self.choices.get(table.path, TableChoices(sha256=table.sha256))

    def correct(self, path: Path, choices: TableChoices) -> None:
        """Take what is said of a file of tables now."""
        self._before.append(dict(self.choices))
        self._after.clear()
        self.choices[path] = choices

    def take_back(self) -> bool:
        """Take the last correction back, and return whether there was one."""
        return self._step(self._before, self._after)

    def make_again(self) -> bool:
        """Make the correction again that was taken back last, and return whether there was one."""
        return self._step(self._after, self._before)

    def _step(
        self, source: list[dict[Path, TableChoices]], to: list[dict[Path, TableChoices]]
    ) -> bool:
        if not source:
            return False
        to.append(self.choices)
        self.choices = source.pop()
        return True

    @property
    def found(self) -> Imported | None:
        """What is shown: the import once it is done, the preview before."""
        return self.imported or self.previewed

    def ask(self, paths: Sequence[Path]) -> None:
        """Have files looked at when the page comes to the front."""
        if self.stage in _NOT_TO_BE_LEFT or self.records.busy:
            self.turned_away = True
            return
        if self.job is not None:
            self.job.cancel()
        self._begin_anew()
        self.paths, self.stage = tuple(paths), Stage.ASKED
        self.changed.emit()

    def start_again(self) -> None:
        """Forget the files."""
        self._begin_anew()
        self.changed.emit()

    def _begin_anew(self) -> None:
        self._token += 1
        self.records.forget()
        self._asked, self.apart, self.as_invoices = None, {}, False
        if self.imported is not None:  # the next files are others: nothing was said of them
            self.past = False
        self.stage, self.paths, self.job = Stage.START, (), None
        self.previewed = self.imported = None
        self.chosen = self.edited = 0
        self.table, self.choices, self._before, self._after = None, {}, [], []

    def begin_again(self) -> int:
        """Take note that the files are looked at again, the old preview in sight meanwhile."""
        if self.job is not None:
            self.job.cancel()
        self._token += 1
        return self._token

    def begin(self, stage: Stage) -> int:
        """Take note that work begins, and return its token."""
        self._token += 1
        self.stage, self.progress, self.edited = stage, (0, 0), 0
        self.changed.emit()
        return self._token

    @property
    def wants_records(self) -> bool:
        """Whether a table of something else than invoices waits to be shown."""
        return self._asked is not None

    def take_as(self, path: Path, kind: str) -> None:
        """Look at a file as a table of something else than invoices, as the user says."""
        self.begin_again()
        self._asked, self.paths, self.apart = (path, kind), (path,), {}
        self.previewed, self.stage, self.job = None, Stage.START, None
        self.changed.emit()

    def show_records(self, desk: Desk) -> None:
        """Show the table of something else than invoices that was found."""
        assert self._asked is not None
        (path, kind), self._asked = self._asked, None
        self.records.begin(desk, path, kind)

    def advance(self, token: int, done: int, total: int) -> None:
        """Take note of how far the work is."""
        if token == self._token:
            self.progress = (done, total)
            self.progressed.emit(done, total)

    def show_preview(self, token: int, found: Imported) -> None:
        """Take what a dry run found."""
        if token != self._token:
            return
        self.apart = dict(found.apart)
        self.paths = tuple(path for path in self.paths if path not in self.apart)
        self.previewed, self.stage, self.job = found, Stage.PREVIEW, None
        if self.apart and not self.paths:  # a table of something else comes to the front
            path = next(iter(self.apart))
            self._asked, self.paths = (path, self.apart.pop(path)), (path,)
            self.previewed, self.stage = None, Stage.START
        self.changed.emit()

    def show_result(self, token: int, imported: Imported) -> None:
        """Take what became of the files."""
        if token == self._token:
            self.imported, self.stage, self.job = imported, Stage.RESULT, None
            self.changed.emit()

    def question(self, edited: int) -> None:
        """Ask whether drafts that were edited may go; 0 takes the question back."""
        self.edited, self.stage = edited, Stage.RESULT
        self.changed.emit()

    def go_back(self, token: int | None = None) -> None:
        """Leave work that was stopped or failed, for the stage before it."""
        if token is not None and token != self._token:
            return
        self._token += 1
        self.job = None
        if self.imported is not None:
            self.stage = Stage.RESULT
        else:
            self.stage = Stage.START if self.previewed is None else Stage.PREVIEW
        self.changed.emit()
