"""Reads all files of an import; what is no invoice in a folder or archive is told briefly."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.archive_reading import is_archive
from chorus_desk.formats.slip import is_slip
from chorus_desk.usecases.importing.reading import ReadFile
from chorus_desk.usecases.importing.sources import Source, found_in, sources_of
from chorus_desk.usecases.reading_files import format_of, read_invoice
from chorus_desk.usecases.workspace import Progress, no_progress

NOT_INVOICE, NESTED, PAGE, SLIP = "not-invoice", "nested", "page", "slip"
_EXPECTED = frozenset({".xml", ".pdf", ".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv"})
"""Endings of what may well be an invoice: that it cannot be read is worth a word of its own."""
_NO_INVOICES = frozenset({"not-an-invoice", "file-empty"})
"""What is told of a file that was read and holds none."""
_MAY_BE_TABLES = frozenset({".csv", ".tsv", ".txt", ""})
"""Endings of what nothing in the content tells, and that may be a table."""


@dataclass(frozen=True, slots=True)
class FileAside:
    """A file in a folder or archive that is no invoice, and why: see ``wording.names``."""

    name: str
    reason: str


Failure = tuple[str, UserError]
"""The name of a file that could not be read, with the reason."""


@dataclass
class Gathered:
    """What was read of an import's files, each in the order in which they were given."""

    files: list[ReadFile] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    asides: list[FileAside] = field(default_factory=list)

    def take(self, outcome: ReadFile | FileAside | Failure) -> None:
        """Take what came of one file."""
        if isinstance(outcome, ReadFile):
            self.files.append(outcome)
        elif isinstance(outcome, FileAside):
            self.asides.append(outcome)
        else:
            self.failures.append(outcome)


class _NoInvoiceError(Exception):
    """A file holds no invoice, for a reason that needs no more than a word."""


ReadOne = Callable[[Path, bytes], ReadFile]


def gather(
    paths: Iterable[Path], read_one: ReadOne, progress: Progress = no_progress,
    within: Path | None = None,
) -> Gathered:  # fmt: skip
    """Read the files of these paths, folders and archives, each on its own.

    Progress is told where there are several: a single file is read at once. ``within``: the paths
    were found in this folder, nobody chose them.
    """
    found = [item for path in paths for item in _found(path, within)]
    # A page is read after the data beside it, so that it is known for what it is.
    order = sorted(range(len(found)), key=lambda index: _is_pdf(found[index]))
    outcomes: dict[int, ReadFile | FileAside | Failure] = {}
    with_data = set[PurePath]()
    for done, index in enumerate(order, start=1):
        item = found[index]
        outcomes[index] = _outcome(item, read_one, with_data) if isinstance(item, Source) else item
        if len(found) > 1:
            progress(done, len(found))
    gathered = Gathered()
    for index in sorted(outcomes):
        gathered.take(outcomes[index])
    return gathered


def _found(path: Path, within: Path | None) -> list[Source | Failure]:
    """Return the files that a path means: all of them, or why there are none."""
    try:
        sources = list(sources_of(path))
    except UserError as error:
        return [(str(path), error)]
    return [found_in(within, source) if within else source for source in sources]


def _is_pdf(item: Source | Failure) -> bool:
    return isinstance(item, Source) and item.path.suffix.casefold() == ".pdf"


def _outcome(
    source: Source, read_one: ReadOne, with_data: set[PurePath]
) -> ReadFile | FileAside | Failure:
    try:
        return _read(source, read_one, with_data)
    except _NoInvoiceError as reason:
        return FileAside(source.name, str(reason))
    except UserError as error:
        if source.inside and (why := _no_invoice(source, error)):
            return FileAside(source.name, why)
        return (source.name if source.inside else str(source.path), error)


def _read(source: Source, read_one: ReadOne, with_data: set[PurePath]) -> ReadFile:
    """Read a file, and take note of where e-invoices lie."""
    content = source.read()
    if _is_pdf(source) and source.path.with_suffix("") in with_data and _is_plain(content):
        raise _NoInvoiceError(PAGE)
    if not source.inside:
        return _noted(source, read_one(source.path, content), with_data)
    _refuse_what_is_none(source, content)
    file = read_one(source.path, content)
    return _noted(source, replace(file, name=source.name), with_data)


def _noted(source: Source, file: ReadFile, with_data: set[PurePath]) -> ReadFile:
    if file.format in ("cii", "ubl"):
        with_data.add(source.path.with_suffix(""))
    return file


def _refuse_what_is_none(source: Source, content: bytes) -> None:
    kind, ending = format_of(content), source.path.suffix.casefold()
    if is_archive(content):
        raise _NoInvoiceError(NESTED)
    if is_slip(content):
        raise _NoInvoiceError(SLIP)
    if kind == "zip" or (kind == "unknown" and ending not in _MAY_BE_TABLES):
        raise _NoInvoiceError(NOT_INVOICE)


def _is_plain(content: bytes) -> bool:
    """Return whether a PDF holds no e-invoice: beside the XML of one, it is its page."""
    try:
        read_invoice(content)
    except UserError as error:
        return error.code == "pdf-no-data"
    return False


def _no_invoice(source: Source, error: UserError) -> str | None:
    """Return why a file in a folder is no invoice, None where that it cannot be read is a fault."""
    if error.code == "pdf-bordereau":
        return SLIP
    expected = source.path.suffix.casefold() in _EXPECTED
    return None if expected and error.code not in _NO_INVOICES else NOT_INVOICE
