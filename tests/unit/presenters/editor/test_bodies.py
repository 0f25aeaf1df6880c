"""Bodies say what they ask for."""

import pytest

from chorus_desk.domain.party import Requirement, Service
from chorus_desk.presenters.editor.bodies import demands_of, service_texts
from tests import builders as b
from tests.unit.presenters.spaces import plain


@pytest.mark.parametrize(
    ("requires", "service", "commitment"),
    [
        (Requirement.NONE, False, False), (Requirement.SERVICE, True, False),
        (Requirement.COMMITMENT, False, True), (Requirement.BOTH, True, True),
        (Requirement.EITHER, False, False), (None, False, False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["fr", "en"])
def test_demands__are_those_of_the_body(
    requires: Requirement | None, service: bool, commitment: bool, language: str
) -> None:
    demands = demands_of(b.commune(requires=requires), None, language)
    assert demands.known
    assert (demands.service, demands.commitment) == (service, commitment)
    assert len(demands.card) == 3
    assert all(demands.card)


def test_demands__a_service_may_add_the_commitment_number() -> None:
    body = b.commune(services=(Service(code="VOIRIE", requires_commitment=True), Service(code="X")))
    assert demands_of(body, "VOIRIE", "fr").commitment
    assert not demands_of(body, "X", "fr").commitment
    assert not demands_of(body, "ELSE", "fr").commitment
    assert not demands_of(body, None, "fr").commitment


def test_demands__card_says_where_what_and_how_long() -> None:
    place, asks, days = map(plain, demands_of(b.hospital(), None, "fr").card)
    assert place.startswith("25 avenue du Remède – 99100 Ville-Exemple – 269")
    assert asks == "Il demande un numéro d'engagement sur chaque facture."
    assert days == "Délai légal de paiement : 50 jours."
    assert "bon de commande" in demands_of(b.commune(requires=None), None, "fr").card[1]
    assert "ni code service" in demands_of(b.commune(), None, "fr").card[1]


def test_demands__of_a_body_that_is_not_known() -> None:
    demands = demands_of(None, "VOIRIE", "fr")
    assert (demands.known, demands.service, demands.commitment) == (False, False, False)
    assert "Organisme inconnu" in demands.card[0]


def test_services__are_those_that_still_exist() -> None:
    body = b.commune(
        services=(
            Service(code="A", name="Achats"),
            Service(code="B"),
            Service(code="C", active=False),
        )
    )
    assert service_texts(body) == (("A", "A – Achats"), ("B", "B"))
    assert service_texts(None) == ()
