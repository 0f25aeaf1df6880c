"""Fills what an invoice of the user's own lacks from what is known: settings, body, law."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from chorus_desk.domain.dates import days_after
from chorus_desk.domain.invoice import (
    AllowanceCharge,
    Exemption,
    Invoice,
    Line,
    Note,
    Payment,
    circuit_of,
)
from chorus_desk.domain.kinds import Circuit, Kind
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.party import Address, Party, PublicBody, Seller, VatRegime
from chorus_desk.domain.totals import compute_totals
from chorus_desk.rules import tables
from chorus_desk.rules.frameworks import PAID, nature_of
from chorus_desk.rules.payment import TRANSFERS
from chorus_desk.usecases import reform
from chorus_desk.usecases.adjusting import adjusted, rejoined

TRANSFER = "30"
ORDINARY = "A1"
_USUAL_CODE = {"AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "O": "VATEX-EU-O"}


def complete(
    invoice: Invoice, seller: Seller, body: PublicBody | None, *, numbered: bool = True
) -> Invoice:
    """Return a draft of the user's own with its gaps filled; what is there stays.

    ``numbered``: whether it keeps the number that it came with, which issuing gives otherwise.
    """
    circuit = circuit_of(invoice, seller)
    notes = _notes(invoice, seller, circuit)
    framework = _framework(invoice, notes, circuit)
    lines = tuple(_taxed(line, seller) for line in invoice.lines)
    payment, due_date = _payment(invoice, framework, seller, body)
    completed = replace(
        invoice,
        seller=_seller(seller, lines),
        buyer=_buyer(invoice.buyer, body),
        billing_framework=framework,
        lines=lines,
        allowances=adjusted(invoice.allowances, lines, "Remise"),
        charges=adjusted(invoice.charges, lines, "Frais"),
        exemptions=_exemptions(invoice, lines, seller),
        vat_due=invoice.vat_due or ("invoice" if seller.vat_on_debits else None),
        payment=payment,
        due_date=due_date,
        notes=notes,
        number=invoice.number if numbered else None,
    )
    if circuit is Circuit.REFORM:
        completed = reform.with_addresses(completed)
    if framework in PAID and invoice.prepaid is None:
        return replace(completed, prepaid=compute_totals(completed).gross)
    return completed


def bare(invoice: Invoice, seller: Seller, body: PublicBody | None) -> Invoice:
    """Return a whole invoice without what ``complete`` fills in again: a draft that begins from it.

    What is left was decided by hand. So the due date follows the date and the body while nobody
    chose another one.
    """
    whole = complete(invoice, seller, body)
    lines = tuple(replace(line, vat_category=None, vat_rate=None) for line in invoice.lines)
    usual = _usual_notes(invoice, seller, circuit_of(invoice, seller))
    notes = tuple(note for note in invoice.notes if note not in usual)
    buyer = replace(invoice.buyer, name=None, address=Address(), electronic_address=None)
    without: tuple[Mapping[str, Any], ...] = (
        {"lines": lines}, {"allowances": rejoined(invoice.allowances)},
        {"charges": rejoined(invoice.charges)}, {"exemptions": ()}, {"payment": Payment()},
        {"due_date": None}, {"notes": notes}, {"billing_framework": None}, {"vat_due": None},
        {"prepaid": None}, {"buyer": buyer}, {"seller": Party()},
    )  # fmt: skip
    for emptied in without:
        candidate = replace(invoice, **emptied)
        if complete(candidate, seller, body) == whole:
            invoice = candidate
    return invoice


def _notes(invoice: Invoice, seller: Seller, circuit: Circuit) -> tuple[Note, ...]:
    """Return the notes with those that are added to every invoice, each once."""
    usual = _usual_notes(invoice, seller, circuit)
    if not invoice.notes:
        return usual
    texts, codes = ({getattr(n, key) for n in invoice.notes} for key in ("text", "code"))
    added = (
        note for note in usual
        if (note.code not in codes if note.code else note.text not in texts)
    )  # fmt: skip
    return (*invoice.notes, *added)


def _usual_notes(invoice: Invoice, seller: Seller, circuit: Circuit) -> tuple[Note, ...]:
    """Return the seller's own mentions, and the reform's on its circuit."""
    own = tuple(Note(text=text) for text in seller.own_mentions())
    return (*own, *reform.own_notes(invoice)) if circuit is Circuit.REFORM else own


def _seller(seller: Seller, lines: Sequence[Line]) -> Party:
    """Return the seller's block, without VAT number where no line is in VAT's scope (BR-O-02)."""
    party = seller.as_party()
    if not party.vat_number or not lines or any(line.vat_category != "O" for line in lines):
        return party
    return replace(party, vat_number=None, tax_id=seller.siren)


def _buyer(buyer: Party, body: PublicBody | None) -> Party:
    if body is None:
        return _located(buyer, buyer.name, buyer.address)
    address = body.address() if buyer.address.is_empty() else buyer.address
    return _located(buyer, buyer.name or body.name, address)


@lru_cache(maxsize=1024)  # an import of thousands has the same clients again and again
def _located(buyer: Party, name: str | None, address: Address) -> Party:
    """Return a buyer of that name and address, in France where no country is named."""
    if not address.country and not address.is_empty():
        address = replace(address, country="FR")
    return replace(buyer, name=name, address=address)


def _framework(invoice: Invoice, notes: tuple[Note, ...], circuit: Circuit) -> str | None:
    """Return the framework, else the ordinary one: the reform's says what is billed, if known."""
    if invoice.billing_framework or circuit is Circuit.HISTORICAL:
        return invoice.billing_framework or ORDINARY
    nature = nature_of(replace(invoice, notes=notes))
    return tables.platform_frameworks(ORDINARY).get(nature or "")


