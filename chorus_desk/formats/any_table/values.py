"""Values as people write them in their own tables; a doubtful reading says why it is doubtful."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

from chorus_desk.domain.identifiers import Problem, parse_siret
from chorus_desk.domain.money import decimals, is_too_large, plain, round_half_away
from chorus_desk.domain.text import fold, writable
from chorus_desk.formats.any_table.grid import Cell, is_empty
from chorus_desk.rules import tables

_T = TypeVar("_T")


_LONGEST = 80
"""Characters of a number, a day or a rate with the words around it; more is a text."""


class Writing(NamedTuple):
    """How the cells of a column are written, as those that leave no doubt tell."""

    month_first: bool = False
    days_mixed: bool = False
    """Whether some of its days have the month first, and others the day."""
    decimal_sign: str = ""
    """``,`` or ``.``, "" where nothing tells."""


UNTOLD = Writing()
"""Nothing tells."""


class UnreadableValueError(ValueError):
    """A cell that does not hold what its place is for."""


@dataclass(frozen=True, slots=True)
class Read(Generic[_T]):
    """A value, and why it may be meant otherwise: ``thousands``, ``month-first``, ``zeros`` …

    ``doubtful`` tells a guess (a warning) from a change that leaves no doubt (an information).
    """

    value: _T
    reason: str = ""
    doubtful: bool = False


def text(cell: Cell) -> str | None:
    """Return a cell as text: whole numbers without a point, None when empty."""
    if isinstance(cell, str):
        return writable(cell).strip().removeprefix("'") or None
    if cell is None:
        return None
    if isinstance(cell, float):
        return _digits(cell) if math.isfinite(cell) else None
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)


def _short(typed: str) -> str:
    if len(typed) > _LONGEST:
        raise UnreadableValueError
    return typed


def shown(cell: Cell) -> str:
    """Return a cell as a person sees it, in 60 characters at most."""
    raw = format(cell, ".15g") if isinstance(cell, float) else str(cell)
    return writable(raw)[:60]


_NUMBER = re.compile(r"\d{1,50}(?:\.\d{1,12})?")
_DECIMALS = 12
_IDLE = re.compile(
    r"['’]|€|\$|£|(?<![^\W\d_])(?:euros?|H\.?T\.?|T\.?T\.?C\.?)(?![^\W_])|EUR|USD|Ar\b",
    re.IGNORECASE,
)
_APART = re.compile(r"\d\s+\d")
_IN_THREES = re.compile(r"\D*\d{1,3}(?:\s\d{3})+(?:[.,]\d+)?\D*")
"""Digits that spaces group: « 12 50 » is no number that anybody can be sure of."""
_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_FRACTION = re.compile(r"\d+[.,]\d+")
_GROUPED = (
    re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}"),
    re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}"),
)


def number(cell: Cell, *, decimal_sign: str = "") -> Read[Decimal] | None:
    """Return a cell as an exact number: ``1 234,56 €``, ``(54,00)``, ``$1,234.56``; None if empty.

    ``1,234`` or ``1.234`` alone may be a thousand or a fraction: read as ``decimal_sign`` tells,
    and as a fraction, in doubt, where that is unknown.

    Raises:
        UnreadableValueError: it is no number, or one that nobody means.
    """
    if is_empty(cell):
        return None
    if isinstance(cell, str):
        return _typed_number(_short(cell), decimal_sign)
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
        raise UnreadableValueError
    value = _bounded(Decimal(_digits(float(cell))))
    # Dust that a formula left behind: no price has more decimals.
    return Read(round_half_away(value, _DECIMALS) if decimals(value) > _DECIMALS else value)


def _typed_number(typed: str, decimal_sign: str) -> Read[Decimal] | None:
    written = _IDLE.sub("", typed).strip()
    if _APART.search(written) and not _IN_THREES.fullmatch(written):
        raise UnreadableValueError
    digits = "".join(written.split()).rstrip("%").replace("\u2212", "-")
    if digits in ("", "-", "—", "–", "()"):
        return None
    negative = digits.startswith("(") and digits.endswith(")")
    digits = digits[1:-1] if negative else digits
    if digits[:1] in ("+", "-"):
        negative, digits = negative ^ (digits[0] == "-"), digits[1:]
    elif digits.endswith("-"):
        negative, digits = True, digits[:-1]
    reason = ""
    if _THOUSANDS.fullmatch(digits):
        reason = "thousands-settled" if decimal_sign else "thousands"
        if decimal_sign and decimal_sign not in digits:
            digits = digits.replace(".", "").replace(",", "")
    if _GROUPED[0].fullmatch(digits):
        digits = digits.replace(",", "")
    elif _GROUPED[1].fullmatch(digits):
        digits = digits.replace(".", "").replace(",", ".")
    digits = digits.replace(",", ".")
    if not _NUMBER.fullmatch(digits):
        raise UnreadableValueError
    value = _bounded(Decimal(digits))
    return Read(-value if negative else value, reason, reason == "thousands")


def decimal_sign_of(cells: "list[Cell]") -> str:
    """Return the decimal sign of a column's numbers: ``,`` or ``.``; "" unless all agree.

    ``1,234.56`` and ``12.5`` can be read in one way; ``1,234`` tells nothing.
    """
    signs = set()
    for typed in (cell for cell in cells if isinstance(cell, str) and len(cell) <= _LONGEST):
        digits = "".join(_IDLE.sub("", typed).split()).strip("()+-\u2212%")
        if _GROUPED[0].fullmatch(digits):
            signs.add(".")
        elif _GROUPED[1].fullmatch(digits):
            signs.add(",")
        elif _FRACTION.fullmatch(digits) and not _THOUSANDS.fullmatch(digits):
            signs.add("," if "," in digits else ".")
    return signs.pop() if len(signs) == 1 else ""


_NUMBER_AND_WORD = re.compile(r"\s*([-+\d][\d\s.,]*?)\s*([^\W\d_][^\d]*?)\s*")


def number_and_word(cell: Cell) -> tuple[str, str] | None:
    """Return the two parts of « 3 h » or « 12 jours », None for any other cell."""
    match = _NUMBER_AND_WORD.fullmatch(cell) if isinstance(cell, str) else None
    return (match[1], match[2]) if match else None


def is_quantity(cell: Cell) -> bool:
    """Return whether a cell holds a number, be it with its unit."""
    return is_number(cell) or number_and_word(cell) is not None


def is_number(cell: Cell) -> bool:
    """Return whether a cell holds a number, however it is written."""
    try:
        return number(cell) is not None
    except UnreadableValueError:
        return False


def _bounded(value: Decimal) -> Decimal:
    if is_too_large(value):
        raise UnreadableValueError
    return value


def _digits(value: float) -> str:
    digits = format(value, ".15g")
    return plain(Decimal(digits)) if "e" in digits else digits


_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "janvier janv jan january januar", "fevrier fevr fev feb february februar",
            "mars mar march marz", "avril avr apr april", "mai may", "juin jun june juni",
            "juillet juil jul july juli", "aout aou aug august", "septembre sept sep september",
            "octobre oct october oktober okt", "novembre nov november",
            "decembre dec december dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip


def month_of(word: str) -> int | None:
    """Return the number of a month from its folded name or abbreviation, None for other words."""
    return _MONTHS.get(word)


_NUMERIC_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T]\d.*)?")
_ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?")
_BARE_DAY = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_WORDS = re.compile(r"(?:.*\b)?(\d{1,2})(?:er)?[ .-]+([a-z]+)[. -]+(\d{4}|\d{2})")
_SPACED_SIGN = re.compile(r"(?<=\d) ?([/-]) ?(?=\d)")
_BEFORE_A_DAY = re.compile(r"(?:(?:fait|date|emis|emise|facture|le|du|en date)\b[ :]*)+(?=\d)")
_WORDS_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2}),? (\d{4})")


def day(
    cell: Cell, *, month_first: bool = False, days_mixed: bool = False, from_1904: bool = False
) -> Read[date] | None:
    """Return a cell as a day: a date, ``12/03/2026``, ``12 mars 2026``, ``20260312``, a serial.

    Raises:
        UnreadableValueError: it is no day.
    """
    if is_empty(cell):
        return None
    if isinstance(cell, datetime):
        return Read(cell.date())
    if isinstance(cell, date):
        return Read(cell)
    if isinstance(cell, str):
        return Read(*_typed_day(_short(cell), month_first, days_mixed))
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise UnreadableValueError
    if 20_000_101 <= cell <= 20_991_231 and cell == int(cell):
        return Read(*_typed_day(str(int(cell)), month_first, days_mixed))
    if 30_000 < cell < 80_000:
        first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        return Read(first + timedelta(days=int(cell)), "serial")
    raise UnreadableValueError


def _typed_day(
    typed: str,
    month_first: bool,  # noqa: FBT001
    days_mixed: bool,  # noqa: FBT001
) -> tuple[date, str, bool]:
    folded = _BEFORE_A_DAY.sub("", fold(typed).strip(" .,;:'"))
    folded = _SPACED_SIGN.sub(r"\1", folded)
    try:
        if match := _NUMERIC_DAY.fullmatch(folded):
            first, second, year = int(match[1]), int(match[3]), _year(match[4])
            if second > 12 or (month_first and first <= 12):
                return date(year, first, second), "month-first", True
            unsure = days_mixed and first <= 12 and first != second
            return date(year, second, first), "day-or-month" if unsure else "", unsure
        for form in (_ISO_DAY, _BARE_DAY):
            if match := form.fullmatch(folded):
                return date(int(match[1]), int(match[2]), int(match[3])), "", False
        if (match := _WORDS.fullmatch(folded)) and match[2] in _MONTHS:
            return date(_year(match[3]), _MONTHS[match[2]], int(match[1])), "", False
        if (match := _WORDS_MONTH_FIRST.fullmatch(folded)) and match[1] in _MONTHS:
            return date(int(match[3]), _MONTHS[match[1]], int(match[2])), "", False
    except ValueError as error:
        raise UnreadableValueError from error
    raise UnreadableValueError


def _year(digits: str) -> int:
    return int(digits) + 2000 if len(digits) == 2 else int(digits)


def writing_of_days(cells: "list[Cell]") -> Writing:
    """Return how a column of days is written: the month first, or some one way, some the other."""
    parts = [m for c in cells if isinstance(c, str) and (m := _NUMERIC_DAY.fullmatch(c.strip()))]
    month_first = any(int(m[3]) > 12 for m in parts)  # for sure: no month has such a number
    day_first = any(int(m[1]) > 12 for m in parts)
    return Writing(month_first and not day_first, month_first and day_first)


FRANCHISE = "VATEX-FR-FRANCHISE"
_WITHOUT_VAT = re.compile(
    r"293 ?b|tva non applicable|franchise en base|exonere|non soumis|sans tva|hors champ"
)


def without_vat(typed: str) -> str | None:
    """Return the exemption that words on VAT name, "" for one unnamed, None for other words."""
    folded = fold(typed)
    if not _WITHOUT_VAT.search(folded):
        return None
    return FRANCHISE if re.search(r"293 ?b|non applicable|franchise", folded) else ""


_RATE = re.compile(r"(?<![\d.,])\d{1,2}(?:[.,]\d{1,3})?(?![\d.,])")


def rate(cell: Cell) -> Read[Decimal] | None:
    """Return a VAT rate in percent: ``20%``, ``TVA 5,5 %``, ``20``, or ``0,2`` for 20 %.

    Raises:
        UnreadableValueError: it is no rate.
    """
    if is_empty(cell):
        return None
    if isinstance(cell, str):
        match = _RATE.search(fold(_short(cell)))
        if match is None:
            raise UnreadableValueError
        value, percent = Decimal(match[0].replace(",", ".")), "%" in cell
    else:
        found = number(cell)
        if found is None:
            return None
        value, percent = found.value, False
    known = tables.vat_rates()
    hundredfold = (value * 100).normalize()
    if not percent and value not in known and hundredfold in known:
        return Read(Decimal(plain(hundredfold)), "share")
    if not 0 <= value < 100:
        raise UnreadableValueError
    if value and value not in known:
        return Read(value, "unknown-rate", True)
    return Read(value)


_SIRET_LABEL = re.compile(
    r"^\s*(?:n\s*[°º]\s*)?(?:de\s+)?siret\s*(?:n\s*[°º])?\s*:?", re.IGNORECASE
)
_SPACING = re.compile(r"[\s\u00a0\u202f.\-']+")


def siret(cell: Cell) -> Read[str] | None:
    """Return a SIRET's digits; zeros that a number cell lost are put back where the key agrees."""
    typed = text(cell)
    if typed is None:
        return None
    digits = _SPACING.sub("", _SIRET_LABEL.sub("", typed))
    if not digits.isdigit() or not 9 < len(digits) < 14:
        return Read(digits)
    whole = digits.zfill(14)
    if isinstance(parse_siret(whole), Problem):
        return Read(digits)
    return Read(whole, "zeros", isinstance(cell, str))


def is_siret(cell: Cell) -> bool:
    """Return whether a cell holds a SIRET with its key right."""
    typed = text(cell)
    digits = _SPACING.sub("", typed) if typed else ""
    return len(digits) == 14 and not isinstance(parse_siret(digits), Problem)
