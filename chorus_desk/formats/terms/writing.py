"""An invoice to business terms, each datum where the circuit wants it."""

import copy
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from chorus_desk.domain.invoice import (
    AllowanceCharge,
    Attachment,
    Delivery,
    Invoice,
    Line,
    Payment,
    Totals,
    VatGroup,
)
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.money import ZERO, plain, round_half_away
from chorus_desk.domain.party import Address, Party
from chorus_desk.domain.text import writable
from chorus_desk.domain.totals import figures
from chorus_desk.formats.official import Terms
from chorus_desk.formats.tables import Tag, tags
from chorus_desk.rules import tables

MISSING = "\ue000chorus-desk\ue000"
"""Stands for a datum that the format demands and a draft lacks: a text that nobody writes."""
MISSING_NUMBER = "NaN"
"""The same for a number; it means so in elements that hold numbers alone."""
MISSING_DATE = date(1900, 1, 1)
"""The same for the date of the invoice."""
_Reasons = Mapping[str | None, VatGroup]
_NO_REASON = VatGroup()


def to_terms(invoice: Invoice, circuit: Circuit) -> Terms:
    """Return the terms of an invoice for a circuit; data that lack are ``MISSING`` marks."""
    totals = figures(invoice)
    places = tags(circuit, invoice.issue_date)
    reasons = _reasons(totals.groups)
    terms: Terms = {
        "BT-1": invoice.number or MISSING,
        "BT-2": invoice.issue_date or MISSING_DATE,
        "BT-3": invoice.type_code,
        "BT-5": invoice.currency,
        "BT-6": invoice.vat_currency,
        "BT-8": invoice.vat_due,
        "BT-9": invoice.due_date,
        "BT-12": invoice.contract_number,
        "BT-13": invoice.commitment_number,
        "BT-20": invoice.terms,
        "BT-23": invoice.billing_framework,
        "BT-72": invoice.delivery_date,
        "BT-73": invoice.period_start,
        "BT-74": invoice.period_end,
        "BG-1": [_known({"BT-21": note.code, "BT-22": note.text}) for note in invoice.notes],
        "BG-3": [
            _known({"BT-25": preceding.number, "BT-26": preceding.issue_date})
            for preceding in invoice.preceding
        ],
        "BG-4": _party(invoice.seller, "seller", places),
        "BG-7": _party(invoice.buyer, "buyer", places),
        "BG-10": _party(invoice.payee, "payee", places) if invoice.payee else None,
        "BG-11": _party(invoice.tax_representative, "", places),
        "BG-13": _delivery(invoice.delivery) if invoice.delivery else None,
        places["validator"].place: _party(invoice.validator, "validator", places),
        "BG-20": _adjustments(invoice.allowances, reasons),
        "BG-21": _adjustments(invoice.charges, reasons),
        "BG-24": [_attachment(index, item) for index, item in enumerate(invoice.attachments)],
        "BG-25": [
            _line(index, line, _nth(totals.line_nets, index), reasons)
            for index, line in enumerate(invoice.lines)
        ],
        **_payment(invoice.payment),
        **_totals(invoice, totals),
        **copy.deepcopy(dict(invoice.extra)),  # factur-x writes into what it is given
    }
    if places.get("buyer.service_code", Tag("", "")).place == "BT-10":
        terms["BT-10"] = invoice.buyer.service_code
    return {"BG-23": [], **_known(terms)}


def _totals(invoice: Invoice, totals: Totals) -> Terms:
    return {
        "BG-23": [_group(group) for group in totals.groups],
        "BT-106": _amount(totals.lines or ZERO),
        "BT-107": _amount(totals.allowances),
        "BT-108": _amount(totals.charges),
        "BT-109": _amount(totals.net or ZERO),
        "BT-110": _amount(totals.vat or ZERO),
        "BT-111": _amount(invoice.vat_in_vat_currency),
        "BT-112": _amount(totals.gross or ZERO),
        "BT-113": _amount(invoice.prepaid),
        "BT-114": _amount(invoice.rounding),
        "BT-115": _amount(totals.due or ZERO),
    }


