"""Files inside a zip or a ``tar.gz`` of a stranger's: bounded, read in memory, never unpacked.

What an archive says of sizes and names is not believed: bytes are counted as they come, and a name
is a text to be shown, which leads nowhere.
"""

import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, TYPE_CHECKING

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.text import shown_name

if TYPE_CHECKING:
    import tarfile

MOST_MEMBERS = 5_000
LARGEST_MEMBER = 100_000_000
"""Bytes; what a single file may have."""
LARGEST_UNPACKED = 300_000_000
"""Bytes of all members that are read, together."""
LARGEST_TAR = 200_000_000
"""Bytes of a tar, which is unpacked whole."""
_ZIP, _EMPTY_ZIP, _GZIP = b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_PACKAGES = frozenset({"[content_types].xml", "mimetype", "meta-inf/manifest.mf"})
"""What a zip has that is a document or a program of its own: Word, OpenDocument, Java."""
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError,
    NotImplementedError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name there, with ``/`` between folders, and what reads it."""

    name: str
    read: Callable[[], bytes]
    """Return its bytes, or raise a ``UserError``: ``archive-unreadable``, ``archive-too-large``."""


def may_be_archive(start: bytes) -> bool:
    """Return whether a file that begins like this may be an archive: the rest of it tells."""
    return start.startswith((_ZIP, _EMPTY_ZIP, _GZIP))


def is_archive(content: bytes) -> bool:
    """Return whether a content is an archive of files, no workbook or document of Office."""
    if content.startswith((_GZIP, _EMPTY_ZIP)):
        return True
    if not content.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            names = {name.replace("\\", "/").casefold() for name in parts.namelist()}
    except _DAMAGED:
        return False
    return names.isdisjoint(_PACKAGES)


def members(content: bytes, name: str) -> Iterator[Member]:
    """Give the files of an archive in the order of their names; ``name`` is the archive's own.

    Raises:
        UserError: ``archive-unreadable``, ``archive-locked``, ``archive-too-large``; or
            ``unknown-format`` for what was packed with gzip and is no tar.
    """
    try:
        found = _of_tar(content, name) if content.startswith(_GZIP) else _of_zip(content, name)
    except _DAMAGED as error:
        raise UserError("archive-unreadable", file=name) from error
    yield from sorted(found, key=lambda member: member.name)


@dataclass
class _Room:
    """How many bytes may still be unpacked."""

    archive: str
    left: int = LARGEST_UNPACKED
    _read: list[int] = field(default_factory=list)

    def take(self, file: IO[bytes]) -> bytes:
        """Read a file whole.

        Raises:
            UserError: ``archive-too-large``.
        """
        content = file.read(min(self.left, LARGEST_MEMBER) + 1)
        if len(content) > min(self.left, LARGEST_MEMBER):
            raise UserError("archive-too-large", file=self.archive)
        self.left -= len(content)
        return content


def _of_zip(content: bytes, name: str) -> list[Member]:
    parts, room = zipfile.ZipFile(BytesIO(content)), _Room(name)
    infos = [info for info in parts.infolist() if not info.is_dir()]
    if len(infos) > MOST_MEMBERS:
        raise UserError("archive-too-large", file=name)
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise UserError("archive-locked", file=name)

    def reader(info: zipfile.ZipInfo) -> Callable[[], bytes]:
        def read() -> bytes:
            if info.compress_type not in _METHODS:
                raise UserError("archive-unreadable", file=name)
            try:
                info.file_size = sys.maxsize  # what it says of its size is not believed
                with parts.open(info) as part:
                    return room.take(part)
            except _DAMAGED as error:
                raise UserError("archive-unreadable", file=name) from error

        return read

    return [Member(_shown(info.filename), reader(info)) for info in infos]


def _of_tar(content: bytes, name: str) -> list[Member]:
    import gzip  # 5 ms of a start with what follows, for what hardly anybody imports
    import tarfile

    with gzip.GzipFile(fileobj=BytesIO(content)) as packed:
        unpacked = packed.read(LARGEST_TAR + 1)
    if len(unpacked) > LARGEST_TAR:
        raise UserError("archive-too-large", file=name)
    if unpacked[257:262] != b"ustar":  # a single file that was packed, or nothing of ours
        raise UserError("unknown-format")
    room, found = _Room(name), list[Member]()
    try:
        tar = tarfile.open(fileobj=BytesIO(unpacked), mode="r:")  # noqa: SIM115 -- read later
        infos = tar.getmembers()
    except tarfile.TarError as error:
        raise UserError("archive-unreadable", file=name) from error
    for info in infos:
        if len(found) >= MOST_MEMBERS:
            raise UserError("archive-too-large", file=name)
        if info.isreg() and not info.issparse():
            found.append(Member(_shown(info.name), _tar_reader(tar, info, room)))
    return found


def _tar_reader(
    tar: "tarfile.TarFile", info: "tarfile.TarInfo", room: _Room
) -> Callable[[], bytes]:
    def read() -> bytes:
        from tarfile import TarError

        try:
            file = tar.extractfile(info)
            assert file is not None  # a regular file
            return room.take(file)
        except (*_DAMAGED, TarError) as error:
            raise UserError("archive-unreadable", file=room.archive) from error

    return read


def _shown(name: str) -> str:
    """Return a name as it is told: no way out of the archive, nothing that a line cannot hold."""
    parts = shown_name(name).replace("\\", "/").split("/")
    kept = (" ".join(part.split()) for part in parts)
    return "/".join(part for part in kept if part not in ("", ".", "..")) or "?"
