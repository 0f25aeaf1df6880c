"""Tells when a command line asks for the window: no command at all, or ``demo --window``."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chorus_desk.wording.catalogue import LANGUAGES


@dataclass(frozen=True, slots=True)
class WindowWish:
    """The window to open: its data folder (None: the user's own), its language (None: as set)."""

    data: Path | None
    language: str | None
    demo: bool = False
    output: Path | None = None
    """Where the demo was asked to put what it makes; None for beside the user's data."""


class _Silent(argparse.ArgumentParser):
    """Leaves what it does not understand to the command line's own parser."""

    def error(self, message: str) -> None:  # type: ignore[override] # must not exit
        raise ValueError(message)


def window_wish(arguments: Sequence[str]) -> WindowWish | None:
    """Return the window that a command line asks for, None when it is a command's business."""
    parser = _Silent(add_help=False, allow_abbrev=False)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--lang", choices=LANGUAGES)
    parser.add_argument("--window", action="store_true")
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("command", nargs="?")
    try:
        read, rest = parser.parse_known_args(arguments)
    except ValueError:
        return None
    if rest:
        return None
    if read.command == "demo" and read.window:
        return WindowWish(read.data, read.lang, demo=True, output=read.output)
    plain = read.command is None and not read.window and read.output is None
    return WindowWish(read.data, read.lang) if plain else None
