"""A table as it stands in a file: sheets of rows of cells, whatever format they came in."""

from collections.abc import Sequence
from dataclasses import dataclass

Cell = object
"""str, float, int, bool, date, datetime, time or timedelta; "" when empty."""
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. Rows and columns are counted from one, as people see them; rows may be ragged."""

    sheet: str
    rows: Sequence[Row]
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    unreadable_rows: frozenset[int] = frozenset()
    """Rows with a cell that no reader can give: a date beyond the calendar."""
    without_value: frozenset[tuple[int, int]] = frozenset()
    """Row and column of each formula whose result the file does not hold."""
    from_1904: bool = False
    """Whether days are counted from 1904, as old Macs did."""

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell, "" where there is none."""
        if not 0 < row <= len(self.rows):
            return ""
        cells = self.rows[row - 1]
        return cells[column - 1] if 0 < column <= len(cells) else ""


def is_empty(cell: Cell) -> bool:
    """Return whether nothing stands in a cell."""
    if isinstance(cell, str):
        return not cell or cell.isspace()
    return cell is None


def column_number(name: str) -> int:
    """Return a column from its letters: A is 1, AB is 28."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def letters(column: int) -> str:
    """Return a column as a spreadsheet names it: 1 is A, 28 is AB."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
