"""Rules on how a party is identified: SIREN beside SIRET, other identifiers, address on line."""

import re
from collections.abc import Callable, Iterator

from chorus_desk.domain.party import Identifier, Party
from chorus_desk.rules.case import Case, Check, Hit, Rules

_NINE_DIGITS = re.compile(r"[0-9]{9}")
SIREN, SERVICE, ADDRESS = "0002", "0224", "0225"
WRONG_SERVICE = "0240"
"""A scheme some programs put a service code under (A7 G1.83 says 0224)."""
_FORMS = {
    "0223": re.compile(r".{1,18}"),
    "0227": re.compile(r".{1,18}"),
    "0228": re.compile(r".{9,10}"),
    "0229": re.compile(r".{9,10}"),
    "0226": re.compile(r"[0-9]{10}.{0,70}"),
}
"""Identifiers of sellers without SIRET: EU, outside it, RIDET, TAHITI, private person."""
_ADDRESS = re.compile(r"[0-9]{9}(_[A-Za-z0-9+\-_.]+)?")
_LONGEST_ADDRESS = 125
_FRANCE = (None, "FR")


def br_fr_10(case: Case) -> Iterator[Hit]:
    """Seller SIREN missing or not nine digits."""
    seller = case.invoice.seller
    if seller.address.country in _FRANCE and not _NINE_DIGITS.fullmatch(seller.unit() or ""):
        yield Hit("seller.siren")


def cd_customer_siren(case: Case) -> Iterator[Hit]:
    """Buyer SIREN missing, and none in its SIRET (décret 2022-1299)."""
    buyer = case.invoice.buyer
    if not buyer.siren and not _NINE_DIGITS.fullmatch(buyer.unit() or ""):
        yield Hit("buyer.siren")


def br_fr_32(case: Case) -> Iterator[Hit]:
    """A SIREN given apart, or an identifier said to be one, that is not nine digits."""
    for name, party in _parties(case):
        for value in _sirens(party):
            if not _NINE_DIGITS.fullmatch(value):
                term = "BT-47" if name == "buyer" else "BT-30"
                yield Hit(f"{name}.siren", {"value": value}, term)


def cpro_03(case: Case) -> Iterator[Hit]:
    """A seller abroad without an identifier of a kind the public sector knows (BR-FR-CPRO-03).

    One in France is asked for its SIRET (``CD-SELLER-SIRET``).
    """
    seller = case.invoice.seller
    abroad = seller.address.country not in (None, "FR")
    if (
        abroad
        and not seller.siret
        and not any(item.scheme in _FORMS for item in seller.identifiers)
    ):
        yield Hit("seller.siret")


def cpro_04(case: Case) -> Iterator[Hit]:
    """A seller identifier that has not the form of its kind (BR-FR-CPRO-04 to -08)."""
    for index, item in enumerate(case.invoice.seller.identifiers):
        form = _FORMS.get(item.scheme or "")
        if form is not None and not form.fullmatch(item.value):
            yield Hit(f"seller.identifiers[{index}]", {"value": item.value})


def _siren_without_siret(name: str, find: Callable[[Case], Party | None]) -> Check:
    def check(case: Case) -> Iterator[Hit]:
        party = find(case)
        if party is not None and party.siren and not party.siret:
            yield Hit(f"{name}.siret", {"siren": party.siren})

    check.__doc__ = f"A {name} with a SIREN and no SIRET."
    return check


cpro_09 = _siren_without_siret("seller", lambda case: case.invoice.seller)
cpro_17 = _siren_without_siret("payee", lambda case: case.invoice.payee)


def g1_83(case: Case) -> Iterator[Hit]:
    """A service code under another scheme than 0224."""
    for index, item in enumerate(case.invoice.buyer.identifiers):
        if item.scheme == WRONG_SERVICE:
            yield Hit(f"buyer.identifiers[{index}]", {"code": item.value})


def br_fr_12(case: Case) -> Iterator[Hit]:
    """The buyer's electronic address is missing: Chorus Pro rejects the invoice (DSE-CP §3.1)."""
    if not _address(case.invoice.buyer):
        yield Hit("buyer.electronic_address")


def br_fr_13(case: Case) -> Iterator[Hit]:
    """The seller's electronic address is missing."""
    if not _address(case.invoice.seller):
        yield Hit("seller.electronic_address")


def br_fr_23(case: Case) -> Iterator[Hit]:
    """An electronic address that does not begin with a SIREN, or has a forbidden character."""
    for name, term, item in _addresses(case):
        if item.scheme == ADDRESS and not _ADDRESS.fullmatch(item.value):
            yield Hit(f"{name}.electronic_address", {"value": item.value}, term)


def br_fr_25(case: Case) -> Iterator[Hit]:
    """An electronic address over 125 characters."""
    for name, term, item in _addresses(case):
        if len(item.value) > _LONGEST_ADDRESS:
            yield Hit(f"{name}.electronic_address", {"length": len(item.value)}, term)


def _address_scheme(name: str, find: Callable[[Case], Party]) -> Check:
    def check(case: Case) -> Iterator[Hit]:
        address = find(case).electronic_address
        if address is not None and address.value and not address.scheme:
            yield Hit(f"{name}.electronic_address")

    check.__doc__ = f"An electronic address of the {name} that does not say its scheme."
    return check


br_62 = _address_scheme("seller", lambda case: case.invoice.seller)
br_63 = _address_scheme("buyer", lambda case: case.invoice.buyer)


def cd_no_siret_historical(case: Case) -> Iterator[Hit]:
    """A seller abroad without SIRET, whose invoices stay on the historical circuit."""
    seller = case.invoice.seller
    if not seller.siret and seller.address.country not in _FRANCE:
        yield Hit("seller.siret")


def _address(party: Party) -> str | None:
    return party.electronic_address.value if party.electronic_address else None


def _addresses(case: Case) -> Iterator[tuple[str, str, Identifier]]:
    for name, term, party in (
        ("seller", "BT-34", case.invoice.seller),
        ("buyer", "BT-49", case.invoice.buyer),
    ):
        if party.electronic_address is not None:
            yield name, term, party.electronic_address


def _sirens(party: Party) -> Iterator[str]:
    if party.siren:
        yield party.siren
    for item in (party.legal_id, *party.identifiers):
        if item is not None and item.scheme == SIREN:
            yield item.value


def _parties(case: Case) -> Iterator[tuple[str, Party]]:
    yield "seller", case.invoice.seller
    yield "buyer", case.invoice.buyer
    if case.invoice.payee is not None:
        yield "payee", case.invoice.payee


RULES: Rules = {
    "BR-FR-10": br_fr_10,
    "CD-CUSTOMER-SIREN": cd_customer_siren,
    "BR-FR-32": br_fr_32,
    "CPRO-03": cpro_03,
    "CPRO-04": cpro_04,
    "CPRO-09": cpro_09,
    "CPRO-17": cpro_17,
    "G1.83": g1_83,
    "BR-FR-12": br_fr_12,
    "BR-FR-13": br_fr_13,
    "BR-FR-23": br_fr_23,
    "BR-FR-25": br_fr_25,
    "BR-62": br_62,
    "BR-63": br_63,
    "CD-NO-SIRET-HISTORICAL": cd_no_siret_historical,
}
