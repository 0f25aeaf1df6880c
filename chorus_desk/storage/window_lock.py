"""Tells whether another window is open on a data folder, also after a kill."""

import sqlite3
from pathlib import Path

FILE_NAME = "lock.sqlite3"


class WindowLock:
    """The one place at the desk of a data folder; it frees itself when the process ends.

    A transaction that SQLite holds open on a file of its own: no call of one system alone, and no
    stale file to judge.
    """

    def __init__(self, folder: Path) -> None:
        self._connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(folder / FILE_NAME, timeout=0, isolation_level=None)
        except sqlite3.Error:
            return
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error:
            connection.close()
        else:
            self._connection = connection

    @property
    def held(self) -> bool:
        """Whether this window is the first on the folder."""
        return self._connection is not None

    def release(self) -> None:
        """Leave the place to another window."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
