"""What is done to drafts by hand: opened, kept as they are typed, copied, discarded, restored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.domain.errors import state_error
from chorus_desk.domain.history import Event, EventKind
from chorus_desk.domain.invoice import CREDIT_NOTE, Invoice, InvoiceDraft, Payment, Preceding
from chorus_desk.domain.kinds import Kind
from chorus_desk.formats.own_page import OwnPage
from chorus_desk.rules.seller import is_own
from chorus_desk.storage import catalogue, events, invoices, listing, typed
from chorus_desk.storage.connection import reading, writing
from chorus_desk.storage.files import PDF_TYPE, load_file, store_file
from chorus_desk.storage.imports import has_import
from chorus_desk.storage.invoices import StoredInvoice
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.drafting import bare
from chorus_desk.usecases.export import logo_of
from chorus_desk.usecases.identify import document_name, find_document
from chorus_desk.usecases.knowledge import Knowledge, completed
from chorus_desk.usecases.originals import Original, keep_original, load_original
from chorus_desk.usecases.own_page import load_page
from chorus_desk.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDraft:
    """A draft under the user's hands. ``id`` is None until it is kept for the first time.

    ``invoice`` holds what was decided by hand: what the settings give is filled in when it is
    shown, checked and issued. ``typed`` are texts that do not read as values yet, by field.
    """

    id: int | None = None
    revision: int = 0
    invoice: Invoice = field(default_factory=Invoice)
    typed: Mapping[str, str] = field(default_factory=dict)
    imported_number: str | None = None
    import_id: int | None = None
    own_page: str | None = None
    """The SHA-256 of the page its author made; ``invoice`` then has the number printed on it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft with all that is needed to check it while it is typed."""

    draft: OpenDraft
    knowledge: Knowledge
    logo: bytes | None = None
    catalogue: tuple[CatalogueItem, ...] = ()
    """The price list, offered while lines are written."""
    page: OwnPage | None = None
    """The page its author made, read and judged."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it was kept."""

    id: int
    revision: int
    changes: Changes = Changes.INVOICES


@dataclass(frozen=True, slots=True)
class TakenOut:
    """An invoice sent elsewhere that is followed no more; ``digest`` tells its source again."""

    stored: StoredInvoice
    digest: str | None
    original: Original | None = None


@dataclass(frozen=True, slots=True)
class Discarded:
    """Drafts that were deleted, whole, so that they can be brought back.

    Each with the digest that tells its source again, where it was imported.
    """

    drafts: tuple[tuple[OpenDraft, str | None], ...] = ()
    past: tuple[TakenOut, ...] = ()
    pages: tuple[bytes, ...] = ()
    """The pages their authors made, which go with them."""
    changes: Changes = Changes.INVOICES | Changes.EVENTS


def begin_draft(workspace: Workspace, *buyers: str) -> Opened:
    """Return a new draft of today; nothing is kept yet. The bodies ``buyers`` are known to it.

    Raises:
        UserError: no seller is set (``no-seller``).
    """
    knowledge = Knowledge.load_whole(workspace, *buyers)
    if knowledge.seller is None:
        raise state_error("no-seller")
    return _opened(workspace, OpenDraft(invoice=Invoice(issue_date=knowledge.today)), knowledge)


def open_draft(workspace: Workspace, name: str) -> Opened:
    """Return a draft to be edited.

    Raises:
        UserError: the ID is unknown, or it is issued (``already-issued``, ``past-unchanged``).
    """
    with reading(workspace.connection):
        stored = find_document(workspace, name)
        if stored.past:
            raise state_error("past-unchanged", number=stored.invoice.number or "")
        if stored.issued:
            raise state_error("already-issued", number=stored.invoice.number or "")
        knowledge = Knowledge.load_whole(workspace, stored.invoice.buyer.siret)
        return _opened(workspace, _open(workspace, stored), knowledge)


def _opened(workspace: Workspace, draft: OpenDraft, knowledge: Knowledge) -> Opened:
    items = catalogue.load_items(workspace.connection)
    page = load_page(workspace, draft.own_page)
    return Opened(draft, knowledge, logo_of(workspace), items, page)


