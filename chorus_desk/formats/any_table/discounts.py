"""Discounts of a line: which reading of the cell leads to the amount that the file states."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from chorus_desk.domain.invoice import AllowanceCharge
from chorus_desk.domain.money import CENT, round_half_away
from chorus_desk.formats.any_table.gathered import Values

REASON = "Remise"
_ROUNDING = 2 * CENT
"""How far a discounted unit price, rounded first, may lead the amount away."""


@dataclass(frozen=True, slots=True)
class Discount:
    """What is taken off a line, with the line's sign; ``percentage`` where it was a rate."""

    amount: Decimal
    percentage: Decimal | None
    confirmed: bool
    """Whether an amount of the file says so."""

    def allowance(self, product: Decimal) -> AllowanceCharge:
        """Return it as the line's discount."""
        return AllowanceCharge(
            amount=self.amount, reason=REASON, percentage=self.percentage,
            base_amount=product if self.percentage is not None else None,
        )  # fmt: skip


def is_discounted(found: Values) -> bool:
    """Return whether a row gives a discount that is not zero."""
    return bool(found.number("discount") or found.number("discount_rate"))


def discount_of(
    found: Values, product: Decimal, net: Decimal | None, rate: Decimal | None
) -> Discount | None:
    """Return the discount of a row whose quantity × price is ``product``, None where it fits not.

    It fits when it leads to the row's net amount, else to its total with VAT; where the file has
    neither, its likeliest reading stands, unconfirmed.
    """
    readings = [
        (percentage, amount)
        for percentage, amount in _readings(found, product)
        if amount and amount * product > 0 and abs(amount) <= abs(product)
    ]
    gross = found.number("gross")
    for percentage, amount in readings:
        if net is not None:
            left = round_half_away(net)
            if abs(product - amount - left) <= (_ROUNDING if percentage is not None else 0):
                return Discount(product - left, percentage, True)
        elif gross is not None:
            total = (product - amount) * (100 + (rate or 0)) / 100
            if abs(total - gross) <= CENT:
                return Discount(amount, percentage, True)
    if net is None and gross is None and readings:
        percentage, amount = readings[0]
        return Discount(amount, percentage, False)
    return None


def _readings(found: Values, product: Decimal) -> Iterator[tuple[Decimal | None, Decimal]]:
    """Give each percentage and amount that the cells may mean, likeliest first."""
    rate, discount = found.number("discount_rate"), found.number("discount")
    if rate:
        yield from _of_rate(abs(rate), product)
    if discount:
        sign = -1 if product < 0 else 1
        quantity = abs(found.number("quantity") or Decimal(1))
        yield None, round_half_away(abs(discount)) * sign
        yield None, round_half_away(abs(discount) * quantity) * sign
        yield from _of_rate(abs(discount), product)


def _of_rate(rate: Decimal, product: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
    if rate < 1:  # a cell that a workbook shows as 10 % holds 0.1
        yield rate * 100, round_half_away(product * rate)
    yield rate, round_half_away(product * rate / 100)
