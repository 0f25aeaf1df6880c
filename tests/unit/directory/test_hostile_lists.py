"""Lists that are damaged or mean harm: refused in one sentence, with little memory and time."""

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from chorus_desk.directory.reading import files, strings
from chorus_desk.directory.reading.sheet import Sheet
from chorus_desk.directory.reading.streams import Stream
from chorus_desk.directory.reading.strings import Strings
from chorus_desk.domain.errors import UserError
from tests import made_lists as m
from tests.unit.directory.listed import assert_same, read

BODIES = m.made(40, 90)
HEAD = '<?xml version="1.0"?><Annuaire>'
RECORD = "<Structure><Siret>21350238800019</Siret><Nom>Rennes</Nom></Structure>"


def refused(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(UserError) as error:
        read(path)
    return error.value.code


def workbook(tmp_path: Path) -> bytes:
    return m.workbook(tmp_path / "entier.xlsx", BODIES).read_bytes()


def changed(content: bytes, part: str, new: bytes) -> bytes:
    """Return a workbook with another content of one part."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w", 8) as out:
        for info in old.infolist():
            out.writestr(info.filename, new if info.filename == part else old.read(info))
    return result.getvalue()


def test_damaged_files__are_refused(tmp_path: Path) -> None:
    book = workbook(tmp_path)
    sheet = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml")
    first, _ = m.separated_pair(BODIES)
    xml = m.nested_xml(tmp_path / "e.xml", BODIES).read_bytes()
    path = tmp_path / "liste"
    assert refused(path, book[: len(book) // 2]) == "list-unreadable"
    middle = len(book) // 3
    assert refused(path, book[:middle] + bytes(64) + book[middle + 64 :]) == "list-unreadable"
    assert refused(path, changed(book, "xl/worksheets/sheet1.xml", sheet[:-400])) == "list-unreadable"  # fmt: skip
    assert refused(path, changed(book, "xl/workbook.xml", b"<a")) == "xml-unreadable"
    assert refused(path, xml[:-30]) == "xml-unreadable"
    assert refused(path, xml.replace(b"</RaisonSociale>", b"</Raison>", 1)) == "xml-unreadable"
    assert refused(path, gzip.compress(xml)[:-200]) == "list-unreadable"
    assert refused(path, b"\x89PNG\r\n\x1a\n\0\0\0\0") == "list-unknown"
    assert refused(path, b"") == "file-empty"
    assert refused(path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == "workbook-old"
    assert refused(path, first[:20]) == "list-no-siret"
    assert refused(path, m.zipped(("a.zip", m.zipped(("b.csv", first))))) == "list-unknown"
    with pytest.raises(UserError) as missing:
        read(tmp_path / "absent.xlsx")
    assert missing.value.code == "file-missing"


def test_locked_and_oddly_packed_zips__are_refused(tmp_path: Path) -> None:
    content = bytearray(m.zipped(("a.csv", b"x")))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert refused(tmp_path / "a.zip", bytes(content)) == "list-locked"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.csv", "SIRET;Nom")
    assert refused(tmp_path / "a.zip", packed.getvalue()) == "list-unreadable"
    many = m.zipped(*((f"{n}.csv", b"x") for n in range(2001)))
    assert refused(tmp_path / "a.zip", many) == "list-too-large"


def test_entities__are_neither_read_nor_blown_up(tmp_path: Path) -> None:
    path, secret = tmp_path / "a.xml", tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    bomb = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    outside = f'<!ENTITY j SYSTEM "{secret.as_uri()}">'
    for declared in (bomb, outside):
        content = (
            f"<!DOCTYPE x [{declared}]><Annuaire>{RECORD.replace('Rennes', '&j;') * 3}</Annuaire>"
        )
        for encoding in ("utf-8", "utf-16"):
            assert refused(path, content.encode(encoding)) in ("xml-doctype", "xml-unreadable")


@pytest.mark.parametrize(
    "content",
    [
        HEAD + RECORD * 2 + "<a>" * 100_000,
        HEAD + RECORD * 2 + "<a " + "b" * 12_000_000,
        HEAD + RECORD * 2 + "<a>" + "b" * 12_000_000 + "</a></Annuaire>",
        HEAD + "<!--" + "b" * 12_000_000,
    ],
    ids=["deep", "long tag", "long text", "long comment"],
)
def test_xml_beyond_measure__is_refused(tmp_path: Path, content: str) -> None:
    code = refused(tmp_path / "a.xml", content.encode())
    assert code in ("xml-unreadable", "list-no-siret")


def test_xml_of_other_elements_than_records__does_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chorus_desk.directory.reading.elements._WITHOUT_RECORDS", 8)
    content = HEAD + RECORD * 80_000 + "<b/>" * 2_000_000 + "</Annuaire>"
    assert refused(tmp_path / "a.xml", content.encode()) == "list-too-large"


def test_rows_and_lines_without_end__are_refused(tmp_path: Path) -> None:
    book = workbook(tmp_path)
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    long = head + b'<c r="A1" t="str"><v>' + b"x" * 5_000_000
    assert refused(tmp_path / "a", changed(book, "xl/worksheets/sheet1.xml", long)) == "list-too-large"  # fmt: skip
    line = b"SIRET;Nom\n21350238800019;Rennes\n" + b"x" * 5_000_000
    assert refused(tmp_path / "a", line) == "list-too-large"
    wide = b"SIRET;Nom\n" + b";" * 2_000 + b"\n21350238800019;Rennes\n"
    assert refused(tmp_path / "a", wide) == "list-too-large"
    quote = b'SIRET;Nom\n21350238800019;"Rennes\n' + b"x;y\n" * 60_000
    assert refused(tmp_path / "a", quote) == "list-unreadable"


def test_parts_that_unpack_beyond_measure__are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, path = workbook(tmp_path), tmp_path / "a"
    monkeypatch.setattr(strings, "MOST_BYTES", 1_000_000)
    shared = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        + (b"<si><t>" + b"x" * 1000 + b"</t></si>") * 2000
    )
    assert refused(path, shared_strings(book, shared + b"</sst>")) == "list-too-large"
    monkeypatch.setattr(files, "_LARGEST_INSIDE", 1000)
    assert refused(path, m.zipped(("a.xlsx", book))) == "list-too-large"


def shared_strings(book: bytes, content: bytes) -> bytes:
    """Return a workbook that has shared texts."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(result, "w", 8) as out:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == "xl/_rels/workbook.xml.rels":
                part = part.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rX" Target="sharedStrings.xml" Type="x"/></Relationships>',
                )
            out.writestr(info.filename, part)
        out.writestr("xl/sharedStrings.xml", content)
    return result.getvalue()