def _open(workspace: Workspace, stored: StoredInvoice) -> OpenDraft:
    return OpenDraft(
        id=stored.id, revision=stored.draft.revision, invoice=stored.invoice,
        typed=typed.load_typed(workspace.connection, stored.id),
        imported_number=stored.draft.imported_number, import_id=stored.draft.import_id,
        own_page=stored.draft.own_page,
    )  # fmt: skip


def keep_draft(workspace: Workspace, draft: OpenDraft) -> Kept:
    """Keep a draft as it stands; what lists show of it is completed from the settings.

    Raises:
        UserError: it was changed or issued elsewhere meanwhile (``draft-changed``), or the data
            cannot be written.
    """
    with writing(workspace.connection):
        if draft.id is None:
            return _add(workspace, draft)
        envelope = InvoiceDraft(
            id=draft.id, invoice=draft.invoice, imported_number=draft.imported_number,
            import_id=draft.import_id, revision=draft.revision,
        )  # fmt: skip
        stored = invoices.load_invoice(workspace.connection, draft.id)
        if stored is None or stored.issued:
            raise state_error("draft-changed")
        whole = completed(workspace, draft.invoice)
        if not invoices.replace_draft(workspace.connection, envelope, whole):
            raise state_error("draft-changed")
        printed = draft.invoice.number if draft.own_page else draft.imported_number
        invoices.set_page(workspace.connection, draft.id, draft.own_page, printed)
        typed.save_typed(workspace.connection, draft.id, draft.typed)
    return Kept(draft.id, draft.revision + 1)


def _add(workspace: Workspace, draft: OpenDraft, note: str | None = None) -> Kept:
    whole = completed(workspace, draft.invoice)
    number = draft.invoice.number if draft.own_page else draft.imported_number
    new_id = invoices.add_draft(
        workspace.connection, draft.invoice, whole=whole, imported_number=number,
        own_page=draft.own_page,
    )  # fmt: skip
    typed.save_typed(workspace.connection, new_id, draft.typed)
    _record(workspace, new_id, EventKind.CREATED, note)
    return Kept(new_id, 1, Changes.INVOICES | Changes.EVENTS)


def duplicate(workspace: Workspace, name: str) -> Kept:
    """Begin a draft of today with the same body, lines and references as another document.

    Raises:
        UserError: the ID is unknown, no seller is set, or the document is another's
            (``not-my-invoice``).
    """
    stored = find_document(workspace, name)
    by_hand, today = _by_hand(workspace, stored), workspace.clock.today()
    copy = replace(
        by_hand, number=None, issue_date=today, stated=None, due_date=None, delivery_date=None,
        period_start=None, period_end=None,
    )  # fmt: skip
    return _begin(workspace, copy, stored)


def credit(workspace: Workspace, name: str) -> Kept:
    """Begin the credit note of an issued invoice: all of its lines, to be reduced at will.

    They bear the VAT they were billed with, whatever the settings say by now.

    Raises:
        UserError: the ID is unknown, the document is a draft (``not-issued``) or itself a credit
            note (``credit-of-credit``), or it is not the user's.
    """
    stored = find_document(workspace, name)
    if not stored.issued:
        raise state_error("not-issued", id=document_name(stored.id))
    if stored.invoice.kind is Kind.CREDIT_NOTE:
        raise state_error("credit-of-credit", number=stored.invoice.number or "")
    by_hand, today = _by_hand(workspace, stored), workspace.clock.today()
    number = stored.invoice.number or ""
    # What was paid is to be given back: the note itself is not « already paid ».
    framework = None if by_hand.billing_framework == "A2" else by_hand.billing_framework
    note = replace(
        by_hand, number=None, type_code=CREDIT_NOTE, lines=stored.invoice.lines, stated=None,
        issue_date=today, due_date=None, prepaid=None, payment=Payment(),
        billing_framework=framework,
        preceding=(Preceding(number=number, issue_date=stored.invoice.issue_date),),
    )  # fmt: skip
    return _begin(workspace, note, stored)


def _by_hand(workspace: Workspace, stored: StoredInvoice) -> Invoice:
    """Return what was decided by hand of a document of the user's own: a draft holds no more.

    Raises:
        UserError: no seller is set (``no-seller``), or it is another's (``not-my-invoice``).
    """
    knowledge, invoice = Knowledge.load(workspace), stored.invoice
    if knowledge.seller is None:
        raise state_error("no-seller")
    if not is_own(knowledge.seller, knowledge.completed(invoice).seller):
        raise state_error("not-my-invoice", name=invoice.seller.name or "?")
    if not stored.issued:
        return invoice
    return bare(invoice, knowledge.seller, knowledge.body(invoice.buyer.siret))


