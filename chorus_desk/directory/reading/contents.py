"""What the values of a column look like: whether they may be a SIRET, a flag, a date."""

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date

from chorus_desk.directory.reading import cells
from chorus_desk.directory.reading.cells import Cell
from chorus_desk.directory.reading.sirets import NotASiretError, has_key, read_siret
from chorus_desk.domain.identifiers import SERVICE_CODE_LENGTH

_POSTCODE = re.compile(r"\d{4,5}|[A-Z0-9][A-Z0-9 -]{2,9}", re.IGNORECASE)
_SIRET_LIKE = re.compile(r"\d{11,14}(?:[.,]0)?|\d(?:[.,]\d+)?E\+?1[0-3]", re.IGNORECASE)
_KIND = re.compile(r"[^A-Z0-9]+")
_KINDS = frozenset({
    "SIRET", "SIREN", "RIDET", "TAHITI", "0009", "0002", "0228", "0229", "TVA", "UE",
    "UEHORSFRANCE", "HORSUE", "PARTICULIER", "ENCOURSDIMMATRICULATION",
    "ENCOURSIMMATRICULATION", "AUTRE",
})  # fmt: skip
"""Kinds of identifiers on Chorus Pro; a column with others is no column of kinds."""
_ENOUGH = 0.8
"""The share of values that must be of a kind; lists have slips."""
_ENOUGH_SIRETS = 0.5
"""A list may have other identifiers beside them, and nothing else looks like one."""


def looks_like_siret(cell: Cell) -> bool:
    """Return whether a cell is a SIRET, or what is left of one."""
    return is_siret(cell) or bool(_SIRET_LIKE.fullmatch(cells.shown(cell)))


class Values:
    """The filled cells of a column's beginning."""

    def __init__(self, column: Iterable[Cell]) -> None:
        self.cells = filled(column)
        self._agrees: dict[str, bool] = {}

    def may_be(self, content: str) -> bool:
        """Return whether they agree with a content; no values agree with all."""
        if content not in self._agrees:
            enough = _ENOUGH_SIRETS if content == "siret" else _ENOUGH
            self._agrees[content] = not self.cells or self.share(_HOLDS[content]) >= enough
        return self._agrees[content]

    def are(self, content: str) -> bool:
        """Return whether there are values, and they agree with a content."""
        return bool(self.cells) and self.may_be(content)

    def share(self, holds: Callable[[Cell], bool]) -> float:
        """Return which share of them is of a kind; 0 where there are none."""
        return sum(map(holds, self.cells)) / len(self.cells) if self.cells else 0.0


def filled(column: Iterable[Cell]) -> list[Cell]:
    """Return the values of a column without the empty ones."""
    return [cell for cell in column if cell is not None and cell != ""]


def is_siret(cell: Cell) -> bool:
    """Return whether a cell is a SIRET whose key is right."""
    try:
        siret, _ = read_siret(cell)
    except NotASiretError:
        return False
    return has_key(siret)


def _is_flag(cell: Cell) -> bool:
    with suppress(cells.UnreadableCellError):
        return cells.flag(cell) is not None
    return False


def _is_day(cell: Cell) -> bool:
    with suppress(cells.UnreadableCellError):
        return cells.day(cell) is not None
    return False


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and not _is_flag(cell) and not looks_like_siret(cell)


def _is_code(cell: Cell) -> bool:
    # A code may have been taken for a number, or for a date.
    if isinstance(cell, int | float | date) and not isinstance(cell, bool):
        return True
    short = isinstance(cell, str) and len(cell.strip()) <= SERVICE_CODE_LENGTH
    return short and "@" not in cells.shown(cell) and not _is_flag(cell)


def _is_postcode(cell: Cell) -> bool:
    return bool(_POSTCODE.fullmatch(cells.shown(cell).strip()))


def _is_kind(cell: Cell) -> bool:
    return _KIND.sub("", cells.shown(cell).upper()) in _KINDS


def _is_short(cell: Cell) -> bool:
    return len(cells.shown(cell)) <= 30


_HOLDS: Mapping[str, Callable[[Cell], bool]] = {
    "siret": looks_like_siret, "flag": _is_flag, "date": _is_day, "text": _is_text,
    "code": _is_code, "postcode": _is_postcode, "country": _is_short, "kind": _is_kind,
    "any": lambda _cell: True,
}  # fmt: skip
