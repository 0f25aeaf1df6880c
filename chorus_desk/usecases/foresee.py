"""What issuing would do: the numbers it would give, and what stands against each draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chorus_desk.domain.finding import Finding, has_errors, merge
from chorus_desk.domain.totals import figures
from chorus_desk.rules.engine import check
from chorus_desk.storage.connection import reading
from chorus_desk.storage.invoices import StoredInvoice
from chorus_desk.storage.typed import load_typed
from chorus_desk.usecases.identify import document_name, find_document
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.own_page import page_findings, page_of, with_page
from chorus_desk.usecases.unread import unread_findings
from chorus_desk.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What would become of one draft. ``gross`` in ``currency``."""

    id: str
    number: str
    buyer: str | None
    gross: Decimal | None
    currency: str
    findings: tuple[Finding, ...]
    own_page: bool = False
    """Whether it leaves with its author's page, and so with the number that stands there."""


def foresee(workspace: Workspace, names: Sequence[str]) -> tuple[Foreseen, ...]:
    """Return what issuing these drafts now would do, in the order it would do it.

    The official sheets are not asked: they judge when the invoice is issued.

    Raises:
        UserError: an ID is unknown.
    """
    with reading(workspace.connection):
        knowledge = Knowledge.load(workspace)
        documents = [knowledge.whole(find_document(workspace, name)) for name in names]
        documents.sort(key=lambda document: (document.invoice.issue_date or date.max, document.id))
        given: dict[int, int] = {}
        return tuple(_foreseen(workspace, knowledge, document, given) for document in documents)


def _foreseen(
    workspace: Workspace, knowledge: Knowledge, document: StoredInvoice, given: dict[int, int]
) -> Foreseen:
    """Return one draft's future; ``given`` counts the numbers of each year as they go."""
    invoice = document.invoice
    context = knowledge.context(invoice, to_be_issued=True)
    unread = unread_findings(load_typed(workspace.connection, document.id))
    page = page_of(workspace, document.draft)
    of_page = page_findings(page, invoice, context)
    context = with_page(context, invoice, page)
    findings = merge((*unread, *of_page, *check(invoice, context)))
    number = invoice.number or "" if page is not None else ""
    if context.series is not None and not has_errors(findings):  # a refused draft takes none
        year = context.series.year
        given[year] = max(context.series.next_count(), given.get(year, 0) + 1)
        if page is None:
            number = context.series.series.number(year, given[year])
    return Foreseen(
        id=document_name(document.id), number=number, buyer=invoice.buyer.name,
        gross=figures(invoice).gross, currency=invoice.currency,
        findings=findings, own_page=page is not None,
    )  # fmt: skip
