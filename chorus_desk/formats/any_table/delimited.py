"""Tables in plain text: which encoding, which separator, which quotes."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.text import writable
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.limits import MOST_CELLS, MOST_ROWS

LARGEST_TEXT = 40_000_000
_SEPARATORS = ";\t,|"
_SAMPLE_LINES = 60
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip


def read_delimited(content: bytes, name: str = "") -> Grid:
    """Read a text of rows and separators; the sheet takes the given name.

    Raises:
        UserError: ``unknown-format`` (no text, or no table), ``workbook-too-large``.
    """
    if len(content) > LARGEST_TEXT:
        raise UserError("workbook-too-large")
    text = _decoded(content)
    separator = _separator(text)
    rows: list[Sequence[str]] = []
    cells = 0
    try:
        for row in csv.reader(_lines(text), delimiter=separator):
            cells += len(row)
            if cells > MOST_CELLS or len(rows) >= MOST_ROWS:
                raise UserError("workbook-too-large")
            rows.append(row)
    except csv.Error as error:
        raise UserError("unknown-format") from error
    return Grid(name, rows)


def _lines(text: str) -> Iterator[str]:
    """Give the lines of a text with their ends, one at a time: a copy of it may fill the memory."""
    return (match[0] for match in _LINE.finditer(text))


def _decoded(content: bytes) -> str:
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), None)
    if encoding is None and b"\x00" in content[:1000]:
        encoding = "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"
    for candidate in (encoding,) if encoding else ("utf-8", "cp1252", "latin-1"):
        try:
            text = content.decode(candidate)
        except UnicodeError:
            continue
        if _is_text(text):
            return text
        break
    raise UserError("unknown-format")


def _is_text(text: str) -> bool:
    head = text[:20_000]
    return len(head) - len(writable(head)) <= len(head) // 200


def _separator(text: str) -> str:
    """Return the separator that cuts most of the first lines into the same number of cells."""
    lines = text[:200_000].splitlines()[:_SAMPLE_LINES]
    best, found = 0, ""
    for separator in _SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator))
        except csv.Error:
            continue
        score = max((width * count for width, count in widths.items() if width > 1), default=0)
        if score > best:
            best, found = score, separator
    if not found:
        raise UserError("unknown-format")
    return found
