"""What a file is called: told by what is in it, whatever its name."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii
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
        (ODS, "ods", "workbook-ods"),
        (packed(readme="x"), "zip", "unknown-format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls", "workbook-old"),
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


def test_format_of_file__is_none_where_there_is_nothing(tmp_path: Path) -> None:
    assert format_of_file(tmp_path / "absent") is None
    assert format_of_file(tmp_path) is None


def test_read_invoice__is_not_misled_by_the_other_syntax_in_a_comment() -> None:
    content = cii.write(b.invoice(), Circuit.HISTORICAL)
    comment = b"?>\n<!-- urn:oasis:names:specification:ubl:schema:xsd:Invoice-2 -->"
    assert read_invoice(content.replace(b"?>", comment, 1)).format == "cii"
