"""What an OpenDocument workbook may weigh, looked at before a reader unpacks it."""

import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.deadline import Deadline
from chorus_desk.formats.any_table.limits import (
    MOST_CELLS,
    MOST_CHARACTERS,
    MOST_MARKS,
    MOST_ROWS,
)

LARGEST_FILE = 60_000_000
LARGEST_CONTENT = 180_000_000
_CONTENT = "content.xml"
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, RuntimeError, ValueError,
    KeyError, NotImplementedError,
)  # fmt: skip


def check_open_document(content: bytes, deadline: Deadline) -> None:
    """Refuse an OpenDocument workbook that would fill the memory, is damaged or is protected.

    Raises:
        UserError: ``workbook-too-large``, ``workbook-unreadable`` or ``table-too-slow``.
    """
    if len(content) > LARGEST_FILE:
        raise UserError("workbook-too-large")
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts, parts.open(_CONTENT) as part:
            table = part.read(LARGEST_CONTENT + 1)
        if len(table) > LARGEST_CONTENT or table.count(b"<") > MOST_MARKS:
            raise UserError("workbook-too-large")
        _Extent(deadline).measure(table)
    except _DAMAGED as error:
        raise UserError("workbook-unreadable") from error


class _Extent:
    """The rectangles that the filled cells of the tables span, repeated ones counted as often."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._row = self._column = self._row_repeat = self._lowest = self._widest = 0
        self._rows = self._cells = 0
        self._letters = self._repeat = self._of_row = self._of_all = 0

    def measure(self, part: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.Parse(part, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self._row = self._lowest = self._widest = 0
        elif tag == "table:table-row":
            self._row_repeat = _count(attributes, "table:number-rows-repeated")
            self._column = self._of_row = 0
            self._deadline.check()
        elif tag in _CELLS:
            self._repeat = _count(attributes, "table:number-columns-repeated")
            self._letters = len(attributes.get("office:string-value", ""))
            self._column += self._repeat
            if "office:value-type" in attributes or "table:formula" in attributes:
                self._lowest = self._row + self._row_repeat
                self._widest = max(self._widest, self._column)
                self._weigh(self._lowest, self._lowest * self._widest)

    def _text(self, text: str) -> None:
        self._letters += len(text)

    def _end(self, tag: str) -> None:
        if tag in _CELLS:
            self._of_row += self._letters * self._repeat
            self._letters = 0
        elif tag == "table:table-row":
            self._row += self._row_repeat
            self._of_all += self._of_row * self._row_repeat
            self._weigh(0, 0)
        elif tag == "table:table":
            self._rows += self._lowest
            self._cells += self._lowest * self._widest

    def _weigh(self, rows: int, cells: int) -> None:
        if (
            self._rows + rows > MOST_ROWS or self._cells + cells > MOST_CELLS
            or self._of_all > MOST_CHARACTERS
        ):  # fmt: skip
            raise UserError("workbook-too-large")


def _count(attributes: dict[str, str], name: str) -> int:
    return min(max(1, int(attributes.get(name, "1"))), 10**9)


def _refuse_doctype(*_declaration: object) -> None:
    raise ValueError("a workbook has no document type")
