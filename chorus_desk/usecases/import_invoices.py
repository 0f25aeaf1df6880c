"""Brings in files: each invoice becomes a draft, what is already there is not doubled."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as ByKey
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source, merge
from chorus_desk.domain.history import By, Event, EventKind
from chorus_desk.domain.invoice import Invoice, Totals
from chorus_desk.domain.totals import figures
from chorus_desk.formats.any_table.edits import TableChoices
from chorus_desk.formats.any_table.gathered import Aside
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.reading import Understood
from chorus_desk.formats.record_tables.targets import INVOICES
from chorus_desk.formats.spreadsheet.rows import SkippedRow
from chorus_desk.rules.case import Case
from chorus_desk.rules.engine import check_case
from chorus_desk.rules.seller import is_own
from chorus_desk.storage import events, invoices
from chorus_desk.storage.connection import reading, writing
from chorus_desk.storage.imports import ImportRecord, add_import
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.identify import document_name
from chorus_desk.usecases.import_reading import (
    Candidate,
    FilePlace,
    OwnTable,
    ReadFile,
    read_import_file,
)
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.mappings import KeptMappings, keep_mapping, kept_mappings
from chorus_desk.usecases.workspace import Progress, Workspace, no_progress

TellApart = Callable[[Workspace, OwnTable], str]
"""Says what a table is to be imported as, by a name of ``formats.record_tables.targets``."""
DRAFT, DUPLICATE, REFUSED = "draft", "duplicate", "refused"


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
    apart: tuple[tuple[Path, str], ...] = ()
    """Tables of something else than invoices, each with its kind; nothing was done with them."""
    changes: Changes = Changes.NOTHING

    @property
    def import_id(self) -> int | None:
        """The id of the first file's import, None where nothing was kept."""
        return self.import_ids[0] if self.import_ids else None


@dataclass(frozen=True)
class _Verdict:
    """What is to become of a candidate.

    ``draft`` is what is kept, without the number, which is given on issue; ``whole`` is the same
    with its gaps filled.
    """

    outcome: str
    candidate: Candidate
    draft: Invoice
    whole: Invoice
    findings: tuple[Finding, ...] = ()
    case: Case | None = None
    """What the rules were given, with the figures worked out for them."""

    @cached_property
    def totals(self) -> Totals:
        """The figures of the whole invoice."""
        return self.case.figures if self.case is not None else figures(self.whole)


@dataclass
class _Known:
    """The documents already there that the candidates may be: their ids."""

    by_digest: dict[str, int]
    by_number: dict[str, int]


