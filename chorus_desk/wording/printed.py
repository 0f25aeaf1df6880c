"""What stands on the pages we print. They are in French whatever the language of the program."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from chorus_desk import resources
from chorus_desk.domain.invoice import Delivery, Line
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import symbol
from chorus_desk.domain.party import Address
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import FRENCH, say
from chorus_desk.wording.names import KINDS, NETS
from chorus_desk.wording.typography import NO_BREAK

TITLES = KINDS
VAT_ON_DEBITS = "Option pour le paiement de la taxe d'après les débits."
"""Wording of décret 2022-1299."""


def said(text: str, **places: str) -> str:
    """Return a text of ours as printed, its places filled: ``Total TTC : 1 234,50 €``."""
    return say(text, FRENCH, **places)


def net(kind: Kind) -> str:
    """Return what the amount in the end is called: to be paid, or to be given back."""
    return NETS[kind]


def amount(value: Decimal, currency: str = "EUR") -> str:
    """Return an amount as printed: ``1 234,50 €``."""
    return values.amount(value, FRENCH, currency)


def price(value: Decimal, currency: str = "EUR") -> str:
    """Return a unit price with at least two decimals, more where it has them."""
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        return f"{values.number(value.normalize(), FRENCH)}{NO_BREAK}{symbol(currency)}"
    return amount(value, currency)


def quantity(value: Decimal) -> str:
    """Return a quantity as printed: ``2,5``."""
    return values.quantity(value, FRENCH)


def rate(value: Decimal) -> str:
    """Return a VAT rate as printed: ``5,5 %``."""
    return values.rate(value, FRENCH)


def day(value: date) -> str:
    """Return a date as printed: ``03/11/2026``."""
    return values.day(value, FRENCH)


def siret(value: str) -> str:
    """Return a SIRET in groups: ``213 502 388 00019``."""
    if len(value) != 14:
        return value
    return f"{value[:3]}\u00a0{value[3:6]}\u00a0{value[6:9]}\u00a0{value[9:]}"


def iban(value: str) -> str:
    """Return an IBAN in groups of four."""
    compact = value.replace(" ", "")
    return "\u00a0".join(compact[i : i + 4] for i in range(0, len(compact), 4))


def unit(code: str | None, count: Decimal = Decimal(1)) -> str:
    """Return a unit in words for a count, the code itself where no word is known."""
    row = _units().get(code or "")
    if row is None:
        return code or ""
    return row["plural"] if abs(count) >= 2 else row["printed"]


def payment_means(code: str | None) -> str:
    """Return a means of payment in words."""
    return _labels("payment_means").get(code or "", code or "")


def framework(code: str | None) -> str:
    """Return a billing framework with its meaning: ``A1 – Facture ou avoir ordinaire``."""
    label = _labels("billing_frameworks").get(code or "")
    return f"{code} – {label}" if label else code or ""


def address_lines(address: Address) -> list[str]:
    """Return the lines of a postal address, the country only when it is not France."""
    town = " ".join(part for part in (address.postcode, address.city) if part)
    country = address.country if address.country not in (None, "FR") else None
    lines = (address.line1, address.line2, address.line3, town, address.subdivision, country)
    return [line for line in lines if line]


def line_period(line: Line) -> str | None:
    """Return the period of a line in words."""
    return period(line.period_start, line.period_end)


def place(delivery: Delivery) -> str:
    """Return where something was delivered, in one line."""
    return ", ".join(part for part in (delivery.name, *address_lines(delivery.address)) if part)


def line_delivery(line: Line) -> str | None:
    """Return where and when one line was delivered, None where it says nothing of its own."""
    where = place(line.delivery) if line.delivery else ""
    when = f"le {day(line.delivery_date)}" if line.delivery_date else ""
    said = " ".join(part for part in (where, when) if part)
    return f"Livré\u00a0: {said}" if said else None


def period(start: date | None, end: date | None) -> str | None:
    """Return a period in words, from what is known of it."""
    if start and end:
        return f"du {day(start)} au {day(end)}"
    if start:
        return f"à partir du {day(start)}"
    return f"jusqu'au {day(end)}" if end else None


@cache
def _units() -> dict[str, Mapping[str, str]]:
    return {row["code"]: row for row in resources.read_table("units")}


@cache
def _labels(table: str) -> dict[str, str]:
    return {row["code"]: row["label"] for row in resources.read_table(table)}
