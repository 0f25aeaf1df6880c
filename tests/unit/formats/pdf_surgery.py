"""Changes to a Factur-X of ours, made with pypdf, so that one thing at a time is wrong with it."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
)

from chorus_desk import resources

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


FONT = resources.path("fonts", "NotoSans-Regular.ttf")


def glyphs(text: str) -> list[tuple[int, float]]:
    """The number and the width of each letter's glyph, as reportlab reads them."""
    from reportlab.pdfbase.ttfonts import TTFontFile

    face = TTFontFile(str(FONT))
    return [(face.charToGlyph[ord(sign)], face.charWidths[ord(sign)]) for sign in text]


def written(
    text: str, *, widths: object = None, listing: bytes | None = None,
    program: bytes | None = None, name: str = "/Cid",
) -> Change:  # fmt: skip
    """Write a text in a font of glyph numbers, whose widths, list or program may be others."""

    def change(writer: PdfWriter) -> None:
        found = glyphs(text)
        usual = ArrayObject()
        for number, width in found:
            usual += [NumberObject(number), ArrayObject([FloatObject(width)])]
        descriptor = DictionaryObject({
            NameObject("/FontFile2"): _stream(writer, program or FONT.read_bytes()),
        })  # fmt: skip
        if listing is not None:
            descriptor[NameObject("/CIDSet")] = _stream(writer, listing)
        described = DictionaryObject({
            NameObject("/Subtype"): NameObject("/CIDFontType2"),
            NameObject("/FontDescriptor"): descriptor,
            NameObject("/W"): usual if widths is None else widths,
        })  # fmt: skip
        font = DictionaryObject({
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/Noto"),
            NameObject("/Encoding"): NameObject("/Identity-H"),
            NameObject("/DescendantFonts"): ArrayObject([described]),
        })  # fmt: skip
        codes = "".join(f"{number:04x}" for number, _ in found)
        shown = f"q BT {name} 10 Tf 10 10 Td [<{codes}>] TJ ET Q"
        drawn(shown.encode(), Font={NameObject(name): font})(writer)

    return change


def _stream(writer: PdfWriter, content: bytes) -> Any:
    stream = DecodedStreamObject()
    stream.set_data(content)
    return writer._add_object(stream)
