"""Brings in files: each invoice becomes a draft, what is already there is not doubled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
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
from chorus_desk.storage import codec, events, invoices
from chorus_desk.storage.connection import reading, writing
from chorus_desk.storage.imports import ImportRecord, add_import
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


@dataclass(frozen=True)
class _Candidate:
    """An invoice read from a file, before it is kept. Its number is the one it came with."""

    invoice: Invoice
    findings: tuple[Finding, ...]
    broken: bool = False

    @property
    def number(self) -> str | None:
        return self.invoice.number

    @cached_property
    def digest(self) -> str:
        """What tells the same content again, whatever file it comes in."""
        invoice = self.invoice
        text = codec.encode(replace(invoice, seller=_identity(invoice.seller)))
        return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _File:
    """One file of the import, read."""

    name: str
    sha256: str
    format: str
    candidates: Sequence[_Candidate]
    rows_read: int = 0
    skipped: Sequence[SkippedRow] = ()


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is to become of a candidate."""

    outcome: str
    invoice: Invoice
    digest: str
    findings: tuple[Finding, ...] = ()


@dataclass
class _Known:
    """The documents already there that the candidates may be: their ids."""

    by_digest: dict[str, int]
    by_number: dict[str, int]


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
    with reading(workspace.connection) if dry_run else writing(workspace.connection):
        outcomes, first_import = _settle(
            workspace, knowledge, files, keep=not dry_run, progress=progress
        )
    return Imported(
        import_id=first_import,
        invoices=tuple(outcomes),
        rows_read=sum(file.rows_read for file in files),
        rows_skipped=tuple(row for file in files for row in file.skipped),
        failures=tuple(failures),
        changes=Changes.NOTHING if first_import is None else Changes.INVOICES | Changes.EVENTS,
    )


def _read(path: Path, knowledge: Knowledge) -> _File:
    content = read_file(path)
    digest = sha256(content).hexdigest()
    if format_of(content) == "xlsx":
        seller = knowledge.seller.as_party() if knowledge.seller else Party()
        read = read_workbook(content, seller)
        candidates = [_Candidate(i.invoice, i.findings, i.broken) for i in read.invoices]
        return _File(path.name, digest, "xlsx", candidates, read.rows_read, read.skipped)
    found = read_invoice(content)
    invoice, profile = found.document.invoice, found.document.profile
    findings = list(found.findings)
    if profile is not None and profile.level in _NO_LINES and not invoice.lines:
        findings.append(_finding("CD-PROFILE-WITHOUT-LINES", "lines", profile=profile.name))
    return _File(path.name, digest, found.format, [_Candidate(invoice, tuple(findings))])


def _settle(
    workspace: Workspace, knowledge: Knowledge, files: Sequence[_File], *, keep: bool,
    progress: Progress,
) -> tuple[list[ImportedInvoice], int | None]:  # fmt: skip
    """Judge every candidate, keep the drafts, and return the outcomes and the first import's id."""
    known, met = _look_up(workspace, files), set[str]()
    total = sum(len(file.candidates) for file in files)
    outcomes: list[ImportedInvoice] = []
    first_import = None
    for file in files:
        verdicts = []
        for candidate in file.candidates:
            verdicts.append(_judge(knowledge, candidate, known, met))
            progress(len(outcomes) + len(verdicts), total)
        drafts = [verdict for verdict in verdicts if verdict.outcome == DRAFT]
        if keep and drafts:
            import_id = _store(workspace, file, drafts, known)
            first_import = first_import or import_id
        outcomes += [_outcome(verdict, known) for verdict in verdicts]
    return outcomes, first_import


def _look_up(workspace: Workspace, files: Sequence[_File]) -> _Known:
    """Find the documents that the candidates may be, in two questions however many they are."""
    candidates = [candidate for file in files for candidate in file.candidates]
    return _Known(
        invoices.find_by_digests(workspace.connection, [c.digest for c in candidates]),
        invoices.find_by_imported_numbers(
            workspace.connection, [c.number for c in candidates if c.number]
        ),
    )


def _judge(knowledge: Knowledge, candidate: _Candidate, known: _Known, met: set[str]) -> _Verdict:
    """Return what is to become of a candidate; ``met`` holds the drafts of this import so far."""
    invoice, digest = candidate.invoice, candidate.digest
    if candidate.broken:
        return _Verdict(REFUSED, invoice, digest, candidate.findings)
    if digest in known.by_digest or digest in met:
        return _Verdict(DUPLICATE, invoice, digest)
    met.add(digest)
    findings = list(candidate.findings)
    if knowledge.seller is not None:
        if is_own(knowledge.seller, invoice.seller):
            invoice = complete(invoice, knowledge.seller, knowledge.body(invoice.buyer.siret))
        else:
            name = invoice.seller.name or ""
            findings.append(_finding("CD-SELLER-NOT-MINE", "seller.siret", name=name))
    same = known.by_number.get(invoice.number) if invoice.number else None
    if same is not None:
        findings.append(_finding("CD-IMPORTED-BEFORE", "number", number=invoice.number or "",
                                 id=document_name(same)))  # fmt: skip
    findings += check(invoice, knowledge.context(invoice, to_be_issued=True))
    return _Verdict(DRAFT, invoice, digest, merge(findings))


def _store(workspace: Workspace, file: _File, drafts: Sequence[_Verdict], known: _Known) -> int:
    """Keep the drafts of a file with their first event, and return the import's id."""
    connection, now = workspace.connection, workspace.clock.now()
    record = ImportRecord(at=now, file_name=file.name, sha256=file.sha256, format=file.format)
    import_id = add_import(connection, record)
    event = Event(at=now, kind=EventKind.IMPORTED, by=By.IMPORT, on=workspace.clock.today(),
                  note=file.name)  # fmt: skip
    for draft in drafts:
        number = draft.invoice.number
        draft_id = invoices.add_draft(
            connection, replace(draft.invoice, number=None), imported_number=number,
            import_id=import_id, source_digest=draft.digest,
        )  # fmt: skip
        events.add_event(connection, draft_id, event)
        known.by_digest[draft.digest] = draft_id
        if number:
            known.by_number[number] = draft_id
    return import_id


def _outcome(verdict: _Verdict, known: _Known) -> ImportedInvoice:
    document_id = known.by_digest.get(verdict.digest) if verdict.outcome != REFUSED else None
    return ImportedInvoice(
        id=document_name(document_id) if document_id is not None else None,
        number=verdict.invoice.number, outcome=verdict.outcome, lines=len(verdict.invoice.lines),
        findings=verdict.findings,
    )  # fmt: skip


def _identity(seller: Party) -> Party:
    """Return who the seller is, without what the settings may change between two imports."""
    return Party(siret=seller.siret, siren=seller.siren, name=None if seller.siret else seller.name)


def _finding(rule: str, path: str, **params: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, source=Source.IMPORT, path=path,
                   params=params)  # fmt: skip
