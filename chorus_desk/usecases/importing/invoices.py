"""Brings in files: each invoice becomes a draft, what is already there is not doubled."""

from collections.abc import Callable, Sequence
from collections.abc import Mapping as ByKey
from dataclasses import dataclass, replace
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.series import SeriesState
from chorus_desk.formats.any_table.edits import TableChoices
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.record_tables.targets import INVOICES
from chorus_desk.storage.connection import reading, writing
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.identify import document_name
from chorus_desk.usecases.importing.gathering import gather
from chorus_desk.usecases.importing.keeping import Keeping
from chorus_desk.usecases.importing.mappings import KeptMappings, keep_after_import, kept_mappings
from chorus_desk.usecases.importing.outcome import DRAFT, REFUSED, Imported, ImportedInvoice
from chorus_desk.usecases.importing.parts import first_of, join_parts, only_heads
from chorus_desk.usecases.importing.reading import (
    OwnTable,
    ReadFile,
    read_import_file,
)
from chorus_desk.usecases.importing.verdicts import (
    NOT_MINE,
    Known,
    Verdict,
    judge,
    judge_past,
    look_up,
)
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.workspace import Progress, Workspace, no_progress

_OF_ONE_INVOICE = frozenset({"facturx", "cii", "ubl", "pdf"})
"""Formats of files that are an invoice as it was sent; a table holds data of it."""
TellApart = Callable[[Workspace, OwnTable], str]
"""Says what a table is to be imported as, by a name of ``formats.record_tables.targets``."""


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

    What was said of columns is kept once the drafts are; where it cannot be, that is named.
    """
    knowledge = Knowledge.load(workspace)
    kept = kept_mappings(workspace.folder) if mapping is None else KeptMappings()
    general, by_path = TableChoices(mapping), choices or {}
    own_siret = knowledge.seller.siret if knowledge.seller else None
    tables: list[OwnTable] = []
    unread: dict[Path, UserError] = {}
    apart: list[tuple[Path, str]] = []

    def read_one(path: Path, content: bytes) -> ReadFile:
        found = first_of(by_path.get(path, general))
        file = read_import_file(path, found, kept.mappings, content, own_siret=own_siret)
        if file.table is None:
            sent = past and file.format in _OF_ONE_INVOICE
            return replace(file, original=content) if sent else file
        kind = tell_apart(workspace, file.table) if tell_apart and path.is_file() else INVOICES
        if kind != INVOICES:
            apart.append((path, kind))
            return ReadFile(file.name, file.sha256, file.format, ())
        tables.append(file.table)
        if not file.table.understood:
            unread[path] = UserError("table-not-understood")
            if only_heads(file.table.content):
                unread[path] = UserError("table-only-heads")
            raise unread[path]
        return file

    gathered = gather(paths, read_one, progress, within)
    tables = join_parts(gathered, tables, unread, by_path, kept.mappings)
    files = gathered.files
    with reading(workspace.connection) if dry_run else writing(workspace.connection):
        before = knowledge.series(knowledge.today.year)
        outcomes, import_ids = _settle(
            _Import(workspace, knowledge, past=past, keep=not dry_run, progress=progress), files
        )
    # Only what was imported is remembered: files know nothing of a COMMIT that fails.
    lost = _keep_mappings(workspace, tables, mapping) if import_ids else ()
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
        mappings_unread=(*kept.unreadable, *lost) if tables else (),
        past=past,
        next_number=next_number,
        changes=Changes.INVOICES | Changes.EVENTS if import_ids else Changes.NOTHING,
    )


def _keep_mappings(
    workspace: Workspace, tables: Sequence[OwnTable], general: Mapping | None
) -> tuple[tuple[str, UserError], ...]:  # fmt: skip
    """Keep what was said of tables, so that it need not be said again; return what was not kept.

    What was said of all of them (``general``) has its own file.
    """
    lost = []
    for table in tables:
        told = table.choices.mapping
        if told is None or told is general or not table.understood:
            continue
        name = table.path.name
        why = keep_after_import(workspace.folder, name, table.content.understood, told)
        if why is not None:
            lost.append((name, why))
    return tuple(lost)


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
    judged = judge_past if run.past else judge
    foreseeing = not (run.keep or run.past) and len(files) > 1
    known, met = look_up(run.workspace, run.knowledge, files), set[str]()
    total = sum(len(file.candidates) for file in files)
    outcomes: list[ImportedInvoice] = []
    import_ids: list[int] = []
    for file in files:
        kept = Keeping(run.workspace, file) if run.keep else None
        ahead: list[tuple[Invoice, Invoice]] = []
        for candidate in file.candidates:
            verdict = judged(run.knowledge, candidate, known, met)
            if foreseeing and verdict.outcome == DRAFT and candidate.number:
                ahead.append((candidate.invoice, verdict.whole))
            if kept is not None and verdict.outcome == DRAFT:
                known.by_digest[candidate.digest] = kept.add(verdict)
            outcomes.append(_outcome(verdict, known, file.name))
            run.progress(len(outcomes), total)
        known.foresee(ahead, file.name)
        if kept is not None and kept.import_id is not None:
            import_ids.append(kept.import_id)
            for invoice, draft_id in kept.numbered:
                known.by_number.meet(invoice, draft_id)
    return outcomes, tuple(import_ids)


def _outcome(verdict: Verdict, known: Known, file: str) -> ImportedInvoice:
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
