"""Amounts: exact decimals, rounded to the nearest with halves away from zero."""

from decimal import ROUND_HALF_UP, Context, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
LARGEST = Decimal(10) ** 13
"""Euros: a number this large is a slip, and no rule lets it out (``CD-AMOUNT-TOO-LARGE``)."""
_EXACT = Context(prec=100)
"""Room for a product of two numbers that somebody only typed."""


def round_half_away(value: Decimal, places: int = 2) -> Decimal:
    """Return ``value`` rounded to ``places`` decimals, halves away from zero on both sides.

    The method of EN 16931 in France: 13.455 gives 13.46 and -13.455 gives -13.46
    (XP Z12-012 §4.4.5). A result of zero never carries a minus sign.
    """
    step = CENT if places == 2 else Decimal(1).scaleb(-places)
    rounded = value.quantize(step, ROUND_HALF_UP, _EXACT)
    return rounded or abs(rounded)


def is_too_large(value: Decimal) -> bool:
    """Return whether a number is too large to be meant, on either side of zero."""
    return abs(value) >= LARGEST


def to_cents(amount: Decimal) -> int:
    """Return an amount in euros as whole cents, rounded half away from zero.

    One that is too large gives ``LARGEST``: a database holds 64 bits.
    """
    held = LARGEST.copy_sign(amount) if is_too_large(amount) else amount
    return int(round_half_away(held).scaleb(2))


def from_cents(cents: int) -> Decimal:
    """Return whole cents as an amount in euros with two decimals."""
    return Decimal(cents).scaleb(-2)


def plain(value: Decimal) -> str:
    """Return a decimal as digits without an exponent: ``1E+2`` gives ``100``."""
    return format(value, "f")


def symbol(currency: str) -> str:
    """Return the sign of a currency: ``€``, or its ISO 4217 code for any other."""
    return "€" if currency == "EUR" else currency


def decimals(value: Decimal) -> int:
    """Return how many decimals a value really has: ``1.500`` has one."""
    return len(plain(value).partition(".")[2].rstrip("0"))


def written_amount(gross: Decimal | None) -> str:
    """Return an amount as people type it: with a comma, and with a point."""
    digits = plain(gross) if gross is not None else ""
    return f"{digits.replace('.', ',')} {digits}" if digits else ""
