"""A page made PDF/A-3b with the invoice's data inside: one pass over the file.

The factur-x library would embed as well, but stamps the clock's time into the file and leaves the
output intent out, so its result had to be opened and written a second time. Its XMP is used.
"""

import re
from functools import cache
from html import escape  # that of xml.sax would load all of urllib and http
from io import BytesIO
from typing import Any

from chorus_desk import resources
from chorus_desk.formats.official import xmp_of
from chorus_desk.formats.pdf.items import Metadata
from chorus_desk.formats.pdf.opening import entry

DATA_NAME = "factur-x.xml"
"""The name the norm gives the file inside (Factur-X 1.0, §6.2)."""
_PRODUCER = "Chorus Desk"
_MARK = re.compile("@(title|author|subject|day)@")


def with_data(page: bytes, xml: bytes, about: Metadata, level: str) -> bytes:
    """Return a page of ours as PDF/A-3b with its XML embedded: same input, same bytes.

    All dates in the file are the document's (ISO 19005-3 wants Info and XMP to agree).
    """
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(page)))
    embed(writer, xml, about, level)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def embed(writer: Any, xml: bytes, about: Metadata, level: str) -> None:
    """Put the XML, and all that makes a Factur-X of a page, into a PDF that is being written."""
    from pypdf.generic import ArrayObject, NameObject

    writer._header = b"%PDF-1.7"  # noqa: SLF001 -- pypdf has no other way to set it
    writer.add_metadata({"/Producer": _PRODUCER, "/Keywords": "Factur-X"})
    root = writer.root_object
    file = _embedded(writer, xml, about)
    root[NameObject("/AF")] = ArrayObject([file])
    listed = _dictionary({"/Names": ArrayObject([_text(DATA_NAME), file])})
    names = entry(root, "/Names") or _dictionary({})
    names[NameObject("/EmbeddedFiles")] = listed
    root[NameObject("/Names")] = names
    root[NameObject("/Metadata")] = _metadata(writer, about, level)
    root[NameObject("/OutputIntents")] = ArrayObject([_output_intent(writer)])
    # Readers then show the title and not the file's name (ISO 14289 wants it, PDF/A allows it).
    root[NameObject("/ViewerPreferences")] = _dictionary({"/DisplayDocTitle": True})
    root[NameObject("/PageMode")] = NameObject("/UseNone")
    for sheet in writer.pages:
        sheet.pop("/Trans", None)  # reportlab's empty slide transition


def _embedded(writer: Any, xml: bytes, about: Metadata) -> Any:
    """Add the file, of relationship Data: the page alone is not the invoice, nor the XML a copy."""
    from pypdf.generic import NumberObject

    params = {"/Size": NumberObject(len(xml)), "/ModDate": _text(stamp(about))}
    entries = {"/Type": "/EmbeddedFile", "/Subtype": "/text/xml", "/Params": _dictionary(params)}
    stream = _add(writer, _stream(xml, entries))
    return _add(writer, _dictionary({
        "/Type": "/Filespec", "/AFRelationship": "/Data", "/Desc": _text("Factur-X"),
        "/F": _text(DATA_NAME), "/UF": _text(DATA_NAME),
        "/EF": _dictionary({"/F": stream, "/UF": stream}),
    }))  # fmt: skip


def _metadata(writer: Any, about: Metadata, level: str) -> Any:
    """Add the XMP packet: plain, as PDF/A wants it to be found."""
    day = f"{about.created[:4]}-{about.created[4:6]}-{about.created[6:]}"
    values = {"title": about.title, "author": about.author, "subject": about.subject, "day": day}
    xmp = _MARK.sub(lambda mark: escape(values[mark[1]], quote=False), _packet(level))
    entries = {"/Type": "/Metadata", "/Subtype": "/XML"}
    return _add(writer, _stream(xmp.encode("utf-8"), entries, packed=False))


@cache
def _packet(level: str) -> str:
    """Return the library's packet with marks where ours has its own title, author and dates."""
    xmp = xmp_of(level, "@title@", "@author@", "@subject@").decode("utf-8")
    xmp = xmp.replace("<rdf:Description>", '<rdf:Description rdf:about="">')
    for tag, value in (
        ("xmp:CreateDate", "@day@T00:00:00+00:00"), ("xmp:ModifyDate", "@day@T00:00:00+00:00"),
        ("xmp:CreatorTool", _PRODUCER), ("pdf:Producer", _PRODUCER),
    ):  # fmt: skip
        xmp = re.sub(f"<{tag}>[^<]*</{tag}>", f"<{tag}>{value}</{tag}>", xmp)
    return xmp


def _output_intent(writer: Any) -> Any:
    """Say which colours are meant: sRGB, with its profile."""
    from pypdf.generic import NumberObject

    profile = resources.path("icc", "sRGB.icc").read_bytes()
    return _add(writer, _dictionary({
        "/Type": "/OutputIntent", "/S": "/GTS_PDFA1", "/Info": _text("sRGB"),
        "/OutputConditionIdentifier": _text("sRGB"),
        "/DestOutputProfile": _add(writer, _stream(profile, {"/N": NumberObject(3)})),
    }))  # fmt: skip


def stamp(about: Metadata) -> str:
    """Return the document's date as a PDF writes it."""
    return f"D:{about.created}000000+00'00'"


def _add(writer: Any, value: Any) -> Any:
    return writer._add_object(value)  # noqa: SLF001 -- pypdf's own way to number an object


def _stream(content: bytes, entries: dict[str, Any], *, packed: bool = True) -> Any:
    from pypdf.generic import DecodedStreamObject

    plain = DecodedStreamObject()
    plain.set_data(content)
    stream = plain.flate_encode() if packed else plain
    stream.update(_dictionary(entries))
    return stream


def _text(value: str) -> Any:
    from pypdf.generic import TextStringObject

    return TextStringObject(value)


def _dictionary(entries: dict[str, Any]) -> Any:
    """Return a PDF dictionary; a plain ``str`` is a name, ``_text`` makes a string."""
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, PdfObject

    def value(item: Any) -> Any:
        if isinstance(item, PdfObject):
            return item
        return BooleanObject(item) if isinstance(item, bool) else NameObject(item)

    return DictionaryObject({NameObject(key): value(item) for key, item in entries.items()})
