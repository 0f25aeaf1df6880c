"""Changes to a Factur-X of ours, made with pypdf, so that one thing at a time is wrong with it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

Change = Callable[[PdfWriter], object]


def changed(content: bytes, *changes: Change) -> bytes:
    """Write a PDF again after changing it."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    for change in changes:
        change(writer)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def root(writer: PdfWriter) -> Any:
    return writer.root_object


def file(writer: PdfWriter) -> Any:
    """The specification of the data file; /AF and the name tree share it."""
    return root(writer)["/Names"]["/EmbeddedFiles"]["/Names"][1].get_object()


def rename(name: str) -> Change:
    def change(writer: PdfWriter) -> None:
        from pypdf.generic import TextStringObject

        for key in ("/F", "/UF"):
            file(writer)[NameObject(key)] = TextStringObject(name)

    return change


def without(*path: str) -> Change:
    """Remove an entry of the catalogue, or of what a path from it leads to."""

    def change(writer: PdfWriter) -> None:
        place = root(writer)
        for name in path[:-1]:
            place = place[name].get_object()
        del place[path[-1]]

    return change


def xmp(old: str, new: str) -> Change:
    def change(writer: PdfWriter) -> None:
        stream = root(writer)["/Metadata"].get_object()
        text = stream.get_data().decode()
        assert old in text
        other = DecodedStreamObject()
        other.set_data(text.replace(old, new).encode())
        other[NameObject("/Type")], other[NameObject("/Subtype")] = (
            NameObject("/Metadata"),
            NameObject("/XML"),
        )
        root(writer)[NameObject("/Metadata")] = writer._add_object(other)

    return change


def drawn(operators: bytes, **resources: object) -> Change:
    """Draw something more on the first page, with more resources."""

    def change(writer: PdfWriter) -> None:
        page: Any = writer.pages[0]
        stream = DecodedStreamObject()
        stream.set_data(page.get_contents().get_data() + b"\n" + operators)
        page[NameObject("/Contents")] = writer._add_object(stream)
        for kind, entries in resources.items():
            held = page["/Resources"].setdefault(NameObject(f"/{kind}"), DictionaryObject())
            held.get_object().update(entries)

    return change
