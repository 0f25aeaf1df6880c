"""What the import page has done beside the window."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.record_tables.targets import INVOICES
from chorus_desk.usecases.import_invoices import Imported, import_files
from chorus_desk.usecases.records.importing import open_table, recognised_kind
from chorus_desk.usecases.workspace import Progress, Workspace

_STEPS = 200
"""Progress is told so many times at most: a window has better things to do than count."""


def look_at_files(workspace: Workspace, progress: Progress, paths: Sequence[Path]) -> Imported:
    """Say what files would become; nothing is kept."""
    return import_files(workspace, paths, dry_run=True, progress=_seldom(progress))


def kinds_of_files(workspace: Workspace, paths: Sequence[Path]) -> dict[Path, str]:
    """Return what each file is proposed to be imported as: ``invoices`` unless it is told apart."""
    kinds = dict.fromkeys(paths, INVOICES)
    for path in paths:
        with suppress(UserError):  # said when the file is read
            table = open_table(path)
            if table is not None:
                kinds[path] = recognised_kind(workspace, table)
    return kinds


@dataclass(frozen=True, slots=True)
class Looked:
    """What each file holds, and what those of invoices would become; None where there are none."""

    kinds: Mapping[Path, str]
    imported: Imported | None

    @property
    def invoices(self) -> tuple[Path, ...]:
        """The files of invoices."""
        return tuple(path for path, kind in self.kinds.items() if kind == INVOICES)


def look_by_kind(workspace: Workspace, progress: Progress, paths: Sequence[Path]) -> Looked:
    """Tell files of invoices from others, and say what those would become; nothing is kept."""
    looked = Looked(kinds_of_files(workspace, paths), None)
    if not looked.invoices:
        return looked
    return replace(looked, imported=look_at_files(workspace, progress, looked.invoices))


def keep_files(workspace: Workspace, progress: Progress, paths: Sequence[Path]) -> Imported:
    """Import files; stopped by ``progress``, nothing of them is kept."""
    return import_files(workspace, paths, progress=_seldom(progress))


def _seldom(progress: Progress) -> Progress:
    def told(done: int, total: int) -> None:
        if done == total or done % max(1, total // _STEPS) == 0:
            progress(done, total)

    return told