def test_names_in_archives__lead_nowhere(tmp_path: Path) -> None:
    first, second = m.separated_pair(BODIES)
    folder = tmp_path / "ici"
    folder.mkdir()
    path = folder / "a.zip"
    path.write_bytes(m.zipped(("../../dehors.csv", first), ("/abs.csv", second)))
    assert_same(read(path), BODIES)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        link = tarfile.TarInfo("lien")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        for name, content in (("../a.csv", first), ("b" * 150 + ".csv", second)):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    tar = folder / "a.tar.gz"
    tar.write_bytes(packed.getvalue())
    assert_same(read(tar), BODIES)
    assert {entry.name for entry in tmp_path.iterdir()} == {"ici"}


NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PLAIN_ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"/><c r="D1" s="1"><v>46093</v></c></row>'
    '<row r="3"><c r="A3" t="inlineStr"><is><t>a &amp; b</t></is></c><c r="B3"><v>12.5</v></c>'
    '<c r="C3" t="b"><v>1</v></c><c r="D3" t="e"><v>#N/A</v></c></row>'
)
OTHER_ROWS = (
    "<x:row r='1'><x:c t='s' r='A1'><x:v>0</x:v></x:c><x:c s='1' r='C1'></x:c>"
    "<x:c s='1' r='D1'><x:f>A1</x:f><x:v>46093</x:v></x:c></x:row>"
    "<x:row r='3'><x:c r='A3' t='inlineStr'><x:is><x:r><x:t>a </x:t></x:r><x:r><x:t>&amp; b</x:t>"
    "</x:r></x:is></x:c><x:c r='B3'><x:v><![CDATA[12.5]]></x:v></x:c><!-- x -->"
    "<x:c r='C3' t='b'><x:v>1</x:v></x:c><x:c r='D3' t='e'><x:v>#N/A</x:v></x:c></x:row>"
)


def test_rows_in_any_spelling__give_the_same() -> None:
    texts = Strings()
    texts.add("é".encode())
    found = []
    for prefix, rows in (("", PLAIN_ROWS), ("x:", OTHER_ROWS)):
        named = NS.replace("xmlns", "xmlns:x") if prefix else NS
        content = f"<{prefix}worksheet {named}><{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}worksheet>"
        sheet = Sheet(Stream(io.BytesIO(content.encode()), "a"), texts, {1})
        found.append([(n, [str(cell) for cell in row]) for n, row in sheet.rows(range(4), 4)])
    assert found[0] == found[1]
    assert found[0] == [
        (1, ["é", "None", "None", "2026-03-12"]), (3, ["a & b", "12.5", "True", "None"]),
    ]  # fmt: skip
