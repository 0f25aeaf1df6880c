"""Writes one document to a file: Factur-X, the portal's plain PDF, CII or UBL alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chorus_desk.domain.errors import UserError, state_error
from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, facturx, own_page, ubl
from chorus_desk.formats.bundle import AS_CII, AS_FACTURX, AS_UBL
from chorus_desk.formats.own_page import OwnPage
from chorus_desk.formats.pdf.portal_page import render_portal
from chorus_desk.rules.engine import check
from chorus_desk.storage import invoice_files
from chorus_desk.storage.files import load_file
from chorus_desk.storage.invoice_files import FACTURX, PORTAL_PDF
from chorus_desk.storage.invoices import StoredInvoice
from chorus_desk.system.files import write_atomically
from chorus_desk.usecases.export_workbook import in_workbook
from chorus_desk.usecases.identify import document_name, find_document
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.originals import load_original
from chorus_desk.usecases.own_page import page_of
from chorus_desk.usecases.workspace import Workspace

AS_PDF = "pdf"
AS_WORKBOOK = "xlsx"
AS_OPEN_WORKBOOK = "ods"
WORKBOOKS = (AS_WORKBOOK, AS_OPEN_WORKBOOK)
AS_ORIGINAL = "original"
"""What was sent of an invoice that was issued elsewhere, as it was imported."""
KINDS = (AS_FACTURX, AS_PDF, AS_CII, AS_UBL, *WORKBOOKS, AS_ORIGINAL)


@dataclass(frozen=True, slots=True)
class Exported:
    """The file written, and what the rules say of the invoice in it."""

    file: Path
    kind: str
    findings: tuple[Finding, ...]
    id: str = ""
    """Of the document, where there are several in the file."""


def export(workspace: Workspace, name: str, kind: str, target: Path) -> Exported:
    """Write a document to a file.

    An issued invoice gives the very bytes that were kept when it was issued; UBL, which is not
    kept, is written from the invoice, which never changes. A draft always
    writes: its page says that it is one, its data lack what the draft lacks.

    A document with its author's page is that page, as it is or as a Factur-X. The program's own
    workbook is for changing a document in a spreadsheet and importing it again; what it has no
    column for is named.

    One issued elsewhere is not written: what was sent is the original, and a file of ours under
    its number would be a second one. The original is given back where it was imported as a file.

    Raises:
        UserError: the ID is unknown, the document was issued elsewhere (``past-not-exported``) or
            has no original (``no-original``), the author's page cannot be that of a Factur-X
            (``own-page-plain``), or the file cannot be written (``cannot-write``).
    """
    knowledge = Knowledge.load(workspace)
    document = knowledge.whole(find_document(workspace, name))
    if kind == AS_ORIGINAL:
        write_file(target, _original(workspace, document))
        return Exported(target, kind, ())
    if document.past:
        raise state_error("past-not-exported", number=document.invoice.number or "")
    invoice = document.invoice
    context = knowledge.context(invoice, issued=document.issued, to_be_issued=not document.issued)
    lacks: tuple[Finding, ...] = ()
    if kind in WORKBOOKS:
        content, (lacks,) = in_workbook(knowledge, [document], kind)
    else:
        content = _content(workspace, document, context.circuit, kind)
    write_file(target, content)
    return Exported(target, kind, (*lacks, *check(invoice, context)))


def export_together(
    workspace: Workspace, names: Sequence[str], kind: str, target: Path
) -> tuple[Exported, ...]:
    """Write documents into one workbook of the program's own, to be changed and imported again.

    What it has no column for is named of each. ``kind``: one of ``WORKBOOKS``.

    Raises:
        UserError: ``one-document-only`` for another kind, and as ``export``; nothing is written.
    """
    if kind not in WORKBOOKS:
        raise UserError("one-document-only", kind=kind)
    knowledge = Knowledge.load(workspace)
    found = {item.id: item for item in (find_document(workspace, name) for name in names)}
    documents = [knowledge.whole(item) for item in found.values()]
    for document in documents:
        if document.past:
            raise state_error("past-not-exported", number=document.invoice.number or "")
    content, lacks = in_workbook(knowledge, documents, kind)
    write_file(target, content)
    return tuple(
        Exported(target, kind, findings, document_name(document.id))
        for document, findings in zip(documents, lacks, strict=True)
    )


def _original(workspace: Workspace, document: StoredInvoice) -> bytes:
    kept = load_original(workspace.connection, document.id)
    if kept is None:
        raise state_error("no-original", id=document.invoice.number or document_name(document.id))
    return kept.content


def _content(
    workspace: Workspace, document: StoredInvoice, circuit: Circuit, kind: str
) -> bytes:  # fmt: skip
    kept = _kept(workspace, document, kind) if document.issued else None
    if kept is not None:
        return kept
    page = page_of(workspace, document.draft)
    own = _own(page, document.invoice, circuit, kind) if page is not None else None
    return own or _WRITERS[kind](workspace, document.invoice, circuit)


def logo_of(workspace: Workspace) -> bytes | None:
    """Return the seller's logo, None where there is none."""
    from chorus_desk.storage.seller import load_seller

    seller = load_seller(workspace.connection)
    return load_file(workspace.connection, seller.logo) if seller and seller.logo else None


def write_file(target: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        UserError: ``cannot-write``.
    """
    try:
        write_atomically(target, content)
    except (OSError, ValueError) as error:
        raise UserError("cannot-write", file=str(target)) from error


def _kept(workspace: Workspace, document: StoredInvoice, kind: str) -> bytes | None:
    """Return what was kept of an issued invoice, None of a UBL: the invoice gives it again."""
    if kind == AS_UBL:
        return None
    role = PORTAL_PDF if kind == AS_PDF else FACTURX
    kept = invoice_files.load_attached(workspace.connection, document.id, role)
    if kept is None:  # the author's page is plain: its data were proved when it was issued
        return None
    return facturx.extract(kept[1]).xml if kind == AS_CII else kept[1]


def _own(page: OwnPage, invoice: Invoice, circuit: Circuit, kind: str) -> bytes | None:
    """Return what leaves of a document with its author's page, None where that plays no part."""
    if kind == AS_PDF:
        return page.content
    if kind != AS_FACTURX:
        return None
    made = own_page.around(page.content, cii.write(invoice, circuit), invoice, circuit)
    if made.content is None:
        raise UserError("own-page-plain")
    return made.content


def _facturx(workspace: Workspace, invoice: Invoice, circuit: Circuit) -> bytes:
    return facturx.write(invoice, circuit, draft=True, logo=logo_of(workspace))


_WRITERS: Mapping[str, Callable[[Workspace, Invoice, Circuit], bytes]] = {
    AS_FACTURX: _facturx,
    AS_PDF: lambda _, invoice, __: render_portal(invoice, draft=True),
    AS_CII: lambda _, invoice, circuit: cii.write(invoice, circuit),
    AS_UBL: lambda _, invoice, circuit: ubl.write(invoice, circuit),
}
"""How each kind is written of what is not kept: a draft, and the UBL of an issued invoice."""
