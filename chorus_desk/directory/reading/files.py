"""Opens what the user gives: a workbook, an XML, separated values, or an archive of any of them.

What a file is follows from its content, never from its name.
"""

import re
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Protocol, TypeVar

from chorus_desk.directory.reading.archives import open_zip, packed_members
from chorus_desk.directory.reading.delimited import Delimited
from chorus_desk.directory.reading.elements import Elements
from chorus_desk.directory.reading.reform import RECORDS, ROOT, ReformDirectory
from chorus_desk.directory.reading.streams import Meter, Opener, Stream
from chorus_desk.directory.reading.tables import NumberedRow, Sample, TableColumns
from chorus_desk.directory.reading.workbook import Workbook
from chorus_desk.domain.errors import UserError
from chorus_desk.domain.text import writable
from chorus_desk.formats.spreadsheet.safety import kind_of_zip

_T = TypeVar("_T")
_HEAD = 4096
_LARGEST_INSIDE = 500_000_000
"""Bytes of a workbook within a zip: it is copied beside, since its parts are read out of order."""
_ZIP, _GZIP, _OLD_OFFICE = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError,
)  # fmt: skip


class ListFile(Protocol):
    """A file that holds tables of the list."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def size(self) -> int:
        """The bytes that are counted while it is read."""

    def samples(self) -> Iterator[Sample]:
        """Give the beginning of each table."""

    def rows(self, tables: Mapping[str, TableColumns], meter: Meter) -> Iterator[NumberedRow]:
        """Give the rows of the tables that are named."""

    def day(self) -> date | None:
        """Return the day that it says it is of."""


@contextmanager
def open_lists(paths: Iterable[Path]) -> Iterator[tuple[ListFile, ...]]:
    """Open the files that together hold a list, and close them afterwards.

    Raises:
        UserError: one is missing, empty, locked (``list-locked``), damaged (``list-unreadable``),
            beyond all measure (``list-too-large``) or of another kind (``list-unknown``).
    """
    with ExitStack() as stack:
        yield tuple(one for path in paths for one in told(_opened(path, stack), path.name))


def told(items: Iterable[_T], name: str) -> Iterator[_T]:
    """Give what a reader gives; what is wrong with its file is said in one sentence.

    Raises:
        UserError: ``list-unreadable``.
    """
    try:
        yield from items
    except _DAMAGED as error:
        raise UserError("list-unreadable", file=writable(name)) from error


def _opened(path: Path, stack: ExitStack) -> Iterator[ListFile]:
    name = writable(path.name)
    start = _start(path)
    if start.startswith(_ZIP):
        yield from _of_zip(path, name, stack)
    elif start.startswith(_GZIP):
        for member in packed_members(path):
            yield from _of_text(member, name, path.stat().st_size)
    else:
        yield from _of_text(lambda: path.open("rb"), name, path.stat().st_size)


def _start(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UserError("file-is-folder", file=path.name)
        with path.open("rb") as file:
            start = file.read(_HEAD)
    except FileNotFoundError as error:
        raise UserError("file-missing", file=str(path)) from error
    except (OSError, ValueError) as error:
        raise UserError("file-unreadable", file=str(path)) from error
    if not start.strip():
        raise UserError("file-empty", file=path.name)
    if start.startswith(_OLD_OFFICE):
        raise UserError("workbook-old")
    return start


def _of_zip(file: Path | IO[bytes], name: str, stack: ExitStack) -> Iterator[ListFile]:
    parts = stack.enter_context(open_zip(file, name))
    assert parts.fp is not None
    kind = kind_of_zip(parts.fp)
    if kind == "ods":
        raise UserError("workbook-ods")
    if kind == "xlsx":
        yield Workbook(parts, name)
        return
    if not isinstance(file, Path):  # a zip in a zip: nobody publishes one
        raise UserError("list-unknown", file=name)
    for info in parts.infolist():
        if not info.is_dir() and not info.filename.startswith("__MACOSX/"):
            yield from _of_member(parts, info, stack)


def _of_member(
    parts: zipfile.ZipFile, info: zipfile.ZipInfo, stack: ExitStack
) -> Iterator[ListFile]:
    name = writable(info.filename.rpartition("/")[2])
    with parts.open(info) as file:
        start = file.read(_HEAD)
    if start.startswith(_ZIP):
        yield from _of_zip(_copied(parts, info, name, stack), name, stack)
    elif start.strip():
        yield from _of_text(lambda: parts.open(info), name, info.file_size)


def _copied(
    parts: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, stack: ExitStack
) -> IO[bytes]:
    """Return a member copied to a file without a name, which goes when it is closed."""
    copy = stack.enter_context(TemporaryFile())  # noqa: SIM115 -- the stack closes it
    with parts.open(info) as file:
        stream = Stream(file, name, most=_LARGEST_INSIDE)
        shutil.copyfileobj(stream, copy)
    copy.seek(0)
    return copy


def _of_text(open_: Opener, name: str, size: int) -> Iterator[ListFile]:
    with open_() as file:
        start = file.read(_HEAD)
    if not _XML.match(start):
        if b"\0" in start and not start.startswith(_UTF16):
            raise UserError("list-unknown", file=name)
        yield Delimited(open_, name, size)
    elif ROOT.encode() in start.replace(b"\0", b""):
        yield ReformDirectory(Elements(open_, name, size, RECORDS))
    else:
        yield Elements(open_, name, size)
