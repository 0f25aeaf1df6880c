"""Rows that sum up others: told by their words, which ``resources/codes/table_rows.csv`` lists."""

from functools import cache

from chorus_desk import resources
from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table.grid import Row


@cache
def _words() -> tuple[str, ...]:
    return tuple(
        fold(word)
        for row in resources.read_table("table_rows")
        for word in row["words"].split("|")
    )  # fmt: skip


def is_total(text: str) -> bool:
    """Return whether a text announces a sum: ``Sous-total du mois``, ``TVA 20 %``."""
    folded = fold(text).strip(" :.").replace("h.t.", "ht").replace("t.t.c.", "ttc")
    return any(folded == word or folded.startswith((f"{word} ", f"{word}:")) for word in _words())


def has_total(row: Row) -> bool:
    """Return whether one of a row's cells announces a sum."""
    return any(isinstance(cell, str) and is_total(cell) for cell in row)
