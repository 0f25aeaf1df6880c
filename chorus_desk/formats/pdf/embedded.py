"""The files inside a PDF, with what the PDF says of each."""

from dataclasses import dataclass
from typing import Any

from chorus_desk.formats.pdf.opening import catalogue, entry, first

MOST_FILES = 100
"""Embedded files that are looked at."""


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A file inside a PDF; ``relationship`` and ``mime`` without their stroke, None if unsaid."""

    name: str
    relationship: str | None
    mime: str | None
    associated: bool
    """Whether the document's /AF names it."""
    stream: Any

    def data(self) -> bytes:
        """Return its content, unpacked; pypdf's bound on what a stream unpacks to applies."""
        return bytes(self.stream.get_data())


def embedded_files(reader: Any) -> list[EmbeddedFile]:
    """Return each embedded file once: those in the name tree, then those of /AF alone."""
    root = catalogue(reader)
    listed: list[Any] = []
    tree = entry(entry(root, "/Names"), "/EmbeddedFiles")
    if tree is not None:
        _walk(tree, listed, set())
    associated = [item.get_object() for item in list(entry(root, "/AF") or [])[:MOST_FILES]]
    marked = {id(stream) for stream in map(_stream, associated)}
    files: dict[int, EmbeddedFile] = {}
    for item in (*listed[:MOST_FILES], *associated):
        specification = item.get_object()
        stream = _stream(specification)
        if stream is not None and id(stream) not in files:
            files[id(stream)] = _file(specification, stream, associated=id(stream) in marked)
    return list(files.values())


def _file(specification: Any, stream: Any, *, associated: bool) -> EmbeddedFile:
    return EmbeddedFile(
        name=str(first(specification, "/UF", "/F") or ""),
        relationship=_name(entry(specification, "/AFRelationship")),
        mime=_name(entry(stream, "/Subtype")),
        associated=associated,
        stream=stream,
    )


def _stream(specification: Any) -> Any:
    return first(entry(specification, "/EF"), "/F", "/UF")


def _name(value: Any) -> str | None:
    return str(value).removeprefix("/") if value is not None else None


def _walk(node: Any, found: list[Any], seen: set[int]) -> None:
    """Collect the leaves of a name tree; one that contains itself is walked once."""
    if id(node) in seen or len(found) > MOST_FILES:
        return
    seen.add(id(node))
    found += list(entry(node, "/Names") or [])[1::2]
    for kid in list(entry(node, "/Kids") or [])[:MOST_FILES]:
        _walk(kid.get_object(), found, seen)
