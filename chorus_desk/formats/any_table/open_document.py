"""What an OpenDocument workbook may weigh, looked at before a reader unpacks it."""

import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from chorus_desk.domain.errors import UserError

LARGEST_FILE = 60_000_000
LARGEST_CONTENT = 180_000_000
MOST_CELLS = 5_000_000
"""Rows × columns of a sheet, repeated ones counted as often as they are repeated."""
_CONTENT = "content.xml"
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, RuntimeError, ValueError,
    KeyError, NotImplementedError,
)  # fmt: skip


def check_open_document(content: bytes) -> None:
    """Refuse an OpenDocument workbook that would fill the memory, is damaged or is protected.

    Raises:
        UserError: ``workbook-too-large`` or ``workbook-unreadable``.
    """
    if len(content) > LARGEST_FILE:
        raise UserError("workbook-too-large")
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts, parts.open(_CONTENT) as part:
            table = part.read(LARGEST_CONTENT + 1)
        if len(table) > LARGEST_CONTENT:
            raise UserError("workbook-too-large")
        _Extent().measure(table)
    except _DAMAGED as error:
        raise UserError("workbook-unreadable") from error


class _Extent:
    """The rectangle that the filled cells of each table span."""

    def __init__(self) -> None:
        self._row = self._column = self._row_repeat = self._lowest = self._widest = 0

    def measure(self, part: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.Parse(part, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self._row = self._lowest = self._widest = 0
        elif tag == "table:table-row":
            self._row_repeat = _count(attributes, "table:number-rows-repeated")
            self._column = 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._column += _count(attributes, "table:number-columns-repeated")
            if "office:value-type" in attributes or "table:formula" in attributes:
                self._lowest = self._row + self._row_repeat
                self._widest = max(self._widest, self._column)
                if self._lowest * self._widest > MOST_CELLS:
                    raise UserError("workbook-too-large")

    def _end(self, tag: str) -> None:
        if tag == "table:table-row":
            self._row += self._row_repeat


def _count(attributes: dict[str, str], name: str) -> int:
    return min(max(1, int(attributes.get(name, "1"))), 10**9)


def _refuse_doctype(*_declaration: object) -> None:
    raise ValueError("a workbook has no document type")
