"""Tells when a command line asks for the window: no command at all, or ``demo --window``."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from chorus_desk.wording.catalogue import LANGUAGES


class WindowWish(NamedTuple):
    """The window to open: its data folder (None: the user's own), its language (None: as set)."""

    data: Path | None
    language: str | None
    demo: bool = False
    output: Path | None = None
    """Where the demo was asked to put what it makes; None for beside the user's data."""


def window_wish(arguments: Sequence[str]) -> WindowWish | None:
    """Return the window that a command line asks for, None when it is a command's business."""
    if not arguments:
        return WindowWish(None, None)
    import argparse  # a double click has no arguments, and need not wait for it

    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--lang", choices=LANGUAGES)
    parser.add_argument("--window", action="store_true")
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("command", nargs="?")
    try:
        read, rest = parser.parse_known_args(arguments)
    except argparse.ArgumentError:  # left to the command line's own parser
        return None
    if rest:
        return None
    if read.command == "demo" and read.window:
        return WindowWish(read.data, read.lang, demo=True, output=read.output)
    plain = read.command is None and not read.window and read.output is None
    return WindowWish(read.data, read.lang) if plain else None
