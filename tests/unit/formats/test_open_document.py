"""The program's own workbook as OpenDocument: the same sheets, choices, checks and reading."""

import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from chorus_desk.domain.party import NOBODY
from chorus_desk.formats.any_table.deadline import Deadline
from chorus_desk.formats.any_table.edits import TableChoices
from chorus_desk.formats.any_table.open_document import check_open_document
from chorus_desk.formats.spreadsheet.columns import columns
from chorus_desk.formats.spreadsheet.reading import read_workbook
from chorus_desk.formats.spreadsheet.template import write_workbook
from chorus_desk.usecases.importing.reading import read_import_file
from chorus_desk.usecases.reading_files import format_of
from chorus_desk.usecases.template import example_rows

TODAY = date(2026, 11, 24)
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = shutil.which("soffice")


def _written(kind: str) -> bytes:
    rows = example_rows(TODAY)
    return write_workbook(rows, rows, kind)


def _cells(content: bytes) -> dict[str, Sequence[Sequence[object]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {
        name: [row for row in book.get_sheet_by_name(name).to_python() if any(map(str, row))]
        for name in book.sheet_names
    }


def test_open_document__holds_the_cells_of_the_excel_workbook() -> None:
    ours, excel = _cells(_written("ods")), _cells(_written("xlsx"))
    assert list(ours) == list(excel) == ["Factures", "Exemples", "Mode d'emploi", "Listes"]
    assert ours == excel


def test_open_document__is_told_by_its_first_bytes_and_safe_to_open() -> None:
    content = _written("ods")
    assert content == _written("ods")
    assert content[30:85].startswith(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
    assert format_of(content) == "ods"
    check_open_document(content, Deadline())
    with zipfile.ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist()[1:]:
            etree.fromstring(parts.read(name))


def test_open_document__has_every_check_with_its_sentence() -> None:
    excel = openpyxl.load_workbook(BytesIO(_written("xlsx")))["Factures"]
    with zipfile.ZipFile(BytesIO(_written("ods"))) as parts:
        content = etree.fromstring(parts.read("content.xml"))
    checks = {
        check.get(f"{TABLE}name"): check for check in content.iter(f"{TABLE}content-validation")
    }
    assert len(checks) == len(excel.data_validations.dataValidation) >= 15
    carried = {
        cell.get(f"{TABLE}content-validation-name") for cell in content.iter(f"{TABLE}table-cell")
    }
    assert set(checks) <= carried
    conditions = [check.get(f"{TABLE}condition") for check in checks.values()]
    assert 'of:cell-content-is-in-list("Facture";"Avoir")' in conditions
    assert 'of:is-true-formula(LEN(SUBSTITUTE([.H2];" ";""))=14)' in conditions
    assert any("is-in-list([$Listes.$A$2:.$A$" in str(condition) for condition in conditions)
    said = ["".join(check.itertext()) for check in checks.values()]
    assert said == [check.error for check in excel.data_validations.dataValidation]


def test_open_document__is_read_as_our_own(tmp_path: Path) -> None:
    for kind in ("ods", "xlsx"):
        (tmp_path / f"f.{kind}").write_bytes(_written(kind))
    ods, xlsx = (
        read_import_file(tmp_path / f"f.{kind}", TableChoices(), ()) for kind in ("ods", "xlsx")
    )
    assert ods.format == "ods"
    assert not ods.understood  # no guesses: it is ours
    assert [c.invoice for c in ods.candidates] == [c.invoice for c in xlsx.candidates]
    assert len(ods.candidates) > 3
    assert ods.rows_read == xlsx.rows_read
    assert not ods.skipped


@pytest.mark.skipif(_OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("written", "saved"), [("ods", "xls"), ("xlsx", "ods"), ("ods", "xlsx")])
def test_saved_by_libreoffice__stays_ours(tmp_path: Path, written: str, saved: str) -> None:
    assert _OFFICE is not None
    source = tmp_path / f"f.{written}"
    source.write_bytes(_written(written))
    subprocess.run(
        [_OFFICE, f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless",
         "--convert-to", saved, "--outdir", str(tmp_path / "out"), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    ours = read_workbook(_written("xlsx"), NOBODY)
    file = read_import_file(tmp_path / "out" / f"f.{saved}", TableChoices(), ())
    assert not file.understood
    assert [c.invoice for c in file.candidates] == [i.invoice for i in ours.invoices]


def test_headings__carry_their_help() -> None:
    with zipfile.ZipFile(BytesIO(_written("ods"))) as parts:
        content = parts.read("content.xml").decode()
    helped = sum(bool(column.help) for column in columns())
    assert content.count("<office:annotation>") == 2 * helped  # on the sheet and its examples
