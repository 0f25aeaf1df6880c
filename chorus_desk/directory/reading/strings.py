"""The texts that the cells of a workbook share, kept packed: a list has a million of them."""

import re
from array import array
from html import unescape

from lxml import etree

from chorus_desk.directory.reading.streams import Pieces, Stream
from chorus_desk.domain.errors import UserError
from chorus_desk.formats import xml

MOST_BYTES = 160_000_000
"""Of all texts together; they are kept in memory."""
_PLAIN = re.compile(rb"\s*<si><t(?: xml:space=\"preserve\")?>([^<]*)</t>")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Strings:
    """Texts by their numbers."""

    def __init__(self) -> None:
        self._content = bytearray()
        self._ends = array("L", [0])

    def __getitem__(self, number: int) -> str:
        """Return a text; raise IndexError where there is none."""
        if number < 0:
            raise IndexError(number)
        start, end = self._ends[number], self._ends[number + 1]
        return self._content[start:end].decode()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, content: bytes) -> None:
        """Add a text in UTF-8."""
        self._content += content
        self._ends.append(len(self._content))


def read_strings(stream: Stream) -> Strings:
    """Read the shared texts of a workbook.

    Raises:
        UserError: ``list-too-large``, ``list-unreadable``, or one of ``formats.xml.parse``.
    """
    strings, pieces = Strings(), Pieces(stream)
    room = MOST_BYTES
    for piece in pieces.of(b"si"):
        plain = _PLAIN.fullmatch(piece)
        content = plain[1] if plain else _composed(piece, pieces)
        if b"&" in content or b"_x" in content:
            content = decoded(content).encode("utf-8", "replace")
        room -= len(content) + 8
        if room < 0:
            raise UserError("list-too-large", file=stream.name)
        strings.add(content)
    return strings


def decoded(content: bytes) -> str:
    """Return a text of a workbook as it is meant: entities, and Excel's own escapes."""
    text = content.decode()
    if "&" in text:
        text = unescape(text)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _composed(piece: bytes, pieces: Pieces) -> bytes:
    """Return the text of an entry that has formats, or spells its tags in another way."""
    start = piece.rfind(b"<" + pieces.prefix + b"si")
    root = alone(pieces, piece[max(start, 0) :], b"si")
    # A phonetic reading is no part of the text; what is escaped is decoded by the parser.
    texts = [
        node.text or ""
        for node in root.iter("{*}t")
        if not any(xml.local_name(above) == "rPh" for above in node.iterancestors())
    ]
    return "".join(texts).encode("utf-8", "replace").replace(b"&", b"&amp;")


def alone(pieces: Pieces, record: bytes, element: bytes) -> etree._Element:
    """Parse a record alone, within the root tag of its part.

    Raises:
        UserError: one of ``formats.xml.parse``.
    """
    name = pieces.root[1:-1].split(None, 1)[0]
    return xml.parse(b"%b%b</%b%b></%b>" % (pieces.root, record, pieces.prefix, element, name))
