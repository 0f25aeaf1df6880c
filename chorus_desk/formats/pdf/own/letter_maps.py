"""The maps from letters to glyphs in a TrueType font program (OpenType specification, cmap)."""

from collections.abc import Mapping
from dataclasses import dataclass
from struct import error, unpack_from

from chorus_desk.formats.pdf.truetype import places_of

_MOST = 16
_UNICODE, _ROMAN, _SYMBOLS = ((3, 1), (3, 10), (0, 3)), ((1, 0),), ((3, 0),)


@dataclass(frozen=True, slots=True)
class LetterMaps:
    """The maps of a font by what they begin from; None where it has none."""

    unicode: Mapping[int, int] | None
    roman: Mapping[int, int] | None
    symbols: Mapping[int, int] | None
    any: Mapping[int, int]
    """The first of all."""
    count: int


def read_maps(data: bytes) -> LetterMaps | None:
    """Return the maps of a font program, None where they cannot be read."""
    try:
        return _read(data)
    except (error, KeyError, IndexError, ValueError):
        return None


def _read(data: bytes) -> LetterMaps:
    start = places_of(data)["cmap"]
    (count,) = unpack_from(">H", data, start + 2)
    tables: dict[tuple[int, int], Mapping[int, int]] = {}
    for n in range(min(count, _MOST)):
        platform, kind, offset = unpack_from(">HHI", data, start + 4 + 8 * n)
        tables[(platform, kind)] = _table(data, start + offset)

    def first(keys: tuple[tuple[int, int], ...]) -> Mapping[int, int] | None:
        return next((tables[key] for key in keys if key in tables), None)

    some = next(iter(tables.values()), {})
    return LetterMaps(first(_UNICODE), first(_ROMAN), first(_SYMBOLS), some, count)


def _table(data: bytes, start: int) -> Mapping[int, int]:
    (form,) = unpack_from(">H", data, start)
    if form == 0:
        return dict(enumerate(unpack_from(">256B", data, start + 6)))
    if form == 4:
        return _segments(data, start)
    if form == 6:
        first, count = unpack_from(">HH", data, start + 6)
        glyphs = unpack_from(f">{count}H", data, start + 10)
        return {first + n: glyph for n, glyph in enumerate(glyphs)}
    return _groups(data, start) if form == 12 else {}


def _segments(data: bytes, start: int) -> Mapping[int, int]:
    (doubled,) = unpack_from(">H", data, start + 6)
    count = doubled // 2
    ends = unpack_from(f">{count}H", data, start + 14)
    starts = unpack_from(f">{count}H", data, start + 16 + doubled)
    deltas = unpack_from(f">{count}H", data, start + 16 + 2 * doubled)
    ranges_at = start + 16 + 3 * doubled
    ranges = unpack_from(f">{count}H", data, ranges_at)
    found = {}
    for n, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if ranges[n]:
                place = ranges_at + 2 * n + ranges[n] + 2 * (code - first)
                (glyph,) = unpack_from(">H", data, place)
                if glyph == 0:
                    continue
            found[code] = (glyph + deltas[n]) & 0xFFFF
    return found


def _groups(data: bytes, start: int) -> Mapping[int, int]:
    (count,) = unpack_from(">I", data, start + 12)
    found: dict[int, int] = {}
    for n in range(min(count, 10_000)):
        first, last, glyph = unpack_from(">III", data, start + 16 + 12 * n)
        if last - first > 0xFFFF:
            raise ValueError
        found |= {code: glyph + code - first for code in range(first, last + 1)}
    return found
