"""Everything the window tells of one document: what it is, its history, its files."""

from dataclasses import dataclass

from chorus_desk.domain.history import Event
from chorus_desk.rules.seller import is_own
from chorus_desk.storage import events, invoice_files
from chorus_desk.storage.connection import reading
from chorus_desk.storage.invoice_files import KeptFile
from chorus_desk.storage.seller import load_seller
from chorus_desk.usecases.show import ShownDocument, show_document
from chorus_desk.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Looked:
    """A document with its history and files; ``mine`` when the user is its seller."""

    shown: ShownDocument
    events: tuple[Event, ...]
    files: tuple[KeptFile, ...]
    mine: bool


def look_at(workspace: Workspace, name: str) -> Looked:
    """Return a document as the detail strip shows it.

    Raises:
        UserError: the ID is unknown or means several documents.
    """
    with reading(workspace.connection):
        shown = show_document(workspace, name)
        seller = load_seller(workspace.connection)
        return Looked(
            shown,
            events.load_events(workspace.connection, shown.stored.id),
            invoice_files.list_files(workspace.connection, shown.stored.id),
            seller is None or is_own(seller, shown.stored.invoice.seller),
        )
