"""The texts of an invoice's page, before anything is laid out: the same for both kinds of page."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from chorus_desk.domain.invoice import AllowanceCharge, Invoice, Payment, Totals, VatGroup
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.party import Party
from chorus_desk.rules import tables
from chorus_desk.rules.frameworks import PAID
from chorus_desk.rules.notes import PUBLIC_CODE, PUBLIC_TEXT
from chorus_desk.wording import printed

Pairs = list[tuple[str, str]]
"""Labels with their values."""
ALREADY_PAID = "Facture déjà payée"


def title(invoice: Invoice) -> str:
    """Return what the document is called."""
    return printed.TITLES[invoice.kind]


def party_lines(party: Party) -> list[str]:
    """Return the address block of a party, its name apart."""
    contact = party.contact
    lines = [party.trading_name] if party.trading_name else []
    lines += printed.address_lines(party.address)
    if contact:
        person = contact.name if contact.name != party.name else None
        lines += [
            part for part in (person, contact.department, contact.phone, contact.email) if part
        ]
    return lines


def identity_lines(party: Party, *, spaced: bool) -> Pairs:
    """Return the numbers that identify a seller: SIRET, VAT number, register."""
    pairs: Pairs = []
    if party.siret:
        pairs.append(("SIRET", printed.siret(party.siret) if spaced else party.siret))
    elif party.siren:
        pairs.append(("SIREN", party.siren))
    if party.vat_number:
        pairs.append(("N° TVA", party.vat_number))
    if party.legal_info:
        pairs.append(("", party.legal_info))
    return pairs


def dates(invoice: Invoice) -> Pairs:
    """Return when, and where, what is billed was delivered or done."""
    pairs: Pairs = []
    if invoice.delivery_date:
        pairs.append(("Livré ou exécuté le", printed.day(invoice.delivery_date)))
    if period := printed.period(invoice.period_start, invoice.period_end):
        pairs.append(("Période facturée", period))
    if invoice.delivery and (place := printed.place(invoice.delivery)):
        pairs.append(("Livré à", place))
    return pairs


def preceding(invoice: Invoice) -> Pairs:
    """Return the invoices that a credit note or correction refers to."""
    return [
        ("Facture d'origine", _reference(item.number, item.issue_date))
        for item in invoice.preceding
    ]


def _reference(number: str, day: date | None) -> str:
    return f"{number} du {printed.day(day)}" if day else number


def adjustments(invoice: Invoice) -> Pairs:
    """Return the discounts and charges on the whole document, with their VAT where it varies."""
    taxes = {(line.vat_category, line.vat_rate) for line in invoice.lines}
    named = (
        *((item, item.reason or "Remise", "-") for item in invoice.allowances),
        *((item, item.reason or "Frais", "") for item in invoice.charges),
    )
    return [
        (_adjustment(item, name, vat_varies=len(taxes) > 1),
         sign + printed.amount(item.amount or ZERO, invoice.currency))
        for item, name, sign in named
    ]  # fmt: skip


def _adjustment(item: AllowanceCharge, name: str, *, vat_varies: bool) -> str:
    known = [printed.rate(item.percentage)] if item.percentage is not None else []
    if vat_varies:
        known.append(f"TVA {printed.rate(item.vat_rate)}" if item.vat_rate else "sans TVA")
    return f"{name} ({', '.join(known)})" if known else name


def vat_label(group: VatGroup) -> str:
    """Return how a VAT group is called: its rate, or why it bears none."""
    if group.rate:
        return printed.rate(group.rate)
    return {"AE": "Autoliquidation", "O": "Hors champ", "K": "Intracom.", "G": "Export"}.get(
        group.category or "", "Sans TVA"
    )


def vat_of_line(category: str | None, rate: Decimal | None) -> str:
    """Return the VAT of a line in its column."""
    if rate:
        return printed.rate(rate)
    return {"AE": "autoliq.", "O": "hors champ"}.get(category or "", "–")


def exemption_reasons(totals: Totals) -> list[str]:
    """Return why groups bear no VAT, each reason once."""
    reasons = (group.exemption_reason for group in totals.groups if group.exemption_reason)
    return list(dict.fromkeys(reasons))


def payment(invoice: Invoice) -> Pairs:
    """Return how to pay; that nothing is to be paid any more where that is so."""
    means = invoice.payment
    pairs = [("État", ALREADY_PAID)] if is_paid(invoice) else _account(means)
    if invoice.payee and invoice.payee.name:
        pairs.append(("Bénéficiaire", invoice.payee.name))
    if means.reference:
        pairs.append(("Référence à rappeler", means.reference))
    if invoice.due_date and invoice.kind is Kind.INVOICE:
        pairs.append(("Échéance", printed.day(invoice.due_date)))
    if invoice.terms:
        pairs.append(("Conditions", invoice.terms))
    return pairs


def is_paid(invoice: Invoice) -> bool:
    """Return whether an invoice says of itself that it is paid: no account invites to pay again."""
    return invoice.kind is Kind.INVOICE and invoice.billing_framework in PAID


def _account(means: Payment) -> Pairs:
    pairs: Pairs = []
    if means.means:
        pairs.append(("Moyen", means.means_text or printed.payment_means(means.means)))
    if means.iban:
        pairs.append(("IBAN", printed.iban(means.iban)))
    if means.bic:
        pairs.append(("BIC", means.bic))
    if means.account_name:
        pairs.append(("Titulaire", means.account_name))
    return pairs


def mentions(invoice: Invoice) -> Iterator[str]:
    """Give the small print: notes, then what the law wants on every invoice that asks for money."""
    said = {note.code for note in invoice.notes}
    for note in invoice.notes:
        if (note.code, note.text) != (PUBLIC_CODE, PUBLIC_TEXT):  # a mark for platforms
            yield note.text
    if invoice.vat_due == "invoice":
        yield printed.VAT_ON_DEBITS
    if invoice.kind is Kind.INVOICE and invoice.issue_date:
        for mention in tables.default_mentions(invoice.issue_date):
            if mention.code not in said:
                yield printed.said(mention.text)


def attachments(invoice: Invoice) -> list[str]:
    """Return the names of what is enclosed."""
    names = (item.file_name or item.reference for item in invoice.attachments)
    return [name for name in names if name]
