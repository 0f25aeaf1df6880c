"""What most invoices lack, and the rules that need not run then: they would have nothing to say.

A rule that stands nowhere here always runs. None becomes another by standing here: whether a rule
objects is for its function alone, and a test holds that no rule is left out that would have.
"""

from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter

from chorus_desk.domain.invoice import CREDIT_NOTE, INVOICE
from chorus_desk.domain.kinds import Kind
from chorus_desk.rules import attachments
from chorus_desk.rules.blocks import OF_THE_BUYER, OF_THE_SELLER, buyer_fault, seller_fault
from chorus_desk.rules.case import Case
from chorus_desk.rules.frameworks import ORDINARY

Present = Callable[[Case], object]

_OF_EVERY_LINE = attrgetter("quantity", "unit", "description", "unit_price", "vat_category")
_USUAL_TYPES = frozenset({INVOICE, CREDIT_NOTE})

SUBJECTS: Mapping[str, tuple[Present, tuple[str, ...]]] = {
    "number": (
        lambda case: case.invoice.number or case.invoice.preceding,
        ("CPRO-02", "BR-FR-02", "CD-NUMBER-BARE-DATE", "G1.45", "CD-NUMBER-SEQUENCE"),
    ),
    "credit note": (
        lambda case: case.invoice.kind is Kind.CREDIT_NOTE,
        ("CD-CREDIT-NEGATIVE", "CD-CREDIT-NO-REFERENCE", "BR-FR-CO-05", "CD-CREDIT-PAYMENT-MEANS"),
    ),
    "electronic address": (
        lambda case: (
            case.invoice.seller.electronic_address or case.invoice.buyer.electronic_address
        ),
        ("BR-62", "BR-63", "BR-FR-23", "BR-FR-25"),
    ),
    "identifiers": (
        lambda case: case.invoice.seller.identifiers or case.invoice.buyer.identifiers,
        ("CPRO-04", "G1.83"),
    ),
    "payee": (lambda case: case.invoice.payee, ("BR-17", "CPRO-17", "CPRO-37")),
    "tax representative": (
        lambda case: case.invoice.tax_representative,
        ("BR-18", "BR-19", "BR-20", "BR-56"),
    ),
    "delivery": (lambda case: case.invoice.delivery, ("BR-57", "BR-FR-14", "CPRO-38")),
    "stated figures": (
        lambda case: case.invoice.stated,
        ("CD-LINE-NET", "BR-CO-10", "BR-CO-13", "BR-CO-14", "BR-CO-15", "BR-CO-16", "BR-CO-17",
         "CD-VAT-BASE"),
    ),
    "discount": (lambda case: case.invoice.allowances, ("BR-31", "BR-32", "BR-33")),
    "charge": (lambda case: case.invoice.charges, ("BR-36", "BR-37", "BR-38")),
    "discount on a line": (
        lambda case: any(line.allowances for line in case.invoice.lines),
        ("BR-41", "BR-42"),
    ),
    "charge on a line": (
        lambda case: any(line.charges for line in case.invoice.lines),
        ("BR-43", "BR-44"),
    ),
    "gross price": (
        # Not its truth: a price of zero is one (Chorus Pro's own samples have it).
        lambda case: any(line.gross_price is not None for line in case.invoice.lines),
        ("BR-28", "G1.55", "CD-GROSS-WITHOUT-DISCOUNT"),
    ),
    "attachments": (
        lambda case: case.invoice.attachments,
        (*attachments.RULES, "CPRO-30"),
    ),
    "fault of the seller's block": (
        lambda case: seller_fault(case.invoice.seller, case.context.seller, case.context.circuit),
        OF_THE_SELLER,
    ),
    "fault of the buyer's block": (lambda case: buyer_fault(case.invoice.buyer), OF_THE_BUYER),
    "gap in a line": (
        lambda case: not all(all(_OF_EVERY_LINE(line)) for line in case.invoice.lines),
        ("BR-22", "BR-23", "BR-25", "BR-26", "BR-CO-04"),
    ),
    "no commitment number": (
        lambda case: not case.invoice.commitment_number,
        ("CPRO-12", "CPRO-13", "CD-SERVICE-NEEDS-COMMITMENT", "CD-NO-ORDER-REFERENCE"),
    ),
    "rare framework": (
        lambda case: case.invoice.billing_framework not in ORDINARY,
        ("CD-FRAMEWORK-SCOPE", "CPRO-24", "CD-MULTI-VENDOR", "CD-FRAMEWORK-9", "CD-NATIVE-ONLY",
         "CD-A2-AMOUNTS", "BR-FR-CO-09", "CD-VALIDATOR-MISSING", "CPRO-21", "CPRO-23",
         "CD-SUBCONTRACTOR-UNDECLARED", "BR-FR-CO-08"),
    ),
    "rare type": (
        lambda case: case.invoice.type_code not in _USUAL_TYPES,
        ("CD-TYPE-HISTORICAL", "BR-FR-04", "CD-TYPE-262", "CD-TYPE-384", "CD-SELF-BILLED",
         "CD-SELF-BILLED-WORKFLOW", "BR-FR-CO-04"),
    ),
    "foreign currency": (
        lambda case: case.invoice.currency != "EUR" or case.invoice.vat_currency,
        ("G1.10", "BR-FR-CO-12", "BR-53"),
    ),
}  # fmt: skip
"""By name: whether a case has it, and the rules that speak of nothing else."""
VAT_CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "S": ("BR-S-02", "BR-S-05", "CD-RATE-TERRITORY"),
    "E": ("BR-E-02", "BR-E-05", "BR-E-10", "CD-FRANCHISE-TEXT", "CD-EXEMPTION-TEXT", "G1.41",
          "G1.47"),
    "AE": ("BR-AE-02", "BR-AE-05", "BR-AE-10"),
    "K": ("BR-IC-02", "BR-IC-05", "BR-IC-10", "BR-IC-11", "BR-IC-12", "CD-K-ON-SERVICES"),
    "G": ("BR-G-02", "BR-G-05", "BR-G-10"),
    "Z": ("BR-Z-02", "BR-Z-05", "BR-Z-10", "CD-CATEGORY-Z"),
    "O": ("BR-O-02", "BR-O-05", "BR-O-10", "BR-O-11"),
}  # fmt: skip
"""The rules that speak of one category of VAT alone: a subject each, like the others."""


def absent(case: Case) -> frozenset[str]:
    """Return the names of the subjects that a case lacks."""
    lacking = {name for name, (present, _) in SUBJECTS.items() if not present(case)}
    return frozenset(lacking.union(VAT_CATEGORIES.keys() - case.categories))


@cache
def subject_of(rule: str) -> str | None:
    """Return the name of the subject that a rule speaks of, None where it always has one."""
    speaking = {**{name: rules for name, (_, rules) in SUBJECTS.items()}, **VAT_CATEGORIES}
    return next((name for name, rules in speaking.items() if rule in rules), None)
