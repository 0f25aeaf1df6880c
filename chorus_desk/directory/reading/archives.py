"""Members of archives that hold lists: of a zip, of a tar packed with gzip. Nothing is unpacked to
a name that an archive gives."""

import gzip
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Self

from chorus_desk.domain.errors import UserError

_MOST_MEMBERS = 2_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_BLOCK = 512
_REGULAR = (b"0", b"\0")
_MAGIC = slice(257, 262)


def open_zip(file: Path | IO[bytes], name: str) -> zipfile.ZipFile:
    """Open a zip whose members can be read as streams.

    Raises:
        UserError: ``list-locked``, ``list-too-large`` (members beyond number),
            ``list-unreadable`` (packed in a way that nobody uses).
        zipfile.BadZipFile, OSError: it is none, or damaged.
    """
    parts = zipfile.ZipFile(file)
    try:
        _refuse_unusual(parts.infolist(), name)
    except UserError:
        parts.close()
        raise
    return parts


def _refuse_unusual(members: Sequence[zipfile.ZipInfo], name: str) -> None:
    if len(members) > _MOST_MEMBERS:
        raise UserError("list-too-large", file=name)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UserError("list-locked", file=name)
    if any(member.compress_type not in _METHODS for member in members):
        raise UserError("list-unreadable", file=name)


class PackedFile:
    """A file packed with gzip, or a member of a tar in it; it tells where it stands in the pack."""

    def __init__(self, path: Path, skip: int = 0, length: int = sys.maxsize) -> None:
        self._raw = path.open("rb")
        self._packed = gzip.GzipFile(fileobj=self._raw)
        self._left = length
        self._packed.seek(skip)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self._packed.close()
        self._raw.close()

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, none at the end."""
        content = self._packed.read(min(size, self._left))
        self._left -= len(content)
        return content

    def position(self) -> int:
        """Return how many bytes of the pack were read."""
        return self._raw.tell()


def packed_members(path: Path) -> Iterator[Callable[[], PackedFile]]:
    """Give what opens each file of a tar packed with gzip, or the one file that was packed.

    Links, devices and names mean nothing here: only the bytes of regular files are read.
    """
    with gzip.open(path) as packed:
        header = packed.read(_BLOCK)
        if header[_MAGIC] != b"ustar":
            yield lambda: PackedFile(path)
            return
        at = 0
        for _ in range(_MOST_MEMBERS):
            if len(header) < _BLOCK or not header.strip(b"\0"):
                return
            length = int(header[124:136].strip(b" \0") or b"0", 8)
            at += _BLOCK
            if header[156:157] in _REGULAR:
                yield lambda at=at, length=length: PackedFile(path, at, length)  # type: ignore[misc]
            at += -(-length // _BLOCK) * _BLOCK
            packed.seek(at)
            header = packed.read(_BLOCK)
