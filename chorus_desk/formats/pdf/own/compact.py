"""A font program in Adobe's compact form (Technical Notes 5176 CFF, 5177 Type 2), for widths."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from struct import unpack_from

from chorus_desk.formats.pdf.own.standard_names import standard_encoding, standard_names
from chorus_desk.formats.pdf.truetype import places_of

MOST_GLYPHS = 70_000
_MOST_STEPS = 2_000
"""Bytes of a letter that are looked at: its width stands at its beginning."""
_STANDARD_STRINGS = 391
_CHARSET, _ENCODING, _CHARSTRINGS, _PRIVATE, _SUBRS = 15, 16, 17, 18, 19
_DEFAULT_WIDTH, _NOMINAL_WIDTH = 20, 21
_MATRIX, _ROS, _FD_ARRAY, _FD_SELECT = (12, 7), (12, 30), (12, 36), (12, 37)
_STEMS = frozenset({1, 3, 18, 23, 19, 20})
_MOVES: Mapping[int, int] = {21: 2, 22: 1, 4: 1}
"""Operators that begin an outline, with how many numbers are theirs."""

Key = int | tuple[int, int]
Dict = Mapping[Key, list[float]]


class BrokenFontError(ValueError):
    """A font program is not what it should be."""


@dataclass(frozen=True, slots=True)
class CompactFont:
    """The glyphs of a font by number; widths in thousandths of the letter's size."""

    widths: tuple[float, ...]
    ids: tuple[int, ...]
    """What each glyph is called: the number of its name, or of its letter in a large font."""
    strings: tuple[bytes, ...]
    codes: Mapping[int, str]
    by_letters: bool
    """Whether it is of the kind made for large alphabets (CID)."""

    def glyph_of_cid(self, cid: int) -> int:
        """Return the glyph of a letter's number, 0 where the font has none."""
        if not self.by_letters:
            return cid
        try:
            return self.ids.index(cid)
        except ValueError:
            return 0

    def name(self, glyph: int) -> str:
        """Return the name of a glyph."""
        number = self.ids[glyph]
        if number < len(standard_names()):
            return standard_names()[number]
        place = number - _STANDARD_STRINGS
        if not 0 <= place < len(self.strings):
            raise BrokenFontError
        return self.strings[place].decode("latin-1")

    def by_name(self) -> Mapping[str, float]:
        """Return the width of each glyph by its name."""
        return {self.name(glyph): width for glyph, width in enumerate(self.widths)}

    def encoding(self) -> Mapping[int, str]:
        """Return the name of the glyph behind each code, as the font has it by itself."""
        return self.codes


def read_compact(data: bytes) -> CompactFont:
    """Return the glyphs of a font program, bare or inside an OpenType file.

    Raises:
        BrokenFontError, struct.error, IndexError: it cannot be read.
    """
    if data[:4] == b"OTTO":
        data = data[places_of(data)["CFF "] :]
    place = data[2]
    _, place = _index(data, place)
    tops, place = _index(data, place)
    strings, place = _index(data, place)
    shared, _ = _index(data, place)
    top = _dict(tops[0])
    letters, _ = _index(data, int(top[_CHARSTRINGS][0]))
    if not 0 < len(letters) <= MOST_GLYPHS:
        raise BrokenFontError
    ids = tuple(_charset(data, int(top.get(_CHARSET, [0])[0]), len(letters)))
    large = _ROS in top
    fonts = [_dict(item) for item in _index(data, int(top[_FD_ARRAY][0]))[0]] if large else [top]
    chosen = _chosen(data, top, len(letters)) if large else [0] * len(letters)
    readers = [_reader(data, font, top, shared) for font in fonts]
    widths = tuple(readers[chosen[n]](letter) for n, letter in enumerate(letters))
    font = CompactFont(widths, ids, tuple(strings), {}, large)
    codes = {} if large else _codes(data, int(top.get(_ENCODING, [0])[0]), font)
    return CompactFont(widths, ids, tuple(strings), codes, large)


def _index(data: bytes, place: int) -> tuple[list[bytes], int]:
    """Return the items of a list, and where it ends."""
    (count,) = unpack_from(">H", data, place)
    if count == 0:
        return [], place + 2
    size = data[place + 2]
    if not 1 <= size <= 4:
        raise BrokenFontError
    start = place + 3
    bounds = [int.from_bytes(data[start + n * size : start + (n + 1) * size], "big")
              for n in range(count + 1)]  # fmt: skip
    base = start + (count + 1) * size - 1
    items = [data[base + first : base + after] for first, after in pairwise(bounds)]
    return items, base + bounds[-1]


def _dict(data: bytes) -> Dict:
    found: dict[Key, list[float]] = {}
    numbers: list[float] = []
    place = 0
    while place < len(data):
        byte = data[place]
        if byte <= 21:
            key: Key = byte
            place += 1
            if byte == 12:
                key = (12, data[place])
                place += 1
            found[key], numbers = numbers, []
            continue
        value, place = _real(data, place) if byte == 30 else _integer(data, place)
        numbers.append(value)
    return found


