"""Amounts and dates as French programs print them, found again in a text."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

AMOUNT = (
    r"[-\u2212]?(?:\d{1,3}(?:[ '.]\d{3}){1,4},\d{1,2}|\d{1,3}(?:[ ',]\d{3}){1,4}\.\d{1,2}"
    r"|\d{1,3}(?: \d{3}){1,4}|\d{1,12}(?:[.,]\d{1,2})?)"
)
"""``1 234,56``, ``1.234,56``, ``1,234.56``, ``1 234``, ``1234.5``: a pattern."""
_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre",
    "octobre", "novembre", "decembre",
)  # fmt: skip
DAY = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}(?:er)? (?:"
    + "|".join(_MONTHS)
    + r")\.? \d{4})"
)
"""``12/03/2026``, ``2026-03-12``, ``12 mars 2026``: a pattern for folded text."""
_FIRST = re.compile(r"(?<=\d)er\b")
_PARTS = re.compile(r"\d+|[a-z]{3,}")


def fold(text: str) -> str:
    """Return a text in small letters without accents, sign by sign: places stay the same."""
    return "".join(unicodedata.normalize("NFD", sign)[0].casefold()[0] for sign in text)


def amount_of(text: str) -> Decimal:
    """Return the amount that a text matching ``AMOUNT`` says."""
    digits = text.replace("\u2212", "-").replace(" ", "").replace("'", "")
    head, mark, tail = digits.rpartition("," if digits.rfind(",") > digits.rfind(".") else ".")
    if not mark:
        return Decimal(digits)
    return Decimal(f"{head.replace(',', '').replace('.', '')}.{tail}")


def day_of(text: str) -> date | None:
    """Return the day that a text matching ``DAY`` says, None where the calendar has none such."""
    parts = _PARTS.findall(_FIRST.sub("", text))
    if parts[1] in _MONTHS:
        parts[1] = str(_MONTHS.index(parts[1]) + 1)
    numbers = [int(part) for part in parts]
    year, month, day = numbers if len(parts[0]) == 4 else reversed(numbers)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_in(folded: str) -> Iterator[date]:
    """Give each day a folded text names."""
    for match in re.finditer(rf"(?<!\d){DAY}(?!\d)", folded):
        day = day_of(match[0])
        if day is not None:
            yield day


def amounts_in(text: str) -> Iterator[Decimal]:
    """Give each amount a text names, read in every way its spaces admit.

    Two figures side by side (``2 150,00``: a quantity and its price) look like one of thousands.
    """
    for match in re.finditer(rf"(?<![\d.,]){AMOUNT}(?!\d)", text):
        yield amount_of(match[0])
        groups = match[0].split(" ")
        for start in range(1, len(groups)):
            yield amount_of(" ".join(groups[start:]))
