"""A copy of the whole data folder in one file, kept only once it was read back; and its return."""

import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BufferedReader, FileIO
from pathlib import Path
from typing import IO

import msgspec

from chorus_desk.domain.errors import UserError, state_error
from chorus_desk.storage.connection import FILE_NAME as DATABASE
from chorus_desk.storage.copy import Contents, DamagedCopyError, copy_database, inspect_database
from chorus_desk.storage.migrations import latest
from chorus_desk.storage.window_lock import WindowLock
from chorus_desk.system.files import PARTIAL_SUFFIX
from chorus_desk.system.reports import program_version
from chorus_desk.system.settings import FILE_NAME as SETTINGS
from chorus_desk.usecases.copied_readings import MOST_READINGS, READING, readings_of
from chorus_desk.usecases.demo_place import MARKER
from chorus_desk.usecases.importing.watching import FILE_NAME as WATCHED
from chorus_desk.usecases.unsaved import FILE_NAME as TYPED
from chorus_desk.usecases.workspace import Progress, Workspace, no_progress

FORMAT = 2
"""Of the zip; a copy in a higher one is a newer program's."""
MANIFEST = "manifest.json"
MEMBERS = (DATABASE, SETTINGS, MARKER, WATCHED, TYPED)
"""What is kept of a data folder, beside the readings of tables: no other name goes into a copy, or
comes out of one."""
LARGEST_UNPACKED = 20_000_000_000
"""Bytes of all files in a copy."""
MOST_TIMES = 200
"""Times its own size that a copy may unpack to, once that is more than ``UNSUSPICIOUS``."""
UNSUSPICIOUS = 1_000_000_000
"""Bytes. Where a large import was undone SQLite may leave zeros, and they pack to nothing."""
LARGEST_MANIFEST = 100_000
WORKPLACE = f"copie{PARTIAL_SUFFIX}"
"""The folder for what is under way, inside the data folder: it is private, and on a fast disk."""
_CHUNK = 1_000_000
_MOST_AT_ONCE = 2 * _CHUNK
_PACKING = 1
"""Of zlib: the PDFs are packed already, and more effort gives a hundredth."""
_ZIP64_FROM = 1_000_000_000
_BROKEN = (
    OSError, EOFError, ValueError, RuntimeError, OverflowError, LookupError, struct.error,
    zipfile.BadZipFile, zlib.error, msgspec.MsgspecError,
)  # fmt: skip
"""What reading a damaged zip may raise."""

Chunks = Generator[bytes, None, None]
"""The content of a file, piece by piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A copy that was written and read back. ``size`` in bytes; ``invoices`` with the drafts.

    ``left_out``: readings of tables in the data folder that no copy takes.
    """

    file: Path
    size: int
    invoices: int
    events: int
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A data folder made from a copy, when that was made, and by which version of the program."""

    folder: Path
    created_at: datetime
    program: str
    invoices: int
    """Drafts too."""
    events: int


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a copy. ``size`` in bytes."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a copy says of itself."""

    format: int
    program: str
    created_at: datetime
    database: Contents
    members: Mapping[str, Member]


@dataclass(frozen=True, slots=True)
class _AnyManifest:
    """What a manifest of any format says."""

    format: int


def save_copy(workspace: Workspace, target: Path, progress: Progress = no_progress) -> Saved:
    """Write the whole data folder as one zip, as it stands at this moment.

    The zip appears, or takes the place of an older one, only when it was read back and every page,
    reference and stored file in it was found right. What others write meanwhile is not in it.

    Raises:
        UserError: the file cannot be written (``cannot-write``; nor in the data folder itself,
            where a copy is lost together with what it is of), what was read back is not what was
            written (``copy-unverified``), or another process copies this folder just now
            (``database-busy``).
    """
    try:
        if target.is_dir() or target.parent.samefile(workspace.folder):
            raise UserError("cannot-write", file=str(target))
        with _workplace(workspace.folder / WORKPLACE) as room:
            return _save(workspace, target, room, progress)
    except DamagedCopyError as error:
        raise UserError("copy-unverified") from error
    except (OSError, ValueError) as error:
        raise UserError("cannot-write", file=str(target)) from error


