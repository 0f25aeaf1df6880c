"""Archives of strangers: bounded, whatever they say of themselves."""

import gzip
import io
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.formats import archive_reading
from chorus_desk.formats.archive import tar_gz_bytes, zip_bytes
from chorus_desk.formats.archive_reading import is_archive, members
from chorus_desk.formats.spreadsheet.template import write_workbook

FILES = [("b/two.xml", b"<b/>"), ("a one.pdf", b"%PDF-1.7"), ("é/trois.csv", "é;1".encode())]


def read(content: bytes) -> dict[str, bytes]:
    return {member.name: member.read() for member in members(content, "x.zip")}


def zipped(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, content in files:
            made.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("content", [
    zip_bytes(FILES), tar_gz_bytes(FILES), zipped(*FILES, method=zipfile.ZIP_STORED),
])  # fmt: skip
def test_members__are_read_in_the_order_of_their_names(content: bytes) -> None:
    assert is_archive(content)
    assert list(read(content)) == ["a one.pdf", "b/two.xml", "é/trois.csv"]
    assert read(content) == dict(FILES)


def test_archive__of_nothing_is_one(tmp_path: Path) -> None:
    empty = zipped()
    assert is_archive(empty)
    assert read(empty) == {}


@pytest.mark.parametrize("content", [
    b"", b"PK", b"%PDF-1.7", b"<xml/>", write_workbook([], []),
    zipped(("[Content_Types].xml", b"<a/>"), ("word/document.xml", b"<a/>")),
    zipped(("mimetype", b"application/vnd.oasis.opendocument.text")), b"PK\x03\x04broken",
])  # fmt: skip
def test_archive__a_document_is_none(content: bytes) -> None:
    assert not is_archive(content)


@pytest.mark.parametrize(("name", "shown"), [
    ("../../etc/passwd", "etc/passwd"), ("/abs/a.xml", "abs/a.xml"), ("..", "?"),
    ("a\\b.xml", "a/b.xml"), ("a\nb.xml", "a b.xml"), ("./a/./b.xml", "a/b.xml"),
    ("facture\u202efdp.exe", "facturefdp.exe"), ("\u2066a\u2069\u200f.xml", "a.xml"),
])  # fmt: skip
def test_names__lead_nowhere(name: str, shown: str) -> None:
    for content in (zipped((name, b"x")), tar_gz_bytes([(name, b"x")])):
        assert read(content) == {shown: b"x"}


def test_tar__links_and_devices_are_no_files() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as made:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo(f"x{kind!r}")
            info.type, info.linkname = kind, "/etc/passwd"
            made.addfile(info)
    assert read(buffer.getvalue()) == {}


def refusal(content: bytes) -> str:
    with pytest.raises(UserError) as told:
        read(content)
    return told.value.code


def test_zip__that_is_locked_is_refused() -> None:
    content = bytearray(zipped(("a.xml", b"x")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    assert refusal(bytes(content)) == "archive-locked"


@pytest.mark.parametrize("cut", [0, 30, 60])
def test_archive__that_is_damaged_is_refused(cut: int) -> None:
    assert refusal(zip_bytes(FILES)[: -30 - cut]) == "archive-unreadable"
    assert refusal(tar_gz_bytes(FILES)[: -30 - cut]) == "archive-unreadable"


def test_gzip__of_something_else_is_refused() -> None:
    assert refusal(gzip.compress(b"hello")) == "unknown-format"


def test_member__packed_in_a_way_nobody_uses_is_refused() -> None:
    assert refusal(zipped(("a", b"x" * 100), method=zipfile.ZIP_BZIP2)) == "archive-unreadable"


def test_bombs__are_bounded_whatever_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_reading, "LARGEST_MEMBER", 1_000)
    monkeypatch.setattr(archive_reading, "LARGEST_TAR", 20_000)
    bomb = zipped(("a.xml", b"\0" * 1_000_000))
    assert refusal(bomb) == "archive-too-large"
    liar = bytearray(bomb)  # it says that it has ten bytes
    position = liar.index(b"PK\x01\x02") + 24
    liar[position : position + 4] = struct.pack("<I", 10)
    assert refusal(bytes(liar)) == "archive-too-large"
    assert refusal(tar_gz_bytes([("a.xml", b"\0" * 1_000_000)])) == "archive-too-large"


def test_members__are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    many = zipped(*((f"{n}.xml", b"x" * 400) for n in range(3)))
    room = archive_reading._Room("x.zip", left=1_000)
    monkeypatch.setattr(archive_reading, "_Room", lambda _name: room)
    assert refusal(many) == "archive-too-large"


def test_members__are_bounded_in_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_reading, "MOST_MEMBERS", 2)
    for content in (zip_bytes(FILES), tar_gz_bytes(FILES)):
        assert refusal(content) == "archive-too-large"
