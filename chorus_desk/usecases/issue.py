"""Issues drafts: the number is given, the file proved and kept, all at once and for ever."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chorus_desk.domain.errors import UserError, state_error
from chorus_desk.domain.finding import Finding, Severity, Source, has_errors, merge
from chorus_desk.domain.history import Event, EventKind
from chorus_desk.domain.invoice import Invoice, InvoiceDraft, Preceding
from chorus_desk.domain.party import Seller
from chorus_desk.domain.series import Series
from chorus_desk.formats import cii, facturx, own_page
from chorus_desk.formats.own_page import OwnPage
from chorus_desk.formats.pdf.portal_page import render_portal
from chorus_desk.rules.case import Context
from chorus_desk.rules.engine import check
from chorus_desk.rules.seller import is_own
from chorus_desk.storage import events, files, invoice_files, invoices, lookups
from chorus_desk.storage.connection import writing
from chorus_desk.storage.invoice_files import FACTURX, PORTAL_PDF
from chorus_desk.storage.invoices import Issue, StoredInvoice
from chorus_desk.storage.seller import load_seller
from chorus_desk.storage.typed import load_typed
from chorus_desk.system.files import safe_name
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.identify import document_name, find_document
from chorus_desk.usecases.kept_number import (
    SENT_ELSEWHERE,
    kept_number,
    outside_series,
    sent_elsewhere,
)
from chorus_desk.usecases.knowledge import Knowledge, completed, series_of
from chorus_desk.usecases.own_page import page_findings, page_of, with_page
from chorus_desk.usecases.unread import unread_findings
from chorus_desk.usecases.verdict import combined, official_findings
from chorus_desk.usecases.workspace import Progress, Workspace, no_progress

ISSUED, REFUSED = "issued", "refused"
_MOST_TRIES = 100
"""How often a number is asked for anew: each time another process was faster and issued one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What became of one draft; ``error`` where the state of things forbids to issue it."""

    id: str
    number: str | None
    outcome: str
    findings: tuple[Finding, ...] = ()
    error: UserError | None = None
    changes: Changes = Changes.NOTHING


@dataclass(frozen=True, slots=True)
class _Proved:
    """A draft ready to be issued under a number: its final value and its files."""

    invoice: Invoice
    series: Series | None
    count: int | None
    facturx: bytes | None
    """None where its author's page cannot be the page of a Factur-X: the portal takes it plain."""
    portal_pdf: bytes


@dataclass(frozen=True, slots=True)
class _Files:
    """What leaves of an invoice, and what was found wrong with it."""

    facturx: bytes | None
    portal_pdf: bytes
    findings: tuple[Finding, ...] = ()


def issue(
    workspace: Workspace, names: Sequence[str], *, keep_number: bool = False,
    progress: Progress = no_progress,
) -> list[Issued]:  # fmt: skip
    """Issue documents, the oldest date first, each on its own.

    Each gets the next number of the series, or with ``keep_number`` the one it was imported with;
    one that leaves with its author's page always keeps the number printed on it.

    Raises:
        UserError: no seller is set (``no-seller``), or an ID is unknown.
    """
    if load_seller(workspace.connection) is None:
        raise state_error("no-seller")
    documents = {name: find_document(workspace, name) for name in names}
    in_order = sorted(documents.items(), key=lambda item: _by_date(item[1]))
    results: dict[str, Issued] = {}
    for done, (name, document) in enumerate(in_order, start=1):
        results[name] = _issue_one(workspace, document.id, keep_number=keep_number)
        progress(done, len(in_order))
    return [results[name] for name in documents]


def _by_date(document: StoredInvoice) -> tuple[date, int]:
    return (document.invoice.issue_date or date.max, document.id)


