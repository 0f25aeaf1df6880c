"""The page of an invoice as the public body reads it: what a Factur-X shows."""

from collections.abc import Sequence
from io import BytesIO

from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.totals import figures
from chorus_desk.formats.pdf import content
from chorus_desk.formats.pdf.composer import LEADING, Composer, Style, text_width
from chorus_desk.formats.pdf.fonts import BOLD, REGULAR, printable
from chorus_desk.formats.pdf.items import (
    BLACK,
    HEIGHT,
    Box,
    Metadata,
    Page,
    Picture,
    Rule,
    Text,
    Watermark,
)
from chorus_desk.formats.pdf.lines import draw_lines
from chorus_desk.formats.pdf.paint import paint
from chorus_desk.formats.pdf.text import shortened, wrap
from chorus_desk.wording import printed

_LOGO = (150.0, 58.0)
"""Largest width and height of the logo, in points."""
_COLUMN = 0.53
"""Where the right-hand column begins, as a share of the width."""


def render_invoice(invoice: Invoice, *, draft: bool = False, logo: bytes | None = None) -> bytes:
    """Return the page, or pages, of an invoice as a PDF; a draft says so across each page."""
    return paint(lay_out(invoice, draft=draft, logo=logo), metadata(invoice))


def metadata(invoice: Invoice) -> Metadata:
    """Return what the file says of itself; its date is the invoice's."""
    name = invoice.seller.name or ""
    heading = f"{content.title(invoice)} {invoice.number or 'brouillon'}"
    day = invoice.issue_date
    return Metadata(
        title=f"{name} : {heading}" if name else heading,
        author=name,
        subject=f"{heading} pour {invoice.buyer.name or 'client inconnu'}",
        created=f"{day:%Y%m%d}" if day and day.year >= 1000 else "20000101",
    )


def lay_out(invoice: Invoice, *, draft: bool, logo: bytes | None) -> list[Page]:
    """Return the pages of an invoice as items."""
    style = Style()
    composer = Composer(style, top_of_next=lambda c: _running_head(c, invoice))
    if draft:
        composer.add(Watermark("BROUILLON"))
    _head(composer, invoice, logo, draft=draft)
    _parties(composer, invoice)
    _references(composer, invoice)
    composer.space(14)
    rows = _total_rows(invoice)
    height = _figures_height(invoice, rows)
    draw_lines(composer, invoice, keep=height + 12)
    composer.space(12)
    composer.ensure(height)
    _figures(composer, invoice, rows)
    _payment(composer, invoice)
    _mentions(composer, invoice)
    for number, page in enumerate(composer.pages, start=1):
        if draft and number > 1:
            page.insert(0, Watermark("BROUILLON"))
        _foot(page, style, invoice, f"Page {number} / {len(composer.pages)}")
    return composer.pages


def _head(composer: Composer, invoice: Invoice, logo: bytes | None, *, draft: bool) -> None:
    style, top = composer.style, composer.y
    lowest = top
    if logo is not None:
        width, height = _fitted(logo)
        composer.add(Picture(composer.left, top, width, height, logo))
        lowest = top + height
    elif invoice.seller.name:
        y = top
        for line in wrap(invoice.seller.name, BOLD, 15, style.width * 0.5):
            y += 15 * 1.2
            composer.add(Text(composer.left, y - 3, line, 15, BOLD, style.accent))
        lowest = y
    heading = content.title(invoice).upper()
    composer.add(Text(composer.right, top + 19, heading, 22, BOLD, style.accent, right=True))
    number = "Brouillon, sans numéro" if draft else f"N° {invoice.number or ''}"
    y = top + 36
    composer.add(Text(composer.right, y, printable(number), 11, BOLD, BLACK, right=True))
    pairs = [("Date d'émission", printed.day(invoice.issue_date))] if invoice.issue_date else []
    if invoice.due_date and invoice.kind is Kind.INVOICE:
        pairs.append(("Échéance", printed.day(invoice.due_date)))
    y += 2
    for label, value in (*pairs, *content.preceding(invoice)):
        y += 12
        text = printable(printed.said("{label} : {value}", label=label, value=value))
        composer.add(Text(composer.right, y, text, style.size, REGULAR, BLACK, right=True))
    composer.y = max(lowest, y) + 22


def _fitted(logo: bytes) -> tuple[float, float]:
    from PIL import Image

    with Image.open(BytesIO(logo)) as image:
        width, height = image.size
    scale = min(_LOGO[0] / width, _LOGO[1] / height)
    return width * scale, height * scale


def _parties(composer: Composer, invoice: Invoice) -> None:
    style, top = composer.style, composer.y
    middle = composer.left + style.width * _COLUMN
    width = style.width * (1 - _COLUMN)
    seller = [(line, REGULAR, style.size) for line in content.party_lines(invoice.seller)]
    for label, value in content.identity_lines(invoice.seller, spaced=True):
        text = f"{label} {value}".strip()
        seller += [(line, REGULAR, style.small) for line in wrap(text, REGULAR, style.small, width)]
    place = (composer.left, top, width)
    left = _block(composer, place, ("Émetteur", invoice.seller.name), seller)
    buyer = [(line, REGULAR, style.size) for line in content.party_lines(invoice.buyer)]
    place = (middle, top, width)
    right = _block(composer, place, ("Adressée à", invoice.buyer.name), buyer)
    composer.y = max(left, right) + 12


