"""``import --past`` and ``import undo`` from the command line: what is said, in words and JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Run

TABLE = (
    "N° facture;Date;SIRET;Désignation;Qté;PU HT;TVA\n"
    "A-1;12/11/2025;21990001600011;Affiches;2;150;20 %\n"
    "A-2;12/12/2025;21990001600011;Affiches;1;150;20 %\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    made = tmp_path / "passé.csv"
    made.write_text(TABLE, encoding="utf-8")
    return made


def data(run: Run, *words: object) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run("--json", *words).out)
    return answer["data"]  # type: ignore[no-any-return]


def test_past__is_told_in_the_list_and_shown_as_such(run: Run, table: Path) -> None:
    made = data(run, "import", table, "--past")
    assert [(i["number"], i["outcome"], i["past"]) for i in made["invoices"]] == [
        ("A-1", "draft", True), ("A-2", "draft", True),
    ]  # fmt: skip
    assert not any(f["severity"] == "error" for i in made["invoices"] for f in i["findings"])
    listed = data(run, "list")["invoices"]
    assert [(i["number"], i["issue_date"], i["status"], i["past"]) for i in listed] == [
        ("A-2", "2025-12-12", "issued", True), ("A-1", "2025-11-12", "issued", True),
    ]  # fmt: skip
    shown = data(run, "show", "A-1")
    assert (shown["number"], shown["status"], shown["past"]) == ("A-1", "issued", True)
    assert "Envoyée ailleurs" in run("list").out
    assert "Sent elsewhere" in run("--lang", "en", "show", "A-1").out


def test_past__is_refused_what_would_send_it_again(run: Run, table: Path, tmp_path: Path) -> None:
    assert "2 factures envoyées ailleurs" in run("import", table, "--past").out
    exported = run("export", "A-1", "--as", "pdf", "-o", tmp_path / "a.pdf")
    assert (exported.code, "original" in exported.err) == (3, True)
    bundled = run("bundle", "A-1", "--route", "portal-pdf", "-o", tmp_path / "b")
    assert (bundled.code, "envoyée ailleurs" in bundled.err) == (3, True)
    assert run("status", "A-1", "paid", "--date", "2026-01-05").code == 0
    assert data(run, "list")["invoices"][1]["status"] == "paid"


def test_past__issue_exits_3(run: Run, table: Path, tmp_path: Path) -> None:
    run("import", table, "--past")
    seller = tmp_path / "s.toml"
    seller.write_text(
        'name = "Camille"\nlegal_form = "EI"\nsiret = "99900001100018"\nvat_regime = "franchise"\n'
        'street = "3 rue"\npostcode = "99000"\ncity = "Bourg"\n',
        encoding="utf-8",
    )
    assert run("seller", "set", seller).code == 0
    for words in (("A-1",), ("draft:1", "--keep-number")):
        refused = run("--json", "issue", *words)
        assert refused.code == 3
        assert json.loads(refused.out)["error"]["code"] == "past-never-issued"


def test_undo__takes_an_import_back_and_names_what_it_keeps(run: Run, table: Path) -> None:
    made = run("import", table, "--past")
    assert "chorus-desk import undo 1" in made.out
    run("status", "A-2", "paid", "--date", "2026-01-05")
    undone = data(run, "import", "undo", "1")
    assert undone == {
        "undone": [1], "discarded": 1, "edited": 0, "kept": [], "followed": ["A-2"], "restored": 0,
    }  # fmt: skip
    assert [i["number"] for i in data(run, "list")["invoices"]] == ["A-2"]


@pytest.mark.parametrize("id_", ["7", "x", "-", "1.5", "٣"])
def test_undo__of_an_unknown_import_exits_2(run: Run, id_: str) -> None:
    refused = run("--json", "import", "undo", id_)
    assert refused.code == 2
    assert json.loads(refused.out)["error"]["code"] == "import-unknown"


def test_undo__may_be_the_name_of_a_file(
    run: Run, table: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "undo").write_bytes(table.read_bytes())
    monkeypatch.chdir(tmp_path)
    assert len(data(run, "import", "undo", table.name)["invoices"]) == 4
