"""Brings in files: each invoice becomes a draft, what is already there is not doubled."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as ByKey
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source, merge
from chorus_desk.domain.history import By, Event, EventKind
from chorus_desk.domain.invoice import Invoice, Totals
from chorus_desk.domain.series import SeriesState
from chorus_desk.domain.totals import figures
from chorus_desk.formats.any_table.edits import TableChoices
from chorus_desk.formats.any_table.gathered import Aside
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.reading import Understood
from chorus_desk.formats.record_tables.targets import INVOICES
from chorus_desk.formats.spreadsheet.rows import SkippedRow
from chorus_desk.rules.case import Case
from chorus_desk.rules.engine import check_case
from chorus_desk.rules.past import check_past, lacking
from chorus_desk.rules.seller import is_own
from chorus_desk.storage import events, invoices, lookups
from chorus_desk.storage.connection import reading, writing
from chorus_desk.storage.files import PDF_TYPE, store_file
from chorus_desk.storage.imports import ImportRecord, add_import
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.identify import document_name
from chorus_desk.usecases.import_gathering import FileAside, gather
from chorus_desk.usecases.import_reading import (
    Candidate,
    FilePlace,
    OwnTable,
    ReadFile,
    read_import_file,
)
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.mappings import KeptMappings, keep_mapping, kept_mappings
from chorus_desk.usecases.numbers_met import NumbersMet
from chorus_desk.usecases.own_page import opened_page, page_findings, with_page
from chorus_desk.usecases.workspace import Progress, Workspace, no_progress

TellApart = Callable[[Workspace, OwnTable], str]
"""Says what a table is to be imported as, by a name of ``formats.record_tables.targets``."""
DRAFT, DUPLICATE, REFUSED = "draft", "duplicate", "refused"
NOT_MINE = "CD-SELLER-NOT-MINE"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedInvoice:
    """What became of one invoice: ``outcome`` is ``draft``, ``duplicate`` or ``refused``."""

    id: str | None
    number: str | None
    outcome: str
    lines: int
    buyer: str | None = None
    issue_date: date | None = None
    gross: Decimal | None = None
    currency: str = "EUR"
    findings: tuple[Finding, ...] = ()
    place: FilePlace | None = None
    """Where it stands among people's own tables."""
    file: str | None = None
    """Where it stood: the file, from the folder or archive that was given."""
    past: bool = False
    """Whether it was sent elsewhere: it keeps number and date, and is never issued."""
    own_page: bool = False
    """Whether the PDF it was read from is kept as its page."""
    mine: bool = True
    """Whether the user is its seller, as far as is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of the files of one import."""

    import_ids: tuple[int, ...]
    """One per file that gave drafts."""
    invoices: tuple[ImportedInvoice, ...]
    rows_read: int
    rows_skipped: tuple[SkippedRow, ...]
    rows_aside: tuple[Aside, ...] = ()
    """Rows and sheets of people's own tables that hold no invoice, each with the reason."""
    understood: tuple[Understood, ...] = ()
    """What the columns of people's own tables were taken for."""
    failures: tuple[tuple[str, UserError], ...] = ()
    """Files that could not be read, with the reason."""
    tables: tuple[OwnTable, ...] = ()
    """People's own tables as they were read; also those in which no invoice was found."""
    mappings_unread: tuple[tuple[str, UserError], ...] = ()
    """Files of the data folder that should be mappings and are none, where one may have served."""
    files_aside: tuple[FileAside, ...] = ()
    """Files of folders and archives that are no invoices."""
    past: bool = False
    """Whether they were sent elsewhere."""
    apart: tuple[tuple[Path, str], ...] = ()
    """Tables of something else than invoices, each with its kind; nothing was done with them."""
    next_number: str | None = None
    """What the series goes on with after those of its form, where they move it on."""
    changes: Changes = Changes.NOTHING

    @property
    def import_id(self) -> int | None:
        """The id of the first file's import, None where nothing was kept."""
        return self.import_ids[0] if self.import_ids else None


@dataclass(frozen=True)
class _Verdict:
    """What is to become of a candidate.

    ``draft`` is what is kept, without the number, which is given on issue; ``whole`` is the same
    with its gaps filled, which is what is kept of a past one.
    """

    outcome: str
    candidate: Candidate
    draft: Invoice
    whole: Invoice
    findings: tuple[Finding, ...] = ()
    case: Case | None = None
    """What the rules were given, with the figures worked out for them."""
    same: int | None = None
    """The document that bears its number already."""
    past: bool = False

    @cached_property
    def totals(self) -> Totals:
        """The figures of the whole invoice."""
        return self.case.figures if self.case is not None else figures(self.whole)


