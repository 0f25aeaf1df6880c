"""What is lacking before drafts can be sent, body by body."""

from decimal import Decimal
from typing import Any

import pytest

from chorus_desk import resources
from chorus_desk.domain.inquiry import Datum, asked_of
from chorus_desk.domain.party import Address, Party, Requirement, Service
from chorus_desk.rules.engine import CHECKS
from chorus_desk.storage.bodies import save_body
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.missing_data import lacking_of, missing_data
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import draft, furnish, furnish_reform, issued

ADDRESS = Address(line1="1 place", postcode="99000", city="Bourg-Fictif", country="FR")
NAMELESS = Party(name="Mairie de Port-Imaginaire", address=ADDRESS)
SHIPPED = "21350238800019"
"""The commune of Rennes, known from the first minute; what it asks is not."""


def line(price: str) -> Any:
    return (b.line(unit_price=Decimal(price), quantity=Decimal(1)),)


def keep(workspace: Workspace, body: Any) -> None:
    with writing(workspace.connection):
        save_body(workspace.connection, body)


def test_nothing_is_lacking__where_no_rule_finds_anything(workspace: Workspace) -> None:
    furnish(workspace)
    draft(workspace)
    assert missing_data(workspace) == ()


def test_drafts_without_siret__are_gathered_by_name(workspace: Workspace) -> None:
    furnish(workspace)
    draft(workspace, buyer=NAMELESS, lines=line("100"))
    draft(
        workspace, buyer=Party(name="MAIRIE DE PORT-IMAGINAIRE", address=ADDRESS), lines=line("50")
    )
    draft(
        workspace, buyer=Party(name="Mairie de Port-Imaginaire", siret="219900016"), lines=line("7")
    )
    [found] = missing_data(workspace)
    assert found.asked_of == "mairie de port-imaginaire"
    assert found.lacks == (Datum.SIRET, Datum.ADDRESS)
    assert [(item.name, item.gross) for item in found.drafts] == [
        ("draft:1", Decimal("100.00")), ("draft:2", Decimal("50.00")), ("draft:3", Decimal("7.00")),
    ]  # fmt: skip
    assert found.at_stake == {"EUR": Decimal("157.00")}
    assert found.body is None


def test_body_that_ships__is_asked_what_it_asks_for(workspace: Workspace) -> None:
    furnish(workspace)
    draft(workspace, buyer=Party(siret=SHIPPED), commitment_number=None)
    [found] = missing_data(workspace)
    assert (found.asked_of, found.lacks) == (SHIPPED, (Datum.REQUIRES, Datum.REFERENCE))
    assert (found.buyer.name, found.body and found.body.requires) == ("Commune de Rennes", None)


@pytest.mark.parametrize(
    ("body", "given", "lacks"),
    [
        ({"requires": Requirement.SERVICE}, {}, {Datum.SERVICE}),
        ({"requires": Requirement.BOTH}, {"commitment_number": None}, {Datum.SERVICE, Datum.COMMITMENT}),
        ({"requires": Requirement.COMMITMENT}, {"commitment_number": None}, {Datum.COMMITMENT}),
        ({"requires": Requirement.EITHER}, {"commitment_number": None}, {Datum.EITHER, Datum.REFERENCE}),
        ({"requires": Requirement.EITHER}, {}, set()),
        ({}, {"commitment_number": None}, {Datum.REFERENCE}),
        ({}, {"commitment_number": None, "contract_number": "M-1"}, set()),
        ({"services": (Service(code="A", active=False),)}, {"code": "A"}, {Datum.SERVICE}),
        ({"services": (Service(code="A"),)}, {"code": "B"}, {Datum.SERVICE}),
        ({"services": (Service(code="A", requires_commitment=True),)},
         {"code": "A", "commitment_number": None}, {Datum.COMMITMENT}),
        ({"works_only": True}, {}, {Datum.SIRET}),
        ({"active": False}, {}, {Datum.SIRET}),
        ({"requires": None}, {}, {Datum.REQUIRES}),
    ],
)  # fmt: skip
def test_what_is_lacking__is_what_the_rules_find(
    workspace: Workspace, body: dict[str, Any], given: dict[str, Any], lacks: set[Datum]
) -> None:
    furnish(workspace, body=b.commune(**body))
    code = given.pop("code", None)
    draft(workspace, **{"commitment_number": "C-1", **given,
                        "buyer": Party(siret=b.COMMUNE_SIRET, service_code=code)})  # fmt: skip
    assert {datum for item in missing_data(workspace) for datum in item.lacks} == lacks


