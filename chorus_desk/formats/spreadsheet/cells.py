"""Values of spreadsheet cells: numbers, dates and identifiers as people type them."""

import math
import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from chorus_desk.domain.money import is_too_large, plain
from chorus_desk.domain.text import writable

Cell = object
"""What calamine gives: str, int, float, bool, date, datetime, time, timedelta; "" when empty."""

_FIRST_SERIAL = date(1899, 12, 30)
_NUMBER = re.compile(r"[+-]?\d{1,50}(?:\.\d{1,12})?")
_IDLE = re.compile(r"[\s\u00a0\u202f'’€]|EUR|HT", re.IGNORECASE)
_FRENCH_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")


class UnreadableCellError(ValueError):
    """A cell that does not hold what its column is for."""


class TooLargeCellError(UnreadableCellError):
    """A number too large to be meant."""


def text(cell: Cell) -> str | None:
    """Return a cell as text: whole numbers without a point, None when empty.

    Raises:
        UnreadableCellError: it is a number that a file made up, infinity for one.
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, float):
        return _digits(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return writable(str(cell)).strip() or None


def shown(cell: Cell) -> str:
    """Return a cell as a person sees it, whatever its column is for, in 60 characters at most."""
    return (format(cell, ".15g") if isinstance(cell, float) else str(cell))[:60]


def number(cell: Cell) -> Decimal | None:
    """Return a cell as an exact number: ``1 234,56 €`` too; None when empty.

    A spreadsheet keeps binary fractions and shows 15 digits of them: what is shown is meant.

    Raises:
        UnreadableCellError: it is no number (``TooLargeCellError``: one that nobody means).
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        raise UnreadableCellError
    if not isinstance(cell, str):
        return _bounded(Decimal(_digits(cell)))
    digits = _IDLE.sub("", cell).replace(",", ".").rstrip("%")
    if not digits:
        return None
    if not _NUMBER.fullmatch(digits):
        raise UnreadableCellError
    return _bounded(Decimal(digits))


def _bounded(value: Decimal) -> Decimal:
    if is_too_large(value):
        raise TooLargeCellError
    return value


def day(cell: Cell) -> date | None:
    """Return a cell as a date: a real one, a serial number, ``12/03/2026`` or ``2026-03-12``.

    Raises:
        UnreadableCellError: it is no date.
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 30_000 < cell < 80_000:
        return _FIRST_SERIAL + timedelta(days=int(cell))
    if not isinstance(cell, str):
        raise UnreadableCellError
    return _typed_day(cell.strip())


def _typed_day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        if match := _FRENCH_DATE.fullmatch(typed):
            year = int(match[3])
            return date(year + 2000 if year < 100 else year, int(match[2]), int(match[1]))
        if match := _ISO_DATE.fullmatch(typed):
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise UnreadableCellError from error
    raise UnreadableCellError


def digits_only(cell: Cell, length: int) -> str | None:
    """Return an identifier of digits, with the leading zeros that a number cell lost.

    Raises:
        UnreadableCellError: as ``text``.
    """
    typed = text(cell)
    if typed is None:
        return None
    compact = re.sub(r"[\s\u00a0\u202f.-]", "", typed)
    return compact.zfill(length) if isinstance(cell, int | float) else compact


def _digits(value: float) -> str:
    if not math.isfinite(value):
        raise UnreadableCellError
    digits = format(value, ".15g")
    return plain(Decimal(digits)) if "e" in digits else digits
