"""What a command is: a name, a help text, its arguments, and a function to run."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass

from chorus_desk.cli.result import Result
from chorus_desk.cli.session import Session


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a command: its flags or name, its help in French, argparse's options."""

    flags: tuple[str, ...]
    help: str
    options: dict[str, object]


def argument(*flags: str, help: str, **options: object) -> Argument:  # noqa: A002 -- argparse's word
    """Describe an argument the way argparse takes it."""
    return Argument(flags, help, options)


@dataclass(frozen=True, slots=True)
class Command:
    """A command, or one part of a command of two words (``seller set``)."""

    words: tuple[str, ...]
    help: str
    arguments: tuple[Argument, ...]
    run: Callable[[Namespace, Session], Result]

    @property
    def name(self) -> str:
        """The command as typed, for the JSON envelope: its first word."""
        return self.words[0]
