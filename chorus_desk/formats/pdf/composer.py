"""Puts items on pages from top to bottom and opens a new page when one is full."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from chorus_desk.formats.pdf import fonts
from chorus_desk.formats.pdf.fonts import BOLD, REGULAR
from chorus_desk.formats.pdf.items import BLACK, HEIGHT, WIDTH, Box, Colour, Item, Page, Rule, Text
from chorus_desk.formats.pdf.text import wrap

LEADING = 1.35
"""Height of a line of text, as a multiple of its size."""


@dataclass(frozen=True, slots=True)
class Style:
    """The look of a page: margins in points, sizes, colours."""

    margin: float = 48
    bottom: float = 62
    size: float = 8.8
    small: float = 7.4
    accent: Colour = (0.10, 0.22, 0.36)
    soft: Colour = (0.36, 0.40, 0.46)
    tint: Colour | None = (0.945, 0.955, 0.968)
    line: Colour = (0.80, 0.83, 0.87)

    @property
    def width(self) -> float:
        """The width between the margins."""
        return WIDTH - 2 * self.margin


PLAIN = Style(accent=BLACK, soft=BLACK, tint=None, line=BLACK)
"""Black on white, no colour, no effect: what the portal's reader asks for."""


@dataclass
class Composer:
    """The pages under way and the place where the next item goes."""

    style: Style
    top_of_next: Callable[["Composer"], None] = lambda _: None
    """Draws what each page after the first begins with."""
    pages: list[Page] = field(default_factory=lambda: [[]])
    y: float = 0.0

    def __post_init__(self) -> None:
        self.y = self.style.margin

    @property
    def left(self) -> float:
        """The left edge of the text."""
        return self.style.margin

    @property
    def right(self) -> float:
        """The right edge of the text."""
        return WIDTH - self.style.margin

    @property
    def room(self) -> float:
        """The height that is left on the page."""
        return HEIGHT - self.style.bottom - self.y

    def add(self, *items: Item) -> None:
        """Put items on the present page, where they say."""
        self.pages[-1].extend(items)

    def new_page(self) -> None:
        """Go to the top of a new page."""
        self.pages.append([])
        self.y = self.style.margin
        self.top_of_next(self)

    def ensure(self, height: float) -> None:
        """Go to a new page unless this height is left."""
        if self.room < height:
            self.new_page()

    def space(self, height: float) -> None:
        """Leave a gap."""
        self.y += height

    def paragraph(
        self, text: str, *, size: float | None = None, font: str = REGULAR,
        colour: Colour = BLACK, x: float | None = None, width: float | None = None,
    ) -> None:  # fmt: skip
        """Set a text in as many lines, on as many pages, as it takes."""
        size = size or self.style.size
        x = self.left if x is None else x
        for line in wrap(text, font, size, width or (self.right - x)):
            self.ensure(size * LEADING)
            self.y += size * LEADING
            self.add(Text(x, self.y - size * 0.28, line, size, font, colour))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: ``share`` of the width left over by the fixed ones, or ``width``."""

    heading: str
    width: float = 0
    share: float = 0
    right: bool = False


Cell = Sequence[tuple[str, str, float]]
"""Lines of a cell: text, font, size."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that repeats its heading on each page and splits rows that are taller than one."""

    columns: tuple[Column, ...]
    gap: float = 8

    def draw(self, composer: Composer, rows: Sequence[Sequence[Cell]], *, keep: float = 0) -> None:
        """Draw the heading and the rows.

        The last row goes to a new page with what follows the table, unless ``keep`` points are
        left below it: totals alone on a page look like an accident.
        """
        widths = self.widths(composer.style.width)
        composer.ensure(40)
        self._heading(composer, widths)
        for position, cells in enumerate(rows, start=1):
            last = position == len(rows) and self._fits_on_a_page(composer, cells)
            if last and composer.room < _height(cells) + keep:
                composer.new_page()
                self._heading(composer, widths)
            self._row(composer, widths, cells)

    def widths(self, total: float) -> list[float]:
        """Return the width of each column for a table of that width."""
        left = total - sum(column.width for column in self.columns)
        shares = sum(column.share for column in self.columns) or 1
        return [column.width or left * column.share / shares for column in self.columns]

    def _heading(self, composer: Composer, widths: list[float]) -> None:
        style = composer.style
        height = style.small * LEADING + 8
        if style.tint:
            composer.add(Box(composer.left, composer.y, style.width, height, style.tint))
        baseline = composer.y + height - 6.5
        x = composer.left
        for column, width in zip(self.columns, widths, strict=True):
            at = x + width - self.gap / 2 if column.right else x + self.gap / 2
            composer.add(
                Text(at, baseline, column.heading, style.small, BOLD, style.accent, column.right)
            )
            x += width
        composer.y += height
        composer.add(Rule(composer.left, composer.y, style.width, style.accent, 0.7))

    def _row(self, composer: Composer, widths: list[float], cells: Sequence[Cell]) -> None:
        depth = max(len(cell) for cell in cells)
        done = 0
        while done < depth:
            fits = self._lines_that_fit(composer, cells, done)
            if fits == 0 or (done == 0 and fits < depth and self._fits_on_a_page(composer, cells)):
                composer.new_page()
                self._heading(composer, widths)
                fits = max(1, self._lines_that_fit(composer, cells, done))
            self._part(composer, widths, [cell[done : done + fits] for cell in cells])
            done += fits
        composer.add(
            Rule(composer.left, composer.y, composer.style.width, composer.style.line, 0.4)
        )

    def _part(self, composer: Composer, widths: list[float], cells: Sequence[Cell]) -> None:
        top, x, lowest = composer.y + 3.5, composer.left, composer.y
        for column, width, cell in zip(self.columns, widths, cells, strict=True):
            y = top
            for text, font, size in cell:
                y += size * LEADING
                at = x + width - self.gap / 2 if column.right else x + self.gap / 2
                colour = BLACK if size >= composer.style.size else composer.style.soft
                composer.add(Text(at, y - size * 0.28, text, size, font, colour, column.right))
            lowest, x = max(lowest, y), x + width
        composer.y = lowest + 3.5

    def _lines_that_fit(self, composer: Composer, cells: Sequence[Cell], done: int) -> int:
        room, height, count = composer.room - 7, 0.0, 0
        depth = max(len(cell) for cell in cells) - done
        while count < depth:
            height += _line_height(cells, done + count)
            if height > room:
                break
            count += 1
        return count

    def _fits_on_a_page(self, composer: Composer, cells: Sequence[Cell]) -> bool:
        return _height(cells) < (HEIGHT - composer.style.margin - composer.style.bottom) / 2


def _height(cells: Sequence[Cell]) -> float:
    depth = max(len(cell) for cell in cells)
    return sum(_line_height(cells, index) for index in range(depth)) + 7


def _line_height(cells: Sequence[Cell], index: int) -> float:
    return max((cell[index][2] * LEADING for cell in cells if index < len(cell)), default=0.0)


def cell(text: str, width: float, size: float, font: str = REGULAR) -> list[tuple[str, str, float]]:
    """Return the lines of a text in a cell of that width."""
    return [(line, font, size) for line in wrap(text, font, size, width)] if text else []


def text_width(text: str, size: float, font: str = REGULAR) -> float:
    """Return the width of a text in points."""
    return fonts.width(text, font, size)
