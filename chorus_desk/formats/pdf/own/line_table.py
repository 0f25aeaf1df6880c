"""The table of an invoice's lines on a page: its columns by the words over them, and its rows."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from chorus_desk.formats.any_table.headings import candidates
from chorus_desk.formats.any_table.sums import is_total
from chorus_desk.formats.pdf.own.rows import Cell, Row

DESCRIPTION, NET = "description", "net"
_KNOWN = frozenset({
    DESCRIPTION, "quantity", "unit", "unit_price", "vat_rate", NET, "discount", "discount_rate",
})  # fmt: skip
_AMOUNTS = frozenset({"unit_price", NET, "gross"})
"""What the last column of money may be called that holds the amounts: « Prix HT », « Total »."""
_DEEPEST = 7
"""Rows that a heading may take."""
_ROW_STEP = 2.0
"""Parts of a letter's size from one row of a heading to the next."""
MOST_ROWS = 1_500
"""Rows of all pages; a page has sixty."""
_MOST_WAYS = 12
_ABOVE = -1e6
_LONGEST = 80
"""Signs of a heading; what is longer is a text."""
_FIGURES = re.compile(r"[-+(]?\d[\d .,']*\)?(?: ?[€%])?")
"""What no heading is."""
_DISCOUNT = re.compile(r"(?i)(?:remise|rabais|rem\b)")
_MOST_TRIED = 2_000
_EDGE = 2.0
"""Points by which a cell may begin before its heading."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with what it may mean, likeliest first."""

    left: float
    right: float
    meanings: Sequence[str]


Lean = Callable[[Cell, Sequence[Heading]], int]
"""Says which column a cell belongs to."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its cells by what their columns are."""

    page: int
    base: float
    size: float
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LineTable:
    """The rows under a heading, up to the end of the pages."""

    rows: Sequence[TableRow]
    columns: frozenset[str]


def is_heading(row: Row) -> bool:
    """Return whether a row is the heading of the lines."""
    return _is_one(tuple(_headings([row])))


def tables_in(rows: Sequence[Row]) -> Iterator[LineTable]:
    """Give the tables that some rows may be, likeliest first.

    One that goes over several pages is one table, be the heading repeated or not.
    """
    found = _over_pages(rows)
    if not found or len(rows) > MOST_ROWS:
        return
    headings = found[0][0].headings
    wide = [(_widened(heading, of_page), of_page) for heading, of_page in found]
    bodies = [
        [row for heading, of_page in pages for row in _body(heading, of_page, lean)]
        for pages, lean in (
            (found, _to_the_nearest),
            (wide, _to_the_nearest),
            (found, _to_the_left),
        )
    ]
    for columns in _ways(headings):
        for body in bodies:
            yield LineTable([row.named(columns) for row in body], frozenset(columns) - {""})


def _over_pages(rows: Sequence[Row]) -> list[tuple["_Found", Sequence[Row]]]:
    """Return the heading of each page with the rows under it, that of the page before going on."""
    found: list[tuple[_Found, Sequence[Row]]] = []
    for page in sorted({row.page for row in rows}):
        of_page = [row for row in rows if row.page == page]
        heading = _heading(of_page)
        if found and (heading is None or len(heading.headings) != len(found[0][0].headings)):
            heading = replace(found[-1][0], page=page, base=_ABOVE)
        if heading is not None:
            found.append((heading, of_page))
    return found


@dataclass(frozen=True, slots=True)
class _Found:
    page: int
    base: float
    """Of its lowest row."""
    headings: Sequence[Heading]

    @property
    def worth(self) -> int:
        return len({heading.meanings[0] for heading in self.headings if heading.meanings})


def _heading(rows: Sequence[Row]) -> _Found | None:
    """Return the heading of the lines on a page: that with the most columns that are known."""
    best: _Found | None = None
    for first in range(len(rows)):
        for band in _bands(rows, first):
            found = _Found(band[-1].page, band[-1].base, tuple(_headings(band)))
            if _is_one(found.headings) and (best is None or found.worth > best.worth):
                best = found
    return best


def _bands(rows: Sequence[Row], first: int) -> Iterator[Sequence[Row]]:
    """Give the rows from one on that may be one heading, together."""
    for last in range(first, min(first + _DEEPEST, len(rows))):
        if any(_FIGURES.fullmatch(cell.text) for cell in rows[last].cells):
            return
        if last > first and rows[last].base - rows[last - 1].base > _ROW_STEP * rows[last].size:
            return
        yield rows[first : last + 1]


