"""The open data folder: its database, its clock, its rule engine. Every use case takes one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from chorus_desk.formats.official_rules.worker import RuleEngine
from chorus_desk.storage.connection import Connection, open_database, refuse_writes
from chorus_desk.storage.window_lock import WindowLock
from chorus_desk.system.clock import Clock

if TYPE_CHECKING:
    from chorus_desk.directory.store import Directory

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


def no_progress(_done: int, _total: int) -> None:
    """Take note of nothing."""


@dataclass(frozen=True)
class Workspace:
    """One user's data, open."""

    folder: Path
    connection: Connection
    clock: Clock
    engine: RuleEngine

    @cached_property
    def directory(self) -> "Directory":
        """The public bodies of the lists; loaded when first asked, since a start needs none."""
        from chorus_desk.directory.store import Directory

        return Directory(self.folder)

    def close(self) -> None:
        """Close all of it."""
        if "directory" in vars(self):
            self.directory.close()
        self.engine.close()
        self.connection.close()


@contextmanager
def open_for_window(folder: Path, clock: Clock) -> Iterator[tuple[Workspace, bool]]:
    """Open a data folder for a window, and tell whether it may write.

    The first window on a folder writes; another one reads. The command line works beside both.

    Raises:
        UserError: the folder or its database cannot be used; see ``open_database``.
    """
    with suppress(OSError):  # what is wrong with the folder is said when its database is opened
        folder.mkdir(parents=True, exist_ok=True)
    lock = WindowLock(folder)
    try:
        with open_workspace(folder, clock, read_only=not lock.held) as workspace:
            yield workspace, lock.held
    finally:
        lock.release()


@contextmanager
def open_workspace(
    folder: Path, clock: Clock | None = None, *, read_only: bool = False
) -> Iterator[Workspace]:
    """Open a data folder, made where there is none, and close it afterwards.

    ``read_only``: what would write is refused (``database-read-only``).

    Raises:
        UserError: the folder or its database cannot be used; see ``open_database``.
    """
    clock = clock or Clock()
    connection = open_database(folder, clock.now())
    if read_only:
        refuse_writes(connection)
    workspace = Workspace(folder, connection, clock, RuleEngine())
    try:
        yield workspace
    finally:
        workspace.close()
