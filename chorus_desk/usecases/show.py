"""One document whole: what it is, where it stands, what the rules say of it."""

from dataclasses import dataclass

from chorus_desk.domain.finding import Finding, merge
from chorus_desk.domain.history import status_of
from chorus_desk.domain.kinds import Circuit
from chorus_desk.rules.case import Case, Context
from chorus_desk.rules.engine import check
from chorus_desk.rules.past import check_past
from chorus_desk.storage import events
from chorus_desk.storage.invoices import StoredInvoice
from chorus_desk.storage.typed import load_typed
from chorus_desk.usecases.identify import find_document
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.own_page import page_findings, page_of, plain_reasons, with_page
from chorus_desk.usecases.unread import unread_findings
from chorus_desk.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document with its status, circuit and findings; a draft's gaps are filled."""

    stored: StoredInvoice
    status: str
    circuit: Circuit
    findings: tuple[Finding, ...]
    own_page: bool = False
    """Whether it leaves with a page that its author made elsewhere."""


def show_document(workspace: Workspace, name: str) -> ShownDocument:
    """Return a document for display.

    Raises:
        UserError: the ID is unknown or means several documents.
    """
    knowledge = Knowledge.load(workspace)
    stored = knowledge.whole(find_document(workspace, name))
    context = knowledge.context(
        stored.invoice, issued=stored.issued, to_be_issued=not stored.issued
    )
    page = page_of(workspace, stored.draft)
    if stored.past:  # it left elsewhere, whatever its page is
        of_page: tuple[Finding, ...] = ()
    elif stored.issued:  # it was compared then; why it leaves plain is still asked
        of_page = plain_reasons(page, context.circuit)
    else:
        of_page = page_findings(page, stored.invoice, context)
        context = with_page(context, stored.invoice, page)
    unread = unread_findings(load_typed(workspace.connection, stored.id))
    told = events.load_events(workspace.connection, stored.id)
    return ShownDocument(
        stored, status_of(told, issued=stored.issued, past=stored.past), context.circuit,
        merge((*unread, *of_page, *_findings(stored, context))),
        own_page=stored.draft.own_page is not None,
    )  # fmt: skip


def _findings(stored: StoredInvoice, context: Context) -> tuple[Finding, ...]:
    if stored.past:
        return check_past(Case(stored.invoice, context))
    return check(stored.invoice, context)
