"""The slip of a bundle: which invoices, to whom, for how much."""

from collections.abc import Sequence
from typing import Any

from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.totals import figures
from chorus_desk.formats.pdf.composer import Cell, Column, Composer, Style, Table, cell
from chorus_desk.formats.pdf.fonts import BOLD, REGULAR
from chorus_desk.formats.pdf.items import HEIGHT, Metadata, Text
from chorus_desk.formats.pdf.opening import entry
from chorus_desk.formats.pdf.paint import paint
from chorus_desk.wording import printed

ROUTE_TITLES = {
    "portal-pdf": "Dépôt au portail, un PDF à la fois",
    "portal-batch": "Dépôt au portail, par lot",
    "api": "Envoi par l'API",
    "platform": "Envoi à une plateforme agréée",
}
_MARK = "chorus-desk:bordereau"
"""Its keyword in the metadata: by it a slip is told from an invoice when somebody checks it."""
_COLUMNS = (
    Column("Numéro", width=86),
    Column("Date", width=58),
    Column("Organisme public", share=1),
    Column("Service", width=68),
    Column("Engagement", width=78),
    Column("Total TTC", width=72, right=True),
)


def render_bordereau(invoices: Sequence[Invoice], files: Sequence[str], route: str) -> bytes:
    """Return the slip of these invoices as a PDF; its date is that of the latest invoice."""
    style = Style()
    composer = Composer(style)
    composer.paragraph("Bordereau de dépôt", size=17, font=BOLD, colour=style.accent)
    composer.paragraph(ROUTE_TITLES[route], size=10)
    if invoices:
        composer.paragraph(invoices[0].seller.name or "", size=10, colour=style.soft)
    composer.space(12)
    widths = Table(_COLUMNS).widths(style.width)
    rows = [_row(i, f, widths, style) for i, f in zip(invoices, files, strict=True)]
    Table(_COLUMNS).draw(composer, rows)
    composer.space(10)
    total = sum((figures(invoice).gross or ZERO for invoice in invoices), ZERO)
    currencies = {invoice.currency for invoice in invoices}
    if len(currencies) == 1 and len({invoice.kind for invoice in invoices}) == 1:
        amount = printed.amount(total, currencies.pop())
        text = printed.said("Total TTC : {amount}", amount=amount)
        composer.y += 12
        composer.add(Text(composer.right - 4, composer.y, text, 10, BOLD, right=True))
    for number, page in enumerate(composer.pages, start=1):
        text = f"Page {number} / {len(composer.pages)}"
        page.append(Text(composer.right, HEIGHT - 34, text, 7, REGULAR, style.soft, right=True))
    days = [invoice.issue_date for invoice in invoices if invoice.issue_date]
    created = f"{max(days):%Y%m%d}" if days else "20000101"
    author = (invoices[0].seller.name or "") if invoices else ""
    about = Metadata("Bordereau de dépôt", author, ROUTE_TITLES[route], created, _MARK)
    return paint(composer.pages, about)


def is_bordereau(reader: Any) -> bool:
    """Return whether an opened PDF is a slip that this program made."""
    return str(entry(entry(reader.trailer, "/Info"), "/Keywords")) == _MARK


def _row(invoice: Invoice, file: str, widths: Sequence[float], style: Style) -> Sequence[Cell]:
    room = [width - 8 for width in widths]
    totals = figures(invoice)
    body = cell(invoice.buyer.name or "", room[2], style.size)
    body += cell(f"SIRET {invoice.buyer.siret or ''}", room[2], style.small)
    number = cell(invoice.number or "", room[0], style.size, BOLD)
    number += cell(f"{printed.TITLES[invoice.kind]} · {file}", room[0], style.small)
    return (
        number,
        cell(printed.day(invoice.issue_date) if invoice.issue_date else "", room[1], style.size),
        body,
        cell(invoice.buyer.service_code or "–", room[3], style.size),
        cell(invoice.commitment_number or "–", room[4], style.size),
        cell(printed.amount(totals.gross or ZERO, invoice.currency), room[5], style.size, BOLD),
    )
