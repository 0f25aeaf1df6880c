"""The lines of an invoice as its page prints them: taken where its own arithmetic confirms them.

Quantity times price gives the amount of each line, and the amounts give the total before tax.
Where that is not so, nothing is taken: a line that was read wrong is worse than none.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal

from chorus_desk.domain.invoice import AllowanceCharge, Line
from chorus_desk.domain.money import ZERO, decimals, round_half_away
from chorus_desk.domain.text import fold
from chorus_desk.domain.totals import compute_line_net
from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.values import UnreadableValueError
from chorus_desk.formats.pdf.own.line_table import (
    DESCRIPTION,
    NET,
    LineTable,
    TableRow,
    tables_in,
)
from chorus_desk.formats.pdf.own.rows import Row
from chorus_desk.formats.spreadsheet.columns import unit_codes

MOST_LINES = 1_000
PRICE = "unit_price"
_ONE, _HUNDRED = Decimal(1), Decimal(100)
_EACH = "C62"
_PRICE_DECIMALS = 4
_STEPS = (1.25, 1.45, 1.7, 2.1, 2.6)
"""Parts of a letter's size from one line of a text to the next, tried in turn."""


@dataclass(frozen=True, slots=True)
class PrintedLines:
    """Lines that the page's arithmetic confirms.

    ``assumed``: places of lines whose quantity or price is not printed but follows.
    """

    lines: tuple[Line, ...]
    assumed: tuple[int, ...]
    left_out: bool = False
    """Whether a text among the lines belongs to none of them that could be told."""


def printed_lines(rows: Sequence[Row], net: Decimal, *, turned: bool) -> PrintedLines | None:
    """Return the lines of a page that sum up to its total before tax, None where none do.

    ``turned``: amounts may be printed with minus signs that the invoice has not (a credit note).
    """
    for table in tables_in(rows):
        for sign in (1, -1) if turned else (1,):
            found = _confirmed(table, net, sign)
            if found is not None:
                return found
    return None


@dataclass(frozen=True, slots=True)
class _Read:
    """A row of the table as a line, without its description."""

    row: int
    line: Line
    assumed: bool


def _confirmed(table: LineTable, net: Decimal, sign: int) -> PrintedLines | None:
    reads: list[_Read] = []
    total, whole, ended = ZERO, 0, False
    for place, row in enumerate(table.rows):
        amount = _amount(row)
        read = _line(row, place, sign * amount) if amount is not None else None
        if read is not None and read.assumed and not _may_follow(row, table):
            read = None
        if read is None:
            ended |= amount is not None
            if ended and not whole:
                return None  # the lines are those from the first on
            continue
        if len(reads) == MOST_LINES or (ended and not read.assumed):
            return None  # more lines than can be told
        if ended:
            continue
        reads.append(read)
        total += compute_line_net(read.line)
        if total == net:
            whole = len(reads)
    # What follows with quantity and price of its own would be a line that is left out.
    if not whole or any(not read.assumed for read in reads[whole:]):
        return None
    return _described(table, reads[:whole])


def _may_follow(row: TableRow, table: LineTable) -> bool:
    """Return whether what a row does not print may be concluded: its neighbours do not print it.

    A discount among lines with prices has an amount and nothing else.
    """
    printed = {"quantity", PRICE} & set(row.cells)
    return not printed or printed == {"quantity"} or PRICE not in table.columns


def _amount(row: TableRow) -> Decimal | None:
    text = row.cells.get(NET, "")
    try:
        found = values.number(text, decimal_sign=",")
    except UnreadableValueError:
        return None
    return found.value if found is not None and decimals(found.value) <= 2 else None


def _line(row: TableRow, place: int, amount: Decimal) -> _Read | None:
    """Return the line of a row whose figures give its amount, None where they do not."""
    quantities, prices = _numbers(_parted(row, "quantity")[0]), _numbers(row.cells.get(PRICE, ""))
    if quantities is None or prices is None:
        return None
    for quantity in quantities or [_ONE]:
        for price in prices or _following(amount, quantity):
            for off in _discounts(row, quantity, price):
                line = _made(_with_sign(quantity, price, _bare(row)), off, amount)
                if line is not None:
                    return _Read(place, line, not (quantities and prices))
    return None


def _bare(row: TableRow) -> Line:
    """Return what a row says beside its figures: the unit, how many a price is for, the rate."""
    base, unit = _parted(row, "unit")
    rate = _rate(row)
    return Line(
        unit=unit_codes().get(fold(unit or _parted(row, "quantity")[1]), _EACH),
        base_quantity=next(iter(_numbers(base) or []), None) or None,
        vat_rate=rate, vat_category="S" if rate else None,
    )  # fmt: skip


def _parted(row: TableRow, key: str) -> tuple[str, str]:
    """Return the number and the word of a cell: « 8 heures », « 8 » or « heures »."""
    text = row.cells.get(key, "")
    alone = ("", text) if key == "unit" else (text, "")
    return values.number_and_word(text) or alone


def _following(amount: Decimal, quantity: Decimal) -> list[Decimal]:
    """Return the price that an amount and a quantity leave, where that is a price."""
    if not quantity:
        return []
    price = abs(amount) / abs(quantity)
    return [price] if decimals(price) <= _PRICE_DECIMALS else []


