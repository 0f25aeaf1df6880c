"""The words of the answers: sums that are true, no code words, no-break spaces, a quiet end."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from chorus_desk.cli import main, output
from chorus_desk.cli.result import Result
from chorus_desk.domain.invoice import Exemption, Payment, Preceding
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii
from chorus_desk.formats.spreadsheet.template import write_workbook
from chorus_desk.rules import tables
from tests import builders as b
from tests.conftest import ROOT
from tests.unit.cli.conftest import Run

DAY = datetime.now(UTC).date() - timedelta(days=1)
NAME = "Communauté de communes de la Vallée-Fictive et du Pays-Imaginaire"


@pytest.fixture
def deposited(run: Run, tmp_path: Path, seller_toml: Path, body_toml: Path) -> None:
    """An invoice, one that is already paid, and a credit note, all deposited."""
    run("seller", "set", seller_toml)
    run("body", "add", body_toml)
    text = tables.default_exemption(tables.FRANCHISE, DAY)
    assert text is not None
    franchise = Exemption(category="E", code=tables.FRANCHISE, reason=text.text)
    plain = b.invoice(
        issue_date=DAY, delivery_date=DAY, due_date=None, exemptions=(franchise,)
    )  # fmt: skip
    documents = (
        {"number": "A", "buyer": b.commune(name=NAME).as_party()},
        {"number": "B", "billing_framework": "A2", "prepaid": Decimal("300.00")},
        {"number": "C", "type_code": "381", "payment": Payment(),
         "preceding": (Preceding(number="A"),), "lines": (b.line(unit_price=Decimal("15.50")),)},
    )  # fmt: skip
    for changes in documents:
        path = tmp_path / f"{changes['number']}.xml"
        path.write_bytes(cii.write(replace(plain, **changes), Circuit.HISTORICAL))  # type: ignore[arg-type]
        assert run("import", path).code == 0
    assert run("issue", "draft:1", "draft:2", "draft:3").code == 0
    for number in (1, 2, 3):
        assert run("status", f"{DAY.year}-{number:04}", "deposited").code == 0


@pytest.mark.usefixtures("deposited")
def test_list__counts_credit_notes_against_and_what_is_paid_not_at_all(run: Run) -> None:
    lines = run("list").out.splitlines()
    assert lines[-1] == "1 facture en attente, 300,00 € ; 1 avoir à déduire, 31,00 €"
    assert "Type" in lines[0]
    assert "À payer au plus tard le" in lines[0]
    due = (DAY + timedelta(days=33)).strftime("%d/%m/%Y")
    credit, paid, owed = (
        next(line for line in lines if line.startswith(f"{DAY.year}-{n:04}")) for n in (3, 2, 1)
    )
    assert "Avoir" in credit
    assert "-31,00 €" in credit
    assert (due in credit, due in paid, due in owed) == (False, False, True)
    assert f"{NAME[:35]}…" in owed
    stakes = {i["number"][-1]: i["at_stake"] for i in run("list", json=True).data["invoices"]}
    assert stakes == {"1": "300.00", "2": None, "3": "-31.00"}


def test_seller_show__speaks_in_words(run: Run, tmp_path: Path, seller_toml: Path) -> None:
    (tmp_path / "logo.png").write_bytes((ROOT / "resources" / "demo" / "logo.png").read_bytes())
    with seller_toml.open("a", encoding="utf-8") as file:
        file.write('vat_on_debits = true\nlogo = "logo.png"\nmentions = ["Merci.", "À bientôt."]\n')
    assert run("seller", "set", seller_toml).code == 0
    shown = run("seller", "show").out
    lines = [line.split() for line in shown.splitlines()]
    assert ["vat_on_debits", "oui"] in lines
    assert ["logo", "oui"] in lines
    assert ["mentions", "Merci."] in lines
    assert ["À", "bientôt."] in lines
    assert not any(word in shown for word in ("True", "False", "[", "None"))


def test_check__names_format_and_way_in_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_bytes(cii.write(b.invoice(), Circuit.HISTORICAL))
    assert "(CII, EN 16931, dépôt direct) : acceptable" in run("check", tmp_path / "f.xml").out


def test_import__of_an_empty_workbook_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "vide.xlsx").write_bytes(write_workbook([], []))
    assert run("import", tmp_path / "vide.xlsx").out == "Aucune facture n'a été trouvée.\n"


@pytest.mark.usefixtures("deposited")
def test_bundle__names_each_invoice_once_and_says_what_its_guide_is_for(
    run: Run, tmp_path: Path
) -> None:
    numbers = [f"{DAY.year}-{n:04}" for n in (1, 2)]
    portal = run("bundle", *numbers, "--route", "portal-pdf", "-o", tmp_path / "p").out
    assert all(portal.splitlines().count(number) <= 1 for number in numbers)
    assert "les écrans du portail" in portal
    sent = run("bundle", *numbers, "--route", "api", "-o", tmp_path / "a").out
    assert "il dit quoi envoyer" in sent
    assert "portail" not in sent


def test_seller_set__names_what_is_admitted(run: Run, seller_toml: Path) -> None:
    text = seller_toml.read_text(encoding="utf-8").replace('"franchise"', '"Franchise"')
    seller_toml.write_text(text, encoding="utf-8")
    ran = run("seller", "set", seller_toml)
    assert "Valeurs admises : franchise, normal, exempt." in ran.err


def test_french__keeps_its_signs_to_their_words(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    main.run(["--help"])
    main.run(["--data", str(tmp_path), "show", "a : b"])
    shown = capsys.readouterr()
    assert "usage\u00a0: " in shown.out
    assert "options\u00a0:" in shown.out
    assert "commandes\u00a0:" in shown.out
    assert shown.err == "Aucun document ne s'appelle «\u00a0a : b\u00a0».\n"
    main.run(["--lang", "en", "--help"])
    assert "\u00a0" not in capsys.readouterr().out


def test_show__notices_that_nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        lines = (f"ligne {n} " * 100 for n in range(1000))
        assert not output.show("list", Result(None, lines), "fr", as_json=False)
        assert output.flush()  # what came after went nowhere


def test_broken_pipe__ends_quietly(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "chorus_desk", "--data", str(tmp_path / "d"), "list"],
        stdout=writer, stderr=subprocess.PIPE, cwd=ROOT, check=False, timeout=60,
    )  # fmt: skip
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_body_search__names_place_siret_demand_and_service(
    run: Run, tmp_path: Path, body_toml: Path
) -> None:
    text = body_toml.read_text(encoding="utf-8").replace('"none"', '"both"')
    body_toml.write_text(text, encoding="utf-8")
    run("body", "add", body_toml)
    assert run("body", "search", "bourg", "fictif", "--limit", "1").out == (
        "Commune de Bourg-Fictif (99000 Bourg-Fictif)\n"
        "  SIRET 21990001600011 · exige : un code service et un numéro d'engagement\n"
    )
    assert "  SIRET 21990001600011 · VOIRIE Voirie · " in run("body", "search", "voirie fictif").out
    assert run("body", "search", "ain", "departement", "--limit", "1").out.startswith(
        "Département de l'Ain (01)\n"
    )
    assert run("body", "search", "zzzz").out == "Aucun organisme ne répond à ces mots.\n"


@pytest.mark.parametrize("limit", ["0", "-1", "1001", "x", ""])
def test_body_search__refuses_a_limit_that_is_none(run: Run, limit: str) -> None:
    ran = run("body", "search", "rennes", f"--limit={limit}")
    assert ran.code == 2
    assert f"« {limit} » ne convient pas" in ran.err