def open_copy(source: Path, folder: Path, progress: Progress = no_progress) -> Opened:
    """Make a new data folder from a copy: it appears whole, or not at all.

    The copy may come from a stranger. A database older than this program is migrated when the
    folder is opened.

    Raises:
        UserError: there is no such file (``file-missing``, ``file-is-folder``), it is no copy or a
            damaged one (``copy-unreadable``), a newer program made it (``database-newer``), the
            folder has something in it (``copy-folder-taken``), cannot be written
            (``cannot-write``), or another process unpacks there (``database-busy``).
    """
    try:
        if not source.is_file():
            raise UserError(
                "file-is-folder" if source.is_dir() else "file-missing", file=str(source)
            )
        folder = folder.resolve()
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise UserError("copy-folder-taken", folder=str(folder))
        with _opened(source):  # before anything is made for a file that is no copy
            pass
        with _workplace(folder.with_name(folder.name[:40] + PARTIAL_SUFFIX)) as room:
            manifest = _open(source, folder, room, progress)
    except DamagedCopyError as error:
        raise UserError("copy-unreadable", file=str(source)) from error
    except (OSError, ValueError) as error:
        raise UserError("cannot-write", file=str(folder)) from error
    return Opened(
        folder=folder, created_at=manifest.created_at, program=manifest.program,
        invoices=manifest.database.invoices, events=manifest.database.events,
    )  # fmt: skip


@contextmanager
def _workplace(place: Path) -> Iterator[Path]:
    """Give an empty folder inside ``place`` to one process at a time; both go afterwards.

    What a run that was cut short left there goes now.
    """
    place.mkdir(parents=True, exist_ok=True)
    lock = WindowLock(place)
    if not lock.held:
        raise state_error("database-busy")
    try:
        room = place / "files"
        shutil.rmtree(room, ignore_errors=True)
        room.mkdir()
        yield room
    finally:
        lock.release()  # Windows removes no file that is open
        shutil.rmtree(place, ignore_errors=True)


# Writing


def _save(workspace: Workspace, target: Path, room: Path, progress: Progress) -> Saved:
    partial = target.with_name(target.name[:40] + PARTIAL_SUFFIX)
    try:
        with partial.open("wb") as file:  # it fails before the work is done, not after
            manifest = _pack(workspace, file, room, progress)
            file.flush()
            os.fsync(file.fileno())
        (room / DATABASE).unlink()  # the disk need not hold it twice
        if _read_back(partial, room, progress, first=2, parts=4) != manifest:
            raise DamagedCopyError  # noqa: TRY301 -- what was written is removed below
        size = partial.stat().st_size
        partial.replace(target)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    kept = manifest.database
    return Saved(
        file=target, size=size, invoices=kept.invoices, events=kept.events,
        left_out=readings_of(workspace.folder).left_out,
    )  # fmt: skip


def _pack(workspace: Workspace, file: IO[bytes], room: Path, progress: Progress) -> Manifest:
    """Write the zip; the manifest comes last, when all is known that it says."""
    database = room / DATABASE
    contents = copy_database(workspace.connection, database, _part(progress, 0, 4))
    folder = workspace.folder
    own = {name: folder / name for name in MEMBERS} | {DATABASE: database}
    paths = {**own, **readings_of(folder).taken}
    sizes = {name: path.stat().st_size for name, path in paths.items() if path.is_file()}
    count = _counter(_part(progress, 1, 4), sum(sizes.values()))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKING) as packed:
        members = {}
        for name, size in sizes.items():
            with packed.open(name, "w", force_zip64=size > _ZIP64_FROM) as member:
                members[name] = _pour(_chunks_of(paths[name]), member, count)
        manifest = Manifest(
            format=FORMAT, program=program_version(), created_at=workspace.clock.now(),
            database=contents, members=members,
        )  # fmt: skip
        packed.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
    return manifest


def _chunks_of(path: Path) -> Chunks:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


# Reading


def _open(source: Path, folder: Path, room: Path, progress: Progress) -> Manifest:
    manifest = _read_back(source, room, progress, first=0, parts=2)
    for path in (path for path in room.rglob("*") if path.is_file()):
        with path.open("r+b") as file:
            os.fsync(file.fileno())
    if folder.exists():
        folder.rmdir()  # Windows does not rename onto a folder, even an empty one
    room.replace(folder)
    return manifest


