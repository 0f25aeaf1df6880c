"""Fonts against their own programs: does each letter that is painted have the width it is said to?

``letters`` judges what this program and most others write; here every other kind of font is judged
as well, or named as not proven: a page that is made PDF/A must not lean on a guess
(ISO 19005-3, 6.2.11.4 to 6.2.11.8).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from chorus_desk.formats.pdf.letters import widths_said
from chorus_desk.formats.pdf.opening import entry
from chorus_desk.formats.pdf.own.compact import CompactFont, read_compact
from chorus_desk.formats.pdf.own.letter_maps import LetterMaps, read_maps
from chorus_desk.formats.pdf.own.type1 import read_type1
from chorus_desk.formats.pdf.truetype import read_program

_TOLERANCE = 1
_SYMBOLIC = 4
_LARGEST = 10_000_000
_SAYS_WIDTH = re.compile(rb"\s*([-+]?\d*\.?\d+)(?:\s+[-+]?\d*\.?\d+){1,5}\s+d[01](?!\w)")
_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}

Widths = Mapping[int, float]
"""The width of each code that is painted, by the font's own program."""


class UnprovenError(Exception):
    """A font, or a letter of it, cannot be judged."""


def unproven(texts: Iterable[tuple[Any, Iterable[Any]]]) -> set[str]:
    """Return the names of the fonts whose letters are other than said, or that nothing proves."""
    odd = set()
    for font, shown in texts:
        try:
            good = _holds(font, list(shown))
        except Exception:  # noqa: BLE001 -- pypdf raises what it likes on broken fonts
            good = False
        if not good:
            odd.add(str(entry(font, "/BaseFont") or entry(font, "/Name") or "?").removeprefix("/"))
    return odd


def _holds(font: Any, shown: list[Any]) -> bool:
    judge = _JUDGES.get(str(entry(font, "/Subtype")))
    return judge is not None and judge(font, shown)


def _composite(font: Any, shown: list[Any]) -> bool:
    if entry(font, "/Encoding") not in ("/Identity-H", "/Identity-V"):
        return False
    described = entry(font, "/DescendantFonts")[0].get_object()
    descriptor = entry(described, "/FontDescriptor")
    said = widths_said(described)
    if entry(described, "/Subtype") == "/CIDFontType2":
        program = read_program(_program(descriptor, "/FontFile2"))
        if program is None:
            return False
        places = entry(described, "/CIDToGIDMap")
        listed = bytes(places.get_data()) if hasattr(places, "get_data") else None
        real = dict(enumerate(program.widths))
        glyph_of = (lambda code: code) if listed is None else _from_list(listed)
    else:
        compact = _compact(descriptor, ("/CIDFontType0C", "/OpenType"))
        real = dict(enumerate(compact.widths))
        glyph_of = compact.glyph_of_cid
    return all(
        (glyph := glyph_of(code)) and glyph in real
        and abs(said.get(code, said[None]) - real[glyph]) <= _TOLERANCE
        for code in set(_pairs(shown))
    )  # fmt: skip


def _from_list(listed: bytes) -> Callable[[int], int]:
    return lambda code: int.from_bytes(listed[2 * code : 2 * code + 2], "big")


def _simple_truetype(font: Any, shown: list[Any]) -> bool:
    descriptor = entry(font, "/FontDescriptor")
    data = _program(descriptor, "/FontFile2")
    program, maps = read_program(data), read_maps(data)
    if program is None or maps is None:
        return False
    symbolic = bool(int(entry(descriptor, "/Flags") or 0) & _SYMBOLIC)
    glyph_of = _symbols(font, maps) if symbolic else _letters(font, maps)
    return _agree(font, descriptor, shown, lambda code: _width(program.widths, glyph_of(code)))


def _width(widths: tuple[float, ...], glyph: int) -> float | None:
    return widths[glyph] if 0 < glyph < len(widths) else None


def _symbols(font: Any, maps: LetterMaps) -> Callable[[int], int]:
    """Return which glyph a code means in a font of symbols: its own map tells (6.2.11.6)."""
    if entry(font, "/Encoding") is not None:
        raise UnprovenError
    if maps.symbols is None and maps.count != 1:
        raise UnprovenError
    table = maps.symbols if maps.symbols is not None else maps.any
    return lambda code: table.get(code) or table.get(0xF000 + code) or 0


def _letters(font: Any, maps: LetterMaps) -> Callable[[int], int]:
    """Return which glyph a code means in a font of letters: the code's letter tells (6.2.11.6)."""
    names = letter_names(font, strict=True)
    table = maps.unicode if maps.unicode is not None else maps.roman
    if table is None:
        raise UnprovenError
    if maps.unicode is not None:
        return lambda code: table.get(ord(names.get(code) or "\0"), 0)
    return lambda code: table.get(_roman(names.get(code)), 0)


def _roman(sign: str | None) -> int:
    try:
        return (sign or "\0").encode("mac_roman")[0]
    except UnicodeEncodeError:
        return 0


