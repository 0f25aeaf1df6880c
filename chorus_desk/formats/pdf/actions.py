"""What a PDF would do by itself: scripts, programs, forms that send. Never obeyed, only named."""

from collections.abc import Iterator
from typing import Any

from chorus_desk.formats.pdf.opening import catalogue, entry
from chorus_desk.formats.pdf.pages import MOST_NODES, Pages, values

_HARMLESS = frozenset({"/GoTo", "/GoToR", "/GoToE", "/URI", "/Named", "/Thread"})
"""Actions that PDF/A allows: going somewhere when a person clicks (ISO 19005-3, 6.5.1)."""


def acts(reader: Any, pages: Pages) -> bool:
    """Return whether a PDF acts by itself when it is opened, shown or clicked."""
    root = catalogue(reader)
    if entry(entry(root, "/Names"), "/JavaScript") is not None:
        return True
    if entry(entry(root, "/AcroForm"), "/XFA") is not None or _opens_out(root):
        return True
    holders = (root, *(sheet.page for sheet in pages.sheets), *_annotations(pages))
    return any(_triggers(holder) for holder in holders)


def _opens_out(root: Any) -> bool:
    """Return whether opening goes out of the document: what is harmless on a click is not here."""
    action = entry(root, "/OpenAction")
    return isinstance(action, dict) and entry(action, "/S") not in (None, "/GoTo", "/Named")


def _annotations(pages: Pages) -> Iterator[Any]:
    for sheet in pages.sheets:
        for item in list(entry(sheet.page, "/Annots") or [])[:MOST_NODES]:
            yield item.get_object()


def _triggers(holder: Any) -> bool:
    action = entry(holder, "/A")
    kind = entry(action, "/S") if isinstance(action, dict) else None
    return (kind is not None and kind not in _HARMLESS) or bool(values(entry(holder, "/AA")))
