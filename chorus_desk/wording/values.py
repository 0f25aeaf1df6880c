"""Numbers and dates as they are written in each language."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import singledispatch

from chorus_desk.domain.money import plain, round_half_away, symbol
from chorus_desk.wording.typography import NO_BREAK

THIN = "\u202f"
"""The narrow space of French typography: between thousands, before a euro sign."""


def number(value: Decimal, language: str) -> str:
    """Return a number with the decimals it has, thousands apart: ``1 234,5`` or ``1,234.5``."""
    digits = plain(abs(value))
    whole, _, rest = digits.partition(".")
    comma, space = (",", THIN) if language == "fr" else (".", ",")
    grouped = f"{int(whole):,}".replace(",", space)
    sign = "-" if value < 0 else ""
    return f"{sign}{grouped}{comma}{rest}" if rest else f"{sign}{grouped}"


def amount(value: Decimal, language: str, currency: str = "EUR") -> str:
    """Return an amount with two decimals and its currency: ``1 234,50 €`` or ``€1,234.50``."""
    digits = number(round_half_away(value), language)
    if language == "fr":
        return f"{digits}{NO_BREAK}{symbol(currency)}"
    if currency != "EUR":
        return f"{currency} {digits}"
    return f"-€{digits[1:]}" if digits.startswith("-") else f"€{digits}"


def quantity(value: Decimal, language: str) -> str:
    """Return a quantity or a rate without idle zeros: ``2,5``."""
    digits = plain(value)
    trimmed = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return number(Decimal(trimmed), language)


def rate(value: Decimal, language: str) -> str:
    """Return a rate in percent: ``5,5 %`` in French, ``5.5%`` in English."""
    return f"{quantity(value, language)}{NO_BREAK if language == 'fr' else ''}%"


def day(value: date, language: str) -> str:
    """Return a date: ``03/11/2026`` in French, ``3 Nov 2026`` in English."""
    if language == "fr":
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def joined(parts: Iterable[str], language: str) -> str:
    """Return parts of a sentence one after the other, a semicolon between them."""
    return f"{NO_BREAK if language == 'fr' else ''}; ".join(parts)


@singledispatch
def shown(value: object, language: str) -> str:  # noqa: ARG001 -- each kind has its own way
    """Return a value of a sentence as it is written in a language."""
    return str(value)


@shown.register
def _(value: Decimal, language: str) -> str:
    return number(value, language)


@shown.register
def _(value: date, language: str) -> str:
    return day(value, language)


@shown.register
def _(value: int, language: str) -> str:
    return number(Decimal(value), language)
