"""Hostile files that are made, since they are too large to be kept: small to send, heavy to read."""

import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    TextStringObject,
)

from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, facturx
from chorus_desk.formats.spreadsheet.template import write_workbook
from tests import builders as b
from tests.unit.formats.pdf_surgery import Change, changed, drawn, root

_START = b"<?xml version='1.0'?>"
_ROOT = (
    b"<rsm:CrossIndustryInvoice xmlns:rsm="
    b"'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100'>%s</rsm:CrossIndustryInvoice>"
)
_FAR = b"<row r=%s><c r=%s t='n'><v>1</v></c></row></sheetData>"


def _workbook(change: Callable[[str, bytes], tuple[str, bytes]]) -> bytes:
    made = BytesIO()
    ours = BytesIO(write_workbook([{"number": "1", "description": "x"}], []))
    with zipfile.ZipFile(ours) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(*change(name, old.read(name)))
    return made.getvalue()


def _with_cell(row: bytes, place: bytes, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    def change(name: str, content: bytes) -> tuple[str, bytes]:
        if name == "xl/worksheets/sheet1.xml":
            return part, content.replace(b"</sheetData>", _FAR % (row, place))
        return name, content.replace(b"worksheets/sheet1.xml", part.removeprefix("xl/").encode())

    return _workbook(change)


def _strings() -> bytes:
    """Return a workbook whose shared strings are 900 MB and say that they are 1,000 bytes."""
    made = BytesIO(_workbook(lambda name, content: (name, content)))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/sharedStrings.xml", "w") as strings:
            for _ in range(900):
                strings.write(b"<si><t>" + b"a" * 1_000_000 + b"</t></si>")
        size = archive.getinfo("xl/sharedStrings.xml").file_size
    return made.getvalue().replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def _opendocument() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            "<document-content><table><table-row number-rows-repeated='20000'>"
            "<table-cell number-columns-repeated='2000'>x</table-cell></table-row></table>"
            "</document-content>",
        )
    return made.getvalue()


def _pdf(stream: bytes, filter_name: str) -> bytes:
    objects = (
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(factur-x.xml)4 0 R]>>>>>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        f"<</Length {len(stream)}/Filter/{filter_name}>>stream\n".encode()
        + stream
        + b"\nendstream",
        b"<</Type/Filespec/F(factur-x.xml)/EF<</F 3 0 R>>>>",
    )
    made, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return (
        made + b"xref\n0 5\n0000000000 65535 f \n" + table
        + f"trailer<</Size 5/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF".encode()
    )  # fmt: skip


def _lines(count: int) -> bytes:
    content = cii.write(b.vat_invoice(), Circuit.HISTORICAL)
    pattern = rb"<ram:IncludedSupplyChainTradeLineItem>.*</ram:IncludedSupplyChainTradeLineItem>"
    return re.sub(pattern, lambda found: found[0] * count, content, flags=re.DOTALL)


def _facturx(*changes: Change) -> bytes:
    return changed(facturx.write(b.invoice(), Circuit.HISTORICAL), *changes)


def _packed(writer: PdfWriter, content: bytes) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(content)
    return writer._add_object(stream.flate_encode())


def _inflated_pages(writer: PdfWriter) -> None:
    """Make the page twenty drawings of 60 MB each."""
    streams = [_packed(writer, b" " * 60_000_000) for _ in range(20)]
    writer.pages[0][NameObject("/Contents")] = ArrayObject(streams)


def _forms_in_forms(writer: PdfWriter) -> None:
    """Let the page show a form that shows one twice, and so on: thirty levels, a billion forms."""
    inner: IndirectObject | None = None
    for _ in range(30):
        form = DecodedStreamObject()
        form.set_data(b"/A Do /A Do" if inner else b"BT (x) Tj ET")
        form[NameObject("/Subtype")] = NameObject("/Form")
        shown = {NameObject("/A"): inner} if inner else {}
        form[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/XObject"): DictionaryObject(shown)}
        )
        inner = writer._add_object(form)
    drawn(b"/A Do ", XObject={NameObject("/A"): inner})(writer)


def _many_invoices(writer: PdfWriter) -> None:
    """Embed fifty files of 35 MB under the invoice's name."""
    for _ in range(50):
        specification = DictionaryObject({
            NameObject("/UF"): TextStringObject("factur-x.xml"),
            NameObject("/EF"): DictionaryObject(
                {NameObject("/F"): _packed(writer, b" " * 35_000_000)}
            ),
        })  # fmt: skip
        root(writer)["/AF"].append(writer._add_object(specification))


MADE: Mapping[str, Callable[[], bytes]] = {
    "comment before the root.xml": lambda: (
        _START + b"<!--" + b"a" * 39_000_000 + b"-->" + _ROOT % b""
    ),
    "blanks before the root.xml": lambda: _START + b" " * 20_000_000 + _ROOT % b"",
    "attributes.xml": lambda: (
        _START + _ROOT % b"".join(b"<a b='%d'/>" % n for n in range(1_000_000))
    ),
    "5,000 lines.xml": partial(_lines, 5_000),
    "30,000 lines.xml": partial(_lines, 30_000),
    "single quotes.xlsx": partial(_with_cell, b"'200000'", b"'ZZ200000'"),
    "farthest cell.xlsx": partial(_with_cell, b"'1048576'", b"'XFD1048576'"),
    "elsewhere.xlsx": partial(_with_cell, b"'200000'", b"'ZZ200000'", "xl/feuilles/s1.xml"),
    "widest admitted.xlsx": partial(_with_cell, b"'185000'", b"'AA185000'"),
    "strings.xlsx": _strings,
    "repeated.ods": _opendocument,
    "comment.pdf": lambda: _pdf(
        zlib.compress(_START + b"<!--" + b"a" * 39_000_000 + b"-->"), "FlateDecode"
    ),
    "printable.pdf": lambda: _pdf(b"z" * 30_000_000 + b"~>", "ASCII85Decode"),
    "inflated pages.pdf": lambda: _facturx(_inflated_pages),
    "forms in forms.pdf": lambda: _facturx(_forms_in_forms),
    "many invoices.pdf": lambda: _facturx(_many_invoices),
    "long drawing.pdf": lambda: _facturx(drawn(b"(a)Tj " * 45_000)),
    "digits.pdf": lambda: _pdf(b"a " * 15_000_000 + b">", "ASCIIHexDecode"),
}
