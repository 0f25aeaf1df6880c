"""A page made elsewhere as the page of a Factur-X: made, then judged like any other's."""

from dataclasses import dataclass, replace

from chorus_desk.domain.finding import Finding, Severity
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, facturx
from chorus_desk.formats.document import level_of
from chorus_desk.formats.pdf.invoice_page import metadata
from chorus_desk.formats.pdf.opening import with_pdf
from chorus_desk.formats.pdf.own.against_data import against_data
from chorus_desk.formats.pdf.own.conversion import Converted, convert, reasons_against
from chorus_desk.formats.pdf.own.visible_text import visible_text
from chorus_desk.formats.pdf.page_text import PageText
from chorus_desk.formats.pdf.portal_reading import PortalReading, read_page


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page made elsewhere, with all that is asked of it while its invoice is typed."""

    content: bytes
    text: PageText
    reading: PortalReading
    hindrances: tuple[Finding, ...]
    """What keeps it from being the page of a Factur-X."""

    def against(self, invoice: Invoice) -> tuple[Finding, ...]:
        """Return where the page and the data of its invoice differ."""
        return against_data(invoice, self.text, self.reading)


def open_page(content: bytes) -> OwnPage:
    """Return a page made elsewhere, read and judged.

    Raises:
        UserError: it cannot be read, as ``facturx.extract``.
    """
    text = with_pdf(content, visible_text)
    return OwnPage(content, text, read_page(text), reasons_against(content))


def around(page: bytes, xml: bytes, invoice: Invoice, circuit: Circuit) -> Converted:
    """Return the Factur-X whose page was made elsewhere, or what keeps it from being one.

    What was made is judged as a stranger's file is: whatever is found refuses it, since it would
    say of itself that it is PDF/A-3.

    Raises:
        UserError: the page cannot be read, as ``facturx.extract``.
    """
    made = convert(page, xml, metadata(invoice), level_of(invoice, circuit))
    if made.content is None:
        return made
    faults = facturx.examine(made.content, cii.read(xml).profile)
    grave = [fault for fault in faults if fault.severity is not Severity.INFO]
    if grave:
        return Converted(None, tuple(replace(f, severity=Severity.ERROR) for f in grave))
    return made
