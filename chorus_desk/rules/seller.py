"""Rules on the seller: identity, tax numbers, what commercial law wants printed."""

from collections.abc import Iterator

from chorus_desk.domain.identifiers import Problem, parse_siret, parse_vat_number
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Party, Seller, VatRegime, names_sole_trader
from chorus_desk.rules import tables
from chorus_desk.rules.case import Case, Hit, Rules


def br_06(case: Case) -> Iterator[Hit]:
    """Seller name missing (D2192-2, 2)."""
    if not case.invoice.seller.name:
        yield Hit("seller.name")


def br_08(case: Case) -> Iterator[Hit]:
    """Seller address missing (242 nonies A)."""
    if case.invoice.seller.address.is_empty():
        yield Hit("seller.street")


def cd_seller_siret(case: Case) -> Iterator[Hit]:
    """A seller established in France without SIRET, or with one that is not valid.

    A SIREN alone is said by ``CPRO-09`` on the reform's circuit.
    """
    seller = case.invoice.seller
    if not seller.siret:
        siren_alone = seller.siren and case.context.circuit is Circuit.REFORM
        if seller.address.country in (None, "FR") and not siren_alone:
            yield Hit("seller.siret", {"reason": "empty"})
        return
    parsed = parse_siret(seller.siret)
    if isinstance(parsed, Problem):
        yield Hit("seller.siret", {"reason": parsed.reason, "siret": seller.siret})


def br_fr_09(case: Case) -> Iterator[Hit]:
    """A SIRET whose first nine digits are not the SIREN given for the same party."""
    for name, party in _parties(case):
        if party.siret and party.siren and not party.siret.startswith(party.siren):
            params = {"siret": party.siret, "siren": party.siren}
            yield Hit(f"{name}.siret", params, "BT-29" if name == "seller" else "BT-46")


def cd_seller_vat_key(case: Case) -> Iterator[Hit]:
    """A French VAT number with a wrong key, or of another SIREN than the seller's."""
    seller = case.invoice.seller
    if not seller.vat_number or not seller.vat_number.startswith("FR"):
        return
    siren = seller.unit()
    wrong = isinstance(parse_vat_number(seller.vat_number), Problem)
    # Numbers of Monaco start with 000 after the key and name no SIREN.
    monaco = seller.vat_number[4:7] == "000"
    if wrong or (siren and not monaco and seller.vat_number[4:] != siren):
        yield Hit("seller.vat_number", {"vat_number": seller.vat_number})


def cd_seller_vat_number(case: Case) -> Iterator[Hit]:
    """VAT is charged and the seller shows no VAT number (242 nonies A).

    Not said to a seller in franchise: it must charge no VAT (``CD-FRANCHISE-VAT``); nor where it
    has no tax number at all (``BR-S-02``).
    """
    own, seller = case.context.seller, case.invoice.seller
    if not has_tax_number(seller) and any(group.category == "S" for group in case.figures.groups):
        return
    if own is not None and own.vat_regime is VatRegime.FRANCHISE:
        return
    if case.figures.vat and not seller.vat_number and case.invoice.tax_representative is None:
        yield Hit("seller.vat_number")


def cd_seller_ei(case: Case) -> Iterator[Hit]:
    """A sole trader whose name lacks "EI" (C. com. R. 526-27)."""
    seller, name = case.context.seller, case.invoice.seller.name
    if seller and seller.legal_form == "EI" and name and not names_sole_trader(name):
        yield Hit("seller.name", {"name": name})


def cd_seller_register(case: Case) -> Iterator[Hit]:
    """Register and its town not given (C. com. R. 123-237)."""
    if (seller := case.context.seller) and not seller.register:
        yield Hit("seller.legal_info")


def cd_seller_capital(case: Case) -> Iterator[Hit]:
    """A company that does not state its capital (C. com. R. 123-238)."""
    seller = case.context.seller
    if seller and seller.legal_form in tables.forms_with_capital() and not seller.capital:
        yield Hit("seller.legal_info", {"form": seller.legal_form})


def cd_seller_insurance(case: Case) -> Iterator[Hit]:
    """Compulsory professional insurance not given (loi 96-603, art. 22-2)."""
    if (seller := case.context.seller) and not seller.insurance:
        yield Hit("notes")


def has_tax_number(party: Party) -> bool:
    """Return whether a seller shows a VAT number or a tax number (BT-31, BT-32)."""
    return bool(party.vat_number or party.tax_id)


def is_own(seller: Seller | None, party: Party) -> bool:
    """Return whether the party on an invoice is the user's business."""
    return seller is not None and party.unit() == seller.siren


def _parties(case: Case) -> Iterator[tuple[str, Party]]:
    invoice = case.invoice
    yield "seller", invoice.seller
    yield "buyer", invoice.buyer
    if invoice.payee is not None:
        yield "payee", invoice.payee


RULES: Rules = {
    "BR-06": br_06,
    "BR-08": br_08,
    "CD-SELLER-SIRET": cd_seller_siret,
    "BR-FR-09": br_fr_09,
    "CD-SELLER-VAT-KEY": cd_seller_vat_key,
    "CD-SELLER-VAT-NUMBER": cd_seller_vat_number,
    "CD-SELLER-EI": cd_seller_ei,
    "CD-SELLER-REGISTER": cd_seller_register,
    "CD-SELLER-CAPITAL": cd_seller_capital,
    "CD-SELLER-INSURANCE": cd_seller_insurance,
}
