"""Which document an ID means: ``draft:12``, a number, or ``2026:NUMBER``."""

import re

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.text import writable
from chorus_desk.storage import invoices, lookups
from chorus_desk.storage.invoices import StoredInvoice
from chorus_desk.storage.seller import load_seller
from chorus_desk.usecases.workspace import Workspace

_DRAFT = re.compile(r"draft:(\d{1,18})")
_WITH_YEAR = re.compile(r"(\d{4}):(.+)")


def document_name(invoice_id: int) -> str:
    """Return the name a document keeps for ever, also once issued."""
    return f"draft:{invoice_id}"


def find_document(workspace: Workspace, name: str) -> StoredInvoice:
    """Return the document that an ID names.

    Raises:
        UserError: there is none (``unknown-id``), or the number was used in several years
            (``ambiguous-id``).
    """
    if name != writable(name):  # a command line may hold bytes that are no text
        raise UserError("unknown-id", id=writable(name))
    if match := _DRAFT.fullmatch(name):
        found = [int(match[1])]
    elif match := _WITH_YEAR.fullmatch(name):
        found = _issued(workspace, match[2], int(match[1]))
    else:
        found = _issued(workspace, name)
    if len(found) > 1:
        raise UserError("ambiguous-id", id=name)
    document = invoices.load_invoice(workspace.connection, found[0]) if found else None
    if document is None:
        raise UserError("unknown-id", id=name)
    return document


def _issued(workspace: Workspace, number: str, year: int | None = None) -> list[int]:
    """Return the invoices issued under a number; of several businesses, the present one's."""
    found = lookups.find_by_number(workspace.connection, number, year)
    seller = load_seller(workspace.connection) if len(found) > 1 else None
    if seller is None:
        return found
    own = lookups.find_by_number(workspace.connection, number, year, siren=seller.siren)
    return own or found
