"""What keeps a page made elsewhere from being PDF/A-3: whatever mending would change its look.

ISO 19005-3 by the numbers beside each check. What cannot be judged here is refused as well: the
file will say of itself that it is PDF/A-3, and that must be true.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chorus_desk.domain.finding import Finding, Param
from chorus_desk.formats.pdf.letters import letters_of
from chorus_desk.formats.pdf.opening import catalogue, entry
from chorus_desk.formats.pdf.own.drawings import Drawn
from chorus_desk.formats.pdf.own.findings import found
from chorus_desk.formats.pdf.own.mending import LZW, filters_of
from chorus_desk.formats.pdf.own.objects import everything
from chorus_desk.formats.pdf.own.typefaces import unproven
from chorus_desk.formats.pdf.page_use import PageUse, use_in
from chorus_desk.formats.pdf.pages import Drawing, values

_DEEPEST = 28
"""Graphics states kept within each other (6.1.13)."""
_LONGEST_TEXT = 32_767
_INTENTS = frozenset({"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual",
                      "/Saturation"})  # fmt: skip
_BLENDS = frozenset({
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten",
    "/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue",
    "/Saturation", "/Color", "/Luminosity",
})  # fmt: skip
_OPERATORS = frozenset(
    b"b B b* B* BDC BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m M "
    b"MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y "
    b"' \"".split()
) | {b"INLINE IMAGE"}  # fmt: skip
_INKS: Mapping[int, tuple[bytes, ...]] = {1: (b"GRAY",), 3: (b"RGB ", b"Lab "), 4: (b"CMYK",)}
"""What a colour profile says it is of, by the number of its inks."""
_CMYK, _NEWEST_PROFILE = 4, 4
_LONGEST_NAME = 127
_SHOWN = 5

Hit = tuple[str, Mapping[str, Param]]


@dataclass(frozen=True, slots=True)
class _Subject:
    """A PDF that was mended, taken apart as far as the checks need."""

    writer: Any
    objects: list[Any]
    drawings: Sequence[Drawing]
    use: PageUse
    whole: bool


def before_mending(reader: Any) -> tuple[Finding, ...]:
    """Return what can no longer be seen once a PDF is mended: forms of XML, signatures."""
    form = entry(catalogue(reader), "/AcroForm")
    findings = []
    if entry(form, "/XFA") is not None:
        findings.append(found("CD-OWN-XFA"))
    if int(entry(form, "/SigFlags") or 0) & 1:
        findings.append(found("CD-OWN-SIGNED"))
    return tuple(findings)


def hindrances(writer: Any, drawn: Drawn) -> tuple[Finding, ...]:
    """Return what keeps a mended PDF from being PDF/A-3, each reason once.

    Raises:
        TooManyError: it has more objects than are looked at.
    """
    objects = list(everything(writer))
    subject = _Subject(writer, objects, drawn.drawings, use_in(drawn.drawings), drawn.whole)
    hits = {(rule, *params.items()): (rule, params)
            for check in _CHECKS for rule, params in check(subject)}  # fmt: skip
    return tuple(found(rule, **params) for rule, params in hits.values())


def _size(subject: _Subject) -> Iterator[Hit]:
    if not subject.whole:
        yield "CD-OWN-LARGE", {}


def _fonts(subject: _Subject) -> Iterator[Hit]:
    """6.2.11.4 to 6.2.11.8: in the file, with the widths and the letters they are said to have."""
    letters = letters_of(subject.use.texts.values())
    for rule, fonts in (
        ("CD-OWN-FONT", subject.use.bare_fonts),
        ("CD-OWN-FONT-ODD", letters.other_widths | unproven(subject.use.texts.values())),
    ):
        if fonts:
            more = "…" if len(fonts) > _SHOWN else ""
            names = ", ".join(sorted(map(_plain, fonts))[:_SHOWN])[:120]
            yield rule, {"fonts": names + more}


def _plain(font: str) -> str:
    """Return a font's name without the mark of a subset (``ABCDEF+Arial``)."""
    head, mark, tail = font.partition("+")
    return tail if mark and len(head) == 6 and head.isupper() else font


