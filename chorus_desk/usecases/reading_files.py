"""What a file holds: told by its content, never by its name."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding
from chorus_desk.formats import facturx, invoice_xml
from chorus_desk.formats.document import Document
from chorus_desk.formats.spreadsheet.safety import kind_of_zip
from chorus_desk.formats.syntax import UBL_SPACE

LARGEST_FILE = 100_000_000
"""Bytes; more than any format here admits."""
_ZIP = b"PK\x03\x04"
_HEAD = 64_000
"""Bytes in which the root element of an XML, or the start of a PDF, is looked for."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class InvoiceFile:
    """An e-invoice read from a file: ``facturx``, ``cii``, ``ubl``, or a ``pdf`` with a UBL."""

    format: str
    document: Document
    findings: tuple[Finding, ...]


def read_file(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        UserError: ``file-missing``, ``file-unreadable``, ``file-too-large``, ``file-empty``.
    """
    try:
        if path.is_dir():
            raise UserError("file-is-folder", file=path.name)
        if path.stat().st_size > LARGEST_FILE:
            raise UserError("file-too-large", file=path.name, megabytes=LARGEST_FILE // 1_000_000)
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError("file-missing", file=str(path)) from error
    except (OSError, ValueError) as error:
        raise UserError("file-unreadable", file=str(path)) from error
    if not content.strip():
        raise UserError("file-empty", file=path.name)
    return content


def format_of_file(path: Path) -> str | None:
    """Return what a file is by its content, None where there is none to read."""
    try:
        with path.open("rb") as file:
            return _format(file)
    except (OSError, ValueError):
        return None


def format_of(content: bytes) -> str:
    """Return what a content is: ``pdf, cii, ubl, xlsx, ods, zip, xls`` or ``unknown``.

    An XML that nothing tells is called ``cii``: that is what it is read as.
    """
    return _format(BytesIO(content))


def _format(file: IO[bytes]) -> str:
    start = file.read(1024)
    if _PDF in start:  # where readers look for it (PDF Reference 1.7, note 13)
        return "pdf"
    if start.startswith(_ZIP):
        return kind_of_zip(file)
    if start.startswith(_OLD_OFFICE):
        return "xls"
    text = start.lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\xff").lstrip()
    if text.startswith(b"<") or b"<\x00" in start or b"\x00<" in start:
        # A comment may stand before the root element, and UTF-16 has a zero beside each letter.
        more = (start + file.read(_HEAD)).replace(b"\x00", b"")
        return "ubl" if UBL_SPACE.encode() in more else "cii"
    return "pdf" if _PDF in start[-len(_PDF) :] + file.read(_HEAD) else "unknown"


def read_invoice(content: bytes) -> InvoiceFile:
    """Read an e-invoice: CII, UBL, or either inside a PDF, as the CII of a Factur-X is.

    Raises:
        UserError: the content is none (``not-an-invoice``, ``workbook-not-one-invoice``,
            ``unknown-format``), or is broken.
    """
    kind = format_of(content)
    if kind == "pdf":
        read = facturx.read(content)
        kind = "pdf" if read.document.syntax.is_ubl else "facturx"
        return InvoiceFile(kind, read.document, (*read.findings, *read.document.findings))
    if kind in ("cii", "ubl"):
        # The beginning may mention the other syntax, in a comment or a note: the root tells.
        document = invoice_xml.read(content)
        kind = "ubl" if document.syntax.is_ubl else "cii"
        return InvoiceFile(kind, document, document.findings)
    if kind in ("xlsx", "ods", "xls"):
        raise UserError("workbook-not-one-invoice")
    raise UserError("unknown-format")
