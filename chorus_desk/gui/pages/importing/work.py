"""What the import page has done beside the window."""

from collections.abc import Sequence
from contextlib import suppress
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


def keep_files(workspace: Workspace, progress: Progress, paths: Sequence[Path]) -> Imported:
    """Import files; stopped by ``progress``, nothing of them is kept."""
    return import_files(workspace, paths, progress=_seldom(progress))


def _seldom(progress: Progress) -> Progress:
    def told(done: int, total: int) -> None:
        if done == total or done % max(1, total // _STEPS) == 0:
            progress(done, total)

    return told
