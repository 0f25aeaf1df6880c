"""The figures below the lines, and the arithmetic that leads to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.totals import figures
from chorus_desk.presenters.texts import arithmetic_rows
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say


@dataclass(frozen=True, slots=True)
class TotalLine:
    """One figure; ``strong`` for the one that counts."""

    label: str
    value: str
    strong: bool = False


def total_lines(invoice: Invoice, language: str) -> tuple[TotalLine, ...]:
    """Return net, VAT, gross and due of an invoice."""
    return tuple(_lines(invoice, language))


def _lines(invoice: Invoice, language: str) -> Iterator[TotalLine]:
    totals, currency = figures(invoice), invoice.currency

    def money(label: str, value: Decimal | None, *, strong: bool = False) -> TotalLine:
        amount = values.amount(value or ZERO, language, currency)
        return TotalLine(say(label, language), amount, strong)

    yield money(N_("Total HT"), totals.net)
    yield money(N_("Total TVA"), totals.vat)
    yield money(N_("Total TTC"), totals.gross)
    if invoice.prepaid:
        yield money(N_("Déjà payé"), -invoice.prepaid)
    due = N_("Net à payer") if invoice.kind is Kind.INVOICE else N_("Net à rembourser")
    yield money(due, totals.due, strong=True)


def arithmetic(invoice: Invoice, language: str) -> tuple[tuple[str, str], ...]:
    """Return each step of the arithmetic: what, and how it is reckoned."""
    return tuple(arithmetic_rows(invoice, language))
