"""Brings in a table of customers, prices, or statuses and payments: shown first, then kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.text import shown_name
from chorus_desk.formats.any_table.deadline import Deadline
from chorus_desk.formats.any_table.edits import TableChoices, edited
from chorus_desk.formats.any_table.gathered import Aside
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.reading import TableContent, Understood, read_grids
from chorus_desk.formats.archive_reading import is_archive
from chorus_desk.formats.record_tables.cells import portal_statuses
from chorus_desk.formats.record_tables.layout import told_table
from chorus_desk.formats.record_tables.reading import Record, kind_of, read_records
from chorus_desk.formats.record_tables.targets import BODIES, INVOICES, PRICES, STATUSES, targets
from chorus_desk.storage.connection import reading, writing
from chorus_desk.storage.imports import ImportRecord
from chorus_desk.storage.record_imports import Changed, add_record_import
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.importing.mappings import keep_after_import, kept_mappings, load_mapping
from chorus_desk.usecases.importing.reading import OwnTable
from chorus_desk.usecases.importing.records.bodies import BodiesImport
from chorus_desk.usecases.importing.records.outcomes import RowOutcome
from chorus_desk.usecases.importing.records.prices import PricesImport
from chorus_desk.usecases.importing.records.statuses import Evidence, StatusesImport, known_numbers
from chorus_desk.usecases.reading_files import format_of, read_file
from chorus_desk.usecases.workspace import Progress, Workspace, no_progress

KINDS = (INVOICES, BODIES, PRICES, STATUSES)
"""What a file may be imported as."""
_TABLES = frozenset({"xlsx", "ods", "xls", "unknown"})
_MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet", "xls": "application/vnd.ms-excel",
    "csv": "text/csv",
}  # fmt: skip
_ANYTHING = TableChoices()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsImported:
    """What became of the rows of one file, or would become of them."""

    kind: str
    path: Path
    rows: tuple[RowOutcome, ...]
    asides: tuple[Aside, ...]
    understood: tuple[Understood, ...]
    sheets: tuple[Grid, ...]
    sha256: str
    choices: TableChoices
    import_id: int | None = None
    """What undoing it needs; None where nothing was kept, or nothing can be taken back."""
    changes: Changes = Changes.NOTHING
    mapping_lost: UserError | None = None
    """Why what was said of the columns could not be kept, though the rows were."""

    @property
    def recognised(self) -> bool:
        """Whether a table of this kind was found in the file."""
        return bool(self.rows or self.understood)


class _Taker(Protocol):
    def take(self, record: Record) -> RowOutcome: ...


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file of tables, opened once: for its kind, and for its rows."""

    path: Path
    name: str
    content: bytes = field(repr=False)
    format: str
    sha256: str
    sheets: tuple[Grid, ...] = field(repr=False)


def open_table(path: Path) -> TableFile | None:
    """Return the tables of a file, None where it holds something else.

    Raises:
        UserError: it cannot be read, or is a folder or an archive (``tables-one-by-one``).
    """
    name = shown_name(path.name)
    if path.is_dir() or is_archive(content := read_file(path)):
        raise UserError("tables-one-by-one", file=name)
    found = format_of(content)
    if found not in _TABLES:
        return None
    sheets = read_grids(content, found, name, deadline=Deadline())
    kind = "csv" if found == "unknown" else found
    return TableFile(path, name, content, kind, sha256(content).hexdigest(), sheets)


def told_apart(workspace: Workspace, table: OwnTable) -> str:
    """Return what a table that was read for invoices is proposed to be imported as."""
    return recognised_kind(workspace, table.sheets, table.content)


def recognised_kind(
    workspace: Workspace, sheets: Sequence[Grid], content: TableContent | None = None
) -> str:
    """Return what sheets are proposed to be imported as: ``invoices`` unless they surely are not.

    By their headings; and a list of numbers with a status or a payment is no list of new invoices
    where most of its numbers were issued here. ``content``: the invoices that were read from them.
    """
    kind = kind_of(sheets, content)
    if kind == STATUSES and content is not None and _is_a_first_list(workspace, sheets, content):
        return INVOICES
    if kind is not None:
        return kind
    if any(told_table(grid, targets()[STATUSES]) for grid in sheets if grid.visible):
        records = read_records(sheets, STATUSES).records
        if 2 * known_numbers(workspace, records) > len(records):
            return STATUSES
    return INVOICES