def _colours(subject: _Subject) -> Iterator[Hit]:
    """6.2.4.3: the output intent explains RGB and grey; CMYK has nothing here to explain it."""
    named = any("/DeviceCMYK" in _names(item) for item in subject.objects)
    if named or "CMYK" in subject.use.device_colours:
        yield "CD-OWN-CMYK", {}


def _profiles(subject: _Subject) -> Iterator[Hit]:
    """6.2.4.2: a colour's profile is one, of as many inks as said; CMYK is not printed over."""
    for item in subject.objects:
        if not (isinstance(item, list) and len(item) > 1 and item[0] == "/ICCBased"):
            continue
        profile = item[1].get_object()
        count = int(entry(profile, "/N") or 0)
        data = bytes(profile.get_data())
        known = data[36:40] == b"acsp" and data[8] <= _NEWEST_PROFILE
        if not known or data[16:20] not in _INKS.get(count, ()):
            yield "CD-OWN-ODD", {"detail": "ICC"}
    for drawing in subject.drawings:
        if _overprints(drawing) and _paints_cmyk(drawing):
            yield "CD-OWN-ODD", {"detail": "OPM"}


def _overprints(drawing: Drawing) -> bool:
    states = entry(drawing.resources, "/ExtGState")
    chosen = {str(operands[0]) for operands, name in drawing.operations if name == b"gs"}
    return any(
        entry(state, "/OPM") == 1 and any(_is_true(entry(state, key)) for key in ("/OP", "/op"))
        for state in (entry(states, name) for name in chosen)
    )


def _is_true(value: Any) -> bool:
    return getattr(value, "value", None) is True  # pypdf's ``false`` is true to Python


def _paints_cmyk(drawing: Drawing) -> bool:
    spaces = entry(drawing.resources, "/ColorSpace")
    chosen = {str(operands[0]) for operands, name in drawing.operations if name in (b"cs", b"CS")}
    found = (entry(spaces, name) for name in chosen)
    return any(
        isinstance(space, list) and space[0] == "/ICCBased"
        and entry(space[1].get_object(), "/N") == _CMYK
        for space in found
    )  # fmt: skip


def _names(item: Any) -> list[Any]:
    """Return the names that stand in a dictionary or list, save what a profile is an other of."""
    if isinstance(item, dict):
        return [value for key, value in item.items() if key != "/Alternate"]
    return list(item)


def _notes(subject: _Subject) -> Iterator[Hit]:
    """6.3: what is laid over a page has a drawing of its own, and is there on paper too."""
    for page in subject.writer.pages:
        for item in entry(page, "/Annots") or []:
            kind = str(entry(item.get_object(), "/Subtype") or "?").removeprefix("/")
            if kind == "Widget":
                yield "CD-OWN-FIELD", {}
            elif kind != "Link":
                yield "CD-OWN-NOTE", {"kind": kind[:40]}


def _images(subject: _Subject) -> Iterator[Hit]:
    """6.1.7.2, 6.2.8 and 6.2.9: nothing outside the file, no packing that PDF/A forbids."""
    for item in subject.objects:
        if not hasattr(item, "get_data"):
            continue
        names = filters_of(item)
        if "/JPXDecode" in names:
            yield "CD-OWN-ODD", {"detail": "JPEG 2000"}
        if LZW in names or "/Crypt" in names:
            yield "CD-OWN-ODD", {"detail": names[0].removeprefix("/")}
        if "/F" in item or "/Ref" in item or entry(item, "/Subtype") == "/PS":
            yield "CD-OWN-ODD", {"detail": "XObject"}


