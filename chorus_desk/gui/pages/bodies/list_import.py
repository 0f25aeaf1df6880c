"""An import of the State's list under way: it goes on when the window is built again."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from chorus_desk.directory.reading.tables import Columns
from chorus_desk.domain.errors import UserError
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.tasks import Job
from chorus_desk.presenters.state_list import chosen
from chorus_desk.usecases.import_directory import DirectoryImported, import_directory, look_at
from chorus_desk.usecases.workspace import Progress, Workspace
from chorus_desk.wording.catalogue import N_

_OPENING = N_("La liste est ouverte…")
_IMPORTING = N_("La liste est mise en place. Vous pouvez continuer à travailler.")


class ListImport(QObject):
    """The files, what their columns are taken for, the work, and what came of it."""

    changed = Signal()
    """Another step is reached."""
    progressed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._files: tuple[Path, ...] = ()
        self._job: Job | None = None
        self.columns: Columns = ()
        self._before: tuple[int, int, Columns] | None = None
        """The column chosen last, and what all were taken for before."""
        self.imported: DirectoryImported | None = None
        self.busy = ""
        """What is being done, "" where nothing is."""

    @property
    def begun(self) -> bool:
        """Whether there is more to show than the list in use."""
        return bool(self.busy or self.columns or self.imported)

    def look_at(self, desk: Desk, files: Sequence[Path]) -> None:
        """Look at the files of a list."""
        self._files = tuple(files)
        self._begin(_OPENING)
        self._job = desk.run(
            lambda workspace: look_at(workspace, self._files), self._looked,
            lambda error: self._failed(desk, error),
        )  # fmt: skip

    def choose(self, table: int, column: int, key: str) -> None:
        """Take a column for something else.

        Arrow keys pass over other choices: each takes the place of the one before, and what that
        one took from another column is given back.
        """
        if self._before is None or self._before[:2] != (table, column):
            self._before = (table, column, self.columns)
        self.columns = chosen(self._before[2], table, column, key)

    def start(self, desk: Desk) -> None:
        """Import the list; the one in use serves until it is whole."""
        files, columns = self._files, self.columns
        self._begin(_IMPORTING)

        def work(workspace: Workspace, progress: Progress) -> DirectoryImported:
            return import_directory(workspace, files, columns, progress)

        self._job = desk.run_long(
            work, self._done, progressed=self.progressed.emit, cancelled=self.forget,
            failed=lambda error: self._failed(desk, error),
        )  # fmt: skip

    def stop(self) -> None:
        """Stop at the next step; a list that is only being looked at is left alone."""
        if self._job is not None:
            self._job.cancel()

    def forget(self) -> None:
        """Leave the list that was looked at, or what came of it."""
        self._reach()

    def _begin(self, said: str) -> None:
        self.busy, self.imported = said, None
        self.changed.emit()

    def _looked(self, columns: Columns) -> None:
        stopped = self._job is not None and self._job.stopped
        self._reach(columns=() if stopped else columns)

    def _done(self, imported: DirectoryImported) -> None:
        self._reach(imported=imported)

    def _failed(self, desk: Desk, error: UserError) -> None:
        self.forget()
        desk.fail(error)

    def _reach(
        self, columns: Columns = (), imported: DirectoryImported | None = None
    ) -> None:  # fmt: skip
        self._job, self.busy, self._before = None, "", None
        self.columns, self.imported = columns, imported
        self.changed.emit()
