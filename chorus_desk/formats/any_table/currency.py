"""Which foreign currency a table is in, where no column says it: by its headings and its prices."""

from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.headings import tokens
from chorus_desk.formats.any_table.layout import Table, columns_by_key
from chorus_desk.formats.any_table.vocabulary import currency_signs, currency_words

_SAMPLE = 20
_OF_AMOUNTS = frozenset({"unit_price", "unit_price_gross", "net", "gross", "vat"})
_EURO = "EUR"


def foreign_currency(grid: Grid, table: Table) -> str | None:
    """Return the currency that a table names, None where it is the euro or nothing says."""
    for column in table.columns:
        named = currency_words().keys() & set(tokens(column.heading))
        if named and len(tokens(column.heading)) > 1:
            return _foreign(currency_words()[min(named)])
    positions = [c.position for c, m in columns_by_key(table.columns) if m.key in _OF_AMOUNTS]
    for row in range(table.heading_row + 1, min(table.body_end, table.heading_row + _SAMPLE) + 1):
        for position in positions:
            cell = grid.cell(row, position)
            if isinstance(cell, str):
                for sign, code in currency_signs().items():
                    if sign in cell:
                        return _foreign(code)
    return None


def _foreign(code: str) -> str | None:
    return None if code == _EURO else code