_PAYMENTS = frozenset({"deposited_on", "paid_on", "paid", "paid_amount"})


def _is_a_first_list(
    workspace: Workspace, sheets: Sequence[Grid], content: TableContent
) -> bool:  # fmt: skip
    """Return whether these are dated invoices to somebody, none known here, with a word on each.

    Such a list is brought in before its statuses can be.
    """
    invoices = [item.invoice for item in content.invoices]
    if not any(invoice.buyer.name and invoice.issue_date for invoice in invoices):
        return False
    records = read_records(sheets, STATUSES).records
    return not (
        any(_PAYMENTS & record.values.keys() for record in records)
        or any(record.values.get("status") in portal_statuses() for record in records)
        or known_numbers(workspace, records)
    )


def import_records(
    workspace: Workspace, path: Path, kind: str, *, choices: TableChoices = _ANYTHING,
    mapping: str | None = None, dry_run: bool = False, progress: Progress = no_progress,
) -> RecordsImported:  # fmt: skip
    """Import a table of ``bodies``, ``prices`` or ``statuses``, all of it in one transaction.

    ``choices`` are what was said of columns and which cells were edited; ``mapping`` names a kept
    mapping instead. A dry run reports the same and keeps nothing.

    What was said of columns is kept by the tables' shapes, and used the next time.

    Raises:
        UserError: the file cannot be read, or is no table (``not-a-table``); ``file-changed``;
            what ``load_mapping`` raises.
    """
    file = open_table(path)
    if file is None:
        raise UserError("not-a-table", file=path.name)
    if choices.places and choices.sha256 not in ("", file.sha256):
        raise UserError("file-changed", file=file.name)
    told, known = choices.mapping, targets()[kind].meanings
    folder = mappings_folder(workspace, kind)
    if mapping is not None:
        told = load_mapping(folder, mapping, known)
    sheets = edited(file.sheets, choices.edits)
    read = read_records(sheets, kind, told, kept_mappings(folder, known).mappings)
    with reading(workspace.connection) if dry_run else writing(workspace.connection):
        taker, keep = _TAKERS[kind](workspace, file)
        rows = []
        for count, record in enumerate(read.records, start=1):
            rows.append(taker.take(record))
            progress(count, len(read.records))
        import_id, changes = (None, Changes.NOTHING) if dry_run else keep()
    lost = None
    if choices.mapping is not None and not dry_run:  # kept: a COMMIT that fails leaves nothing
        lost = keep_after_import(folder, file.name, read.understood, choices.mapping)
    return RecordsImported(
        kind=kind, path=path, rows=tuple(rows), asides=read.asides, understood=read.understood,
        sheets=sheets, sha256=file.sha256, choices=choices, import_id=import_id, changes=changes,
        mapping_lost=lost,
    )  # fmt: skip


def mappings_folder(workspace: Workspace, kind: str) -> Path:
    """Return the folder in which mappings of this kind's tables are kept by name."""
    return workspace.folder / "tables" / kind


_Kept = tuple[int | None, Changes]
_Taking = tuple[_Taker, Callable[[], _Kept]]


def _bodies(workspace: Workspace, file: TableFile) -> _Taking:
    taker = BodiesImport(workspace)
    return taker, lambda: _recorded(workspace, file, BODIES, *taker.keep())


def _prices(workspace: Workspace, file: TableFile) -> _Taking:
    taker = PricesImport(workspace)
    return taker, lambda: _recorded(workspace, file, PRICES, *taker.keep())


def _statuses(workspace: Workspace, file: TableFile) -> _Taking:
    evidence = Evidence(file.name, _MEDIA_TYPES[file.format], file.content)
    taker = StatusesImport(workspace, evidence)
    return taker, lambda: (None, taker.keep())


_TAKERS: Mapping[str, Callable[[Workspace, TableFile], _Taking]] = {
    BODIES: _bodies, PRICES: _prices, STATUSES: _statuses,
}  # fmt: skip


def _recorded(
    workspace: Workspace, file: TableFile, kind: str, changed: list[Changed], changes: Changes
) -> _Kept:
    """Keep what an import changed, so that it can be undone."""
    if not changed:
        return None, changes
    record = ImportRecord(
        at=workspace.clock.now(), file_name=file.name, sha256=file.sha256, format=file.format
    )
    return add_record_import(workspace.connection, record, kind, changed), changes
