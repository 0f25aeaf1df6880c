"""``body show``: what is known of a body, who says so and since when, its services, the news."""

from pathlib import Path

from chorus_desk.domain.party import Party
from chorus_desk.usecases.body_news import note_news, snapshot
from chorus_desk.usecases.workspace import open_workspace
from tests import builders as b
from tests.listed import listed, service, use_list
from tests.stored import draft
from tests.unit.cli.conftest import Run

RENNES = "21350238800019"


def test_show__of_a_shipped_body_names_its_source(run: Run) -> None:
    said = run("body", "show", "213 502 388 00019").out
    assert said.startswith(f"Commune de Rennes\n  SIRET {RENNES}\n")
    assert "Nom : Commune de Rennes (fourni avec le programme, 29/10/2024)" in said
    assert "Demande : on ne le sait pas\n" in said
    data = run("body", "show", RENNES, json=True).data
    assert (data["source"], data["as_of"], data["requires"]) == ("shipped", "2024-10-29", None)
    assert (data["corrections"], data["news"], data["in_state_list"]) == ([], [], None)
    assert (data["paying_days"], data["checked_on"], data["due_for_check"]) == (None, None, False)


def test_show__tells_corrections_services_and_news(
    run: Run, body_toml: Path, tmp_path: Path
) -> None:
    assert run("body", "add", body_toml).code == 0
    with open_workspace(tmp_path / "data") as workspace:
        use_list(workspace, listed(), services=[service(), service("EAU", active=False)])
        draft(workspace, buyer=Party(siret=b.COMMUNE_SIRET, service_code="VOIRIE"))
        before = snapshot(workspace)
        use_list(workspace, listed(name="Ville nouvelle"), services=[service(active=False)])
        note_news(workspace, before)
    said = run("body", "show", b.COMMUNE_SIRET).out
    assert "liste de l'État du 20/11/2026 : Ville nouvelle" in said
    assert "VOIRIE  Voirie (fermé, 1 document, le dernier du 20/11/2026)" in said
    assert "le service VOIRIE est fermé" in said
    assert "Un brouillon est concerné : draft:1." in said
    data = run("body", "show", b.COMMUNE_SIRET, json=True).data
    assert {"name", "value", "said_on", "listed"} <= set(data["corrections"][0])
    [voirie] = data["services"]
    assert (voirie["billed"], voirie["last_billed"], voirie["mine"]) == (1, "2026-11-20", True)
    assert [(item["kind"], item["drafts"]) for item in data["news"]] == [
        ("renamed", ["draft:1"]), ("service-closed", ["draft:1"]),
    ]  # fmt: skip
    english = run("--lang", "en", "body", "show", b.COMMUNE_SIRET).out
    assert "the State's list of 20 Nov 2026" in english


def test_import__of_a_new_list_tells_what_it_changes_and_the_drafts(
    run: Run, body_toml: Path, tmp_path: Path
) -> None:
    assert run("body", "add", body_toml).code == 0
    with open_workspace(tmp_path / "data") as workspace:
        draft(workspace, buyer=Party(siret=b.COMMUNE_SIRET))
    file = tmp_path / "annuaire.csv"
    heading = "SIRET;Nom;Actif\n"
    file.write_text(f"{heading}{b.COMMUNE_SIRET};Commune;oui\n", encoding="utf-8")
    assert run("body", "import", file).code == 0
    file.write_text(f"{heading}{b.COMMUNE_SIRET};Commune;non\n", encoding="utf-8")
    said = run("body", "import", file).out
    assert "ne reçoit plus de factures : la liste de l'État le dit fermé." in said
    assert "Un brouillon est concerné : draft:1." in said
    file.write_text(f"{heading}{b.COMMUNE_SIRET};Commune;oui\n", encoding="utf-8")
    [news] = run("body", "import", file, json=True).data["news"]
    assert (news["kind"], news["drafts"]) == ("reopened", ["draft:1"])
