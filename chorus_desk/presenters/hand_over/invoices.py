"""The invoices of a deposit: each as it is shown, and how much they come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from chorus_desk.domain.history import ISSUED
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.totals import figures
from chorus_desk.presenters.routes import some_of
from chorus_desk.presenters.statuses import Tone, tone_of
from chorus_desk.usecases.hand_over import ToDeposit
from chorus_desk.wording import printed, values
from chorus_desk.wording.catalogue import N_, say, say_count
from chorus_desk.wording.names import counted, status_name


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """An invoice of the deposit as it is shown."""

    id: int
    number: str
    buyer: str
    amount: str
    status: str
    tone: Tone

    @property
    def spoken(self) -> str:
        """The invoice in one sentence."""
        return f"{self.number}, {self.buyer}, {self.amount}, {self.status}"


def invoice_lines(items: Sequence[ToDeposit], language: str) -> tuple[InvoiceLine, ...]:
    """Return the invoices of the deposit: number, body, amount and where each stands."""
    return tuple(_line(item, language) for item in items)


def _line(item: ToDeposit, language: str) -> InvoiceLine:
    number = item.number
    if item.invoice.kind is Kind.CREDIT_NOTE:
        number = say(N_("{number} (avoir)"), language, number=number)
    return InvoiceLine(
        item.id, number, item.invoice.buyer.name or say(N_("Sans organisme"), language),
        values.amount(_signed(item), language, item.invoice.currency),
        status_name(item.status, language), tone_of(item.status),
    )  # fmt: skip


def already_deposited(items: Sequence[ToDeposit], language: str) -> str:
    """Return a warning when some were deposited before; empty when none was."""
    numbers = [item.number for item in items if item.status != ISSUED]
    if not numbers:
        return ""
    return say_count(
        N_("{numbers} est déjà déposée : ne la déposez à nouveau que si le dépôt a été rejeté."),
        N_(
            "{numbers} sont déjà déposées : "
            "ne les déposez à nouveau que si le dépôt a été rejeté."
        ),
        len(numbers), language, numbers=some_of(numbers),
    )  # fmt: skip


def preparing_text(count: int, language: str) -> str:
    """Return what is said while a bundle is made."""
    return say_count(N_("Contrôle de {count} facture…"), N_("Contrôle de {count} factures…"), count,
                     language)  # fmt: skip


def intro(items: Sequence[ToDeposit], language: str) -> str:
    """Return how much there is to deposit, and what it comes to when in one currency."""
    count = say(N_("{what} à déposer"), language, what=_counted(items, language))
    currencies = {item.invoice.currency for item in items}
    if len(currencies) != 1 or len(items) < 2:
        return count
    total = sum((_signed(item) for item in items), start=ZERO)
    amount = values.amount(total, language, currencies.pop())
    return say(N_("{count} · {amounts} TTC"), language, count=count, amounts=amount)


def named(items: Sequence[ToDeposit], language: str) -> str:
    """Return which invoices the deposit was of."""
    numbers = some_of([item.number for item in items])
    return say(N_("{what} : {why}"), language, what=_counted(items, language), why=numbers)


def _counted(items: Sequence[ToDeposit], language: str) -> str:
    return counted([item.invoice.kind for item in items], language)


def _signed(item: ToDeposit) -> Decimal:
    gross = figures(item.invoice).gross or ZERO
    return -gross if item.invoice.kind is Kind.CREDIT_NOTE else gross


def printed_framework(item: ToDeposit) -> str:
    """Return the billing framework of an invoice as the portal lists it; A1 where none is set."""
    return printed.framework(item.invoice.billing_framework or "A1")
