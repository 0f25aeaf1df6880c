"""Rules on the billing framework (BT-23) and the document type (BT-3)."""

from collections.abc import Iterator

from chorus_desk.domain.kinds import Circuit, Kind
from chorus_desk.domain.money import ZERO, symbol
from chorus_desk.rules import tables
from chorus_desk.rules.case import Case, Hit, Rules

_HISTORICAL_TYPES = frozenset({"380", "381"})
_REFORM_TYPES = frozenset(
    ("380", "389", "393", "501", "386", "500", "384", "471", "472", "473", "261", "262", "381",
     "396", "502", "503")
)  # fmt: skip
VALIDATED = frozenset({"A9", "A12"})
_ORDINARY = frozenset({None, "A1", "B1", "S1", "M1"})
_PAID_IN_REFORM = frozenset({"B2", "S2", "M2"})
PAID = _PAID_IN_REFORM | {"A2"}
"""Frameworks of an invoice that is already paid."""


def cd_framework_scope(case: Case) -> Iterator[Hit]:
    """A framework that this program does not cover on the historical circuit."""
    framework = case.invoice.billing_framework
    known = framework in tables.supported_frameworks()
    if framework and not known and case.invoice.circuit is not Circuit.REFORM:
        yield Hit("billing_framework", {"framework": framework})


def cd_framework_reform_in_historical(case: Case) -> Iterator[Hit]:
    """A code of the approved platforms in a direct deposit (rejections seen in 2026)."""
    if case.invoice.circuit is Circuit.REFORM:
        yield Hit("billing_framework", {"framework": case.invoice.billing_framework or ""})


def br_fr_08(case: Case) -> Iterator[Hit]:
    """A framework that no platform takes, an A code or none included."""
    if case.invoice.billing_framework not in tables.reform_frameworks():
        yield Hit("billing_framework", {"framework": case.invoice.billing_framework or ""})


def cd_a2_amounts(case: Case) -> Iterator[Hit]:
    """A2 (already paid) whose prepaid amount is not the total, or with money still due."""
    if case.invoice.billing_framework == "A2":
        yield from _not_wholly_paid(case)


def br_fr_co_09(case: Case) -> Iterator[Hit]:
    """B2, S2 or M2 that is not wholly paid, or without the day of payment."""
    if case.invoice.billing_framework in _PAID_IN_REFORM:
        yield from _not_wholly_paid(case)
        if case.invoice.due_date is None:
            yield Hit("due_date", field="BT-9")


def cd_paid_but_a1(case: Case) -> Iterator[Hit]:
    """Nothing is due, yet the framework says an ordinary invoice."""
    figures = case.figures
    if case.invoice.billing_framework in _ORDINARY and figures.due == ZERO and figures.gross:
        yield Hit("billing_framework")


def cd_validator_missing(case: Case) -> Iterator[Hit]:
    """A9 or A12 without the SIRET of the contract holder who validates."""
    validator = case.invoice.validator
    named = validator is not None and validator.siret
    if case.invoice.billing_framework in VALIDATED and not named:
        yield Hit("validator")


def cd_type_historical(case: Case) -> Iterator[Hit]:
    """A type other than invoice (380) or credit note (381)."""
    if case.invoice.type_code not in _HISTORICAL_TYPES:
        yield Hit("kind", {"type": case.invoice.type_code})


def br_fr_04(case: Case) -> Iterator[Hit]:
    """A type that the reform does not admit."""
    if case.invoice.type_code not in _REFORM_TYPES:
        yield Hit("kind", {"type": case.invoice.type_code})


def cd_negative_invoice(case: Case) -> Iterator[Hit]:
    """An invoice with a negative total or amount due: accepted, a credit note is clearer."""
    lowest = min(case.figures.gross or ZERO, case.figures.due or ZERO)
    if case.invoice.kind is Kind.INVOICE and lowest < ZERO:
        currency = symbol(case.invoice.currency)
        yield Hit("totals.gross", {"amount": lowest, "currency": currency})


def _not_wholly_paid(case: Case) -> Iterator[Hit]:
    gross, due = case.figures.gross, case.figures.due
    if (case.invoice.prepaid or ZERO) != (gross or ZERO) or (due or ZERO) != ZERO:
        yield Hit("totals.due", {"gross": gross or ZERO, "due": due or ZERO})


RULES: Rules = {
    "CD-FRAMEWORK-SCOPE": cd_framework_scope,
    "CD-FRAMEWORK-REFORM-IN-HISTORICAL": cd_framework_reform_in_historical,
    "BR-FR-08": br_fr_08,
    "CD-A2-AMOUNTS": cd_a2_amounts,
    "BR-FR-CO-09": br_fr_co_09,
    "CD-PAID-BUT-A1": cd_paid_but_a1,
    "CD-VALIDATOR-MISSING": cd_validator_missing,
    "CD-TYPE-HISTORICAL": cd_type_historical,
    "BR-FR-04": br_fr_04,
    "CD-NEGATIVE-INVOICE": cd_negative_invoice,
}
