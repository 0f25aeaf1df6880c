"""Brings in files: each invoice becomes a draft, what is already there is not doubled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source, merge
from chorus_desk.domain.history import By, Event, EventKind
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.party import Party
from chorus_desk.formats.spreadsheet.reading import SkippedRow, read_workbook
from chorus_desk.rules.engine import check
from chorus_desk.rules.seller import is_own
from chorus_desk.storage import codec, events, imports, invoices
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.drafting import complete
from chorus_desk.usecases.identify import document_name
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.reading_files import format_of, read_file, read_invoice
from chorus_desk.usecases.workspace import Changes, Progress, Workspace, no_progress

DRAFT, DUPLICATE, REFUSED = "draft", "duplicate", "refused"
_NO_LINES = frozenset({"minimum", "basicwl"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedInvoice:
    """What became of one invoice: ``outcome`` is ``draft``, ``duplicate`` or ``refused``."""

    id: str | None
    number: str | None
    outcome: str
    lines: int
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of the files of one import."""

    import_id: int | None
    invoices: tuple[ImportedInvoice, ...]
    rows_read: int
    rows_skipped: tuple[SkippedRow, ...]
    failures: tuple[tuple[str, UserError], ...] = ()
    """Files that could not be read, with the reason."""
    changes: Changes = Changes.NOTHING


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An invoice read from a file, before it is kept."""

    number: str | None
    invoice: Invoice
    findings: tuple[Finding, ...]
    broken: bool = False


@dataclass
class _File:
    """One file of the import."""

    name: str
    digest: str
    format: str
    candidates: list[_Candidate]
    rows_read: int = 0
    skipped: list[SkippedRow] = field(default_factory=list)


def import_files(
    workspace: Workspace, paths: Sequence[Path], *, dry_run: bool = False,
    progress: Progress = no_progress,
) -> Imported:  # fmt: skip
    """Import workbooks, CII and Factur-X files as drafts, all in one transaction.

    A dry run reports the same and keeps nothing. A file that cannot be read is named, the others
    are imported.
    """
    knowledge = Knowledge.load(workspace)
    files, failures = [], []
    for path in paths:
        try:
            files.append(_read(path, knowledge))
        except UserError as error:
            failures.append((str(path), error))
    outcomes, first_import = _keep(workspace, knowledge, files, dry_run=dry_run, progress=progress)
    drafted = any(outcome.outcome == DRAFT for outcome in outcomes) and not dry_run
    return Imported(
        import_id=first_import,
        invoices=tuple(outcomes),
        rows_read=sum(file.rows_read for file in files),
        rows_skipped=tuple(row for file in files for row in file.skipped),
        failures=tuple(failures),
        changes=Changes.INVOICES | Changes.EVENTS if drafted else Changes.NOTHING,
    )


def _read(path: Path, knowledge: Knowledge) -> _File:
    content = read_file(path)
    digest = sha256(content).hexdigest()
    if format_of(content) == "xlsx":
        read = read_workbook(content)
        seller = knowledge.seller.as_party() if knowledge.seller else Party()
        candidates = [
            _Candidate(
                item.number, replace(item.invoice, seller=seller), item.findings, item.broken
            )
            for item in read.invoices
        ]
        return _File(path.name, digest, "xlsx", candidates, read.rows_read, list(read.skipped))
    found = read_invoice(content)
    findings = list(found.findings)
    profile = found.document.profile
    if profile is not None and profile.level in _NO_LINES and not found.document.invoice.lines:
        findings.append(_finding("CD-PROFILE-WITHOUT-LINES", "lines", profile=profile.name))
    invoice = found.document.invoice
    return _File(path.name, digest, found.format,
                 [_Candidate(invoice.number, invoice, tuple(findings))])  # fmt: skip


def _keep(
    workspace: Workspace, knowledge: Knowledge, files: Sequence[_File], *, dry_run: bool,
    progress: Progress,
) -> tuple[list[ImportedInvoice], int | None]:  # fmt: skip
    total = sum(len(file.candidates) for file in files)
    outcomes: list[ImportedInvoice] = []
    if dry_run:
        seen: set[str] = set()
        for file in files:
            for candidate in file.candidates:
                outcomes.append(_settle(workspace, knowledge, candidate, None, seen))
                progress(len(outcomes), total)
        return outcomes, None
    first_import = None
    with writing(workspace.connection):
        for file in files:
            import_id: _LazyImport = _LazyImport(workspace, file)
            for candidate in file.candidates:
                outcomes.append(_settle(workspace, knowledge, candidate, import_id, set()))
                progress(len(outcomes), total)
            first_import = first_import or import_id.value
    return outcomes, first_import


@dataclass
class _LazyImport:
    """The record of an import, made when the first draft of its file is kept."""

    workspace: Workspace
    file: _File
    value: int | None = None

    def id(self) -> int:
        if self.value is None:
            self.value = imports.add_import(
                self.workspace.connection,
                imports.ImportRecord(
                    at=self.workspace.clock.now(), file_name=self.file.name,
                    sha256=self.file.digest, format=self.file.format,
                ),
            )  # fmt: skip
        return self.value


def _settle(
    workspace: Workspace, knowledge: Knowledge, candidate: _Candidate,
    record: _LazyImport | None, seen: set[str],
) -> ImportedInvoice:  # fmt: skip
    """Keep a candidate as a draft, or say why not; without a record nothing is kept."""
    lines = len(candidate.invoice.lines)
    if candidate.broken:
        return ImportedInvoice(id=None, number=candidate.number, outcome=REFUSED, lines=lines,
                               findings=candidate.findings)  # fmt: skip
    digest = _digest(candidate)
    known = invoices.find_by_digest(workspace.connection, digest)
    if known is not None or digest in seen:
        name = document_name(known) if known is not None else None
        return ImportedInvoice(id=name, number=candidate.number, outcome=DUPLICATE, lines=lines)
    seen.add(digest)
    own = is_own(knowledge.seller, candidate.invoice.seller)
    invoice = candidate.invoice
    if own and knowledge.seller is not None:
        invoice = complete(invoice, knowledge.seller, knowledge.body(invoice.buyer.siret))
    findings = merge((*candidate.findings, *_about(workspace, knowledge, candidate, invoice)))
    number = candidate.number
    invoice = replace(invoice, number=None)
    if record is None:
        return ImportedInvoice(id=None, number=number, outcome=DRAFT, lines=lines,
                               findings=findings)  # fmt: skip
    draft_id = invoices.add_draft(
        workspace.connection, invoice, imported_number=number, import_id=record.id(),
        source_digest=digest,
    )  # fmt: skip
    event = Event(
        at=workspace.clock.now(), kind=EventKind.IMPORTED, by=By.IMPORT, on=knowledge.today,
        note=record.file.name,
    )  # fmt: skip
    events.add_event(workspace.connection, draft_id, event)
    return ImportedInvoice(id=document_name(draft_id), number=number, outcome=DRAFT, lines=lines,
                           findings=findings)  # fmt: skip


def _about(
    workspace: Workspace, knowledge: Knowledge, candidate: _Candidate, invoice: Invoice
) -> Iterable[Finding]:
    """Give what is to be said of a new draft: rules, foreign seller, number met before."""
    numbered = replace(invoice, number=candidate.number)
    yield from check(numbered, knowledge.context(numbered, to_be_issued=True))
    if knowledge.seller is not None and not is_own(knowledge.seller, invoice.seller):
        yield _finding("CD-SELLER-NOT-MINE", "seller.siret", name=invoice.seller.name or "")
    if candidate.number:
        same = invoices.find_by_imported_number(workspace.connection, candidate.number)
        if same:
            yield _finding("CD-IMPORTED-BEFORE", "number", number=candidate.number,
                           id=document_name(same[0]))  # fmt: skip


def _digest(candidate: _Candidate) -> str:
    """Return what tells the same content again, whatever file it comes in."""
    text = codec.encode(replace(candidate.invoice, seller=_identity(candidate.invoice.seller)))
    return sha256(f"{candidate.number}\n{text}".encode()).hexdigest()


def _identity(seller: Party) -> Party:
    """Return who the seller is, without what the settings may change between two imports."""
    return Party(siret=seller.siret, siren=seller.siren, name=None if seller.siret else seller.name)


def _finding(rule: str, path: str, **params: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, source=Source.IMPORT, path=path,
                   params=params)  # fmt: skip
