"""The open data folder: its database, its clock, its rule engine. Every use case takes one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Flag, auto
from pathlib import Path

from chorus_desk.formats.official_rules.worker import RuleEngine
from chorus_desk.storage.connection import Connection, open_database
from chorus_desk.system.clock import Clock

Progress = Callable[[int, int], None]
"""Told how much is done, of how much."""


def no_progress(_done: int, _total: int) -> None:
    """Take note of nothing."""


class Changes(Flag):
    """What a use case changed, so that a screen reloads that alone."""

    NOTHING = 0
    SELLER = auto()
    BODIES = auto()
    INVOICES = auto()
    EVENTS = auto()


@dataclass(frozen=True, slots=True)
class Workspace:
    """One user's data, open."""

    folder: Path
    connection: Connection
    clock: Clock
    engine: RuleEngine


@contextmanager
def open_workspace(folder: Path, clock: Clock | None = None) -> Iterator[Workspace]:
    """Open a data folder, made where there is none, and close it afterwards.

    Raises:
        UserError: the folder or its database cannot be used; see ``open_database``.
    """
    clock = clock or Clock()
    connection = open_database(folder, clock.now())
    engine = RuleEngine()
    try:
        yield Workspace(folder, connection, clock, engine)
    finally:
        engine.close()
        connection.close()
