"""The files of an import, each read by what it holds: a workbook, a table, an e-invoice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.party import NOBODY, Party
from chorus_desk.domain.text import writable
from chorus_desk.formats.any_table.gathered import Aside
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.reading import TableContent, Understood, read_tables
from chorus_desk.formats.any_table.workbooks import check_any_workbook
from chorus_desk.formats.spreadsheet.reading import WorkbookContent, read_checked
from chorus_desk.formats.spreadsheet.rows import SkippedRow
from chorus_desk.storage import codec
from chorus_desk.usecases.reading_files import format_of, read_file, read_invoice

_TABLES = frozenset({"xlsx", "ods", "xls", "unknown"})
"""Formats that may hold a table; what nothing tells may be a delimited text."""
_WORKBOOKS = frozenset({"xlsx", "ods", "xls"})
_NO_LINES = frozenset({"minimum", "basicwl"})


@dataclass(frozen=True)
class Candidate:
    """An invoice as it stood in a file; ``broken`` when a part of it could not be read."""

    invoice: Invoice
    findings: tuple[Finding, ...]
    broken: bool = False

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
        return sha256(codec.encode(invoice).encode()).hexdigest()


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


def read_import_file(path: Path, mapping: Mapping | None, kept: Sequence[Mapping]) -> ReadFile:
    """Read a file of any kind; ``mapping`` and ``kept`` are for people's own tables.

    Raises:
        UserError: it cannot be read, or holds no invoice.
    """
    content, name = read_file(path), writable(path.name)
    digest, kind = sha256(content).hexdigest(), format_of(content)
    if kind in _TABLES:
        own = _read_own(content, kind) if kind in _WORKBOOKS else None
        file = ReadFile(name, digest, kind, ())
        return _own_file(file, own) if own else _table_file(
            file, read_tables(content, kind, mapping, kept, name=name)
        )  # fmt: skip
    found = read_invoice(content)
    invoice, profile = found.document.invoice, found.document.profile
    findings = list(found.findings)
    if profile is not None and profile.level in _NO_LINES and not invoice.lines:
        findings.append(Finding(
            rule="CD-PROFILE-WITHOUT-LINES", severity=Severity.WARNING, source=Source.IMPORT,
            path="lines", params={"profile": profile.name},
        ))  # fmt: skip
    return ReadFile(name, digest, found.format, [Candidate(invoice, tuple(findings))])


def _read_own(content: bytes, kind: str) -> WorkbookContent | None:
    """Read the program's own workbook, also saved by LibreOffice; None where this is another."""
    check_any_workbook(content, kind)
    try:
        return read_checked(content, NOBODY)
    except UserError as error:
        if error.code != "workbook-not-ours" and kind == "xlsx":
            raise
        return None  # a workbook without sheets of cells is told of by the reader of tables


def _own_file(file: ReadFile, read: WorkbookContent) -> ReadFile:
    return replace(
        file, candidates=[Candidate(i.invoice, i.findings, i.broken) for i in read.invoices],
        rows_read=read.rows_read, skipped=read.skipped,
    )  # fmt: skip


def _table_file(file: ReadFile, read: TableContent) -> ReadFile:
    return replace(
        file, format="csv" if file.format == "unknown" else file.format,
        candidates=[Candidate(i.invoice, i.findings, i.broken) for i in read.invoices],
        rows_read=read.rows_read, skipped=read.skipped, asides=read.asides,
        understood=read.understood,
    )  # fmt: skip


def _identity(seller: Party) -> Party:
    """Return who the seller is, without what the settings may change between two imports."""
    return Party(siret=seller.siret, siren=seller.siren, name=None if seller.siret else seller.name)
