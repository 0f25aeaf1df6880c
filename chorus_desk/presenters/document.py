"""A document as the ``show`` contract has it: findings' paths lead into this."""

from decimal import Decimal
from typing import Any

from chorus_desk.domain.invoice import AllowanceCharge, Delivery, Invoice, Line, Totals
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.money import ZERO, plain, round_half_away
from chorus_desk.domain.party import Address, Party
from chorus_desk.domain.totals import figures

Shown = dict[str, Any]


def shown_invoice(invoice: Invoice, circuit: Circuit) -> Shown:
    """Return the part of a document that its invoice gives. Decimals are text, dates ISO."""
    totals = figures(invoice)
    return {
        "circuit": circuit.value,
        "kind": invoice.kind.value,
        "type_code": invoice.type_code,
        "issue_date": _iso(invoice.issue_date),
        "due_date": _iso(invoice.due_date),
        "billing_framework": invoice.billing_framework,
        "currency": invoice.currency,
        "seller": _party(invoice.seller),
        "buyer": _party(invoice.buyer),
        "validator": _party(invoice.validator) if invoice.validator else None,
        "payee": _party(invoice.payee) if invoice.payee else None,
        "tax_representative": _party(invoice.tax_representative)
        if invoice.tax_representative
        else None,
        "commitment_number": invoice.commitment_number,
        "contract_number": invoice.contract_number,
        "preceding_invoice": invoice.preceding[0].number if invoice.preceding else None,
        "preceding_invoices": [
            {"number": item.number, "issue_date": _iso(item.issue_date)}
            for item in invoice.preceding
        ],
        "delivery_date": _iso(invoice.delivery_date),
        "period_start": _iso(invoice.period_start),
        "period_end": _iso(invoice.period_end),
        "delivery": _delivery(invoice.delivery) if invoice.delivery else None,
        "lines": [
            _line(line, totals.line_nets[index] if index < len(totals.line_nets) else None)
            for index, line in enumerate(invoice.lines)
        ],
        "allowances": [_adjustment(item) for item in invoice.allowances],
        "charges": [_adjustment(item) for item in invoice.charges],
        "vat": [
            {
                "category": group.category,
                "rate": number(group.rate),
                "base": amount(group.base),
                "amount": amount(group.amount),
                "exemption_reason": group.exemption_reason,
                "exemption_code": group.exemption_code,
            }
            for group in totals.groups
        ],
        "totals": _totals(invoice, totals),
        "payment": {
            "means": invoice.payment.means,
            "means_text": invoice.payment.means_text,
            "iban": invoice.payment.iban,
            "bic": invoice.payment.bic,
            "account_name": invoice.payment.account_name,
            "reference": invoice.payment.reference,
        },
        "terms": invoice.terms,
        "vat_due": invoice.vat_due,
        "notes": [{"text": note.text, "code": note.code} for note in invoice.notes],
        "attachments": [
            {
                "name": item.file_name,
                "reference": item.reference,
                "description": item.description,
                "location": item.location,
                "mime_type": item.mime_type,
                "size": len(item.content) if item.content is not None else None,
            }
            for item in invoice.attachments
        ],
        "other_terms": dict(invoice.extra),
    }


def _totals(invoice: Invoice, totals: Totals) -> Shown:
    return {
        "lines": amount(totals.lines),
        "allowances": amount(totals.allowances),
        "charges": amount(totals.charges),
        "net": amount(totals.net),
        "vat": amount(totals.vat),
        "vat_in_vat_currency": amount(invoice.vat_in_vat_currency),
        "gross": amount(totals.gross),
        "prepaid": amount(invoice.prepaid),
        "rounding": amount(invoice.rounding),
        "due": amount(totals.due),
    }


def _line(line: Line, net: Decimal | None) -> Shown:
    off = sum((item.amount or ZERO for item in line.allowances), ZERO)
    on = sum((item.amount or ZERO for item in line.charges), ZERO)
    return {
        "description": line.description,
        "details": line.details,
        "quantity": number(line.quantity),
        "unit": line.unit,
        "unit_price": number(line.unit_price),
        "base_quantity": number(line.base_quantity),
        "gross_price": number(line.gross_price),
        "price_discount": number(line.price_discount),
        "discount": amount(off - on) if line.allowances or line.charges else None,
        "vat_category": line.vat_category,
        "vat_rate": number(line.vat_rate),
        "net_amount": amount(net),
        "period_start": _iso(line.period_start),
        "period_end": _iso(line.period_end),
        "note": line.note,
        "delivery": _delivery(line.delivery) if line.delivery else None,
        "delivery_date": _iso(line.delivery_date),
        "allowances": [_adjustment(item) for item in line.allowances],
        "charges": [_adjustment(item) for item in line.charges],
        "other_terms": dict(line.extra),
    }


def _adjustment(item: AllowanceCharge) -> Shown:
    return {
        "amount": amount(item.amount),
        "base_amount": amount(item.base_amount),
        "percentage": number(item.percentage),
        "reason": item.reason,
        "reason_code": item.reason_code,
        "vat_category": item.vat_category,
        "vat_rate": number(item.vat_rate),
    }


def _party(party: Party) -> Shown:
    contact, endpoint = party.contact, party.electronic_address
    return {
        "name": party.name,
        "trading_name": party.trading_name,
        "siret": party.siret,
        "siren": party.unit(),
        "service_code": party.service_code,
        "vat_number": party.vat_number,
        "tax_id": party.tax_id,
        "legal_info": party.legal_info,
        "legal_id": party.legal_id.value if party.legal_id else None,
        "identifiers": [{"scheme": item.scheme, "value": item.value} for item in party.identifiers],
        **_address(party.address),
        "contact": {
            "name": contact.name,
            "department": contact.department,
            "phone": contact.phone,
            "email": contact.email,
        }
        if contact
        else None,
        "electronic_address": endpoint.value if endpoint else None,
    }


def _address(address: Address) -> Shown:
    return {
        "street": address.line1,
        "street2": address.line2,
        "street3": address.line3,
        "postcode": address.postcode,
        "city": address.city,
        "subdivision": address.subdivision,
        "country": address.country,
    }


def _delivery(delivery: Delivery) -> Shown:
    return {"name": delivery.name, "site": delivery.site, **_address(delivery.address)}


def amount(value: Decimal | None) -> str | None:
    """Return an amount as decimal text with two decimals."""
    return None if value is None else plain(round_half_away(value))


def number(value: Decimal | None) -> str | None:
    """Return a quantity, price or rate as decimal text, without idle zeros."""
    return None if value is None else plain(value.normalize() if value else ZERO.normalize())


def _iso(day: object) -> str | None:
    return str(day) if day is not None else None
