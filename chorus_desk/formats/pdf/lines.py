"""The table of an invoice's lines, on both kinds of page."""

from collections.abc import Iterator
from decimal import Decimal

from chorus_desk.domain.invoice import Invoice, Line
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.totals import figures
from chorus_desk.formats.pdf import content
from chorus_desk.formats.pdf.composer import Cell, Column, Composer, Style, Table, cell
from chorus_desk.formats.pdf.fonts import BOLD
from chorus_desk.wording import printed


def draw_lines(composer: Composer, invoice: Invoice, *, keep: float = 0) -> None:
    """Draw the lines; the discount column stands only where a line has one.

    The last line stays with the ``keep`` points of what follows.
    """
    discounted = any(line.allowances or line.charges for line in invoice.lines)
    columns = (
        Column("Désignation", share=1),
        Column("Quantité", width=68, right=True),
        Column("Prix unitaire HT", width=72, right=True),
        *([Column("Remise", width=54, right=True)] if discounted else []),
        Column("TVA", width=42, right=True),
        Column("Montant HT", width=70, right=True),
    )
    table = Table(columns)
    widths = table.widths(composer.style.width)
    nets = figures(invoice).line_nets
    rows = [
        list(_cells(line, nets[index] if index < len(nets) else None, invoice.currency,
                    widths, composer.style, discounted=discounted))
        for index, line in enumerate(invoice.lines)
    ]  # fmt: skip
    table.draw(composer, rows, keep=keep)


def _cells(
    line: Line, net: Decimal | None, currency: str, widths: list[float], style: Style,
    *, discounted: bool,
) -> Iterator[Cell]:  # fmt: skip
    room = widths[0] - 8
    description = cell(line.description or "", room, style.size)
    for text in (
        line.details, printed.line_period(line), printed.line_delivery(line), line.note,
    ):  # fmt: skip
        description += cell(text or "", room, style.small)
    yield description
    yield cell(_quantity(line), widths[1] - 8, style.size)
    yield cell(_price(line, currency), widths[2] - 8, style.size)
    if discounted:
        yield cell(_discount(line, currency), widths[3] - 8, style.size)
    vat = content.vat_of_line(line.vat_category, line.vat_rate)
    yield cell(vat, widths[-2] - 8, style.size)
    amount = printed.amount(net, currency) if net is not None else ""
    yield cell(amount, widths[-1] - 8, style.size, BOLD)


def _quantity(line: Line) -> str:
    if line.quantity is None:
        return ""
    unit = printed.unit(line.unit, line.quantity) if line.unit not in (None, "C62") else ""
    return f"{printed.quantity(line.quantity)} {unit}".strip()


def _price(line: Line, currency: str) -> str:
    if line.unit_price is None:
        return ""
    price = printed.price(line.unit_price, currency)
    if line.base_quantity is not None and line.base_quantity != 1:
        return f"{price} / {printed.quantity(line.base_quantity)}"
    return price


def _discount(line: Line, currency: str) -> str:
    amount = sum((item.amount or ZERO for item in line.allowances), ZERO)
    amount -= sum((item.amount or ZERO for item in line.charges), ZERO)
    return f"-{printed.amount(amount, currency)}" if amount else ""
