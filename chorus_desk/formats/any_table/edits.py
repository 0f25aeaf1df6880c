"""Cells that a person wrote anew, laid over a table before it is understood; its file stays."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from chorus_desk.formats.any_table.grid import Cell, Grid
from chorus_desk.formats.any_table.mapping import Mapping

_FURTHEST = 20
"""Rows or columns beyond the last one that may be written in."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell's new text, "" to empty it; row and column from one."""

    sheet: str
    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class TableChoices:
    """What a person says of one file of tables: what its columns and cells are, what they hold."""

    mapping: Mapping | None = None
    edits: tuple[Edit, ...] = ()
    rows_aside: tuple[tuple[str, int], ...] = ()
    """Sheet and number of each row that is left aside."""
    sha256: str = ""
    """Of the file that was looked at; "" where that does not matter."""

    @property
    def places(self) -> bool:
        """Whether it speaks of single cells, which another state of the file may have elsewhere."""
        return bool(self.edits or self.rows_aside or (self.mapping and self.mapping.cells))


def edited(grids: Iterable[Grid], edits: Sequence[Edit]) -> tuple[Grid, ...]:
    """Return sheets as if their file had held the edits; the last edit of a cell stands.

    A row that no reader could give becomes one that holds what was written. Edits of other sheets,
    and those far beyond the table, say nothing.
    """
    by_sheet: dict[str, dict[int, dict[int, str]]] = {}
    for edit in edits:
        by_sheet.setdefault(edit.sheet, {}).setdefault(edit.row, {})[edit.column] = edit.text
    return tuple(_edited(grid, by_sheet.get(grid.sheet, {})) for grid in grids)


def _edited(grid: Grid, changed: dict[int, dict[int, str]]) -> Grid:
    most = len(grid.rows) + _FURTHEST
    changed = {row: cells for row, cells in changed.items() if 0 < row <= most}
    if not changed:
        return grid
    rows = list(grid.rows)
    for number, cells in sorted(changed.items()):
        rows.extend(() for _ in range(len(rows), number))
        rows[number - 1] = _row(rows[number - 1], cells)
    places = {(row, column) for row, cells in changed.items() for column in cells}
    return replace(
        grid, rows=rows, without_value=grid.without_value - places,
        unreadable_rows=grid.unreadable_rows - changed.keys(),
    )  # fmt: skip


def without_rows(grids: Iterable[Grid], rows: Collection[tuple[str, int]]) -> tuple[Grid, ...]:
    """Return sheets in which nothing stands in some rows, given by sheet and number."""
    return tuple(_without_rows(grid, {row for sheet, row in rows if sheet == grid.sheet})
                 for grid in grids)  # fmt: skip


def _without_rows(grid: Grid, rows: set[int]) -> Grid:
    if not rows:
        return grid
    kept = [() if number in rows else row for number, row in enumerate(grid.rows, start=1)]
    places = frozenset(place for place in grid.without_value if place[0] not in rows)
    return replace(
        grid, rows=kept, without_value=places, unreadable_rows=grid.unreadable_rows - rows
    )


def _row(row: Sequence[Cell], cells: dict[int, str]) -> list[Cell]:
    made = list(row)
    for column, text in sorted(cells.items()):
        if 0 < column <= len(made) + _FURTHEST:
            made.extend("" for _ in range(len(made), column))
            made[column - 1] = text
    return made
