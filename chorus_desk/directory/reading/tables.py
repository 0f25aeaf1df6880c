"""A table of a published list: its headings, its first rows, and what its columns are taken for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from chorus_desk.directory.reading.cells import Cell
from chorus_desk.domain.text import fold

SAMPLED = 300
"""Rows that are looked at to tell what columns hold."""
Row = Sequence[Cell]
NumberedRow = tuple[str, int, Row]
"""The name of the table, the number of the row in it, its cells."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a table; rows are as wide as the headings. A layout may be known rowless."""

    name: str
    """The sheet, file or element: what a row is found by, together with its number."""
    headings: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    first: int = 1
    """The number of the first row of data; what stands before it is none."""


class Certainty(StrEnum):
    """How sure it is what a column means."""

    SURE = "sure"
    """Its heading is known and its content agrees."""
    LIKELY = "likely"
    """Its heading resembles a known one, or its content can be nothing else."""
    GUESS = "guess"
    CHOSEN = "chosen"
    """The user said so."""


class Gives(StrEnum):
    """What the rows of a table are."""

    BODIES = "bodies"
    SERVICES = "services"
    BOTH = "both"
    """A service with its body in each row."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, a few values, the datum it is taken for (a key), None for none."""

    heading: str
    samples: tuple[str, ...] = ()
    key: str | None = None
    certainty: Certainty | None = None


@dataclass(frozen=True, slots=True)
class TableColumns:
    """A table and what its columns are taken for; a screen shows it, the user may correct it."""

    table: str
    gives: Gives
    columns: tuple[Column, ...]
    first: int = 1
    """The number of the first row of data."""

    @property
    def shape(self) -> str:
        """What tells the same headings again: order, case and accents do not count."""
        return shape_of(column.heading for column in self.columns)

    def at(self, key: str) -> int | None:
        """Return the position of a datum's column, None where it has none."""
        return next((i for i, column in enumerate(self.columns) if column.key == key), None)


Columns = tuple[TableColumns, ...]
"""What was found in the files of one import, a table after the other."""


def shape_of(headings: Iterable[str]) -> str:
    """Return the shape of headings: a table with the same ones is read the same way."""
    folded = sorted(fold(heading) for heading in headings)
    return sha256("\n".join(folded).encode()).hexdigest()[:24]
