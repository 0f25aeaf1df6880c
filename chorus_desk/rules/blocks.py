"""Rules that look at one party's block alone, which is the same on one invoice after another.

Whether one of them objects is worked out once for a block, and remembered.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Party, Seller
from chorus_desk.rules import buyer as of_buyers
from chorus_desk.rules import identity, lengths, parties
from chorus_desk.rules import seller as of_sellers
from chorus_desk.rules.case import Case, Check, Context

OF_THE_SELLER = (
    "BR-06", "BR-08", "BR-09", "CD-SELLER-SIRET", "CD-NO-SIRET-HISTORICAL", "BR-FR-10", "CPRO-03",
    "CPRO-09", "CD-SELLER-VAT-KEY", "CD-SELLER-EI", "CD-SELLER-REGISTER",
    "CD-SELLER-CAPITAL", "CD-SELLER-INSURANCE", "CPRO-32", "CPRO-33", "CPRO-36", "CPRO-43",
)  # fmt: skip
"""The rules that look at the seller's block and settings, and at nothing else of an invoice."""
OF_THE_BUYER = (
    "BR-07", "BR-10", "BR-11", "CD-BUYER-SIRET", "CPRO-10", "CD-BUYER-LUHN", "CD-CUSTOMER-SIREN",
    "CD-FACTURES-PUBLIQUES", "CD-STATE-SERVICE", "BR-FR-26", "G1.95", "CPRO-34",
    "CPRO-44",
)  # fmt: skip
"""The rules that look at the buyer's block, and at nothing else."""
_CHECKS: Mapping[str, Check] = {
    **of_sellers.RULES, **of_buyers.RULES, **identity.RULES, **parties.RULES, **lengths.RULES,
}  # fmt: skip
_NO_DAY = date.min
"""None of these rules asks what day it is."""


@lru_cache(maxsize=64)
def seller_fault(block: Party, own: Seller | None, circuit: Circuit) -> bool:
    """Return whether a rule objects to the seller's block; ``own`` are the user's settings."""
    context = Context(today=_NO_DAY, seller=own, circuit=circuit)
    return _objected(OF_THE_SELLER, Case(Invoice(seller=block), context))


@lru_cache(maxsize=1024)
def buyer_fault(block: Party) -> bool:
    """Return whether a rule objects to the buyer's block."""
    return _objected(OF_THE_BUYER, Case(Invoice(buyer=block), Context(today=_NO_DAY)))


def _objected(rules: tuple[str, ...], case: Case) -> bool:
    return any(True for rule in rules for _ in _CHECKS[rule](case))
