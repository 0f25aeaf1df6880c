"""What the columns of a table were told to be: a value that can be shown, corrected and kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table.grid import Grid, Row, is_empty
from chorus_desk.formats.any_table.headings import (
    EXACT,
    VAT_AMOUNT,
    VAT_BASE,
    Meaning,
    candidates,
)

BY_RATE = (VAT_BASE, VAT_AMOUNT)
"""Meanings whose rate stands in the heading itself."""
HEADING_ROWS = 80
"""The first headings of a sheet are looked for in this many first rows."""


@dataclass(frozen=True, slots=True)
class Told:
    """One heading, and what the column under it is: a meaning's key, or "" to leave it aside."""

    heading: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ToldCell:
    """One cell of a form, and what it holds: a meaning's key, or "" to leave it aside."""

    row: int
    column: int
    meaning: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a person says of a table's headings. Others are still understood by their words."""

    name: str = ""
    columns: tuple[Told, ...] = ()
    cells: tuple[ToldCell, ...] = ()
    """Cells of forms, the same on every sheet that is filled like one."""
    aside: tuple[str, ...] = ()
    """Sheets that are left aside."""

    def of_heading(self, heading: str) -> Meaning | None:
        """Return what was said of a heading, None where nothing was."""
        folded = fold(heading)
        for told in self.columns:
            if fold(told.heading) == folded:
                return _meaning(told)
        return None

    def puts_aside(self, heading: str) -> bool:
        """Return whether a heading was said to be of no use."""
        told = self.of_heading(heading)
        return told is not None and not told.key

    def leaves(self, sheet: str) -> bool:
        """Return whether a sheet is left aside."""
        return any(fold(name) == fold(sheet) for name in self.aside)

    def shape(self) -> frozenset[str]:
        """Return the headings it speaks of: a table that has these, and no other, is its own."""
        return frozenset(fold(told.heading) for told in self.columns)


def _meaning(told: Told) -> Meaning | None:
    if told.meaning not in BY_RATE:
        return Meaning(told.meaning, EXACT, "given")
    rated = next((m for m in candidates(told.heading) if m.rate is not None), None)
    return replace(rated, key=told.meaning, reason="given") if rated else None


def kept_for(grid: Grid, kept: Sequence[Mapping]) -> Mapping | None:
    """Return the mapping that was kept for tables with exactly these headings, if any was."""
    shapes = {mapping.shape(): mapping for mapping in kept if mapping.columns}
    for row in grid.rows[:HEADING_ROWS] if shapes else ():
        found = shapes.get(_shape(row))
        if found is not None:
            return found
    return None


def _shape(row: Row) -> frozenset[str]:
    """Return the headings that stand once in a row: of two alike nothing can be said apart."""
    counts = Counter(fold(str(cell)) for cell in row if not is_empty(cell))
    return frozenset(heading for heading, count in counts.items() if count == 1)