def _block(
    composer: Composer, place: tuple[float, float, float], heading: tuple[str, str | None],
    lines: list[tuple[str, str, float]],
) -> float:  # fmt: skip
    """Draw a party under its label, at ``x``, ``y`` in a width, and return where it ends."""
    (x, y, width), (label, name), style = place, heading, composer.style
    composer.add(Text(x, y + style.small, label.upper(), style.small - 0.6, BOLD, style.soft))
    y += style.small + 5
    for line in wrap(name or "", BOLD, 10, width):
        y += 10 * LEADING
        composer.add(Text(x, y - 3, line, 10, BOLD))
    for text, font, size in lines:
        for line in wrap(text, font, size, width):
            y += size * LEADING
            colour = BLACK if size >= style.size else style.soft
            composer.add(Text(x, y - 2.5, line, size, font, colour))
    return y


def _references(composer: Composer, invoice: Invoice) -> None:
    """Draw all that the public body needs to route and pay, together in one band."""
    buyer = invoice.buyer
    pairs = [
        ("SIRET client", printed.siret(buyer.siret or "")),
        ("Code service", buyer.service_code or ""),
        ("N° d'engagement", invoice.commitment_number or ""),
        ("N° de marché", invoice.contract_number or ""),
        ("Cadre de facturation", printed.framework(invoice.billing_framework)),
        *content.dates(invoice),
    ]
    if invoice.validator:
        pairs.append(("Valideur", invoice.validator.name or invoice.validator.siret or ""))
    style = composer.style
    column = (style.width - 24) / _REFERENCE_COLUMNS
    rows = _filled_rows([(label, value) for label, value in pairs if value], column, style)
    height = 12 + sum(_row_height(row, style) for row in rows)
    composer.ensure(height)
    if style.tint:
        composer.add(Box(composer.left, composer.y, style.width, height, style.tint))
        composer.add(Box(composer.left, composer.y, 2.5, height, style.accent))
    y = composer.y + 6
    for row in rows:
        x = composer.left + 14
        for label, lines, span in row:
            composer.add(Text(x, y + 10, label, style.small, REGULAR, style.soft))
            for index, line in enumerate(lines):
                baseline = y + 21.5 + index * style.size * LEADING
                composer.add(Text(x, baseline, line, style.size, BOLD))
            x += column * span
        y += _row_height(row, style)
    composer.y += height


_REFERENCE_COLUMNS = 4
_Reference = tuple[str, tuple[str, ...], int]
"""A label, the lines of its value, and how many columns they take."""