def import_files(
    workspace: Workspace, paths: Sequence[Path], *, dry_run: bool = False,
    mapping: Mapping | None = None, choices: ByKey[Path, TableChoices] | None = None,
    tell_apart: TellApart | None = None, progress: Progress = no_progress,
) -> Imported:  # fmt: skip
    """Import workbooks, tables, CII and Factur-X files as drafts, all in one transaction.

    ``mapping`` says what columns of people's own tables are, where their headings do not; without
    one, a mapping kept in the data folder is used for tables that have its very headings.
    ``choices`` says it file by file, with the cells that were edited; what they say of columns and
    cells is kept by the tables' shapes, and used the next time.

    ``tell_apart`` says what kind of things a table holds: those that hold no invoices are named
    and left alone. Without it, every table is taken for one of invoices.

    A dry run reports the same and keeps nothing. A file that cannot be read is named, the others
    are imported.

    Raises:
        UserError: ``cannot-write``, when a mapping cannot be kept; nothing is imported then.
    """
    knowledge = Knowledge.load(workspace)
    kept = kept_mappings(workspace.folder) if mapping is None else KeptMappings()
    general, by_path = TableChoices(mapping), choices or {}
    files, failures, tables, apart = [], [], [], []
    for path in paths:
        try:
            file = read_import_file(path, by_path.get(path, general), kept.mappings)
            if file.table is not None:
                kind = tell_apart(workspace, file.table) if tell_apart else INVOICES
                if kind != INVOICES:
                    apart.append((path, kind))
                    continue
                tables.append(file.table)
                if not file.table.understood:
                    raise UserError("table-not-understood")  # noqa: TRY301 -- as any other file
            files.append(file)
        except UserError as error:
            failures.append((str(path), error))
    with reading(workspace.connection) if dry_run else writing(workspace.connection):
        outcomes, import_ids = _settle(
            workspace, knowledge, files, keep=not dry_run, progress=progress
        )
        if import_ids:
            _keep_mappings(workspace, tables, by_path)
    return Imported(
        import_ids=import_ids,
        invoices=tuple(outcomes),
        rows_read=sum(file.rows_read for file in files),
        rows_skipped=tuple(row for file in files for row in file.skipped),
        rows_aside=tuple(row for file in files for row in file.asides),
        understood=tuple(sheet for file in files for sheet in file.understood),
        failures=tuple(failures),
        tables=tuple(tables),
        apart=tuple(apart),
        mappings_unread=kept.unreadable if tables else (),
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


def _settle(
    workspace: Workspace, knowledge: Knowledge, files: Sequence[ReadFile], *, keep: bool,
    progress: Progress,
) -> tuple[list[ImportedInvoice], tuple[int, ...]]:  # fmt: skip
    """Judge every candidate, keep the drafts, and return the outcomes and the imports' ids."""
    known, met = _look_up(workspace, knowledge, files), set[str]()
    total = sum(len(file.candidates) for file in files)
    outcomes: list[ImportedInvoice] = []
    import_ids: list[int] = []
    for file in files:
        kept = _Kept(workspace, file) if keep else None
        for candidate in file.candidates:
            verdict = _judge(knowledge, candidate, known, met)
            if kept is not None and verdict.outcome == DRAFT:
                known.by_digest[candidate.digest] = kept.add(verdict)
            outcomes.append(_outcome(verdict, known))
            progress(len(outcomes), total)
        if kept is not None and kept.import_id is not None:
            import_ids.append(kept.import_id)
            known.by_number.update(kept.numbers)
    return outcomes, tuple(import_ids)


def _look_up(workspace: Workspace, knowledge: Knowledge, files: Sequence[ReadFile]) -> _Known:
    """Find the documents that the candidates may be, in two questions however many they are."""
    candidates = [candidate for file in files for candidate in file.candidates]
    siren = knowledge.seller.siren if knowledge.seller else None
    return _Known(
        invoices.find_by_digests(workspace.connection, [c.digest for c in candidates], siren),
        invoices.find_by_imported_numbers(
            workspace.connection, [c.number for c in candidates if c.number]
        ),
    )


def _judge(knowledge: Knowledge, candidate: Candidate, known: _Known, met: set[str]) -> _Verdict:
    """Return what is to become of a candidate; ``met`` holds the drafts of this import so far."""
    invoice, digest, number = candidate.invoice, candidate.digest, candidate.number
    if candidate.broken:
        return _Verdict(REFUSED, candidate, invoice, invoice, candidate.findings)
    draft = replace(invoice, number=None)
    whole = knowledge.completed(draft)
    if digest in known.by_digest or digest in met:
        return _Verdict(DUPLICATE, candidate, draft, whole)
    met.add(digest)
    findings = list(candidate.findings)
    if knowledge.seller is not None and not is_own(knowledge.seller, whole.seller):
        findings.append(
            _finding("CD-SELLER-NOT-MINE", "seller.siret", name=whole.seller.name or "")
        )
    same = known.by_number.get(number) if number else None
    if same is not None:
        findings.append(_finding("CD-IMPORTED-BEFORE", "number", number=number or "",
                                 id=document_name(same)))  # fmt: skip
    case = Case(whole, knowledge.context(whole, to_be_issued=True))
    findings += check_case(case)
    return _Verdict(DRAFT, candidate, draft, whole, merge(findings), case)


class _Kept:
    """What is kept of a file: its drafts, each with its first event, and the import itself."""

    def __init__(self, workspace: Workspace, file: ReadFile) -> None:
        self._connection, now = workspace.connection, workspace.clock.now()
        self._record = ImportRecord(
            at=now, file_name=file.name, sha256=file.sha256, format=file.format
        )
        self._event = Event(
            at=now, kind=EventKind.IMPORTED, by=By.IMPORT, on=workspace.clock.today(),
            note=file.name,
        )  # fmt: skip
        self.import_id: int | None = None
        """None while no draft came of the file."""
        self.numbers: dict[str, int] = {}

    def add(self, verdict: _Verdict) -> int:
        """Keep a draft and return its id."""
        if self.import_id is None:
            self.import_id = add_import(self._connection, self._record)
        candidate, number = verdict.candidate, verdict.candidate.number
        draft_id = invoices.add_draft(
            self._connection, verdict.draft, whole=verdict.whole, totals=verdict.totals,
            imported_number=number, import_id=self.import_id, source_digest=candidate.digest,
        )  # fmt: skip
        events.add_event(self._connection, draft_id, self._event)
        if number:
            self.numbers[number] = draft_id
        return draft_id


def _outcome(verdict: _Verdict, known: _Known) -> ImportedInvoice:
    candidate, whole = verdict.candidate, verdict.whole
    document_id = known.by_digest.get(candidate.digest) if verdict.outcome != REFUSED else None
    return ImportedInvoice(
        id=document_name(document_id) if document_id is not None else None,
        number=candidate.number, outcome=verdict.outcome, lines=len(whole.lines),
        buyer=whole.buyer.name, issue_date=whole.issue_date, gross=verdict.totals.gross,
        currency=whole.currency, findings=verdict.findings, place=candidate.place,
    )  # fmt: skip


def _finding(rule: str, path: str, **params: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, source=Source.IMPORT, path=path,
                   params=params)  # fmt: skip
