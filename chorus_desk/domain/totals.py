"""The arithmetic of an invoice: exact, rounded once per line and once per VAT group."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from chorus_desk.domain.invoice import AllowanceCharge, Exemption, Invoice, Line, Totals, VatGroup
from chorus_desk.domain.money import ZERO, round_half_away

_ONE = Decimal(1)
_HUNDRED = Decimal(100)


def compute_line_net(line: Line) -> Decimal:
    """Return a line's net amount (BT-131): quantity × price ÷ base, − discounts + charges.

    The product is rounded once to the cent, halves away from zero (XP Z12-012 §4.4.5). A line
    that lacks quantity or price counts as zero.
    """
    product = (line.quantity or ZERO) * (line.unit_price or ZERO)
    if line.base_quantity and line.base_quantity != _ONE:
        product /= line.base_quantity
    return round_half_away(product) - _total(line.allowances) + _total(line.charges)


def compute_totals(invoice: Invoice) -> Totals:
    """Return all figures of an invoice, computed from its lines; stated ones are ignored.

    VAT is rounded once per group of category and rate, on the group's base (BR-CO-17).
    """
    nets = tuple(map(compute_line_net, invoice.lines))
    lines = sum(nets, ZERO)
    allowances, charges = _total(invoice.allowances), _total(invoice.charges)
    groups = _groups(invoice, nets)
    net = lines - allowances + charges
    vat = sum((group.amount or ZERO for group in groups), ZERO)
    gross = net + vat
    due = gross - (invoice.prepaid or ZERO) + (invoice.rounding or ZERO)
    return Totals(
        line_nets=nets, lines=lines, allowances=allowances if invoice.allowances else None,
        charges=charges if invoice.charges else None, net=net, vat=vat, gross=gross, due=due,
        groups=groups,
    )  # fmt: skip


def figures(invoice: Invoice) -> Totals:
    """Return the figures as the invoice states them, else as its lines give them."""
    return invoice.stated or compute_totals(invoice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the arithmetic, for display: ``operands`` give ``result``.

    ``what`` is ``line, lines, net, vat, vat_total, gross`` or ``due``; each operand is a sign
    (``+ - * / %``) and a value, read from left to right.
    """

    what: str
    path: str
    operands: tuple[tuple[str, Decimal], ...]
    result: Decimal


def explain_totals(invoice: Invoice) -> tuple[Step, ...]:
    """Return the arithmetic that leads from the lines to the amount due, step by step."""
    return tuple(_steps(invoice, compute_totals(invoice)))


def _steps(invoice: Invoice, totals: Totals) -> Iterator[Step]:
    for index, line in enumerate(invoice.lines):
        operands = [("+", line.quantity or ZERO), ("*", line.unit_price or ZERO)]
        if line.base_quantity and line.base_quantity != _ONE:
            operands.append(("/", line.base_quantity))
        operands += _signed(line.allowances, line.charges)
        yield _step("line", f"lines[{index}].net_amount", operands, totals.line_nets[index])
    yield _step("lines", "totals.lines", [("+", net or ZERO) for net in totals.line_nets],
                totals.lines)  # fmt: skip
    start = [("+", totals.lines or ZERO)]
    yield _step("net", "totals.net", start + _signed(invoice.allowances, invoice.charges),
                totals.net)  # fmt: skip
    for index, group in enumerate(totals.groups):
        operands = [("+", group.base or ZERO), ("%", group.rate or ZERO)]
        yield _step("vat", f"vat[{index}].amount", operands, group.amount)
    amounts = [("+", group.amount or ZERO) for group in totals.groups]
    yield _step("vat_total", "totals.vat", amounts, totals.vat)
    yield _step("gross", "totals.gross", [("+", totals.net or ZERO), ("+", totals.vat or ZERO)],
                totals.gross)  # fmt: skip
    rest = [("-", invoice.prepaid)] if invoice.prepaid else []
    rest += [("+", invoice.rounding)] if invoice.rounding else []
    yield _step("due", "totals.due", [("+", totals.gross or ZERO), *rest], totals.due)


def _step(
    what: str, path: str, operands: Iterable[tuple[str, Decimal]], result: Decimal | None
) -> Step:
    return Step(what=what, path=path, operands=tuple(operands), result=result or ZERO)


def _signed(
    allowances: Iterable[AllowanceCharge], charges: Iterable[AllowanceCharge]
) -> list[tuple[str, Decimal]]:
    return [("-", item.amount or ZERO) for item in allowances] + [
        ("+", item.amount or ZERO) for item in charges
    ]


def _total(items: Iterable[AllowanceCharge]) -> Decimal:
    return sum((item.amount or ZERO for item in items), ZERO)


def _groups(invoice: Invoice, nets: tuple[Decimal, ...]) -> tuple[VatGroup, ...]:
    bases: dict[tuple[str, Decimal | None], Decimal] = {}
    parts: Iterable[tuple[str | None, Decimal | None, Decimal]] = chain(
        (
            (line.vat_category, line.vat_rate, net)
            for line, net in zip(invoice.lines, nets, strict=True)
        ),
        ((a.vat_category, a.vat_rate, -(a.amount or ZERO)) for a in invoice.allowances),
        ((c.vat_category, c.vat_rate, c.amount or ZERO) for c in invoice.charges),
    )
    for category, rate, amount in parts:
        if category is not None:
            key = (category, rate)
            bases[key] = bases.get(key, ZERO) + amount
    exemptions = {exemption.category: exemption for exemption in invoice.exemptions}
    return tuple(
        _group(category, rate, base, exemptions.get(category))
        for (category, rate), base in bases.items()
    )


def _group(
    category: str, rate: Decimal | None, base: Decimal, exemption: Exemption | None
) -> VatGroup:
    return VatGroup(
        category=category, rate=rate, base=base,
        amount=round_half_away(base * rate / _HUNDRED) if rate else ZERO,
        exemption_reason=exemption.reason if exemption else None,
        exemption_code=exemption.code if exemption else None,
    )  # fmt: skip
