"""Which commands there are: their modules are loaded when they are asked for."""

from collections.abc import Iterator, Sequence
from importlib import import_module

from chorus_desk.cli.command import Command

_PLACES: tuple[tuple[str, str, str], ...] = (
    ("demo", "demo", "COMMANDS"), ("seller", "seller", "COMMANDS"), ("body", "body", "COMMANDS"),
    ("body", "body_search", "COMMANDS"), ("body", "directory", "COMMANDS"),
    ("template", "template", "COMMANDS"), ("prices", "prices", "COMMANDS"),
    ("import", "importing", "COMMANDS"), ("check", "check", "COMMANDS"),
    ("list", "following", "LIST"), ("show", "show", "COMMANDS"), ("issue", "issue", "COMMANDS"),
    ("export", "export", "COMMANDS"), ("bundle", "bundle", "COMMANDS"),
    ("history", "following", "COMMANDS"), ("status", "following", "COMMANDS"),
)  # fmt: skip
"""First word, module and table of each command, in the order in which the help names them."""
_WITH_VALUE = ("--data", "--lang")


def all_commands() -> tuple[Command, ...]:
    """Return every command, in the order of the help."""
    places = dict.fromkeys((module, table) for _, module, table in _PLACES)
    return tuple(command for place in places for command in _load(*place))


def commands_of(arguments: Sequence[str]) -> tuple[Command, ...]:
    """Return the commands that these arguments may ask for; all where they name none."""
    word = _first_word(arguments)
    places = dict.fromkeys((module, table) for head, module, table in _PLACES if head == word)
    return tuple(command for place in places for command in _load(*place)) or all_commands()


def _first_word(arguments: Sequence[str]) -> str:
    """Return the first argument that is neither an option nor the value of one."""
    before = ""
    for argument in arguments:
        if not argument.startswith("-") and before not in _WITH_VALUE:
            return argument
        before = argument
    return ""


def _load(module: str, table: str) -> Iterator[Command]:
    yield from getattr(import_module(f"chorus_desk.cli.commands.{module}"), table)
