"""A public body's page: who says what since when, its services, what was billed, how it pays."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.party import Party, Requirement
from chorus_desk.presenters.bodies import BodyPage, Datum, body_page, merged_text
from chorus_desk.usecases.bodies import add_body, answer_requires
from chorus_desk.usecases.body_news import note_news, snapshot
from chorus_desk.usecases.body_sheet import body_sheet
from chorus_desk.usecases.follow import set_status
from chorus_desk.usecases.merge_bodies import merge_bodies
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.catalogue import LANGUAGES
from tests import builders as b
from tests.listed import listed, service, use_list
from tests.stored import draft, furnish, issued
from tests.unit.presenters.spaces import plain

RENNES = "21350238800019"


def page(workspace: Workspace, siret: str = b.COMMUNE_SIRET, language: str = "fr") -> BodyPage:
    return body_page(body_sheet(workspace, siret), language)


def data(workspace: Workspace, siret: str = b.COMMUNE_SIRET) -> dict[str, Datum]:
    return {datum.name: datum for datum in page(workspace, siret).data}


def told(datum: Datum) -> tuple[Any, ...]:
    return plain(datum.text), datum.source, datum.mine, datum.listed and plain(datum.listed)


def test_page__says_who_says_what_of_a_shipped_body(workspace: Workspace) -> None:
    found = data(workspace, RENNES)
    assert told(found["name"]) == (
        "Commune de Rennes", "fourni avec le programme, 29/10/2024", False, None,
    )  # fmt: skip
    assert told(found["requires"]) == ("on ne le sait pas", "", False, None)
    assert told(found["payment_days"]) == ("30 jours", "délai légal le plus courant", False, None)


def test_page__of_a_listed_body_with_corrections(workspace: Workspace) -> None:
    use_list(workspace, listed(street="Rue du Bourg", works_only=True))
    values = {"siret": b.COMMUNE_SIRET, "name": "Commune de Bourg-Fictif", "street": "9 quai"}
    add_body(workspace, values)
    answer_requires(workspace, b.COMMUNE_SIRET, Requirement.SERVICE)
    found = data(workspace)
    list_ = "liste de l'État du 20/11/2026"
    assert told(found["name"]) == ("Commune de Bourg-Fictif", list_, False, None)
    assert told(found["address"]) == (
        "9 quai, 99000 Bourg-Fictif", "vous, le 24/11/2026", True,
        f"{list_} : Rue du Bourg, 99000 Bourg-Fictif",
    )  # fmt: skip
    assert found["address"].parts == ("street",)
    assert told(found["requires"]) == (
        "un code service", "vous, le 24/11/2026", True, f"{list_} : rien de particulier",
    )  # fmt: skip
    assert told(found["works_only"]) == ("que des factures de travaux", list_, False, None)
    made = page(workspace)
    assert made.checked == "Vous avez tout vérifié le 24/11/2026."
    assert list(map(plain, made.warnings)) == ["Il ne reçoit que des factures de travaux."]


def test_page__of_a_body_of_the_users_alone(workspace: Workspace) -> None:
    add_body(workspace, {"siret": b.COMMUNE_SIRET, "name": "Ville", "payment_days": 50})
    found = data(workspace)
    assert told(found["payment_days"]) == ("50 jours", "vous, le 24/11/2026", True, None)
    assert told(found["active"]) == ("oui", "rien ne dit le contraire", False, None)
    assert told(found["address"]) == ("on ne le sait pas", "", False, None)
    assert page(workspace).warnings == ()
    use_list(workspace, listed(b.HOSPITAL_SIRET))
    assert "liste de l'État que vous avez importée" in page(workspace).warnings[0]


def test_page__puts_services_used_last_first_and_closed_ones_after(workspace: Workspace) -> None:
    furnish(workspace)
    use_list(workspace, listed(), services=[
        service("A"), service("B", name="Bâtiments", requires_commitment=True), service("C"),
        service("D", active=False), service("E", active=False),
    ])  # fmt: skip
    for code, day in (("B", 18), ("C", 19), ("B", 20), ("E", 17)):
        draft(
            workspace,
            issue_date=date(2026, 11, day),
            buyer=Party(siret=b.COMMUNE_SIRET, service_code=code),
        )
    made = page(workspace)
    assert [(line.code, line.count) for line in made.services] == [
        ("B", 2), ("C", 1), ("A", 0), ("E", 1), ("D", 0),
    ]  # fmt: skip
    first, last = made.services[0], made.services[-1]
    assert (first.name, first.notes) == ("Bâtiments", ("engagement exigé",))
    assert first.used == "2 documents, le dernier du 20/11/2026"
    assert (last.notes, last.used, last.active) == (("fermé",), "jamais facturé", False)
    assert made.used == "4 documents, le dernier du 20/11/2026"


def test_page__of_a_service_of_the_users_own_says_what_the_list_says(workspace: Workspace) -> None:
    use_list(workspace, listed(), services=[service("A", name="Achats", active=False)])
    values = {
        "siret": b.COMMUNE_SIRET,
        "name": "Ville",
        "services": [{"code": "A", "name": "Achat"}],
    }
    add_body(workspace, values)
    [line] = page(workspace).services
    assert (line.name, line.mine, line.active, line.source) == (
        "Achat", True, False, "vous, le 24/11/2026",
    )  # fmt: skip
    assert plain(line.listed or "") == "liste de l'État du 20/11/2026 : Achats, fermé"


def test_page__says_how_long_it_took_to_pay(workspace: Workspace) -> None:
    furnish(workspace)
    assert "aucun paiement" in page(workspace).delay
    for deposited, paid in ((10, 12), (10, 20), (1, 24)):
        number = issued(workspace, issue_date=date(2026, 11, 1), delivery_date=None)
        set_status(workspace, number, "deposited", on=date(2026, 11, deposited))
        set_status(workspace, number, "paid", on=date(2026, 11, paid))
        if paid == 12:
            assert plain(page(workspace).delay).startswith(
                "Payé 2 jours après le dépôt (une facture"
            )
    issued(workspace, issue_date=date(2026, 11, 2))
    said = plain(page(workspace).delay)
    assert said == (
        "Payé 10 jours après le dépôt, en médiane de 3 factures ; délai légal : 30 jours."
    )


def test_page__shows_news_until_it_was_seen(workspace: Workspace) -> None:
    use_list(workspace, listed())
    draft(workspace)
    before = snapshot(workspace)
    use_list(workspace, listed(active=False))
    note_news(workspace, before)
    made = page(workspace)
    assert [item.drafts for item in made.news] == [("draft:1",)]
    assert "fermé" in made.warnings[0]


def test_page__due_for_check(workspace: Workspace) -> None:
    assert not page(workspace, RENNES).due_for_check  # none of the user's
    draft(workspace, buyer=Party(siret=RENNES))
    assert page(workspace, RENNES).due_for_check
    assert "six mois" in page(workspace, RENNES).warnings[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_page__is_whole_in_both_languages(workspace: Workspace, language: str) -> None:
    furnish(workspace, body=b.hospital())
    made = page(workspace, b.HOSPITAL_SIRET, language)
    assert all(datum.label and datum.text for datum in made.data)
    assert "{" not in repr(made)
    assert ("days" in made.delay) is (language == "en")


def test_sheet__of_nobody_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="unknown-body"):
        body_sheet(workspace, "99999999999999")


def test_merged__says_what_became_of_the_drafts(workspace: Workspace) -> None:
    furnish(workspace)
    draft(workspace, buyer=Party(siret="99999999999999"))
    merged = merge_bodies(workspace, b.COMMUNE_SIRET, "99999999999999")
    assert plain(merged_text(merged, "fr")) == (
        "Les deux fiches n'en font plus qu'une : Commune de Bourg-Fictif. "
        "Un brouillon le facture maintenant."
    )
    assert "2 drafts" in merged_text(replace(merged, drafts=(1, 2)), "en")
    assert "draft" not in merged_text(replace(merged, drafts=()), "en")
