"""A TrueType font program, as far as PDF/A asks: how wide each glyph is, and which are drawn."""

from dataclasses import dataclass
from itertools import pairwise
from struct import error, unpack_from

_MOST_TABLES = 64
_EM = 1000
"""Units of a PDF's widths in the size of a letter."""


@dataclass(frozen=True, slots=True)
class FontProgram:
    """The glyphs of a font by number."""

    widths: tuple[float, ...]
    """In thousandths of the letter's size."""
    drawn: frozenset[int]
    """Those with an outline; the others are blank, or places that a subset left empty."""


def read_program(data: bytes) -> FontProgram | None:
    """Return the glyphs of a font program, None where it is not a whole TrueType font."""
    try:
        return _read(data)
    except (error, KeyError, IndexError, ZeroDivisionError):
        return None


def _read(data: bytes) -> FontProgram:
    """Read the tables of the OpenType specification: head, hhea, hmtx, loca and maxp."""
    places = places_of(data)
    (units,) = unpack_from(">H", data, places["head"] + 18)
    (long_places,) = unpack_from(">h", data, places["head"] + 50)
    (measured,) = unpack_from(">H", data, places["hhea"] + 34)
    (count,) = unpack_from(">H", data, places["maxp"] + 4)
    advances = unpack_from(">" + "Hxx" * measured, data, places["hmtx"])
    # The last width that is given is that of all glyphs after it.
    advances += advances[-1:] * (count - measured)
    form = "I" if long_places else "H"
    outlines = unpack_from(f">{count + 1}{form}", data, places["loca"])
    drawn = frozenset(glyph for glyph, (a, b) in enumerate(pairwise(outlines)) if b > a)
    return FontProgram(tuple(advance * _EM / units for advance in advances[:count]), drawn)


def places_of(data: bytes) -> dict[str, int]:
    """Return where each table of a font program begins."""
    (count,) = unpack_from(">H", data, 4)
    entries = (unpack_from(">4s4xI", data, 12 + 16 * n) for n in range(min(count, _MOST_TABLES)))
    return {tag.decode("latin-1"): place for tag, place in entries}
