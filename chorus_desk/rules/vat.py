"""Rules on VAT: categories, rates, and why an operation bears none."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from chorus_desk.domain.invoice import VatGroup
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import ZERO, decimals
from chorus_desk.domain.party import VatRegime
from chorus_desk.rules import tables
from chorus_desk.rules.case import Case, Check, Hit, Rules
from chorus_desk.rules.seller import has_tax_number

_CATEGORIES = frozenset(["S", "E", "AE", "K", "G", "O", "Z"])
ON_DEBITS = "invoice"
"""VAT falls due when the invoice is made (BT-8)."""
_NET_OF_TAX = "VATEX-FR-CNWVAT"
_NET_OF_TAX_TYPES = frozenset({"261", "381", "396"})


def br_fr_15(case: Case) -> Iterator[Hit]:
    """A category that France does not use (A7 G2.31)."""
    for path, category, _ in case.taxed:
        if category and category not in _CATEGORIES:
            yield Hit(f"{path}.vat_category", {"category": category})


def br_fr_16(case: Case) -> Iterator[Hit]:
    """A rate that does not exist in France (A7 G1.24)."""
    for path, _, rate in case.taxed:
        if rate is not None and rate not in tables.vat_rates():
            yield Hit(f"{path}.vat_rate", {"rate": rate})


def cd_rate_historic(case: Case) -> Iterator[Hit]:
    """A rate kept for old operations only."""
    for path, _, rate in case.taxed:
        if rate is not None and rate in tables.historic_vat_rates():
            yield Hit(f"{path}.vat_rate", {"rate": rate})


def br_s_05(case: Case) -> Iterator[Hit]:
    """Normal VAT with a rate of zero, or none."""
    for path, category, rate in case.taxed:
        if category == "S" and not rate:
            yield Hit(f"{path}.vat_rate")


def _no_rate(category: str) -> Check:
    def check(case: Case) -> Iterator[Hit]:
        for path, found, rate in case.taxed:
            if found == category and rate:
                yield Hit(f"{path}.vat_rate", {"rate": rate})

    check.__doc__ = f"Category {category} with a rate other than zero."
    return check


br_e_05 = _no_rate("E")
br_ae_05 = _no_rate("AE")
br_ic_05 = _no_rate("K")
br_g_05 = _no_rate("G")
br_z_05 = _no_rate("Z")
br_o_05 = _no_rate("O")


def cd_rate_territory(case: Case) -> Iterator[Hit]:
    """A rate of another territory than the seller's (BOI-TVA-GEO-20-10; CGI 297)."""
    address = case.invoice.seller.address
    if address.country not in (None, "FR"):
        return
    local = tables.rates_of(tables.territory_of(address.postcode))
    known = tables.vat_rates() - tables.historic_vat_rates()
    for path, category, rate in case.taxed:
        if category == "S" and rate and rate not in local and rate in known:
            yield Hit(f"{path}.vat_rate", {"rate": rate})


def br_fr_dec_04(case: Case) -> Iterator[Hit]:
    """A rate with more than 2 decimals or 4 digits."""
    for path, _, rate in case.taxed:
        if rate is not None and (decimals(rate) > 2 or len(rate.normalize().as_tuple().digits) > 4):
            yield Hit(f"{path}.vat_rate", {"rate": rate})


def _reason(category: str) -> Check:
    def check(case: Case) -> Iterator[Hit]:
        for index, group in enumerate(case.figures.groups):
            explained = group.exemption_reason or group.exemption_code
            if group.category == category and not explained:
                yield Hit(f"vat[{index}].exemption_reason")

    check.__doc__ = f"Category {category} with neither a text nor a code that says why."
    return check


br_e_10 = _reason("E")
br_ae_10 = _reason("AE")
br_ic_10 = _reason("K")
br_g_10 = _reason("G")
br_o_10 = _reason("O")


def br_o_02(case: Case) -> Iterator[Hit]:
    """Outside the scope of VAT, and yet a VAT number of seller, buyer or representative."""
    if not _uses(case, lambda group: group.category == "O"):
        return
    invoice = case.invoice
    for name, term, party in (
        ("seller", "BT-31", invoice.seller),
        ("buyer", "BT-48", invoice.buyer),
        ("tax_representative", "BT-63", invoice.tax_representative),
    ):
        if party is not None and party.vat_number:
            yield Hit(f"{name}.vat_number", {"vat_number": party.vat_number}, term)


def br_o_11(case: Case) -> Iterator[Hit]:
    """Outside the scope of VAT, together with another category."""
    categories = {group.category for group in case.figures.groups}
    if "O" in categories and len(categories) > 1:
        yield Hit("vat")


def cd_k_on_services(case: Case) -> Iterator[Hit]:
    """Category K, which is for goods, on services (XP Z12-012 §4.4.7)."""
    of_services = (case.invoice.billing_framework or "").startswith("S")
    for index, line in enumerate(case.invoice.lines):
        if line.vat_category == "K" and (of_services or line.unit in tables.units_of("S")):
            yield Hit(f"lines[{index}].vat_category", {"line": index + 1})


