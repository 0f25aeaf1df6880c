"""What the portal's reader finds on a plain page: each datum right after the word announcing it.

The State has published the words for the buyer's SIRET and the commitment alone
(``portal_labels``: confirmed). For the other data the usual words are taken, and it is said so.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from chorus_desk import resources
from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.formats.pdf.page_text import PageText
from chorus_desk.formats.pdf.printed_values import AMOUNT, DAY, amount_of, day_of, fold

Value = str | date | Decimal


@dataclass(frozen=True, slots=True)
class PortalReading:
    """What was found, by field of ``portal_fields`` (``buyer.siret``); a missed one is not in."""

    found: Mapping[str, Value]
    spaced: frozenset[str] = frozenset()
    """SIRETs that are written with spaces, which AIFE advises against."""
    readable: bool = True


class _Kind(NamedTuple):
    """How a kind of datum is written, and what its text means; None where it is none after all."""

    pattern: str
    value: Callable[[str], Value | None]


def _digits(text: str) -> str:
    return text.replace(" ", "")


def _reference(text: str) -> str | None:
    text = text.rstrip(".")
    is_day = re.fullmatch(DAY, text) is not None
    return text if any(sign.isdigit() for sign in text) and not is_day else None


def _code(text: str) -> str | None:
    """Return a service code, told from a word of prose by its digits or capitals."""
    return text if _reference(text) or text.isupper() else None


_KINDS = {
    "siret": _Kind(r"\d{3} ?\d{3} ?\d{3} ?\d{5}(?!\d)", _digits),
    "day": _Kind(rf"(?:le )?{DAY}(?!\d)", lambda text: day_of(fold(text).removeprefix("le "))),
    "amount": _Kind(
        rf"(?:(?:€|eur) ?)?{AMOUNT}(?![\d.,]*\d)(?! ?%)", lambda t: amount_of(_bare(t))
    ),
    "reference": _Kind(r"[^\s:;,()]{1,50}", _reference),
    "code": _Kind(r"[^\s:;,()]{1,100}", _code),
}
_BETWEEN = r"\.?[ \t]{0,9}(?:n[°ºo]\.?|numero)?[ \t]{0,9}[:=]?[ \t]{0,9}"
"""What may stand between a word and its datum."""
_NEXT_LINE = {
    "siret": r"\n?[ \t]{0,9}",
    "day": r"\n?[ \t]{0,9}",
    "amount": r"(?:\n[ \t]{0,9}(?=[^\n]{0,20}[.,]\d\d(?!\d)))?",
}
"""Kinds that may open the next line, as a cell does: their form tells them from other cells."""


def read_page(page: PageText) -> PortalReading:
    """Return what the portal's reader finds in the text of a page."""
    if not page.readable:
        return PortalReading({}, readable=False)
    folded = fold(page.text)
    found: dict[str, Value] = {}
    spaced: set[str] = set()
    for field, kind, pattern in _patterns():
        if field in found:
            continue
        for match in pattern.finditer(folded):
            text = page.text[match.start(1) : match.end(1)]
            value = _KINDS[kind].value(text)
            if value is None or (field == "seller.siret" and value == found.get("buyer.siret")):
                continue
            found[field] = value
            if kind == "siret" and " " in text:
                spaced.add(field)
            break
    return PortalReading(found, frozenset(spaced))


def findings_on(reading: PortalReading) -> tuple[Finding, ...]:
    """Name what the portal's reader would miss, and what it may stumble over."""
    if not reading.readable:
        return (_finding("CD-PDF-NO-TEXT", Severity.WARNING),)
    rows = resources.read_table("portal_fields")
    missed = [
        _finding(row["rule"], Severity(row["severity"]), row["term"], row["field"])
        for row in rows
        if row["field"] not in reading.found
    ]
    odd = [
        _finding("CD-PORTAL-SPACED", Severity.WARNING, row["term"], row["field"])
        for row in rows
        if row["field"] in reading.spaced
    ]
    return (*missed, *odd, _finding("CD-PORTAL-WORDS", Severity.INFO))


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Return field, kind and pattern of each word: published words first, then the longest."""
    kinds = {row["field"]: row["kind"] for row in resources.read_table("portal_fields")}
    rows = [row for row in resources.read_table("portal_labels") if row["field"] in kinds]
    # The buyer's SIRET before the seller's, whose word is a part of it.
    rows.sort(
        key=lambda row: (row["field"] == "seller.siret", row["confirmed"] != "yes",
                         -len(row["label"]))
    )  # fmt: skip
    return tuple(
        (row["field"], kinds[row["field"]], _pattern(row["label"], kinds[row["field"]]))
        for row in rows
    )


def label_of(label: str) -> re.Pattern[str]:
    """Return what finds a label in folded text, with what may stand between it and its datum."""
    words = r"[ \t]{1,5}".join(re.escape(word) for word in fold(label).split())
    return re.compile(rf"(?<!\w){words}{_BETWEEN}")


def _pattern(label: str, kind: str) -> re.Pattern[str]:
    return re.compile(
        rf"{label_of(label).pattern}{_NEXT_LINE.get(kind, '')}({_KINDS[kind].pattern})"
    )


def _bare(text: str) -> str:
    return text.upper().removeprefix("€").removeprefix("EUR").strip()


def _finding(
    rule: str, severity: Severity, field: str | None = None, path: str | None = None
) -> Finding:
    return Finding(rule=rule, severity=severity, source=Source.CHORUS_PRO, field=field, path=path)
