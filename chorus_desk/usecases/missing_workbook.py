"""Writes what is lacking as a workbook to be filled in, and takes up what was filled in.

Each filled cell is taken or named; what was taken before is recognised, and changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.identifiers import has_siret_form
from chorus_desk.domain.inquiry import asked_of
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.party import Party, Requirement
from chorus_desk.formats.spreadsheet.missing import (
    BadCell,
    FilledRow,
    MissingContent,
    MissingRow,
    headings,
    read_missing,
    write_missing,
)
from chorus_desk.storage.connection import reading, writing
from chorus_desk.storage.invoices import StoredInvoice
from chorus_desk.usecases.answers import (
    BODY_KEYS,
    DRAFT_KEYS,
    Answer,
    Applied,
    Plan,
    read,
)
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.export import write_file
from chorus_desk.usecases.identify import find_document
from chorus_desk.usecases.missing_data import Lacking, LackingDraft, missing_data
from chorus_desk.usecases.reading_files import format_of, read_file
from chorus_desk.usecases.workspace import Progress, Workspace, no_progress
from chorus_desk.wording.catalogue import FRENCH
from chorus_desk.wording.missing_names import lacking_names
from chorus_desk.wording.requirement_words import REQUIREMENT_WORDS

_OTHER_KINDS = {"xls": "workbook-old", "ods": "workbook-ods"}


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A row that changes something: whom it is about, and what it gives by key."""

    row: int
    body: str
    draft: str | None
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingImported:
    """What became of a filled workbook; of a dry run ``applied`` is empty."""

    sheet: str
    rows_read: int
    taken: tuple[TakenRow, ...]
    bad: tuple[BadCell, ...]
    """Cells that were not taken, by row; each with the reason."""
    applied: Applied = field(default_factory=Applied)

    @property
    def changes(self) -> Changes:
        """What was changed."""
        return self.applied.changes


def export_missing(workspace: Workspace, target: Path) -> Path:
    """Write the workbook of what is lacking, most money first.

    Raises:
        UserError: the file cannot be written (``cannot-write``).
    """
    rows = [row for item in missing_data(workspace) for row in _rows(item)]
    write_file(target, write_missing(rows))
    return target


def _rows(item: Lacking) -> Iterator[MissingRow]:
    body = {"body": item.buyer.name, "known_siret": item.buyer.siret}
    if not item.drafts:
        yield {**body, "lacks": lacking_names(item.lacks, FRENCH)}
    for draft in item.drafts:
        yield {**body, **_about(draft)}


def _about(draft: LackingDraft) -> MissingRow:
    amount: Decimal = -draft.gross if draft.kind is Kind.CREDIT_NOTE else draft.gross
    return {
        "draft": draft.name, "number": draft.number, "issue_date": draft.issue_date,
        "what": draft.what, "amount": amount, "currency": draft.currency,
        "lacks": lacking_names(draft.lacks, FRENCH),
    }  # fmt: skip


def import_missing(
    workspace: Workspace, path: Path, *, dry_run: bool = False, progress: Progress = no_progress
) -> MissingImported:
    """Take up what was filled in, all in one transaction; a dry run says the same, keeping nothing.

    ``undo_answers`` of ``applied`` takes it back.

    Raises:
        UserError: the file cannot be read, or is not such a workbook (``workbook-not-missing``).
    """
    content = _read(path)
    with reading(workspace.connection) if dry_run else writing(workspace.connection):
        filling = _Filling(Plan(workspace), workspace)
        for done, row in enumerate(content.rows, start=1):
            filling.take(row)
            progress(done, len(content.rows))
        applied = Applied() if dry_run else filling.plan.write()
    return _imported(content, filling, applied)


def _read(path: Path) -> MissingContent:
    content = read_file(path)
    code = _OTHER_KINDS.get(format_of(content))
    if code is not None:
        raise UserError(code)
    return read_missing(content)


def _imported(content: MissingContent, filling: "_Filling", applied: Applied) -> MissingImported:
    bad = sorted((*content.bad, *filling.bad), key=lambda cell: cell.row)
    rows_read = len({row.row for row in content.rows} | {cell.row for cell in content.bad})
    return MissingImported(
        sheet=content.sheet, rows_read=rows_read, taken=tuple(filling.taken), bad=tuple(bad),
        applied=applied,
    )  # fmt: skip


