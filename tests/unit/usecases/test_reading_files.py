"""What a file is called: told by what is in it, whatever its name."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii, facturx, ubl, xml
from chorus_desk.formats.spreadsheet.template import write_workbook
from chorus_desk.usecases.reading_files import format_of, format_of_file, read_invoice
from tests import builders as b

UBL = b'<?xml version="1.0"?><Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>'
COMMENTED = b"<?xml version='1.0'?><!--" + b" " * 3000 + b"-->" + UBL[21:]


def packed(**parts: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


ODS = packed(mimetype="application/vnd.oasis.opendocument.spreadsheet", content="<a/>")


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (b"%PDF-1.7", "pdf", "pdf-unreadable"),
        (b"\xef\xbb\xbf <rsm:x/>", "cii", "xml-unreadable"),
        (UBL, "ubl", "not-an-invoice"),
        (COMMENTED, "ubl", "not-an-invoice"),
        (UBL.decode().replace("?>", ' encoding="UTF-16"?>').encode("utf-16"), "ubl", "not-an-inv"),
        (write_workbook([], []), "xlsx", "workbook-not-one-invoice"),
        (ODS, "ods", "workbook-not-one-invoice"),
        (packed(readme="x"), "zip", "unknown-format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls", "workbook-not-one-invoice"),
        (b"bonjour", "unknown", "unknown-format"),
    ],
)
def test_read_invoice__refuses_each_with_its_sentence(
    content: bytes, kind: str, code: str, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(content)
    assert format_of(content) == format_of_file(tmp_path / "file") == kind
    with pytest.raises(UserError, match=code):
        read_invoice(content)


def test_format_of__finds_a_pdf_behind_what_something_put_before_it() -> None:
    made = facturx.write(b.invoice(), Circuit.HISTORICAL)
    for junk in (b"GARBAGE\n" * 3, b"GARBAGE\n" * 127 + b"1234", b"GARBAGE\n" * 200):
        read = read_invoice(junk + made)
        assert (read.format, read.document.invoice.number) == ("facturx", "2026-0001")
    assert format_of(b"GARBAGE\n" * 10_000 + made) == "unknown"  # looked for at the start alone


def test_format_of__goes_by_the_beginning_of_an_xml_that_mentions_a_pdf() -> None:
    content = cii.write(b.invoice(), Circuit.HISTORICAL)
    assert format_of(content + b"<!-- %PDF-1.7 -->") == "cii"


def test_read_invoice__parses_an_xml_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = []
    parse = xml.parse

    def counted(content: bytes) -> etree._Element:
        parsed.append(content)
        return parse(content)

    monkeypatch.setattr(xml, "parse", counted)
    for write in (cii.write, ubl.write):
        content = write(b.invoice(), Circuit.HISTORICAL)
        parsed.clear()
        assert read_invoice(content).document.invoice.number == "2026-0001"
        assert parsed == [content]


def test_format_of_file__is_none_where_there_is_nothing(tmp_path: Path) -> None:
    assert format_of_file(tmp_path / "absent") is None
    assert format_of_file(tmp_path) is None


def test_read_invoice__is_not_misled_by_the_other_syntax_in_a_comment() -> None:
    content = cii.write(b.invoice(), Circuit.HISTORICAL)
    comment = b"?>\n<!-- urn:oasis:names:specification:ubl:schema:xsd:Invoice-2 -->"
    assert read_invoice(content.replace(b"?>", comment, 1)).format == "cii"
