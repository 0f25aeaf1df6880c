"""Rules on who else takes part, and where it was delivered: payee, tax representative, place."""

import re
from collections.abc import Callable, Iterator

from chorus_desk.domain.finding import Severity
from chorus_desk.domain.party import Address, Party
from chorus_desk.rules import tables
from chorus_desk.rules.case import Case, Check, Hit, Rules

_COUNTRY_PREFIX = re.compile(r"[A-Z]{2}.+")
_GOODS = ("B", "M")


def br_17(case: Case) -> Iterator[Hit]:
    """A payee without a name."""
    if case.invoice.payee is not None and not case.invoice.payee.name:
        yield Hit("payee.name")


def _representative(name: str, lacks: Callable[[Party], bool]) -> Check:
    def check(case: Case) -> Iterator[Hit]:
        party = case.invoice.tax_representative
        if party is not None and lacks(party):
            yield Hit(f"tax_representative.{name}")

    check.__doc__ = f"A tax representative without {name.replace('_', ' ')}."
    return check


br_18 = _representative("name", lambda party: not party.name)
br_19 = _representative("street", lambda party: party.address == Address())
br_20 = _representative("country", lambda party: _without_country(party.address))
br_56 = _representative("vat_number", lambda party: not party.vat_number)


def br_co_09(case: Case) -> Iterator[Hit]:
    """A VAT number that does not begin with the two letters of a country."""
    invoice = case.invoice
    for name, term, party in (
        ("seller", "BT-31", invoice.seller),
        ("buyer", "BT-48", invoice.buyer),
        ("tax_representative", "BT-63", invoice.tax_representative),
    ):
        number = party.vat_number if party else None
        if number and not _COUNTRY_PREFIX.fullmatch(number):
            yield Hit(f"{name}.vat_number", {"vat_number": number}, term)


def br_09(case: Case) -> Iterator[Hit]:
    """The seller's address names no country."""
    if _without_country(case.invoice.seller.address):
        yield Hit("seller.country")


def br_11(case: Case) -> Iterator[Hit]:
    """The buyer's address names no country."""
    if _without_country(case.invoice.buyer.address):
        yield Hit("buyer.country")


def br_57(case: Case) -> Iterator[Hit]:
    """The address of delivery names no country."""
    delivery = case.invoice.delivery
    if delivery is not None and _without_country(delivery.address):
        yield Hit("delivery.country")


def br_fr_14(case: Case) -> Iterator[Hit]:
    """Goods delivered elsewhere than to the buyer, at an address that is not whole (A7 G6.16).

    A warning until the day it becomes compulsory, then an error.
    """
    invoice, delivery = case.invoice, case.invoice.delivery
    if delivery is None or not (invoice.billing_framework or "").startswith(_GOODS):
        return
    address = delivery.address
    whole = address.line1 and address.city and address.postcode and address.country
    if not address.is_empty() and address != invoice.buyer.address and not whole:
        day = invoice.issue_date or case.context.today
        due = day >= tables.deadline("delivery-address")
        yield Hit("delivery.street", severity=Severity.ERROR if due else None)


def _without_country(address: Address) -> bool:
    return not address.country and not address.is_empty()


RULES: Rules = {
    "BR-17": br_17,
    "BR-18": br_18,
    "BR-19": br_19,
    "BR-20": br_20,
    "BR-56": br_56,
    "BR-CO-09": br_co_09,
    "BR-09": br_09,
    "BR-11": br_11,
    "BR-57": br_57,
    "BR-FR-14": br_fr_14,
}
