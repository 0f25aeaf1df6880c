"""Fills what an invoice of the user's own lacks from what is known: settings, body, law."""

from dataclasses import replace
from datetime import timedelta

from chorus_desk.domain.invoice import (
    Circuit,
    Exemption,
    Invoice,
    Kind,
    Line,
    Note,
    Payment,
)
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.party import Address, PublicBody, Seller, VatRegime
from chorus_desk.domain.totals import compute_totals
from chorus_desk.rules import tables
from chorus_desk.rules.payment import TRANSFERS

TRANSFER = "30"
_USUAL_CODE = {"AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "O": "VATEX-EU-O"}


def complete(invoice: Invoice, seller: Seller, body: PublicBody | None) -> Invoice:
    """Return a draft of the user's own with its gaps filled; what is there stays."""
    invoice = replace(invoice, seller=seller.as_party())
    invoice = _with_buyer(invoice, body)
    invoice = _with_framework(invoice, seller)
    invoice = _with_vat(invoice, seller)
    invoice = _with_payment(invoice, seller, body)
    return with_mentions(invoice, seller)


def with_sellers_block(invoice: Invoice, seller: Seller) -> Invoice:
    """Return an invoice that is about to be issued with the seller as the settings say."""
    payment = invoice.payment
    if payment.means in TRANSFERS and not payment.iban:
        payment = replace(payment, iban=seller.iban, bic=payment.bic or seller.bic)
    return with_mentions(replace(invoice, seller=seller.as_party(), payment=payment), seller)


def with_mentions(invoice: Invoice, seller: Seller) -> Invoice:
    """Return the invoice with the seller's own mentions among its notes, each once."""
    known = {note.text for note in invoice.notes}
    added = tuple(Note(text=text) for text in seller.own_mentions() if text not in known)
    return replace(invoice, notes=(*invoice.notes, *added)) if added else invoice


def _with_buyer(invoice: Invoice, body: PublicBody | None) -> Invoice:
    if body is None:
        return invoice
    known, buyer = body.as_party(), invoice.buyer
    address = known.address if buyer.address.is_empty() else buyer.address
    filled = replace(buyer, name=buyer.name or known.name, address=_in_france(address))
    return replace(invoice, buyer=filled)


def _in_france(address: Address) -> Address:
    return address if address.country or address.is_empty() else replace(address, country="FR")


def _with_framework(invoice: Invoice, seller: Seller) -> Invoice:
    buyer = invoice.buyer
    invoice = replace(invoice, buyer=replace(buyer, address=_in_france(buyer.address)))
    circuit = invoice.circuit or Circuit(seller.circuit)
    if invoice.billing_framework is None and circuit is Circuit.HISTORICAL:
        invoice = replace(invoice, billing_framework="A1")
    if invoice.billing_framework == "A2" and invoice.prepaid is None:
        invoice = replace(invoice, prepaid=compute_totals(invoice).gross)
    return invoice


def _with_vat(invoice: Invoice, seller: Seller) -> Invoice:
    lines = tuple(_taxed(line, seller) for line in invoice.lines)
    used = dict.fromkeys(
        line.vat_category for line in lines if line.vat_category and line.vat_category != "S"
    )
    known = {exemption.category: exemption for exemption in invoice.exemptions}
    exemptions = tuple(
        _reasoned(known.get(category) or Exemption(category=category), invoice, seller)
        for category in used
    )
    due = invoice.vat_due or ("invoice" if seller.vat_on_debits else None)
    return replace(invoice, lines=lines, exemptions=exemptions, vat_due=due)


def _taxed(line: Line, seller: Seller) -> Line:
    """Return a line with a VAT category: by its rate, else by the seller's regime."""
    if line.vat_category is not None:
        return line
    if line.vat_rate:
        return replace(line, vat_category="S")
    if seller.vat_regime is VatRegime.FRANCHISE:
        return replace(line, vat_category="E", vat_rate=ZERO)
    if seller.vat_regime is VatRegime.EXEMPT and seller.vat_exemption:
        return replace(line, vat_category=_category(seller.vat_exemption), vat_rate=ZERO)
    return line


def _category(code: str) -> str:
    texts = (text for text in tables.vat_exemptions() if text.code == code)
    return next((text.category for text in texts if text.category), "E")


def _reasoned(exemption: Exemption, invoice: Invoice, seller: Seller) -> Exemption:
    """Return an exemption with its code and the text that holds on the day of the invoice."""
    code = exemption.code or _usual_code(exemption.category, seller)
    if code is None or invoice.issue_date is None:
        return exemption
    text = tables.default_exemption(code, invoice.issue_date)
    reason = exemption.reason or (text.text if text and text.text else None)
    return replace(exemption, code=code, reason=reason)


def _usual_code(category: str, seller: Seller) -> str | None:
    if category == "E":
        franchise = seller.vat_regime is VatRegime.FRANCHISE
        return tables.FRANCHISE if franchise else seller.vat_exemption
    return _USUAL_CODE.get(category)


def _with_payment(invoice: Invoice, seller: Seller, body: PublicBody | None) -> Invoice:
    if invoice.kind is Kind.CREDIT_NOTE:
        return invoice
    payment, due = invoice.payment, invoice.due_date
    if payment.means is None:
        payment = Payment(
            means=TRANSFER, iban=seller.iban, bic=seller.bic,
            account_name=seller.printed_name() if seller.iban else None,
        )  # fmt: skip
    if due is None and invoice.issue_date and invoice.billing_framework != "A2":
        due = invoice.issue_date + timedelta(days=body.payment_days if body else 30)
    return replace(invoice, payment=payment, due_date=due)
