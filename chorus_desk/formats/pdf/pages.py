"""The pages of a PDF that may be hostile: tree, content and resources, bounded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from chorus_desk.formats.pdf.opening import catalogue, entry

MOST_PAGES = 100
"""Pages that are looked at; an invoice has a few."""
MOST_NODES = 1_000
MOST_CONTENT = 300_000
"""Bytes of drawing that are taken apart in one file: a second or two; a page has ten thousand."""
MOST_FORMS = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with the resources it has or inherits."""

    page: Any
    resources: Any


@dataclass
class Budget:
    """How much may still be looked at; ``whole`` until something was left out."""

    content: int = MOST_CONTENT
    forms: int = MOST_FORMS
    whole: bool = True

    def spend(self, size: int) -> bool:
        """Return whether a content of this size may be taken apart."""
        if size > self.content:
            self.whole = False
            return False
        self.content -= size
        return self.whole

    def spend_on(self, stream: Any) -> bool:
        """Return whether a stream may be taken apart; none is unpacked once one was too large."""
        return self.whole and self.spend(len(stream.get_data()))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A stream of drawing operators, of a page or of a form that a page shows."""

    operations: list[tuple[Any, bytes]]
    resources: Any
    group: Any
    """The transparency group it is drawn in, None where there is none."""
    on_page: bool = False
    """Whether it is the page's own; a form goes on with the colours where it is shown."""


@dataclass
class Pages:
    """The pages of a document, in order, as far as the budget goes."""

    sheets: list[Sheet] = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)

    def drawings(self) -> Iterator[Drawing]:
        """Give what is drawn: each page, and each form once."""
        seen: set[int] = set()
        for sheet in self.sheets:
            if not self.budget.whole:
                return
            operations = self.operations(_content(sheet.page))
            yield Drawing(operations, sheet.resources, entry(sheet.page, "/Group"), on_page=True)
            yield from self._forms(sheet.resources, seen)

    def _forms(self, resources: Any, seen: set[int]) -> Iterator[Drawing]:
        waiting = [resources]
        while waiting:
            resources = waiting.pop()
            for form in values(entry(resources, "/XObject")):
                if id(form) in seen or entry(form, "/Subtype") != "/Form":
                    continue
                seen.add(id(form))
                if len(seen) > self.budget.forms:
                    self.budget.whole = False
                if not self.budget.whole:
                    return
                own = entry(form, "/Resources")
                own = resources if own is None else own
                waiting.append(own)
                yield Drawing(self.operations([form]), own, entry(form, "/Group"))

    def operations(self, streams: list[Any]) -> list[tuple[Any, bytes]]:
        """Return what some streams draw together, nothing once the budget is spent."""
        from pypdf.generic import ContentStream, DecodedStreamObject

        parts = [bytes(stream.get_data()) for stream in streams if self.budget.spend_on(stream)]
        if not self.budget.whole:
            return []
        plain = DecodedStreamObject()
        plain.set_data(b"\n".join(parts))
        try:
            return list(ContentStream(plain, None).operations)
        except Exception:  # noqa: BLE001 -- pypdf raises what it likes on broken drawings
            self.budget.whole = False
            return []


def pages_of(reader: Any) -> Pages:
    """Return the pages of a document; a tree that contains itself is walked once."""
    pages = Pages()
    waiting: list[tuple[Any, Any]] = [(entry(catalogue(reader), "/Pages"), None)]
    seen: set[int] = set()
    while waiting:
        node, inherited = waiting.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if len(pages.sheets) >= MOST_PAGES or len(seen) > MOST_NODES:
            pages.budget.whole = False
            break
        own = entry(node, "/Resources")
        resources = inherited if own is None else own
        kids = entry(node, "/Kids")
        if kids is None:
            pages.sheets.append(Sheet(node, resources))
        else:
            few = list(kids)[:MOST_NODES]
            waiting += [(kid.get_object(), resources) for kid in reversed(few)]
    return pages


def content_streams(sheet: Sheet) -> list[Any]:
    """Return the streams of a page's own drawing."""
    return _content(sheet.page)


def font_maps(sheet: Sheet) -> list[Any]:
    """Return the streams that say what the letters of a page's fonts mean."""
    maps = (entry(font, "/ToUnicode") for font in values(entry(sheet.resources, "/Font")))
    return [stream for stream in maps if hasattr(stream, "get_data")]


def values(dictionary: Any) -> list[Any]:
    """Return the values of a PDF dictionary with their references followed."""
    if dictionary is None or not hasattr(dictionary, "keys"):
        return []
    found = (entry(dictionary, key) for key in list(dictionary.keys())[:MOST_NODES])
    return [value for value in found if value is not None]


def _content(page: Any) -> list[Any]:
    content = entry(page, "/Contents")
    parts = list(content)[:MOST_NODES] if isinstance(content, list) else [content]
    resolved = [part.get_object() for part in parts if part is not None]
    return [part for part in resolved if hasattr(part, "get_data")]
