"""A sheet for each month, with a column « Jour »: the month and year stand in the sheet's name."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from chorus_desk.domain.finding import Severity
from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.gathered import Gathered, Place
from chorus_desk.formats.any_table.grid import Grid, Row, is_empty
from chorus_desk.formats.any_table.headings import tokens
from chorus_desk.formats.any_table.layout import Table
from chorus_desk.formats.any_table.mapping import Mapping

_DAY_COLUMN = ("jour",)
_NAME = re.compile(r"(?:factures? )?(?P<month>[a-z]+)\.?[ ._-]*(?P<year>20\d\d)?")
_YEAR = re.compile(r"\b20\d\d\b")


def date_by_sheet(
    grid: Grid, table: Table, groups: Iterable[Gathered], mapping: Mapping | None = None
) -> None:
    """Give numbered invoices without a date the day of their row in the month of the sheet.

    Each such date is a guess that is said; a day without a month is said to make no date.
    """
    column = _day_column(table, mapping)
    if column is None or not table.has("number") or table.has("issue_date"):
        return
    month = _month(grid.sheet, grid.rows[: table.heading_row - 1])
    for group in groups:
        cell = grid.cell(group.row, column)
        if is_empty(cell):
            continue
        place = Place(grid.sheet, group.row, column)
        found = _date(cell, month)
        if found is None:
            group.say("CD-TABLE-DAY-ALONE", Severity.WARNING, place, value=values.shown(cell))
        else:
            group.header.found["issue_date"] = found
            group.say("CD-TABLE-DATE-OF-SHEET", Severity.WARNING, place, value=found)


def _day_column(table: Table, mapping: Mapping | None) -> int | None:
    for column in table.columns:
        told = mapping is not None and mapping.of_heading(column.heading) is not None
        if column.meaning is None and not told and tokens(column.heading) == _DAY_COLUMN:
            return column.position
    return None


def _month(sheet: str, above: Sequence[Row]) -> tuple[int, int] | None:
    """Return year and month of a sheet's name; the year also from the only one above the table."""
    match = _NAME.fullmatch(fold(sheet).strip())
    month = values.month_of(match["month"]) if match else None
    if match is None or month is None:
        return None
    texts = (str(cell) for row in above for cell in row if isinstance(cell, str))
    years = {match["year"]} if match["year"] else {y for t in texts for y in _YEAR.findall(t)}
    return (int(years.pop()), month) if len(years) == 1 else None


def _date(cell: object, month: tuple[int, int] | None) -> date | None:
    try:
        read = values.number(cell)
        if month is None or read is None or read.value != int(read.value):
            return None
        return date(*month, int(read.value))
    except (values.UnreadableValueError, ValueError, OverflowError):
        return None