@dataclass
class _Filling:
    """The rows as they come, and what was said of each body by the rows above."""

    plan: Plan
    workspace: Workspace
    taken: list[TakenRow] = field(default_factory=list)
    bad: list[BadCell] = field(default_factory=list)
    said: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, row: FilledRow) -> None:
        """Take a row; what of it cannot be taken is named, the rest is."""
        values = dict(self._readable(row))
        if not values:
            return
        try:
            self._take(row, values)
        except UserError as error:
            # A body is kept under its name: the column where it is missing is called otherwise.
            told = UserError("missing-key", key=headings()["name"])
            self.bad.append(BadCell(row.row, "", told if error.code == "missing-key" else error))

    def _take(self, row: FilledRow, values: dict[str, Any]) -> None:
        stored = self._document(row, values) if row.draft else None
        buyer = stored.invoice.buyer if stored else Party(siret=row.known_siret, name=row.body)
        if stored is not None and stored.issued:
            self._leave_issued(row, values, stored)
            stored = None
        draft = row.draft if stored is not None else None
        self._leave_without_place(row, values, buyer, drafted=draft is not None)
        siret = values.get("siret") or buyer.siret
        self._leave_contradicting(row, values, siret or asked_of(buyer))
        if draft is None:
            values = {**values, "siret": siret} if has_siret_form(siret) else values
        if self.plan.take(Answer(draft=draft, known_as=row.body, **values)):
            self.taken.append(TakenRow(row.row, row.body or siret or "", draft, values))

    def _readable(self, row: FilledRow) -> Iterator[tuple[str, Any]]:
        for key, text in row.cells.items():
            try:
                value = read(key, text)
            except UserError:
                self._leave(row, key, UserError("bad-value", key=headings()[key], value=text))
                continue
            if value is not None:
                yield key, value

    def _document(self, row: FilledRow, values: Mapping[str, Any]) -> StoredInvoice:
        """Return the document of a row, where it still is for the body that the row names.

        Raises:
            UserError: it is unknown, or for another body by now (``answer-draft-moved``).
        """
        stored = find_document(self.workspace, row.draft or "")
        buyer = stored.invoice.buyer
        expected = {asked_of(Party(siret=row.known_siret, name=row.body)), values.get("siret")}
        if asked_of(buyer) not in expected:
            raise UserError(
                "answer-draft-moved", id=row.draft, name=row.body or row.known_siret or "?"
            )
        return stored

    def _leave_issued(self, row: FilledRow, values: dict[str, Any], stored: StoredInvoice) -> None:
        """Name what comes too late for an invoice that was issued, unless it has it already."""
        invoice = stored.invoice
        there = {
            "siret": invoice.buyer.siret, "service_code": invoice.buyer.service_code,
            "commitment_number": invoice.commitment_number,
            "contract_number": invoice.contract_number,
        }  # fmt: skip
        for key in ("siret", *DRAFT_KEYS):
            value = values.pop(key, None)
            if value is not None and value != there[key]:
                self._leave(row, key, UserError("already-issued", number=invoice.number or ""))

    def _leave_without_place(
        self, row: FilledRow, values: dict[str, Any], buyer: Party, *, drafted: bool
    ) -> None:
        """Name what has nothing to be written into: no draft, or no SIRET."""
        if not drafted:
            lost = ["commitment_number", "contract_number"]
            if buyer.siret and values.get("siret") != buyer.siret:
                lost.append("siret")  # another SIRET is for drafts to be moved to
            self._leave_all(row, values, lost, UserError("answer-without-draft"))
        if not has_siret_form(values.get("siret") or buyer.siret):
            lost = ["requires"] if drafted else [*BODY_KEYS, *DRAFT_KEYS]
            error = UserError("answer-without-siret", name=buyer.name or row.body or "?")
            self._leave_all(row, values, lost, error)

    def _leave_contradicting(self, row: FilledRow, values: dict[str, Any], body: str) -> None:
        """Name what a row says of a body, or of a draft, otherwise than a row above it."""
        for key in tuple(values):
            about = body if key in BODY_KEYS else row.draft or f"row {row.row}"
            kept = self.said.setdefault((about, key), values[key])
            if kept != values[key]:
                error = UserError("rows-disagree", value=_word(values[key]), kept=_word(kept))
                self._leave_all(row, values, [key], error)

    def _leave_all(
        self, row: FilledRow, values: dict[str, Any], keys: Sequence[str], error: UserError
    ) -> None:
        for key in keys:
            if values.pop(key, None) is not None:
                self._leave(row, key, error)

    def _leave(self, row: FilledRow, key: str, error: UserError) -> None:
        self.bad.append(BadCell(row.row, headings()[key], error))


def _word(value: str) -> str:
    """Return a value as the workbook has it."""
    return REQUIREMENT_WORDS[value] if isinstance(value, Requirement) else value
