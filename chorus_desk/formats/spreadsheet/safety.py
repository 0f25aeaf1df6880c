"""What a workbook from a stranger may weigh, looked at before a reader unpacks it."""

import re
import zipfile
from io import BytesIO
from typing import IO

from chorus_desk.domain.errors import UserError

LARGEST_FILE = 60_000_000
LARGEST_UNPACKED = 250_000_000
"""Bytes of all parts together; 100,000 rows of thirty columns unpack to about 150 MB."""
MOST_PARTS = 2_000
MOST_CELLS = 12_000_000
"""Rows × columns of the widest sheet: the reader keeps the whole rectangle."""
_CHUNK = 4_000_000
_REFERENCE = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')


def check_workbook(content: bytes) -> None:
    """Refuse a workbook that would fill the memory.

    Raises:
        UserError: ``workbook-too-large`` or ``workbook-unreadable``.
    """
    if len(content) > LARGEST_FILE:
        raise UserError("workbook-too-large")
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            _check_parts(parts)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise UserError("workbook-unreadable") from error


def _check_parts(parts: zipfile.ZipFile) -> None:
    infos = parts.infolist()
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_UNPACKED:
        raise UserError("workbook-too-large")
    for info in infos:
        if info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml"):
            with parts.open(info) as sheet:
                _check_sheet(sheet)


def _check_sheet(sheet: IO[bytes]) -> None:
    """Measure the rectangle that the cells of a sheet span."""
    widest, lowest, size, tail = 1, 1, 0, b""
    while chunk := sheet.read(_CHUNK):
        size += len(chunk)
        if size > LARGEST_UNPACKED:  # a part that lies about its size
            raise UserError("workbook-too-large")
        seen = tail + chunk
        for letters, row in _REFERENCE.findall(seen):
            lowest = max(lowest, int(row))
            widest = max(widest, _column(letters))
        tail = seen[-16:]
        if lowest * widest > MOST_CELLS:
            raise UserError("workbook-too-large")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
