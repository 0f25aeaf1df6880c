"""One document whole: what it is, where it stands, what the rules say of it."""

from dataclasses import dataclass

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.history import status_of
from chorus_desk.domain.invoice import Circuit
from chorus_desk.rules.engine import check
from chorus_desk.storage import events
from chorus_desk.storage.invoices import StoredInvoice
from chorus_desk.usecases.identify import find_document
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document with its status, circuit and findings."""

    stored: StoredInvoice
    status: str
    circuit: Circuit
    findings: tuple[Finding, ...]


def show_document(workspace: Workspace, name: str) -> ShownDocument:
    """Return a document for display.

    Raises:
        UserError: the ID is unknown or means several documents.
    """
    stored = find_document(workspace, name)
    knowledge = Knowledge.load(workspace)
    context = knowledge.context(
        stored.invoice, issued=stored.issued, to_be_issued=not stored.issued
    )
    told = events.load_events(workspace.connection, stored.id)
    return ShownDocument(
        stored, status_of(told, issued=stored.issued), context.circuit,
        check(stored.invoice, context),
    )  # fmt: skip
