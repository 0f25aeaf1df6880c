"""The order of the invoices that an import found: by the values of a column, not by its texts."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from chorus_desk.domain.text import fold
from chorus_desk.presenters.importing import counts
from chorus_desk.usecases.importing.outcome import DRAFT, DUPLICATE, REFUSED, ImportedInvoice

_OUTCOMES = (REFUSED, DRAFT, DUPLICATE)
_PARTS = re.compile(r"\d+|\D+")


def sorted_rows(items: Sequence[ImportedInvoice], column: int, *, descending: bool) -> list[int]:
    """Return the rows in the order of a column's values, what has none last."""
    keys = [_KEYS[column](item) for item in items]
    filled = [row for row, key in enumerate(keys) if key is not None]
    filled.sort(key=keys.__getitem__, reverse=descending)
    return filled + [row for row, key in enumerate(keys) if key is None]


def _as_counted(number: str | None) -> tuple[tuple[int, int, str], ...] | None:
    """Return a number as people count: F2 before F10, and digits before letters."""
    if not number:
        return None
    return tuple(
        (0, len(part.lstrip("0")), part.lstrip("0")) if part.isdecimal() else (1, 0, part)
        for part in _PARTS.findall(fold(number))
    )


_KEYS: Sequence[Callable[[ImportedInvoice], Any]] = (
    lambda item: _OUTCOMES.index(item.outcome),
    lambda item: _as_counted(item.number),
    lambda item: fold(item.buyer) if item.buyer else None,
    lambda item: item.issue_date,
    lambda item: item.gross,
    lambda item: item.lines,
    lambda item: counts(item.findings)[0],
    lambda item: counts(item.findings)[1],
)
"""The value of each column of ``importing.COLUMNS``."""
