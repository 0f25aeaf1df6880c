"""Keeps what lists show of drafts true when the settings change: drafts follow them."""

from chorus_desk.storage import invoices
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.workspace import Workspace


def relist_drafts(workspace: Workspace, *buyers: str) -> Changes:
    """Complete the drafts anew, or those to some bodies, for the list; return what changed.

    Called within the transaction that changes the settings.
    """
    knowledge, changes = Knowledge.load(workspace), Changes.NOTHING
    for siret in buyers or (None,):
        for draft in invoices.load_drafts(workspace.connection, siret):
            invoices.list_draft(workspace.connection, draft, knowledge.completed(draft.invoice))
            changes = Changes.INVOICES
    return changes