def cd_vat_on_debits(case: Case) -> Iterator[Hit]:
    """A seller who pays VAT on debits bills some, and the invoice says otherwise or nothing."""
    seller = case.context.seller
    if seller and seller.vat_on_debits and case.figures.vat and case.invoice.vat_due != ON_DEBITS:
        yield Hit("vat_due")


def br_z_10(case: Case) -> Iterator[Hit]:
    """Category Z with an exemption text or code."""
    for index, group in enumerate(case.figures.groups):
        if group.category == "Z" and (group.exemption_reason or group.exemption_code):
            yield Hit(f"vat[{index}].exemption_reason")


def cd_category_z(case: Case) -> Iterator[Hit]:
    """Category Z, which has no use in France today (XP Z12-012 §4.4.7)."""
    for path, category, _ in case.taxed:
        if category == "Z":
            yield Hit(f"{path}.vat_category")


def _seller_tax_number(category: str) -> Check:
    def check(case: Case) -> Iterator[Hit]:
        represented = case.invoice.tax_representative
        known = has_tax_number(case.invoice.seller) or (represented and represented.vat_number)
        if not known and _uses(case, lambda group: group.category == category):
            yield Hit("seller.vat_number")

    check.__doc__ = f"Category {category} without a tax number of the seller."
    return check


br_s_02 = _seller_tax_number("S")
br_e_02 = _seller_tax_number("E")
br_z_02 = _seller_tax_number("Z")


def _vat_number(category: str) -> Check:
    def check(case: Case) -> Iterator[Hit]:
        seller, other = case.invoice.seller, case.invoice.tax_representative
        known = seller.vat_number or (other and other.vat_number)
        if not known and _uses(case, lambda group: group.category == category):
            yield Hit("seller.vat_number")

    check.__doc__ = f"Category {category} without a VAT number of the seller."
    return check


br_g_02 = _vat_number("G")


def br_ic_02(case: Case) -> Iterator[Hit]:
    """Goods delivered in the EU without the VAT numbers of both."""
    yield from _vat_number("K")(case)
    of_k = _uses(case, lambda group: group.category == "K")
    if of_k and not case.invoice.buyer.vat_number:
        yield Hit("buyer.vat_number", field="BT-48")


def br_ic_11(case: Case) -> Iterator[Hit]:
    """Goods delivered in the EU with neither a day nor a period of delivery."""
    invoice = case.invoice
    dated = invoice.delivery_date or invoice.period_start or invoice.period_end
    if not dated and _uses(case, lambda group: group.category == "K"):
        yield Hit("delivery_date")


def br_ic_12(case: Case) -> Iterator[Hit]:
    """Goods delivered in the EU without the country of delivery."""
    delivery = case.invoice.delivery
    country = delivery.address.country if delivery else None
    if not country and _uses(case, lambda group: group.category == "K"):
        yield Hit("delivery")


def br_ae_02(case: Case) -> Iterator[Hit]:
    """Reverse charge without a tax number of the seller, or any number of the buyer."""
    if not _uses(case, lambda group: group.category == "AE"):
        return
    yield from _seller_tax_number("AE")(case)
    buyer = case.invoice.buyer
    if not (buyer.vat_number or buyer.siret or buyer.siren or buyer.legal_id):
        yield Hit("buyer.vat_number", field="BT-48")


def cd_franchise_vat(case: Case) -> Iterator[Hit]:
    """A seller in franchise who charges VAT (CGI 293 B)."""
    if _in_franchise(case) and case.figures.vat:
        yield Hit("totals.vat", {"vat": case.figures.vat})


def cd_franchise_text(case: Case) -> Iterator[Hit]:
    """A seller in franchise without the franchise text of that day, or without its code."""
    if not _in_franchise(case):
        return
    day = case.invoice.issue_date or case.context.today
    for index, group in enumerate(case.figures.groups):
        if group.category == "E" and not _names_franchise(
            group.exemption_code, group.exemption_reason, day
        ):
            expected = tables.default_exemption(tables.FRANCHISE, day)
            params = {"text": expected.text if expected else ""}
            yield Hit(f"vat[{index}].exemption_reason", params)


def cd_not_franchise(case: Case) -> Iterator[Hit]:
    """A seller under VAT who claims the franchise (CGI 293 B).

    Not said of a credit note, which gives back what was billed before, nor to an exempt seller,
    whose other activities may be in franchise.
    """
    seller = case.context.seller
    if seller is None or seller.vat_regime is not VatRegime.NORMAL:
        return
    if case.invoice.kind is Kind.CREDIT_NOTE:
        return
    texts = tables.exemption_texts(tables.FRANCHISE, None)
    for index, group in enumerate(case.figures.groups):
        said = tables.known_text(texts, group.exemption_reason or "")
        if group.exemption_code == tables.FRANCHISE or said:
            yield Hit(f"vat[{index}].exemption_reason")


