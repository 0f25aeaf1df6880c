"""What a person types into a field, read as a value, and the value written back."""

import re
from datetime import date
from decimal import Decimal

from chorus_desk.domain.money import plain
from chorus_desk.formats.spreadsheet import cells

_SHORT_DATE = re.compile(r"(\d{1,2})[/. -](\d{1,2})")
_DIGITS_DATE = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})")


class UnreadError(ValueError):
    """A text that does not read as what its field holds."""


def read_number(text: str) -> Decimal | None:
    """Return a number as people type it: ``1 234,5``, ``1,234.50``; None for an empty text.

    Raises:
        UnreadError: it is none.
    """
    if "," in text and "." in text:  # one of them parts thousands: the one that comes first
        thousands, sign = sorted(",.", key=text.index)
        whole, _, rest = text.partition(sign)
        if thousands in rest or any(len(g.strip()) != 3 for g in whole.split(thousands)[1:]):
            raise UnreadError
        text = text.replace(thousands, "")
    try:
        return cells.number(text)
    except cells.UnreadableCellError as error:
        raise UnreadError from error


def read_day(text: str, today: date) -> date | None:
    """Return a date as people type it; None for an empty text.

    ``24/11/2026``, ``24/11/26``, ``241126``, ``24/11`` (of this year), ``2026-11-24``.

    Raises:
        UnreadError: it is none.
    """
    typed = text.strip()
    if match := _SHORT_DATE.fullmatch(typed):
        typed = f"{match[1]}/{match[2]}/{today.year}"
    elif match := _DIGITS_DATE.fullmatch(typed):
        typed = f"{match[1]}/{match[2]}/{match[3]}"
    try:
        return cells.day(typed.replace(" ", "/") if typed.count(" ") == 2 else typed)
    except cells.UnreadableCellError as error:
        raise UnreadError from error


def read_text(text: str) -> str | None:
    """Return a text without the spaces around it and what no format holds; None when empty."""
    return cells.text(text)


def write_number(value: Decimal | None, language: str) -> str:
    """Return a number as it is edited: no thousands, the decimal sign of the language."""
    if value is None:
        return ""
    digits = plain(value)
    trimmed = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return trimmed.replace(".", ",") if language == "fr" else trimmed


def write_price(value: Decimal | None, language: str) -> str:
    """Return a price as it is edited: with two decimals at least, where it has any."""
    text = write_number(value, language)
    sign = "," if language == "fr" else "."
    whole, found, rest = text.partition(sign)
    return f"{whole}{sign}{rest:0<2}" if found else text


def write_day(value: date | None) -> str:
    """Return a date as it is edited: ``24/11/2026``."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}" if value else ""
