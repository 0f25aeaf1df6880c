"""A page made elsewhere as PDF/A-3b with the invoice's data inside, or why it cannot be one."""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding
from chorus_desk.formats.pdf.items import Metadata
from chorus_desk.formats.pdf.opening import with_pdf
from chorus_desk.formats.pdf.own.drawings import (
    drawn_in,
    forget_unused_spaces,
    replace_unused_fonts,
)
from chorus_desk.formats.pdf.own.findings import found
from chorus_desk.formats.pdf.own.hindrances import before_mending, hindrances
from chorus_desk.formats.pdf.own.mending import mend
from chorus_desk.formats.pdf.own.objects import TooManyError, prune
from chorus_desk.formats.pdf.pdfa import embed, stamp


@dataclass(frozen=True, slots=True)
class Converted:
    """The Factur-X, None where something stands against it, which is then named."""

    content: bytes | None
    findings: tuple[Finding, ...]


def convert(page: bytes, xml: bytes, about: Metadata, level: str) -> Converted:
    """Return a page made elsewhere as PDF/A-3b with its XML embedded: same input, same bytes.

    Nothing that is seen changes: what stands in the way and cannot go unseen refuses the whole.

    Raises:
        UserError: the PDF cannot be read, as ``opening.with_pdf``.
    """
    return with_pdf(page, lambda reader: _convert(reader, xml, about, level))


def reasons_against(page: bytes) -> tuple[Finding, ...]:
    """Return what keeps a page made elsewhere from being PDF/A-3, nothing where it can be one.

    Raises:
        UserError: the PDF cannot be read, as ``opening.with_pdf``.
    """
    return with_pdf(page, lambda reader: _mended(reader)[1])


def _convert(reader: Any, xml: bytes, about: Metadata, level: str) -> Converted:
    writer, against = _mended(reader)
    if against:
        return Converted(None, against)
    writer.metadata = {
        "/Title": about.title, "/Author": about.author, "/Subject": about.subject,
        "/Creator": "Chorus Desk", "/CreationDate": stamp(about), "/ModDate": stamp(about),
    }  # fmt: skip
    embed(writer, xml, about, level)
    _identify(writer, page_and_data=(reader.stream.getvalue(), xml))
    output = BytesIO()
    writer.write(output)
    return Converted(output.getvalue(), ())


def _mended(reader: Any) -> tuple[Any, tuple[Finding, ...]]:
    from pypdf import PdfWriter

    against = (found("CD-OWN-LOCKED"),) if reader.is_encrypted else before_mending(reader)
    if against:
        return None, against
    writer = PdfWriter(clone_from=reader)
    if not writer.pages:
        raise UserError("pdf-unreadable")
    try:
        mend(writer)
        drawn = drawn_in(writer)
        forget_unused_spaces(drawn.drawings)
        replace_unused_fonts(drawn.drawings)
        prune(writer)
        return writer, hindrances(writer, drawn)
    except TooManyError:
        return None, (found("CD-OWN-LARGE"),)


def _identify(writer: Any, page_and_data: tuple[bytes, bytes]) -> None:
    """Give the file the ID that PDF/A wants: of what it is made of, never of chance."""
    from pypdf.generic import ArrayObject, ByteStringObject

    digest = sha256(b"".join(sha256(part).digest() for part in page_and_data)).digest()[:16]
    writer._ID = ArrayObject([ByteStringObject(digest), ByteStringObject(digest)])  # noqa: SLF001
