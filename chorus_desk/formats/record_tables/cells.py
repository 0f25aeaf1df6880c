"""How the cells of a record are read: by the reader that its meaning names."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache

from chorus_desk import resources
from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.grid import Cell, Grid
from chorus_desk.formats.any_table.values import UNTOLD, Read, UnreadableValueError, Writing
from chorus_desk.formats.record_tables.targets import ASIDE
from chorus_desk.formats.spreadsheet.columns import unit_codes

PAID, PART_PAID, DEPOSITED, NOTHING = "paid", "part-paid", "deposited", "none"
EXEMPT = "exempt"
"""What a VAT cell says that names an exemption: which one, the seller's regime tells."""
FRANCHISE = values.FRANCHISE
LONGEST_TEXT = 1000
_LONGEST_STATUS = 120
_NO_UNIT = ("", "-", "(pas d'unite)", "sans", "aucune", "none")

Reader = Callable[[Cell, Grid, Writing], "Read[object] | None"]
"""Reads a cell of a sheet, told how its column is written; None where it is empty."""


def _text(cell: Cell, _grid: Grid, _writing: Writing) -> Read[object] | None:
    typed = values.text(cell)
    if typed is None:
        return None
    if len(typed) > LONGEST_TEXT:
        raise UnreadableValueError
    return Read(" ".join(typed.split()))


def _siret(cell: Cell, _grid: Grid, _writing: Writing) -> Read[object] | None:
    read = values.siret(cell)
    return None if read is None else Read(read.value, read.reason, read.doubtful)


def _postcode(cell: Cell, grid: Grid, writing: Writing) -> Read[object] | None:
    read = _text(cell, grid, writing)
    if read is None:
        return None
    typed = str(read.value).replace(" ", "")
    lost = len(typed) == 4 and typed.isdigit() and not isinstance(cell, str)
    return Read(typed.zfill(5), "zeros") if lost else Read(typed)


def _money(cell: Cell, _grid: Grid, writing: Writing) -> Read[object] | None:
    read = values.number(cell, decimal_sign=writing.decimal_sign)
    return None if read is None else Read(read.value, read.reason, read.doubtful)


def _day(cell: Cell, grid: Grid, writing: Writing) -> Read[object] | None:
    read = values.day(
        cell, month_first=writing.month_first, days_mixed=writing.days_mixed,
        from_1904=grid.from_1904,
    )  # fmt: skip
    return None if read is None else Read(read.value, read.reason, read.doubtful)


def _vat(cell: Cell, _grid: Grid, _writing: Writing) -> Read[object] | None:
    if isinstance(cell, str) and (named := values.without_vat(cell)) is not None:
        return Read(named or EXEMPT)
    read = values.rate(cell)
    return None if read is None else Read(read.value, read.reason, read.doubtful)


def _unit(cell: Cell, grid: Grid, writing: Writing) -> Read[object] | None:
    read = _text(cell, grid, writing)
    typed = fold(str(read.value)) if read else ""
    if read is None or typed in _NO_UNIT:
        return None
    code = unit_codes().get(typed) or unit_codes().get(str(read.value))
    if code is None:
        raise UnreadableValueError
    return Read(code)


_YES = frozenset({"oui", "o", "yes", "y", "x", "vrai", "true", "1", "ok", "✓", "✔"})
_NO = frozenset({"non", "n", "no", "faux", "false", "0", "-"})


def _flag(cell: Cell, _grid: Grid, _writing: Writing) -> Read[object] | None:
    typed = fold(values.text(cell) or "")
    if not typed:
        return None
    if typed in _YES:
        return Read(True)
    if typed in _NO:
        return Read(False)
    raise UnreadableValueError


_DAYS = re.compile(r"\d{1,3}")


def _days(cell: Cell, _grid: Grid, _writing: Writing) -> Read[object] | None:
    typed = values.text(cell)
    if typed is None:
        return None
    found = _DAYS.findall(typed[:LONGEST_TEXT])
    if len(found) != 1:
        raise UnreadableValueError
    return Read(int(found[0]))


def _status(cell: Cell, _grid: Grid, _writing: Writing) -> Read[object] | None:
    typed = values.text(cell)
    if typed is None:
        return None
    found = status_of_words(typed)
    if found is None:
        raise UnreadableValueError
    return Read(found)


def _paid(cell: Cell, grid: Grid, writing: Writing) -> Read[object] | None:
    """Read a column « Payée »: yes or no, the day, the amount, or a status in words."""
    if isinstance(cell, date | datetime):
        return _day(cell, grid, writing)
    for reader in (_flag, _status, _day, _money):
        try:
            return reader(cell, grid, writing)
        except UnreadableValueError:
            continue
    raise UnreadableValueError


def status_of_words(typed: str) -> str | None:
    """Return the status that words are: ``paid``, ``deposited``, a State's code, None if unknown.

    ``part-paid`` is a payment of a part; ``none`` says nothing that a history would hold.
    """
    if len(typed) > _LONGEST_STATUS:
        return None
    folded = _plain(typed)
    return _status_words().get(folded) or _status_words().get(_plain(typed.partition("(")[0]))


def _plain(typed: str) -> str:
    return " ".join(fold(typed).replace("_", " ").strip(" .:!").split())


@cache
def _status_words() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for row in resources.read_table("status_words"):
        for word in row["words"].split("|"):
            found.setdefault(_plain(word), row["status"])
    for row in resources.read_table("invoice_statuses"):
        names = (row["code"], row["label"], row["label"].partition("(")[0], row["number"])
        for name in filter(None, names):
            found.setdefault(_plain(name), row["code"])
    return found


@cache
def portal_statuses() -> frozenset[str]:
    """Return the statuses that the State's portal alone gives."""
    return frozenset(row["code"] for row in resources.read_table("invoice_statuses"))


READERS: Mapping[str, Reader] = {
    "text": _text, "siret": _siret, "postcode": _postcode, "money": _money, "day": _day,
    "vat": _vat, "unit": _unit, "flag": _flag, "days": _days, "status": _status, "paid": _paid,
    ASIDE: lambda _cell, _grid, _writing: None,
}  # fmt: skip


def writing_of(reader: str, cells: "list[Cell]") -> Writing:
    """Return how a column is written, as far as its reader asks: its days, its decimal sign."""
    writing = values.writing_of_days(cells) if reader in ("day", "paid") else UNTOLD
    if reader in ("money", "paid"):
        writing = writing._replace(decimal_sign=values.decimal_sign_of(cells))
    return writing


def reads(cell: Cell, reader: str, grid: Grid) -> bool:
    """Return whether a cell holds what a reader reads."""
    if reader == "siret":
        return sum(letter.isdigit() for letter in values.text(cell) or "") >= 9
    if reader == "text":
        return any(letter.isalnum() for letter in values.text(cell) or "")
    try:
        return reader == ASIDE or READERS[reader](cell, grid, UNTOLD) is not None
    except UnreadableValueError:
        return False
