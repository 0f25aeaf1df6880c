"""Bodies say what they ask for."""

from dataclasses import replace
from typing import Any

import pytest

from chorus_desk.domain.party import STATE_SIRET, Requirement, Service
from chorus_desk.presenters.editor.bodies import (
    demands_of,
)
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


VOIRIE = Service(code="VOIRIE", name="Voirie", requires_commitment=True)
OLD = Service(code="OLD", name="Ancien", active=False)
STATE = b.commune(siret=STATE_SIRET, requires=Requirement.SERVICE)


@pytest.mark.parametrize(
    ("requires", "service", "commitment"),
    [
        (Requirement.NONE, None, "La loi veut"), (Requirement.SERVICE, "sur chaque facture", "La loi"),
        (Requirement.COMMITMENT, None, "sur chaque facture"),
        (Requirement.BOTH, "sur chaque facture", "sur chaque facture"),
        (Requirement.EITHER, "l'un des deux", "l'un des deux"), (None, "On ne sait pas", "On ne sait pas"),
    ],
)  # fmt: skip
def test_demands__show_what_is_asked_and_say_why(
    requires: Requirement | None, service: str | None, commitment: str
) -> None:
    demands = demands_of(b.commune(requires=requires), None, "fr")
    assert demands.at_service.shown is (service is not None)
    assert (service or "") in demands.at_service.why
    assert demands.at_commitment.shown
    assert commitment in demands.at_commitment.why


def test_demands__say_where_each_is_found() -> None:
    demands = demands_of(STATE, None, "fr")
    assert "« Code service »" in plain(demands.at_service.where)
    assert "un seul SIRET" in demands.at_service.why
    assert "« EJ »" in plain(demands.at_commitment.where)
    assert "dix chiffres" in demands.at_commitment.where
    assert "dix chiffres" not in demands_of(b.commune(), None, "fr").at_commitment.where


def test_demands__a_code_that_is_there_is_shown_though_nobody_asks() -> None:
    assert demands_of(b.commune(), "X", "fr").at_service.shown
    assert not demands_of(b.commune(), None, "fr").at_service.shown


def test_demands__of_either_rest_once_one_is_there() -> None:
    body = b.commune(requires=Requirement.EITHER, services=(VOIRIE,))
    assert not demands_of(body, None, "fr", commitment="BC-1").at_service.shown
    with_code = demands_of(body, "X", "fr")
    assert "La loi" in with_code.at_commitment.why
    assert "service VOIRIE" in demands_of(body, "VOIRIE", "fr").at_commitment.why


@pytest.mark.parametrize(
    ("changes", "code", "used", "words"),
    [
        ({}, None, (), None), ({"active": False}, None, (), "est fermé : il ne reçoit plus"),
        ({"works_only": True}, None, (), "que des factures de travaux"),
        ({}, "factures_publiques", (), "réservé aux factures entre organismes publics"),
        ({}, "OLD", (), "« OLD » est fermé"), ({}, "VOIRIE", ("OLD",), None),
        ({}, None, ("OLD", "VOIRIE"), "OLD – Ancien, utilisé la dernière fois, est fermé"),
        ({}, None, ("VOIRIE", "OLD"), None), ({}, None, ("X",), None),
    ],
)  # fmt: skip
def test_demands__warn_of_what_stands_against_billing(
    changes: dict[str, Any], code: str | None, used: tuple[str, ...], words: str | None
) -> None:
    body = b.commune(services=(OLD, VOIRIE), **changes)
    warnings = [plain(text) for text in demands_of(body, code, "fr", used=used).warnings]
    assert len(warnings) == (words is not None)
    assert all((words or "") in warning for warning in warnings)


def test_demands__ask_in_words_what_nobody_knows() -> None:
    demands = demands_of(b.commune(requires=None), None, "fr")
    assert "Que demande Commune de Bourg-Fictif" in (demands.question or "")
    assert [value for value, _ in demands.answers] == list(Requirement)
    assert demands.source == ""
    known = demands_of(b.commune(), None, "fr")
    assert (known.question, known.answers) == (None, ())


def test_demands__name_their_source() -> None:
    listed = b.commune(source="directory", as_of="2026-11-20")
    assert demands_of(listed, None, "fr").source == "liste de l'État du 20/11/2026"
    mine = replace(listed, mine=frozenset({"requires"}), said_on={"requires": "2026-11-24"})
    assert demands_of(mine, None, "fr").source == "vous, le 24/11/2026"
    assert demands_of(mine, None, "en").source == "you, on 24 Nov 2026"
