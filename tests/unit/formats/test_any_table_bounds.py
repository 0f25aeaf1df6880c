"""What tables may weigh and how long they may take: each bound ends in a sentence, and soon."""

import struct
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.deadline import Deadline
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.reading import read_grids, understand
from chorus_desk.wording.errors import error_sentence
from tests.unit.formats.test_any_table_hostile import ods
from tests.unit.formats.whole_tables import read_tables

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FEW_SECONDS = 10


def excel(sheet: str, strings: str = "") -> bytes:
    """Write the least of a workbook around what stands in ``sheetData``."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        parts.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        parts.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        parts.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>",
        )
        parts.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{strings}</sst>')
        parts.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{_MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        )
    return out.getvalue()


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _number(row: int, column: int, value: float = 1.0) -> bytes:
    return _record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def _texts(texts: Sequence[str]) -> bytes:
    """Write the table of texts, broken into records as long ones are."""
    content = struct.pack("<II", len(texts), len(texts)) + b"".join(
        struct.pack("<HB", len(text), 0) + text.encode("latin-1") for text in texts
    )
    first, rest = content[:8000], content[8000:]
    more = [rest[at : at + 8000] for at in range(0, len(rest), 8000)]
    return _record(0xFC, first) + b"".join(_record(0x3C, b"\0" + part) for part in more)


def old_excel(cells: bytes, texts: bytes = b"") -> bytes:
    """Write a compound file with a workbook of one sheet."""
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    sheet_bof = struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)
    end = _record(0x0A)
    length = len(_record(0x85, struct.pack("<IHBB", 0, 0, 1, 0) + b"A")) + len(texts)
    head = _record(0x0809, bof)
    place = len(head) + length + len(end)
    bound = _record(0x85, struct.pack("<IHBB", place, 0, 1, 0) + b"A")
    stream = head + bound + texts + end + _record(0x0809, sheet_bof) + cells + end
    return _compound(stream.ljust(4096, b"\0"))


def _compound(stream: bytes) -> bytes:
    sectors = -(-len(stream) // 512)
    tables = -(-(sectors + 2) // 127)
    first = tables + 1  # after the tables and the directory
    chain = [0xFFFFFFFD] * tables + [0xFFFFFFFE]
    chain += [*range(first + 1, first + sectors), 0xFFFFFFFE]
    chain += [0xFFFFFFFF] * (128 * tables - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<8I", tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *range(tables), *([0xFFFFFFFF] * (109 - tables)))
    entries = _entry("Root Entry", 5, 0xFFFFFFFE, 0) + _entry("Workbook", 2, first, len(stream))
    return head + struct.pack(f"<{128 * tables}I", *chain) + entries.ljust(512, b"\0") + (
        stream.ljust(512 * sectors, b"\0")
    )  # fmt: skip


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    place = written.ljust(64, b"\0") + struct.pack("<HBB", len(written) + 2, kind, 1)
    child = 1 if kind == 5 else 0xFFFFFFFF
    place += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (place + bytes(36) + struct.pack("<II", first, size)).ljust(128, b"\0")


def _formulas(count: int) -> Iterator[str]:
    for row in range(1, count // 20 + 1):
        yield f'<row r="{row}">' + "<c><f>A1</f></c>" * 20 + "</row>"


def _repeated(rows: int, cells: int) -> str:
    return ("<row>" + '<c t="s"><v>0</v></c>' * cells + "</row>") * rows


_ONE = '<table:table-cell office:value-type="string"{}>{}</table:table-cell>'
_LONG = '<text:p xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">' + "x" * 1_000_000
_FAR = _number(0, 0) + _number(65535, 255)
_DIMENSIONS = _record(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0))


def _open_repeating(text: str) -> bytes:
    cell = _ONE.format(' table:number-columns-repeated="1000"', f"{text}</text:p>")
    return ods(f"<table:table-row>{cell}</table:table-row>")


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        pytest.param(lambda: old_excel(_FAR), "xls", id="old workbook, far cells"),
        pytest.param(lambda: old_excel(_DIMENSIONS + _number(0, 0)), "xls",
                     id="old workbook, dimensions that lie"),
        pytest.param(
            lambda: old_excel(
                b"".join(_record(0xFD, struct.pack("<HHHI", n // 100, n % 100, 0, 0))
                         for n in range(20_000)),
                _texts(["x" * 30_000]),
            ), "xls", id="old workbook, one long text in every cell",
        ),
        pytest.param(lambda: ods(
            '<table:table-row table:number-rows-repeated="400000">'
            + _ONE.format("", "") + "</table:table-row>"), "ods", id="a million rows"),
        pytest.param(lambda: _open_repeating(_LONG), "ods", id="one long text repeated"),
        pytest.param(lambda: ods("<a/>" * 12_100_000), "ods", id="too many tags"),
        pytest.param(lambda: excel('<row r="1"><c r="A1"><v>1</v></c></row>'
                                   '<row r="400000"><c r="A400000"><v>1</v></c></row>'),
                     "xlsx", id="a row far down"),
        pytest.param(lambda: excel(_repeated(1000, 100), f"<si><t>{'x' * 32_000}</t></si>"), "xlsx",
                     id="one shared text in every cell"),
        pytest.param(lambda: excel("".join(_formulas(300_000))), "xlsx",
                     id="formulas without results"),
        pytest.param(lambda: b"a;b\n" * 400_000, "unknown", id="a text of too many rows"),
        pytest.param(lambda: b"a;" * 4_000_000, "unknown", id="a text of one endless row"),
        pytest.param(lambda: b"a;b\n" + b"x" * 41_000_000, "unknown", id="too long a text"),
    ],
)  # fmt: skip
def test_a_table__that_would_fill_the_memory_is_refused(
    make: Callable[[], bytes], kind: str
) -> None:
    content = make()
    began = time.perf_counter()
    with pytest.raises(UserError) as raised:
        read_grids(content, kind)
    assert raised.value.code == "workbook-too-large"
    assert time.perf_counter() - began < _FEW_SECONDS


def test_an_old_workbook__is_read() -> None:
    labels = ["N° facture", "Désignation", "Qté", "PU HT", "TVA", "F1", "Affiches"]
    cells = b"".join(
        _record(0xFD, struct.pack("<HHHI", n // 5, n % 5, 0, n)) for n in range(len(labels))
    )
    cells += _number(1, 2, 3.0) + _number(1, 3, 12.5) + _number(1, 4, 20.0)
    (item,) = read_tables(old_excel(cells, _texts(labels)), "xls").invoices
    assert item.invoice.number == "F1"
    assert item.invoice.lines[0].quantity == 3


def test_an_old_workbook__of_long_texts_that_stand_once_is_read() -> None:
    texts = [f"{n} " + "x" * 9_000 for n in range(150)]
    cells = b"".join(_record(0xFD, struct.pack("<HHHI", n, 0, 0, n)) for n in range(150))
    (grid,) = read_grids(old_excel(cells, _texts(texts)), "xls")
    assert [row[0] for row in grid.rows] == texts


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:700],
        lambda content: content[:48] + b"\xff" * 4 + content[52:],
        lambda content: content[:512] + struct.pack("<128I", *range(128)) + content[1024:],
        lambda content: content[:30] + b"\x20\x00" + content[32:],
    ],
)
def test_an_old_workbook__that_is_damaged_is_refused(damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises(UserError) as raised:
        read_grids(damage(old_excel(_number(0, 0))), "xls")
    assert raised.value.code == "workbook-unreadable"


HEAD = ["N° facture", "Désignation", "Qté", "PU HT", "TVA"]


class _Clock:
    """A clock that a second passes on at every look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, *[[f"F{n}", "Affiches", 1.0, 2.0, 20.0] for n in range(50)]],
        [["FACTURE N° 7"], HEAD[1:], *[["Affiches", 1.0, 2.0, 20.0]] * 50],
        [HEAD] * 50,
        [["Numéro", "F1"], *[["Client", "Mairie"]] * 50],
    ],
    ids=["list", "form", "forms", "labels"],
)
def test_understand__ends_when_its_time_is_over(rows: Sequence[Sequence[object]]) -> None:
    with pytest.raises(UserError) as raised:
        understand([Grid("A", rows)], deadline=Deadline(10, _Clock()))
    assert raised.value.code == "table-too-slow"
    assert "temps" in error_sentence(raised.value, "fr")


def test_the_deadline__is_put_off_by_rows() -> None:
    clock = _Clock()
    deadline = Deadline(2, clock)
    deadline.allow(100_000)
    for _ in range(6):
        deadline.check()
    with pytest.raises(UserError):
        for _ in range(3):
            deadline.check()


@pytest.mark.parametrize(
    "rows",
    [
        [["Client"] * 200_000] * 3,
        [[f"Montant {n}" for n in range(16_000)]] * 60,
        [["Numéro : F1", "Client : Mairie"] * 8_000] * 15,
    ],
    ids=["one word", "many words", "labels"],
)
def test_understand__is_quick_on_wide_rows(rows: Sequence[Sequence[object]]) -> None:
    began = time.perf_counter()
    understand([Grid("A", rows)])
    assert time.perf_counter() - began < _FEW_SECONDS
