"""What rows say was paid: the whole, or a part; more than is due is refused."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from chorus_desk.domain.history import Event, EventKind
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import ZERO, round_half_away
from chorus_desk.storage.issued_amounts import IssuedAmounts
from chorus_desk.usecases.importing.records.outcomes import Reason, reason

_AMOUNT = re.compile(r"(\d{1,13}\.\d{2}) [A-Z]{3}(?: – |$)")
"""How the amount of a payment begins the note of its event."""
_PAYMENTS = (EventKind.PAID, EventKind.PART_PAID)


_ROUNDING = Decimal("0.01")
"""By how much a payment may differ from what is due, and settle it."""


@dataclass(frozen=True, slots=True)
class Payment:
    """What came in: the whole (``kind`` is ``PAID``) or a part; ``amount`` where it is known."""

    kind: EventKind
    amount: Decimal | None
    reasons: tuple[Reason, ...] = ()


def payment_of(
    invoice: IssuedAmounts, amount: Decimal | None, *, in_full: bool, in_part: bool,
    before: Iterable[Event],
) -> Payment:  # fmt: skip
    """Return what an amount is to an invoice, given what came in before.

    ``in_full`` and ``in_part``: what the row says of it in words or by a date; words weigh more
    than the amount, and a difference is said.
    """
    if amount is None:
        return Payment(EventKind.PART_PAID if in_part else EventKind.PAID, None)
    amount = round_half_away(amount)
    earlier = sum((noted_amount(e) or ZERO for e in before if e.kind is EventKind.PART_PAID), ZERO)
    received = earlier + amount
    left = invoice.due - received
    if left <= 0:  # ``overpaid`` has refused what exceeds it
        parts = (reason("paid-in-parts", total=received),) if earlier else ()
        return Payment(EventKind.PAID, amount, parts)
    if left <= _ROUNDING or (in_full and not in_part):
        less = reason("paid-less", received=received, due=invoice.due, left=left)
        return Payment(EventKind.PAID, amount, (less,))
    return Payment(EventKind.PART_PAID, amount, (reason("paid-part", amount=amount, left=left),))


def overpaid(invoice: IssuedAmounts, amount: Decimal, before: Iterable[Event]) -> Reason | None:
    """Return why a payment cannot be: with what came in ``before``, it exceeds what is due."""
    earlier = sum(
        (noted_amount(event) or ZERO for event in before if event.kind in _PAYMENTS), ZERO
    )
    if round_half_away(amount) + earlier <= invoice.due + _ROUNDING:
        return None
    if earlier:
        return reason("paid-over-again", amount=amount, due=invoice.due, earlier=earlier)
    return reason("paid-over", amount=amount, due=invoice.due)


def note_of(payment: Payment, currency: str) -> str | None:
    """Return the amount as the note of an event begins: ``120.00 EUR``."""
    return None if payment.amount is None else f"{payment.amount:.2f} {currency}"


def noted_amount(event: Event) -> Decimal | None:
    """Return the amount that the note of a payment's event begins with."""
    match = _AMOUNT.match(event.note or "")
    return Decimal(match[1]) if match else None


def positive(invoice: IssuedAmounts, amount: Decimal) -> Decimal:
    """Return an amount without the sign that tables give to what a credit note takes back."""
    return abs(amount) if invoice.kind is Kind.CREDIT_NOTE else amount
