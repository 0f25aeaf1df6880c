"""Rules on credit notes: sign, origin, payment."""

from collections.abc import Iterator

from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import ZERO
from chorus_desk.rules.case import Case, Hit, Rules

_CORRECTIVE = frozenset({"384", "471", "472", "473"})


def cd_credit_negative(case: Case) -> Iterator[Hit]:
    """A credit note with a negative total: its amounts are positive (AIFE samples P92 to P97)."""
    if _is_credit(case) and (case.figures.gross or ZERO) < ZERO:
        yield Hit("totals.gross", {"amount": case.figures.gross or ZERO})


def cd_credit_no_reference(case: Case) -> Iterator[Hit]:
    """A credit note that names no invoice (allowed on the historical circuit: sample P93)."""
    if _is_credit(case) and not case.invoice.preceding:
        yield Hit("preceding_invoice")


def br_fr_co_05(case: Case) -> Iterator[Hit]:
    """A credit note without number and date of the invoice it cancels."""
    if not _is_credit(case) or "EXT-FR-FE-136" in "".join(
        key for line in case.invoice.lines for key in line.extra
    ):
        return
    if not case.invoice.preceding or any(p.issue_date is None for p in case.invoice.preceding):
        yield Hit("preceding_invoice")


def br_fr_co_04(case: Case) -> Iterator[Hit]:
    """A corrective invoice that does not name exactly one invoice with its date (A7 G1.31)."""
    if case.invoice.type_code not in _CORRECTIVE:
        return
    preceding = case.invoice.preceding
    if len(preceding) != 1 or preceding[0].issue_date is None:
        yield Hit("preceding_invoice")


def cpro_20(case: Case) -> Iterator[Hit]:
    """More than one invoice referred to."""
    if len(case.invoice.preceding) > 1:
        yield Hit("preceding_invoice", {"count": len(case.invoice.preceding)})


def cd_credit_payment_means(case: Case) -> Iterator[Hit]:
    """A credit note with a means of payment: some refuse it, AIFE's samples carry one."""
    if _is_credit(case) and case.invoice.payment.means:
        yield Hit("payment.means")


def _is_credit(case: Case) -> bool:
    return case.invoice.kind is Kind.CREDIT_NOTE


RULES: Rules = {
    "CD-CREDIT-NEGATIVE": cd_credit_negative,
    "CD-CREDIT-NO-REFERENCE": cd_credit_no_reference,
    "BR-FR-CO-05": br_fr_co_05,
    "BR-FR-CO-04": br_fr_co_04,
    "CPRO-20": cpro_20,
    "CD-CREDIT-PAYMENT-MEANS": cd_credit_payment_means,
}
