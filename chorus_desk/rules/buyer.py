"""Rules on the public body: who it is, which service and which commitment it wants."""

import re
from collections.abc import Iterator
from functools import lru_cache

from chorus_desk.domain.identifiers import (
    REFERENCE_LENGTH,
    SERVICE_CODE_LENGTH,
    Problem,
    parse_siret,
)
from chorus_desk.domain.party import GENERIC_SERVICE, STATE_SIRET, Requirement
from chorus_desk.rules.case import Case, Hit, Rules

_FOURTEEN_DIGITS = re.compile(r"\d{14}")
_USUAL_SERVICE_CODE = re.compile(r"[A-Za-z0-9_-]+")
_STATE_COMMITMENT = re.compile(r"\d{10}")
_TO_A_FORM = 3
"""So many numbers have to share a form, on the average, before it counts as the buyer's own."""


def br_07(case: Case) -> Iterator[Hit]:
    """Buyer name missing (D2192-2, 2)."""
    if not case.invoice.buyer.name:
        yield Hit("buyer.name")


def br_10(case: Case) -> Iterator[Hit]:
    """Buyer address missing (242 nonies A)."""
    if case.invoice.buyer.address.is_empty():
        yield Hit("buyer.street")


def cd_buyer_siret(case: Case) -> Iterator[Hit]:
    """Buyer SIRET missing or not 14 digits: a SIREN alone is rejected."""
    siret = case.invoice.buyer.siret
    if not siret or not _FOURTEEN_DIGITS.fullmatch(siret):
        yield Hit("buyer.siret", {"siret": siret or ""})


def cd_buyer_luhn(case: Case) -> Iterator[Hit]:
    """Buyer SIRET with a wrong key: a warning, since fifteen real bodies have one."""
    siret = case.invoice.buyer.siret
    if siret and _FOURTEEN_DIGITS.fullmatch(siret) and isinstance(parse_siret(siret), Problem):
        yield Hit("buyer.siret", {"siret": siret})


def cd_buyer_unknown(case: Case) -> Iterator[Hit]:
    """Buyer that this program does not know, knows as closed, or that the State's list lacks."""
    siret, body = case.invoice.buyer.siret, case.context.body
    if not siret or not _FOURTEEN_DIGITS.fullmatch(siret):
        return
    if body is None:
        yield Hit("buyer.siret", {"siret": siret})
    elif not body.active:
        yield Hit("buyer.siret", {"case": "closed", "siret": siret, "name": body.name})
    elif case.context.not_listed:
        yield Hit("buyer.siret", {"case": "not-listed", "siret": siret, "name": body.name})


def cd_buyer_works_only(case: Case) -> Iterator[Hit]:
    """Buyer that takes invoices for works alone (DSE-G §3.5.5.4)."""
    body = case.context.body
    if body and body.works_only:
        yield Hit("buyer.siret", {"name": body.name})


def cpro_11(case: Case) -> Iterator[Hit]:
    """The buyer wants a service code and none is given."""
    if _requires(case, Requirement.SERVICE, Requirement.BOTH):
        yield from _missing_service(case)


def cpro_12(case: Case) -> Iterator[Hit]:
    """The buyer wants a commitment number and none is given."""
    if _requires(case, Requirement.COMMITMENT, Requirement.BOTH):
        yield from _missing_commitment(case)


def cpro_13(case: Case) -> Iterator[Hit]:
    """The buyer wants a service code or a commitment number and neither is given."""
    if _requires(case, Requirement.EITHER) and not case.invoice.buyer.service_code:
        yield from _missing_commitment(case)


def cd_service_needs_commitment(case: Case) -> Iterator[Hit]:
    """The service wants a commitment number although the body does not."""
    body = case.context.body
    service = body.service(case.invoice.buyer.service_code) if body else None
    asked_by_body = _requires(case, Requirement.COMMITMENT, Requirement.BOTH)
    if service and service.requires_commitment and not asked_by_body:
        for hit in _missing_commitment(case):
            yield Hit(hit.path, {**hit.params, "service": service.code})


def cd_service_unknown(case: Case) -> Iterator[Hit]:
    """A service code that is not among those known of the body."""
    body, code = case.context.body, case.invoice.buyer.service_code
    if body and body.services and code and body.service(code) is None:
        yield Hit("buyer.service_code", {"code": code, "name": body.name})


def cd_service_closed(case: Case) -> Iterator[Hit]:
    """The code of a service that is known to be closed: Chorus Pro wants an active one."""
    body, code = case.context.body, case.invoice.buyer.service_code
    service = body.service(code) if body else None
    if service and not service.active:
        yield Hit("buyer.service_code", {"code": service.code})


def cd_service_wrong_term(case: Case) -> Iterator[Hit]:
    """A service of the body written as the buyer's reference, where the reform reads none."""
    body, reference = case.context.body, case.invoice.extra.get("BT-10")
    known = body and isinstance(reference, str) and body.service(reference)
    if known and not case.invoice.buyer.service_code:
        yield Hit("buyer.service_code", {"code": str(reference)})


def cd_buyer_flags_unknown(case: Case) -> Iterator[Hit]:
    """What this buyer wants on its invoices is not known."""
    body = case.context.body
    if body and body.requires is None:
        yield Hit("buyer.siret", {"name": body.name})


