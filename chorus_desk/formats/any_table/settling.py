"""The sums of a form against its lines: the confirmed is taken, the contradicted is said."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from chorus_desk.domain.invoice import AllowanceCharge, Line
from chorus_desk.domain.money import CENT, ZERO, round_half_away
from chorus_desk.domain.totals import compute_line_net
from chorus_desk.formats.any_table.gathered import Sum

_REASONS = {"discount": "Remise", "charge": "Frais"}


@dataclass
class Settled:
    """What the sums make of an invoice. Amounts are in its currency."""

    allowances: tuple[AllowanceCharge, ...] = ()
    charges: tuple[AllowanceCharge, ...] = ()
    prepaid: Decimal | None = None
    stated: dict[str, Decimal] = field(default_factory=dict)
    """The totals of the file, by ``net``, ``vat`` and ``gross``."""
    not_applied: dict[str, Decimal] = field(default_factory=dict)
    """``discount``, ``charge`` and ``prepaid`` that no total confirms."""


def settle(sums: Sequence[Sum], lines: Sequence[Line]) -> Settled:
    """Return what the sums of a form make of its lines."""
    settled = Settled()
    amounts = _Amounts(sums)
    net = sum((compute_line_net(line) for line in lines), ZERO)
    net = _adjust(settled, amounts, lines, net)
    taxes = {(line.vat_category, line.vat_rate) for line in lines}
    vat = _vat(lines, taxes, net)
    _state(settled, "net", net, amounts.of("net"))
    taxed = amounts.of("vat")
    if len(taxed) > 1 and vat not in taxed:
        taxed = [sum(taxed, ZERO)]  # one row for each rate
    _state(settled, "vat", vat, taxed)
    gross = None if vat is None else net + vat
    _state(settled, "gross", gross, amounts.of("gross"))
    _pay(settled, amounts, gross)
    return settled


class _Amounts:
    def __init__(self, sums: Sequence[Sum]) -> None:
        self._sums = sums

    def of(self, kind: str) -> list[Decimal]:
        """Return the amounts of a kind, in their order; a sum of nothing is none."""
        return [round_half_away(item.amount) for item in self._sums if item.kind == kind]

    def total(self, kind: str) -> Decimal:
        return sum(map(abs, self.of(kind)), ZERO)


def _adjust(settled: Settled, amounts: _Amounts, lines: Sequence[Line], net: Decimal) -> Decimal:
    """Apply the discount and the charge that lead to a net total of the file; return that."""
    taken, added = amounts.total("discount"), amounts.total("charge")
    taxes = {(line.vat_category, line.vat_rate) for line in lines}
    sign = -1 if net < 0 else 1
    for less, more in dict.fromkeys(((taken, added), (taken, ZERO), (ZERO, added))):
        after = net - sign * (less - more)
        if not (less or more) or after not in amounts.of("net") or len(taxes) != 1:
            continue
        [(category, rate)] = taxes
        if less:
            settled.allowances = (_whole("discount", less, category, rate),)
        if more:
            settled.charges = (_whole("charge", more, category, rate),)
        net = after
        break
    if taken and not settled.allowances:
        settled.not_applied["discount"] = taken
    if added and not settled.charges:
        settled.not_applied["charge"] = added
    return net


def _whole(
    kind: str, amount: Decimal, category: str | None, rate: Decimal | None
) -> AllowanceCharge:
    return AllowanceCharge(
        amount=amount, reason=_REASONS[kind], vat_category=category, vat_rate=rate
    )


def _vat(
    lines: Sequence[Line], taxes: set[tuple[str | None, Decimal | None]], net: Decimal
) -> Decimal | None:
    """Return the VAT of the whole; None where a line's is not known."""
    if any(category is None for category, _ in taxes):
        return None
    if len(taxes) == 1:
        [(_, rate)] = taxes
        return round_half_away(net * (rate or ZERO) / 100)
    bases: dict[Decimal, Decimal] = {}
    for line in lines:
        rate = line.vat_rate or ZERO
        bases[rate] = bases.get(rate, ZERO) + compute_line_net(line)
    return sum((round_half_away(base * rate / 100) for rate, base in bases.items()), ZERO)


def _state(settled: Settled, key: str, computed: Decimal | None, stated: Sequence[Decimal]) -> None:
    """Keep what the file states: the computed figure where it is among them, else the last."""
    if stated:
        settled.stated[key] = next((s for s in stated if s == computed), stated[-1])


def _pay(settled: Settled, amounts: _Amounts, gross: Decimal | None) -> None:
    """Take what was paid already where the rest that the file asks for confirms it."""
    paid, due = amounts.total("prepaid"), amounts.of("due")
    total = settled.stated.get("gross", gross)
    if total is None:
        return
    if paid and any(abs(abs(total) - paid - abs(rest)) < CENT for rest in due):
        settled.prepaid = paid
    elif paid:
        settled.not_applied["prepaid"] = paid
    elif due and "gross" not in settled.stated:
        settled.stated["gross"] = total if total in due else due[-1]
