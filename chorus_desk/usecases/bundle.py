"""Makes the bundle of a deposit: checked once more, written whole, told in the history."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from chorus_desk.domain.errors import UserError, state_error
from chorus_desk.domain.finding import Finding, Severity, Source, has_errors
from chorus_desk.domain.history import Event, EventKind
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit, Kind
from chorus_desk.formats import cii, facturx, ubl
from chorus_desk.formats.bundle import (
    API,
    AS_CII,
    AS_FACTURX,
    AS_UBL,
    CHECKSUMS,
    LARGEST_PDF,
    PLATFORM,
    PORTAL_PDF,
    Bundle,
    BundledInvoice,
    make_bundle,
    read_checksums,
)
from chorus_desk.rules.case import Context
from chorus_desk.rules.engine import check
from chorus_desk.storage import events, invoice_files
from chorus_desk.storage.connection import writing
from chorus_desk.storage.files import store_file
from chorus_desk.storage.invoices import StoredInvoice
from chorus_desk.system.files import PARTIAL_SUFFIX
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.check_page import check_page
from chorus_desk.usecases.export import write_file
from chorus_desk.usecases.identify import find_document
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.own_page import load_page
from chorus_desk.usecases.verdict import combined, official_findings
from chorus_desk.usecases.workspace import Progress, Workspace, no_progress

LARGEST_FLOW = 30_000_000
"""Bytes of a flow by API (DSE-CP §5.4.1)."""
MOST_INVOICES = 500
"""Advice for one flow (DSE-CP §3.2.3.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundled:
    """What was written, or, when it was refused, what stands against it."""

    route: str
    folder: Path | None = None
    zip: Path | None = None
    files: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    """What is in it: an invoice or a credit note each."""
    findings: tuple[tuple[str, Finding], ...] = ()
    """Each with the number of its invoice."""
    changes: Changes = Changes.NOTHING

    @property
    def refused(self) -> bool:
        """Whether nothing was written."""
        return self.folder is None


def bundle(
    workspace: Workspace, names: Sequence[str], route: str, target: Path,
    progress: Progress = no_progress, *, form: str = AS_FACTURX,
) -> Bundled:  # fmt: skip
    """Write the bundle of issued invoices for a route, as a folder and a zip inside ``target``.

    ``form``: Factur-X, CII or UBL, as the platform asks for it; the other routes know no choice.
    When one invoice has an error nothing is written and every error is named.

    Raises:
        UserError: an ID is unknown, a document is not issued (``not-issued``) or was issued
            elsewhere (``past-not-deposited``), or the folder cannot be written (``cannot-write``,
            ``folder-taken``).
    """
    documents = {d.id: d for d in (find_document(workspace, name) for name in names)}
    for document in documents.values():
        if not document.issued:
            raise state_error("not-issued", id=f"draft:{document.id}")
        if document.past:
            raise state_error("past-not-deposited", number=document.invoice.number or "")
    ordered = sorted(documents.values(), key=_by_date)
    knowledge = Knowledge.load(workspace)
    strayed = [found for document in ordered for found in _strayed(knowledge, document, route)]
    if strayed:
        return Bundled(route=route, findings=tuple(strayed))
    form = form if route == PLATFORM else AS_FACTURX
    findings = [
        found for document in ordered for found in _own_page(workspace, knowledge, document, route)
    ]
    if has_errors(finding for _, finding in findings):
        return Bundled(route=route, findings=tuple(findings))
    items, of_checks = _checked(workspace, knowledge, ordered, form, progress)
    findings = [*findings, *of_checks]
    if has_errors(finding for _, finding in findings):
        return Bundled(route=route, findings=tuple(findings))
    made = make_bundle(items, route, form)
    weights = list(_weigh(made))
    findings += [("", finding) for finding in weights]
    if has_errors(weights):
        return Bundled(route=route, findings=tuple(findings))
    folder, packed = _write(made, target)
    _record(workspace, ordered, made)
    return Bundled(
        route=route, folder=folder, zip=packed, files=tuple(name for name, _ in made.entries),
        kinds=tuple(item.invoice.kind for item in items),
        findings=tuple(findings), changes=Changes.EVENTS,
    )  # fmt: skip


def _by_date(document: StoredInvoice) -> tuple[str, int]:
    return (str(document.invoice.issue_date), document.id)


def _strayed(
    knowledge: Knowledge, document: StoredInvoice, route: str
) -> Iterator[tuple[str, Finding]]:
    """Give what stands against a route that is not the circuit's own.

    The data stand in other places on either circuit, so the other side refuses them.
    """
    circuit = knowledge.circuit(document.invoice)
    if (circuit is Circuit.REFORM) != (route == PLATFORM):
        rule = "CD-ROUTE-PLATFORM" if circuit is Circuit.REFORM else "CD-ROUTE-DIRECT"
        yield document.invoice.number or "", _finding(rule, Severity.ERROR)


def _own_page(
    workspace: Workspace, knowledge: Knowledge, document: StoredInvoice, route: str
) -> Iterator[tuple[str, Finding]]:
    """Give what is to be known of an author's page: it may be plain, and the portal reads it."""
    if document.draft.own_page is None:
        return
    number = document.invoice.number or ""
    kept = invoice_files.attached_digest(workspace.connection, document.id, invoice_files.FACTURX)
    if route != PORTAL_PDF:
        if kept is None:
            yield number, _finding("CD-ROUTE-OWN-PAGE", Severity.ERROR)
        return
    page = load_page(workspace, document.draft.own_page)
    assert page is not None
    checked = check_page(knowledge, page.content, f"{number}.pdf", Circuit.HISTORICAL)
    for finding in checked.findings:
        yield number, finding


def _checked(
    workspace: Workspace, knowledge: Knowledge, documents: Sequence[StoredInvoice], form: str,
    progress: Progress,
) -> tuple[list[BundledInvoice], list[tuple[str, Finding]]]:  # fmt: skip
    """Return the documents with their files, and what the checks say of each today."""
    kept = [_kept_files(workspace, document) for document in documents]
    contexts = [knowledge.context(d.invoice, issued=True) for d in documents]
    data = [
        ubl.write(document.invoice, context.circuit)
        if form == AS_UBL
        else _data(document.invoice, context.circuit, content)
        for document, context, (content, _) in zip(documents, contexts, kept, strict=True)
    ]
    read = [ubl.read(xml) if form == AS_UBL else cii.read(xml) for xml in data]
    official = official_findings(
        workspace,
        [(r.root, r.profile, c.circuit) for r, c in zip(read, contexts, strict=True)],
    )
    items, findings = [], []
    for index, document in enumerate(documents):
        invoice, context = document.invoice, contexts[index]
        lasting = _lasting(invoice, context.circuit, official[index])
        alone = data[index] if form in (AS_CII, AS_UBL) else None
        items.append(BundledInvoice(invoice, *kept[index], lasting, alone))
        now = combined(check(invoice, context), official[index])
        findings += [(invoice.number or "", finding) for finding in now]
        progress(index + 1, len(documents))
    return items, findings


def _data(invoice: Invoice, circuit: Circuit, content: bytes | None) -> bytes:
    """Return the data that were proved: kept in the Factur-X, or written again where none is."""
    return cii.write(invoice, circuit) if content is None else facturx.extract(content).xml


def _lasting(
    invoice: Invoice, circuit: Circuit, official: Sequence[Finding]
) -> tuple[Finding, ...]:
    """Return what the checks say of an issued invoice, whatever is known of its buyer or seller.

    This is what a bundle keeps: settings and bodies change, the bundle of an invoice does not.
    """
    assert invoice.issue_date is not None
    ours = check(invoice, Context(today=invoice.issue_date, circuit=circuit))
    return combined([item for item in ours if item.source is not Source.DIRECTORY], official)


def _kept_files(workspace: Workspace, document: StoredInvoice) -> tuple[bytes | None, bytes]:
    """Return the Factur-X, None where the author's page cannot be one, and the plain page."""
    files = [
        invoice_files.load_attached(workspace.connection, document.id, role)
        for role in (invoice_files.FACTURX, invoice_files.PORTAL_PDF)
    ]
    page, plain = files
    assert plain is not None
    if document.draft.own_page is not None:  # the plain one is as its author made it
        return page[1] if page else None, plain[1]
    assert page is not None
    # The wrong file on a route costs people weeks, so it is looked at, not believed.
    assert facturx.is_facturx(page[1])
    assert not facturx.is_facturx(plain[1])
    return page[1], plain[1]


def _weigh(made: Bundle) -> list[Finding]:
    """Find files that are too heavy for their route."""
    findings: list[Finding] = []
    if made.route == PLATFORM:  # each platform has bounds of its own
        return findings
    sizes = {name: len(content) for name, content in made.entries}
    limit, rule = (
        (LARGEST_PDF, "CD-PDF-SIZE") if made.route == PORTAL_PDF else (LARGEST_FLOW, "CD-FLOW-SIZE")
    )
    for name in dict.fromkeys(made.deposited):
        if sizes[name] > limit:
            severity = Severity.ERROR if made.route in (PORTAL_PDF, API) else Severity.WARNING
            findings.append(_finding(rule, severity, name=name, megabytes=limit // 1_000_000))
    if len(made.deposited) > MOST_INVOICES:
        findings.append(_finding("CD-FLOW-COUNT", Severity.WARNING, count=len(made.deposited)))
    return findings


def _finding(rule: str, severity: Severity, **params: str | int) -> Finding:
    return Finding(rule=rule, severity=severity, source=Source.CHORUS_PRO, params=params)


def _write(made: Bundle, target: Path) -> tuple[Path, Path]:
    """Write the folder and the zip: each appears whole, in place of one we made before.

    A folder that has these very files stays, with whatever was put beside them: a receipt, say.
    One with anything else in it that we did not make is left alone (``folder-taken``).
    """
    folder, packed = target / made.name, target / f"{made.name}.zip"
    partial = target / f"{made.name}{PARTIAL_SUFFIX}"
    try:
        target.mkdir(parents=True, exist_ok=True)
        if not _holds(folder, made):
            if folder.exists() and not _is_ours_alone(folder):
                raise UserError("folder-taken", folder=str(folder))
            _write_folder(made, folder, partial)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise UserError("cannot-write", file=str(folder)) from error
    write_file(packed, made.zipped())
    return folder, packed


def _holds(folder: Path, made: Bundle) -> bool:
    """Return whether a folder has the files of a bundle, as they would be written."""
    files = ((folder / name, content) for name, content in made.entries)
    return all(path.is_file() and path.read_bytes() == content for path, content in files)


def _is_ours_alone(folder: Path) -> bool:
    """Return whether a folder is a bundle as it was written: every file is in its checksums."""
    checksums = folder / CHECKSUMS
    if not checksums.is_file():
        return False
    listed = read_checksums(checksums.read_text(encoding="utf-8", errors="replace"))
    files = [path for path in folder.rglob("*") if path != checksums and not path.is_dir()]
    return all(
        listed.get(path.relative_to(folder).as_posix()) == sha256(path.read_bytes()).hexdigest()
        for path in files
    )


def _write_folder(made: Bundle, folder: Path, partial: Path) -> None:
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    for name, content in made.entries:
        path = partial / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    outdated = folder.with_name(f"{made.name}.old{PARTIAL_SUFFIX}")
    if folder.exists():
        shutil.rmtree(outdated, ignore_errors=True)
        folder.replace(outdated)
    partial.replace(folder)
    shutil.rmtree(outdated, ignore_errors=True)


def _record(workspace: Workspace, documents: Sequence[StoredInvoice], made: Bundle) -> None:
    role = invoice_files.PORTAL_PDF if made.route == PORTAL_PDF else invoice_files.FACTURX
    contents = dict(made.entries)
    with writing(workspace.connection):
        for document, name in zip(documents, made.deposited, strict=True):
            # What leaves is kept: the PDFs were when the invoice was issued, XML alone is here.
            digest = (
                store_file(workspace.connection, contents[name], "application/xml")
                if name.endswith(".xml")
                else invoice_files.attached_digest(workspace.connection, document.id, role)
            )
            event = Event(
                at=workspace.clock.now(), kind=EventKind.BUNDLED, on=workspace.clock.today(),
                note=f"{made.route} : {made.name}", file=name, sha256=digest,
            )  # fmt: skip
            events.add_event(workspace.connection, document.id, event)
