"""Rules on the lines: what each must say, and how precise its figures may be."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from chorus_desk.domain.invoice import Line
from chorus_desk.domain.money import CENT, ZERO, decimals
from chorus_desk.rules.case import Case, Check, Hit, Params, Rules

_LONGEST_NUMBER = 19
"""Digits and sign of an amount, quantity or price (A7 G1.14 to G1.16)."""


def br_16(case: Case) -> Iterator[Hit]:
    """No line (D2192-2, 7)."""
    if not case.invoice.lines:
        yield Hit("lines")


def _each_line(name: str, lacks: Callable[[Line], bool], *, but: str = "without") -> Check:
    def check(case: Case) -> Iterator[Hit]:
        for index, line in enumerate(case.invoice.lines):
            if lacks(line):
                yield Hit(f"lines[{index}].{name}", {"line": index + 1})

    check.__doc__ = f"A line {but} {name.replace('_', ' ')}."
    return check


br_22 = _each_line("quantity", lambda line: line.quantity is None)
br_23 = _each_line("unit", lambda line: not line.unit)
br_25 = _each_line("description", lambda line: not line.description)
br_26 = _each_line("unit_price", lambda line: line.unit_price is None)
br_27 = _each_line(
    "unit_price", lambda line: (line.unit_price or ZERO) < ZERO, but="with a negative"
)
br_co_04 = _each_line("vat_category", lambda line: not line.vat_category)


br_28 = _each_line(
    "gross_price", lambda line: (line.gross_price or ZERO) < ZERO, but="with a negative"
)


def g1_55(case: Case) -> Iterator[Hit]:
    """A gross price that minus its discount is not the net price, to the cent (A7 G1.55)."""
    for index, line in enumerate(case.invoice.lines):
        gross, net = line.gross_price, line.unit_price
        if gross is None or net is None or line.price_discount is None:
            continue
        if abs(gross - line.price_discount - net) > CENT:
            yield Hit(f"lines[{index}].gross_price", {"line": index + 1})


def br_fr_dec_02(case: Case) -> Iterator[Hit]:
    """A quantity with more than 4 decimals or 19 digits."""
    for index, line in enumerate(case.invoice.lines):
        for name, value in (("quantity", line.quantity), ("base_quantity", line.base_quantity)):
            if _too_precise(value, 4):
                yield Hit(f"lines[{index}].{name}", {"line": index + 1, "value": value or ZERO})


def br_fr_dec_03(case: Case) -> Iterator[Hit]:
    """A price with more than 6 decimals or 19 digits."""
    for index, line in enumerate(case.invoice.lines):
        if _too_precise(line.unit_price, 6):
            params: Params = {"line": index + 1, "value": line.unit_price or ZERO}
            yield Hit(f"lines[{index}].unit_price", params)


def br_fr_dec_01(case: Case) -> Iterator[Hit]:
    """A discount, charge or paid amount with more than 2 decimals or 19 digits."""
    invoice = case.invoice
    amounts = [("totals.prepaid", invoice.prepaid)]
    amounts += [(f"allowances[{i}].amount", a.amount) for i, a in enumerate(invoice.allowances)]
    amounts += [(f"charges[{i}].amount", c.amount) for i, c in enumerate(invoice.charges)]
    for index, line in enumerate(invoice.lines):
        for item in (*line.allowances, *line.charges):
            amounts.append((f"lines[{index}].discount", item.amount))
    for path, amount in amounts:
        if _too_precise(amount, 2):
            yield Hit(path, {"value": amount or ZERO})


def cd_gross_without_discount(case: Case) -> Iterator[Hit]:
    """A gross price without a discount amount: Chorus Pro rejects the file (OCA issue 504)."""
    for index, line in enumerate(case.invoice.lines):
        if line.gross_price is not None and line.price_discount is None:
            yield Hit(f"lines[{index}].unit_price", {"line": index + 1})


def _too_precise(value: Decimal | None, places: int) -> bool:
    if value is None:
        return False
    return decimals(value) > places or len(format(value, "f")) > _LONGEST_NUMBER + 1


RULES: Rules = {
    "BR-16": br_16,
    "BR-22": br_22,
    "BR-23": br_23,
    "BR-25": br_25,
    "BR-26": br_26,
    "BR-27": br_27,
    "BR-28": br_28,
    "BR-CO-04": br_co_04,
    "BR-FR-DEC-01": br_fr_dec_01,
    "BR-FR-DEC-02": br_fr_dec_02,
    "BR-FR-DEC-03": br_fr_dec_03,
    "G1.55": g1_55,
    "CD-GROSS-WITHOUT-DISCOUNT": cd_gross_without_discount,
}
