"""Rules on the billing framework (BT-23) and the document type (BT-3)."""

from collections.abc import Iterator

from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit, Kind
from chorus_desk.domain.money import ZERO, symbol
from chorus_desk.rules import tables
from chorus_desk.rules.case import Case, Check, Hit, Rules

_HISTORICAL_TYPES = frozenset({"380", "381"})
_REFORM_TYPES = frozenset(
    ("380", "389", "393", "501", "386", "500", "384", "471", "472", "473", "261", "262", "381",
     "396", "502", "503")
)  # fmt: skip
_VALIDATED_DIRECTLY = frozenset({"A9", "A12"})
_VALIDATED_IN_REFORM = frozenset({"S3", "S6"})
VALIDATED = _VALIDATED_DIRECTLY | _VALIDATED_IN_REFORM
"""Frameworks of a sub- or co-contractor, whose bill the contract holder validates."""
_MULTI_VENDOR = frozenset({"B8", "S8", "M8"})
BIDIRECTIONAL = frozenset({"B9", "S9", "M9"})
_FINAL = frozenset({"B4", "S4", "M4"})
DOWN_PAYMENTS = frozenset({"386", "500", "503"})
ORDINARY = frozenset({None, "A1", "B1", "S1", "M1"})
"""Frameworks of most invoices: a seller bills its customer, and is paid afterwards."""
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
    framework = case.invoice.billing_framework
    if framework not in tables.reform_frameworks():
        yield Hit("billing_framework", {"framework": framework} if framework else {})


def cd_framework_direct(case: Case) -> Iterator[Hit]:
    """An A code, of direct deposit, from a seller whose invoices go through a platform.

    A warning: what a platform does not carry may still be deposited (DSE-CP §2.3.2, table 14).
    """
    framework, seller = case.invoice.billing_framework, case.context.seller
    if seller and seller.circuit == Circuit.REFORM and case.invoice.circuit is Circuit.HISTORICAL:
        equals = tables.platform_frameworks(framework or "") or tables.platform_frameworks("A1")
        known = "/".join(equals.values())
        yield Hit("billing_framework", {"framework": framework or "", "equals": known})


def cd_framework_platform(case: Case) -> Iterator[Hit]:
    """A code of the platforms from a seller who deposits on Chorus Pro.

    A warning: a platform may be tried on a first invoice before all the others follow.
    """
    framework, seller = case.invoice.billing_framework, case.context.seller
    if seller and seller.circuit != Circuit.REFORM and case.invoice.circuit is Circuit.REFORM:
        equal = tables.historical_frameworks().get(framework or "", "A1")
        yield Hit("billing_framework", {"framework": framework or "", "equal": equal})


def cpro_24(case: Case) -> Iterator[Hit]:
    """S5 (a sub-contractor's bill between businesses) to a public body (BR-FR-CPRO-24)."""
    if case.invoice.billing_framework == "S5":
        yield Hit("billing_framework")


def cd_multi_vendor(case: Case) -> Iterator[Hit]:
    """An invoice of several sellers, which Chorus Pro rejects (DSE-CP §6.40)."""
    if case.invoice.billing_framework in _MULTI_VENDOR:
        yield Hit("billing_framework", {"framework": case.invoice.billing_framework})


def cd_framework_9(case: Case) -> Iterator[Hit]:
    """A framework for invoices that two businesses send each other (FNFE BR-FR-BD)."""
    if case.invoice.billing_framework in BIDIRECTIONAL:
        yield Hit("billing_framework", {"framework": case.invoice.billing_framework})


def cd_native_only(case: Case) -> Iterator[Hit]:
    """Works, justice fees or a refund claim through a platform (DSE-CP §3.2.1.2)."""
    if case.invoice.billing_framework in tables.unsupported_frameworks():
        yield Hit("billing_framework", {"framework": case.invoice.billing_framework})


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
    if case.invoice.billing_framework in ORDINARY and figures.due == ZERO and figures.gross:
        yield Hit("billing_framework")


def cd_validator_missing(case: Case) -> Iterator[Hit]:
    """A9 or A12 without the SIRET of the contract holder who validates."""
    validator = case.invoice.validator
    named = validator is not None and validator.siret
    if case.invoice.billing_framework in _VALIDATED_DIRECTLY and not named:
        yield Hit("validator")


def cpro_21(case: Case) -> Iterator[Hit]:
    """S3 or S6 without SIREN and SIRET of the contract holder (BR-FR-CPRO-21)."""
    validator = case.invoice.validator
    named = validator is not None and validator.siret
    if case.invoice.billing_framework in _VALIDATED_IN_REFORM and not named:
        yield Hit("validator")


def cpro_23(case: Case) -> Iterator[Hit]:
    """A sub-contractor's request that goes to the contract holder, not to the public buyer."""
    invoice = case.invoice
    holder = invoice.validator.siret if invoice.validator else None
    if invoice.billing_framework == "S3" and holder and holder == invoice.buyer.siret:
        yield Hit("buyer.siret")


def cd_subcontractor_undeclared(case: Case) -> Iterator[Hit]:
    """A sub- or co-contractor's bill with neither contract number nor attached deed.

    Buyers refuse it when they do not know the sub-contractor (ST_CT_NON_DECLAR).
    """
    invoice = case.invoice
    validated = invoice.billing_framework in VALIDATED
    if validated and not invoice.contract_number and not invoice.attachments:
        yield Hit("contract_number")


