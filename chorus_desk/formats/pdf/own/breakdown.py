"""The VAT of a page rate by rate, where its own figures confirm it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations, product

from chorus_desk.domain.invoice import VatGroup
from chorus_desk.domain.money import ZERO, round_half_away
from chorus_desk.formats.pdf.own.rows import Row
from chorus_desk.formats.pdf.printed_values import amounts_in
from chorus_desk.rules import tables

_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?) ?%")
_HUNDRED = Decimal(100)
_MOST_WAYS = 5_000
_MOST_AMOUNTS = 12
"""Amounts of a row that are looked at."""


def vat_groups(
    rows: Sequence[Row], net: Decimal, vat: Decimal | None, *, turned: bool
) -> tuple[VatGroup, ...]:
    """Return the base and the VAT of each rate, none where they do not give the page's totals.

    A rate counts where a row has it with two amounts of which it makes one from the other.
    ``turned``: amounts may be printed with minus signs that the invoice has not (a credit note).
    """
    found: dict[Decimal, tuple[Decimal, Decimal]] = {}
    for row in rows:
        for rate, base, tax in _rated(row):
            if found.setdefault(rate, (base, tax)) != (base, tax):
                return ()  # two of one rate: one of them is no part of the breakdown
    turn = turned and sum((base for base, _ in found.values()), ZERO) < 0
    groups = [_group(rate, -base if turn else base, -tax if turn else tax)
              for rate, (base, tax) in found.items()]  # fmt: skip
    bases = sum((group.base or ZERO for group in groups), ZERO)
    taxes = sum((group.amount or ZERO for group in groups), ZERO)
    if vat is None or taxes != vat:
        return ()
    if bases == net:
        return tuple(groups)
    free = net - bases
    if groups and any(free == amount for row in rows for amount in _amounts(row)):
        return (*groups, VatGroup(base=free, amount=ZERO))
    return ()


def rates_of(
    nets: Sequence[Decimal], groups: Sequence[VatGroup]
) -> tuple[Decimal | None, ...] | None:
    """Return the rate of each line where the bases admit one way to share the lines out alone."""
    if len(groups) < 1 or len(groups) ** len(nets) > _MOST_WAYS:
        return None
    fitting = [
        way
        for way in product(groups, repeat=len(nets))
        if all(sum((net for net, at in zip(nets, way, strict=True) if at is group), ZERO)
               == group.base for group in groups)
    ]  # fmt: skip
    return tuple(group.rate for group in fitting[0]) if len(fitting) == 1 else None


def _group(rate: Decimal, base: Decimal, tax: Decimal) -> VatGroup:
    return VatGroup(category="S", rate=rate, base=base, amount=tax)


def _rated(row: Row) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    """Give rate, base and VAT of a row that has all three."""
    text = "  ".join(cell.text for cell in row.cells)
    rates = {Decimal(match.replace(",", ".")) for match in _RATE.findall(text)}
    known = {rate for rate in rates if rate and rate in tables.vat_rates()}
    if len(known) != 1:
        return
    [rate] = known
    amounts = _amounts(row)
    for base, tax in permutations(amounts, 2):
        if base and abs(base) > abs(tax) and round_half_away(base * rate / _HUNDRED) == tax:
            yield rate, base, tax
            return


def _amounts(row: Row) -> list[Decimal]:
    """Return the amounts of a row that are printed with their cents."""
    found = (
        amount
        for cell in row.cells
        for amount in amounts_in(_RATE.sub(" ", cell.text))
        if amount.as_tuple().exponent == -2
    )
    return list(dict.fromkeys(found))[:_MOST_AMOUNTS]
