"""What becomes of the invoices and files of an import."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding
from chorus_desk.formats.any_table.gathered import Aside
from chorus_desk.formats.any_table.reading import Understood
from chorus_desk.formats.spreadsheet.rows import SkippedRow
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.importing.gathering import FileAside
from chorus_desk.usecases.importing.reading import (
    FilePlace,
    OwnTable,
)

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
    """Files of the data folder that should be mappings and are none, where one may have served.

    Also tables of which what was said could not be kept, with the reason.
    """
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