def test_body_unknown__is_asked_what_it_asks_for__and_its_siret_when_it_has_a_wrong_key(
    workspace: Workspace,
) -> None:
    furnish(workspace)
    draft(workspace, buyer=Party(name="Lycée", siret="19990001000018", address=ADDRESS))
    draft(workspace, buyer=Party(name="Lycée", siret="19990001000019", address=ADDRESS))
    lacks = {item.asked_of: item.lacks for item in missing_data(workspace)}
    assert lacks == {
        "19990001000018": (Datum.REQUIRES,), "19990001000019": (Datum.SIRET, Datum.REQUIRES),
    }  # fmt: skip


def test_most_money_first__and_credit_notes_count_against(workspace: Workspace) -> None:
    furnish(workspace)
    keep(workspace, b.hospital())
    draft(workspace, buyer=NAMELESS, lines=line("300"))
    hospital: dict[str, Any] = {"buyer": Party(siret=b.HOSPITAL_SIRET), "commitment_number": None}
    draft(workspace, **hospital, lines=line("500"))
    draft(workspace, **hospital, lines=line("450"), type_code="381")
    draft(workspace, **hospital, lines=line("900"), currency="CHF")
    first, second = missing_data(workspace)
    assert (first.buyer.name, second.asked_of) == (NAMELESS.name, b.HOSPITAL_SIRET)
    assert second.at_stake == {"CHF": Decimal("900.00"), "EUR": Decimal("50.00")}
    assert [item.id for item in second.drafts] == [4, 2, 3]


def test_entered_bodies_that_are_incomplete__come_without_drafts(workspace: Workspace) -> None:
    furnish(workspace, body=b.commune(requires=None, street=None, postcode=None, city=None))
    keep(workspace, b.hospital(active=False))
    [found] = missing_data(workspace)
    assert (found.asked_of, found.drafts) == (b.COMMUNE_SIRET, ())
    assert found.lacks == (Datum.ADDRESS, Datum.REQUIRES)
    assert found.at_stake == {}


def test_what_is_issued_or_anothers__lacks_nothing_any_more(workspace: Workspace) -> None:
    furnish(workspace, body=b.commune())
    issued(workspace, commitment_number=None)
    draft(workspace, seller=Party(name="Autre", siret="81034732800017"), buyer=NAMELESS)
    assert missing_data(workspace) == ()


def test_platforms_rules__ask_for_the_same(workspace: Workspace) -> None:
    furnish_reform(workspace)
    draft(workspace, buyer=NAMELESS, billing_framework=None)
    draft(workspace, buyer=Party(siret=SHIPPED), billing_framework=None)
    lacks = {item.asked_of: item.lacks for item in missing_data(workspace)}
    assert lacks == {SHIPPED: (Datum.REQUIRES,), "mairie de port-imaginaire": (Datum.SIRET,)}


def test_one_body__is_found_by_what_tells_it(workspace: Workspace) -> None:
    furnish(workspace)
    draft(workspace, buyer=NAMELESS)
    found = lacking_of(workspace, asked_of(NAMELESS))
    assert found is not None
    assert found.drafts[0].what == b.invoice().lines[0].description
    assert lacking_of(workspace, "nobody") is None


def test_each_finding_of_the_table__is_a_rule() -> None:
    rows = resources.read_table("missing_data")
    assert {row["rule"] for row in rows} <= set(CHECKS)
    assert {Datum(row["datum"]) for row in rows} == set(Datum)


def test_drafts__cost_a_statement_each_and_no_more(workspace: Workspace) -> None:
    furnish(workspace)

    def statements(count: int) -> int:
        for _ in range(count):
            draft(workspace, buyer=NAMELESS)
        told: list[str] = []
        workspace.connection.set_trace_callback(told.append)
        assert missing_data(workspace)
        workspace.connection.set_trace_callback(None)
        return len(told)

    few, many = statements(5), statements(60)
    assert many - few <= 60