@dataclass
class _Known:
    """The documents already there that the candidates may be: their ids."""

    by_digest: dict[str, int]
    by_number: NumbersMet


def import_files(
    workspace: Workspace, paths: Sequence[Path], *, dry_run: bool = False, past: bool = False,
    mapping: Mapping | None = None, choices: ByKey[Path, TableChoices] | None = None,
    tell_apart: TellApart | None = None, within: Path | None = None,
    progress: Progress = no_progress,
) -> Imported:  # fmt: skip
    """Import workbooks, tables, e-invoices and plain PDFs as drafts, all in one transaction.

    A PDF that holds no e-invoice is read as far as its page goes, and kept as the draft's page.

    A path may be a folder, a zip or a ``tar.gz`` of such files.

    ``mapping`` says what columns of people's own tables are, where their headings do not; without
    one, a mapping kept in the data folder is used for tables that have its very headings.
    ``choices`` says it file by file, with the cells that were edited; what they say of columns and
    cells is kept by the tables' shapes, and used the next time.

    ``past``: they were sent elsewhere, and are only to be followed. They keep number and date; one
    whose number is there already, for its seller and year, is not doubled.

    ``tell_apart`` says what kind of things a table holds: those that hold no invoices are named
    and left alone. Without it, every table is taken for one of invoices.

    ``within``: the folder in which the paths were found, which nobody chose one by one.

    A dry run reports the same and keeps nothing. A file that cannot be read is named, the others
    are imported.

    Raises:
        UserError: ``cannot-write``, when a mapping cannot be kept; nothing is imported then.
    """
    knowledge = Knowledge.load(workspace)
    kept = kept_mappings(workspace.folder) if mapping is None else KeptMappings()
    general, by_path = TableChoices(mapping), choices or {}
    own_siret = knowledge.seller.siret if knowledge.seller else None
    tables: list[OwnTable] = []
    apart: list[tuple[Path, str]] = []

    def read_one(path: Path, content: bytes) -> ReadFile:
        found = by_path.get(path, general)
        file = read_import_file(path, found, kept.mappings, content, own_siret=own_siret)
        if file.table is None:
            return file
        kind = tell_apart(workspace, file.table) if tell_apart and path.is_file() else INVOICES
        if kind != INVOICES:
            apart.append((path, kind))
            return ReadFile(file.name, file.sha256, file.format, ())
        tables.append(file.table)
        if not file.table.understood:
            raise UserError("table-not-understood")
        return file

    gathered = gather(paths, read_one, progress, within)
    files = gathered.files
    with reading(workspace.connection) if dry_run else writing(workspace.connection):
        before = knowledge.series(knowledge.today.year)
        outcomes, import_ids = _settle(
            _Import(workspace, knowledge, past=past, keep=not dry_run, progress=progress), files
        )
        if import_ids:
            _keep_mappings(workspace, tables, by_path)
    next_number = _moved_on(before, outcomes) if past else None
    return Imported(
        import_ids=import_ids,
        invoices=tuple(outcomes),
        rows_read=sum(file.rows_read for file in files),
        rows_skipped=tuple(row for file in files for row in file.skipped),
        rows_aside=tuple(row for file in files for row in file.asides),
        understood=tuple(sheet for file in files for sheet in file.understood),
        failures=tuple(gathered.failures),
        files_aside=tuple(gathered.asides),
        tables=tuple(tables),
        apart=tuple(apart),
        mappings_unread=kept.unreadable if tables else (),
        past=past,
        next_number=next_number,
        changes=Changes.INVOICES | Changes.EVENTS if import_ids else Changes.NOTHING,
    )


def _keep_mappings(
    workspace: Workspace, tables: Sequence[OwnTable], choices: ByKey[Path, TableChoices]
) -> None:  # fmt: skip
    """Keep what was said of tables, so that it need not be said again."""
    for table in tables:
        told = choices[table.path].mapping if table.path in choices else None
        if told is not None and table.understood:
            keep_mapping(workspace.folder, table.path.name, table.content.understood, told)


