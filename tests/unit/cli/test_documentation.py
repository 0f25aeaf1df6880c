"""The page on the command line names every command, option and key there is."""

import pytest

from chorus_desk.cli.command import Command
from chorus_desk.cli.registry import all_commands
from chorus_desk.usecases import bodies, seller
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", all_commands(), ids=lambda command: " ".join(command.words))
def test_page__names_command_and_options(command: Command) -> None:
    start = f"`{' '.join(command.words)}"
    assert start in PAGE
    for argument in command.arguments:
        flag = argument.flags[0]
        if flag.startswith("-"):
            assert flag in PAGE[PAGE.index(start) :].splitlines()[0], flag


@pytest.mark.parametrize("key", [*seller.KEYS, *bodies.KEYS, *bodies.SERVICE_KEYS])
def test_page__names_every_key(key: str) -> None:
    assert f"`{key}`" in PAGE or f"{key} = " in PAGE or f"[[{key}]]" in PAGE