def _group(group: VatGroup) -> Terms:
    return _known(
        {
            "BT-116": _amount(group.base or ZERO),
            "BT-117": _amount(group.amount or ZERO),
            "BT-118": group.category or MISSING,
            "BT-119": _rate(group.category, group.rate),
            "BT-120": group.exemption_reason,
            "BT-121": group.exemption_code,
        }
    )


def _reasons(groups: Iterable[VatGroup]) -> _Reasons:
    """Return by category why it bears no VAT.

    The levels above EN 16931 want it said again with each line, discount and charge, and compare
    (BR-FXEXT-E-08rev and its like); below, where it has no place, the library leaves it out.
    """
    found: dict[str | None, VatGroup] = {}
    for group in groups:
        found.setdefault(group.category, group)
    return found


def _line(index: int, line: Line, net: Decimal | None, reasons: _Reasons) -> Terms:
    reason = reasons.get(line.vat_category, _NO_REASON)
    return _known(
        {
            "BT-126": line.identifier or str(index + 1),
            "BT-127-00": [{"BT-127": line.note}] if line.note else None,
            "BT-129": _decimal(line.quantity) or MISSING_NUMBER,
            "BT-130": line.unit or MISSING,
            "BT-131": _amount(net) or MISSING_NUMBER,
            "BT-134": line.period_start,
            "BT-135": line.period_end,
            "BT-146": _decimal(line.unit_price) or MISSING_NUMBER,
            "BT-147-00": [{"BT-147": _decimal(line.price_discount)}]
            if line.price_discount is not None
            else None,
            "BT-148": _decimal(line.gross_price),
            "BT-149": _decimal(line.base_quantity),
            "BT-151": line.vat_category or MISSING,
            "BT-152": _rate(line.vat_category, line.vat_rate),
            "BT-153": line.description or MISSING,
            "BT-154": line.details,
            "BG-27": _adjustments(line.allowances),
            "BG-28": _adjustments(line.charges),
            "EXT-FR-FE-BG-10": _delivery(line.delivery) if line.delivery else None,
            "EXT-FR-FE-158": line.delivery_date,
            "EXT-FR-FE-178": reason.exemption_reason,
            "EXT-FR-FE-179": reason.exemption_code,
            **copy.deepcopy(dict(line.extra)),
        }
    )


def _rate(category: str | None, rate: Decimal | None) -> str | None:
    """Return a rate as text: out of scope has none (BR-O-05), the other categories may have 0."""
    return None if category == "O" or rate is None else plain(rate)


def _adjustments(
    items: Iterable[AllowanceCharge], reasons: _Reasons = MappingProxyType({})
) -> list[Terms]:
    return [_adjustment(item, reasons.get(item.vat_category, _NO_REASON)) for item in items]


def _adjustment(item: AllowanceCharge, reason: VatGroup) -> Terms:
    return _known(
        {
            "amount": _amount(item.amount) or MISSING_NUMBER,
            "base_amount": _amount(item.base_amount),
            "rate": _decimal(item.percentage),
            "reason": item.reason,
            "reason_code": item.reason_code,
            "vat_category_code": item.vat_category,
            "vat_rate": _rate(item.vat_category, item.vat_rate),
            "vat_exemption": reason.exemption_reason,
            "vat_exemption_code": reason.exemption_code,
        }
    )


