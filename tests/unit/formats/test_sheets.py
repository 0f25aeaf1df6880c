"""A workbook is opened once, whoever reads it."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.reading import read_grids
from chorus_desk.formats.spreadsheet.sheets import OpenedWorkbook, open_sheet


def _two_sheets() -> bytes:
    workbook, out = Workbook(write_only=True), BytesIO()
    workbook.create_sheet("Un").append(["a", 1])
    workbook.create_sheet("Deux").append(["b", 2])
    workbook.save(out)
    return out.getvalue()


def test_sheet__is_unpacked_once_until_another_is_asked_for() -> None:
    workbook = OpenedWorkbook(_two_sheets())
    first = workbook.sheet("Un")
    assert workbook.sheet("Un") is first
    workbook.sheet("Deux")
    assert workbook.sheet("Un") is not first


def test_sheet__is_forgotten_when_its_rows_were_taken() -> None:
    workbook = OpenedWorkbook(_two_sheets())
    first = workbook.sheet("Un")
    workbook.let_go()
    assert workbook.sheet("Un") is not first


def test_rows__are_given_whole_to_each_who_asks() -> None:
    content = _two_sheets()
    workbook = OpenedWorkbook(content)
    name, rows = open_sheet(workbook, "Un")
    assert (name, list(rows)) == ("Un", [(1, ["a", 1.0])])
    assert read_grids(content, "xlsx", opened=workbook) == read_grids(content, "xlsx")


@pytest.mark.parametrize("name", ["Trois", ""])
def test_sheet__that_is_not_there_is_unreadable(name: str) -> None:
    with pytest.raises(UserError) as error:
        OpenedWorkbook(_two_sheets()).sheet(name)
    assert error.value.code == "workbook-unreadable"


def test_workbook__that_is_none_is_unreadable() -> None:
    with pytest.raises(UserError) as error:
        OpenedWorkbook(b"PK\x03\x04 and no more")
    assert error.value.code == "workbook-unreadable"
