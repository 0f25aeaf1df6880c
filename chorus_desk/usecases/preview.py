"""The page of a draft as it will be, for the eye."""

from chorus_desk.domain.invoice import Invoice
from chorus_desk.formats.pdf.invoice_page import render_invoice


def render_preview(invoice: Invoice, logo: bytes | None) -> bytes:
    """Return the page of a draft as a PDF; it says that it is one."""
    return render_invoice(invoice, draft=True, logo=logo)
