"""What every command is given: the language, the data folder, the clock, the progress."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chorus_desk.system.clock import Clock
from chorus_desk.system.places import default_data_folder
from chorus_desk.usecases.workspace import Progress, Workspace, no_progress, open_workspace
from chorus_desk.wording.catalogue import say


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the command line."""

    language: str
    data: Path | None = None
    json: bool = False
    clock: Clock = field(default_factory=Clock)

    def say(self, text: str, /, **params: object) -> str:
        """Return a French text in the session's language."""
        return say(text, self.language, **params)

    @property
    def folder(self) -> Path:
        """The data folder: the one named, else the user's own."""
        return self.data or default_data_folder()

    @contextmanager
    def workspace(self) -> Iterator[Workspace]:
        """Open the data folder."""
        with open_workspace(self.folder, self.clock) as workspace:
            yield workspace

    def progress(self, label: str) -> Progress:
        """Return what shows the progress of long work: a line on a terminal, else nothing."""
        if self.json or sys.stderr is None or not sys.stderr.isatty():
            return no_progress
        name = self.say(label)

        def show(done: int, total: int) -> None:
            end = "\n" if done >= total else ""
            sys.stderr.write(f"\r{name} {done} / {total}{end}")
            sys.stderr.flush()

        return show