def _read_back(file: Path, room: Path, progress: Progress, *, first: int, parts: int) -> Manifest:
    """Unpack a copy into an empty folder; hold it against its manifest, its database against all.

    Raises:
        UserError: ``database-newer``.
        DamagedCopyError: something is not as it should be.
        OSError: the folder cannot be written.
    """
    with _opened(file) as (packed, manifest):
        sizes = [member.size for member in manifest.members.values()]
        count = _counter(_part(progress, first, parts), sum(sizes))
        for name, member in manifest.members.items():  # names of ours alone, see _check_entries
            (room / name).parent.mkdir(parents=True, exist_ok=True)
            with (room / name).open("xb") as unpacked:
                found = _pour(_chunks_in(packed, name), unpacked, count)
            _demand(found == member)
    contents = inspect_database(room / DATABASE, _part(progress, first + 1, parts))
    _demand(contents == manifest.database)
    return manifest


class _Sparing(BufferedReader):
    """A file that never gives much at a time: a zip may say that its directory has gigabytes."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            return super().read(_MOST_AT_ONCE)
        if size > _MOST_AT_ONCE:
            raise zipfile.BadZipFile
        return super().read(size)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Open a copy whose manifest and entries are as they should be."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(_Sparing(FileIO(path)))
            packed = stack.enter_context(zipfile.ZipFile(file))
            manifest = _manifest(packed)
            _check_entries(packed.infolist(), manifest, path.stat().st_size)
        except _BROKEN as error:
            raise DamagedCopyError from error
        yield packed, manifest


def _manifest(packed: zipfile.ZipFile) -> Manifest:
    """Return the manifest of a copy; one in a newer format may not read as ours do."""
    info = packed.getinfo(MANIFEST)
    _demand(info.file_size <= LARGEST_MANIFEST and _is_plain(info))
    content = packed.read(info)
    found = msgspec.json.decode(content, type=_AnyManifest).format
    if found > FORMAT:
        raise state_error("database-newer", found=found, known=FORMAT)
    manifest = msgspec.json.decode(content, type=Manifest)
    if manifest.database.version > latest():
        raise state_error("database-newer", found=manifest.database.version, known=latest())
    return manifest


def _check_entries(infos: list[zipfile.ZipInfo], manifest: Manifest, weight: int) -> None:
    """Refuse a zip with other files than its manifest's, or with more in it than can be."""
    sizes = {info.filename: info.file_size for info in infos}
    unpacked = sum(sizes.values())
    named = {name: member.size for name, member in manifest.members.items()}
    _demand(len(infos) == len(sizes) and all(_is_plain(info) for info in infos))
    readings = named.keys() - set(MEMBERS)
    _demand(all(map(READING.fullmatch, readings)) and len(readings) <= MOST_READINGS)
    _demand(len({name.casefold() for name in named}) == len(named) and DATABASE in named)
    _demand(sizes == {**named, MANIFEST: sizes[MANIFEST]})
    _demand(unpacked <= min(LARGEST_UNPACKED, max(UNSUSPICIOUS, MOST_TIMES * weight)))


def _is_plain(info: zipfile.ZipInfo) -> bool:
    """Return whether an entry is a file, neither a link nor encrypted nor packed in a rare way."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    usual = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return kind in (0, stat.S_IFREG) and usual and not info.flag_bits & 1


def _chunks_in(packed: zipfile.ZipFile, name: str) -> Chunks:
    """Give an entry piece by piece; its CRC is checked at its end.

    Whatever goes wrong here is the copy's fault; what writes the pieces has faults of its own.
    """
    try:
        with packed.open(name) as member:
            while chunk := member.read(_CHUNK):
                yield chunk
    except _BROKEN as error:
        raise DamagedCopyError from error


def _demand(fulfilled: object) -> None:
    if not fulfilled:
        raise DamagedCopyError


# Both ways


def _pour(chunks: Chunks, file: IO[bytes], count: Callable[[int], None]) -> Member:
    """Write the pieces of a file and return what it is."""
    digest, size = sha256(), 0
    with closing(chunks):  # at once also when writing fails: Windows removes no file that is open
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
            count(len(chunk))
    return Member(size, digest.hexdigest())


def _counter(told: Progress, total: int) -> Callable[[int], None]:
    """Return what adds up the bytes that are done, and tells."""
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        told(done, total)

    return count


def _part(progress: Progress, number: int, parts: int) -> Progress:
    """Return the progress of one part of the work: a word for each hundredth of it."""
    last = -1

    def told(done: int, total: int) -> None:
        nonlocal last
        hundredths = 100 * number + 100 * done // max(total, 1)
        if hundredths != last:
            last = hundredths
            progress(hundredths, 100 * parts)

    return told
