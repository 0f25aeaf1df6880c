"""The fields of the form above and below the lines, as a table: path, label, how to read, show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from chorus_desk.domain.identifiers import compact
from chorus_desk.domain.invoice import AllowanceCharge, Invoice, Note, Preceding
from chorus_desk.domain.party import NOBODY
from chorus_desk.presenters.editor import entry
from chorus_desk.presenters.editor.entry import UnreadError
from chorus_desk.presenters.editor.sheet import Sheet
from chorus_desk.wording.catalogue import N_


class FieldKind(StrEnum):
    """What a field holds; the window picks its control by it."""

    TEXT = "text"
    DAY = "day"
    AMOUNT = "amount"
    LONG_TEXT = "long-text"
    CHOICE = "choice"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``read`` turns a text into a value, ``get`` and ``put`` find its place."""

    path: str
    label: str
    hint: str
    kind: FieldKind
    get: Callable[[Invoice], Any]
    put: Callable[[Invoice, Any], Invoice]

    def read(self, text: str, today: date) -> Any:
        """Return the value of a text.

        Raises:
            UnreadError: the text does not read as one.
        """
        if self.kind is FieldKind.DAY:
            return entry.read_day(text, today)
        if self.kind in (FieldKind.AMOUNT, FieldKind.RATE):
            return entry.read_number(text)
        return entry.read_text(text)

    def show(self, invoice: Invoice, language: str) -> str:
        """Return the text of the value as it is edited."""
        value = self.get(invoice)
        if isinstance(value, date):
            return entry.write_day(value)
        if isinstance(value, Decimal):
            write = entry.write_number if self.kind is FieldKind.RATE else entry.write_price
            return write(value, language)
        return value or ""


def _plain(name: str) -> tuple[Callable[[Invoice], Any], Callable[[Invoice, Any], Invoice]]:
    def put(invoice: Invoice, value: Any) -> Invoice:
        changes: dict[str, Any] = {name: value}
        return replace(invoice, **changes)

    return (lambda invoice: getattr(invoice, name)), put


def _siret(text: str | None) -> str | None:
    return compact(text) or None if text else None


def _put_buyer(invoice: Invoice, **changes: Any) -> Invoice:
    return replace(invoice, buyer=replace(invoice.buyer, **changes))


def _put_validator(invoice: Invoice, **changes: Any) -> Invoice:
    validator = replace(invoice.validator or NOBODY, **changes)
    return replace(invoice, validator=None if validator == NOBODY else validator)


def _put_payee(invoice: Invoice, **changes: Any) -> Invoice:
    payee = replace(invoice.payee or NOBODY, **changes)
    return replace(invoice, payee=None if payee == NOBODY else payee)


def _put_iban(invoice: Invoice, iban: str | None) -> Invoice:
    return replace(invoice, payment=replace(invoice.payment, iban=_siret(iban)))


def _first(items: Sequence[AllowanceCharge]) -> AllowanceCharge:
    return items[0] if items else AllowanceCharge()


def _of_the_whole(
    name: str, datum: str
) -> tuple[Callable[[Invoice], Any], Callable[[Invoice, Any], Invoice]]:
    """Return how to read and put a datum of the first discount or charge of the document."""

    def get(invoice: Invoice) -> Any:
        return getattr(_first(getattr(invoice, name)), datum)

    def put(invoice: Invoice, value: Any) -> Invoice:
        items = getattr(invoice, name)
        if value == get(invoice):
            return invoice
        changes: dict[str, Any] = {datum: value}
        if datum == "amount":  # a percentage said another amount
            changes |= {"percentage": None, "base_amount": None}
        elif datum == "vat_rate":
            changes["vat_category"] = "S" if value else None
        first = replace(_first(items), **changes)
        kept = () if first == AllowanceCharge() else (first,)
        changed: dict[str, Any] = {name: (*kept, *items[1:])}
        return replace(invoice, **changed)

    return get, put


def _origin(invoice: Invoice) -> str | None:
    return invoice.preceding[0].number if invoice.preceding else None


def _put_origin(invoice: Invoice, number: str | None) -> Invoice:
    if number == _origin(invoice):
        return invoice
    first = (Preceding(number=number),) if number else ()
    return replace(invoice, preceding=(*first, *invoice.preceding[1:]))


def _message(invoice: Invoice) -> str | None:
    """Return what the user writes on the invoice; coded notes are the law's or a file's."""
    return "\n".join(note.text for note in invoice.notes if not note.code) or None


def _put_message(invoice: Invoice, text: str | None) -> Invoice:
    coded = tuple(note for note in invoice.notes if note.code)
    lines = tuple(Note(text=text) for text in [text or ""] if text)
    return replace(invoice, notes=(*lines, *coded))


