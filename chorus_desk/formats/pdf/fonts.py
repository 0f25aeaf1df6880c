"""The embedded fonts: their measures, and which characters they can print."""

import unicodedata
from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from chorus_desk import resources

REGULAR = "NotoSans"
BOLD = "NotoSans-Bold"
_FILES = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf"}
_UNPRINTABLE = "?"


@cache
def register() -> None:
    """Load both fonts into reportlab, once."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resources.path("fonts", file))))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD)


@lru_cache(maxsize=16384)
def width(text: str, font: str, size: float) -> float:
    """Return the width of a text in points."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size))


@lru_cache(maxsize=8192)
def printable(text: str) -> str:
    """Return a text with every character the fonts lack replaced.

    PDF/A forbids missing glyphs. Control characters and those that turn the direction of writing
    go, so a page never shows another text than its data hold.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_printable, unicodedata.normalize("NFC", text)))


@cache
def _printable(character: str) -> str:
    if character in "\n\t":
        return " "
    if unicodedata.category(character).startswith("C"):
        return ""
    register()
    font = pdfmetrics.getFont(REGULAR)
    assert isinstance(font, TTFont)
    return character if ord(character) in font.face.charToGlyph else _UNPRINTABLE
