"""From the rows of an invoice to its lines: quantity, price, discount, unit and VAT of each."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from chorus_desk.domain.finding import Severity
from chorus_desk.domain.invoice import AllowanceCharge, Line
from chorus_desk.domain.money import CENT, ZERO, plain, round_half_away
from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table.discounts import discount_of, is_discounted
from chorus_desk.formats.any_table.gathered import Gathered, Values, remark, say_once
from chorus_desk.formats.spreadsheet.columns import unit_codes
from chorus_desk.rules import tables

_ONE = Decimal(1)
_PRICE_DECIMALS = 4


def product_of(line: Values) -> Decimal | None:
    """Return quantity times price of a row, None where one of them lacks."""
    quantity, price = line.number("quantity"), line.number("unit_price")
    return round_half_away(quantity * price) if quantity is not None and price is not None else None


class MadeLine(NamedTuple):
    """A line, the net amount that the file gives for it, and the row where it is all of one."""

    line: Line
    net: Decimal | None = None
    row: Values | None = None


def turned_round(made: MadeLine) -> MadeLine:
    """Return a line of a credit note that was written in negative, in positive."""
    line = made.line
    return MadeLine(
        replace(
            line, quantity=-(line.quantity or ZERO),
            allowances=tuple(
                replace(a, amount=-(a.amount or ZERO),
                        base_amount=None if a.base_amount is None else -a.base_amount)
                for a in line.allowances
            ),
        ),
        None if made.net is None else -made.net, made.row,
    )  # fmt: skip


def made_lines(group: Gathered, *, of_lines: bool) -> Iterator[MadeLine]:
    """Give the lines of an invoice; ``of_lines``: the amounts of a row are those of its line."""
    for found in group.lines:
        bases = found.bases or _from_taxes(found)
        if bases:
            made = [MadeLine(_plain_line(group, found, base, rate)) for rate, base in bases.items()]
        else:
            net = found.number("net") if of_lines else None
            made = [MadeLine(_line(group, found, net), net, found)]
        if len(made) == 1:
            made = [made[0]._replace(net=found.number("net") if of_lines else None)]
        yield from made


def _from_taxes(found: Values) -> dict[Decimal, Decimal]:
    """Return the bases that the VAT amounts by rate stand for, where they make up the net total."""
    net = found.number("net")
    if net is None or not found.taxes or (len(found.taxes) == 1 and product_of(found) == net):
        return {}  # a line of its own, whose rate is that of its only tax
    if len(found.taxes) == 1:
        rate, tax = next(iter(found.taxes.items()))
        return {rate: net} if abs(net * rate / 100 - tax) <= CENT * 2 else {}
    bases = {rate: round_half_away(tax * 100 / rate) for rate, tax in found.taxes.items() if rate}
    # The largest base takes the cents that the division left over.
    gap = net - sum(bases.values(), ZERO)
    if not bases or abs(gap) > len(bases) * Decimal("0.30"):
        return {}
    largest = max(bases, key=lambda rate: abs(bases[rate]))
    bases[largest] += gap
    return bases


def _plain_line(group: Gathered, found: Values, net: Decimal, rate: Decimal) -> Line:
    say_once(group, "CD-TABLE-FROM-TOTALS", Severity.INFO)
    return Line(
        description=found.text("description"), quantity=_ONE if net >= 0 else -_ONE, unit="C62",
        unit_price=abs(net), vat_category="S" if rate else None, vat_rate=rate or None,
    )  # fmt: skip


def _line(group: Gathered, found: Values, net: Decimal | None) -> Line:
    """Return the line that a row is; ``net`` is its own amount, None where that is another's."""
    exempt = found.exemption if found.exemption is not None else group.exemption
    rate = found.number("vat_rate")
    if rate is None and len(found.taxes) == 1:
        rate = next(iter(found.taxes))
    if not rate and not exempt:
        rate = _implied_rate(group, found) or rate
    quantity, price, discount = _priced(group, found, net, rate)
    category = "S" if rate else (tables.exemption_category(exempt) if exempt else None)
    description, details = found.text("description"), found.text("details")
    return Line(
        description=description,
        details=details if details != description else None,
        quantity=quantity,
        unit=_unit(group, found.text("unit")),
        unit_price=price,
        allowances=(discount,) if discount else (),
        vat_category=category,
        vat_rate=rate or (ZERO if category else None),
    )


_Priced = tuple[Decimal | None, Decimal | None, AllowanceCharge | None]
"""Quantity, unit price and discount."""