def _states(subject: _Subject) -> Iterator[Hit]:
    """6.2.5 and 6.2.10: how ink is laid on, by words that PDF/A knows."""
    for drawing in subject.drawings:
        for state in values(entry(drawing.resources, "/ExtGState")):
            blend = entry(state, "/BM")
            blends = blend if isinstance(blend, list) else [blend]
            if not all(each is None or each in _BLENDS for each in blends):
                yield "CD-OWN-ODD", {"detail": "BM"}
            for name in ("/TR", "/TR2", "/HTP", "/HT", "/BG", "/UCR"):
                if entry(state, name) not in (None, "/Default"):
                    yield "CD-OWN-ODD", {"detail": name.removeprefix("/")}
            if entry(state, "/RI") not in (None, *_INTENTS):
                yield "CD-OWN-ODD", {"detail": "RI"}


def _operations(subject: _Subject) -> Iterator[Hit]:
    """6.1.13, 6.2.2 and 6.2.6: operators that the norm defines, within its bounds."""
    for drawing in subject.drawings:
        depth = 0
        for operands, operator in drawing.operations:
            depth += (operator == b"q") - (operator == b"Q")
            if operator not in _OPERATORS or depth > _DEEPEST:
                yield "CD-OWN-ODD", {"detail": operator.decode("latin-1")[:20]}
            elif operator == b"ri" and str(operands[0]) not in _INTENTS:
                yield "CD-OWN-ODD", {"detail": "ri"}
            elif operator == b"INLINE IMAGE":
                yield from _inline(operands)


def _inline(operands: Any) -> Iterator[Hit]:
    settings = operands.get("settings", {}) if isinstance(operands, dict) else {}
    filters = str(settings.get("/F", settings.get("/Filter", "")))
    space = str(settings.get("/CS", settings.get("/ColorSpace", "")))
    if "LZW" in filters or "Crypt" in filters:
        yield "CD-OWN-ODD", {"detail": "LZW"}
    if any(_is_true(settings.get(key)) for key in ("/I", "/Interpolate")):
        yield "CD-OWN-ODD", {"detail": "Interpolate"}
    if "CMYK" in space:
        yield "CD-OWN-CMYK", {}


def _resources(subject: _Subject) -> Iterator[Hit]:
    """6.2.2: what a drawing shows by name is there under that name."""
    places = {b"Tf": "/Font", b"Do": "/XObject", b"gs": "/ExtGState", b"sh": "/Shading"}
    for drawing in subject.drawings:
        for operands, operator in drawing.operations:
            place = places.get(operator)
            if place is None or not operands:
                continue
            if entry(entry(drawing.resources, place), str(operands[0])) is None:
                yield "CD-OWN-ODD", {"detail": str(operands[0]).removeprefix("/")[:20]}


def _layers(subject: _Subject) -> Iterator[Hit]:
    """6.9: no layer shows or hides by itself, on the screen or on paper."""
    for item in subject.objects:
        if isinstance(item, dict) and "/AS" in item and ("/BaseState" in item or "/ON" in item):
            yield "CD-OWN-LAYERS", {}


def _bounds(subject: _Subject) -> Iterator[Hit]:
    """6.1.13: how long a text may be; 6.2.4.4: inks of their own, whose colour nothing says."""
    for item in subject.objects:
        inner = list(item.values()) if isinstance(item, dict) else item
        if isinstance(item, list) and item and item[0] == "/DeviceN":
            yield "CD-OWN-ODD", {"detail": "DeviceN"}
        if any(isinstance(each, (str, bytes)) and len(each) > _LONGEST_TEXT for each in inner):
            yield "CD-OWN-LARGE", {}
        if isinstance(item, dict) and any(len(key) > _LONGEST_NAME for key in item):
            yield "CD-OWN-ODD", {"detail": "name"}


_CHECKS: tuple[Callable[[_Subject], Iterator[Hit]], ...] = (
    _size, _fonts, _colours, _profiles, _notes, _images, _states, _operations, _resources,
    _layers, _bounds,
)  # fmt: skip
