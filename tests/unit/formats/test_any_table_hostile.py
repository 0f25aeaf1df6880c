"""Tables made to harm, or damaged: each ends in a sentence, and nothing in them is run."""

import time
import zipfile
from collections.abc import Sequence
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.totals import figures
from chorus_desk.formats.any_table.delimited import read_delimited
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.reading import read_grids, understand
from chorus_desk.wording.errors import error_sentence
from tests.unit.formats.whole_tables import read_tables

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_HEAD: list[object] = ["N° facture", "Désignation", "Qté", "PU HT", "TVA"]


def ods(table: str, start: str = "") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr(
            "content.xml",
            f'{start}<office:document-content xmlns:office="{_OFFICE}" xmlns:table="{_TABLE}">'
            f'<office:body><office:spreadsheet><table:table table:name="A">{table}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def xlsx(*rows: Sequence[object], **extra: str) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    out = BytesIO()
    book.save(out)
    with zipfile.ZipFile(out, "a") as parts:
        for name, content in extra.items():
            parts.writestr(f"xl/{name}.bin", content)
    return out.getvalue()


_CELL = '<table:table-cell office:value-type="float" office:value="1"{}/>'
_WIDE = _CELL.format(' table:number-columns-repeated="16384"')
_MANY_ROWS = f'<table:table-row table:number-rows-repeated="1048576">{_WIDE}</table:table-row>'
_FAR = (
    f'<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    f'<table:table-row><table:table-cell table:number-columns-repeated="16000"/>{_CELL.format("")}'
    "</table:table-row>"
)


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (ods(_MANY_ROWS), "ods", "workbook-too-large"),
        (ods(_FAR), "ods", "workbook-too-large"),
        (ods("", '<!DOCTYPE a [<!ENTITY b "c">]>'), "ods", "workbook-unreadable"),
        (ods("<table:table-row>"), "ods", "workbook-unreadable"),
        (b"PK\x03\x04 no more", "ods", "workbook-unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "xls", "workbook-unreadable"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 31_000_000, "xls", "workbook-too-large"),
        (b"PK\x03\x04 no more", "xlsx", "workbook-unreadable"),
        (bytes(range(256)) * 20, "unknown", "unknown-format"),
        (b"bonjour", "unknown", "unknown-format"),
        (b"a;b\n" * 2_600_000, "unknown", "workbook-too-large"),
        (b'a;b\n"' + b"x" * 200_000, "unknown", "unknown-format"),
        (b"a;b\n1;2\n", "unknown", "table-not-understood"),
    ],
)  # fmt: skip
def test_read_tables__ends_in_a_sentence(content: bytes, kind: str, code: str) -> None:
    with pytest.raises(UserError) as raised:
        read_tables(content, kind)
    assert raised.value.code == code
    assert error_sentence(raised.value, "fr")


def test_workbook__macros_are_never_run_nor_in_the_way() -> None:
    content = xlsx(_HEAD, ["F1", "Affiches", 1, 10, 20], vbaProject="Sub Auto_Open()")
    assert len(read_tables(content, "xlsx").invoices) == 1


def test_workbook__formulas_that_turn_in_circles_or_lead_away_have_no_value() -> None:
    content = xlsx(
        _HEAD, ["F1", "Affiches", "=D2", "=C2", 20], ["F2", "Tracts", 1, "=[1]Feuil1!A1", 20]
    )
    found = read_tables(content, "xlsx")
    for item in found.invoices:
        assert "CD-TABLE-FORMULA" in {finding.rule for finding in item.findings}
        assert item.invoice.lines[0].unit_price is None


def test_workbook__far_cells_are_too_large() -> None:
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = 1
    book.active["XFD1048576"] = 1
    out = BytesIO()
    book.save(out)
    with pytest.raises(UserError, match="workbook-too-large"):
        read_grids(out.getvalue(), "xlsx")


def test_text__with_quotes_that_never_close_is_bounded() -> None:
    grid = read_delimited(b'a;b\n"never;closed\n' + b"x;y\n" * 100)
    assert len(grid.rows) == 2


_CELLS = st.one_of(
    st.sampled_from([
        "", "N° facture", "Date", "Client :", "SIRET", "Désignation", "Qté", "PU HT", "TVA", "Total HT",
        "Total TTC", "FACTURE N° 12", "F1", "F2", "12/03/2026", "20 %", "TOTAL", "Avoir", "Type",
        "Base HT 20 %", "TVA 20 %", 0.2, 20.0, 1.0, -3.5, 1e300, float("nan"), "21750001600019",
    ]),
    st.text(max_size=8), st.floats(), st.dates(), st.booleans(), st.datetimes(),
)  # fmt: skip


@example([["F1", "Affiches", 7.9e-132, "", "", "", 0.2]])
@given(st.lists(st.lists(_CELLS, max_size=9), max_size=14))
def test_understand__ends_whatever_the_cells_are(rows: list[list[object]]) -> None:
    head: list[object] = [*_HEAD, "Date", "Total HT", "Base HT 10 %"]
    for made in (rows, [head, *rows]):
        content = understand([Grid("A", made), Grid("B", made[::-1])])
        for item in content.invoices:
            assert figures(item.invoice) is not None


@pytest.mark.parametrize(
    "cell",
    ["Facture " + " " * 30_000, "1 " * 15_000, "1 janvier " * 3_000, "(" * 30_000, "9" * 30_000,
     "TVA " * 8_000, "a." * 15_000],
)  # fmt: skip
def test_understand__is_quick_on_long_cells(cell: str) -> None:
    began = time.perf_counter()
    head: list[object] = ["N° facture", "Date", "Désignation", "Qté", "PU HT", "TVA"]
    understand([Grid("A", [[cell], [cell, cell], head, ["F1", cell, cell, cell, cell, cell]])])
    understand([Grid("A", [[cell], ["x", cell], head[2:], [cell, cell, cell, cell], [cell]])])
    assert time.perf_counter() - began < 2
