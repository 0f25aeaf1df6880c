"""A sheet without a table of lines: labels, each with its value beside it, make one invoice."""

from chorus_desk.formats.any_table.forms import Labels, note_unread
from chorus_desk.formats.any_table.gathered import Gathered, Values
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.layout import Table
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.rows import Reading

_OF_THE_LINE = frozenset({
    "description", "details", "quantity", "unit", "unit_price", "unit_price_gross", "vat_rate",
})  # fmt: skip
_AMOUNTS = frozenset({"net", "vat", "gross"})
_MOST_ROWS, _MOST_COLUMNS = 200, 100
"""What such a sheet may have; a larger one is no invoice."""


def read_label_sheet(grid: Grid, reading: Reading, mapping: Mapping | None = None) -> Table | None:
    """Read the one invoice that the labels of a sheet name into ``reading``.

    It needs a number, a day or a body, and an amount. Return the sheet as a table without columns,
    None where it holds no such invoice.
    """
    table = Table(1, len(grid.rows) + 1, len(grid.rows), ())
    if len(grid.rows) > _MOST_ROWS or any(len(row) > _MOST_COLUMNS for row in grid.rows):
        return None
    labels = Labels(grid, table, mapping, reading.deadline, also=_OF_THE_LINE | _AMOUNTS)
    found = labels.values.found
    if labels.why_none() or not {"net", "gross", "unit_price", "unit_price_gross"} & found.keys():
        return None
    if not {"issue_date", "buyer_name", "buyer_siret"} & found.keys():
        return None
    line = Values(table.first, {k: v for k, v in found.items() if k in _OF_THE_LINE | _AMOUNTS})
    for key in _OF_THE_LINE:
        found.pop(key, None)
    labels.look_under_the_lines(1, 0)
    group = Gathered(
        grid.sheet, 1, labels.values, [line], exemption=labels.exemption, of_labels=True
    )
    labels.say_to(group)
    for cell in labels.unread:
        note_unread(grid, group, cell, reading)
    reading.taken.extend(labels.taken)
    reading.rows += 1
    reading.groups.append(group)
    return table
