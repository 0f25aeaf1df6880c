"""Texts that the cells of an Excel workbook share: a reader copies each into every cell."""

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.parsers import expat

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.limits import MOST_CHARACTERS

_END = re.compile(rb"</(?:\w+:)?si\s*>")
_STRINGS = re.compile(rb"<(?:\w+:)?sst[\s>]")
_TABLE = b"sheetData"
_FEWEST = 9
"""Bytes of a cell that names a shared text at least: ``<v>0</v>`` and what is around it."""


def check_shared_strings(content: bytes) -> None:
    """Refuse a workbook whose cells repeat long texts until they fill the memory.

    Raises:
        UserError: ``workbook-too-large``.
        zipfile.BadZipFile, expat.ExpatError …: as the parts are damaged.
    """
    with zipfile.ZipFile(BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name.casefold().endswith(".xml")]
        texts: Sequence[int] = ()
        sheets, longest = [], 0
        for name in names:
            part = parts.read(name)
            if _STRINGS.search(part[:2000]):
                texts = [len(text) for text in _END.split(part)]
                longest = max((longest, *texts))
            elif _TABLE in part:
                sheets.append((name, len(part) // _FEWEST))
        if longest * sum(cells for _, cells in sheets) <= MOST_CHARACTERS:
            return
        room = MOST_CHARACTERS
        for name, _ in sheets:
            room -= _Shared(texts).weight(parts.read(name))
            if room < 0:
                raise UserError("workbook-too-large")


class _Shared:
    """Follows the cells of a sheet and adds up the texts that they name."""

    def __init__(self, texts: Sequence[int]) -> None:
        self._texts, self._total = texts, 0
        self._shared = self._inside = False
        self._digits = ""

    def weight(self, part: bytes) -> int:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(part, True)
        return self._total

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "c":
            self._shared = attributes.get("t") == "s"
        elif local == "v":
            self._inside, self._digits = self._shared, ""

    def _text(self, text: str) -> None:
        if self._inside:
            self._digits += text

    def _end(self, tag: str) -> None:
        if self._inside and tag.rpartition(":")[2] == "v":
            self._inside = False
            number = int(self._digits) if self._digits.strip().isdecimal() else -1
            if 0 <= number < len(self._texts):
                self._total += self._texts[number]
            if self._total > MOST_CHARACTERS:
                raise UserError("workbook-too-large")
