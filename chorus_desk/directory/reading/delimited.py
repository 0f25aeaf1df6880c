"""A text file of separated values: its encoding and separator found, read line by line."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

from chorus_desk.directory.reading.columns import heading_row
from chorus_desk.directory.reading.streams import LONGEST, MOST_ROWS, PIECE, Meter, Opener, Stream
from chorus_desk.directory.reading.tables import SAMPLED, NumberedRow, Sample, TableColumns
from chorus_desk.domain.errors import UserError

_SEPARATORS = (";", ",", "\t", "|")
_WIDEST = 1000
_LOOKED_THROUGH = 1000
"""Pieces in which the encoding is looked for: 260 MB."""


@dataclass(frozen=True)
class Delimited:
    """A file of separated values; ``open`` begins it anew."""

    open: Opener
    name: str
    size: int

    def samples(self) -> Iterator[Sample]:
        """Give the beginning of its only table, nothing where no data are found.

        Raises:
            UserError: ``list-unreadable``, ``list-too-large``.
        """
        rows = list(islice(self._rows(Meter(_untold)), 2 * SAMPLED))
        cells = [row for _, row in rows]
        before, headings = heading_row(cells)
        if before < len(rows):
            data = tuple(_wide(row, len(headings)) for row in cells[before : before + SAMPLED])
            yield Sample(self.name, headings, data, rows[before][0])

    def rows(self, tables: Mapping[str, TableColumns], meter: Meter) -> Iterator[NumberedRow]:
        """Give the data: name, line number, cells.

        Raises:
            UserError: ``list-unreadable``, ``list-too-large``.
        """
        for name, table in tables.items():
            width = len(table.columns)
            for number, row in self._rows(meter):
                if number >= table.first and any(row):
                    yield name, number, _wide(row, width)

    def day(self) -> date | None:
        """Return None: nothing in it tells its day."""
        return None

    def _rows(self, meter: Meter) -> Iterator[tuple[int, list[str]]]:
        with self.open() as file:
            stream = Stream(file, self.name, meter)
            reader = csv.reader(_lines(stream, self._encoding), delimiter=self._separator)
            try:
                for row in reader:
                    if len(row) > _WIDEST or reader.line_num > MOST_ROWS:
                        raise UserError("list-too-large", file=self.name)
                    yield reader.line_num, row
            except (csv.Error, UnicodeError) as error:
                raise UserError("list-unreadable", file=self.name) from error

    @cached_property
    def _encoding(self) -> str:
        """The encoding: what its mark says, UTF-8 where all of it is, else that of Windows."""
        with self.open() as file:
            start = file.read(PIECE)
            if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
                return "utf-16"
            decoder, stream = getincrementaldecoder("utf-8")(), Stream(file, self.name)
            try:
                for _ in range(_LOOKED_THROUGH):
                    decoder.decode(start, final=not start)
                    if not start:
                        break
                    start = stream.read()
            except UnicodeDecodeError:
                return "cp1252"
        return "utf-8-sig"

    @cached_property
    def _separator(self) -> str:
        """The separator that gives most lines the same number of cells, and most cells."""
        with self.open() as file:
            text = file.read(PIECE).decode(self._encoding, "replace")
        lines = text.splitlines()[:100]

        def rank(separator: str) -> int:
            try:
                rows = list(csv.reader(lines, delimiter=separator))
            except csv.Error:
                return 0
            counts = Counter(map(len, rows))
            return max(((cells - 1) * lines for cells, lines in counts.items()), default=0)

        return max(_SEPARATORS, key=rank)


def _lines(stream: Stream, encoding: str) -> Iterator[str]:
    """Give the lines of a text; one without an end is refused before it fills the memory."""
    decoder, rest = getincrementaldecoder(encoding)("replace"), ""
    while piece := stream.read():
        *lines, rest = (rest + decoder.decode(piece)).split("\n")
        if len(rest) > LONGEST:
            raise UserError("list-too-large", file=stream.name)
        for line in lines:
            yield line + "\n"
    yield rest + decoder.decode(b"", final=True)


def _wide(row: list[str], width: int) -> list[str]:
    return row[:width] + [""] * (width - len(row))


def _untold(_done: int, _total: int) -> None:
    pass