_FIELDS = (
    Field("issue_date", N_("Date de la facture"), N_("jj/mm/aaaa"), FieldKind.DAY,
          *_plain("issue_date")),
    Field("buyer.siret", N_("SIRET de l'organisme"), N_("14 chiffres"), FieldKind.TEXT,
          lambda i: i.buyer.siret, lambda i, v: _put_buyer(i, siret=_siret(v))),
    Field("buyer.service_code", N_("Code service"),
          N_("Sur le bon de commande, ou auprès de votre contact"), FieldKind.TEXT,
          lambda i: i.buyer.service_code, lambda i, v: _put_buyer(i, service_code=v)),
    Field("commitment_number", N_("Numéro d'engagement"),
          N_("Numéro du bon de commande donné par l'organisme"), FieldKind.TEXT,
          *_plain("commitment_number")),
    Field("contract_number", N_("Numéro de marché"), N_("S'il y a un marché"), FieldKind.TEXT,
          *_plain("contract_number")),
    Field("preceding_invoice", N_("Facture d'origine"), N_("Numéro de la facture à corriger"),
          FieldKind.TEXT, _origin, _put_origin),
    Field("number", N_("Numéro imprimé sur votre page"), N_("Celui de la page, tel quel"),
          FieldKind.TEXT, *_plain("number")),
    Field("delivery_date", N_("Date de la prestation"), N_("jj/mm/aaaa"), FieldKind.DAY,
          *_plain("delivery_date")),
    Field("period_start", N_("Ou période, du"), N_("jj/mm/aaaa"), FieldKind.DAY,
          *_plain("period_start")),
    Field("period_end", N_("au"), N_("jj/mm/aaaa"), FieldKind.DAY, *_plain("period_end")),
    Field("billing_framework", N_("Cadre de facturation"), "", FieldKind.CHOICE,
          *_plain("billing_framework")),
    Field("validator.siret", N_("SIRET du valideur"), N_("Titulaire ou mandataire du marché"),
          FieldKind.TEXT, lambda i: i.validator.siret if i.validator else None,
          lambda i, v: _put_validator(i, siret=_siret(v))),
    Field("validator.name", N_("Nom du valideur"), "", FieldKind.TEXT,
          lambda i: i.validator.name if i.validator else None,
          lambda i, v: _put_validator(i, name=v)),
    Field("allowances[0].amount", N_("Remise globale HT"), N_("À déduire du total des lignes"),
          FieldKind.AMOUNT, *_of_the_whole("allowances", "amount")),
    Field("allowances[0].reason", N_("Motif de la remise"), N_("Remise"), FieldKind.TEXT,
          *_of_the_whole("allowances", "reason")),
    Field("allowances[0].vat_rate", N_("TVA de la remise, en %"), N_("Celle des lignes"),
          FieldKind.RATE, *_of_the_whole("allowances", "vat_rate")),
    Field("charges[0].amount", N_("Frais HT"), N_("Port, déplacement…"), FieldKind.AMOUNT,
          *_of_the_whole("charges", "amount")),
    Field("charges[0].reason", N_("Motif des frais"), N_("Frais"), FieldKind.TEXT,
          *_of_the_whole("charges", "reason")),
    Field("charges[0].vat_rate", N_("TVA des frais, en %"), N_("Celle des lignes"), FieldKind.RATE,
          *_of_the_whole("charges", "vat_rate")),
    Field("payee.name", N_("Payée à"), N_("Affacturage : à qui va l'argent"), FieldKind.TEXT,
          lambda i: i.payee.name if i.payee else None, lambda i, v: _put_payee(i, name=v)),
    Field("payee.siret", N_("SIRET du bénéficiaire"), N_("14 chiffres"), FieldKind.TEXT,
          lambda i: i.payee.siret if i.payee else None,
          lambda i, v: _put_payee(i, siret=_siret(v))),
    Field("payment.iban", N_("IBAN du bénéficiaire"),
          N_("Compte de qui reçoit l'argent"), FieldKind.TEXT,
          lambda i: i.payment.iban, _put_iban),
    Field("due_date", N_("Échéance"), N_("délai légal"), FieldKind.DAY, *_plain("due_date")),
    Field("prepaid", N_("Déjà payé"), N_("acomptes reçus"), FieldKind.AMOUNT, *_plain("prepaid")),
    Field("terms", N_("Conditions de paiement"), "", FieldKind.TEXT, *_plain("terms")),
    Field("notes", N_("Message sur la facture"), "", FieldKind.LONG_TEXT, _message, _put_message),
)  # fmt: skip
FIELDS: Mapping[str, Field] = {field.path: field for field in _FIELDS}


def text_of(sheet: Sheet, path: str, language: str) -> str:
    """Return what a field shows: the text that does not read yet, else its value."""
    if path in sheet.typed:
        return sheet.typed[path]
    return FIELDS[path].show(sheet.invoice, language)


def with_text(sheet: Sheet, path: str, text: str, today: date) -> Sheet:
    """Return the sheet with a text in a field; one that does not read is kept as it was typed."""
    field = FIELDS[path]
    try:
        value = field.read(text, today)
    except UnreadError:
        return sheet.with_typed(field.put(sheet.invoice, None), path, text)
    return sheet.with_typed(field.put(sheet.invoice, value), path, None)