def _party(party: Party | None, role: str, places: Mapping[str, Tag]) -> Terms | None:
    if party is None:
        return None
    contact = party.contact
    identifiers = {item.scheme: item.value for item in party.identifiers}
    legal = (party.legal_id.scheme, party.legal_id.value) if party.legal_id else (None, None)
    for name, value in _identity(party, role, places):
        tag = places.get(f"{role}.{name}", Tag("identifier", ""))
        if tag.place == "legal_id":
            if legal[1]:
                identifiers.setdefault(*legal)
            legal = (tag.scheme or None, value)
        elif tag.place == "identifier":
            identifiers[tag.scheme or None] = value
    return _known(
        {
            "name": party.name or MISSING,
            "biz_name": party.trading_name,
            "identifiers": identifiers or None,
            "legal_identifier": legal[1],
            "legal_identifier_schemeid": legal[0],
            "vat_identifier": party.vat_number,
            "tax_identifier": party.tax_id,
            "legal_info": party.legal_info,
            "einvoicing_addr": party.electronic_address and party.electronic_address.value,
            "einvoicing_addr_schemeid": party.electronic_address
            and party.electronic_address.scheme,
            "contacts": [
                _known(
                    {
                        "name": contact.name,
                        "department_name": contact.department,
                        "phone": contact.phone,
                        "email": contact.email,
                    }
                )
            ]
            if contact
            else None,
            **_address(party.address),
        }
    )


def _identity(party: Party, role: str, places: Mapping[str, Tag]) -> Iterable[tuple[str, str]]:
    """Give SIREN, SIRET and service code, as far as the circuit has a place for them.

    Where both would stand as the legal identifier, the SIRET alone does: it holds the SIREN.
    """
    siren_place = places.get(f"{role}.siren")
    siret_place = places.get(f"{role}.siret")
    shared = siret_place and siren_place and siret_place.place == siren_place.place
    siren = party.unit()
    if siren and siren_place and not (shared and party.siret):
        yield "siren", siren
    if party.siret:
        yield "siret", party.siret
    if party.service_code and f"{role}.service_code" in places:
        yield "service_code", party.service_code


def _address(address: Address) -> Terms:
    if address == Address():
        return {}
    return {
        "addr_l1": address.line1, "addr_l2": address.line2, "addr_l3": address.line3,
        "postcode": address.postcode, "city": address.city,
        "country_subdivision": address.subdivision, "country_code": address.country or MISSING,
    }  # fmt: skip


def _delivery(delivery: Delivery) -> Terms:
    return _known(
        {
            # CII demands a name here, the norm does not: an empty one is taken out again.
            "name": delivery.name or MISSING,
            "identifiers": {delivery.site_scheme: delivery.site} if delivery.site else None,
            **_address(delivery.address),
        }
    )


def _payment(payment: Payment) -> Terms:
    return {
        "BT-81": payment.means, "BT-82": payment.means_text, "BT-83": payment.reference,
        "BT-84": payment.iban, "BT-85": payment.account_name, "BT-86": payment.bic,
    }  # fmt: skip


def _attachment(index: int, item: Attachment) -> Terms:
    return _known(
        {
            "BT-122": item.reference or item.file_name or f"PJ{index + 1}",
            "BT-123": item.description,
            "BT-124": item.location,
            "BT-125": item.content,
            "BT-125-1": _media_type(item) if item.content else None,
            "BT-125-2": (item.file_name or f"PJ{index + 1}") if item.content else None,
        }
    )


def _media_type(item: Attachment) -> str:
    return item.mime_type or tables.embedded_type(item.file_name) or "application/octet-stream"


def _amount(value: Decimal | None) -> str | None:
    """Return an amount as text with two decimals, more only where a file stated more."""
    if value is None:
        return None
    exponent = value.as_tuple().exponent
    whole = isinstance(exponent, int) and exponent > -2
    return plain(round_half_away(value) if whole else value)


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _nth(values: tuple[Decimal | None, ...], index: int) -> Decimal | None:
    return values[index] if index < len(values) else None


def _known(terms: Mapping[str, Any]) -> Terms:
    """Return the terms that have a value, their texts without what XML forbids."""
    return {
        term: writable(value) if isinstance(value, str) else value
        for term, value in terms.items()
        if value not in (None, [], {})
    }
