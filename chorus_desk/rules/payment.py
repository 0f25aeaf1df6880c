"""Rules on payment: means, account."""

from collections.abc import Iterator

from chorus_desk.domain.identifiers import Problem, compact, parse_iban
from chorus_desk.domain.kinds import Kind
from chorus_desk.rules import tables
from chorus_desk.rules.case import Case, Hit, Rules

TRANSFERS = frozenset({"30", "31", "42", "58"})
_LONGEST_ACCOUNT = 27


def br_49(case: Case) -> Iterator[Hit]:
    """An invoice without a means of payment: Chorus Pro rejects the file (OCA issue 414)."""
    if case.invoice.kind is Kind.INVOICE and not case.invoice.payment.means:
        yield Hit("payment.means")


def cd_payment_code(case: Case) -> Iterator[Hit]:
    """A means of payment that no accepted sample has."""
    means = case.invoice.payment.means
    if means and means not in tables.accepted_payment_means():
        yield Hit("payment.means", {"means": means})


def br_61(case: Case) -> Iterator[Hit]:
    """A transfer without an account."""
    payment = case.invoice.payment
    if payment.means in TRANSFERS and not payment.iban:
        yield Hit("payment.iban")


def cd_iban(case: Case) -> Iterator[Hit]:
    """An account for a transfer that is no valid IBAN."""
    payment = case.invoice.payment
    wrong = bool(payment.iban) and isinstance(parse_iban(payment.iban or ""), Problem)
    if payment.means in TRANSFERS and wrong:
        yield Hit("payment.iban", {"iban": payment.iban or ""})


def cpro_39(case: Case) -> Iterator[Hit]:
    """An account over 27 characters, the length of a French IBAN."""
    iban = case.invoice.payment.iban
    if iban and len(iban.replace(" ", "")) > _LONGEST_ACCOUNT:
        yield Hit("payment.iban", {"length": len(iban)})


def cd_iban_changed(case: Case) -> Iterator[Hit]:
    """Another account of the same payee than on the last invoice to this buyer, unwarned.

    Refused as COORD_BANC_ERR (DSE-CP table 4).
    """
    last, iban = case.context.last_account, case.invoice.payment.iban
    if case.context.seller and last and iban and compact(iban) != compact(last):
        yield Hit("payment.iban", {"last": last})


RULES: Rules = {
    "BR-49": br_49,
    "CD-PAYMENT-CODE": cd_payment_code,
    "BR-61": br_61,
    "CD-IBAN": cd_iban,
    "CPRO-39": cpro_39,
    "CD-IBAN-CHANGED": cd_iban_changed,
}
