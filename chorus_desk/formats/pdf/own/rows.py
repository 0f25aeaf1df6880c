"""The words of a page as rows of cells: what stands on one line, parted where there is a gap."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from chorus_desk.formats.pdf.placed_words import Word

_SAME_ROW = 0.35
"""Parts of a letter's size by which words of one row may stand higher or lower."""
_GAP = 0.5
"""Parts of a letter's size that part two cells; a space takes a quarter."""
_WHOLE_NUMBER = re.compile(r"\(?[-+\u2212]?[\d .,'\u2019]*\d[.,]\d+\)?(?: ?[€%])?|.*%")
_OVERLAP = 1.0
"""Points by which a word printed twice, for boldness, stands aside of itself."""


@dataclass(frozen=True)
class Cell:
    """Words that belong together on a row."""

    words: Sequence[Word]

    @cached_property
    def text(self) -> str:
        """What it says."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    def apart(self, left: float, right: float) -> float:
        """Return how far it is from a span across the page, nothing where the two overlap."""
        return max(self.left - right, left - self.right, 0)


@dataclass(frozen=True)
class Row:
    """What stands on one line of a page, from left to right."""

    page: int
    base: float
    size: float
    cells: Sequence[Cell]

    @property
    def words(self) -> Iterator[Word]:
        """Give its words."""
        return (word for cell in self.cells for word in cell.words)


def rows_of(words: Iterable[Word]) -> tuple[Row, ...]:
    """Return the rows of all pages, from the top of the first to the end of the last."""
    return tuple(
        row
        for _, of_page in groupby(sorted(words, key=_down), key=lambda word: word.page)
        for row in _rows(list(of_page))
    )


def _down(word: Word) -> tuple[int, float, float]:
    return word.page, word.base, word.left


def _rows(words: list[Word]) -> Iterator[Row]:
    current: list[Word] = []
    for word in words:
        if current and word.base - current[0].base > _SAME_ROW * max(word.size, current[0].size):
            yield _row(current)
            current = []
        current.append(word)
    if current:
        yield _row(current)


def _row(words: list[Word]) -> Row:
    words = _once(sorted(words, key=lambda word: word.left))
    cells: list[list[Word]] = []
    for word in words:
        if cells and _together(cells[-1], word):
            cells[-1].append(word)
        else:
            cells.append([word])
    size = max(word.size for word in words)
    return Row(words[0].page, max(word.base for word in words), size, [Cell(c) for c in cells])


def _once(words: list[Word]) -> list[Word]:
    """Leave out what is printed twice in one place: some programs make bold letters so."""
    kept: list[Word] = []
    for word in words:
        twice = any(
            word.text == other.text and abs(word.left - other.left) < _OVERLAP
            for other in kept[-3:]
        )
        if not twice:
            kept.append(word)
    return kept


def _together(cell: list[Word], word: Word) -> bool:
    """Return whether a word goes on with a cell; a number that is whole ends one."""
    gap = (word.left - max(each.right for each in cell)) / max(word.size, cell[-1].size)
    if gap > _GAP:
        return False
    text = " ".join(each.text for each in cell)
    return not (word.text[0].isdigit() and _WHOLE_NUMBER.fullmatch(text))