def _issue_one(workspace: Workspace, invoice_id: int, *, keep_number: bool) -> Issued:
    """Prove a draft under the next number, then commit; begin again if another took the number."""
    name = document_name(invoice_id)
    for _ in range(_MOST_TRIES):
        stored = invoices.load_invoice(workspace.connection, invoice_id)
        if stored is None:  # another discarded it meanwhile
            return Issued(id=name, number=None, outcome=REFUSED,
                          error=UserError("unknown-id", id=name))  # fmt: skip
        knowledge = Knowledge.load(workspace)
        seller = knowledge.seller
        assert seller is not None
        document = knowledge.whole(stored)
        forbidden = _forbidden(document, seller)
        if forbidden is not None:
            return Issued(id=name, number=document.invoice.number, outcome=REFUSED,
                          error=forbidden)  # fmt: skip
        proved, findings = _prove(workspace, knowledge, document, keep_number=keep_number)
        if proved is None:
            return Issued(id=name, number=document.draft.imported_number, outcome=REFUSED,
                          findings=findings)  # fmt: skip
        if _commit(workspace, document, proved, seller):
            return Issued(
                id=name, number=proved.invoice.number, outcome=ISSUED, findings=findings,
                changes=Changes.INVOICES | Changes.EVENTS,
            )  # fmt: skip
    return Issued(id=name, number=None, outcome=REFUSED, error=state_error("database-busy"))


def _forbidden(document: StoredInvoice, seller: Seller) -> UserError | None:
    if document.past:
        return state_error("past-never-issued", number=document.invoice.number or "")
    if document.issued:
        return state_error("already-issued", number=document.invoice.number or "")
    if not is_own(seller, document.invoice.seller):
        return state_error("not-my-invoice", name=document.invoice.seller.name or "?")
    return None


def _prove(
    workspace: Workspace, knowledge: Knowledge, document: StoredInvoice, *, keep_number: bool
) -> tuple[_Proved | None, tuple[Finding, ...]]:
    """Return the invoice as it will be with its files, or None and what stands against it."""
    seller = knowledge.seller
    assert seller is not None
    draft = document.draft
    invoice, origin_findings = _with_origins(workspace, knowledge, draft)
    context = knowledge.context(invoice, to_be_issued=True)
    state = context.series
    page = page_of(workspace, draft)
    if page is not None:
        origin_findings += page_findings(page, invoice, context)
        context = with_page(context, invoice, page)
        state = context.series
    elif keep_number:
        invoice = replace(invoice, number=draft.imported_number)
        context = outside_series(context)
        origin_findings += kept_number(invoice, seller)
        state = None
    elif state is not None and invoice.issue_date is not None:
        invoice = replace(invoice, number=state.next_number())
    unread = unread_findings(load_typed(workspace.connection, draft.id))
    if page is not None or keep_number:
        origin_findings += sent_elsewhere(workspace, invoice, seller)
    ours = merge((*unread, *_once([*origin_findings, *check(invoice, context)])))
    if has_errors(ours):
        return None, ours
    invoice = replace(invoice, stated=None)  # what a file stated agrees with what the lines give
    xml = cii.write(invoice, context.circuit)
    document_read = cii.read(xml)
    [official] = official_findings(
        workspace, [(document_read.root, document_read.profile, context.circuit)]
    )
    findings = combined(ours, official)
    if has_errors(findings):
        return None, findings
    made = _files_of(workspace, page, invoice, context, xml)
    if has_errors(made.findings):
        return None, merge((*made.findings, *findings))
    proved = _Proved(
        invoice=invoice,
        series=state.series if state else None,
        count=state.next_count() if state else None,
        facturx=made.facturx, portal_pdf=made.portal_pdf,
    )  # fmt: skip
    return proved, findings


def _files_of(
    workspace: Workspace, page: OwnPage | None, invoice: Invoice, context: Context, xml: bytes
) -> _Files:
    """Return what leaves of an invoice: our two pages, or its author's, plain and as a Factur-X."""
    if page is not None and page.hindrances:
        return _Files(None, page.content)
    if page is not None:
        made = own_page.around(page.content, xml, invoice, context.circuit)
        return _Files(made.content, page.content, made.findings)
    seller = context.seller
    logo = None
    if seller is not None and seller.logo is not None:
        logo = files.load_file(workspace.connection, seller.logo)
    whole = facturx.around(xml, invoice, context.circuit, logo=logo)
    return _Files(whole, render_portal(invoice))


