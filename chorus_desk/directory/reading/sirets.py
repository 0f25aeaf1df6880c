"""SIRETs as lists have them: as text, or as numbers that lost their zeros or more."""

import re
from collections.abc import Iterator
from decimal import Decimal

from chorus_desk.directory.reading.cells import Cell

LENGTH = 14
_FEWEST = 11
"""Digits of a number that may be a SIRET without its zeros; a SIREN has nine."""
_SPACES = re.compile(r"[\s\u00a0\u202f'.-]+")
_NUMBER = re.compile(r"\d{1,15}(?:[.,]\d{1,16})?(?:[eE]\+?\d{1,2})?", re.ASCII)
_DOUBLED = str.maketrans("0123456789", "0246813579")
_POST_OFFICE = "356000000"


class NotASiretError(ValueError):
    """What stands where a SIRET should; ``args[0]`` is the reason: ``empty, siret, rounded``."""


def read_siret(cell: Cell) -> tuple[int, bool]:
    """Return the SIRET of a cell as a number, and whether it had to be mended.

    Raises:
        NotASiretError: it is none, or its last digits are lost (``rounded``: 1.1E+13).
    """
    if isinstance(cell, str):
        if len(cell) == LENGTH and cell.isascii() and cell.isdecimal():
            return int(cell), False
        return _typed(cell)
    if cell is None:
        raise NotASiretError("empty")
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise NotASiretError("siret")
    return _restored(Decimal(cell))


def has_key(siret: int) -> bool:
    """Return whether a SIRET's Luhn key is right; La Poste's establishments have a rule of theirs.

    Source: INSEE; the sum of the digits of an establishment of La Poste is a multiple of five.
    """
    digits = f"{siret:014}"
    if sum(_luhn(digits)) % 10 == 0:
        return True
    return digits.startswith(_POST_OFFICE) and sum(map(int, digits)) % 5 == 0


def _luhn(digits: str) -> Iterator[int]:
    yield from map(int, digits[1::2])
    yield from map(int, digits[0::2].translate(_DOUBLED))


def _typed(cell: str) -> tuple[int, bool]:
    """Return the SIRET of a text: with spaces, without its zeros, in a spreadsheet's notation."""
    typed = cell.strip().lstrip("'")
    compact = _SPACES.sub("", typed)
    if not compact:
        raise NotASiretError("empty")
    if len(compact) == LENGTH and compact.isascii() and compact.isdecimal():
        return int(compact), False
    if not _NUMBER.fullmatch(typed):
        raise NotASiretError("siret")
    return _restored(Decimal(typed.replace(",", ".")), sure=False)


def _restored(value: Decimal, *, sure: bool = True) -> tuple[int, bool]:
    """Return the SIRET that a number was; where digits may be lost, its key must be right.

    An establishment's number is never zero: five zeros at the end are what a rounding leaves.
    """
    number = int(value) if value.is_finite() and value == value.to_integral_value() else -1
    digits = len(str(number))
    if not (number > 0 and _FEWEST <= digits <= LENGTH):
        raise NotASiretError("siret")
    if number % 100_000 == 0:
        raise NotASiretError("rounded")
    if not (sure and digits == LENGTH) and not has_key(number):
        raise NotASiretError("rounded" if digits == LENGTH else "siret")
    return number, True
