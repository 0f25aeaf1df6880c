"""What the import page has done beside the window."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from chorus_desk.formats.any_table.edits import TableChoices
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.outcome import Imported
from chorus_desk.usecases.importing.records.importing import told_apart
from chorus_desk.usecases.workspace import Progress, Workspace

ByFile = Mapping[Path, TableChoices]
_STEPS = 200
"""Progress is told so many times at most: a window has better things to do than count."""


def look_at_files(
    workspace: Workspace, progress: Progress, paths: Sequence[Path],
    choices: ByFile | None = None, *, past: bool = False, apart: bool = True,
) -> Imported:  # fmt: skip
    """Say what files would become; nothing is kept. ``past``: they were sent elsewhere.

    ``apart``: tables of something else than invoices are told apart, and only named.
    """
    return import_files(
        workspace, paths, dry_run=True, past=past, choices=choices,
        tell_apart=told_apart if apart and not past else None, progress=_seldom(progress),
    )  # fmt: skip


def keep_files(
    workspace: Workspace, progress: Progress, paths: Sequence[Path],
    choices: ByFile | None = None, *, past: bool = False, apart: bool = True,
) -> Imported:  # fmt: skip
    """Import files; stopped by ``progress``, nothing of them is kept. ``apart`` as above."""
    return import_files(
        workspace, paths, choices=choices, past=past,
        tell_apart=told_apart if apart and not past else None, progress=_seldom(progress),
    )  # fmt: skip


def _seldom(progress: Progress) -> Progress:
    def told(done: int, total: int) -> None:
        if done == total or done % max(1, total // _STEPS) == 0:
            progress(done, total)

    return told
