"""The demo as a user runs it: six lines, whole bundles, and nothing of the user's touched."""

import hashlib
import tarfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from chorus_desk.formats import cii, facturx
from tests.end_to_end.running import run_program


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "démonstration"


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("language", ["fr", "en"])
def test_demo__says_six_lines_and_leaves_the_user_alone(
    tmp_path: Path, out: Path, language: str
) -> None:
    home = tmp_path / "home"
    ran = run_program(["--lang", language, "demo", "-o", out], home)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert len(lines) == 6
    assert "D-003" in lines[3]
    assert str(out / "data") in lines[0]
    assert list(home.iterdir()) == []


def test_demo__makes_bundles_that_are_whole(tmp_path: Path, out: Path) -> None:
    assert run_program(["demo", "-o", out], tmp_path / "home").code == 0
    [single] = [p for p in (out / "portal-pdf").iterdir() if p.is_dir()]
    [batch] = [p for p in (out / "portal-batch").iterdir() if p.is_dir()]
    for folder in (single, batch):
        found = files(folder)
        for line in found.pop("SHA256SUMS").decode().splitlines():
            digest, name = line.split("  ")
            assert hashlib.sha256(found.pop(name)).hexdigest() == digest
        assert found == {}
        assert folder.with_name(f"{folder.name}.zip").is_file()
        assert "nvoy" in (folder / "A-LIRE.txt").read_text(encoding="utf-8").splitlines()[-1]
    assert not any(facturx.is_facturx(c) for n, c in files(single).items() if n.endswith(".pdf"))
    with tarfile.open(batch / "factures.tar.gz") as packed:
        kinds = []
        for member in packed:
            file = packed.extractfile(member)
            assert file is not None
            kinds.append(cii.read(facturx.extract(file.read()).xml).invoice.type_code)
    assert sorted(kinds) == ["380", "380", "381"]


def test_demo__carries_a_changed_amount_into_the_bundle(tmp_path: Path, out: Path) -> None:
    home = tmp_path / "home"
    run_program(["demo", "-o", out], home)
    workbook = openpyxl.load_workbook(out / "factures.xlsx")
    sheet = workbook.worksheets[0]
    headings = [str(cell.value) for cell in sheet[1]]
    price = next(i for i, h in enumerate(headings, 1) if h.startswith("Prix unitaire"))
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, price).value = (
            Decimal("777.77") if row == 2 else sheet.cell(row, price).value
        )
    workbook.save(out / "factures.xlsx")
    workbook.close()
    assert run_program(["demo", "-o", out], home).code == 0
    [page] = (out / "portal-pdf").glob("*/2*.pdf")
    assert "777,77 €" in PdfReader(page).pages[0].extract_text().replace("\u202f", "").replace(
        "\u00a0", " "
    )


def test_demo__of_a_seller_of_ones_own_is_never_begun_anew(tmp_path: Path, out: Path) -> None:
    home, data = tmp_path / "home", tmp_path / "mine"
    assert run_program(["--data", data, "list"], home).code == 0
    before = files(data)
    ran = run_program(["--data", data, "demo", "-o", out], home)
    assert ran.code == 2
    assert files(data) == before
