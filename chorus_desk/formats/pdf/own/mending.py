"""Takes out of a PDF what PDF/A forbids and nobody sees; what would be missed is left to refuse.

Nothing here changes how a page looks (ISO 19005-3: 6.1.5, 6.1.7, 6.2.4 to 6.2.10, 6.3 to 6.6).
"""

from collections.abc import Iterator
from typing import Any

from chorus_desk.formats.pdf.opening import entry
from chorus_desk.formats.pdf.own.flattening import flatten
from chorus_desk.formats.pdf.own.objects import dictionaries, prune
from chorus_desk.formats.pdf.pages import values

_OF_CATALOGUE = (
    "/AA", "/AF", "/AcroForm", "/Collection", "/Extensions", "/Legal", "/Metadata",
    "/NeedsRendering", "/OpenAction", "/OutputIntents", "/Perms", "/PieceInfo", "/Requirements",
    "/SpiderInfo", "/Threads", "/URI", "/Version",
)  # fmt: skip
_OF_PAGE = (
    "/AA", "/AF", "/B", "/Dur", "/LastModified", "/Metadata", "/PieceInfo", "/PresSteps", "/Thumb",
    "/Trans",
)  # fmt: skip
_OF_DRAWING = ("/AF", "/Alternates", "/LastModified", "/Metadata", "/OPI", "/PieceInfo")
_OF_FONT = ("/CIDSet", "/CharSet")
"""Lists of the letters in a font: PDF/A wants them whole or not at all (6.2.11.4.2)."""
_STAYS = frozenset({"/GoTo", "/GoToR", "/GoToE", "/URI", "/Named", "/Thread"})
_LOSSLESS = frozenset({
    "/LZWDecode", "/FlateDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode",
})  # fmt: skip
LZW = "/LZWDecode"


def mend(writer: Any) -> None:
    """Take out what PDF/A forbids and nobody sees, and say what it wants said."""
    resources_in_place(writer)
    for page in writer.pages:
        flatten(writer, page)
        _drop(page, _OF_PAGE)
        _order(page)
    _catalogue(writer.root_object)
    for item in dictionaries(writer):
        for step in (_action, _drawing, _font, _state, _packing, _layers, _titles):
            step(item)
    prune(writer)


def filters_of(stream: Any) -> list[str]:
    """Return the names of a stream's filters, those of its packing outside first."""
    found = entry(stream, "/Filter")
    if found is None:
        return []
    return [str(name) for name in found] if isinstance(found, list) else [str(found)]


def _drop(dictionary: Any, names: tuple[str, ...]) -> None:
    for name in names:
        dictionary.pop(name, None)


def _order(page: Any) -> None:
    """Leave out how the keyboard goes through a page where it is said in a way that is none."""
    from pypdf.generic import NameObject

    if not isinstance(entry(page, "/Tabs"), NameObject):  # LibreOffice writes a text
        page.pop("/Tabs", None)


def _catalogue(root: Any) -> None:
    _drop(root, _OF_CATALOGUE)
    names = entry(root, "/Names")
    for name in [key for key in (names or {}) if key != "/Dests"]:
        del names[name]


def _action(item: Any) -> None:
    """Take out what is done at a click beside going somewhere, and what follows upon that."""
    action = entry(item, "/A")
    kind = entry(action, "/S") if isinstance(action, dict) else None
    if kind is None:
        return
    if kind not in _STAYS:
        del item["/A"]
    else:
        action.pop("/Next", None)


def _drawing(item: Any) -> None:
    from pypdf.generic import BooleanObject, NameObject

    if entry(item, "/Subtype") not in ("/Image", "/Form"):
        return
    _drop(item, _OF_DRAWING)
    if "/Interpolate" in item:
        item[NameObject("/Interpolate")] = BooleanObject(False)


def _font(item: Any) -> None:
    from pypdf.generic import NameObject

    if any(name in item for name in ("/FontFile", "/FontFile2", "/FontFile3")):
        _drop(item, _OF_FONT)
    if entry(item, "/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in item:
        item[NameObject("/CIDToGIDMap")] = NameObject("/Identity")  # what lacking it means
    if "/Registry" in item and "/Ordering" in item:
        for name in ("/Registry", "/Ordering", "/Supplement"):  # read by some only where it stands
            if name in item:
                item[NameObject(name)] = item[name].get_object()
    if "/Length1" in item:
        item.pop("/Metadata", None)


def _state(item: Any) -> None:
    """Take transfer functions out of a graphics state where they do nothing."""
    for name in ("/TR", "/TR2"):
        if entry(item, name) in ("/Identity", "/Default") and "/Subtype" not in item:
            del item[name]


def _packing(item: Any) -> None:
    """Pack again without loss what is packed in a way that PDF/A forbids."""
    from pypdf.generic import DecodedStreamObject, NameObject

    names = filters_of(item) if hasattr(item, "get_data") else []
    if LZW not in names or not _LOSSLESS.issuperset(names):
        return
    plain = DecodedStreamObject()
    plain.set_data(bytes(item.get_data()))
    packed = plain.flate_encode()
    _drop(item, ("/Filter", "/DecodeParms", "/DL"))
    item[NameObject("/Filter")] = NameObject("/FlateDecode")
    item._data = packed._data  # noqa: SLF001 -- a stream in its place, under its own number


def _layers(item: Any) -> None:
    """Name the settings of layers, and drop the order they are listed in."""
    from pypdf.generic import TextStringObject

    if "/OCGs" not in item or not isinstance(entry(item, "/D"), dict):
        return
    settings = [entry(item, "/D"), *(each.get_object() for each in entry(item, "/Configs") or [])]
    for number, setting in enumerate(settings):
        from pypdf.generic import NameObject

        setting[NameObject("/Name")] = TextStringObject(f"{number + 1}")
        _drop(setting, ("/Order",))


def _titles(item: Any) -> None:
    """Write the titles of an outline where they belong, not elsewhere."""
    from pypdf.generic import NameObject

    if "/Title" in item and "/Parent" in item:
        item[NameObject("/Title")] = item["/Title"].get_object()


def resources_in_place(writer: Any) -> None:
    """Give each page and form the resources it inherits: PDF/A wants them with what uses them."""
    from pypdf.generic import DictionaryObject, NameObject

    seen: set[int] = set()
    for page in writer.pages:
        resources = _inherited(page)
        if resources is None:
            resources = DictionaryObject()
        page[NameObject("/Resources")] = resources
        waiting = [resources]
        while waiting:
            given = waiting.pop()
            for form in _forms(given, seen):
                if entry(form, "/Resources") is None:
                    form[NameObject("/Resources")] = given
                waiting.append(entry(form, "/Resources"))


def _forms(resources: Any, seen: set[int]) -> Iterator[Any]:
    for form in values(entry(resources, "/XObject")):
        if id(form) not in seen and entry(form, "/Subtype") == "/Form":
            seen.add(id(form))
            yield form


def _inherited(page: Any) -> Any:
    node, steps = page, 0
    while node is not None and steps < 50:
        found = entry(node, "/Resources")
        if found is not None:
            return found
        node, steps = entry(node, "/Parent"), steps + 1
    return None
