"""What a workbook from a stranger may weigh, looked at before a reader unpacks it."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from typing import IO
from xml.parsers import expat

from chorus_desk.domain.errors import UserError

LARGEST_FILE = 60_000_000
LARGEST_UNPACKED = 180_000_000
"""Bytes of all parts together; 100,000 rows of thirty columns unpack to about 150 MB."""
MOST_PARTS = 2_000
MOST_MARKS = 12_000_000
"""Tags of one part; 100,000 rows of twenty filled cells have about 8 million."""
MOST_CELLS = 5_000_000
"""Rows × columns of the widest sheet: the reader keeps the whole rectangle."""
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_WORKBOOK = "xl/workbook.xml"
_OTHER_KINDS = ("content.xml", "xl/workbook.bin")
"""Parts of OpenDocument and of Excel's binary kind, which no workbook of Excel's own has."""
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_TABLE = b"sheetData"
_INSIDE = frozenset({"v", "is", "t", "f"})
"""Tags inside a cell, half of a sheet's."""
_DIGITS = "0123456789"
_MOST_DIGITS = 7


def kind_of_zip(file: IO[bytes]) -> str:
    """Return what a ZIP is: ``xlsx``, ``ods``, or ``zip``; a damaged one is called ``xlsx``."""
    try:
        with zipfile.ZipFile(file) as parts:
            if _is_excel(parts):
                return "xlsx"
            if "mimetype" in parts.namelist():
                with parts.open("mimetype") as part:
                    return "ods" if part.read(len(_ODS)) == _ODS else "zip"
            return "zip"
    except _DAMAGED:
        return "xlsx"


def check_workbook(content: bytes) -> None:
    """Refuse a workbook that would fill the memory, and any other ZIP.

    Raises:
        UserError: ``workbook-too-large`` or ``workbook-unreadable``.
    """
    if len(content) > LARGEST_FILE:
        raise UserError("workbook-too-large")
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            if not _is_excel(parts) or not _has_one_directory(content):
                raise UserError("workbook-unreadable")
            for part in _unpacked(parts):
                if part.count(b"<") > MOST_MARKS:
                    raise UserError("workbook-too-large")
                if _TABLE in part:  # whatever it is called, and whatever leads to it
                    _Extent().measure(part)
    except _DAMAGED as error:
        raise UserError("workbook-unreadable") from error


def _is_excel(parts: zipfile.ZipFile) -> bool:
    names = {name.replace("\\", "/").casefold() for name in parts.namelist()}
    return _WORKBOOK in names and names.isdisjoint(_OTHER_KINDS)


def _has_one_directory(content: bytes) -> bool:
    """Return whether every reader of ZIPs finds the same list of parts, at the very end."""
    return content[-22:-18] == b"PK\x05\x06" and content[-42:-38] != b"PK\x06\x07"


def _unpacked(parts: zipfile.ZipFile) -> Iterator[bytes]:
    """Give the content of every part; what a part says of its size is not believed."""
    infos, room = parts.infolist(), LARGEST_UNPACKED
    if len(infos) > MOST_PARTS:
        raise UserError("workbook-too-large")
    for info in infos:
        if info.compress_type not in _METHODS:
            raise UserError("workbook-unreadable")
        info.file_size = LARGEST_UNPACKED + 1
        with parts.open(info) as part:
            content = part.read(room + 1)
        room -= len(content)
        if room < 0:
            raise UserError("workbook-too-large")
        yield content


@dataclass
class _Extent:
    """The rectangle that the cells of a sheet span, as the reader counts them."""

    row: int = 0
    column: int = 0
    lowest: int = 1
    widest: int = 1

    def measure(self, sheet: bytes) -> None:
        """Follow the cells of a sheet from the first to the last.

        Raises:
            UserError: ``workbook-too-large``.
            ValueError: a cell says that it stands where none can.
        """
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.Parse(sheet, True)
        if self.lowest * self.widest > MOST_CELLS:
            raise UserError("workbook-too-large")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # Called for every tag of a sheet, so it is written to be quick.
        if name in _INSIDE:
            return
        if name == "c" or name.endswith(":c"):
            place = attributes.get("r")
            if place:
                letters = place.rstrip(_DIGITS)
                self.column, row = _column(letters), _row(place[len(letters) :])
            else:
                self.column, row = self.column + 1, self.row
            if self.column > self.widest:  # noqa: PLR1730 -- quicker than a call
                self.widest = self.column
            if row > self.lowest:  # noqa: PLR1730
                self.lowest = row
        elif name == "row" or name.endswith(":row"):
            place = attributes.get("r")
            self.row = int(place) if place else self.row + 1
            self.column = 0


@lru_cache(maxsize=8)  # the cells of a row all say the same
def _row(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(digits)
    return int(digits)


def _refuse_doctype(*_declaration: object) -> None:
    raise ValueError("a sheet has no document type")


@cache
def _column(letters: str) -> int:
    """Return the number of a column; raise ValueError for what is none."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise ValueError(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
