"""Bytes of a published list as they are read: bounded, counted, in pieces."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from chorus_desk.domain.errors import UserError

PIECE = 1 << 18
"""Bytes read at once."""
LONGEST = 1 << 22
"""Bytes of one row or record; the longest service code has a hundred."""
MOST_UNPACKED = 60_000_000_000
"""Bytes of one part. Nothing is kept of them but rows, so that time alone bounds this: the reform's
export names all of France's establishments."""
MOST_ROWS = 5_000_000
"""Bodies and services of one import, ten times what is known of the list."""
_STEP = 1 << 21

Progress = Callable[[int, int], None]


@dataclass
class Meter:
    """Counts the bytes that were read and tells of them; whoever is told may raise to stop."""

    progress: Progress
    total: int = 0
    done: int = 0
    _told: int = -_STEP

    def add(self, count: int) -> None:
        """Take note of so many more bytes."""
        self.done += count
        if self.done - self._told >= _STEP:
            self._told = self.done
            self.progress(min(self.done, self.total), self.total)


def _nothing(_done: int, _total: int) -> None:
    pass


class Readable(Protocol):
    """What bytes are read from: a file, a member of an archive."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes."""


Opener = Callable[[], AbstractContextManager[Readable]]
"""Begins a list anew."""


@dataclass
class Stream:
    """A part of a list that is being read: it counts its bytes, and ends beyond all measure."""

    file: Readable
    name: str
    meter: Meter = field(default_factory=lambda: Meter(_nothing))
    most: int = MOST_UNPACKED
    _read: int = 0
    _at: int = 0

    def read(self, size: int = PIECE) -> bytes:
        """Return the next bytes, none at the end.

        Raises:
            UserError: it goes beyond all measure (``list-too-large``).
            OSError, zlib.error, zipfile.BadZipFile: it cannot be read.
        """
        content = self.file.read(size)
        self._read += len(content)
        if self._read > self.most:
            raise UserError("list-too-large", file=self.name)
        # A packed file tells where it stands in its pack: how much comes out of it, nobody knows.
        position = getattr(self.file, "position", None)
        at = position() if position else self._read
        self.meter.add(at - self._at)
        self._at = at
        return content


@dataclass
class Pieces:
    """An XML part whose records are cut at their end tags, without a tree of the whole.

    ``root`` is the part's first tag, which a record needs to be parsed alone.
    """

    stream: Stream
    root: bytes = b""
    prefix: bytes = b""
    _rest: bytes = b""

    def __post_init__(self) -> None:
        head = self.stream.read()
        found = _ROOT.search(head)
        if not found or _DOCTYPE in head[: found.start()]:
            raise UserError("list-unreadable", file=self.stream.name)
        self.root, self.prefix, self._rest = found[0], found[1] or b"", head[found.end() :]

    def of(self, element: bytes) -> Iterator[bytes]:
        """Give what stands before each end tag of an element, from its start tag or earlier.

        Raises:
            UserError: a record is longer than any (``list-too-large``), the part is cut short
                (``list-unreadable``); see ``Stream.read``.
        """
        if self.root.endswith(b"/>"):
            return
        end = b"</" + self.prefix + element + b">"
        rest = self._rest
        while True:
            *whole, rest = rest.split(end)
            yield from whole
            if len(rest) > LONGEST:
                raise UserError("list-too-large", file=self.stream.name)
            more = self.stream.read()
            if not more:
                break
            rest += more
        name = self.root[1:-1].split(None, 1)[0]
        if b"</" + name not in rest:
            raise UserError("list-unreadable", file=self.stream.name)


_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*(?:\s[^<>]*)?>")
_DOCTYPE = b"<!DOCTYPE"
