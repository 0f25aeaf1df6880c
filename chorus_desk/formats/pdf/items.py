"""What can stand on a page, as values: the layout gives them, the painter draws them.

Lengths are points (1/72 inch); ``x`` from the left, ``y`` from the top of the page, at a text's
baseline.
"""

from dataclasses import dataclass, field

from chorus_desk.formats.pdf.fonts import REGULAR

WIDTH, HEIGHT = 595.28, 841.89
"""A4."""
Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text on one line, its baseline at ``y``; ``x`` is its right end if ``right``."""

    x: float
    y: float
    text: str
    size: float = 9
    font: str = REGULAR
    colour: Colour = BLACK
    right: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value in one run of text, so that no reader takes them apart."""

    x: float
    y: float
    label: str
    value: str
    size: float = 9


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""

    x: float
    y: float
    width: float
    colour: Colour = BLACK
    thickness: float = 0.5


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle, its top left corner at ``x``, ``y``."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Picture:
    """An image, its top left corner at ``x``, ``y``."""

    x: float
    y: float
    width: float
    height: float
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Watermark:
    """Large pale words across the page."""

    text: str
    colour: Colour = (0.91, 0.91, 0.91)


Item = Text | Pair | Rule | Box | Picture | Watermark
Page = list[Item]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says of itself."""

    title: str
    author: str
    subject: str
    created: str
    """``YYYYMMDD``: the date of the document, so the same document gives the same bytes."""
    keywords: str = ""
