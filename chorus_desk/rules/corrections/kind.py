"""What a correction is, and how one is put on a single line, discount, note or attachment."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import Invoice
from chorus_desk.rules.case import Context

Correction = Callable[[Invoice, Finding, Context], Invoice]
"""Gives the invoice as the user would mend it; as it is where it can mend nothing."""
Corrections = Mapping[str, Correction]
"""The corrections of one subject by their rule."""

_ITEM = re.compile(r"(lines|allowances|charges|notes|attachments)\[(\d+)\]")
_COUNTED = ("lines", "allowances", "charges")


@dataclass(frozen=True, slots=True)
class OnItem:
    """The correction that mends the line, discount, charge, note or attachment of a finding.

    ``mend`` gives the item as it should be, None to take it out.
    """

    mend: Callable[[Any, Context], Any]

    def __call__(self, invoice: Invoice, finding: Finding, context: Context) -> Invoice:
        """Return the invoice with the item mended."""
        place = _place(invoice, finding)
        if place is None:
            return invoice
        name, index, items = place
        mended = self.mend(items[index], context)
        if mended == items[index]:
            return invoice
        kept = () if mended is None else (mended,)
        changes: dict[str, Any] = {name: (*items[:index], *kept, *items[index + 1 :])}
        if name in _COUNTED:
            changes["stated"] = None  # what a file stated holds no more
        return replace(invoice, **changes)

    def changes(self, invoice: Invoice, finding: Finding, context: Context) -> bool:
        """Return whether it would change anything, without copying thousands of lines."""
        place = _place(invoice, finding)
        if place is None:
            return False
        _, index, items = place
        return bool(self.mend(items[index], context) != items[index])


def _place(invoice: Invoice, finding: Finding) -> tuple[str, int, tuple[Any, ...]] | None:
    match = _ITEM.match(finding.path or "")
    if match is None:
        return None
    items: tuple[Any, ...] = getattr(invoice, match[1])
    index = int(match[2])
    return (match[1], index, items) if index < len(items) else None
