"""The demo: real work on invented data, in a folder of its own."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.identifiers import Problem, parse_siret
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.demo import run_demo
from chorus_desk.usecases.seller import show_seller
from chorus_desk.usecases.workspace import open_workspace


def test_demo__refuses_the_planned_one_alone(tmp_path: Path, clock: Clock) -> None:
    made = run_demo(tmp_path / "out", None, clock)
    assert made.as_planned
    assert len(made.imported.invoices) == 5
    assert [item.outcome for item in made.issued].count("issued") == 4
    [refused] = made.refused
    assert {f.rule for f in refused.findings if f.severity == "error"} == {"CPRO-12"}
    assert [bundle.route for bundle in made.bundles] == ["portal-pdf", "portal-batch"]
    assert made.data == tmp_path / "out" / "data"


def test_demo__has_an_invented_seller_whose_siret_is_right(tmp_path: Path, clock: Clock) -> None:
    made = run_demo(tmp_path / "out", tmp_path / "ailleurs", clock)
    assert not (tmp_path / "out" / "data").exists()
    with open_workspace(made.data, clock) as workspace:
        seller = show_seller(workspace)
        assert seller is not None
        assert not isinstance(parse_siret(seller.siret), Problem)
        assert seller.vat_regime == "franchise"
        rows = workspace.connection.execute("SELECT siret, name, street FROM bodies").fetchall()
    assert len(rows) >= 3
    for row in rows:
        assert not isinstance(parse_siret(row["siret"]), Problem)
        assert any(
            word in row["name"].lower() for word in ("fictif", "fictive", "exemple", "inventé")
        )


def test_demo__is_not_as_planned_with_another_refusal(tmp_path: Path, clock: Clock) -> None:
    made = run_demo(tmp_path, None, clock)
    workbook = openpyxl.load_workbook(made.workbook)
    sheet = workbook.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    column = next(i for i, h in enumerate(headings, 1) if str(h).startswith("Prix unitaire"))
    sheet.cell(2, column).value = -5
    workbook.save(made.workbook)
    again = run_demo(tmp_path, None, clock)
    assert again.workbook_was_there
    assert not again.as_planned


def test_demo__shows_a_changed_amount(tmp_path: Path, clock: Clock) -> None:
    made = run_demo(tmp_path, None, clock)
    workbook = openpyxl.load_workbook(made.workbook)
    sheet = workbook.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    column = next(i for i, h in enumerate(headings, 1) if str(h).startswith("Prix unitaire"))
    sheet.cell(2, column).value = Decimal("1234.56")
    workbook.save(made.workbook)
    again = run_demo(tmp_path, None, clock)
    assert again.imported.invoices[0].number == made.imported.invoices[0].number
    folder = again.bundles[0].folder
    assert folder is not None
    page = PdfReader(folder / again.bundles[0].files[0]).pages[0].extract_text()
    assert "1234,56" in page.replace("\u202f", "").replace("\u00a0", " ")


def test_demo__leaves_the_data_of_others_alone(tmp_path: Path, clock: Clock) -> None:
    data = tmp_path / "miens"
    with open_workspace(data, clock):
        pass
    before = {p.name: p.read_bytes() for p in data.iterdir()}
    with pytest.raises(UserError, match="demo-folder-taken"):
        run_demo(tmp_path / "out", data, clock)
    assert {p.name: p.read_bytes() for p in data.iterdir()} == before


def test_demo__leaves_a_folder_alone_that_is_not_its_own(tmp_path: Path, clock: Clock) -> None:
    receipt = tmp_path / "compta" / "portal-pdf" / "portal-pdf-2026-0001" / "recu.pdf"
    receipt.parent.mkdir(parents=True)
    receipt.write_bytes(b"x")
    with pytest.raises(UserError, match="demo-folder-taken"):
        run_demo(tmp_path / "compta", None, clock)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [receipt]
    with pytest.raises(UserError, match="demo-folder-taken"):
        run_demo(tmp_path / "compta", tmp_path / "ailleurs", clock)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [receipt]


def test_demo__says_when_it_cannot_write(tmp_path: Path, clock: Clock) -> None:
    blocked = tmp_path / "fichier"
    blocked.write_bytes(b"")
    with pytest.raises(UserError, match="cannot-write"):
        run_demo(blocked, None, clock)