def cd_exemption_choice(case: Case) -> Iterator[Hit]:
    """A VATEX code whose situations have texts of their own that day, and none was chosen."""
    for path, code, texts in _without_text(case):
        if len(texts) > 1:
            yield Hit(path, {"code": code, "names": ", ".join(text.name for text in texts)})


def cd_exemption_text(case: Case) -> Iterator[Hit]:
    """No VAT without a text that says why (CGI ann. II 242 nonies A): a bare code tells nobody."""
    for path, code, texts in _without_text(case, "E"):
        if len(texts) < 2:
            yield Hit(path, {"code": code})


def g6_21(case: Case) -> Iterator[Hit]:
    """The code of a credit note net of tax on another document (A7 G6.21)."""
    if case.invoice.type_code in _NET_OF_TAX_TYPES:
        return
    for index, group in enumerate(case.figures.groups):
        if group.exemption_code == _NET_OF_TAX:
            yield Hit(f"vat[{index}].exemption_code")


def g1_41(case: Case) -> Iterator[Hit]:
    """Category E without both text and code (A7 G1.41)."""
    small = (case.figures.gross or ZERO) < Decimal(150)
    for index, group in enumerate(case.figures.groups):
        whole = group.exemption_reason and group.exemption_code
        if group.category == "E" and not whole and not small:
            yield Hit(f"vat[{index}].exemption_reason")


def g1_47(case: Case) -> Iterator[Hit]:
    """Category E without a VAT number of the seller (A7 G1.47; BR-E-02 takes the SIREN)."""
    if not case.invoice.seller.vat_number and _uses(case, lambda group: group.category == "E"):
        yield Hit("seller.vat_number")


def _in_franchise(case: Case) -> bool:
    seller = case.context.seller
    return seller is not None and seller.vat_regime is VatRegime.FRANCHISE


@lru_cache(maxsize=256)  # the same seller gives the same reason on every invoice of a day
def _names_franchise(code: str | None, reason: str | None, day: date) -> bool:
    texts = tables.exemption_texts(tables.FRANCHISE, day)
    return code == tables.FRANCHISE and tables.known_text(texts, reason or "")


def _without_text(
    case: Case, category: str | None = None
) -> Iterator[tuple[str, str, tuple[tables.LegalText, ...]]]:
    """Give path, code and known texts of each group of ours that has a code and no text.

    Of a category, or of any. What a seller in franchise prints has a rule of its own.
    """
    if case.context.seller is None or _in_franchise(case):
        return
    day = case.invoice.issue_date or case.context.today
    for index, group in enumerate(case.figures.groups):
        code = group.exemption_code
        if code and not group.exemption_reason and category in (None, group.category):
            yield f"vat[{index}].exemption_reason", code, tables.default_exemptions(code, day)


def _uses(case: Case, holds: Callable[[VatGroup], bool]) -> bool:
    return any(holds(group) for group in case.figures.groups)


RULES: Rules = {
    "BR-FR-15": br_fr_15,
    "BR-FR-16": br_fr_16,
    "CD-RATE-HISTORIC": cd_rate_historic,
    "CD-RATE-TERRITORY": cd_rate_territory,
    "BR-S-05": br_s_05,
    "BR-E-05": br_e_05,
    "BR-AE-05": br_ae_05,
    "BR-IC-05": br_ic_05,
    "BR-G-05": br_g_05,
    "BR-Z-05": br_z_05,
    "BR-O-05": br_o_05,
    "BR-FR-DEC-04": br_fr_dec_04,
    "BR-E-10": br_e_10,
    "BR-AE-10": br_ae_10,
    "BR-IC-10": br_ic_10,
    "BR-G-10": br_g_10,
    "BR-O-10": br_o_10,
    "BR-O-02": br_o_02,
    "BR-O-11": br_o_11,
    "CD-K-ON-SERVICES": cd_k_on_services,
    "CD-VAT-ON-DEBITS": cd_vat_on_debits,
    "BR-Z-10": br_z_10,
    "CD-CATEGORY-Z": cd_category_z,
    "BR-S-02": br_s_02,
    "BR-E-02": br_e_02,
    "BR-Z-02": br_z_02,
    "BR-G-02": br_g_02,
    "BR-IC-02": br_ic_02,
    "BR-IC-11": br_ic_11,
    "BR-IC-12": br_ic_12,
    "BR-AE-02": br_ae_02,
    "CD-FRANCHISE-VAT": cd_franchise_vat,
    "CD-FRANCHISE-TEXT": cd_franchise_text,
    "CD-NOT-FRANCHISE": cd_not_franchise,
    "CD-EXEMPTION-CHOICE": cd_exemption_choice,
    "CD-EXEMPTION-TEXT": cd_exemption_text,
    "G6.21": g6_21,
    "G1.41": g1_41,
    "G1.47": g1_47,
}
