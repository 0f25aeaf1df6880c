"""The page for the portal's text reader: black on white, each datum right after its label."""

from decimal import Decimal

from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import ZERO, plain, round_half_away, symbol
from chorus_desk.domain.totals import figures
from chorus_desk.formats.pdf import content
from chorus_desk.formats.pdf.composer import LEADING, PLAIN, Composer, text_width
from chorus_desk.formats.pdf.fonts import BOLD, printable
from chorus_desk.formats.pdf.invoice_page import metadata
from chorus_desk.formats.pdf.items import HEIGHT, Page, Pair, Text, Watermark
from chorus_desk.formats.pdf.lines import draw_lines
from chorus_desk.formats.pdf.paint import paint
from chorus_desk.formats.pdf.text import wrap
from chorus_desk.formats.tables import portal_labels
from chorus_desk.wording import printed

_SIZE = 10.0
_CREDIT_NOTE_LABEL = "Avoir n°"


def render_portal(invoice: Invoice, *, draft: bool = False) -> bytes:
    """Return the plain PDF that the portal's single deposit reads.

    Real text, no colour, no picture, no embedded file, no PDF/A mark; SIRETs without spaces. A
    draft says so across each page.
    """
    return paint(lay_out(invoice, draft=draft), metadata(invoice))


def lay_out(invoice: Invoice, *, draft: bool = False) -> list[Page]:
    """Return the pages as items."""
    composer = Composer(PLAIN)
    composer.paragraph(content.title(invoice).upper(), size=16, font=BOLD)
    composer.space(6)
    labels = portal_labels()
    number = labels["number"] if invoice.kind is Kind.INVOICE else _CREDIT_NOTE_LABEL
    _pair(composer, number, invoice.number)
    if invoice.issue_date:
        _pair(composer, labels["issue_date"], printed.day(invoice.issue_date))
    for label, value in (*content.preceding(invoice), *content.dates(invoice)):
        _pair(composer, label, value)
    composer.space(10)
    _seller(composer, invoice)
    composer.space(10)
    _buyer(composer, invoice)
    composer.space(12)
    draw_lines(composer, invoice)
    composer.space(10)
    _totals(composer, invoice)
    composer.space(10)
    for label, value in content.payment(invoice):
        _pair(composer, label, value)
    composer.space(8)
    for mention in content.mentions(invoice):
        composer.paragraph(mention, size=8)
        composer.space(1.5)
    for number_of_page, page in enumerate(composer.pages, start=1):
        text = f"Page {number_of_page} / {len(composer.pages)}"
        page.append(Text(composer.right, HEIGHT - 34, text, 8, right=True))
        if draft:
            page.insert(0, Watermark("BROUILLON"))
    return composer.pages


def _seller(composer: Composer, invoice: Invoice) -> None:
    seller, labels = invoice.seller, portal_labels()
    composer.paragraph("Fournisseur", size=8)
    composer.paragraph(seller.name or "", size=_SIZE, font=BOLD)
    for line in content.party_lines(seller):
        composer.paragraph(line, size=_SIZE)
    for label, value in content.identity_lines(seller, spaced=False):
        _pair(composer, labels["seller.siret"] if label == "SIRET" else label, value)


def _buyer(composer: Composer, invoice: Invoice) -> None:
    buyer, labels = invoice.buyer, portal_labels()
    composer.paragraph("Client", size=8)
    composer.paragraph(buyer.name or "", size=_SIZE, font=BOLD)
    for line in content.party_lines(buyer):
        composer.paragraph(line, size=_SIZE)
    _pair(composer, labels["buyer.siret"], buyer.siret)
    _pair(composer, labels["buyer.service_code"], buyer.service_code)
    _pair(composer, labels["commitment_number"], invoice.commitment_number)
    _pair(composer, labels["contract_number"], invoice.contract_number)
    _pair(composer, "Cadre de facturation", invoice.billing_framework)


def _totals(composer: Composer, invoice: Invoice) -> None:
    totals, labels = figures(invoice), portal_labels()
    for group in totals.groups:
        base, amount = (_amount(each, invoice.currency) for each in (group.base, group.amount))
        text = "TVA {rate} sur {base} : {amount}" if group.amount else "Sans TVA : {base}"
        rate = content.vat_label(group)
        composer.paragraph(printed.said(text, rate=rate, base=base, amount=amount), size=_SIZE)
    for reason in content.exemption_reasons(totals):
        composer.paragraph(reason, size=_SIZE)
    for label, value in content.adjustments(invoice):
        text = printed.said("{label} : {value}", label=label, value=value)
        composer.paragraph(text, size=_SIZE)
    _pair(composer, labels["totals.net"], _amount(totals.net, invoice.currency))
    _pair(composer, labels["totals.vat"], _amount(totals.vat, invoice.currency))
    _pair(composer, labels["totals.gross"], _amount(totals.gross, invoice.currency))
    if invoice.prepaid:
        _pair(composer, "Déjà payé", _amount(invoice.prepaid, invoice.currency))
    _pair(composer, printed.net(invoice.kind), _amount(totals.due, invoice.currency))


def _amount(value: Decimal | None, currency: str) -> str:
    """Return an amount as the reader takes it best: ``1234,50 €``, no space in the digits."""
    digits = plain(round_half_away(value or ZERO)).replace(".", ",")
    return f"{digits} {symbol(currency)}"


def _pair(composer: Composer, label: str, value: str | None) -> None:
    """Set a label and, right after it on the same line, its value."""
    if not value:
        return
    start = composer.left + text_width(f"{label} " if label else "", _SIZE)
    lines = wrap(value, BOLD, _SIZE, composer.right - start)
    composer.ensure(_SIZE * LEADING)
    composer.y += _SIZE * LEADING
    y = composer.y - _SIZE * 0.28
    composer.add(Pair(composer.left, y, printable(label), lines[0], _SIZE))
    for line in lines[1:]:
        composer.paragraph(line, size=_SIZE, font=BOLD, x=start)
