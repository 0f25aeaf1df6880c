"""A body added by hand: what is wrong with the form, and what the use case takes of it."""

from dataclasses import replace

import pytest

from chorus_desk.domain.party import PublicBody, Requirement, Service
from chorus_desk.presenters.body_form import (
    UNKNOWN,
    BodyEntry,
    entry_from,
    entry_of,
    payment_choices,
    problems,
    requirement_choices,
    values_of,
)
from chorus_desk.usecases.bodies import add_body
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b

ENTRY = BodyEntry(
    siret="219 900 016 00011", name="Commune de Bourg-Fictif", street="1 place de l'Exemple",
    postcode="99000", city="Bourg-Fictif", requires="none", payment_days="30",
)  # fmt: skip


def test_problems__of_a_form_that_is_right_are_none() -> None:
    assert problems(ENTRY, "fr") == {}
    assert problems(replace(ENTRY, street="", postcode=""), "fr") == {}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"siret": ""}, {"siret"}), ({"siret": "2199000160001"}, {"siret"}),
        ({"siret": "2199000160001A"}, {"siret"}), ({"name": "  "}, {"name"}),
        ({"city": ""}, {"city"}), ({"siret": "", "name": "", "city": " "}, {"siret", "name", "city"}),
    ],
)  # fmt: skip
def test_problems__are_said_at_their_field(
    changes: dict[str, str], fields: set[str], language: str
) -> None:
    found = problems(replace(ENTRY, **changes), language)
    assert set(found) == fields
    assert all(found.values())


def test_values__are_kept_as_the_body(workspace: Workspace) -> None:
    services = "  VOIRIE   Voirie  \n\n *\nB\nC Culture et sport *\n"
    entry = replace(ENTRY, requires="both", payment_days="50", services=services)
    kept = add_body(workspace, values_of(entry)).body
    assert (kept.siret, kept.requires, kept.payment_days) == (b.COMMUNE_SIRET, Requirement.BOTH, 50)
    assert kept.services == (
        Service(code="VOIRIE", name="Voirie"), Service(code="B"),
        Service(code="C", name="Culture et sport", requires_commitment=True),
    )  # fmt: skip


@pytest.mark.parametrize("body", [
    b.commune(), b.hospital(), b.commune(requires=None, street=None),
    b.commune(services=(Service(code="A"), Service(code="B", requires_commitment=True),
                        Service(code="C", name="Ce que c'est", requires_commitment=True))),
])  # fmt: skip
def test_entry__of_a_known_body_gives_it_back(workspace: Workspace, body: PublicBody) -> None:
    kept = add_body(workspace, values_of(entry_of(body))).body
    assert replace(kept, as_of=body.as_of) == body


@pytest.mark.parametrize(("typed", "siret", "name"), [
    ("219 900 016", "219900016", ""), ("Mairie de Lyon 3", "", "Mairie de Lyon 3"), ("", "", ""),
])  # fmt: skip
def test_entry__of_what_was_looked_for(typed: str, siret: str, name: str) -> None:
    assert entry_from(typed) == BodyEntry(siret=siret, name=name)


def test_values__leave_out_what_is_not_known(workspace: Workspace) -> None:
    entry = replace(ENTRY, requires=UNKNOWN, street="", postcode="")
    assert {"requires", "street", "postcode", "services"}.isdisjoint(values_of(entry))
    kept = add_body(workspace, values_of(entry)).body
    assert kept == PublicBody(
        siret=b.COMMUNE_SIRET, name="Commune de Bourg-Fictif", city="Bourg-Fictif", requires=None,
        as_of="2026-11-24",
    )  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
def test_choices__are_all_that_a_body_may_ask_for(workspace: Workspace, language: str) -> None:
    assert {key for key, _ in requirement_choices(language)} == {UNKNOWN, *Requirement}
    assert [key for key, _ in payment_choices(language)] == ["30", "50", "60"]
    assert all(text for _, text in requirement_choices(language) + payment_choices(language))
    for requires, _ in requirement_choices(language):
        for days, _ in payment_choices(language):
            add_body(workspace, values_of(replace(ENTRY, requires=requires, payment_days=days)))
