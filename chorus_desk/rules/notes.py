"""Rules on the notes: the mentions the reform wants coded, and what else their codes promise."""

from collections import Counter
from collections.abc import Iterator

from chorus_desk.domain.invoice import Invoice
from chorus_desk.rules import tables
from chorus_desk.rules.case import Case, Hit, Rules

ONCE = frozenset({"PMT", "PMD", "AAB", "TXD"})
"""Codes of notes that stand once (BR-FR-06)."""
PROCESSING = "BAR"
PROCESSINGS = frozenset({"B2B", "B2BINT", "B2C", "B2CINT", "OUTOFSCOPE", "ARCHIVEONLY"})
"""What a note of code BAR may ask for (BR-FR-20)."""
SINGLE_TAXABLE_PERSON = "TXD"
MEMBER_SCHEME = "0231"
"""The scheme of the identifier of a member of a single taxable person."""
PUBLIC_CODE, PUBLIC_TEXT = "ADN", "B2G"
"""The note that marks an invoice to the public sector."""


def missing_mentions(case: Case) -> tuple[tables.LegalText, ...]:
    """Return the mentions of that day that no note carries by its code."""
    day = case.invoice.issue_date or case.context.today
    codes = {note.code for note in case.invoice.notes}
    return tuple(row for row in tables.default_mentions(day) if row.code not in codes)


def br_fr_05(case: Case) -> Iterator[Hit]:
    """A note on recovery indemnity, late payment or discount is missing (PMT, PMD, AAB)."""
    missing = missing_mentions(case)
    if missing:
        yield Hit("notes", {"mentions": ", ".join(row.situation for row in missing)})


def br_fr_06(case: Case) -> Iterator[Hit]:
    """A mention that stands once stands several times."""
    for code in doubled(case.invoice):
        yield Hit("notes", {"code": code})


def br_fr_20(case: Case) -> Iterator[Hit]:
    """A note that asks for a processing which is not on the list."""
    for index, note in enumerate(case.invoice.notes):
        if note.code == PROCESSING and note.text not in PROCESSINGS:
            yield Hit(f"notes[{index}]", {"value": note.text})


def br_fr_co_14(case: Case) -> Iterator[Hit]:
    """The note of a single taxable person without being a member of one, or the reverse."""
    member = any(item.scheme == MEMBER_SCHEME for item in case.invoice.seller.identifiers)
    said = any(note.code == SINGLE_TAXABLE_PERSON for note in case.invoice.notes)
    if member != said:
        yield Hit("notes")


def cd_b2g_flag(case: Case) -> Iterator[Hit]:
    """The note that marks an invoice to the public sector is missing (XP Z12-012 §4.4.3)."""
    marks = ((note.code, note.text) for note in case.invoice.notes)
    if (PUBLIC_CODE, PUBLIC_TEXT) not in marks:
        yield Hit("notes")


def cd_nature_mention(case: Case) -> Iterator[Hit]:
    """No note says whether goods, services or both are billed, once that is compulsory."""
    day = case.invoice.issue_date or case.context.today
    if day < tables.deadline("platform"):
        return
    said = any(tables.known_text(tables.natures(), note.text) for note in case.invoice.notes)
    if case.context.seller is not None and not said:
        yield Hit("notes")


def doubled(invoice: Invoice) -> list[str]:
    """Return the codes of mentions that stand once and are there several times."""
    counts = Counter(note.code for note in invoice.notes if note.code in ONCE)
    return [code for code, count in counts.items() if code and count > 1]


RULES: Rules = {
    "BR-FR-05": br_fr_05,
    "BR-FR-06": br_fr_06,
    "BR-FR-20": br_fr_20,
    "BR-FR-CO-14": br_fr_co_14,
    "CD-B2G-FLAG": cd_b2g_flag,
    "CD-NATURE-MENTION": cd_nature_mention,
}
