"""What cells of a published list hold: texts, flags and days, as many writers put them."""

from datetime import date
from functools import cache, lru_cache

from chorus_desk import resources
from chorus_desk.domain.text import fold, writable
from chorus_desk.formats.spreadsheet import cells

Cell = str | int | float | bool | date | None
"""A number stays one, so that what a spreadsheet did to an identifier can be seen."""

UnreadableCellError = cells.UnreadableCellError


def text(cell: Cell) -> str | None:
    """Return a cell as a text with single spaces, None where it is empty."""
    if cell is None:
        return None
    if not isinstance(cell, str):
        return shown(cell) or None
    tidy = " ".join(cell.split())
    return (tidy if tidy.isprintable() else writable(tidy)) or None


def shown(cell: Cell) -> str:
    """Return a cell as a person sees it, in 60 characters at most."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return "" if cell is None else cells.shown(writable(cell) if isinstance(cell, str) else cell)


@lru_cache(maxsize=4096)
def flag(cell: Cell) -> bool | None:
    """Return what a cell says of yes or no, None where it is empty.

    Raises:
        UnreadableCellError: it says neither.
    """
    word = fold(shown(cell))
    if not word:
        return None
    try:
        return _words()[word]
    except KeyError:
        raise UnreadableCellError from None


@cache
def _words() -> dict[str, bool]:
    return {row["word"]: row["means"] == "yes" for row in resources.read_table("list_words")}


@lru_cache(maxsize=16384)
def day(cell: Cell) -> str | None:
    """Return a cell as an ISO date: a real one, ``2026-03-12``, ``12/03/2026``, ``20260312``,
    a spreadsheet's serial number; None where it is empty.

    Raises:
        UnreadableCellError: it is no date.
    """  # fmt: skip
    typed = cell.strip() if isinstance(cell, str) else cell
    if isinstance(typed, str) and len(typed) >= 8 and typed[:8].isdecimal():
        typed = f"{typed[:4]}-{typed[4:6]}-{typed[6:8]}"
    elif isinstance(typed, str) and len(typed) == 5 and typed.isdecimal():
        typed = int(typed)
    found = cells.day(typed)
    return found.isoformat() if found else None
