"""Draws what is laid over a page (fields of a form, stamps) into the page: it looks the same.

Links stay. What is hidden goes; what has no drawing of its own, or one that readers do not show, is
left, and refused later.
"""

import re
from typing import Any

from chorus_desk.formats.pdf.opening import catalogue, entry

_HIDDEN, _PRINT, _NO_VIEW = 2, 4, 32
"""Bits of an annotation's flags (ISO 32000-1, 12.5.3)."""
_TYPED = frozenset({"/Tx", "/Ch"})
_PAINTS = re.compile(rb"(?<![^\s)\]>])(?:Tj|TJ|['\"]|[fFBbSs]\*?|Do|sh|EI)(?![^\s])")
"""Operators that leave something on the page."""
_UNSEEN = frozenset({"/Popup"})


def flatten(writer: Any, page: Any) -> None:
    """Draw the annotations of a page into it, save links and what has no drawing of its own."""
    from pypdf.generic import ArrayObject, NameObject, NumberObject

    kept, redrawn = ArrayObject(), _redrawn(writer)
    for item in list(entry(page, "/Annots") or []):
        note = item.get_object()
        if not isinstance(note, dict) or _unseen(note):
            continue
        drawing = drawing_of(note)
        if entry(note, "/Subtype") == "/Link":
            note[NameObject("/F")] = NumberObject(_PRINT)
            note.pop("/AP", None)
            note.pop("/AA", None)
            kept.append(item)
        elif (
            drawing is None
            or _flags(note) & _NO_VIEW
            or _shown_otherwise(note, drawing, redrawn=redrawn)
        ):
            kept.append(item)
        elif "/Rect" in note:
            _draw(writer, page, note, drawing)
    if kept:
        page[NameObject("/Annots")] = kept
    else:
        page.pop("/Annots", None)


def drawing_of(note: Any) -> Any:
    """Return the drawing of an annotation as it stands, None where it has none."""
    normal = entry(entry(note, "/AP"), "/N")
    if normal is not None and not hasattr(normal, "get_data"):
        normal = entry(normal, str(entry(note, "/AS") or "/Off"))
    return normal if hasattr(normal, "get_data") else None


def _flags(note: Any) -> int:
    return int(entry(note, "/F") or 0)


def _unseen(note: Any) -> bool:
    """Return whether nobody sees an annotation, on the screen or on paper."""
    if entry(note, "/Subtype") in _UNSEEN or _flags(note) & _HIDDEN:
        return True
    if entry(note, "/Subtype") != "/Widget" or drawing_of(note) is not None:
        return False
    # A field without a drawing shows what a reader makes of its value, border and background.
    states = entry(entry(note, "/AP"), "/N")
    styled = any(name in (entry(note, "/MK") or {}) for name in ("/BC", "/BG", "/CA"))
    return states is not None or not (styled or _value(note))


def _redrawn(writer: Any) -> bool:
    """Return whether readers are told to draw fields themselves: each does so in its own way."""
    told = entry(entry(catalogue(writer), "/AcroForm"), "/NeedAppearances")
    return getattr(told, "value", None) is True  # pypdf's ``false`` is true to Python


def _shown_otherwise(note: Any, drawing: Any, *, redrawn: bool) -> bool:
    """Return whether readers show what is typed in a field otherwise than it is drawn.

    They draw it anew where they are told so, and where the drawing of it is empty.
    """
    if entry(note, "/Subtype") != "/Widget" or _inherited(note, "/FT") not in _TYPED:
        return False
    return bool(_value(note)) and (redrawn or not _PAINTS.search(bytes(drawing.get_data())))


def _value(note: Any) -> Any:
    """Return what is written in a field."""
    return _inherited(note, "/V")


def _inherited(note: Any, name: str) -> Any:
    """Return a datum of a field, which may stand in the field a widget belongs to."""
    node, steps = note, 0
    while node is not None and steps < 20:
        found = entry(node, name)
        if found is not None:
            return found
        node, steps = entry(node, "/Parent"), steps + 1
    return None


def _draw(writer: Any, page: Any, note: Any, drawing: Any) -> None:
    """Show a drawing where its annotation stands (ISO 32000-1, 12.5.5, algorithm 8.1)."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

    placed = _placed(note, drawing)
    if placed is None:
        return
    resources = entry(page, "/Resources")
    forms = entry(resources, "/XObject")
    # What is shared between pages or not yet there gets a list of this page's own.
    forms = DictionaryObject(forms) if forms is not None else DictionaryObject()
    own = DictionaryObject(resources)
    page[NameObject("/Resources")] = own
    own[NameObject("/XObject")] = forms
    name = f"/CdOver{len(forms)}"
    reference = drawing.indirect_reference or writer._add_object(drawing)  # noqa: SLF001
    forms[NameObject(name)] = reference
    drawing[NameObject("/Type")] = NameObject("/XObject")
    drawing[NameObject("/Subtype")] = NameObject("/Form")
    if entry(drawing, "/Resources") is None:
        drawing[NameObject("/Resources")] = DictionaryObject()
    before, after = DecodedStreamObject(), DecodedStreamObject()
    before.set_data(b"q\n")
    numbers = " ".join(f"{number:.4f}" for number in placed)
    after.set_data(f"\nQ q {numbers} cm {name} Do Q\n".encode())
    content = page.get("/Contents")
    inside = content.get_object() if content is not None else None
    parts = list(inside) if isinstance(inside, list) else [content] if content is not None else []
    add = writer._add_object  # noqa: SLF001 -- pypdf's own way to number an object
    page[NameObject("/Contents")] = ArrayObject([add(before), *parts, add(after)])


def _placed(note: Any, drawing: Any) -> tuple[float, ...] | None:
    """Return the matrix that puts the drawing's box into the annotation's, None where empty."""
    left, low, right, high = _box([float(number) for number in entry(note, "/Rect")])
    a, b, c, d, e, f = (float(n) for n in entry(drawing, "/Matrix") or (1, 0, 0, 1, 0, 0))
    x0, y0, x1, y1 = (float(n) for n in entry(drawing, "/BBox"))
    corners = [(x, y) for x in (x0, x1) for y in (y0, y1)]
    turned = [(a * x + c * y + e, b * x + d * y + f) for x, y in corners]
    from_left, from_right = min(x for x, _ in turned), max(x for x, _ in turned)
    from_low, from_high = min(y for _, y in turned), max(y for _, y in turned)
    wide, tall = from_right - from_left, from_high - from_low
    if not (wide and tall):
        return None
    across, up = (right - left) / wide, (high - low) / tall
    return across, 0, 0, up, left - from_left * across, low - from_low * up


def _box(numbers: list[float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = numbers
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
