"""Takes an import back: its drafts go, what was issued from it is kept and named."""

from collections.abc import Sequence
from dataclasses import dataclass

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.history import Event, EventKind, news
from chorus_desk.storage import events, invoices, lookups
from chorus_desk.storage.connection import Connection, writing
from chorus_desk.storage.files import forget_unreferenced
from chorus_desk.storage.imports import delete_import
from chorus_desk.storage.invoices import StoredInvoice
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.identify import find_document
from chorus_desk.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What became of an import that was taken back."""

    discarded: int
    edited: int
    """How many of the discarded had been changed by hand since."""
    kept: tuple[str, ...]
    """Numbers of the invoices that were issued from it."""
    past: int = 0
    """How many of the discarded were invoices sent elsewhere."""
    followed: tuple[str, ...] = ()
    """Numbers of the invoices sent elsewhere of which something was recorded since."""
    changes: Changes = Changes.INVOICES | Changes.EVENTS


def undo_import(workspace: Workspace, import_ids: Sequence[int]) -> Undone:
    """Delete the drafts of these imports, all in one transaction; the log of events is added to.

    Invoices sent elsewhere go too, unless something was recorded of them since.

    Raises:
        UserError: none of them is known (``import-unknown``).
    """
    connection, discarded, edited, past = workspace.connection, 0, 0, 0
    kept: list[str] = []
    followed: list[str] = []
    with writing(connection):
        ids = dict.fromkeys(import_ids)
        documents = [
            invoices.load_invoice(connection, invoice_id)
            for import_id in ids
            for invoice_id in lookups.find_by_import(connection, import_id)
        ]
        referred_to = lookups.referred_numbers(connection)
        for stored in documents:
            assert stored is not None
            if stored.past and _is_followed(connection, stored, referred_to):
                followed.append(stored.invoice.number or "")
                continue
            if stored.issued and not stored.past:
                kept.append(stored.invoice.number or "")
                continue
            discarded += 1
            edited += stored.draft.revision > 1
            past += stored.past
            event = Event(
                at=workspace.clock.now(), kind=EventKind.IMPORT_UNDONE,
                on=workspace.clock.today(),
            )  # fmt: skip
            events.add_event(connection, stored.id, event)
            if stored.past:
                invoices.delete_past(connection, stored.id)
            else:
                invoices.delete_draft(connection, stored.draft)
        forget_unreferenced(connection)  # also pages that a draft was parted from since
        forgotten = [delete_import(connection, import_id) for import_id in ids]
        if not documents and not any(forgotten):
            raise UserError("import-unknown")
    return Undone(
        discarded=discarded, edited=edited, past=past, kept=tuple(kept), followed=tuple(followed)
    )  # fmt: skip


def _is_followed(
    connection: Connection, past: StoredInvoice, referred_to: frozenset[str]
) -> bool:  # fmt: skip
    """Return whether anything was told of an invoice sent elsewhere, or issued against it."""
    return past.invoice.number in referred_to or bool(
        news(events.load_events(connection, past.id))
    )  # fmt: skip


def count_edited(workspace: Workspace, names: Sequence[str]) -> int:
    """Return how many of these drafts were changed since they were imported."""
    edited = 0
    for name in names:
        try:
            stored = find_document(workspace, name)
        except UserError:  # discarded meanwhile
            continue
        edited += not stored.issued and stored.draft.revision > 1
    return edited
