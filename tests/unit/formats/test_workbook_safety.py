"""What a workbook may weigh: measured in its parts before a reader unpacks it."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.spreadsheet import safety
from chorus_desk.formats.spreadsheet.template import write_workbook

WORKBOOK = {"xl/workbook.xml": b"<workbook/>"}
PART = "xl/worksheets/sheet1.xml"


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def sheet(rows: bytes, part: str = PART) -> bytes:
    content = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    return packed(WORKBOOK | {part: content})


def refused(content: bytes) -> str:
    with pytest.raises(UserError) as caught:
        safety.check_workbook(content)
    return caught.value.code


def test_check_workbook__lets_ours_pass() -> None:
    safety.check_workbook(write_workbook([{"number": "1"}], []))


@pytest.mark.parametrize(
    "rows",
    [
        b'<row><c r="A1"/><c r="XFD1048576"/></row>',
        b"<row><c r='A1'/></row><row r='200000'><c r='ZZ200000' t='n'><v>1</v></c></row>",
        b'<row r = "200000" ><c\n r\t=\t"zz200000"/></row>',
        b'<x:row xmlns:x="x"><x:c r="XFD1048576"/></x:row>',
        b'<row r="1048576">' + b"<c/>" * 5 + b"</row>",
        b"<row>" + b"<c/>" * 2500 + b"</row>" + b"<row/>" * 2400 + b"<row><c/></row>",
        b'<row><c r="&#88;FD1048576"/></row>',
    ],
    ids=["plain", "single quotes", "blanks", "prefix", "row alone", "no references", "entity"],
)
def test_check_workbook__refuses_a_rectangle_that_fills_the_memory(rows: bytes) -> None:
    assert refused(sheet(rows)) == "workbook-too-large"


@pytest.mark.parametrize("part", ["xl/feuilles/s1.xml", "s1.dat", "XL/Worksheets/Sheet1.XML"])
def test_check_workbook__measures_a_sheet_wherever_it_lies(part: str) -> None:
    assert refused(sheet(b'<row><c r="XFD1048576"/></row>', part)) == "workbook-too-large"


@pytest.mark.parametrize("place", ["A", "1A", "AAAA1", "A12345678", "$A$1", "A1:B2"])
def test_check_workbook__refuses_a_place_that_is_none(place: str) -> None:
    assert refused(sheet(f'<row><c r="{place}"/></row>'.encode())) == "workbook-unreadable"


@pytest.mark.parametrize(
    "content",
    [
        b"<row><c></row>",
        b"<row r='-1'><c r='A1'/></row></sheetData></worksheet><!-- ",
        b"\xff\xfe",
    ],
)
def test_check_workbook__refuses_a_sheet_that_is_no_xml(content: bytes) -> None:
    assert refused(sheet(content)) == "workbook-unreadable"


def test_check_workbook__refuses_a_document_type() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "<c/>">]><a><sheetData>&b;</sheetData></a>'
    assert refused(packed(WORKBOOK | {PART: bomb})) == "workbook-unreadable"


def test_check_workbook__refuses_more_tags_than_it_has_time_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(safety, "MOST_MARKS", 100)
    assert refused(packed(WORKBOOK | {"xl/sharedStrings.xml": b"<si/>" * 101})) == (
        "workbook-too-large"
    )


def test_check_workbook__refuses_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "LARGEST_UNPACKED", 1_000_000)
    bomb = packed(WORKBOOK | {"xl/sharedStrings.xml": b"0" * 2_000_000})
    assert refused(bomb) == "workbook-too-large"


def test_check_workbook__does_not_believe_what_a_part_says_of_its_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(safety, "LARGEST_UNPACKED", 1_000_000)
    bomb = packed(WORKBOOK | {"xl/sharedStrings.xml": b"0" * 2_000_000})
    lying = bomb.replace((2_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert refused(lying) == "workbook-too-large"


def _with_comment(content: bytes) -> bytes:
    return content[:-2] + b"\x04\x00abcd"


def _with_second_directory(content: bytes) -> bytes:
    return content[:-22] + b"PK\x06\x07" + bytes(16) + content[-22:]


@pytest.mark.parametrize("change", [_with_comment, _with_second_directory, lambda c: c + b"\n"])
def test_check_workbook__refuses_a_list_of_parts_that_readers_may_take_for_another(
    change: Callable[[bytes], bytes],
) -> None:
    assert refused(change(sheet(b""))) == "workbook-unreadable"


@pytest.mark.parametrize(
    "content",
    [
        packed({"content.xml": b"<a/>", "mimetype": safety._ODS}),
        packed(WORKBOOK | {"content.xml": b"<a/>"}),
        packed({"xl/workbook.bin": b"x"}),
        packed({"word/document.xml": b"<a/>"}),
        packed(WORKBOOK, zipfile.ZIP_BZIP2),
        re.sub(rb"(?<=sheet1\.xml).{9}", b"\xff" * 9, sheet(b"<row/>" * 50), count=1),
    ],
    ids=["ods", "two kinds", "xlsb", "docx", "bzip2", "broken"],
)
def test_check_workbook__takes_excels_own_alone(content: bytes) -> None:
    assert refused(content) == "workbook-unreadable"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (sheet(b""), "xlsx"),
        (packed({"mimetype": safety._ODS, "content.xml": b"<a/>"}), "ods"),
        (packed({"mimetype": b"application/epub+zip"}), "zip"),
        (packed({"word/document.xml": b"<a/>"}), "zip"),
        (b"PK\x03\x04 cut short", "xlsx"),
    ],
)
def test_kind_of_zip__looks_inside(content: bytes, kind: str) -> None:
    assert safety.kind_of_zip(BytesIO(content)) == kind