def _begin(workspace: Workspace, invoice: Invoice, origin: StoredInvoice) -> Kept:
    name = origin.invoice.number or document_name(origin.id)
    with writing(workspace.connection):
        return _add(workspace, OpenDraft(invoice=invoice), name)


def discard(workspace: Workspace, names: Sequence[str]) -> Discarded:
    """Delete drafts, all or none; what is returned brings them back.

    An invoice that was sent elsewhere may be taken out too: it was never issued here.

    Raises:
        UserError: an ID is unknown, or a document is issued (``already-issued``).
    """
    drafts, past, pages = [], [], []
    with writing(workspace.connection):
        for name in names:
            stored = find_document(workspace, name)
            if stored.draft.own_page is not None:
                pages.append(load_file(workspace.connection, stored.draft.own_page) or b"")
            if stored.past:
                past.append(_take_out(workspace, stored))
                continue
            if stored.issued:
                raise state_error("already-issued", number=stored.invoice.number or "")
            draft = _open(workspace, stored)
            drafts.append((draft, invoices.source_digest(workspace.connection, stored.id)))
            _record(workspace, stored.id, EventKind.DISCARDED)
            invoices.delete_draft(workspace.connection, stored.draft)
    return Discarded(tuple(drafts), tuple(past), tuple(pages))


def _take_out(workspace: Workspace, stored: StoredInvoice) -> TakenOut:
    taken = TakenOut(
        stored, invoices.source_digest(workspace.connection, stored.id),
        load_original(workspace.connection, stored.id),
    )  # fmt: skip
    _record(workspace, stored.id, EventKind.TAKEN_OUT)
    invoices.delete_past(workspace.connection, stored.id)
    return taken


def restore(workspace: Workspace, discarded: Discarded) -> Changes:
    """Bring back drafts that were deleted, under their old ids; those already back are left."""
    with writing(workspace.connection):
        for page in discarded.pages:
            store_file(workspace.connection, page, PDF_TYPE)
        for draft, digest in discarded.drafts:
            assert draft.id is not None
            if invoices.load_invoice(workspace.connection, draft.id) is not None:
                continue
            # The import they came with may have been undone meanwhile.
            known = draft.import_id and has_import(workspace.connection, draft.import_id)
            invoices.add_draft(
                workspace.connection, draft.invoice, whole=completed(workspace, draft.invoice),
                imported_number=draft.imported_number,
                import_id=draft.import_id if known else None, source_digest=digest,
                restored_id=draft.id, revision=draft.revision,
                own_page=draft.own_page,
            )  # fmt: skip
            typed.save_typed(workspace.connection, draft.id, draft.typed)
            _record(workspace, draft.id, EventKind.RESTORED)
        for taken in discarded.past:
            _put_back(workspace, taken)
    return Changes.INVOICES | Changes.EVENTS


def _put_back(workspace: Workspace, taken: TakenOut) -> None:
    """Follow an invoice again that was taken out, with what was told of it."""
    connection, stored = workspace.connection, taken.stored
    if invoices.load_invoice(connection, stored.id) is not None:
        return
    import_id = stored.draft.import_id
    assert stored.issued_at is not None
    invoices.add_past(
        connection, stored.invoice, at=stored.issued_at, source_digest=taken.digest,
        import_id=import_id if import_id and has_import(connection, import_id) else None,
        restored_id=stored.id, own_page=stored.draft.own_page,
    )  # fmt: skip
    if taken.original is not None:
        keep_original(connection, stored.id, taken.original)
    listing.relist_news(connection, stored.id)
    _record(workspace, stored.id, EventKind.PUT_BACK)


def _record(
    workspace: Workspace, invoice_id: int, kind: EventKind, note: str | None = None
) -> None:
    event = Event(
        at=workspace.clock.now(), kind=kind, on=workspace.clock.today(), note=note
    )  # fmt: skip
    events.add_event(workspace.connection, invoice_id, event)
