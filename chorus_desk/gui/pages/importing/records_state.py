"""A table of customers, prices or statuses being imported; it outlives the page."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.edits import Edit, TableChoices
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.telling import tell_column
from chorus_desk.gui.desk import Desk
from chorus_desk.presenters.record_view import undone_said
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.importing.records.importing import RecordsImported, import_records
from chorus_desk.usecases.importing.records.undo import RecordsUndone, undo_records
from chorus_desk.usecases.workspace import Progress, Workspace


class RecordsState(QObject):
    """The file, what it is taken for, what was corrected, and what came of it.

    Each piece of work has a token: what comes back under an old one is of no interest any more.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.path: Path | None = None
        self.kind = ""
        self.choices = TableChoices()
        self.found: RecordsImported | None = None
        """What the file would become; once it is ``kept``, what it became."""
        self.kept = False
        self.busy = False
        """Whether the file is being imported, or its import undone."""
        self._token = 0

    @property
    def begun(self) -> bool:
        """Whether there is a file to show."""
        return self.path is not None

    def begin(self, desk: Desk, path: Path, kind: str) -> None:
        """Look at a file as a table of a kind."""
        self.forget()
        self.path = path
        self.take_as(desk, kind)

    def take_as(self, desk: Desk, kind: str) -> None:
        """Take the file for another kind of table; what was said of its columns goes."""
        self.kind, self.choices = kind, replace(self.choices, mapping=None)
        self._look(desk)

    def tell_column(self, desk: Desk, heading: str, key: str) -> None:
        """Take a column for something."""
        told = tell_column(self.choices.mapping or Mapping(), heading, key)
        self._correct(desk, replace(self.choices, mapping=told))

    def write(self, desk: Desk, edit: Edit) -> None:
        """Lay another text over a cell."""
        others = tuple(
            e for e in self.choices.edits
            if (e.sheet, e.row, e.column) != (edit.sheet, edit.row, edit.column)
        )  # fmt: skip
        self._correct(desk, replace(self.choices, edits=(*others, edit)))

    def _correct(self, desk: Desk, choices: TableChoices) -> None:
        digest = self.found.sha256 if self.found else ""
        self.choices = replace(choices, sha256=digest)
        self._look(desk)

    def _look(self, desk: Desk) -> None:
        path, kind, choices = self.path, self.kind, self.choices
        if path is None:
            return

        def look(workspace: Workspace) -> RecordsImported:
            return import_records(workspace, path, kind, choices=choices, dry_run=True)

        desk.run(look, self._taker(self._looked), self._failer(desk))

    def keep(self, desk: Desk) -> None:
        """Import the file as it was shown."""
        path, kind, choices = self.path, self.kind, self.choices
        if path is None:
            return

        def work(workspace: Workspace, progress: Progress) -> RecordsImported:
            return import_records(workspace, path, kind, choices=choices, progress=progress)

        self.busy = True
        taken = self._taker(self._imported)
        self.changed.emit()
        desk.run_long(work, taken, failed=self._failer(desk))

    def undo(self, desk: Desk) -> None:
        """Take the import back."""
        import_id = self.found.import_id if self.found else None
        if import_id is None:
            return

        def undone(result: RecordsUndone) -> None:
            self.forget()
            desk.tell(undone_said(result, desk.language), Tone.GOOD)

        self.busy = True
        taken = self._taker(undone)
        self.changed.emit()
        desk.run(lambda workspace: undo_records(workspace, import_id), taken, self._failer(desk))

    def forget(self) -> None:
        """Leave the file."""
        self._token += 1
        self.path, self.found, self.kept, self.busy = None, None, False, False
        self.kind, self.choices = "", TableChoices()
        self.changed.emit()

    def _looked(self, found: RecordsImported) -> None:
        self.found = found
        self.changed.emit()

    def _imported(self, found: RecordsImported) -> None:
        self.found, self.kept, self.busy = found, True, False
        self.changed.emit()

    def _taker(self, take: Callable[..., None]) -> Callable[..., None]:
        """Return what takes a result, unless other work was begun meanwhile."""
        self._token += 1
        token = self._token

        def taken(result: RecordsImported | RecordsUndone) -> None:
            if token == self._token:
                take(result)

        return taken

    def _failer(self, desk: Desk) -> Callable[[UserError], None]:
        token = self._token

        def failed(error: UserError) -> None:
            if token == self._token:
                if self.found is None:
                    self.forget()
                self.busy = False
                self.changed.emit()
                desk.fail(error)

        return failed
