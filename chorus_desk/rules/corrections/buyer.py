"""Corrections of the public body: its service, its numbers, the place of delivery."""

import re
from dataclasses import replace
from typing import Any

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.identifiers import Problem, parse_vat_number
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.party import Party, Service
from chorus_desk.rules.case import Context
from chorus_desk.rules.corrections.kind import Correction, Corrections
from chorus_desk.rules.identity import WRONG_SERVICE

_FOURTEEN_DIGITS = re.compile(r"[0-9]{14}")


def _buyer(invoice: Invoice, **changes: Any) -> Invoice:
    return replace(invoice, buyer=replace(invoice.buyer, **changes))


def _no_service(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    return _buyer(invoice, service_code=None)


def _open_services(context: Context) -> list[Service]:
    return [service for service in context.body.services if service.active] if context.body else []


def _only_service(invoice: Invoice, _finding: Finding, context: Context) -> Invoice:
    """Take the body's service where it has one alone that is open."""
    services = _open_services(context)
    return _buyer(invoice, service_code=services[0].code) if len(services) == 1 else invoice


def _same_service(invoice: Invoice, _finding: Finding, context: Context) -> Invoice:
    """Write the code as the body does, where only spaces, signs or capitals differ."""
    wanted = _letters(invoice.buyer.service_code or "")
    same = [s.code for s in _open_services(context) if _letters(s.code) == wanted]
    return _buyer(invoice, service_code=same[0]) if len(same) == 1 else invoice


def _letters(code: str) -> str:
    return "".join(filter(str.isalnum, code.casefold()))


def _service_from_reference(invoice: Invoice, finding: Finding, _context: Context) -> Invoice:
    extra = {term: value for term, value in invoice.extra.items() if term != "BT-10"}
    return _buyer(replace(invoice, extra=extra), service_code=finding.params["code"])


def _service_from_identifier(invoice: Invoice, finding: Finding, _context: Context) -> Invoice:
    code = finding.params["code"]
    if invoice.buyer.service_code not in (None, code):
        return invoice
    wrong = (WRONG_SERVICE, code)
    kept = tuple(i for i in invoice.buyer.identifiers if (i.scheme, i.value) != wrong)
    return _buyer(invoice, service_code=code, identifiers=kept)


def _without_siren(invoice: Invoice, finding: Finding, _context: Context) -> Invoice:
    """Drop the SIREN that buyer or payee gives apart: its SIRET holds the true one."""
    name = (finding.path or "").removesuffix(".siren")
    party: Party | None = getattr(invoice, name) if name in ("buyer", "payee") else None
    if party is None or not _FOURTEEN_DIGITS.fullmatch(party.siret or ""):
        return invoice
    changes: dict[str, Any] = {name: replace(party, siren=None)}
    return replace(invoice, **changes)


def _siren_of_known_body(invoice: Invoice, finding: Finding, context: Context) -> Invoice:
    """Drop the buyer's SIREN where the SIRET is that of a body the user knows."""
    known = context.body is not None and context.body.siret == invoice.buyer.siret
    return _buyer(invoice, siren=None) if known and finding.path == "buyer.siret" else invoice


def _french_vat_number(invoice: Invoice, finding: Finding, _context: Context) -> Invoice:
    """Let the buyer's VAT number begin with FR where it is a French one without."""
    number = f"FR{invoice.buyer.vat_number}"
    fits = finding.path == "buyer.vat_number" and len(number) == 13
    if not fits or isinstance(parse_vat_number(number), Problem):
        return invoice
    return _buyer(invoice, vat_number=number)


def _in_france(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    """Let the place of delivery be in France where its postcode is and the buyer is."""
    delivery, buyer = invoice.delivery, invoice.buyer
    if delivery is None or buyer.address.country not in (None, "FR"):
        return invoice
    if not re.fullmatch(r"\d{5}", delivery.address.postcode or ""):
        return invoice
    return replace(
        invoice, delivery=replace(delivery, address=replace(delivery.address, country="FR"))
    )


def _no_site(invoice: Invoice, _finding: Finding, _context: Context) -> Invoice:
    delivery = invoice.delivery
    if delivery is None:
        return invoice
    return replace(invoice, delivery=replace(delivery, site=None, site_scheme=None))


_ASKED: dict[str, Correction] = dict.fromkeys(
    ("CPRO-11", "CPRO-13", "CD-STATE-SERVICE", "CD-SERVICE-CLOSED"), _only_service
)
CORRECTIONS: Corrections = {
    **_ASKED,
    "CD-FACTURES-PUBLIQUES": _no_service,
    "CD-SERVICE-UNKNOWN": _same_service,
    "G1.95": _same_service,
    "CD-SERVICE-WRONG-TERM": _service_from_reference,
    "G1.83": _service_from_identifier,
    "BR-FR-32": _without_siren,
    "BR-FR-09": _siren_of_known_body,
    "BR-CO-09": _french_vat_number,
    "BR-57": _in_france,
    "CPRO-38": _no_site,
}
