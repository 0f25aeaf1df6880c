"""Rows of a worksheet, as a stream: cut by a pattern as nearly all writers write them.

A row that spells its cells in another way goes through the XML parser; both give the same.
"""

import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lxml import etree

from chorus_desk.directory.reading.cells import Cell
from chorus_desk.directory.reading.streams import MOST_ROWS, Pieces, Stream
from chorus_desk.directory.reading.strings import Strings, alone, decoded
from chorus_desk.domain.errors import UserError

_CELL = re.compile(
    rb'<c(?: r="([A-Z]{1,3})[0-9]{1,7}")?(?: s="([0-9]{1,6})")?(?: t="([a-zA-Z]{1,10})")?'
    rb'(?:/>|>(?:<v>|<is><t(?: xml:space="preserve")?>)([^<]*)</(?:v|t></is)></c>)'
)
_ROW = re.compile(rb"""<[^<>]*?row[^<>]*?\sr=["']([0-9]{1,7})["']""")
_PLACE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_FIRST_DAY = date(1899, 12, 30)
_TEXTS = frozenset({b"inlineStr", b"str", b"d"})
_Raw = tuple[bytes, bytes, bytes, bytes]
"""Letters, style, kind, content of a cell; empty where not said."""


@dataclass(frozen=True)
class Sheet:
    """A worksheet to be read: its part, the workbook's texts, the styles that are dates."""

    stream: Stream
    strings: Strings
    dates: Collection[int]

    def rows(self, wanted: Collection[int], width: int) -> Iterator[tuple[int, list[Cell]]]:
        """Give the rows that hold something: their numbers, and so many cells of each.

        Cells of other columns than the wanted ones stay None.

        Raises:
            UserError: ``list-unreadable``, ``list-too-large``, or one of ``formats.xml.parse``.
        """
        pieces = Pieces(self.stream)
        start, number = b"<" + pieces.prefix + b"row", 0
        for count, piece in enumerate(pieces.of(b"row")):
            if count > MOST_ROWS:
                raise UserError("list-too-large", file=self.stream.name)
            row = piece[max(piece.rfind(start), 0) :]
            told = _ROW.match(row)
            number = int(told[1]) if told else number + 1
            try:
                values = self._values(_raw(row, pieces), wanted, width)
            except (ValueError, IndexError, OverflowError) as error:
                raise UserError("list-unreadable", file=self.stream.name) from error
            yield number, values

    def _values(self, cells: list[_Raw], wanted: Collection[int], width: int) -> list[Cell]:
        row: list[Cell] = [None] * width
        at = -1
        for letters, style, kind, content in cells:
            at = _PLACES[letters] if letters else at + 1
            if content and at in wanted:
                row[at] = self._value(style, kind, content)
        return row

    def _value(self, style: bytes, kind: bytes, content: bytes) -> Cell:
        if kind == b"s":
            return self.strings[int(content)]
        if kind in _TEXTS:
            return decoded(content)
        if kind == b"b":
            return content == b"1"
        if kind == b"e":
            return None
        number = int(content) if content.isdigit() and len(content) < 16 else float(content)
        if style and int(style) in self.dates and math.isfinite(number) and 0 < number < 2_958_466:
            return _FIRST_DAY + timedelta(days=int(number))
        return number


def _raw(row: bytes, pieces: Pieces) -> list[_Raw]:
    """Return the cells of a row; one that the pattern does not explain whole is parsed."""
    cells = _CELL.findall(row)
    marks = row.count(b"<c"), row.count(b"</c") + row.count(b"/>")
    if not pieces.prefix and marks == (len(cells), len(cells)):
        return cells
    return [_parsed(cell) for cell in alone(pieces, row, b"row").iter("{*}c")]


def _parsed(cell: etree._Element) -> _Raw:
    """Return a cell as the pattern would have; ``&`` is escaped anew."""
    kind = cell.get("t", "")
    where = "{*}is//{*}t" if kind == "inlineStr" else "{*}v"
    content = "".join(node.text or "" for node in cell.iterfind(where))
    found = _PLACE.fullmatch(cell.get("r", ""))
    letters = found[1] if found else ""
    fields = (letters, cell.get("s", ""), kind, content.replace("&", "&amp;"))
    return tuple(field.encode("utf-8", "replace") for field in fields)  # type: ignore[return-value]


class _Places(dict[bytes, int]):
    """The numbers of columns by their letters, from 0."""

    def __missing__(self, letters: bytes) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + letter - 64
        self[letters] = number - 1
        return number - 1


_PLACES = _Places()