def _priced(group: Gathered, found: Values, net: Decimal | None, rate: Decimal | None) -> _Priced:
    """Return what a row says of quantity, price and discount. A price is never negative."""
    quantity, price = found.number("quantity"), found.number("unit_price")
    if price is None and found.number("net") is None and found.number("unit_price_gross"):
        price = _without_vat(group, found.number("unit_price_gross") or ZERO, rate)
    if price is None:
        return *_from_net(group, found, quantity, rate, of_the_line=net is not None), None
    if quantity is None:
        whole = found.number("net")
        quantity = round_half_away(whole / price, 6) if whole is not None and price else _ONE
    if price < 0:
        price, quantity = -price, -quantity
    return quantity, price, _discount(group, found, round_half_away(quantity * price), net, rate)


def _discount(
    group: Gathered, found: Values, product: Decimal, net: Decimal | None, rate: Decimal | None
) -> AllowanceCharge | None:
    if not is_discounted(found):
        return None
    discount = discount_of(found, product, net, rate)
    if discount is None or (net is not None and round_half_away(net) == product):
        say_once(group, "CD-TABLE-DISCOUNT", Severity.WARNING)
        return None
    if not discount.confirmed:
        group.findings.append(
            remark("CD-TABLE-DISCOUNT-APPLIED", Severity.WARNING, sheet=group.sheet,
                   line=group.lines.index(found) + 1, value=discount.amount)
        )  # fmt: skip
    return discount.allowance(product)


def _without_vat(group: Gathered, price: Decimal, rate: Decimal | None) -> Decimal:
    """Return a price without the VAT that is in it, and say so; as it is where no rate is known."""
    if not rate:
        if not group.exemption:
            say_once(group, "CD-TABLE-GROSS-ONLY", Severity.WARNING, value=price)
        return price
    net = round_half_away(price * 100 / (100 + rate), _PRICE_DECIMALS).normalize()
    net = Decimal(plain(net))
    say_once(group, "CD-PRICE-WITH-VAT", Severity.WARNING, price=price, net=net)
    return net


def _from_net(
    group: Gathered, found: Values, quantity: Decimal | None, rate: Decimal | None, *,
    of_the_line: bool,
) -> tuple[Decimal | None, Decimal | None]:  # fmt: skip
    """Return quantity and price of a row that gives an amount and no price."""
    net = found.number("net")
    if group.amount_unclear and net is not None:
        say_once(group, "CD-TABLE-AMOUNT-UNCLEAR", Severity.WARNING, value=net)
    if net is not None and is_discounted(found):
        say_once(group, "CD-TABLE-DISCOUNT-INCLUDED", Severity.INFO)
    if net is None:
        net = _from_gross(group, found, rate)
    if net is None:
        return quantity, None
    if quantity and of_the_line:
        price = round_half_away(net / quantity, _PRICE_DECIMALS).normalize()
        if round_half_away(price * quantity) == round_half_away(net):
            say_once(group, "CD-TABLE-PRICE-DIVIDED", Severity.INFO)
            return quantity, Decimal(plain(price))
    _say_from_total(group, found)
    return (_ONE if net >= 0 else -_ONE), abs(net)


def _say_from_total(group: Gathered, found: Values) -> None:
    """Say that a line is made of its amount; which one, where others have their unit price."""
    if any(line.number("unit_price") is not None for line in group.lines):
        line = next(i for i, row in enumerate(group.lines, start=1) if row is found)
        group.findings.append(
            remark("CD-TABLE-LINE-FROM-TOTAL", Severity.INFO, sheet=group.sheet, line=line)
        )
    else:
        say_once(group, "CD-TABLE-FROM-TOTALS", Severity.INFO)


def _from_gross(group: Gathered, found: Values, rate: Decimal | None) -> Decimal | None:
    """Return the net amount of a row that gives its total with VAT alone."""
    gross, vat = found.number("gross"), found.number("vat")
    if gross is None:
        return None
    if vat is not None:
        return gross - vat
    return round_half_away(_without_vat(group, gross, rate))


def _implied_rate(group: Gathered, found: Values) -> Decimal | None:
    """Return the only known rate that leads from the net amount to the VAT or the total."""
    net, vat, gross = found.number("net"), found.number("vat"), found.number("gross")
    if not net:
        return None
    if vat is None:
        if gross is None:
            return None
        vat = gross - net
    if not vat:
        return None
    fits = [rate for rate in tables.vat_rates() if rate and abs(net * rate / 100 - vat) <= CENT]
    if len(fits) != 1:
        return None
    say_once(group, "CD-TABLE-RATE-WORKED-OUT", Severity.WARNING, rate=fits[0])
    return fits[0]


def _unit(group: Gathered, typed: str | None) -> str:
    if typed is None:
        return "C62"
    code = unit_codes().get(fold(typed)) or unit_codes().get(typed)
    if code is None:
        say_once(group, "CD-UNIT-UNKNOWN", Severity.WARNING, value=typed)
    return code or "C62"