def _headings(band: Sequence[Row]) -> Iterator[Heading]:
    """Give the headings of a band: what stands above each other is one."""
    columns: list[list[Cell]] = []
    for cell in sorted((cell for row in band for cell in row.cells), key=lambda cell: cell.left):
        if columns and cell.left < max(each.right for each in columns[-1]):
            columns[-1].append(cell)
        else:
            columns.append([cell])
    for cells in columns:
        cells.sort(key=lambda cell: cell.words[0].base)
        text = " ".join(cell.text for cell in cells)
        yield Heading(min(c.left for c in cells), max(c.right for c in cells), _meanings(text))


def _meanings(text: str) -> Sequence[str]:
    if len(text) > _LONGEST or any(map(str.isdigit, text)):
        return ()
    found = [meaning.key for meaning in candidates(text)]
    if not found and _DISCOUNT.match(text):
        found = ["discount"]  # « Remise (-) ou majoration (+) »: one that no table knows
    if _AMOUNTS.intersection(found) and NET not in found:
        found.append(NET)
    return tuple(key for key in dict.fromkeys(found) if key in _KNOWN)


def _is_one(headings: Sequence[Heading]) -> bool:
    """Return whether some headings are those of lines: what it was, how much or many, the sum."""
    meant = [set(heading.meanings) for heading in headings]
    has_words = any(DESCRIPTION in each for each in meant)
    has_amount = any(NET in each for each in meant)
    return has_words and has_amount and sum(map(bool, meant)) >= 2


def _ways(headings: Sequence[Heading]) -> Iterator[tuple[str, ...]]:
    """Give what the columns may be, all together, no two the same.

    One that is known is left aside only where all it may be is said of others.
    """
    choices = [(*heading.meanings, "") for heading in headings]
    given = 0
    for way in islice(product(*choices), _MOST_TRIED):
        known = [key for key in way if key]
        aside = (heading for heading, key in zip(headings, way, strict=True) if not key)
        if (
            len(known) == len(set(known)) and {DESCRIPTION, NET} <= set(known)
            and all(set(heading.meanings) <= set(known) for heading in aside)
        ):  # fmt: skip
            yield way
            given += 1
            if given == _MOST_WAYS:
                return


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with the texts of its cells by the place of their column; none of a row of totals."""

    row: Row
    texts: Mapping[int, str]

    def named(self, columns: Sequence[str]) -> TableRow:
        """Return it with what its columns are; cells of the same one together."""
        cells: dict[str, str] = {}
        for place, text in self.texts.items():
            key = columns[place]
            cells[key] = f"{cells[key]} {text}" if key in cells else text
        return TableRow(self.row.page, self.row.base, self.row.size, cells)


def _widened(found: _Found, rows: Sequence[Row]) -> _Found:
    """Return a heading as wide as what stands under each part of it alone: its columns."""
    spans = [[heading.left, heading.right] for heading in found.headings]
    for row in rows:
        for cell in row.cells if row.base >= found.base + 1 else ():
            over = [place for place, heading in enumerate(found.headings)
                    if not cell.apart(heading.left, heading.right)]  # fmt: skip
            if len(over) == 1:
                span = spans[over[0]]
                span[:] = min(span[0], cell.left), max(span[1], cell.right)
    headings = tuple(
        replace(heading, left=left, right=right)
        for heading, (left, right) in zip(found.headings, spans, strict=True)
    )
    return replace(found, headings=headings)


def _body(heading: _Found, rows: Sequence[Row], lean: Lean) -> Iterator[_Placed]:
    for row in rows:
        if row.base < heading.base + 1:
            continue
        texts: dict[int, str] = {}
        for cell in row.cells:
            place = lean(cell, heading.headings)
            texts[place] = f"{texts[place]} {cell.text}" if place in texts else cell.text
        total = any(is_total(cell.text) for cell in row.cells)
        yield _Placed(row, {} if total else texts)


def _to_the_nearest(cell: Cell, headings: Sequence[Heading]) -> int:
    """Return the column of a cell: the heading over it, else the nearest."""
    return min(range(len(headings)), key=lambda place: _distance(cell, headings[place]))


def _to_the_left(cell: Cell, headings: Sequence[Heading]) -> int:
    """Return the column of a cell under headings that begin where their columns do."""
    before = [n for n, heading in enumerate(headings) if heading.left <= cell.left + _EDGE]
    return before[-1] if before else 0


def _distance(cell: Cell, heading: Heading) -> tuple[float, float]:
    """Return how far a cell is from being under a heading, then how little of it is."""
    overlap = min(cell.right, heading.right) - max(cell.left, heading.left)
    return max(-overlap, 0), -overlap
