"""A sheet as it is shown: its cells as they stand, and what a reader made of them, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Protocol

from chorus_desk.formats.any_table.grid import Cell, Grid, letters
from chorus_desk.presenters.statuses import Tone
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say

LONGEST_SHOWN = 200
"""Characters of a cell that are shown; the strip below has the whole."""
COLUMN, CELL, TITLE = "column", "cell", "title"
"""What is pointed at: a column by its heading, a cell of a form, the title of a column to be."""


@dataclass(frozen=True, slots=True)
class Chip:
    """What a column or a cell was taken for, in words; ``sure`` says how sure that is."""

    text: str
    sure: str
    tone: Tone

    @property
    def spoken(self) -> str:
        """Both, for who listens to it."""
        return f"{self.text}, {self.sure}" if self.sure else self.text


@dataclass(frozen=True, slots=True)
class Mark:
    """How a row or a cell differs from others: its tone, and the reason in words."""

    tone: Tone
    why: str
    dimmed: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of the current cell: where it is, a sentence or more, and their tone."""

    place: str
    text: str
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Choices:
    """What the thing pointed at may be: its name, key and words each, and what it is now."""

    kind: str
    name: str
    offers: tuple[tuple[str, str], ...]
    current: str
    target: str = ""
    """The heading, where that is what is pointed at."""
    settled: bool = True
    """Whether choosing what it is now would say nothing new; a guess can be confirmed."""


class SheetPicture(Protocol):
    """One sheet with what was made of it; the view asks only for what is in sight."""

    @property
    def name(self) -> str:
        """The sheet's name."""

    @property
    def grid(self) -> Grid:
        """Its cells."""

    @property
    def chips(self) -> Mapping[int, Chip]:
        """What its columns were taken for, by their number; none over a form."""

    @property
    def cell_chips(self) -> Mapping[tuple[int, int], Chip]:
        """What single cells were taken for, by row and column."""

    @property
    def rows(self) -> Mapping[int, Mark]:
        """The rows that are no plain rows of data."""

    @property
    def tone(self) -> Mark | None:
        """What is to be said of the sheet as a whole."""

    @property
    def first(self) -> tuple[int, int]:
        """Row and column where reading it begins."""

    def mark(self, row: int, column: int) -> Mark | None:
        """Return how a cell differs from others."""

    def said(self, row: int, column: int) -> Said:
        """Return what is said of a cell."""

    def choices(self, row: int, column: int) -> Choices | None:
        """Return what the column or the cell pointed at may be, None where nothing can be said."""


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet of which nothing is said: the simplest picture, and the ground for others."""

    grid: Grid
    chips: Mapping[int, Chip] = field(default_factory=dict)
    cell_chips: Mapping[tuple[int, int], Chip] = field(default_factory=dict)
    rows: Mapping[int, Mark] = field(default_factory=dict)
    tone: Mark | None = None
    first: tuple[int, int] = (1, 1)

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.grid.sheet

    def mark(self, row: int, column: int) -> Mark | None:  # noqa: ARG002 -- the protocol's
        """Return how a cell differs from others: as its row does."""
        return self.rows.get(row)

    def said(self, row: int, column: int) -> Said:
        """Return what is said of a cell: nothing but its place."""
        return Said(place_of(row, column), "")

    def choices(self, row: int, column: int) -> Choices | None:  # noqa: ARG002
        """Return that nothing can be said of a cell."""
        return None


def place_of(row: int, column: int) -> str:
    """Return a cell's place as people write it: ``B3``."""
    return f"{letters(column)}{row}"


def width_of(grid: Grid) -> int:
    """Return how many columns a sheet has."""
    return max(map(len, grid.rows), default=0)


def cell_text(cell: Cell, language: str) -> str:
    """Return a cell as it is shown and typed: numbers with the language's comma, days as dates."""
    if isinstance(cell, bool):
        return say(N_("Vrai") if cell else N_("Faux"), language)
    if isinstance(cell, float | int):
        return _number(float(cell), language)
    if isinstance(cell, datetime):
        day = values.day(cell.date(), language)
        return day if cell.time() == time() else f"{day} {cell:%H:%M}"
    if isinstance(cell, date):
        return values.day(cell, language)
    return "" if cell is None else str(cell)


def _number(value: float, language: str) -> str:
    if not isfinite(value):
        return ""
    plain = format(Decimal(format(value, ".15g")), "f")
    return plain.replace(".", ",") if language == "fr" else plain


def shown_text(cell: Cell, language: str) -> str:
    """Return a cell on one line, its end left out where it is long."""
    text = cell_text(cell, language)
    if len(text) > LONGEST_SHOWN:
        text = f"{text[:LONGEST_SHOWN]}…"
    return " ".join(text.split()) if "\n" in text else text