def _integer(data: bytes, place: int) -> tuple[float, int]:
    byte = data[place]
    if 32 <= byte <= 246:
        return byte - 139, place + 1
    if 247 <= byte <= 250:
        return (byte - 247) * 256 + data[place + 1] + 108, place + 2
    if 251 <= byte <= 254:
        return -(byte - 251) * 256 - data[place + 1] - 108, place + 2
    if byte == 28:
        return unpack_from(">h", data, place + 1)[0], place + 3
    if byte == 29:
        return unpack_from(">i", data, place + 1)[0], place + 5
    raise BrokenFontError


def _real(data: bytes, place: int) -> tuple[float, int]:
    text, place = "", place + 1
    while True:
        byte = data[place]
        place += 1
        for half in (byte >> 4, byte & 15):
            if half == 15:
                return float(text), place
            text += "0123456789.EE?-"[half] + ("-" if half == 12 else "")


def _charset(data: bytes, place: int, count: int) -> list[int]:
    if place == 0:
        return list(range(count))
    if place <= 2:  # the sets of small capitals
        raise BrokenFontError
    form, place, ids = data[place], place + 1, [0]
    if form == 0:
        return ids + list(unpack_from(f">{count - 1}H", data, place))
    wide = form == 2
    while len(ids) < count:
        first, more = unpack_from(">HH" if wide else ">HB", data, place)
        ids += range(first, first + more + 1)
        place += 4 if wide else 3
    return ids[:count]


def _codes(data: bytes, place: int, font: CompactFont) -> dict[int, str]:
    if place == 0:
        return dict(standard_encoding())
    if place == 1:
        raise BrokenFontError
    form, count, codes = data[place], data[place + 1], {}
    glyph, place = 1, place + 2
    for _ in range(count):
        first, more = data[place], data[place + 1] if form & 127 else 0
        place += 2 if form & 127 else 1
        for code in range(first, first + more + 1):
            if glyph < len(font.widths):
                codes[code] = font.name(glyph)
            glyph += 1
    return codes


def _chosen(data: bytes, top: Dict, count: int) -> list[int]:
    """Return which of its parts each glyph of a large font belongs to."""
    place = int(top[_FD_SELECT][0])
    if data[place] == 0:
        return list(data[place + 1 : place + 1 + count])
    if data[place] != 3:
        raise BrokenFontError
    (ranges,) = unpack_from(">H", data, place + 1)
    place, chosen = place + 3, [0] * count
    for _ in range(ranges):
        first, part, after = unpack_from(">HBH", data, place)
        chosen[first:after] = [part] * (min(after, count) - first)
        place += 3
    return chosen


def _reader(data: bytes, font: Dict, top: Dict, shared: list[bytes]) -> Callable[[bytes], float]:
    """Return what reads the width of a letter of one part of a font."""
    private: Dict = {}
    own: list[bytes] = []
    if _PRIVATE in font:
        size, place = (int(number) for number in font[_PRIVATE])
        private = _dict(data[place : place + size])
        if _SUBRS in private:
            own, _ = _index(data, place + int(private[_SUBRS][0]))
    default = private.get(_DEFAULT_WIDTH, [0])[0]
    nominal = private.get(_NOMINAL_WIDTH, [0])[0]
    matrix = font.get(_MATRIX, top.get(_MATRIX, [0.001]))
    whole = top.get(_MATRIX, [1.0])[0] if _MATRIX in font and _MATRIX in top else 1.0
    scale = matrix[0] * whole * 1000

    def read(letter: bytes) -> float:
        width = _width(letter, own, shared)
        return (default if width is None else nominal + width) * scale

    return read


def _width(letter: bytes, own: list[bytes], shared: list[bytes]) -> float | None:
    """Return the number before the first operator that is one too many: the width, None if none."""
    stack: list[float] = []
    callers: list[tuple[bytes, int]] = []
    place, steps = 0, 0
    code = letter
    while steps < _MOST_STEPS:
        steps += 1
        if place >= len(code):
            raise BrokenFontError
        byte = code[place]
        if byte >= 32 or byte == 28:
            value, place = _number(code, place)
            stack.append(value)
        elif byte in (10, 29):
            called = own if byte == 10 else shared
            callers.append((code, place + 1))
            code, place = _routine(called, int(stack.pop())), 0
        elif byte == 11:
            code, place = callers.pop()
        else:
            return _before(byte, stack)
    raise BrokenFontError


def _before(operator: int, stack: list[float]) -> float | None:
    if operator in _STEMS:
        return stack[0] if len(stack) % 2 else None
    if operator in _MOVES:
        return stack[0] if len(stack) > _MOVES[operator] else None
    if operator == 14:
        return stack[0] if len(stack) in (1, 5) else None
    raise BrokenFontError


def _number(code: bytes, place: int) -> tuple[float, int]:
    if code[place] == 255:
        return unpack_from(">i", code, place + 1)[0] / 65536, place + 5
    return _integer(code, place)


def _routine(routines: list[bytes], number: int) -> bytes:
    count = len(routines)
    bias = 107 if count < 1240 else 1131 if count < 33900 else 32768
    place = number + bias
    if not 0 <= place < count:
        raise BrokenFontError
    return routines[place]
