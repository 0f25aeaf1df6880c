"""What a workbook of Excel's old kind (.xls) may weigh, looked at before a reader opens it.

It is a small file system (compound file, MS-CFB) whose stream ``Workbook`` is a row of records
(BIFF, MS-XLS). A few bytes of it can claim a sheet of 65,536 × 256 cells, or repeat one long text.
"""

import struct
from collections.abc import Iterator, Sequence

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.limits import MOST_CELLS, MOST_CHARACTERS, MOST_ROWS

LARGEST = 30_000_000
_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_NAMES = ("Workbook", "Book")
_BOF, _DIMENSIONS, _SST, _CONTINUE, _LABEL_SST = 0x0809, 0x0200, 0x00FC, 0x003C, 0x00FD
_CELLS = frozenset({0x0201, 0x0203, 0x0204, 0x0205, 0x0006, 0x00FD, 0x027E, 0x00D6, 0x0406, 0x0206})
_ROWS_OF_CELLS = frozenset({0x00BD, 0x00BE})
"""Records of several cells side by side; the last column stands at their end."""
_DAMAGED = (struct.error, IndexError, ValueError)


def check_old_workbook(content: bytes) -> None:
    """Refuse an old workbook that would fill the memory, or is none.

    Raises:
        UserError: ``workbook-too-large`` or ``workbook-unreadable``.
    """
    if len(content) > LARGEST:
        raise UserError("workbook-too-large")
    try:
        _Weight().measure(_Compound(content).stream(_NAMES))
    except _DAMAGED as error:
        raise UserError("workbook-unreadable") from error


class _Compound:
    """The streams of a compound file. Every walk is bounded by the number of sectors there are."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(_SIGNATURE):
            raise ValueError("no compound file")
        self._content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError("sectors of an unknown size")
        self._size = 1 << shift
        self._most = len(content) // self._size + 1
        directory, _, self._cutoff, mini, _, more, _ = struct.unpack_from("<7I", content, 48)
        self._table = self._allocation(struct.unpack_from("<109I", content, 76), more)
        self._directory = self._joined(directory)
        self._mini_table = _integers(self._joined(mini)) if mini < _END else ()

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._content):
            raise ValueError("a sector beyond the end")
        return self._content[start : start + self._size]

    def _allocation(self, first: Sequence[int], more: int) -> Sequence[int]:
        """Return the table that leads from each sector to the next one of its stream."""
        sectors = [number for number in first if number < _END]
        for _ in range(self._most):
            if more >= _END:
                break
            *found, more = _integers(self._sector(more))
            sectors += [number for number in found if number < _END]
        return _integers(b"".join(map(self._sector, sectors[: self._most])))

    def _joined(self, first: int) -> bytes:
        return b"".join(map(self._sector, _chain(self._table, first, self._most)))

    def stream(self, names: Sequence[str]) -> bytes:
        """Return the first stream of one of the names; ValueError where there is none."""
        root = b""
        for start in range(0, len(self._directory) - 127, 128):
            entry = self._directory[start : start + 128]
            length, kind = struct.unpack_from("<HB", entry, 64)
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            first, size = struct.unpack_from("<II", entry, 116)
            if kind == 5:
                root = self._joined(first) if first < _END else b""
            elif kind == 2 and name in names:
                return self._read(first, size, root)
        raise ValueError("no workbook in it")

    def _read(self, first: int, size: int, root: bytes) -> bytes:
        if size >= self._cutoff:
            return self._joined(first)[:size]
        parts = _chain(self._mini_table, first, len(root) // 64 + 1)
        return b"".join(root[number * 64 : number * 64 + 64] for number in parts)[:size]


def _integers(part: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4])


def _chain(table: Sequence[int], first: int, most: int) -> Iterator[int]:
    """Follow a chain of sectors to its end; ValueError for one that turns in circles."""
    for _ in range(most + 1):
        if first >= _END:
            return
        yield first
        first = table[first]
    raise ValueError("a chain without an end")


class _Weight:
    """The rectangles that the cells of all sheets span, as large as they claim to be."""

    def __init__(self) -> None:
        self._rows = self._cells = self._lowest = self._widest = 0
        self._texts: list[bytes] = []
        self._repeated: dict[int, int] = {}
        """How often each text of the table of texts stands in a cell."""

    def measure(self, stream: bytes) -> None:
        at, in_texts = 0, False
        unpack = struct.Struct("<HH").unpack_from
        while at + 4 <= len(stream):
            kind, length = unpack(stream, at)
            at += 4
            if kind in _CELLS or kind in _ROWS_OF_CELLS:
                self._cell(kind, stream, at, length)
            elif kind == _DIMENSIONS and length >= 10:
                self._dimensions(stream[at : at + length])
            elif kind == _BOF:
                self._end_sheet()
            elif kind == _SST or (kind == _CONTINUE and in_texts):
                self._texts.append(stream[at : at + length])
            in_texts = kind == _SST or (kind == _CONTINUE and in_texts)
            at += length
        self._end_sheet()
        self._weigh_texts()

    def _cell(self, kind: int, stream: bytes, at: int, length: int) -> None:
        row, column = struct.unpack_from("<HH", stream, at)
        if kind in _ROWS_OF_CELLS:
            (column,) = struct.unpack_from("<H", stream, at + length - 2)
        elif kind == _LABEL_SST:
            (text,) = struct.unpack_from("<I", stream, at + 6)
            self._repeated[text] = self._repeated.get(text, 0) + 1
        self._lowest = max(self._lowest, row + 1)
        self._widest = max(self._widest, column + 1)

    def _dimensions(self, record: bytes) -> None:
        form = "<IIHH" if len(record) >= 14 else "<HHHH"
        _, rows, _, columns = struct.unpack_from(form, record)
        if rows * columns > MOST_CELLS:  # a reader makes room for as many
            raise UserError("workbook-too-large")

    def _end_sheet(self) -> None:
        self._rows += self._lowest
        self._cells += self._lowest * self._widest
        self._lowest = self._widest = 0
        if self._rows > MOST_ROWS or self._cells > MOST_CELLS:
            raise UserError("workbook-too-large")

    def _weigh_texts(self) -> None:
        """Refuse a workbook whose cells repeat long texts until they fill the memory."""
        size = sum(map(len, self._texts))
        if size * sum(self._repeated.values()) <= MOST_CHARACTERS:
            return
        lengths = list(_lengths(self._texts))
        total = sum(lengths[text] * times for text, times in self._repeated.items()
                    if text < len(lengths))  # fmt: skip
        if total > MOST_CHARACTERS:
            raise UserError("workbook-too-large")


def _lengths(records: Sequence[bytes]) -> Iterator[int]:
    """Give the characters of each text of the table (SST) and the records that continue it.

    A text may break off anywhere between two characters; the record that goes on with it then
    begins with a byte that says anew how wide they are (MS-XLS 2.5.293).
    """
    part, at = 0, 8
    while part < len(records):
        if at >= len(records[part]):
            part, at = part + 1, at - len(records[part])
            continue
        length, flags = struct.unpack_from("<HB", records[part], at)
        at += 3
        runs = extra = 0
        if flags & 8:
            (runs,) = struct.unpack_from("<H", records[part], at)
            at += 2
        if flags & 4:
            (extra,) = struct.unpack_from("<I", records[part], at)
            at += 4
        yield length
        left, width = length, 1 + (flags & 1)
        while left:
            here = min(left, (len(records[part]) - at) // width)
            left, at = left - here, at + here * width
            if left:
                part, at = part + 1, 1
                width = 1 + (records[part][0] & 1)
        at += 4 * runs + extra
