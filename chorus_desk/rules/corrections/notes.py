"""Corrections of notes: the law's mentions, each once, and marks that a platform reads."""

import textwrap
from collections.abc import Iterator
from dataclasses import replace

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import Invoice, Note
from chorus_desk.rules.case import Case, Context
from chorus_desk.rules.corrections.kind import Corrections, OnItem
from chorus_desk.rules.lengths import longest
from chorus_desk.rules.notes import (
    MEMBER_SCHEME,
    PUBLIC_CODE,
    PUBLIC_TEXT,
    SINGLE_TAXABLE_PERSON,
    doubled,
    missing_mentions,
)


def _with_mentions(invoice: Invoice, _finding: Finding, context: Context) -> Invoice:
    """Add the mentions of that day that lack, as the law has them."""
    missing = missing_mentions(Case(invoice, context))
    added = tuple(Note(text=row.text, code=row.code) for row in missing)
    return replace(invoice, notes=(*invoice.notes, *added))


def _each_once(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Join the notes of a code that stands once into one, no text lost and none said twice."""
    return replace(invoice, notes=tuple(_joined(invoice.notes, set(doubled(invoice)))))


def _joined(notes: tuple[Note, ...], codes: set[str]) -> Iterator[Note]:
    said: set[str] = set()
    for note in notes:
        if note.code not in codes:
            yield note
        elif note.code and note.code not in said:
            said.add(note.code)
            texts = dict.fromkeys(other.text for other in notes if other.code == note.code)
            yield replace(note, text="\n".join(texts))


def _removed(_note: Note, _context: Context) -> None:
    return None


def _without_txd(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    if any(item.scheme == MEMBER_SCHEME for item in invoice.seller.identifiers):
        return invoice
    kept = tuple(note for note in invoice.notes if note.code != SINGLE_TAXABLE_PERSON)
    return replace(invoice, notes=kept)


def _public(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    return replace(invoice, notes=(*invoice.notes, Note(text=PUBLIC_TEXT, code=PUBLIC_CODE)))


def _cut(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Cut long notes between words into several; one with a code must stay whole."""
    most = longest("CPRO-42")
    return replace(
        invoice, notes=tuple(part for note in invoice.notes for part in _parts(note, most))
    )


def _parts(note: Note, most: int) -> Iterator[Note]:
    if note.code or len(note.text) <= most:
        yield note
        return
    for text in textwrap.wrap(note.text, most, replace_whitespace=False):
        yield Note(text=text)


CORRECTIONS: Corrections = {
    "BR-FR-05": _with_mentions,
    "BR-FR-06": _each_once,
    "BR-FR-20": OnItem(_removed),
    "BR-FR-CO-14": _without_txd,
    "CD-B2G-FLAG": _public,
    "CPRO-42": _cut,
}
