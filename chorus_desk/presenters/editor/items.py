"""A line of the draft filled from the price list."""

from dataclasses import replace

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.domain.invoice import Line
from chorus_desk.domain.money import ZERO
from chorus_desk.presenters.editor.lines import Cell, Setting, with_line
from chorus_desk.presenters.editor.sheet import Sheet


def with_item(sheet: Sheet, row: int, item: CatalogueItem, setting: Setting) -> Sheet:
    """Return the sheet with an item in a line: what it is, its unit, price and VAT.

    The quantity stays, and so does the VAT where the item's is none that the seller may write.
    """
    line = sheet.invoice.lines[row]
    filled = replace(
        line, description=item.description, details=item.details or line.details,
        unit=item.unit or line.unit, unit_price=item.unit_price, gross_price=None,
        price_discount=None,
    )  # fmt: skip
    cells = [Cell.DESCRIPTION, Cell.UNIT, Cell.PRICE]
    if _may_have(item, setting):
        filled = replace(filled, vat_category=item.vat_category, vat_rate=item.vat_rate)
        cells.append(Cell.VAT)
    return with_line(sheet, row, _with_details(filled), cells)


def _with_details(line: Line) -> Line:
    return line if line.details != line.description else replace(line, details=None)


def _may_have(item: CatalogueItem, setting: Setting) -> bool:
    return any(
        choice.category == item.vat_category and (choice.rate or ZERO) == (item.vat_rate or ZERO)
        for choice in setting.vat
    )
