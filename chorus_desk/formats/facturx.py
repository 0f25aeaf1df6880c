"""Factur-X: the page as PDF/A-3b with the CII inside, made and taken apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, invoice_xml, xml, zugferd1
from chorus_desk.formats.document import Document, level_of
from chorus_desk.formats.pdf.actions import acts
from chorus_desk.formats.pdf.against_page import against_page
from chorus_desk.formats.pdf.bordereau import is_bordereau
from chorus_desk.formats.pdf.container import check_container, found
from chorus_desk.formats.pdf.embedded import EmbeddedFile, embedded_files
from chorus_desk.formats.pdf.invoice_page import metadata, render_invoice
from chorus_desk.formats.pdf.opening import with_pdf
from chorus_desk.formats.pdf.page_text import text_of
from chorus_desk.formats.pdf.pages import pages_of
from chorus_desk.formats.pdf.pdfa import DATA_NAME, with_data
from chorus_desk.formats.tables import Profile

DATA_NAMES = (DATA_NAME, "zugferd-invoice.xml", "xrechnung.xml")
"""What the invoice inside a PDF is called (Factur-X 1.0, ZUGFeRD 1.0 to 2.3), ignoring case."""
_MOST_TRIED = 10
"""Files with other names that are opened to see whether they are the invoice."""


def write(
    invoice: Invoice, circuit: Circuit, *, draft: bool = False, logo: bytes | None = None
) -> bytes:
    """Return the invoice as Factur-X: same invoice, same bytes, whose dates are the invoice's."""
    return around(cii.write(invoice, circuit), invoice, circuit, draft=draft, logo=logo)


def around(
    xml: bytes, invoice: Invoice, circuit: Circuit, *, draft: bool = False,
    logo: bytes | None = None,
) -> bytes:  # fmt: skip
    """Return the Factur-X of an invoice whose CII is written already."""
    page = render_invoice(invoice, draft=draft, logo=logo)
    return with_data(page, xml, metadata(invoice), level_of(invoice, circuit))


@dataclass(frozen=True, slots=True)
class Extracted:
    """The invoice found in a PDF, what its file is called, and what else is in that PDF."""

    xml: bytes
    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """The invoice inside a PDF, read; ``findings`` are on the PDF, the document has its own."""

    document: Document
    findings: tuple[Finding, ...]


def is_facturx(content: bytes) -> bool:
    """Return whether a PDF of ours carries an embedded file or claims to be PDF/A-3."""
    return b"/EmbeddedFile" in content or b"pdfaid" in content


def extract(content: bytes) -> Extracted:
    """Take the invoice's XML out of a PDF that may be hostile.

    Raises:
        UserError: ``pdf-too-large``, ``pdf-unreadable``, ``pdf-encrypted``, ``pdf-no-data`` (a
            plain PDF), ``pdf-bordereau`` (a slip of this program), ``pdf-two-invoices`` (two that
            differ: nobody can tell which one counts).
    """
    return with_pdf(content, _extract)


def read(content: bytes) -> Read:
    """Read the invoice inside a PDF: the CII of a Factur-X, or a UBL, which makes it none.

    Raises:
        UserError: as ``extract``, and as ``invoice_xml.read`` on what was found.
    """
    extracted = extract(content)
    document = invoice_xml.read(extracted.xml)
    return Read(document, (*extracted.findings, *_about_data(extracted.name, document)))


def compare(content: bytes, invoice: Invoice) -> tuple[Finding, ...]:
    """Return where the page of a PDF does not show what an invoice says.

    Raises:
        UserError: as ``extract``.
    """
    return with_pdf(content, lambda reader: against_page(invoice, text_of(reader)))


def examine(
    content: bytes, profile: Profile | None, invoice: Invoice | None = None
) -> tuple[Finding, ...]:
    """Return what is wrong with the PDF around an invoice.

    ``profile`` is what the data's BT-24 names; with ``invoice``, what the data say is looked for on
    the page.

    Raises:
        UserError: as ``extract``.
    """

    def work(reader: Any) -> tuple[Finding, ...]:
        data, others = _invoice_among(reader)
        around = check_container(reader, content, data, others, profile)
        shown = against_page(invoice, text_of(reader)) if invoice is not None else ()
        return (*around, *shown)

    return with_pdf(content, work)


def _extract(reader: Any) -> Extracted:
    findings: list[Finding] = []
    if reader.is_encrypted:
        findings.append(found("CD-PDF-ENCRYPTED"))
    if acts(reader, pages_of(reader)):
        findings.append(found("CD-PDF-ACTION"))
    data, others = _invoice_among(reader)
    findings += [
        Finding(rule="CD-NOT-KEPT", severity=Severity.WARNING, source=Source.IMPORT,
                params={"term": "PDF", "value": other.name[:80]})
        for other in others
    ]  # fmt: skip
    return Extracted(data.data(), data.name, tuple(findings))


def _invoice_among(reader: Any) -> tuple[EmbeddedFile, list[EmbeddedFile]]:
    """Return the invoice among the files of a PDF, found by its name, else by what it is."""
    files = embedded_files(reader)
    named = [file for file in files if file.name.casefold() in DATA_NAMES]
    invoices = _contents(named) if named else _invoices(files)
    if not invoices and is_bordereau(reader):
        raise UserError("pdf-bordereau")
    if not invoices:
        raise UserError("pdf-no-data")
    if len({data for _, data in invoices}) > 1:
        raise UserError("pdf-two-invoices")
    chosen = [file for file, _ in invoices]
    return chosen[0], [file for file in files if file not in chosen]


def _invoices(files: Sequence[EmbeddedFile]) -> list[tuple[EmbeddedFile, bytes]]:
    """Return the files that are invoices, whatever their names: CII before UBL."""
    contents = _contents([file for file in files if _may_be_xml(file)][:_MOST_TRIED])
    told = [(invoice_xml.syntax_if_any(data), file, data) for file, data in contents]
    ciis = [(file, data) for syntax, file, data in told if syntax and not syntax.is_ubl]
    return ciis or [(file, data) for syntax, file, data in told if syntax]


def _contents(files: Sequence[EmbeddedFile]) -> list[tuple[EmbeddedFile, bytes]]:
    """Unpack files, together no more than an invoice's XML may have."""
    contents, size = [], 0
    for file in files:
        data = file.data()
        size += len(data)
        if size > xml.LARGEST_XML:
            raise UserError("xml-too-large", megabytes=xml.LARGEST_XML // 1_000_000)
        contents.append((file, data))
    return contents


def _may_be_xml(file: EmbeddedFile) -> bool:
    return file.name.casefold().endswith(".xml") or "xml" in (file.mime or "").casefold()


def _about_data(name: str, document: Document) -> list[Finding]:
    """Say where the invoice is not what readers look for, or not called so."""
    if document.syntax.is_ubl:
        return [found("CD-PDF-UBL", name=name[:60])]
    of_old = name == zugferd1.DATA_NAME and document.root.tag == zugferd1.ROOT
    if name == DATA_NAME or of_old:
        return []
    if name.casefold() in DATA_NAMES:
        return [found("CD-PDF-DATA-NAME", name=name)]
    return [found("CD-PDF-DATA-OTHER-NAME", name=name[:60])]
