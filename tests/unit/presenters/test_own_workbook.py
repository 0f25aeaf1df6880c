"""The file of the program's own workbook has an ending, whatever was typed."""

import pytest

from chorus_desk.presenters.own_workbook import workbook_filters, workbook_target


@pytest.mark.parametrize(
    ("chosen", "kind", "name"),
    [
        ("a/mes factures", "", "mes factures.xlsx"), ("a/f.ods", "", "f.ods"),
        ("a/f.XLSX", "Classeur LibreOffice (*.ods)", "f.XLSX"),
        ("a/f", "Classeur LibreOffice (*.ods)", "f.ods"), ("a/f.2026", "", "f.2026.xlsx"),
    ],
)  # fmt: skip
def test_target__has_the_ending_of_its_kind(chosen: str, kind: str, name: str) -> None:
    assert workbook_target(chosen, kind).name == name


def test_filters__offer_both_kinds() -> None:
    assert workbook_filters("fr") == "Classeur Excel (*.xlsx);;Classeur LibreOffice (*.ods)"
    assert workbook_filters("en") == "Excel workbook (*.xlsx);;LibreOffice workbook (*.ods)"
