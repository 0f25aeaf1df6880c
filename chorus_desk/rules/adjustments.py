"""Rules on discounts and charges: each says how much, why, and which VAT it bears."""

from collections.abc import Callable, Iterable, Iterator

from chorus_desk.domain.invoice import AllowanceCharge, Invoice
from chorus_desk.rules.case import Case, Check, Hit, Rules

Placed = Iterable[tuple[str, AllowanceCharge]]
"""Paths and the discounts or charges that stand there."""


def of_document(name: str) -> Callable[[Invoice], Placed]:
    """Return what finds the ``allowances`` or ``charges`` of the document (BG-20, BG-21)."""

    def find(invoice: Invoice) -> Placed:
        for index, item in enumerate(getattr(invoice, name)):
            yield f"{name}[{index}]", item

    return find


def of_lines(name: str) -> Callable[[Invoice], Placed]:
    """Return what finds the ``allowances`` or ``charges`` of the lines (BG-27, BG-28)."""

    def find(invoice: Invoice) -> Placed:
        for index, line in enumerate(invoice.lines):
            for place, item in enumerate(getattr(line, name)):
                yield f"lines[{index}].{name}[{place}]", item

    return find


def _lacks(find: Callable[[Invoice], Placed], what: str, name: str) -> Check:
    wanted = _REASON if name == "reason" else (name,)

    def check(case: Case) -> Iterator[Hit]:
        for path, item in find(case.invoice):
            if all(getattr(item, part) in (None, "") for part in wanted):
                yield Hit(f"{path}.{name}")

    check.__doc__ = f"A {what} without {name.replace('_', ' ')}."
    return check


_REASON = ("reason", "reason_code")
_DISCOUNT = (of_document("allowances"), "discount on the whole")
_CHARGE = (of_document("charges"), "charge on the whole")
_LINE_DISCOUNT = (of_lines("allowances"), "discount on a line")
_LINE_CHARGE = (of_lines("charges"), "charge on a line")

RULES: Rules = {
    "BR-31": _lacks(*_DISCOUNT, "amount"),
    "BR-32": _lacks(*_DISCOUNT, "vat_category"),
    "BR-33": _lacks(*_DISCOUNT, "reason"),
    "BR-36": _lacks(*_CHARGE, "amount"),
    "BR-37": _lacks(*_CHARGE, "vat_category"),
    "BR-38": _lacks(*_CHARGE, "reason"),
    "BR-41": _lacks(*_LINE_DISCOUNT, "amount"),
    "BR-42": _lacks(*_LINE_DISCOUNT, "reason"),
    "BR-43": _lacks(*_LINE_CHARGE, "amount"),
    "BR-44": _lacks(*_LINE_CHARGE, "reason"),
}
