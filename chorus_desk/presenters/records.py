"""The other answers of the JSON contract: lists, checks, imports, issues, histories, bodies."""

from collections.abc import Iterable
from typing import Any

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.history import ELSEWHERE, ISSUED, Event
from chorus_desk.domain.party import PublicBody, Seller
from chorus_desk.presenters.body_news import news_text
from chorus_desk.presenters.document import amount
from chorus_desk.presenters.found_on_page import found_record
from chorus_desk.usecases.body_news import TouchedBody
from chorus_desk.usecases.body_sheet import BodySheet
from chorus_desk.usecases.check import Checked
from chorus_desk.usecases.find_bodies import FoundBody
from chorus_desk.usecases.follow import ListedInvoice
from chorus_desk.usecases.identify import document_name
from chorus_desk.usecases.importing.outcome import ImportedInvoice
from chorus_desk.usecases.issue import Issued
from chorus_desk.wording.errors import error_sentence
from chorus_desk.wording.findings import described
from chorus_desk.wording.names import skipped_row_reason

Record = dict[str, Any]


def checked_record(checked: Checked, language: str) -> Record:
    """Return a checked target."""
    error = checked.error
    return {
        "target": checked.target,
        "format": checked.format,
        "profile": checked.profile,
        "circuit": checked.circuit.value if checked.circuit else None,
        "valid": checked.valid,
        "acceptable": checked.acceptable,
        "found": found_record(checked.reading),
        "findings": described_all(checked.findings, language),
        "error": {"code": error.code, "message": error_sentence(error, language)}
        if error
        else None,
    }


def imported_record(imported: ImportedInvoice, language: str) -> Record:
    """Return an imported invoice."""
    return {
        "id": imported.id,
        "number": imported.number,
        "outcome": imported.outcome,
        "lines": imported.lines,
        "past": imported.past,
        "file": imported.file,
        "own_page": imported.own_page,
        "findings": described_all(imported.findings, language),
    }


def skipped_record(row: Any, language: str) -> Record:
    """Return a row of a workbook that could not be read."""
    return {"row": row.row, "sheet": row.sheet, "reason": skipped_row_reason(row, language)}


def issued_record(issued: Issued, language: str) -> Record:
    """Return a document that was issued or refused."""
    error = issued.error
    return {
        "id": issued.id,
        "number": issued.number,
        "outcome": issued.outcome,
        "findings": described_all(issued.findings, language),
        "error": {"code": error.code, "message": error_sentence(error, language)}
        if error
        else None,
    }


def listed_record(item: ListedInvoice) -> Record:
    """Return a row of the list."""
    row = item.row
    return {
        "id": document_name(row.id),
        "number": row.number if row.issued else row.imported_number,
        "status": status_word(item.status),
        "kind": row.kind.value,
        "issue_date": row.issue_date.isoformat() if row.issue_date else None,
        "due_date": row.due_date.isoformat() if row.due_date else None,
        "legal_due_date": item.legal_due_date.isoformat() if item.legal_due_date else None,
        "buyer": row.buyer_name,
        "currency": row.currency,
        "gross": amount(row.gross),
        "due": amount(row.due),
        "at_stake": amount(item.at_stake),
        "days_without_news": item.days_without_news,
        "past": row.past,
    }


def status_word(status: str) -> str:
    """Return a status as the contract has it: one issued elsewhere is ``issued``, and ``past``."""
    return ISSUED if status == ELSEWHERE else status


def event_record(event: Event) -> Record:
    """Return an event of a history."""
    return {
        "at": event.at.isoformat(),
        "date": event.on.isoformat(),
        "kind": event.kind.value,
        "status": event.status,
        "by": event.by.value,
        "flow": event.flow,
        "note": event.note,
        "file": event.file,
        "sha256": event.sha256,
    }


def body_record(body: PublicBody) -> Record:
    """Return a public body with its services."""
    return {
        "siret": body.siret,
        "name": body.name,
        "kind": body.kind,
        "street": body.street,
        "town": body.city,
        "postcode": body.postcode,
        "department": body.department,
        "active": body.active,
        "requires": body.requires.value if body.requires else None,
        "works_only": body.works_only,
        "payment_days": body.payment_days,
        "source": body.source,
        "as_of": body.as_of,
        "services": [
            {
                "code": service.code,
                "name": service.name,
                "active": service.active,
                "requires_commitment": service.requires_commitment,
            }
            for service in body.services
        ],
    }


def found_body_record(body: FoundBody) -> Record:
    """Return a public body that was found, without its services but for the one that matched."""
    service = body.service
    return {
        "siret": body.siret,
        "name": body.name,
        "kind": body.kind,
        "town": body.town,
        "postcode": body.postcode,
        "department": body.department,
        "active": body.active,
        "requires": body.requires.value if body.requires else None,
        "works_only": body.works_only,
        "payment_days": body.payment_days,
        "source": body.source,
        "as_of": body.as_of,
        "mine": body.mine,
        "used": body.used,
        "service": {"code": service.code, "name": service.name, "active": service.active}
        if service
        else None,
    }


def body_sheet_record(sheet: BodySheet, language: str) -> Record:
    """Return a public body with who says what of it, how it was billed, and unseen news."""
    record, body = body_record(sheet.body), sheet.body
    uses = {use.code: use for use in sheet.uses}
    for service, known in zip(record["services"], body.services, strict=True):
        use = uses.get(known.code)
        service["mine"] = known.mine
        service["billed"] = use.times if use else 0
        service["last_billed"] = use.last.isoformat() if use and use.last else None
    return {
        **record,
        "checked_on": body.checked_on,
        "due_for_check": sheet.due_for_check,
        "in_state_list": sheet.in_state_list,
        "corrections": [_correction(sheet, name) for name in sorted(body.mine)],
        "paying_days": sheet.delay.days if sheet.delay else None,
        "news": [news_record(item, language) for item in sheet.news],
    }


def _correction(sheet: BodySheet, name: str) -> Record:
    said = sheet.own.as_of if sheet.own else None
    return {
        "name": name,
        "value": getattr(sheet.body, name),
        "said_on": sheet.body.said_on.get(name, said),
        "listed": getattr(sheet.listed, name) if sheet.listed else None,
    }


def news_record(touched: TouchedBody, language: str) -> Record:
    """Return one piece of news, said, with the drafts that it concerns."""
    text, change = news_text(touched, language), touched.news.change
    return {
        "at": touched.news.at.isoformat(),
        "kind": change.kind.value,
        "service": change.service,
        "before": change.before,
        "after": change.after,
        "mine": change.mine,
        "message": text.text,
        "fix": text.todo,
        "drafts": list(text.drafts),
    }


def seller_record(seller: Seller) -> Record:
    """Return the user's business by the keys of its TOML file."""
    from dataclasses import asdict

    record = asdict(seller)
    record["vat_regime"] = seller.vat_regime.value
    record["mentions"] = list(seller.mentions)
    return record


def findings_of(records: Iterable[Record]) -> list[Record]:
    """Return the findings of several records, one after the other."""
    return [finding for record in records for finding in record["findings"]]


def described_all(findings: Iterable[Finding], language: str) -> list[Record]:
    """Return findings with their sentences."""
    return [dict(described(finding, language)) for finding in findings]
