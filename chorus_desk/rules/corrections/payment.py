"""Corrections of payment: a transfer to the seller's own account."""

from dataclasses import replace

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import Invoice, Payment
from chorus_desk.rules.case import Context
from chorus_desk.rules.corrections.kind import Corrections

_TRANSFER = "30"


def _paid_by_transfer(invoice: Invoice, _finding: Finding, context: Context) -> Invoice:
    seller = context.seller
    # Who is paid in the seller's place has another account, which nobody here knows.
    if seller is None or not seller.iban or invoice.payee is not None:
        return invoice
    payment = Payment(means=_TRANSFER, iban=seller.iban, bic=seller.bic,
                      account_name=seller.printed_name())  # fmt: skip
    return replace(invoice, payment=payment)


def _no_payment(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    return replace(invoice, payment=Payment())


CORRECTIONS: Corrections = {
    "BR-49": _paid_by_transfer,
    "BR-61": _paid_by_transfer,
    "CD-IBAN": _paid_by_transfer,
    "CPRO-39": _paid_by_transfer,
    "CD-PAYMENT-CODE": _paid_by_transfer,
    "CD-CREDIT-PAYMENT-MEANS": _no_payment,
}
