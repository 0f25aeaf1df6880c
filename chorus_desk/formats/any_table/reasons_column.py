"""The column that a workbook of unread rows says its reasons in: left out when it is read again."""

from dataclasses import replace

from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table.grid import Grid, Row, is_empty
from chorus_desk.wording.catalogue import ENGLISH, FRENCH, N_, say

HEADING = N_("Pourquoi (Chorus Desk)")
_ROWS = 80
"""First rows of a sheet in which the heading is looked for."""


def without_reasons(grid: Grid) -> Grid:
    """Return a sheet without its column of reasons; itself, where it has none."""
    names = {fold(say(HEADING, language)) for language in (FRENCH, ENGLISH)}
    for row in grid.rows[:_ROWS]:
        for index, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) < 50 and fold(cell) in names:
                return replace(grid, rows=[_without(row, index) for row in grid.rows])
    return grid


def _without(row: Row, index: int) -> Row:
    after = row[index + 1 :]
    return row[:index] if all(map(is_empty, after)) else (*row[:index], "", *after)
