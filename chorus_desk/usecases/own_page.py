"""The page that an invoice's author made elsewhere: kept, checked, issued in place of ours."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.identifiers import compact
from chorus_desk.domain.invoice import Invoice, InvoiceDraft
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats.own_page import OwnPage, open_page
from chorus_desk.rules.case import Context
from chorus_desk.storage.files import load_file
from chorus_desk.usecases.kept_number import is_next, kept_number, outside_series
from chorus_desk.usecases.workspace import Workspace


def page_of(workspace: Workspace, draft: InvoiceDraft) -> OwnPage | None:
    """Return the page that came with a document, read and judged; None where ours is used."""
    return load_page(workspace, draft.own_page)


def load_page(workspace: Workspace, digest: str | None) -> OwnPage | None:
    """Return a stored page by its SHA-256, None where none is meant."""
    if digest is None:
        return None
    content = load_file(workspace.connection, digest)
    assert content is not None  # a draft's page is kept as long as the draft
    return opened_page(content)


@lru_cache(maxsize=2)
def opened_page(content: bytes) -> OwnPage:
    """Return a page, read and judged: the same bytes give the same, and cost a second or two."""
    return open_page(content)


def with_page(context: Context, invoice: Invoice, page: OwnPage | None) -> Context:
    """Return what the rules know of an invoice with such a page: the number on it is kept."""
    if page is None or is_next(invoice, context):
        return context
    return outside_series(context)


def page_findings(page: OwnPage | None, invoice: Invoice, context: Context) -> tuple[Finding, ...]:
    """Return what stands against issuing an invoice with its author's page."""
    if page is None:
        return ()
    number = []
    if context.seller is not None and not is_next(invoice, context):
        number = kept_number(invoice, context.seller)
    return (*number, *page.against(invoice), *_other_account(invoice, context),
            *plain_reasons(page, context.circuit))  # fmt: skip


def _other_account(invoice: Invoice, context: Context) -> Iterator[Finding]:
    """Give an account on the page that is not the one in the settings: one of them is the old."""
    seller, iban = context.seller, invoice.payment.iban
    own = seller.iban if seller and invoice.payee is None else None
    if own and iban and compact(own) != compact(iban):
        yield Finding(rule="CD-OWN-IBAN-SELLER", severity=Severity.WARNING,
                      source=Source.CONTAINER, field="BT-84", path="payment.iban",
                      params={"read": compact(iban), "value": compact(own)})  # fmt: skip


def plain_reasons(page: OwnPage | None, circuit: Circuit) -> tuple[Finding, ...]:
    """Return why a page cannot be that of a Factur-X: the portal takes the plain page all the same.

    An approved platform does not.
    """
    if page is None or not page.hindrances:
        return ()
    grave = circuit is Circuit.REFORM
    severity = Severity.ERROR if grave else Severity.WARNING
    said = Finding(rule="CD-OWN-PLATFORM" if grave else "CD-OWN-PLAIN", severity=severity,
                   source=Source.CONTAINER)  # fmt: skip
    return (said, *(replace(finding, severity=severity) for finding in page.hindrances))
