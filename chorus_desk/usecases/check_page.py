"""Checks a plain PDF: what the portal's reader finds on it, and whether that would be accepted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Party
from chorus_desk.formats.bundle import LARGEST_PDF
from chorus_desk.formats.facturx import is_facturx
from chorus_desk.formats.pdf.actions import acts
from chorus_desk.formats.pdf.container import found
from chorus_desk.formats.pdf.opening import with_pdf
from chorus_desk.formats.pdf.page_text import PageText, text_of
from chorus_desk.formats.pdf.pages import pages_of
from chorus_desk.formats.pdf.portal_reading import PortalReading, findings_on, read_page
from chorus_desk.rules.engine import check
from chorus_desk.usecases.knowledge import Knowledge

_MAY_BE_ASKED = frozenset({"commitment_number", "buyer.service_code"})
"""What the body may ask for, so that its rule speaks also where the page has none."""
_NOT_STRUCTURED = Finding(
    rule="CD-PDF-NOT-STRUCTURED", severity=Severity.ERROR, source=Source.BR_FR
)
"""An approved platform takes UBL, CII and Factur-X (DSE Chorus Pro 3.2.1, XP Z12-012)."""


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """What the portal's reader finds on a plain page, and what is wrong."""

    reading: PortalReading | None
    """None where it does not go to the portal."""
    circuit: Circuit
    findings: tuple[Finding, ...]


def check_page(
    knowledge: Knowledge, content: bytes, name: str, circuit: Circuit | None
) -> CheckedPage:
    """Check a PDF without an invoice's data inside.

    Raises:
        UserError: as ``facturx.extract``.
    """
    way = knowledge.circuit(Invoice(), circuit)
    if way is Circuit.REFORM:
        return CheckedPage(None, way, (_NOT_STRUCTURED,))
    page, findings = with_pdf(content, _opened)
    reading = read_page(page)
    context = knowledge.context(_invoice(reading), circuit=way, issued=True)
    about = set(reading.found) | (_MAY_BE_ASKED if reading.readable else set())
    ours = [f for f in check(_invoice(reading), context) if f.path in about]
    own = (*findings, *_about_deposit(content, name), *_about_seller(knowledge, reading))
    return CheckedPage(reading, way, (*own, *findings_on(reading), *ours))


def _opened(reader: Any) -> tuple[PageText, list[Finding]]:
    """Return what is on the page, and what is odd about the file around it."""
    findings = [found("CD-PDF-ENCRYPTED")] if reader.is_encrypted else []
    if acts(reader, pages_of(reader)):
        findings.append(found("CD-PDF-ACTION"))
    page = text_of(reader)
    if not page.whole:
        findings.append(found("CD-PDF-PARTLY"))
    return page, findings


def _about_seller(knowledge: Knowledge, reading: PortalReading) -> list[Finding]:
    """Say where the SIRET that would be read as the seller's is a known body's, or another's.

    The portal goes by the word before it, whoever's it is.
    """
    siret, own = _text(reading.found.get("seller.siret")), knowledge.seller
    if siret is None or (own is not None and own.siret == siret):
        return []
    if body := knowledge.body(siret):
        return [_misread("CD-PORTAL-SELLER-BODY", siret=siret, name=body.name)]
    return [_misread("CD-PORTAL-SELLER-OTHER", siret=siret, own=own.siret)] if own else []


def _misread(rule: str, **params: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, source=Source.CHORUS_PRO,
                   field="BT-30", path="seller.siret", params=params)  # fmt: skip


def _about_deposit(content: bytes, name: str) -> list[Finding]:
    """Say what stands against depositing the file as it is, whatever is printed on it."""
    findings = [] if content.startswith(b"%PDF-") else [found("CD-PDF-HEADER")]
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
