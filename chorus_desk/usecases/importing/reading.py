"""The files of an import, each read by what it holds: a workbook, a table, an e-invoice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.party import NOBODY, Party
from chorus_desk.domain.text import shown_name
from chorus_desk.formats.any_table.deadline import Deadline
from chorus_desk.formats.any_table.edits import TableChoices, edited, without_rows
from chorus_desk.formats.any_table.gathered import Aside
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.reading import (
    TableContent,
    Understood,
    read_grids,
    understand,
)
from chorus_desk.formats.pdf.opening import with_pdf
from chorus_desk.formats.pdf.own.reading import read_own
from chorus_desk.formats.pdf.own.visible_text import Visible, read_visible
from chorus_desk.formats.spreadsheet.columns import SHEET
from chorus_desk.formats.spreadsheet.reading import WorkbookContent, read_opened, read_sheet
from chorus_desk.formats.spreadsheet.rows import SkippedRow
from chorus_desk.formats.spreadsheet.safety import check_workbook
from chorus_desk.formats.spreadsheet.sheets import OpenedWorkbook
from chorus_desk.storage import codec
from chorus_desk.usecases.reading_files import format_of, read_file, read_invoice

_TABLES = frozenset({"xlsx", "ods", "xls", "unknown"})
"""Formats that may hold a table; what nothing tells may be a delimited text."""
_OPEN_OR_OLD = frozenset({"ods", "xls"})
_NO_LINES = frozenset({"minimum", "basicwl"})


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Where an invoice stands among people's own tables: row from one."""

    path: Path
    sheet: str
    row: int