def br_fr_co_08(case: Case) -> Iterator[Hit]:
    """A final invoice after a down payment that is itself a down payment (A7 G1.60)."""
    invoice = case.invoice
    if invoice.billing_framework in _FINAL and invoice.type_code in DOWN_PAYMENTS:
        yield Hit("billing_framework", {"framework": invoice.billing_framework})


def cd_pa_due(case: Case) -> Iterator[Hit]:
    """A direct deposit by a business that must issue through a platform by then, and has none.

    Whether that holds for the franchise too is not confirmed, so it is a warning for all.
    """
    day, seller = case.invoice.issue_date or case.context.today, case.context.seller
    due = tables.deadline("platform")
    if seller is not None and seller.circuit != Circuit.REFORM and day >= due:
        yield Hit("issue_date", {"day": due})


def cd_type_historical(case: Case) -> Iterator[Hit]:
    """A type other than invoice (380) or credit note (381)."""
    if case.invoice.type_code not in _HISTORICAL_TYPES:
        yield Hit("kind", {"type": case.invoice.type_code})


def br_fr_04(case: Case) -> Iterator[Hit]:
    """A type that the reform does not admit."""
    if case.invoice.type_code not in _REFORM_TYPES:
        yield Hit("kind", {"type": case.invoice.type_code})


def cd_type_262(case: Case) -> Iterator[Hit]:
    """A global discount's credit note: one official list has the type, the other lacks it."""
    if case.invoice.type_code == "262":
        yield Hit("kind")


def cd_type_384(case: Case) -> Iterator[Hit]:
    """A corrective invoice, which buyers cannot tell from a first one (DSE-CP §3.4.1.1.2)."""
    if case.invoice.type_code == "384":
        yield Hit("kind")


def _self_billed(*, refused: bool) -> Check:
    def check(case: Case) -> Iterator[Hit]:
        if case.invoice.type_code in tables.self_billed_types(refused=refused):
            yield Hit("kind", {"type": case.invoice.type_code})

    check.__doc__ = (
        f"A self-billed type, rejected {'always' if refused else 'by some workflows'} "
        "(``codes/self_billed_types.csv``)."
    )
    return check


cd_self_billed = _self_billed(refused=True)
cd_self_billed_workflow = _self_billed(refused=False)


def cd_negative_invoice(case: Case) -> Iterator[Hit]:
    """An invoice with a negative total or amount due: accepted, a credit note is clearer."""
    lowest = min(case.figures.gross or ZERO, case.figures.due or ZERO)
    if case.invoice.kind is Kind.INVOICE and lowest < ZERO:
        currency = symbol(case.invoice.currency)
        yield Hit("totals.gross", {"amount": lowest, "currency": currency})


def nature_of(invoice: Invoice) -> str | None:
    """Return what is billed: goods (``B``), services (``S``), both (``M``); None where it is open.

    By the words of a note (décret 2022-1299), else by the units of all lines. Units never tell
    that both are billed: goods beside work may be an accessory of it.
    """
    said = [
        row.code
        for row in tables.natures()
        if any(tables.known_text((row,), note.text) for note in invoice.notes)
    ]
    if said:
        return said[0] if len(said) == 1 else "M"
    units = {line.unit or "" for line in invoice.lines}
    return next((nature for nature in "SB" if units and units <= tables.units_of(nature)), None)


def _not_wholly_paid(case: Case) -> Iterator[Hit]:
    gross, due = case.figures.gross, case.figures.due
    if (case.invoice.prepaid or ZERO) != (gross or ZERO) or (due or ZERO) != ZERO:
        yield Hit("totals.due", {"gross": gross or ZERO, "due": due or ZERO})


RULES: Rules = {
    "CD-FRAMEWORK-SCOPE": cd_framework_scope,
    "CD-FRAMEWORK-REFORM-IN-HISTORICAL": cd_framework_reform_in_historical,
    "BR-FR-08": br_fr_08,
    "CD-FRAMEWORK-DIRECT": cd_framework_direct,
    "CD-FRAMEWORK-PLATFORM": cd_framework_platform,
    "CPRO-24": cpro_24,
    "CD-MULTI-VENDOR": cd_multi_vendor,
    "CD-FRAMEWORK-9": cd_framework_9,
    "CD-NATIVE-ONLY": cd_native_only,
    "CD-A2-AMOUNTS": cd_a2_amounts,
    "BR-FR-CO-09": br_fr_co_09,
    "CD-PAID-BUT-A1": cd_paid_but_a1,
    "CD-VALIDATOR-MISSING": cd_validator_missing,
    "CPRO-21": cpro_21,
    "CPRO-23": cpro_23,
    "CD-SUBCONTRACTOR-UNDECLARED": cd_subcontractor_undeclared,
    "BR-FR-CO-08": br_fr_co_08,
    "CD-PA-DUE": cd_pa_due,
    "CD-TYPE-HISTORICAL": cd_type_historical,
    "BR-FR-04": br_fr_04,
    "CD-TYPE-262": cd_type_262,
    "CD-TYPE-384": cd_type_384,
    "CD-SELF-BILLED": cd_self_billed,
    "CD-SELF-BILLED-WORKFLOW": cd_self_billed_workflow,
    "CD-NEGATIVE-INVOICE": cd_negative_invoice,
}
