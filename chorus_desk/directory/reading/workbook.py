"""A workbook (.xlsx) as a stream: its sheets found, its texts and styles read once."""

import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from posixpath import join, normpath

from lxml import etree

from chorus_desk.directory.reading.cells import Cell
from chorus_desk.directory.reading.columns import heading_row
from chorus_desk.directory.reading.sheet import Sheet
from chorus_desk.directory.reading.streams import Meter, Stream
from chorus_desk.directory.reading.strings import Strings, read_strings
from chorus_desk.directory.reading.tables import SAMPLED, NumberedRow, Sample, TableColumns
from chorus_desk.domain.errors import UserError
from chorus_desk.formats import xml

_WIDEST = 256
_LARGEST_PART = 20_000_000
"""Bytes of a part that is read whole: styles, relations, properties."""
_WORKBOOK = "xl/workbook.xml"
_MOST_SHEETS = 50
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
"""Number formats of dates that a file need not define (ECMA-376, 18.8.30)."""
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Workbook:
    """A workbook whose sheets are tables."""

    parts: zipfile.ZipFile
    name: str

    @property
    def size(self) -> int:
        """The bytes that are counted while it is read."""
        return sum(self.parts.getinfo(part).file_size for part in self._sheets.values())

    def samples(self) -> Iterator[Sample]:
        """Give the beginning of each sheet that holds data.

        Raises:
            UserError: ``list-unreadable``, ``list-too-large``.
        """
        for title, part in self._sheets.items():
            with self.parts.open(part) as file:
                sheet = Sheet(Stream(file, self.name), self._texts, self._dates)
                rows = list(islice(sheet.rows(range(_WIDEST), _WIDEST), 2 * SAMPLED))
            width = 1 + max((_last(row) for _, row in rows), default=-1)
            cells = [row[:width] for _, row in rows]
            before, headings = heading_row(cells)
            if before < len(rows):
                data = tuple(map(tuple, cells[before : before + SAMPLED]))
                yield Sample(title, headings, data, rows[before][0])

    def rows(self, tables: Mapping[str, TableColumns], meter: Meter) -> Iterator[NumberedRow]:
        """Give the data of the sheets that are named: sheet, row number, cells.

        Raises:
            UserError: ``list-unreadable``, ``list-too-large``.
        """
        for title, table in tables.items():
            wanted = frozenset(i for i, column in enumerate(table.columns) if column.key)
            with self.parts.open(self._sheets[title]) as file:
                sheet = Sheet(Stream(file, self.name, meter), self._texts, self._dates)
                for number, row in sheet.rows(wanted, len(table.columns)):
                    if number >= table.first and row.count(None) < len(row):
                        yield title, number, row

    def day(self) -> date | None:
        """Return the day on which the workbook says that it was saved, None where it does not."""
        try:
            root = self._parse("docProps/core.xml")
        except UserError:
            return None
        said = next((node.text or "" for node in root.iter("{*}modified")), "")
        said = said or next((node.text or "" for node in root.iter("{*}created")), "")
        try:
            return date.fromisoformat(said[:10]) if _ISO_DAY.match(said) else None
        except ValueError:
            return None

    @cached_property
    def _sheets(self) -> dict[str, str]:
        """The names of the sheets, and their parts."""
        targets = self._targets
        sheets = {}
        for node in islice(self._parse(_WORKBOOK).iter("{*}sheet"), _MOST_SHEETS):
            part = targets.get(node.get(_RELATION) or node.get(_STRICT_RELATION) or "")
            if part and "worksheets" in part:
                sheets[node.get("name") or part] = part
        return sheets

    @cached_property
    def _targets(self) -> dict[str, str]:
        """The parts that the workbook leads to, by their relations."""
        root = self._parse("xl/_rels/workbook.xml.rels")
        names = set(self.parts.namelist())
        found = {}
        for node in root.iter("{*}Relationship"):
            target = node.get("Target") or ""
            part = normpath(join("xl", target)) if target[:1] != "/" else normpath(target[1:])
            if part in names:
                found[node.get("Id") or ""] = part
        return found

    @cached_property
    def _texts(self) -> Strings:
        part = next((p for p in self._targets.values() if "sharedstrings" in p.casefold()), None)
        if part is None:
            return Strings()
        with self.parts.open(part) as file:
            return read_strings(Stream(file, self.name))

    @cached_property
    def _dates(self) -> Collection[int]:
        """The styles that show a number as a date."""
        part = next((p for p in self._targets.values() if p.endswith("styles.xml")), None)
        if part is None:
            return frozenset()
        root = self._parse(part)
        own = {
            int(node.get("numFmtId") or 0): _QUOTED.sub("", node.get("formatCode") or "").casefold()
            for node in root.iter("{*}numFmt")
        }
        styles = root.iterfind("{*}cellXfs/{*}xf")
        formats = [int(node.get("numFmtId") or 0) for node in styles]
        return frozenset(
            i for i, number in enumerate(formats)
            if (any(c in own[number] for c in "djay") if number in own else number in _DATE_FORMATS)
        )  # fmt: skip

    def _parse(self, part: str) -> etree._Element:
        """Parse a part that is read whole.

        Raises:
            UserError: ``list-unreadable``, ``list-too-large``, or one of ``formats.xml.parse``.
        """
        try:
            with self.parts.open(part) as file:
                content = file.read(_LARGEST_PART + 1)
        except KeyError as error:
            raise UserError("list-unreadable", file=self.name) from error
        if len(content) > _LARGEST_PART:
            raise UserError("list-too-large", file=self.name)
        return xml.parse(content)


def _last(row: list[Cell]) -> int:
    """Return the place of the last cell that holds something, -1 where none does."""
    return next((i for i in range(len(row) - 1, -1, -1) if row[i] is not None), -1)
