"""Keeps what an import makes of a file."""

from chorus_desk.domain.history import By, Event, EventKind
from chorus_desk.domain.invoice import Invoice
from chorus_desk.storage import events, invoices
from chorus_desk.storage.files import PDF_TYPE, store_file
from chorus_desk.storage.imports import ImportRecord, add_import
from chorus_desk.usecases.importing.reading import ReadFile
from chorus_desk.usecases.importing.verdicts import Verdict
from chorus_desk.usecases.originals import keep_original, original_of
from chorus_desk.usecases.workspace import Workspace


class Keeping:
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
        self._original = original_of(file.name, file.original)
        self.import_id: int | None = None
        """None while no draft came of the file."""
        self.numbered: list[tuple[Invoice, int]] = []
        """What came with a number, and its id."""

    def add(self, verdict: Verdict) -> int:
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

    def _add_draft(self, verdict: Verdict, import_id: int, own_page: str | None) -> int:
        return invoices.add_draft(
            self._connection, verdict.candidate.invoice, whole=verdict.whole,
            totals=verdict.totals, numbered=verdict.candidate.page is not None,
            imported_number=verdict.candidate.number, import_id=import_id,
            source_digest=verdict.candidate.digest, own_page=own_page,
        )  # fmt: skip

    def _add_past(self, verdict: Verdict, import_id: int, own_page: str | None) -> int:
        past_id = invoices.add_past(
            self._connection, verdict.whole, at=self._now, totals=verdict.totals,
            import_id=import_id, source_digest=verdict.candidate.digest, own_page=own_page,
        )  # fmt: skip
        if self._original is not None:
            keep_original(self._connection, past_id, self._original)
        return past_id