def _type1(font: Any, shown: list[Any]) -> bool:
    descriptor = entry(font, "/FontDescriptor")
    if entry(descriptor, "/FontFile") is not None:
        widths, built_in = read_type1(_program(descriptor, "/FontFile"))
    else:
        compact = _compact(descriptor, ("/Type1C", "/OpenType"))
        widths, built_in = compact.by_name(), compact.encoding()
    names = _glyph_names(font, built_in)
    return _agree(font, descriptor, shown, lambda code: widths.get(names.get(code, "")))


def _drawn_letters(font: Any, shown: list[Any]) -> bool:
    """Judge a font whose letters are drawings: each begins by saying its width (d0, d1)."""
    letters, names = entry(font, "/CharProcs"), _differences(entry(font, "/Encoding"))

    def width(code: int) -> float | None:
        letter = entry(letters, f"/{names.get(code, '')}")
        said = _SAYS_WIDTH.match(bytes(letter.get_data())) if letter is not None else None
        return float(said[1]) if said else None

    return _agree(font, None, shown, width)


def _glyph_names(font: Any, built_in: Mapping[int, str]) -> Mapping[int, str]:
    """Return the name of the glyph behind each code: the PDF's encoding over the font's own."""
    encoding = entry(font, "/Encoding")
    base = encoding if isinstance(encoding, str) else entry(encoding, "/BaseEncoding")
    names = dict(built_in)
    if base is not None:
        names = {code: name for code in range(256) if (name := _named(base, code))}
    names |= _differences(encoding)
    return names


@cache
def _names_by_sign() -> Mapping[str, str]:
    from pypdf._codecs import adobe_glyphs

    found: dict[str, str] = {}
    for name, sign in adobe_glyphs.items():
        found.setdefault(sign, name.removeprefix("/"))
    return found | {" ": "space", "-": "hyphen", "\u00a0": "space", "\u00ad": "hyphen"}


def _named(encoding: str, code: int) -> str | None:
    sign = _sign(encoding, code)
    return _names_by_sign().get(sign) if sign else None


def _sign(encoding: str, code: int) -> str | None:
    codec = _CODECS.get(str(encoding))
    if codec is None:
        raise UnprovenError
    try:
        return bytes([code]).decode(codec)
    except UnicodeDecodeError:
        return None


def _differences(encoding: Any) -> dict[int, str]:
    listed = entry(encoding, "/Differences") if isinstance(encoding, dict) else None
    names, code = {}, 0
    for item in listed or []:
        if isinstance(item, str):
            names[code] = item.removeprefix("/")
            code += 1
        else:
            code = int(item)
    return names


def letter_names(font: Any, *, strict: bool) -> Mapping[int, str]:
    """Return the letter behind each code of a font of letters.

    Raises:
        UnprovenError: its encoding is none of the two that PDF/A admits (with ``strict``).
    """
    from pypdf._codecs import adobe_glyphs

    encoding = entry(font, "/Encoding")
    base = encoding if isinstance(encoding, str) else entry(encoding, "/BaseEncoding")
    if base is None and strict:
        raise UnprovenError
    signs = {code: sign for code in range(256) if (sign := _sign(str(base), code))}
    for code, name in _differences(encoding).items():
        sign = adobe_glyphs.get(f"/{name}")
        if sign is None or len(sign) != 1:
            raise UnprovenError
        signs[code] = sign
    return signs


def _agree(
    font: Any, descriptor: Any, shown: list[Any], real: Callable[[int], float | None]
) -> bool:
    """Return whether each code that is painted is as wide as the PDF says."""
    first, widths = int(entry(font, "/FirstChar") or 0), entry(font, "/Widths")
    if widths is None:
        return False
    missing = float(entry(descriptor, "/MissingWidth") or 0)
    for code in set(_singles(shown)):
        place = code - first
        said = float(widths[place].get_object()) if 0 <= place < len(widths) else missing
        width = real(code)
        if width is None or abs(said - width) > _TOLERANCE:
            return False
    return True


def _program(descriptor: Any, name: str) -> bytes:
    data = bytes(entry(descriptor, name).get_data())
    if len(data) > _LARGEST:
        raise UnprovenError
    return data


def _compact(descriptor: Any, kinds: tuple[str, ...]) -> CompactFont:
    stream = entry(descriptor, "/FontFile3")
    if entry(stream, "/Subtype") not in kinds:
        raise UnprovenError
    return read_compact(_program(descriptor, "/FontFile3"))


def _strings(shown: Iterable[Any]) -> Iterator[bytes]:
    for item in shown:
        if isinstance(item, list):
            yield from _strings(item)
            continue
        text = getattr(item, "original_bytes", item)
        if isinstance(text, bytes):
            yield text


def _singles(shown: Iterable[Any]) -> Iterator[int]:
    for text in _strings(shown):
        yield from text


def _pairs(shown: Iterable[Any]) -> Iterator[int]:
    for text in _strings(shown):
        yield from (text[n] << 8 | text[n + 1] for n in range(0, len(text) - 1, 2))


_JUDGES: Mapping[str, Callable[[Any, list[Any]], bool]] = {
    "/Type0": _composite, "/TrueType": _simple_truetype, "/Type1": _type1, "/MMType1": _type1,
    "/Type3": _drawn_letters,
}  # fmt: skip
