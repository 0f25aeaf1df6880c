"""``import`` of a table from the command line: what it understood is said, in words and in JSON."""

import json
from pathlib import Path

from tests.unit.cli.conftest import Run

TABLE = (
    "N° facture;Date;Désignation;Qté;PU HT;TVA;Humeur\n"
    "A-1;12/11/2026;Affiches;2;150;20 %;bonne\nTOTAL;;;;300;;\n"
)


def test_import__says_what_it_understood_and_writes_it(run: Run, tmp_path: Path) -> None:
    table, mapping = tmp_path / "f.csv", tmp_path / "m.toml"
    table.write_text(TABLE, encoding="utf-8")
    done = run("import", table, "--dry-run", "--save-mapping", mapping)
    assert "« f.csv » comprise ainsi" in done.out
    assert "Qté = quantité" in done.out
    assert "Colonnes ignorées : Humeur" in done.out
    assert "total ou sous-total" in done.out
    assert '"PU HT" = "unit_price"' in mapping.read_text(encoding="utf-8")
    again = run("--json", "import", table, "--dry-run", "--mapping", mapping)
    data = json.loads(again.out)["data"]
    assert {c["reason"] for c in data["understood"][0]["columns"]} == {"given", None}
    assert [row["row"] for row in data["rows_aside"]] == [3]


def test_import__of_a_mapping_that_is_none_exits_2(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "f.csv"
    table.write_text(TABLE, encoding="utf-8")
    assert run("import", table, "--mapping", tmp_path / "rien.toml").code == 2


def test_import__writes_what_it_could_not_read_to_be_mended(run: Run, tmp_path: Path) -> None:
    table, target = tmp_path / "f.csv", tmp_path / "m.xlsx"
    bad = "A-2;12/11/2026;Tracts;2;cher;20 %;\nA-3;12/11/2026;Tracts;2;5;20 %;\n"
    table.write_text(TABLE + bad, encoding="utf-8")
    done = run("--json", "import", table, "--unread-to", target)
    assert json.loads(done.out)["data"]["unread_file"] == str(target)
    again = json.loads(run("--json", "import", target, "--dry-run").out)["data"]
    assert [item["number"] for item in again["invoices"]] == ["A-2"]
    assert run("import", table, "--unread-to", table).code == 2


def test_import__says_that_a_kept_mapping_was_used(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "f.csv"
    table.write_text(TABLE, encoding="utf-8")
    run("import", table, "--dry-run", "--save-mapping", "Ventes")
    assert "La lecture gardée « Ventes » a été appliquée." in run("import", table, "--dry-run").out
    data = json.loads(run("--json", "import", table, "--dry-run").out)["data"]
    assert data["understood"][0]["kept"] == "Ventes"


def test_import__is_told_though_something_beside_it_cannot_be_written(
    run: Run, tmp_path: Path
) -> None:
    table, gone = tmp_path / "f.csv", tmp_path / "absent" / "m.xlsx"
    gone.parent.write_text("no folder", encoding="ascii")
    table.write_text(TABLE + "A-2;12/11/2026;Tracts;2;cher;20 %;\n", encoding="utf-8")
    done = run("import", table, "--unread-to", gone)
    assert done.code == 2
    assert "draft:1" in done.out
    assert "import undo 1" in done.out
    assert "ne peut pas être écrit" in done.out
    again = run("--json", "import", table, "--save-mapping", gone.with_suffix(".toml"))
    document = json.loads(again.out)
    assert [error["code"] for error in document["data"]["unwritten"]] == ["cannot-write"]
    assert [item["outcome"] for item in document["data"]["invoices"]] == ["duplicate", "refused"]


def test_import__of_prices_is_told_though_their_mapping_cannot_be_written(
    run: Run, tmp_path: Path
) -> None:
    table, gone = tmp_path / "tarif.csv", tmp_path / "absent" / "m.toml"
    gone.parent.write_text("no folder", encoding="ascii")
    table.write_text("Désignation;PU HT\nAffiche;12\n", encoding="utf-8")
    done = run("import", table, "--as", "prices", "--save-mapping", gone)
    assert (done.code, "1 nouveau" in done.out) == (2, True)
    assert "ne peut pas être écrit" in done.out
