"""Amounts: exact decimals, rounded to the nearest with halves away from zero."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def round_half_away(value: Decimal, places: int = 2) -> Decimal:
    """Return ``value`` rounded to ``places`` decimals, halves away from zero on both sides.

    The method of EN 16931 in France: 13.455 gives 13.46 and -13.455 gives -13.46
    (XP Z12-012 §4.4.5). A result of zero never carries a minus sign.
    """
    rounded = value.quantize(CENT if places == 2 else Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return rounded or abs(rounded)


def to_cents(amount: Decimal) -> int:
    """Return an amount in euros as whole cents, rounded half away from zero."""
    return int(round_half_away(amount).scaleb(2))


def from_cents(cents: int) -> Decimal:
    """Return whole cents as an amount in euros with two decimals."""
    return Decimal(cents).scaleb(-2)


def plain(value: Decimal) -> str:
    """Return a decimal as digits without an exponent: ``1E+2`` gives ``100``."""
    return format(value, "f")


def decimals(value: Decimal) -> int:
    """Return how many decimals a value really has: ``1.500`` has one."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
