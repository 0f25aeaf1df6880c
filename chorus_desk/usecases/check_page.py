"""Checks a plain PDF: what the portal's reader finds on it, and whether that would be accepted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Party
from chorus_desk.formats.facturx import is_facturx
from chorus_desk.formats.pdf.actions import acts
from chorus_desk.formats.pdf.container import found
from chorus_desk.formats.pdf.opening import with_pdf
from chorus_desk.formats.pdf.page_text import PageText, text_of
from chorus_desk.formats.pdf.pages import pages_of
from chorus_desk.formats.pdf.portal_reading import PortalReading, findings_on, read_page
from chorus_desk.rules.engine import check
from chorus_desk.usecases.bundle import LARGEST_PDF
from chorus_desk.usecases.knowledge import Knowledge

_MAY_BE_ASKED = frozenset({"commitment_number", "buyer.service_code"})
"""What the body may ask for, so that its rule speaks also where the page has none."""


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """What the portal's reader finds on a plain page, and what is wrong."""

    reading: PortalReading
    circuit: Circuit
    findings: tuple[Finding, ...]


def check_page(
    knowledge: Knowledge, content: bytes, name: str, circuit: Circuit | None
) -> CheckedPage:
    """Check a PDF without an invoice's data inside.

    Raises:
        UserError: as ``facturx.extract``.
    """
    page, findings = with_pdf(content, _opened)
    reading = read_page(page)
    context = knowledge.context(_invoice(reading), circuit=circuit, issued=True)
    about = set(reading.found) | (_MAY_BE_ASKED if reading.readable else set())
    ours = [f for f in check(_invoice(reading), context) if f.path in about]
    own = (*findings, *_about_deposit(content, name), *findings_on(reading))
    return CheckedPage(reading, context.circuit, (*own, *ours))


def _opened(reader: Any) -> tuple[PageText, list[Finding]]:
    findings = [found("CD-PDF-ENCRYPTED")] if reader.is_encrypted else []
    if acts(reader, pages_of(reader)):
        findings.append(found("CD-PDF-ACTION"))
    page = text_of(reader)
    if not page.whole:
        findings.append(found("CD-PDF-PARTLY"))
    return page, findings


def _about_deposit(content: bytes, name: str) -> list[Finding]:
    """Say what stands against depositing the file as it is, whatever is printed on it."""
    findings = []
    if len(content) > LARGEST_PDF:
        limit = LARGEST_PDF // 1_000_000
        findings.append(_finding("CD-PDF-SIZE", Severity.ERROR, name=name, megabytes=limit))
    if is_facturx(content):
        findings.append(_finding("CD-PDF-LIKE-FACTURX", Severity.WARNING))
    return findings


def _invoice(reading: PortalReading) -> Invoice:
    """Return what was found as an invoice, for the rules that look at one datum."""
    read = reading.found
    day = read.get("issue_date")
    return Invoice(
        number=_text(read.get("number")),
        issue_date=day if isinstance(day, date) else None,
        seller=Party(siret=_text(read.get("seller.siret"))),
        buyer=Party(
            siret=_text(read.get("buyer.siret")),
            service_code=_text(read.get("buyer.service_code")),
        ),
        commitment_number=_text(read.get("commitment_number")),
        contract_number=_text(read.get("contract_number")),
    )


def _text(value: object) -> str | None:
    return str(value) if value is not None else None


def _finding(rule: str, severity: Severity, **params: str | int) -> Finding:
    return Finding(rule=rule, severity=severity, source=Source.CHORUS_PRO, params=params)