def _moved_on(
    before: SeriesState | None, outcomes: Sequence[ImportedInvoice]
) -> str | None:  # fmt: skip
    """Return the next number of this year's series where past invoices of its form move it on."""
    if before is None:
        return None
    counts = (
        before.series.count(item.number, before.year)
        for item in outcomes
        if item.outcome == DRAFT and item.number and item.mine
        and item.issue_date is not None and item.issue_date.year == before.year
    )  # fmt: skip
    following = max((count for count in counts if count is not None), default=0) + 1
    moved = following > before.next_count()
    return before.series.number(before.year, following) if moved else None


@dataclass(frozen=True)
class _Import:
    """What one import works with."""

    workspace: Workspace
    knowledge: Knowledge
    past: bool
    keep: bool
    progress: Progress


def _settle(
    run: _Import, files: Sequence[ReadFile]
) -> tuple[list[ImportedInvoice], tuple[int, ...]]:
    """Judge every candidate, keep the drafts, and return the outcomes and the imports' ids."""
    known, met = _look_up(run.workspace, run.knowledge, files), set[str]()
    total = sum(len(file.candidates) for file in files)
    outcomes: list[ImportedInvoice] = []
    import_ids: list[int] = []
    for file in files:
        kept = _Kept(run.workspace, file) if run.keep else None
        for candidate in file.candidates:
            judge = _judge_past if run.past else _judge
            verdict = judge(run.knowledge, candidate, known, met)
            if kept is not None and verdict.outcome == DRAFT:
                known.by_digest[candidate.digest] = kept.add(verdict)
            outcomes.append(_outcome(verdict, known, file.name))
            run.progress(len(outcomes), total)
        if kept is not None and kept.import_id is not None:
            import_ids.append(kept.import_id)
            for invoice, draft_id in kept.numbered:
                known.by_number.meet(invoice, draft_id)
    return outcomes, tuple(import_ids)


def _look_up(workspace: Workspace, knowledge: Knowledge, files: Sequence[ReadFile]) -> _Known:
    """Find the documents that the candidates may be, in a few questions however many they are."""
    candidates = [candidate for file in files for candidate in file.candidates]
    siren = knowledge.seller.siren if knowledge.seller else None
    numbers = {candidate.number for candidate in candidates if candidate.number}
    by_digest = lookups.find_by_digests(workspace.connection, [c.digest for c in candidates], siren)
    by_digest |= _pages_known(workspace, candidates)
    return _Known(by_digest, NumbersMet.load(workspace.connection, siren, numbers))


def _pages_known(workspace: Workspace, candidates: Sequence[Candidate]) -> dict[str, int]:
    """Return the documents whose own page comes back, be it one that was made here."""
    pages = {c.digest: sha256(c.page).hexdigest() for c in candidates if c.page is not None}
    found = lookups.find_by_files(workspace.connection, pages.values())
    return {digest: found[page] for digest, page in pages.items() if page in found}


def _judge(knowledge: Knowledge, candidate: Candidate, known: _Known, met: set[str]) -> _Verdict:
    """Return what is to become of a candidate; ``met`` holds the drafts of this import so far."""
    invoice, digest, number = candidate.invoice, candidate.digest, candidate.number
    if candidate.broken:
        return _Verdict(REFUSED, candidate, invoice, invoice, candidate.findings)
    # The number printed on a page of its own stays with it.
    draft = replace(invoice, number=None) if candidate.page is None else invoice
    whole = knowledge.completed(draft)
    if digest in known.by_digest or digest in met:
        return _Verdict(DUPLICATE, candidate, draft, whole)
    met.add(digest)
    findings = [*candidate.findings, *_not_mine(knowledge, whole)]
    same = known.by_number.find(invoice)
    if same is not None:
        findings.append(_finding("CD-IMPORTED-BEFORE", "number", number=number or "",
                                 id=document_name(same)))  # fmt: skip
    context = knowledge.context(whole, to_be_issued=True)
    if candidate.page is not None:
        page = opened_page(candidate.page)
        findings += page_findings(page, whole, context)
        context = with_page(context, whole, page)
    case = Case(whole, context)
    findings += check_case(case)
    return _Verdict(DRAFT, candidate, draft, whole, merge(findings), case)


