"""Texts written into the cells of a workbook."""

from typing import Any

from chorus_desk.domain.text import writable

LONGEST = 32_767
"""Characters that a cell of Excel holds; what is longer is cut by whoever writes it."""


def put_text(cell: Any, text: str) -> None:
    """Write a text as the text it is, whatever it begins with: no formula, now or once edited."""
    cell.value = writable(text)[:LONGEST]
    cell.data_type = "s"
    if text[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True
