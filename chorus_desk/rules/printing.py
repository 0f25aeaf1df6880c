"""Rules on what the page can print: its font does not have every script, and no pictures."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from operator import attrgetter

from chorus_desk import resources
from chorus_desk.domain.invoice import Invoice
from chorus_desk.rules.case import Case, Hit, Rules


@cache
def printed(character: str) -> str | None:
    """Return what the page prints for a character, None where the font has nothing like it.

    That is the character itself, what stands in its place (``<=`` for ``≤``), or nothing: control
    characters and those that turn the direction of writing go.
    """
    if unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    code = ord(character)
    place = bisect_right(_ranges(), (code, 0x110000)) - 1
    first, last = _ranges()[max(place, 0)]
    return character if first <= code <= last else _replacements().get(character)


@lru_cache(maxsize=1024)
def unprintable(text: str) -> str:
    """Return the characters of a text that the page cannot print, each once."""
    if text.isascii():
        return ""
    return "".join(sorted(c for c in set(unicodedata.normalize("NFC", text)) if printed(c) is None))


def cd_not_printable(case: Case) -> Iterator[Hit]:
    """A text that the page prints otherwise than its data hold it."""
    for path, text in _texts(case.invoice):
        characters = unprintable(text) if text else ""
        if characters:
            yield Hit(path, {"characters": " ".join(characters[:20])})


def _texts(invoice: Invoice) -> Iterator[tuple[str, str | None]]:
    for index, line in enumerate(invoice.lines):
        yield f"lines[{index}].description", line.description
        yield f"lines[{index}].details", line.details
        yield f"lines[{index}].note", line.note
    for name in ("seller", "buyer"):
        for text in _PARTY_TEXTS(getattr(invoice, name)):
            yield name, text
    yield "commitment_number", invoice.commitment_number
    yield "contract_number", invoice.contract_number
    yield "due_date", invoice.terms
    for index, note in enumerate(invoice.notes):
        yield f"notes[{index}]", note.text


_PARTY_TEXTS = attrgetter(
    "name", "trading_name", "service_code", "legal_info",
    "address.line1", "address.line2", "address.line3", "address.city",
)  # fmt: skip


@cache
def _ranges() -> tuple[tuple[int, int], ...]:
    rows = resources.read_table("font_characters")
    return tuple((int(row["first"], 16), int(row["last"], 16)) for row in rows)


@cache
def _replacements() -> Mapping[str, str]:
    rows = resources.read_table("font_replacements")
    return {chr(int(row["code"], 16)): row["instead"] for row in rows}


RULES: Rules = {"CD-NOT-PRINTABLE": cd_not_printable}
