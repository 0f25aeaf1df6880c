"""The kinds of files that a document can be exported as."""

from pathlib import Path

import pytest

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.formats.bundle import AS_CII, AS_FACTURX, AS_UBL
from chorus_desk.presenters.exporting import KINDS, ExportKind, exported_text, file_name
from chorus_desk.usecases.export import AS_OPEN_WORKBOOK, AS_PDF, AS_WORKBOOK, Exported
from chorus_desk.wording.catalogue import say

BY_KEY = {kind.key: kind for kind in KINDS}


def test_kinds__are_all_that_can_be_exported() -> None:
    assert [kind.key for kind in KINDS] == [
        AS_PDF, AS_FACTURX, AS_CII, AS_UBL, AS_WORKBOOK, AS_OPEN_WORKBOOK,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=BY_KEY)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_kinds__say_what_they_are_for(kind: ExportKind, language: str) -> None:
    assert say(kind.name, language)
    assert say(kind.purpose, language).endswith(".")


@pytest.mark.parametrize(
    ("number", "key", "name"),
    [
        ("2026-0001", AS_UBL, "2026-0001-ubl.xml"),
        ("2026-0001", AS_PDF, "2026-0001.pdf"), ("2026-0001", AS_FACTURX, "2026-0001-facturx.pdf"),
        ("2026-0001", AS_CII, "2026-0001.xml"), ("F/2026/1", AS_PDF, "F-2026-1.pdf"),
        (None, AS_PDF, "brouillon.pdf"), (None, AS_FACTURX, "brouillon-facturx.pdf"),
    ],
)  # fmt: skip
def test_file_name__tells_the_kinds_apart(number: str | None, key: str, name: str) -> None:
    assert file_name(number, BY_KEY[key]) == name


def test_exported__names_what_the_workbook_has_no_place_for() -> None:
    def finding(path: str, rule: str = "CD-NOT-IN-WORKBOOK") -> Finding:
        return Finding(rule=rule, severity=Severity.WARNING, source=Source.FILE, path=path)

    file = Path("d") / "f.xlsx"
    whole = Exported(file, AS_WORKBOOK, (finding("number", "BR-02"),))
    assert exported_text(whole, "en") == ("“f.xlsx” is saved.", True)
    paths = ("payment.bic", "lines[0].note", "lines[0].note")
    text, is_whole = exported_text(Exported(file, AS_WORKBOOK, tuple(map(finding, paths))), "en")
    assert not is_whole
    assert text == "“f.xlsx” is saved. The workbook has no place for: Payment, Line 1."