def _with_sign(quantity: Decimal, price: Decimal, line: Line) -> Line:
    """Give a line its figures: the sign stands on the quantity."""
    return replace(line, quantity=quantity if price >= 0 else -quantity, unit_price=abs(price))


def _made(line: Line, off: "_Off", amount: Decimal) -> Line | None:
    """Return a line whose figures give its amount, be it the other sign's; None where none do."""
    assert line.quantity is not None
    allowances: tuple[AllowanceCharge, ...] = ()
    if off.amount:
        allowances = (AllowanceCharge(amount=off.amount, percentage=off.rate, reason="Remise"),)
    for quantity in (line.quantity, -line.quantity):
        made = replace(line, quantity=quantity, allowances=allowances)
        if compute_line_net(made) == amount:
            return made
    return None


@dataclass(frozen=True, slots=True)
class _Off:
    """A discount of a line."""

    amount: Decimal = ZERO
    rate: Decimal | None = None


def _discounts(row: TableRow, quantity: Decimal, price: Decimal) -> Iterator[_Off]:
    """Give what the discount of a row may be: so many percent, or so much."""
    text = row.cells.get("discount", "") or row.cells.get("discount_rate", "")
    numbers = _numbers(text) if text.strip("-–— ") else []
    if not numbers:
        yield _Off()
        return
    for number in map(abs, numbers):
        if "%" in text or "discount_rate" in row.cells:
            gross = abs(quantity * price)
            after = round_half_away(gross * (_HUNDRED - number) / _HUNDRED)
            yield _Off(round_half_away(gross) - after, number)
        else:
            yield _Off(number)


def _numbers(text: str) -> list[Decimal] | None:
    """Return the numbers that a text may be, none of an empty one, None where it is none."""
    found = []
    for sign in (",", "."):
        try:
            read = values.number(text, decimal_sign=sign)
        except UnreadableValueError:
            return None
        if read is not None and read.value not in found:
            found.append(read.value)
    return found


def _rate(row: TableRow) -> Decimal | None:
    try:
        found = values.rate(row.cells.get("vat_rate", ""))
    except UnreadableValueError:
        return None
    return (found.value or None) if found is not None and not found.doubtful else None


def _described(table: LineTable, reads: Sequence[_Read]) -> PrintedLines | None:
    """Give each line the text that belongs to it, None where that cannot be told."""
    anchors = {read.row for read in reads}
    blocks = _texts(table.rows, anchors)
    texts = {place: _joined(table.rows, block) for block in blocks for place in anchors & {*block}}
    if len(texts) != len(anchors) or not all(texts.values()):
        return None
    return PrintedLines(
        lines=tuple(replace(read.line, description=texts[read.row]) for read in reads),
        assumed=tuple(n for n, read in enumerate(reads) if read.assumed),
        left_out=any(anchors.isdisjoint(block) for block in blocks),
    )


def _texts(rows: Sequence[TableRow], anchors: AbstractSet[int]) -> list[list[int]]:
    """Return the rows of each text: those of a line stand around the row with its figures.

    Texts are parted where there is more room between two rows than within them.
    """
    written = [place for place in range(_end(rows, max(anchors)) + 1)
               if rows[place].cells.get(DESCRIPTION) or place in anchors]  # fmt: skip
    ways = [_blocks(rows, written, step) for step in _STEPS]
    for blocks in ways:
        if all(len(anchors & {*block}) == 1 for block in blocks):
            return blocks
    for blocks in reversed(ways):
        if all(len(anchors & {*block}) <= 1 for block in blocks):
            return blocks
    return _from_the_top(rows, written, anchors)


def _end(rows: Sequence[TableRow], last: int) -> int:
    """Return the last row that may go on with the text of the last line."""
    for place in range(last + 1, len(rows)):
        row = rows[place]
        if not _near(rows[place - 1], row, _STEPS[1]) or set(row.cells) != {DESCRIPTION}:
            return place - 1
    return len(rows) - 1


def _blocks(rows: Sequence[TableRow], written: Sequence[int], step: float) -> list[list[int]]:
    blocks: list[list[int]] = []
    for place in written:
        if blocks and _near(rows[blocks[-1][-1]], rows[place], step):
            blocks[-1].append(place)
        else:
            blocks.append([place])
    return blocks


def _near(above: TableRow, row: TableRow, step: float) -> bool:
    """Return whether a row goes on with the text of the one above it."""
    room = step * min(row.size, above.size)
    return row.page == above.page and row.base - above.base <= room


def _from_the_top(
    rows: Sequence[TableRow], written: Sequence[int], anchors: AbstractSet[int]
) -> list[list[int]]:
    """Part texts where a line begins: in a table without room between its rows.

    What stands farther down, or on the next page, is no part of the table.
    """
    blocks: list[list[int]] = []
    for place in written:
        if place in anchors:
            blocks.append([place])
        elif blocks and _near(rows[blocks[-1][-1]], rows[place], _STEPS[-1]):
            blocks[-1].append(place)
        elif blocks:
            blocks.append([place])
        else:  # a text over the first line: which lines such texts belong to cannot be told
            return []
    return blocks


def _joined(rows: Sequence[TableRow], block: Sequence[int]) -> str:
    return " ".join(filter(None, (rows[place].cells.get(DESCRIPTION, "") for place in block)))