def _judge_past(
    knowledge: Knowledge, candidate: Candidate, known: _Known, met: set[str]
) -> _Verdict:
    """Return what is to become of a candidate that was sent elsewhere.

    One of its number and year is there already: that is the same invoice, or one of the two is
    wrong, and what is there is not touched.
    """
    invoice, digest = candidate.invoice, candidate.digest
    lacks = tuple(lacking(invoice))
    if candidate.broken or lacks:
        findings = (*candidate.findings, *lacks)
        return _Verdict(REFUSED, candidate, invoice, invoice, findings, past=True)
    if digest in known.by_digest or digest in met:
        return _Verdict(DUPLICATE, candidate, invoice, invoice, past=True)
    same = known.by_number.find(invoice)
    if same is not None:
        finding = _finding("CD-IMPORTED-BEFORE", "number", number=invoice.number or "",
                           id=document_name(same) if same else "…")  # fmt: skip
        return _Verdict(DUPLICATE, candidate, invoice, invoice, (finding,), same=same or None,
                        past=True)  # fmt: skip
    met.add(digest)
    known.by_number.meet(invoice, 0)  # what the file itself has twice
    whole = knowledge.completed(invoice)
    case = Case(whole, knowledge.context(whole, issued=True))
    findings = (*candidate.findings, *_not_mine(knowledge, whole), *check_past(case))
    return _Verdict(DRAFT, candidate, whole, whole, merge(findings), case, past=True)


def _not_mine(knowledge: Knowledge, whole: Invoice) -> Iterator[Finding]:
    if knowledge.seller is not None and not is_own(knowledge.seller, whole.seller):
        yield _finding(NOT_MINE, "seller.siret", name=whole.seller.name or "")


class _Kept:
    """What is kept of a file: its drafts, each with its first event, and the import itself."""

    def __init__(self, workspace: Workspace, file: ReadFile) -> None:
        self._connection, self._now = workspace.connection, workspace.clock.now()
        self._record = ImportRecord(
            at=self._now, file_name=file.name, sha256=file.sha256, format=file.format
        )
        self._event = Event(
            at=self._now, kind=EventKind.IMPORTED, by=By.IMPORT, on=workspace.clock.today(),
            note=file.name,
        )  # fmt: skip
        self.import_id: int | None = None
        """None while no draft came of the file."""
        self.numbered: list[tuple[Invoice, int]] = []
        """What came with a number, and its id."""

    def add(self, verdict: _Verdict) -> int:
        """Keep a draft, or one sent elsewhere, and return its id."""
        if self.import_id is None:
            self.import_id = add_import(self._connection, self._record)
        candidate = verdict.candidate
        own_page = None
        if candidate.page is not None:
            own_page = store_file(self._connection, candidate.page, PDF_TYPE)
        add = self._add_past if verdict.past else self._add_draft
        draft_id = add(verdict, self.import_id, own_page)
        events.add_event(self._connection, draft_id, self._event)
        if candidate.number:
            self.numbered.append((candidate.invoice, draft_id))
        return draft_id

    def _add_draft(self, verdict: _Verdict, import_id: int, own_page: str | None) -> int:
        return invoices.add_draft(
            self._connection, verdict.draft, whole=verdict.whole, totals=verdict.totals,
            imported_number=verdict.candidate.number, import_id=import_id,
            source_digest=verdict.candidate.digest, own_page=own_page,
        )  # fmt: skip

    def _add_past(self, verdict: _Verdict, import_id: int, own_page: str | None) -> int:
        return invoices.add_past(
            self._connection, verdict.whole, at=self._now, totals=verdict.totals,
            import_id=import_id, source_digest=verdict.candidate.digest, own_page=own_page,
        )  # fmt: skip


def _outcome(verdict: _Verdict, known: _Known, file: str) -> ImportedInvoice:
    candidate, whole = verdict.candidate, verdict.whole
    document_id = verdict.same or (
        known.by_digest.get(candidate.digest) if verdict.outcome != REFUSED else None
    )
    return ImportedInvoice(
        id=document_name(document_id) if document_id is not None else None,
        number=candidate.number, outcome=verdict.outcome, lines=len(whole.lines),
        buyer=whole.buyer.name, issue_date=whole.issue_date, gross=verdict.totals.gross,
        currency=whole.currency, findings=verdict.findings, place=candidate.place,
        past=verdict.past, own_page=candidate.page is not None, file=file,
        mine=not any(finding.rule == NOT_MINE for finding in verdict.findings),
    )  # fmt: skip


def _finding(rule: str, path: str, **params: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, source=Source.IMPORT, path=path,
                   params=params)  # fmt: skip
