"""Where the shipped data lies, in a checkout, a wheel and a built application alike."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def root() -> Path:
    """Return the folder of shipped data: inside the installed package, else the checkout's."""
    installed = _PACKAGE / "_resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def path(*parts: str) -> Path:
    """Return the path of a shipped file or folder, e.g. ``path("fonts", "NotoSans-Bold.ttf")``."""
    return root().joinpath(*parts)


@cache
def read_table(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of ``resources/codes/NAME.csv`` (UTF-8, comma, first line = columns)."""
    with path("codes", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
