"""What a person says by pointing: a column, a cell or a sheet, added to what was said before."""

from collections.abc import Iterable
from dataclasses import replace

from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table.mapping import BY_RATE, Mapping, Told, ToldCell
from chorus_desk.formats.any_table.reading import Understood

_SEVERAL = frozenset({*BY_RATE, "is_purchase", "is_ledger", ""})
"""Meanings that several columns or cells of a table may have."""


def kept_of(tables: Iterable[Understood]) -> Mapping | None:
    """Return the mappings kept for some tables as one, the first table's going first."""
    found: list[Mapping] = []
    for table in tables:
        if table.kept is not None and table.kept not in found:
            found.append(table.kept)
    if not found:
        return None
    columns = {fold(told.heading): told for mapping in reversed(found) for told in mapping.columns}
    cells = {(c.row, c.column): c for mapping in reversed(found) for c in mapping.cells}
    aside = dict.fromkeys(sheet for mapping in found for sheet in mapping.aside)
    return Mapping(found[0].name, tuple(columns.values()), tuple(cells.values()), tuple(aside))


def tell_column(mapping: Mapping, heading: str, key: str) -> Mapping:
    """Return a mapping that takes a column for something; another told the same is told no more."""
    others = tuple(
        told for told in mapping.columns
        if fold(told.heading) != fold(heading) and (told.meaning != key or key in _SEVERAL)
    )  # fmt: skip
    return replace(mapping, columns=(*others, Told(heading, key)))


def tell_cell(mapping: Mapping, row: int, column: int, key: str) -> Mapping:
    """Return a mapping that takes a cell for something; another told the same is told no more."""
    others = tuple(
        told for told in mapping.cells
        if (told.row, told.column) != (row, column) and (told.meaning != key or key in _SEVERAL)
    )  # fmt: skip
    return replace(mapping, cells=(*others, ToldCell(row, column, key)))


def tell_sheet(mapping: Mapping, sheet: str, *, aside: bool) -> Mapping:
    """Return a mapping that leaves a sheet aside, or takes it."""
    others = tuple(name for name in mapping.aside if fold(name) != fold(sheet))
    return replace(mapping, aside=(*others, sheet) if aside else others)