@dataclass(frozen=True)
class Candidate:
    """An invoice as it stood in a file; ``broken`` when a part of it could not be read."""

    invoice: Invoice
    findings: tuple[Finding, ...]
    broken: bool = False
    place: FilePlace | None = None
    page: bytes | None = None
    """The PDF that it was read from where that is no e-invoice: it is the invoice's own page."""

    @property
    def number(self) -> str | None:
        """The number it came with."""
        return self.invoice.number

    @cached_property
    def digest(self) -> str:
        """What tells the same content again, whatever file it comes in."""
        invoice = self.invoice
        if invoice.seller != NOBODY:
            invoice = replace(invoice, seller=_identity(invoice.seller))
        page = sha256(self.page).digest() if self.page is not None else b""
        return sha256(codec.encode(invoice).encode() + page).hexdigest()


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A file of people's own tables: its sheets with what was edited, and how they were taken."""

    path: Path
    sha256: str
    sheets: tuple[Grid, ...]
    content: TableContent
    choices: TableChoices

    @property
    def understood(self) -> bool:
        """Whether an invoice was found in it, be it one that cannot be read."""
        return bool(self.content.invoices or self.content.skipped)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file of the import, read."""

    name: str
    sha256: str
    format: str
    candidates: Sequence[Candidate]
    rows_read: int = 0
    skipped: Sequence[SkippedRow] = ()
    asides: Sequence[Aside] = ()
    understood: Sequence[Understood] = ()
    table: OwnTable | None = None
    """The tables themselves, where the file holds some."""
    original: bytes | None = None
    """Its bytes where it is one invoice, sent elsewhere: the file that was sent."""


def read_import_file(
    path: Path, choices: TableChoices, kept: Sequence[Mapping], content: bytes | None = None, *,
    own_siret: str | None = None,
) -> ReadFile:  # fmt: skip
    """Read a file of any kind; ``choices`` and ``kept`` are for people's own tables.

    ``content``: its bytes, where they were read already, or lie in an archive. Tables in which
    nothing names an invoice are no error here: see ``OwnTable.understood``.

    ``own_siret``: the user's, which tells the seller from the client on a page made elsewhere.

    Raises:
        UserError: it cannot be read, or holds no invoice; ``file-changed`` when the choices were
            made of cells that may stand elsewhere by now.
    """
    content, name = read_file(path) if content is None else content, shown_name(path.name)
    digest, kind = sha256(content).hexdigest(), format_of(content)
    if kind in _TABLES:
        workbook = _opened(content) if kind == "xlsx" else None
        own = _read_own(workbook) if workbook else None
        file = ReadFile(name, digest, kind, ())
        if own is not None:
            return _own_file(file, own)
        if choices.places and choices.sha256 not in ("", digest):
            raise UserError("file-changed", file=name)
        deadline = Deadline()
        grids = read_grids(content, kind, name, opened=workbook, deadline=deadline)
        del workbook  # what it holds stands in the grids
        own = _own_among(grids) if kind in _OPEN_OR_OLD else None
        if own is not None:
            return _own_file(file, own)
        sheets = edited(grids, choices.edits)
        read = understood_as_told(sheets, choices, kept, deadline)
        return table_file(file, OwnTable(path, digest, sheets, read, choices))
    try:
        found = read_invoice(content)
    except UserError as error:
        if error.code != "pdf-no-data":
            raise
        return ReadFile(name, digest, "pdf", [_page_candidate(content, own_siret)])
    invoice, profile = found.document.invoice, found.document.profile
    findings = list(found.findings)
    if profile is not None and profile.level in _NO_LINES and not invoice.lines:
        findings.append(Finding(
            rule="CD-PROFILE-WITHOUT-LINES", severity=Severity.WARNING, source=Source.IMPORT,
            path="lines", params={"profile": profile.name},
        ))  # fmt: skip
    return ReadFile(name, digest, found.format, [Candidate(invoice, tuple(findings))])


def _page_candidate(content: bytes, own_siret: str | None) -> Candidate:
    """Return the draft of a PDF that is no e-invoice: what its page says, and the page itself.

    Raises:
        UserError: ``pdf-image``, ``pdf-restricted``, ``pdf-not-an-invoice``, ``pdf-too-full``.
    """
    seen = with_pdf(content, _open_page)
    text = seen.text
    if text.whole and not text.readable:
        raise UserError("pdf-image")
    read = read_own(text, own_siret, seen.rows)
    if read is None and not text.whole:
        raise UserError("pdf-too-full")
    if read is None:
        raise UserError("pdf-not-an-invoice")
    return Candidate(read.invoice, read.findings, page=content)


def _open_page(reader: Any) -> Visible:
    if reader.is_encrypted:
        raise UserError("pdf-restricted")
    return read_visible(reader)


def understood_as_told(
    sheets: Sequence[Grid], choices: TableChoices, kept: Sequence[Mapping], deadline: Deadline
) -> TableContent:
    """Understand sheets as was said of them; rows that were left aside are named so."""
    taken = without_rows(sheets, choices.rows_aside)
    read = understand(taken, choices.mapping, () if choices.mapping else kept, deadline)
    told = tuple(Aside(sheet, row, "told") for sheet, row in choices.rows_aside)
    return replace(read, asides=(*read.asides, *told)) if told else read


def _opened(content: bytes) -> OpenedWorkbook:
    check_workbook(content)
    return OpenedWorkbook(content)


def _read_own(workbook: OpenedWorkbook) -> WorkbookContent | None:
    """Read the program's own workbook, None where this is another."""
    try:
        return read_opened(workbook, NOBODY)
    except UserError as error:
        if error.code != "workbook-not-ours":
            raise
        return None


def _own_among(grids: Sequence[Grid]) -> WorkbookContent | None:
    """Read the program's own workbook as LibreOffice saved it, None where this is another."""
    sheet = next((grid for grid in grids if grid.sheet == SHEET), grids[0] if grids else None)
    if sheet is None:
        return None
    rows = (
        (number, None if number in sheet.unreadable_rows else row)
        for number, row in enumerate(sheet.rows, start=1)
    )
    try:
        return read_sheet(sheet.sheet, rows, NOBODY)
    except UserError:  # it has not our headings
        return None


def _own_file(file: ReadFile, read: WorkbookContent) -> ReadFile:
    return replace(
        file, candidates=[Candidate(i.invoice, i.findings, i.broken) for i in read.invoices],
        rows_read=read.rows_read, skipped=read.skipped,
    )  # fmt: skip


def table_file(file: ReadFile, table: OwnTable) -> ReadFile:
    """Return a file as its tables were read."""
    read = table.content
    return replace(
        file, format="csv" if file.format == "unknown" else file.format,
        candidates=[
            Candidate(i.invoice, i.findings, i.broken, FilePlace(table.path, i.sheet, i.row))
            for i in read.invoices
        ],
        rows_read=read.rows_read, skipped=read.skipped, asides=read.asides,
        understood=read.understood, table=table,
    )  # fmt: skip


def _identity(seller: Party) -> Party:
    """Return who the seller is, without what the settings may change between two imports."""
    return Party(siret=seller.siret, siren=seller.siren, name=None if seller.siret else seller.name)
