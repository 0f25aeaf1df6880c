"""Tables that are parts of one: who and when for each number in one, its lines in another."""

from collections.abc import Iterable, Iterator

from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.layout import Table, columns_by_key

OF_A_HEAD = ("issue_date", "buyer_name", "buyer_siret", "commitment_number")
_WHO_AND_WHEN = OF_A_HEAD[:3]
_OF_A_LINE = ("description", "quantity", "unit_price", "unit_price_gross")


def is_of_heads(table: Table) -> bool:
    """Return whether a table says of numbers who and when."""
    return table.has("number") and table.has(*OF_A_HEAD)


def has_no_lines(table: Table) -> bool:
    """Return whether a table says of numbers who and when, and how much at most."""
    return is_of_heads(table) and not table.has(*_OF_A_LINE[1:])


def is_of_lines(table: Table) -> bool:
    """Return whether a table has the lines of numbers, and of no number who or when."""
    return table.has("number") and table.has(*_OF_A_LINE) and not table.has(*_WHO_AND_WHEN)


def numbers_of(grid: Grid, table: Table) -> Iterator[str]:
    """Give the numbers that stand in a table."""
    column = next((c.position for c, m in columns_by_key(table.columns) if m.key == "number"), 0)
    for row in range(table.heading_row + 1, table.body_end + 1):
        number = values.text(grid.cell(row, column))
        if number:
            yield number


def numbers_in(sheets: Iterable[Grid], tables: Iterable[tuple[str, Table]]) -> frozenset[str]:
    """Return the numbers that stand in some tables, each with the name of its sheet."""
    by_name = {grid.sheet: grid for grid in sheets}
    return frozenset(
        number for sheet, table in tables if sheet in by_name
        for number in numbers_of(by_name[sheet], table)
    )  # fmt: skip
