"""What one row of statuses and payments says, before it is held against its invoice."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from chorus_desk.domain.history import EventKind
from chorus_desk.formats.record_tables.cells import DEPOSITED, NOTHING, PAID, PART_PAID
from chorus_desk.formats.record_tables.reading import Record
from chorus_desk.storage.issued_amounts import IssuedAmounts
from chorus_desk.usecases.importing.records.payments import positive


@dataclass
class Said:
    """What a row says: statuses, each with its day; and what came in."""

    statuses: list[tuple[EventKind, str | None, date | None]] = field(default_factory=list)
    in_full: bool = False
    in_part: bool = False
    amount: Decimal | None = None
    paid_on: date | None = None
    by_total: bool = False
    """Whether the amount stands in a column that should hold the invoice's own."""

    @property
    def pays(self) -> bool:
        """Whether something came in."""
        return self.in_full or self.in_part or bool(self.amount)


def said_of(record: Record, invoice: IssuedAmounts) -> Said:
    """Return what a row says of an invoice. Amounts are without the sign of credit notes.

    A day says that all came in, unless an amount beside it says otherwise: that of the payment,
    or one that should be the invoice's and is none of its amounts. Words (« payée ») weigh more.
    """
    said = Said(paid_on=record.get("paid_on", date), amount=record.get("paid_amount", Decimal))
    deposited, day = record.get("deposited_on", date), record.get("status_on", date)
    if deposited is not None:
        said.statuses.append((EventKind.DEPOSITED, None, deposited))
    said.in_full = said.paid_on is not None
    _add_status(said, record.get("status", str), day, deposited)
    paid = record.values.get("paid")
    if isinstance(paid, date):
        said.paid_on, said.in_full = said.paid_on or paid, True
    elif isinstance(paid, Decimal):
        said.amount = said.amount if said.amount is not None else paid
    elif paid is True or paid in (PAID, PART_PAID):
        said.in_full = said.in_full or paid is not PART_PAID
        said.in_part = said.in_part or paid == PART_PAID
    in_words = record.get("status", str) == PAID or paid is True or paid == PAID
    if said.amount is None and said.pays and not in_words:
        said.amount = _another_amount(record, invoice)
        said.by_total = said.amount is not None
    if said.amount is not None:
        said.in_full = in_words
        said.amount = positive(invoice, said.amount)
    return said


def _another_amount(record: Record, invoice: IssuedAmounts) -> Decimal | None:
    """Return the amount beside a payment that is not the invoice's: then it is the payment's."""
    total = record.get("total", Decimal)
    return None if total is None or is_of_invoice(total, invoice) else total


def is_of_invoice(amount: Decimal, invoice: IssuedAmounts) -> bool:
    """Return whether an amount is one of an invoice's: with VAT, without, or what is due."""
    return positive(invoice, amount) in (invoice.gross, invoice.due, invoice.net)


def _add_status(said: Said, status: str | None, day: date | None, deposited: date | None) -> None:
    if status == PAID:
        said.in_full, said.paid_on = True, said.paid_on or day
    elif status == PART_PAID:
        said.in_part, said.paid_on = True, said.paid_on or day
    elif status == DEPOSITED:
        if deposited is None:
            said.statuses.append((EventKind.DEPOSITED, None, day))
    elif status not in (None, NOTHING):
        said.statuses.append((EventKind.STATUS, status, day))
