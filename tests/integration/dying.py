"""A process that does one thing to what is in a folder and dies at the n-th step of it.

    python -m tests.integration.dying N PLACE ACTION ARGUMENT…

The data folder is PLACE/data. A step is an SQL statement on the database, a word of progress, or an
operation that changes files or starts a process. With N = 0 it lives, prints how many steps there
were, and leaves a copy of PLACE as it was at each: PLACE-001, PLACE-002 and so on. What a process
had not given to the system by then is in no copy, as it is in no file after a kill. With N = -1 it
lives, and does nothing beside.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from chorus_desk.formats.any_table.edits import TableChoices
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.telling import tell_column
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.bundle import bundle
from chorus_desk.usecases.copies import save_copy
from chorus_desk.usecases.import_directory import import_directory
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.importing.watching import STEADY, Arrived, Watching, look
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.workspace import Workspace, open_workspace

CLOCK = Clock(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
_PROGRESS = "chorus_desk.progress"
_CHANGES = {
    _PROGRESS, "sqlite3.connect", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink",
    "shutil.rmtree", "subprocess.Popen", "os.posix_spawn", "os.fork",
}  # fmt: skip
TOLD = tell_column(Mapping(), "Réf", "commitment_number")
"""What a person says of a column before the import."""


def look_until_taken(workspace: Workspace, folder: Path) -> Arrived:
    """Look at a watched folder twice, as a window does that was just opened."""
    watching = Watching(folder)
    look(workspace, watching, 0.0)
    return look(workspace, watching, STEADY)


ACTIONS: dict[str, Callable[[Workspace, Sequence[str]], object]] = {
    "issue": issue,
    "import": lambda workspace, files: import_files(workspace, [Path(file) for file in files]),
    "import-told": lambda workspace, files: import_files(
        workspace,
        [Path(file) for file in files],
        choices={Path(file): TableChoices(TOLD) for file in files},
    ),
    "look": lambda workspace, words: look_until_taken(workspace, Path(words[0])),
    "directory": lambda workspace, files: import_directory(
        workspace, [Path(file) for file in files], progress=_tell
    ),
    "copy": lambda workspace, words: save_copy(workspace, Path(words[0]), _tell),
    "bundle": lambda workspace, words: bundle(workspace, words[1:], "portal-pdf", Path(words[0])),
}


def step_folder(place: Path, step: int) -> Path:
    """Return where the copy of a place at a step is."""
    return place.with_name(f"{place.name}-{step:03}")


def _tell(done: int, total: int) -> None:
    sys.audit(_PROGRESS, done, total)


class Steps:
    """Counts steps, and ends the process at the one that is its last."""

    def __init__(self, last: int, place: Path) -> None:
        self.count, self.last, self.counting, self._place = 0, last, False, place

    def step(self, what: str) -> None:
        if not self.counting:
            return
        self.count += 1
        if self.last == 0:
            self._copy()
        if self.count == self.last:
            sys.stderr.write(what[:120].replace("\n", " "))
            sys.stderr.flush()
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

    def _copy(self) -> None:
        """Keep what a process that died now would leave.

        The index of the journal is not copied: SQLite locks it, and makes it anew after a death.
        """
        self.counting = False  # these are no steps
        shutil.copytree(
            self._place, step_folder(self._place, self.count),
            ignore=shutil.ignore_patterns("*-shm"),
        )  # fmt: skip
        self.counting = True

    def audit(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in _CHANGES or (event == "open" and _writes(arguments)):
            self.step(f"{event} {arguments[0]}")


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def main() -> None:
    last, where, action, *words = sys.argv[1:]
    place = Path(where)
    steps = Steps(int(last), place)
    with open_workspace(place / "data", CLOCK) as workspace:
        workspace.connection.set_trace_callback(steps.step)
        sys.addaudithook(steps.audit)
        steps.counting = True
        ACTIONS[action](workspace, words)
        steps.step("done")
        steps.counting = False
    print(steps.count)


if __name__ == "__main__":
    main()
