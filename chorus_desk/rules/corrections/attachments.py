"""Corrections of attachments: names that travel, kinds that platforms know."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import Attachment, Invoice
from chorus_desk.rules import tables
from chorus_desk.rules.attachments import FORBIDDEN, LONGEST_NAME, READABLE
from chorus_desk.rules.case import Context
from chorus_desk.rules.corrections.kind import Corrections, OnItem

_ANNEX = "DOCUMENT_ANNEXE"
_LONGEST_REFERENCE = 50
_BEGINNINGS = {b"%PDF": "pdf", b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif"}
"""How files of a kind begin, whatever they are called."""
_NAMELESS = "piece-jointe"


def _renamed(name: Callable[[str], str]) -> OnItem:
    def mend(item: Attachment, _context: Context) -> Attachment:
        return replace(item, file_name=name(item.file_name)) if item.file_name else item

    return OnItem(mend)


def _shortened(name: str) -> str:
    """Return a name cut to 50 characters before its ending."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 5:
        return name
    return f"{stem[: LONGEST_NAME - len(dot + ending)]}{dot}{ending}"


def _allowed(name: str) -> str:
    return "".join("-" if character in FORBIDDEN else character for character in name)


def _plain(name: str) -> str:
    """Return a name without accents; a letter that has no plain form becomes a hyphen."""
    apart = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE"))
    kept = (character for character in apart if not unicodedata.combining(character))
    return "".join(character if character.isascii() else "-" for character in kept)


def _with_its_ending(item: Attachment, _context: Context) -> Attachment:
    """Give a file the ending of what it is, where its first bytes tell."""
    content = item.content or b""
    ending = next((end for begin, end in _BEGINNINGS.items() if content.startswith(begin)), None)
    if ending is None or ending.upper() not in tables.attachment_extensions():
        return item
    stem, _, _ = (item.file_name or "").rpartition(".")
    return replace(item, file_name=f"{stem or item.file_name or _NAMELESS}.{ending}")


def _dropped(item: Attachment, _context: Context) -> Attachment | None:
    """Take out a file without a single byte: nothing is lost."""
    return None if item.content == b"" else item


def _annex(item: Attachment, _context: Context | None = None) -> Attachment:
    """Call an attachment an annex; what was said of it becomes its reference, if it fits."""
    said = item.description or ""
    fits = said and not item.reference and len(said) <= _LONGEST_REFERENCE
    return replace(item, description=_ANNEX, reference=said if fits else item.reference)


def _one_readable(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Keep the first readable version as such and call the others annexes."""
    kinds = [item.description for item in invoice.attachments]
    first = kinds.index(READABLE) if READABLE in kinds else -1
    attachments = tuple(
        replace(item, description=_ANNEX)
        if item.description == READABLE and index > first
        else item
        for index, item in enumerate(invoice.attachments)
    )
    return replace(invoice, attachments=attachments)


CORRECTIONS: Corrections = {
    "CPRO-41": _renamed(_shortened),
    "CD-FILE-NAME-CHARS": _renamed(_allowed),
    "CD-FILE-NAME-ASCII": _renamed(_plain),
    "CD-ATTACHMENT-EXTENSION": OnItem(_with_its_ending),
    "CD-ATTACHMENT-EMPTY": OnItem(_dropped),
    "CD-ATTACHMENT-KIND": OnItem(_annex),
    "BR-FR-17": OnItem(_annex),
    "BR-FR-18": _one_readable,
}
