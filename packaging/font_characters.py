"""Writes which characters the page's fonts have: `python packaging/font_characters.py`.

Rules ask the table, so that none of them needs the fonts.
"""

import unicodedata
from pathlib import Path

from chorus_desk.formats.pdf.fonts import loaded

TABLE = Path(__file__).resolve().parent.parent / "resources" / "codes" / "font_characters.csv"


def table() -> str:
    """Return the characters that every font has, as ranges of code points."""
    has = set.intersection(*(set(font.face.charToGlyph) for font in loaded().values()))
    ranges: list[list[int]] = []
    for code in sorted(code for code in has if unicodedata.category(chr(code))[0] != "C"):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "first,last\n" + "".join(f"{first:04X},{last:04X}\n" for first, last in ranges)


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8", newline="\n")
