"""What the pages of a PDF make use of, as far as PDF/A asks: fonts, colours, transparency."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from chorus_desk.formats.pdf.opening import entry
from chorus_desk.formats.pdf.pages import Drawing, Pages, values

SHOWS_TEXT = frozenset({b"Tj", b"TJ", b"'", b'"'})
"""Operators that write."""
_COLOURS = {b"rg": "RGB", b"RG": "RGB", b"g": "Gray", b"G": "Gray", b"k": "CMYK", b"K": "CMYK"}
_CHOOSES = frozenset({b"rg", b"g", b"k", b"cs", b"sc", b"scn"})
_PAINTS = SHOWS_TEXT | {b"f", b"f*", b"B", b"B*", b"b", b"b*"}
_DEVICES = {"/DeviceRGB": "RGB", "/DeviceGray": "Gray", "/DeviceCMYK": "CMYK"}
_INVISIBLE = 3
"""The rendering mode of text that is not painted: a scan's text, which needs no font."""
_PLAIN_BLENDS = ("/Normal", "/Compatible")


@dataclass
class PageUse:
    """What pages use."""

    bare_fonts: set[str] = field(default_factory=set)
    """Fonts that paint text and are not in the file."""
    texts: dict[int, tuple[Any, list[Any]]] = field(default_factory=dict)
    """Each font that is in the file, with what is painted in it: operands, as they come."""
    device_colours: set[str] = field(default_factory=set)
    """``RGB``, ``Gray``, ``CMYK`` where the file does not say itself which colours these are."""
    loose_transparency: bool = False
    """Whether something shines through without a group that says in which colours."""


def use_of(pages: Pages) -> PageUse:
    """Return what all pages, and the forms they show, use."""
    return use_in(pages.drawings())


def use_in(drawings: Iterable[Drawing]) -> PageUse:
    """Return what some drawings use."""
    use = PageUse()
    for drawing in drawings:
        _fonts(drawing, use)
        use.device_colours |= set(_colours(drawing))
        grouped = entry(drawing.group, "/CS") is not None
        use.loose_transparency |= not grouped and _shines_through(drawing)
    return use


def _fonts(drawing: Drawing, use: PageUse) -> None:
    fonts = entry(drawing.resources, "/Font")
    font, mode = None, 0
    kept: list[tuple[Any, int]] = []
    painting: dict[str, list[Any]] = {}
    for operands, operator in drawing.operations:
        if operator == b"Tf" and operands:
            font = str(operands[0])
        elif operator == b"Tr" and operands:
            mode = operands[0]
        elif operator == b"q":
            kept.append((font, mode))
        elif operator == b"Q" and kept:
            font, mode = kept.pop()
        elif operator in SHOWS_TEXT and mode != _INVISIBLE and font is not None:
            painting.setdefault(font, []).extend(operands)
    for name, shown in painting.items():
        resource = entry(fonts, name)
        if resource is None:
            continue
        if is_embedded(resource):
            use.texts.setdefault(id(resource), (resource, []))[1].extend(shown)
        else:
            use.bare_fonts.add(str(entry(resource, "/BaseFont") or name).removeprefix("/"))


def is_embedded(font: Any) -> bool:
    """Return whether a font's letters are in the file."""
    if entry(font, "/Subtype") == "/Type3":  # drawn by the file itself
        return True
    descendants = entry(font, "/DescendantFonts")
    described = descendants[0].get_object() if descendants else font
    descriptor = entry(described, "/FontDescriptor")
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    return any(entry(descriptor, name) is not None for name in files)


def _colours(drawing: Drawing) -> Iterator[str]:
    """Give the device colours of a drawing, save those it has a definition of its own for."""
    spaces = entry(drawing.resources, "/ColorSpace")
    found = {"Gray"} if drawing.on_page and _paints_uncoloured(drawing) else set()
    for operands, operator in drawing.operations:
        if operator in _COLOURS:
            found.add(_COLOURS[operator])
        elif operator in (b"cs", b"CS") and operands:
            found |= _device(entry(spaces, str(operands[0])) or str(operands[0]))
    for image in values(entry(drawing.resources, "/XObject")):
        if entry(image, "/Subtype") == "/Image":
            found |= _device(entry(image, "/ColorSpace"))
    return (name for name in found if entry(spaces, f"/Default{name}") is None)


def _paints_uncoloured(drawing: Drawing) -> bool:
    """Return whether a page paints before it chose a colour: black then, as a device's grey."""
    chosen, kept = False, []
    for _, operator in drawing.operations:
        if operator in _CHOOSES:
            chosen = True
        elif operator == b"q":
            kept.append(chosen)
        elif operator == b"Q" and kept:
            chosen = kept.pop()
        elif operator in _PAINTS and not chosen:
            return True
    return False


def _device(space: Any) -> set[str]:
    """Return the device colours a colour space is, or is an index into."""
    if isinstance(space, list) and space:
        inner = space[1].get_object() if space[0] == "/Indexed" and len(space) > 1 else space[0]
        space = inner if isinstance(inner, str) else None
    name = _DEVICES.get(space) if isinstance(space, str) else None
    return {name} if name else set()


def _shines_through(drawing: Drawing) -> bool:
    states = entry(drawing.resources, "/ExtGState")
    used = {str(operands[0]) for operands, op in drawing.operations if op == b"gs" and operands}
    return any(_is_transparent(entry(states, name)) for name in used) or any(
        entry(image, "/SMask") is not None
        for image in values(entry(drawing.resources, "/XObject"))
        if entry(image, "/Subtype") == "/Image"
    )


def _is_transparent(state: Any) -> bool:
    opaque = all(
        (entry(state, key) or 0) >= 1 or entry(state, key) is None for key in ("/ca", "/CA")
    )
    mask, blend = entry(state, "/SMask"), entry(state, "/BM")
    return not opaque or mask not in (None, "/None") or blend not in (None, *_PLAIN_BLENDS)
