"""The fonts of a PDF against their own programs: are letters as wide as said, and all listed?

Judged are fonts whose text is made of glyph numbers (Type0 of TrueType, Identity-H), as most
programs write them today: there nothing about which letter is meant has to be guessed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

from chorus_desk.formats.pdf.opening import entry
from chorus_desk.formats.pdf.truetype import FontProgram, read_program

MOST_BYTES = 10_000_000
"""Font programs that are unpacked in one file, together; a page has a few hundred thousand."""
_MOST_WIDTHS = 70_000
_TOLERANCE = 1
"""Thousandths: what rounding makes (ISO 19005-3, 6.2.11.5)."""
_USUAL_WIDTH = 1000


@dataclass
class Letters:
    """Fonts, by their names, in which something is not as PDF/A wants it."""

    other_widths: set[str] = field(default_factory=set)
    unlisted: set[str] = field(default_factory=set)


def letters_of(texts: Iterable[tuple[Any, Iterable[Any]]]) -> Letters:
    """Judge fonts, each with the operands of what is shown in it, up to one that is broken."""
    letters, left = Letters(), MOST_BYTES
    for font, shown in texts:
        try:
            left -= _judge(font, shown, letters)
        except Exception:  # noqa: BLE001 -- pypdf raises what it likes on broken fonts
            break  # what it cost is not known, and the next may cost as much
        if left < 0:
            break
    return letters


def _judge(font: Any, shown: Iterable[Any], letters: Letters) -> int:
    """Judge one font, and return how many bytes were unpacked for it."""
    described = _described(font)
    if described is None:
        return 0
    descriptor = entry(described, "/FontDescriptor")
    listing = entry(descriptor, "/CIDSet")
    data = bytes(entry(descriptor, "/FontFile2").get_data())
    bits = bytes(listing.get_data()) if listing is not None else None
    program = read_program(data)
    if program is not None:
        name = str(entry(font, "/BaseFont") or "").removeprefix("/")
        if bits is not None and not _all_listed(program, bits):
            letters.unlisted.add(name)
        if _differ(program, widths_said(described), set(_numbers(shown))):
            letters.other_widths.add(name)
    return len(data) + len(bits or b"")


def _described(font: Any) -> Any:
    """Return the description of a font that can be judged, None of any other."""
    descendants = entry(font, "/DescendantFonts")
    if entry(font, "/Encoding") != "/Identity-H" or not descendants:
        return None
    described = descendants[0].get_object()
    plain = entry(described, "/CIDToGIDMap") in (None, "/Identity")
    program = entry(entry(described, "/FontDescriptor"), "/FontFile2")
    is_one = entry(described, "/Subtype") == "/CIDFontType2" and program is not None
    return described if plain and is_one else None


def _numbers(shown: Iterable[Any]) -> Iterator[int]:
    """Give the glyph numbers in what is shown: two bytes each."""
    for item in shown:
        if isinstance(item, list):
            yield from _numbers(item)
            continue
        text = getattr(item, "original_bytes", item)
        if isinstance(text, bytes):
            yield from (text[n] << 8 | text[n + 1] for n in range(0, len(text) - 1, 2))


def widths_said(described: Any) -> Mapping[int | None, float]:
    """Return the widths that the PDF says; under None that of every other glyph.

    They are written ``first [width width …]`` or ``first last width``.

    Raises:
        ValueError: there are more than a font has glyphs.
    """
    usual = entry(described, "/DW")
    widths: dict[int | None, float] = {None: float(_USUAL_WIDTH if usual is None else usual)}
    items = (item.get_object() for item in entry(described, "/W") or [])
    left = _MOST_WIDTHS
    for first in items:
        second = next(items)
        group = second if isinstance(second, list) else None
        count = len(group) if group is not None else int(second) - int(first) + 1
        left -= max(count, 1)
        if left < 0:
            raise ValueError
        values = group if group is not None else repeat(next(items), count)
        widths |= {int(first) + n: float(width) for n, width in enumerate(values)}
    return widths


def _differ(program: FontProgram, said: Mapping[int | None, float], used: Iterable[int]) -> bool:
    """Return whether a glyph that is shown is not as wide as the PDF says."""
    return any(
        abs(said.get(number, said[None]) - program.widths[number]) > _TOLERANCE
        for number in used
        if number < len(program.widths)
    )


def _all_listed(program: FontProgram, bits: bytes) -> bool:
    """Return whether a list of glyphs, a bit each, has all that are drawn.

    The first glyph stands for letters that lack; it is passed, being none itself.
    """
    return all(
        number >> 3 < len(bits) and bits[number >> 3] & (0x80 >> (number & 7))
        for number in program.drawn - {0}
    )
