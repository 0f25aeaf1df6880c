"""Rules on attachments: names, endings, sizes that Chorus Pro takes."""

from collections.abc import Iterator

from chorus_desk.rules import tables
from chorus_desk.rules.case import Case, Hit, Rules

LONGEST_NAME = 50
FORBIDDEN = frozenset("%$!&/\\:;«»#@")
READABLE = "LISIBLE"
"""The kind of an attachment that is the invoice as people read it: once (BR-FR-18)."""
LARGEST_FILE = 10_000_000
"""Bytes; an attachment stays strictly below (OCA; AIFE's page on adding a file)."""
LARGEST_SUM = 118_000_000
"""Bytes; what is left for attachments of the 120 MB of an invoice (OCA)."""


def cpro_41(case: Case) -> Iterator[Hit]:
    """A file name over 50 characters, ending included."""
    for index, item in enumerate(case.invoice.attachments):
        if item.file_name and len(item.file_name) > LONGEST_NAME:
            yield Hit(f"attachments[{index}].name", {"name": item.file_name})


def cd_attachment_extension(case: Case) -> Iterator[Hit]:
    """A file with no ending, or one that is not accepted."""
    for index, item in enumerate(case.invoice.attachments):
        if item.content is None:
            continue
        name, dot, ending = (item.file_name or "").rpartition(".")
        if not name or not dot or ending.upper() not in tables.attachment_extensions():
            yield Hit(f"attachments[{index}].name", {"name": item.file_name or ""})


def br_cl_24(case: Case) -> Iterator[Hit]:
    """A file that Chorus Pro takes, of a kind that no e-invoice may embed (EN 16931)."""
    for index, item in enumerate(case.invoice.attachments):
        name = item.file_name or ""
        accepted = name.rpartition(".")[2].upper() in tables.attachment_extensions()
        kind = item.mime_type or tables.embedded_type(name)
        if item.content is not None and accepted and kind not in tables.embedded_types().values():
            yield Hit(f"attachments[{index}].name", {"name": name})


def cd_attachment_empty(case: Case) -> Iterator[Hit]:
    """A file without a single byte."""
    for index, item in enumerate(case.invoice.attachments):
        if item.content == b"":
            yield Hit(f"attachments[{index}]", {"name": item.file_name or ""})


def cd_attachment_size(case: Case) -> Iterator[Hit]:
    """A file of 10 MB or more."""
    for index, item in enumerate(case.invoice.attachments):
        if item.content is not None and len(item.content) >= LARGEST_FILE:
            yield Hit(f"attachments[{index}]", {"name": item.file_name or ""})


def cd_attachments_total(case: Case) -> Iterator[Hit]:
    """Files that are too heavy together."""
    if sum(len(item.content or b"") for item in case.invoice.attachments) > LARGEST_SUM:
        yield Hit("attachments")


def br_fr_17(case: Case) -> Iterator[Hit]:
    """An attachment said to be what the list does not have."""
    for index, item in enumerate(case.invoice.attachments):
        if item.description and item.description not in tables.attachment_kinds():
            yield Hit(f"attachments[{index}].description", {"value": item.description})


def cd_attachment_kind(case: Case) -> Iterator[Hit]:
    """An attachment of which nothing is said: one source wants its kind, the sheet does not."""
    for index, item in enumerate(case.invoice.attachments):
        if not item.description:
            yield Hit(f"attachments[{index}].description", {"name": item.file_name or ""})


def br_fr_18(case: Case) -> Iterator[Hit]:
    """More than one attachment that is the invoice as people read it."""
    kinds = [item.description for item in case.invoice.attachments]
    if kinds.count(READABLE) > 1:
        yield Hit("attachments", {"count": kinds.count(READABLE)})


def cd_file_name_chars(case: Case) -> Iterator[Hit]:
    """A file name with a character that platforms refuse (DSE-CP §3.2.1.4.1)."""
    for index, item in enumerate(case.invoice.attachments):
        wrong = sorted(set(item.file_name or "") & FORBIDDEN)
        if wrong:
            params = {"name": item.file_name or "", "characters": " ".join(wrong)}
            yield Hit(f"attachments[{index}].name", params)


def cd_file_name_ascii(case: Case) -> Iterator[Hit]:
    """A file name with accents: older systems on the way may spoil it."""
    for index, item in enumerate(case.invoice.attachments):
        if not (item.file_name or "").isascii():
            yield Hit(f"attachments[{index}].name", {"name": item.file_name or ""})


RULES: Rules = {
    "CPRO-41": cpro_41,
    "CD-ATTACHMENT-EXTENSION": cd_attachment_extension,
    "BR-CL-24": br_cl_24,
    "CD-ATTACHMENT-EMPTY": cd_attachment_empty,
    "CD-ATTACHMENT-SIZE": cd_attachment_size,
    "CD-ATTACHMENTS-TOTAL": cd_attachments_total,
    "BR-FR-17": br_fr_17,
    "CD-ATTACHMENT-KIND": cd_attachment_kind,
    "BR-FR-18": br_fr_18,
    "CD-FILE-NAME-CHARS": cd_file_name_chars,
    "CD-FILE-NAME-ASCII": cd_file_name_ascii,
}
