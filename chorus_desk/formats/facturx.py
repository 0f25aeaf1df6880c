"""Factur-X: the page as PDF/A-3b with the CII inside, made and taken apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, xml, zugferd1
from chorus_desk.formats.document import level_of
from chorus_desk.formats.pdf.actions import acts
from chorus_desk.formats.pdf.container import check_container, found
from chorus_desk.formats.pdf.embedded import EmbeddedFile, embedded_files
from chorus_desk.formats.pdf.invoice_page import metadata, render_invoice
from chorus_desk.formats.pdf.opening import with_pdf
from chorus_desk.formats.pdf.pages import pages_of
from chorus_desk.formats.pdf.pdfa import DATA_NAME, with_data
from chorus_desk.formats.tables import Profile

DATA_NAMES = (DATA_NAME, "zugferd-invoice.xml", "xrechnung.xml")
"""What the invoice inside a PDF is called (Factur-X 1.0, ZUGFeRD 1.0 to 2.3), ignoring case."""
_ROOTS = (cii.ROOT, zugferd1.ROOT)
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
    """The invoice found in a PDF, and what was odd about the way it was found."""

    xml: bytes
    findings: tuple[Finding, ...]


def is_facturx(content: bytes) -> bool:
    """Return whether a PDF of ours carries an embedded file or claims to be PDF/A-3."""
    return b"/EmbeddedFile" in content or b"pdfaid" in content


def extract(content: bytes) -> Extracted:
    """Take the invoice's XML out of a PDF that may be hostile.

    Raises:
        UserError: ``pdf-too-large``, ``pdf-unreadable``, ``pdf-encrypted``, ``pdf-no-data`` (a
            plain PDF), ``pdf-two-invoices`` (two that differ: nobody can tell which one counts).
    """
    return with_pdf(content, _extract)


def examine(content: bytes, profile: Profile | None) -> tuple[Finding, ...]:
    """Return what is wrong with the PDF around an invoice whose BT-24 names this profile.

    Raises:
        UserError: as ``extract``.
    """

    def work(reader: Any) -> tuple[Finding, ...]:
        files = embedded_files(reader)
        data, others = _invoice_among(files)
        return check_container(reader, content, data, others, profile)

    return with_pdf(content, work)


def _extract(reader: Any) -> Extracted:
    findings: list[Finding] = []
    if reader.is_encrypted:
        findings.append(found("CD-PDF-ENCRYPTED"))
    if acts(reader, pages_of(reader)):
        findings.append(found("CD-PDF-ACTION"))
    data, others = _invoice_among(embedded_files(reader))
    content = data.data()
    findings += _about_name(data.name, content)
    findings += [
        Finding(rule="CD-NOT-KEPT", severity=Severity.WARNING, source=Source.IMPORT,
                params={"term": "PDF", "value": other.name[:80]})
        for other in others
    ]  # fmt: skip
    return Extracted(content, tuple(findings))


def _invoice_among(files: Sequence[EmbeddedFile]) -> tuple[EmbeddedFile, list[EmbeddedFile]]:
    """Return the invoice among the files of a PDF, found by its name, else by what it is."""
    candidates = [file for file in files if file.name.casefold() in DATA_NAMES]
    candidates = candidates or [file for file in files if _may_be_xml(file)][:_MOST_TRIED]
    invoices = [file for file in candidates if _named(file) or _is_invoice(file.data())]
    if not invoices:
        raise UserError("pdf-no-data")
    if len({file.data() for file in invoices}) > 1:
        raise UserError("pdf-two-invoices")
    return invoices[0], [file for file in files if file not in invoices]


def _named(file: EmbeddedFile) -> bool:
    return file.name.casefold() in DATA_NAMES


def _may_be_xml(file: EmbeddedFile) -> bool:
    return file.name.casefold().endswith(".xml") or "xml" in (file.mime or "").casefold()


def _is_invoice(content: bytes) -> bool:
    try:
        return xml.parse(content).tag in _ROOTS
    except UserError:
        return False


def _about_name(name: str, content: bytes) -> list[Finding]:
    """Say where the invoice is not called what readers look for."""
    if name == DATA_NAME or (name == zugferd1.DATA_NAME and zugferd1.is_like(content)):
        return []
    if name.casefold() in DATA_NAMES:
        return [found("CD-PDF-DATA-NAME", name=name)]
    return [found("CD-PDF-DATA-OTHER-NAME", name=name[:60])]
