"""The embedded fonts: their measures, and which characters they can print.

reportlab is imported at the first page: it takes a fifth of the program's start.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from chorus_desk import resources
from chorus_desk.rules.printing import printed

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
_FILES = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf"}
_UNPRINTABLE = "?"


@cache
def loaded() -> "Mapping[str, TTFont]":
    """Load both fonts into reportlab, once, and return them by name."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    rl_config.useA85 = 0  # streams as bytes: a fifth smaller than as printable characters
    fonts = {
        name: TTFont(name, str(resources.path("fonts", file))) for name, file in _FILES.items()
    }
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD)
    return fonts


@lru_cache(maxsize=16384)
def width(text: str, font: str, size: float) -> float:
    """Return the width of a text in points."""
    return float(loaded()[font].stringWidth(text, size))


@lru_cache(maxsize=8192)
def printable(text: str) -> str:
    """Return a text with every character the fonts lack replaced: PDF/A forbids missing glyphs.

    Control characters and those that turn the direction of writing go, so a page never shows
    another text than its data hold; ``CD-NOT-PRINTABLE`` names what is printed as ``?``.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_printable, unicodedata.normalize("NFC", text)))


@cache
def _printable(character: str) -> str:
    if character in "\n\t":
        return " "
    shown = printed(character)
    return _UNPRINTABLE if shown is None else shown