def _taxed(line: Line, seller: Seller) -> Line:
    """Return a line with a VAT category: by its rate, else by the seller's regime."""
    if line.vat_category is not None:
        return line
    if line.vat_rate:
        return replace(line, vat_category="S")
    if seller.vat_regime is VatRegime.FRANCHISE:
        return replace(line, vat_category="E", vat_rate=ZERO)
    if seller.vat_regime is VatRegime.EXEMPT and seller.vat_exemption:
        category = tables.exemption_category(seller.vat_exemption)
        return replace(line, vat_category=category, vat_rate=ZERO)
    return line


def _exemptions(invoice: Invoice, lines: Sequence[Line], seller: Seller) -> tuple[Exemption, ...]:
    """Return one exemption per category that bears no VAT, with its code and text."""
    bearing: Sequence[Line | AllowanceCharge] = (*lines, *invoice.allowances, *invoice.charges)
    used = dict.fromkeys(
        item.vat_category for item in bearing if item.vat_category and item.vat_category != "S"
    )
    known = {exemption.category: exemption for exemption in invoice.exemptions}
    return tuple(
        _reasoned(known.get(category) or Exemption(category=category), invoice.issue_date, seller)
        for category in used
    )


@lru_cache(maxsize=1024)  # as above
def _reasoned(exemption: Exemption, day: date | None, seller: Seller) -> Exemption:
    """Return an exemption with its code and the text that holds on the day of the invoice."""
    usual = _usual_name(exemption.category, seller)
    same = usual is not None and exemption.code in (None, tables.vatex_code(usual))
    name = usual if same else exemption.code
    if name is None or day is None:
        return exemption
    text = tables.default_exemption(name, day)
    reason = exemption.reason or (text.text if text else None)
    return replace(exemption, code=tables.vatex_code(name), reason=reason)


def _usual_name(category: str, seller: Seller) -> str | None:
    """Return the VATEX code, or the one situation of it, that this seller means by a category."""
    if category == "E":
        franchise = seller.vat_regime is VatRegime.FRANCHISE
        return tables.FRANCHISE if franchise else seller.vat_exemption
    return _USUAL_CODE.get(category)


def _payment(
    invoice: Invoice, framework: str | None, seller: Seller, body: PublicBody | None
) -> tuple[Payment, date | None]:
    """Return how to pay and by when: a transfer to the seller within the body's legal time."""
    due = invoice.due_date
    asks = invoice.kind is not Kind.CREDIT_NOTE
    means = invoice.payment.means or (TRANSFER if asks else None)
    # Who is paid in the seller's place has another account, which the seller alone can give.
    payment = _paid(invoice.payment, means, seller if invoice.payee is None else None)
    if due is None and asks and invoice.issue_date and framework not in PAID:
        due = days_after(invoice.issue_date, body.payment_days if body else 30)
    return payment, due


@lru_cache(maxsize=256)  # as above
def _paid(payment: Payment, means: str | None, seller: Seller | None) -> Payment:
    """Return how to pay by these means, to the account of ``seller`` where none is named."""
    if seller and seller.iban and means in TRANSFERS and not payment.iban:
        return replace(
            payment, means=means, iban=seller.iban, bic=payment.bic or seller.bic,
            account_name=payment.account_name or seller.printed_name(),
        )  # fmt: skip
    return replace(payment, means=means)
