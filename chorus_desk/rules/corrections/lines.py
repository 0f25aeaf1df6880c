"""Corrections of lines, and of discounts and charges on them or on the whole."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import AllowanceCharge, Invoice, Line
from chorus_desk.domain.money import ZERO, round_half_away
from chorus_desk.domain.party import Seller, VatRegime
from chorus_desk.rules import tables
from chorus_desk.rules.case import Context
from chorus_desk.rules.corrections.kind import Corrections, OnItem

_EACH = "C62"
_DISCOUNT, _CHARGE = "Remise", "Frais"
"""The reasons of discounts and charges that say none, as they are printed."""


def _each(line: Line, _context: Context) -> Line:
    return replace(line, unit=_EACH)


def _once(line: Line, _context: Context) -> Line:
    """Let a line with a price and no quantity be for one."""
    return line if line.unit_price is None else replace(line, quantity=Decimal(1))


def _described(line: Line, _context: Context) -> Line:
    """Let the details be the description where they stand alone."""
    return replace(line, description=line.details, details=None) if line.details else line


def _sign_on_quantity(line: Line, _context: Context) -> Line:
    if line.unit_price is None or line.unit_price >= 0:
        return line
    quantity = None if line.quantity is None else -line.quantity
    # The gross price explained the negative one, and says nothing of the other.
    return replace(
        line, unit_price=-line.unit_price, quantity=quantity, gross_price=None, price_discount=None
    )


def _rounded_quantity(line: Line, _context: Context) -> Line:
    quantity = line.quantity
    return replace(line, quantity=None if quantity is None else round_half_away(quantity, 4))


def _rounded_price(line: Line, _context: Context) -> Line:
    price = line.unit_price
    return replace(line, unit_price=None if price is None else round_half_away(price, 6))


def _without_gross_price(line: Line, _context: Context) -> Line:
    return replace(line, gross_price=None, price_discount=None)


def _rounded_amounts(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Round every discount, charge and paid amount to the cent."""
    lines = tuple(
        replace(line, allowances=tuple(map(_rounded, line.allowances)),
                charges=tuple(map(_rounded, line.charges)))
        for line in invoice.lines
    )  # fmt: skip
    prepaid = None if invoice.prepaid is None else round_half_away(invoice.prepaid)
    return replace(
        invoice, lines=lines, allowances=tuple(map(_rounded, invoice.allowances)),
        charges=tuple(map(_rounded, invoice.charges)), prepaid=prepaid,
    )  # fmt: skip


def _rounded(item: AllowanceCharge) -> AllowanceCharge:
    return replace(item, amount=None if item.amount is None else round_half_away(item.amount))


def _because(reason: str) -> Callable[[AllowanceCharge, Context], AllowanceCharge]:
    def mend(item: AllowanceCharge, _context: Context | None = None) -> AllowanceCharge:
        return item if item.reason or item.reason_code else replace(item, reason=reason)

    return mend


_because_discount, _because_charge = _because(_DISCOUNT), _because(_CHARGE)


def _reasons(line: Line, context: Context) -> Line:
    """Give every discount and charge of a line its reason."""
    return replace(
        line,
        allowances=tuple(_because_discount(item, context) for item in line.allowances),
        charges=tuple(_because_charge(item, context) for item in line.charges),
    )


def _without_empty(line: Line, _context: Context) -> Line:
    """Take out of a line the discounts and charges that count for nothing."""
    return replace(
        line,
        allowances=tuple(item for item in line.allowances if not _is_empty(item)),
        charges=tuple(item for item in line.charges if not _is_empty(item)),
    )


def _removed(item: AllowanceCharge, _context: Context) -> AllowanceCharge | None:
    return None if _is_empty(item) else item


def _is_empty(item: AllowanceCharge) -> bool:
    return item.amount is None and not item.percentage


def _vat_of_lines(invoice: Invoice, _finding: Finding, context: Context) -> Invoice:
    """Let discounts and charges bear the lines' VAT, where all lines bear the same."""
    pairs = {_vat(line, context.seller) for line in invoice.lines}
    category, rate = pairs.pop() if len(pairs) == 1 else (None, None)
    if category is None:
        return invoice

    def taxed(item: AllowanceCharge) -> AllowanceCharge:
        return item if item.vat_category else replace(item, vat_category=category, vat_rate=rate)

    return replace(
        invoice, allowances=tuple(map(taxed, invoice.allowances)),
        charges=tuple(map(taxed, invoice.charges)), stated=None,
    )  # fmt: skip


def _vat(line: Line, seller: Seller | None) -> tuple[str | None, Decimal | None]:
    """Return a line's VAT, or what the seller's regime gives one that says nothing."""
    if line.vat_category or line.vat_rate:
        return line.vat_category or "S", line.vat_rate
    if seller is None or seller.vat_regime is VatRegime.NORMAL:
        return None, None
    of_regime = tables.exemption_category(seller.vat_exemption or tables.FRANCHISE)
    return of_regime, ZERO


CORRECTIONS: Corrections = {
    "BR-22": OnItem(_once),
    "BR-23": OnItem(_each),
    "BR-25": OnItem(_described),
    "BR-27": OnItem(_sign_on_quantity),
    "BR-28": OnItem(_without_gross_price),
    "G1.55": OnItem(_without_gross_price),
    "CD-GROSS-WITHOUT-DISCOUNT": OnItem(_without_gross_price),
    "BR-FR-DEC-01": _rounded_amounts,
    "BR-FR-DEC-02": OnItem(_rounded_quantity),
    "BR-FR-DEC-03": OnItem(_rounded_price),
    "BR-31": OnItem(_removed),
    "BR-32": _vat_of_lines,
    "BR-33": OnItem(_because_discount),
    "BR-36": OnItem(_removed),
    "BR-37": _vat_of_lines,
    "BR-38": OnItem(_because_charge),
    "BR-41": OnItem(_without_empty),
    "BR-42": OnItem(_reasons),
    "BR-43": OnItem(_without_empty),
    "BR-44": OnItem(_reasons),
}