def _once(findings: list[Finding]) -> list[Finding]:
    """Leave out that a number was used, or is the series', where it is said who used it."""
    if any(finding.rule == SENT_ELSEWHERE for finding in findings):
        return [f for f in findings if f.rule not in ("G1.45", "CD-NUMBER-IN-SERIES")]
    return findings


def _with_origins(
    workspace: Workspace, knowledge: Knowledge, draft: InvoiceDraft
) -> tuple[Invoice, list[Finding]]:
    """Return the invoice with the numbers that its origins were issued under.

    A reference to a document of ours that is still a draft is an error: its number is not known.
    """
    origins, findings = [], []
    for origin in draft.invoice.preceding:
        document = _document_meant(workspace, knowledge, origin, draft.import_id)
        if document is not None and document.invoice.number is not None:
            number, day = document.invoice.number, document.invoice.issue_date
            origins.append(Preceding(number=number, issue_date=day))
            continue
        origins.append(origin)
        if document is not None:
            finding = _error("CD-ORIGIN-NOT-ISSUED", "preceding_invoice", number=origin.number)
            findings.append(finding)
    return replace(draft.invoice, preceding=tuple(origins)), findings


def _document_meant(
    workspace: Workspace, knowledge: Knowledge, origin: Preceding, import_id: int | None
) -> StoredInvoice | None:
    """Return the document of ours that a reference means, None where it means none.

    First the one that came under that number in the same import, then one of the day that the
    reference states, then one issued under that number, then the newest imported under it.
    """
    connection = workspace.connection
    ids = lookups.find_by_number(connection, origin.number)[::-1]
    ids += lookups.find_by_imported_number(connection, origin.number)
    loaded = (invoices.load_invoice(connection, invoice_id) for invoice_id in ids)
    documents = [knowledge.whole(document) for document in loaded if document is not None]
    mine = [d for d in documents if is_own(knowledge.seller, d.invoice.seller)]

    def rank(document: StoredInvoice) -> tuple[bool, bool]:
        known = (document.draft.import_id, document.draft.imported_number)
        together = import_id is not None and known == (import_id, origin.number)
        same_day = origin.issue_date in (None, document.invoice.issue_date)
        return not together, not same_day

    return min(mine, key=rank, default=None)


def _error(rule: str, path: str, **params: str) -> Finding:
    return Finding(rule=rule, severity=Severity.ERROR, source=Source.LAW, path=path, params=params)


def _commit(workspace: Workspace, document: StoredInvoice, proved: _Proved, seller: Seller) -> bool:
    """Keep the issued invoice with its files and event, in one transaction.

    False when the number was taken, or the draft or the settings were changed since it was proved.
    """
    connection, invoice, now = workspace.connection, proved.invoice, workspace.clock.now()
    assert invoice.number is not None
    assert invoice.issue_date is not None
    with writing(connection):
        if load_seller(connection) != seller:
            return False
        if proved.count is not None:
            state = series_of(workspace, seller, invoice.issue_date.year)
            late = state.last_date is not None and invoice.issue_date < state.last_date
            if state.next_count() != proved.count or late:
                return False
        elif lookups.find_by_number(
            connection, invoice.number, invoice.issue_date.year, siren=seller.siren
        ):
            return False
        draft = replace(document.draft, invoice=invoice)
        current = invoices.load_invoice(connection, document.id)
        if current is None or current.issued or current.draft.revision != draft.revision:
            return False
        if completed(workspace, current.invoice) != document.invoice:
            return False
        name = safe_name(f"{invoice.number.replace('/', '-')}.pdf")
        files_made = ((PORTAL_PDF, proved.portal_pdf), (FACTURX, proved.facturx))
        digests = [
            invoice_files.attach_file(connection, document.id, role, name, content)
            for role, content in files_made
            if content is not None
        ]
        pattern = proved.series.pattern if proved.series else None
        issued = Issue(invoice.number, now, pattern, proved.count)
        kept = invoices.issue_draft(connection, draft, issued)
        assert kept
        event = Event(
            at=now, kind=EventKind.ISSUED, on=workspace.clock.today(), note=invoice.number,
            file=name, sha256=digests[-1],
        )  # fmt: skip
        events.add_event(connection, document.id, event)
    return True
