"""What a form says under its lines: totals, VAT, discounts, what was paid already."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.gathered import Place, Remark, Sum, writing_of
from chorus_desk.formats.any_table.grid import Cell, Grid, is_empty
from chorus_desk.formats.any_table.layout import Table, columns_by_key
from chorus_desk.formats.any_table.sums import sum_of
from chorus_desk.formats.any_table.values import UNTOLD, Read, Writing
from chorus_desk.rules import tables

_LONGEST = 60
"""Characters of a label; a longer text is a sentence."""
_ANOTHER_LABEL = 6
"""Letters of a text that ends the row of a label; ``EUR`` or ``Stk.`` do not."""
_RATE = re.compile(r"(\d{1,2}(?:[.,]\d+)?)\s*%")


def read_sums(grid: Grid, start: int, end: int, writing: Writing = UNTOLD) -> Iterator[Sum]:
    """Give the sums of the rows from ``start`` to ``end``, in their order.

    ``writing``: how the form's numbers are written, as far as they tell.
    """
    for number in range(start, min(end, len(grid.rows)) + 1):
        row = grid.rows[number - 1]
        for position, cell in enumerate(row, start=1):
            if not isinstance(cell, str) or len(cell) > _LONGEST:
                continue
            label, _, rest = cell.partition(":")
            kind = sum_of(label)
            found = _amount(kind, row[position:], rest, writing) if kind else None
            if found is not None:
                amount, rate, offset = found
                place = Place(grid.sheet, number, position + offset)
                raw = rest if offset == 0 else row[position + offset - 1]
                said = _said(amount, raw, place)
                yield Sum(kind, amount.value, _rate_in(label) or rate, place, said)


def writing_of_form(grid: Grid, table: Table) -> Writing:
    """Return the decimal sign of a form's numbers, as the columns of its lines and sums tell it."""
    body = grid.rows[table.heading_row : table.body_end]
    signs = {
        writing_of(meaning, [row[column.position - 1] for row in body
                             if len(row) >= column.position]).decimal_sign
        for column, meaning in columns_by_key(table.columns)
    } - {""}  # fmt: skip
    return Writing(decimal_sign=signs.pop()) if len(signs) == 1 else UNTOLD


def rates_of(sums: Iterable[Sum]) -> frozenset[Decimal]:
    """Return the VAT rates that the sums name."""
    return frozenset(item.rate for item in sums if item.kind == "vat" and item.rate)


def rate_without_amount(grid: Grid, start: int, end: int) -> tuple[Decimal, Place] | None:
    """Return the only rate of the labels of VAT whose amount is a formula without its result."""
    found: dict[Decimal, Place] = {}
    for number, column in grid.without_value:
        if not start <= number <= min(end, len(grid.rows)):
            continue
        for position, cell in enumerate(grid.rows[number - 1][: column - 1], start=1):
            if isinstance(cell, str) and len(cell) <= _LONGEST and sum_of(cell) == "vat":
                rate = _rate_in(cell)
                if rate:
                    found[rate] = Place(grid.sheet, number, position)
    return next(iter(found.items())) if len(found) == 1 else None


def _rate_in(label: str) -> Decimal | None:
    match = _RATE.search(label)
    return Decimal(match[1].replace(",", ".")) if match else None


def _said(amount: Read[Decimal], raw: Cell, place: Place) -> Remark | None:
    """Return what is to be said of an amount that may be read in two ways."""
    if not amount.reason:
        return None
    return Remark(place, amount.reason, amount.doubtful, values.shown(raw), amount.value)


def _amount(
    kind: str, right: Sequence[Cell], rest: str, writing: Writing
) -> tuple[Read[Decimal], Decimal | None, int] | None:
    """Return the amount of a label, the rate beside it, and how many cells away the amount is."""
    beside = list(_numbers(right, writing))
    within = _number(rest, writing)
    if within is not None:
        beside.insert(0, (within, "%" in rest, 0))
    rate = next((n.value for n, percent, _ in beside if percent), None)
    if kind == "vat" and rate is None and len(beside) > 1:
        rate = _known_rate(beside[0][0].value)
        beside = beside[1:] if rate is not None else beside
    amounts = [(number, offset) for number, percent, offset in beside if not percent]
    if not amounts:
        return None
    return amounts[-1][0], rate, amounts[-1][1]


def _numbers(
    right: Sequence[Cell], writing: Writing
) -> Iterator[tuple[Read[Decimal], bool, int]]:  # fmt: skip
    """Give the numbers right of a label up to the next one: each, whether in percent, and where."""
    for offset, cell in enumerate(right, start=1):
        if is_empty(cell):
            continue
        number = _number(cell, writing)
        if number is not None:
            yield number, isinstance(cell, str) and "%" in cell, offset
        elif isinstance(cell, str) and (len(cell) >= _ANOTHER_LABEL or sum_of(cell)):
            return


def _number(cell: Cell, writing: Writing) -> Read[Decimal] | None:
    try:
        return values.number(cell, decimal_sign=writing.decimal_sign)
    except values.UnreadableValueError:
        return None


def _known_rate(value: Decimal) -> Decimal | None:
    """Return a number as the VAT rate it is, ``20`` or ``0.2``; None for any other."""
    rates = tables.vat_rates()
    return next((rate for rate in rates if rate and value in (rate, rate / 100)), None)
