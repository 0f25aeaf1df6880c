"""What tests keep in a workspace before they begin: a business, a body, drafts, invoices."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.party import PublicBody, Seller
from chorus_desk.storage import invoices
from chorus_desk.storage.bodies import save_body
from chorus_desk.storage.connection import writing
from chorus_desk.storage.seller import save_seller
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b


def furnish(
    workspace: Workspace, seller: Seller | None = None, body: PublicBody | None = None
) -> None:
    """Keep the seller and the commune, or others in their place."""
    with writing(workspace.connection):
        save_seller(workspace.connection, seller or b.seller(), workspace.clock.now())
        save_body(workspace.connection, body or b.commune())


def furnish_reform(workspace: Workspace) -> None:
    """Keep a seller and a commune that meet by an approved platform."""
    furnish(workspace, b.seller(circuit="reform"), b.commune())


def draft(workspace: Workspace, imported: str | None = None, **changes: Any) -> str:
    """Keep a draft that no rule objects to, with changes, and return its name."""
    made: Invoice = b.invoice(**{"number": None, **changes})
    with writing(workspace.connection):
        return f"draft:{invoices.add_draft(workspace.connection, made, imported_number=imported)}"


def issued(workspace: Workspace, **changes: Any) -> str:
    """Issue an invoice and return its number."""
    [result] = issue(workspace, [draft(workspace, **changes)])
    assert result.outcome == "issued", result
    assert result.number is not None
    return result.number


def past(workspace: Workspace, number: str = "F25-1", **changes: Any) -> str:
    """Keep an invoice that was sent elsewhere and return its number."""
    made: Invoice = b.invoice(**{"number": number, "issue_date": date(2025, 11, 3), **changes})
    with writing(workspace.connection):
        invoices.add_past(workspace.connection, made, at=workspace.clock.now())
    return number


def whole(workspace: Workspace, name: str) -> Invoice:
    """Return the invoice of a document by its ``draft:`` name, as a draft is read: completed."""
    return Knowledge.load(workspace).whole(document(workspace, name)).invoice


def document(workspace: Workspace, name: str) -> invoices.StoredInvoice:
    """Return a document by its ``draft:`` name, as it is kept."""
    found = invoices.load_invoice(workspace.connection, int(name.removeprefix("draft:")))
    assert found is not None
    return found


@contextmanager
def failing_commit(workspace: Workspace) -> Iterator[None]:
    """Let every COMMIT of a workspace fail, as a disk does that is full at last."""

    def refuse(action: int, what: str | None, *_rest: str | None) -> int:
        ends = action == sqlite3.SQLITE_TRANSACTION and what == "COMMIT"
        return sqlite3.SQLITE_DENY if ends else sqlite3.SQLITE_OK

    workspace.connection.set_authorizer(refuse)
    try:
        yield
    finally:
        workspace.connection.set_authorizer(None)