def _filled_rows(
    pairs: list[tuple[str, str]], column: float, style: Style
) -> list[list[_Reference]]:
    """Return the references in rows of four columns; a long one takes as many as it needs."""
    rows: list[list[_Reference]] = [[]]
    taken = 0
    for label, value in pairs:
        wanted = text_width(printable(value), style.size, BOLD) + 6
        span = min(_REFERENCE_COLUMNS, 1 + int(wanted // column))
        if taken + span > _REFERENCE_COLUMNS:
            rows.append([])
            taken = 0
        rows[-1].append((label, wrap(value, BOLD, style.size, column * span - 6), span))
        taken += span
    return [row for row in rows if row]


def _row_height(row: list[_Reference], style: Style) -> float:
    return 27 + (max(len(lines) for _, lines, _ in row) - 1) * style.size * LEADING


def _total_rows(invoice: Invoice) -> list[tuple[str, str]]:
    """Return label and value of each total above the amount due."""
    totals, currency = figures(invoice), invoice.currency
    rows: list[tuple[str, str]] = []
    rest = content.adjustments(invoice)
    if rest:
        rows.append(("Total des lignes", printed.amount(totals.lines or ZERO, currency)))
        rows += rest
    rows.append(("Total HT", printed.amount(totals.net or ZERO, currency)))
    rows.append(("Total TVA", printed.amount(totals.vat or ZERO, currency)))
    if invoice.vat_in_vat_currency is not None and invoice.vat_currency:
        amount = printed.amount(invoice.vat_in_vat_currency, invoice.vat_currency)
        rows.append((f"TVA en {invoice.vat_currency}", amount))
    rows.append(("Total TTC", printed.amount(totals.gross or ZERO, currency)))
    if invoice.prepaid:
        rows.append(("Déjà payé", f"-{printed.amount(invoice.prepaid, currency)}"))
    if invoice.rounding:
        rows.append(("Arrondi", printed.amount(invoice.rounding, currency)))
    return rows


def _figures_height(invoice: Invoice, rows: Sequence[tuple[str, str]]) -> float:
    return max(14 * len(rows) + 44, 14 * len(figures(invoice).groups) + 40)


def _figures(composer: Composer, invoice: Invoice, rows: Sequence[tuple[str, str]]) -> None:
    """Draw the VAT table on the left and the totals on the right."""
    totals, style, currency = figures(invoice), composer.style, invoice.currency
    due = printed.net(invoice.kind)
    top = composer.y
    bottom_left = _vat_table(composer, invoice, width=style.width * 0.5)
    x, y, width = composer.left + style.width * 0.58, top, style.width * 0.42
    for label, value in rows:
        strong = BOLD if label in ("Total HT", "Total TTC") else REGULAR
        y += 14
        room = width - text_width(value, style.size) - 14
        composer.add(Text(x, y - 4, shortened(label, strong, style.size, room), style.size, strong))
        composer.add(Text(composer.right - 4, y - 4, value, style.size, strong, right=True))
    y += 4
    if style.accent != BLACK:
        composer.add(Box(x - 6, y, width + 6, 24, style.accent))
    colour = (1.0, 1.0, 1.0) if style.accent != BLACK else BLACK
    composer.add(Text(x, y + 16, due, 11, BOLD, colour))
    amount = printed.amount(totals.due or ZERO, currency)
    composer.add(Text(composer.right - 4, y + 16, amount, 11, BOLD, colour, right=True))
    composer.y = max(y + 24, bottom_left) + 14


def _vat_table(composer: Composer, invoice: Invoice, width: float) -> float:
    """Draw the VAT groups and why some bear none; return where that ends."""
    style, totals = composer.style, figures(invoice)
    edges = (composer.left + 4, composer.left + width * 0.66, composer.left + width - 4)
    y = composer.y + 11
    for x, heading, right in zip(
        edges, ("TVA", "Base HT", "Montant"), (False, True, True), strict=True
    ):
        composer.add(Text(x, y, heading, style.small, BOLD, style.accent, right))
    y += 4
    composer.add(Rule(composer.left, y, width, style.accent, 0.7))
    for group in totals.groups:
        y += 13
        amounts = (group.base or ZERO, group.amount or ZERO)
        composer.add(Text(edges[0], y, content.vat_label(group), style.size))
        for x, amount in zip(edges[1:], amounts, strict=True):
            text = printed.amount(amount, invoice.currency)
            composer.add(Text(x, y, text, style.size, REGULAR, BLACK, right=True))
    y += 5
    composer.add(Rule(composer.left, y, width, style.line, 0.4))
    for reason in content.exemption_reasons(totals):
        for line in wrap(reason, BOLD, style.small, width - 8):
            y += style.small * LEADING
            composer.add(Text(edges[0], y, line, style.small, BOLD))
    return y


def _payment(composer: Composer, invoice: Invoice) -> None:
    pairs = content.payment(invoice)
    if not pairs:
        return
    style = composer.style
    composer.ensure(24 + 13 * len(pairs))
    composer.y += style.small
    composer.add(Text(composer.left, composer.y, "RÈGLEMENT", style.small - 0.6, BOLD, style.soft))
    composer.y += 4
    for label, value in pairs:
        start = composer.left + 96
        composer.ensure(13)
        composer.add(Text(composer.left, composer.y + 9.2, label, style.size, REGULAR, style.soft))
        font = BOLD if label in ("IBAN", "Échéance", "État") else REGULAR
        composer.paragraph(value, x=start, font=font)
    composer.space(10)


def _mentions(composer: Composer, invoice: Invoice) -> None:
    style = composer.style
    enclosed = content.attachments(invoice)
    if enclosed:
        text = printed.said("Pièces jointes : {names}", names=", ".join(enclosed))
        composer.paragraph(text, size=style.small)
        composer.space(4)
    for mention in content.mentions(invoice):
        composer.paragraph(mention, size=style.small - 0.3, colour=style.soft)
        composer.space(1.5)


def _running_head(composer: Composer, invoice: Invoice) -> None:
    style = composer.style
    heading = f"{content.title(invoice)} {invoice.number or 'brouillon'}"
    y = composer.y + style.size
    composer.add(Text(composer.left, y, printable(heading), style.size, BOLD, style.accent))
    seller = shortened(invoice.seller.name or "", REGULAR, style.size, style.width * 0.5)
    composer.add(Text(composer.right, y, seller, style.size, REGULAR, style.soft, right=True))
    composer.y = y + 12


def _foot(page: Page, style: Style, invoice: Invoice, numbering: str) -> None:
    y = HEIGHT - 40
    page.append(Rule(style.margin, y, style.width, style.line, 0.4))
    parts = [invoice.seller.name, *(f"{a} {b}".strip() for a, b in
             content.identity_lines(invoice.seller, spaced=True))]  # fmt: skip
    text = "  ·  ".join(part for part in parts if part)
    room = style.width - 70
    page.append(Text(style.margin, y + 12, shortened(text, REGULAR, style.small - 0.6, room),
                     style.small - 0.6, REGULAR, style.soft))  # fmt: skip
    page.append(Text(style.margin + style.width, y + 12, numbering, style.small - 0.6, REGULAR,
                     style.soft, right=True))  # fmt: skip