def cd_no_order_reference(case: Case) -> Iterator[Hit]:
    """Neither commitment nor contract number (D2192-2, 4)."""
    if not case.invoice.commitment_number and not case.invoice.contract_number:
        yield Hit("commitment_number")


def cd_factures_publiques(case: Case) -> Iterator[Hit]:
    """A private seller uses the service kept for invoices between public bodies."""
    if (case.invoice.buyer.service_code or "").strip().upper() == GENERIC_SERVICE:
        yield Hit("buyer.service_code")


def cd_state_service(case: Case) -> Iterator[Hit]:
    """The State's single recipient without the code of the service that ordered."""
    buyer = case.invoice.buyer
    if buyer.siret == STATE_SIRET and not buyer.service_code:
        yield Hit("buyer.service_code")


def cd_state_commitment_form(case: Case) -> Iterator[Hit]:
    """A commitment of the State that has not the ten digits of all samples."""
    number = case.invoice.commitment_number or ""
    usual = not number or _STATE_COMMITMENT.fullmatch(number)
    if case.invoice.buyer.siret == STATE_SIRET and not usual:
        yield Hit("commitment_number", {"number": number})


def cd_commitment_form(case: Case) -> Iterator[Hit]:
    """A commitment whose form none of this buyer's earlier ones has, though they follow a few.

    The State's own form is looked at by ``CD-STATE-COMMITMENT-FORM``.
    """
    number, earlier = case.invoice.commitment_number, case.context.commitments
    if not number or not earlier or case.invoice.buyer.siret == STATE_SIRET:
        return
    usual = _usual_forms(earlier)
    if usual and number not in earlier and _form(number) not in usual:
        yield Hit("commitment_number", {"number": number, "usual": earlier[0]})


@lru_cache(maxsize=256)
def _usual_forms(numbers: tuple[str, ...]) -> frozenset[str]:
    """Return the forms of numbers, none where they do not recur: three numbers to a form."""
    forms = frozenset(map(_form, numbers))
    return forms if len(forms) * _TO_A_FORM <= len(numbers) else frozenset()


def _form(number: str) -> str:
    """Return length, letters and digits of a number: ``AA-999`` for ``BC-118``."""
    return "".join(
        "9" if sign.isdigit() else "A" if sign.isalpha() else sign for sign in number.strip()
    )


def br_fr_26(case: Case) -> Iterator[Hit]:
    """Service code over 100 characters."""
    code = case.invoice.buyer.service_code
    if code and len(code.strip()) > SERVICE_CODE_LENGTH:
        yield Hit("buyer.service_code", {"length": len(code)})


def g1_95(case: Case) -> Iterator[Hit]:
    """Service code with unusual characters (real ones with a space exist)."""
    code = case.invoice.buyer.service_code
    if code and not _USUAL_SERVICE_CODE.fullmatch(code):
        yield Hit("buyer.service_code", {"code": code})


def cpro_15(case: Case) -> Iterator[Hit]:
    """Commitment number over 50 characters."""
    number = case.invoice.commitment_number
    if number and len(number.strip()) > REFERENCE_LENGTH:
        yield Hit("commitment_number", {"length": len(number)})


def cpro_14(case: Case) -> Iterator[Hit]:
    """Contract number over 50 characters."""
    number = case.invoice.contract_number
    if number and len(number.strip()) > REFERENCE_LENGTH:
        yield Hit("contract_number", {"length": len(number)})


def _requires(case: Case, *requirements: Requirement) -> bool:
    return case.context.body is not None and case.context.body.requires in requirements


def _missing_service(case: Case) -> Iterator[Hit]:
    if not case.invoice.buyer.service_code:
        yield Hit("buyer.service_code", {"name": case.invoice.buyer.name or ""})


def _missing_commitment(case: Case) -> Iterator[Hit]:
    if not case.invoice.commitment_number:
        yield Hit("commitment_number", {"name": case.invoice.buyer.name or ""})


RULES: Rules = {
    "BR-07": br_07,
    "BR-10": br_10,
    "CD-BUYER-SIRET": cd_buyer_siret,
    "CPRO-10": cd_buyer_siret,
    "CD-BUYER-LUHN": cd_buyer_luhn,
    "CD-BUYER-UNKNOWN": cd_buyer_unknown,
    "CD-BUYER-WORKS-ONLY": cd_buyer_works_only,
    "CPRO-11": cpro_11,
    "CPRO-12": cpro_12,
    "CPRO-13": cpro_13,
    "CD-SERVICE-NEEDS-COMMITMENT": cd_service_needs_commitment,
    "CD-SERVICE-UNKNOWN": cd_service_unknown,
    "CD-SERVICE-CLOSED": cd_service_closed,
    "CD-SERVICE-WRONG-TERM": cd_service_wrong_term,
    "CD-BUYER-FLAGS-UNKNOWN": cd_buyer_flags_unknown,
    "CD-NO-ORDER-REFERENCE": cd_no_order_reference,
    "CD-FACTURES-PUBLIQUES": cd_factures_publiques,
    "CD-STATE-SERVICE": cd_state_service,
    "CD-STATE-COMMITMENT-FORM": cd_state_commitment_form,
    "CD-COMMITMENT-FORM": cd_commitment_form,
    "BR-FR-26": br_fr_26,
    "G1.95": g1_95,
    "CPRO-15": cpro_15,
    "CPRO-14": cpro_14,
}
