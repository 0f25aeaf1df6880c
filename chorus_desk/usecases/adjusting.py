"""Gives discounts and charges of the whole their reason and the VAT of the lines.

A discount on the whole lowers every line alike, so where the lines bear several rates it is spread
over them by their net amounts: each part has one category and rate, as EN 16931 wants it (BG-20,
BG-21), and the parts make the amount to the cent.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from chorus_desk.domain.invoice import AllowanceCharge, Line
from chorus_desk.domain.money import ZERO, decimals, round_half_away
from chorus_desk.domain.totals import compute_line_net

_CENTS = 2
_Tax = tuple[str | None, Decimal | None]
"""Category and rate."""


def adjusted(
    items: Sequence[AllowanceCharge], lines: Sequence[Line], reason: str
) -> tuple[AllowanceCharge, ...]:
    """Return discounts or charges of the whole with a reason, and with the VAT of the lines.

    A rate given by hand chooses among those of the lines. What cannot be told is left open (BR-32).
    """
    nets = _nets(lines) if items else {}
    return tuple(part for item in items for part in _like_the_lines(item, nets, reason))


def rejoined(items: Sequence[AllowanceCharge]) -> tuple[AllowanceCharge, ...]:
    """Return discounts or charges of one reason as a single one, whose VAT follows the lines."""
    reasons = {(item.reason, item.reason_code) for item in items}
    amounts = [item.amount for item in items if item.amount is not None]
    if len(reasons) != 1 or len(amounts) != len(items):
        return tuple(items)
    [(reason, code)] = reasons
    return (AllowanceCharge(amount=sum(amounts, ZERO), reason=reason, reason_code=code),)


def _nets(lines: Sequence[Line]) -> Mapping[_Tax, Decimal]:
    """Return the net amount of the lines of each category and rate, in the order of the lines."""
    nets: dict[_Tax, Decimal] = {}
    for line in lines:
        if line.vat_category:
            tax = (line.vat_category, line.vat_rate)
            nets[tax] = nets.get(tax, ZERO) + compute_line_net(line)
    return nets


def _like_the_lines(
    item: AllowanceCharge, nets: Mapping[_Tax, Decimal], reason: str
) -> Iterator[AllowanceCharge]:
    if not (item.reason or item.reason_code):
        item = replace(item, reason=reason)
    rate = item.vat_rate
    fitting = {t: net for t, net in nets.items() if rate is None or (t[1] or ZERO) == rate}
    if item.vat_category is not None or not fitting:
        yield item
    elif len(fitting) == 1:
        [(category, rate)] = fitting
        yield replace(item, vat_category=category, vat_rate=rate)
    elif rate is None and _is_exact(item.amount) and min(fitting.values()) > ZERO:
        yield from _spread(item, item.amount or ZERO, fitting)
    else:
        yield item


def _is_exact(amount: Decimal | None) -> bool:
    """Return whether an amount is in whole cents; another is the user's to round (BR-FR-DEC-01)."""
    return amount is not None and decimals(amount) <= _CENTS


def _spread(
    item: AllowanceCharge, amount: Decimal, nets: Mapping[_Tax, Decimal]
) -> Iterator[AllowanceCharge]:
    """Give a part per category and rate: what is rounded off one goes to the next."""
    whole, reached, given = sum(nets.values(), ZERO), ZERO, ZERO
    for (category, rate), net in nets.items():
        reached += net
        part = round_half_away(amount * reached / whole) - given
        given += part
        if part:
            yield replace(
                item, amount=part, base_amount=None, percentage=None, vat_category=category,
                vat_rate=rate,
            )  # fmt: skip
