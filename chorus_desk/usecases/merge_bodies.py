"""Makes one of two entries of a body, and undoes it: drafts follow, issued invoices never do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.identifiers import compact
from chorus_desk.domain.invoice import Invoice, InvoiceDraft
from chorus_desk.domain.party import Party, PublicBody
from chorus_desk.storage import bodies, body_merges, inquiries, invoices, orders
from chorus_desk.storage.body_merges import Merge
from chorus_desk.storage.codec import decode
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.known_bodies import known_body
from chorus_desk.usecases.relist import relist_drafts
from chorus_desk.usecases.workspace import Workspace

_ADDRESS = ("street", "postcode", "city")
_USUAL_DAYS = 30


@dataclass(frozen=True, slots=True)
class Merged:
    """Two entries made one."""

    id: int
    """By which it is undone."""
    body: PublicBody
    """The one kept, with what it gained."""
    drafts: tuple[int, ...]
    """Ids of the drafts that bill it now."""
    changes: Changes = Changes.BODIES | Changes.INVOICES


def merge_bodies(workspace: Workspace, kept: str, gone: str) -> Merged:
    """Make one body of two entries: ``gone`` goes, ``kept`` stays and gains what it lacked.

    The drafts to the one that goes bill the one that stays; issued invoices stay as they are.
    All in one transaction.

    Raises:
        UserError: both are the same (``merge-same``), or one is known neither to a list, nor to
            the user, nor by a draft (``unknown-body``).
    """
    kept, gone = compact(kept), compact(gone)
    connection = workspace.connection
    if kept == gone:
        raise UserError("merge-same", siret=kept)
    with writing(connection):
        drafts = orders.drafts_to(connection, gone)
        if not drafts and known_body(workspace, gone) is None:
            raise UserError("unknown-body", siret=gone)
        asked = inquiries.inquiry_ids(connection, gone)
        before = {
            "kept_before": body_merges.entry_of(connection, kept),
            "gone_before": body_merges.entry_of(connection, gone),
            "drafts": {id_: body_merges.draft_rows(connection, id_) for id_ in drafts},
            "inquiries": asked,
        }
        _gain(workspace, kept, gone)
        body = known_body(workspace, kept)
        if body is None:
            raise UserError("unknown-body", siret=kept)
        bodies.forget_body(connection, gone)
        inquiries.move_inquiries(connection, asked, kept)
        revisions = dict(_rebill(workspace, body, gone))
        relist_drafts(workspace, kept)
        content = {
            **before, "kept_after": body_merges.entry_of(connection, kept), "revisions": revisions,
        }  # fmt: skip
        merge_id = body_merges.add_merge(connection, kept, gone, content, workspace.clock.now())
    return Merged(merge_id, body, drafts)


def undo_merge(workspace: Workspace, merge_id: int) -> Changes:
    """Undo a merge: everything is as it was, but for what was changed since.

    A draft edited since then bills the old body again and keeps the edit; one that was issued,
    deleted or given another body is left. A body corrected since then keeps what it has.

    Raises:
        UserError: there is no such merge, or it is undone already (``merge-unknown``).
    """
    connection = workspace.connection
    with writing(connection):
        merge = next((m for m in body_merges.load_merges(connection) if m.id == merge_id), None)
        if merge is None:
            raise UserError("merge-unknown")
        content = merge.content
        if body_merges.entry_of(connection, merge.kept) == content["kept_after"]:
            body_merges.put_entry(connection, merge.kept, content["kept_before"])
        if body_merges.entry_of(connection, merge.gone) is None:
            body_merges.put_entry(connection, merge.gone, content["gone_before"])
        inquiries.move_inquiries(connection, content["inquiries"], merge.gone)
        for draft_id, rows in content["drafts"].items():
            _bill_again(workspace, merge, int(draft_id), rows)
        relist_drafts(workspace, merge.kept, merge.gone)
        body_merges.mark_undone(connection, merge_id, workspace.clock.now())
    return Changes.BODIES | Changes.INVOICES


def _gain(workspace: Workspace, kept: str, gone: str) -> None:
    """Add what the user knows of the one that goes where the one that stays lacks it."""
    connection, today = workspace.connection, workspace.clock.today()
    lost, body = bodies.load_body(connection, gone), known_body(workspace, kept)
    if lost is None or body is None:
        return
    in_a_list = workspace.directory.load_body(gone, today) is not None
    gained = dict(_lacking(body, lost, in_a_list=in_a_list))
    services = tuple(s for s in lost.services if body.service(s.code) is None)
    if not gained and not services:
        return
    own = bodies.load_body(connection, kept) or replace(body, services=())
    day = today.isoformat()
    said_on = {name: lost.said_on.get(name, lost.as_of or day) for name in gained}
    changes: dict[str, Any] = {
        **gained, "mine": own.mine | gained.keys(), "said_on": {**own.said_on, **said_on},
        "services": (*own.services, *services),
    }  # fmt: skip
    bodies.save_body(connection, replace(own, **changes))


def _lacking(body: PublicBody, lost: PublicBody, *, in_a_list: bool) -> Iterator[tuple[str, Any]]:
    """Give the data that the user knows of the one that goes and nobody of the other."""
    said = lost.mine if in_a_list else {*_ADDRESS, "requires", "payment_days"}
    same_place = None in (body.postcode, lost.postcode) or body.postcode == lost.postcode
    for name in (*_ADDRESS, "requires"):
        fits = same_place or name not in _ADDRESS
        value = getattr(lost, name)
        if name in said and fits and value is not None and getattr(body, name) is None:
            yield name, value
    usual = body.payment_days == _USUAL_DAYS and "payment_days" not in body.mine
    if "payment_days" in said and usual and lost.payment_days != _USUAL_DAYS:
        yield "payment_days", lost.payment_days


def _rebill(workspace: Workspace, body: PublicBody, gone: str) -> Iterator[tuple[int, int]]:
    """Let the drafts to one body bill another; give the revision that each has then."""
    knowledge = Knowledge.load(workspace)
    for draft in invoices.load_drafts(workspace.connection, gone):
        old = draft.invoice.buyer
        buyer = Party(siret=body.siret, service_code=old.service_code, contact=old.contact)
        if not knowledge.completed(replace(draft.invoice, buyer=buyer)).buyer.name:
            # Another's document is not completed: it has to say itself whom it bills.
            buyer = replace(body.as_party(old.service_code), contact=old.contact)
        _put_buyer(workspace, knowledge, draft, buyer)
        yield draft.id, draft.revision + 1


def _put_buyer(
    workspace: Workspace, knowledge: Knowledge, draft: InvoiceDraft, buyer: Party
) -> None:
    changed = replace(draft, invoice=replace(draft.invoice, buyer=buyer))
    whole = knowledge.completed(changed.invoice)
    assert invoices.replace_header(workspace.connection, changed, whole)


def _bill_again(workspace: Workspace, merge: Merge, draft_id: int, rows: Mapping[str, Any]) -> None:
    """Let a draft bill the old body again."""
    connection = workspace.connection
    now = body_merges.draft_rows(connection, draft_id)
    if now is None or now["buyer_siret"] != merge.kept:
        return
    if now["revision"] == merge.content["revisions"][str(draft_id)]:
        body_merges.put_draft(connection, draft_id, rows)
        return
    stored = invoices.load_invoice(connection, draft_id)
    assert stored is not None
    old = decode(rows["content"], Invoice).buyer
    buyer = replace(old, service_code=stored.invoice.buyer.service_code)
    _put_buyer(workspace, Knowledge.load(workspace), stored.draft, buyer)
