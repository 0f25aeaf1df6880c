"""``import`` of customers, prices, statuses from the command line; ``prices list``."""

import json
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.unit.cli.conftest import Run, typed

PRICES = "Réf;Désignation;Unité;PU HT;TVA\nA1;Affiche;heure;12,50;20 %\nV1;Visite;;sur devis;\n"


def written(folder: Path, text: str, name: str = "tarif.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def data_of(run: Run, *words: str | Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(run("--json", *words).out)["data"]
    return data


def test_import__recognises_the_kind_and_names_each_row(run: Run, tmp_path: Path) -> None:
    table = written(tmp_path, PRICES)
    tried = run("--json", "import", table, "--dry-run")
    data = json.loads(tried.out)["data"]
    assert tried.code == 1  # a row is refused
    assert (data["kind"], data["import_id"], data["invoices"]) == ("prices", None, [])
    assert [(r["row"], r["outcome"], r["key"]) for r in data["records"]] == [
        (2, "new", "A1"), (3, "refused", "V1"),
    ]  # fmt: skip
    assert data["records"][1]["message"].startswith("« sur devis »")
    assert data["understood"][0]["columns"][3]["meaning"] == "unit_price"
    assert run("prices", "list").out.startswith("Aucun tarif")
    done = run("import", table)
    assert "« tarif.csv » contient un tarif." in done.out
    assert "1 nouveau, 1 refusé" in done.out
    assert "Affiche" in run("prices", "list").out
    [item] = data_of(run, "prices", "list")["items"]
    assert (item["unit"], item["unit_price"], item["vat_rate"]) == ("HUR", "12.50", "20")


def test_import__as_what_the_user_says_with_a_mapping(run: Run, tmp_path: Path) -> None:
    table = written(tmp_path, "Quoi;Combien\nAffiche;12,50\n")
    assert run("import", table, "--as", "prices").code == 2
    mapping = written(
        tmp_path, '[columns]\nQuoi = "description"\nCombien = "unit_price"\n', "m.toml"
    )
    done = run("import", table, "--as", "prices", "--mapping", mapping, "--save-mapping", "moi")
    assert done.code == 0
    assert "Écrit dans" in done.out
    again = data_of(run, "import", table, "--as", "prices", "--mapping", "moi")
    assert [r["outcome"] for r in again["records"]] == ["same"]
    wrong = written(tmp_path, '[columns]\nQuoi = "buyer_siret"\n', "m.toml")
    assert run("import", table, "--as", "prices", "--mapping", wrong).code == 2


def test_import__of_several_files_says_the_kind_of_each(run: Run, tmp_path: Path) -> None:
    prices = written(tmp_path, PRICES)
    bodies = written(tmp_path, "Nom;SIRET\nNeuville;21990002400015\n", "clients.csv")
    data = data_of(run, "import", prices, bodies, tmp_path / "absent.csv")
    assert data["kind"] is None
    assert {(r["kind"], r["outcome"]) for r in data["records"]} == {
        ("prices", "new"), ("prices", "refused"), ("bodies", "new"),
    }  # fmt: skip
    assert [Path(f["file"]).name for f in data["files_unread"]] == ["absent.csv"]


def test_import_undo__takes_prices_back_and_drafts_with_them(run: Run, tmp_path: Path) -> None:
    done = run("import", written(tmp_path, PRICES))
    assert "chorus-desk import undo 1" in done.out
    undone = run("--json", "import", "undo", "1")
    assert undone.code == 0
    assert json.loads(undone.out)["data"]["restored"] == 1
    assert data_of(run, "prices", "list")["items"] == []
    assert run("import", "undo", "1").code == 2


def test_refused_rows__are_written_mended_and_imported(run: Run, tmp_path: Path) -> None:
    table, mend = written(tmp_path, PRICES), tmp_path / "à corriger.xlsx"
    done = run("import", table, "--unread-to", mend)
    assert done.code == 1
    assert "à corriger.xlsx" in done.out
    again = data_of(run, "import", mend, "--dry-run")
    assert [(r["row"], r["outcome"], r["key"]) for r in again["records"]] == [(2, "refused", "V1")]
    book = load_workbook(mend)
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]][-1] == "Pourquoi (Chorus Desk)"
    assert typed(str(sheet.cell(2, 6).value)).startswith("« sur devis » ne peut pas être lu")
    sheet.cell(2, 4).value = 40
    book.save(mend)
    mended = data_of(run, "import", mend)
    assert [(r["row"], r["outcome"], r["key"]) for r in mended["records"]] == [(2, "new", "V1")]


def test_import_of_a_folder__takes_the_tables_in_it_for_what_they_are(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "tout"
    folder.mkdir()
    written(folder, PRICES)
    data = data_of(run, "import", folder)
    assert [(r["kind"], r["outcome"]) for r in data["records"]] == [
        ("prices", "new"), ("prices", "refused"),
    ]  # fmt: skip


def test_import_of_a_folder__with_one_bad_file_tells_of_the_others_and_undoes_all(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "tout"
    folder.mkdir()
    written(folder, PRICES)
    (folder / "cassé.xml").write_text("<rsm:CrossIndustryInvoice", encoding="utf-8")
    tried = run("import", folder, "--dry-run", "--json")
    assert [item["code"] for item in tried.data["files_unread"]] == ["xml-unreadable"]
    done = run("import", folder).out
    assert ("cassé.xml" in done, "import undo 1" in done) == (True, True)


def test_import__of_what_is_no_table_exits_2(run: Run, tmp_path: Path) -> None:
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(b"%PDF-1.7")
    assert "n'est pas un tableau" in run("import", pdf, "--as", "bodies").err
    words = written(tmp_path, "a;b\n1;2\n")
    assert "Aucun tableau de ce genre" in run("import", words, "--as", "statuses").err
