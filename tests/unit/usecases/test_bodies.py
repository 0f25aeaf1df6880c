"""Public bodies added by hand."""

from datetime import date
from typing import Any

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.party import Party, Requirement, Service
from chorus_desk.storage.rows import list_invoices
from chorus_desk.usecases.bodies import add_body, show_body
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.errors import WANTED
from tests import builders as b
from tests.stored import draft, furnish

BASE: dict[str, Any] = {"siret": "219 900 016 00011", "name": "Commune de Bourg-Fictif"}


def test_add__keeps_a_body_with_its_services(workspace: Workspace) -> None:
    values = {
        **BASE, "street": "1 place", "postcode": "99000", "city": "Bourg-Fictif",
        "requires": "either", "payment_days": 50,
        "services": [{"code": " VOIRIE ", "name": "Voirie", "requires_commitment": True}, {"code": "X"}],
    }  # fmt: skip
    done = add_body(workspace, values)
    assert done.changes == Changes.BODIES
    body = show_body(workspace, b.COMMUNE_SIRET)
    assert body == done.body == show_body(workspace, "219 900 016 00011")
    assert (body.requires, body.payment_days, body.source, body.as_of) == (
        Requirement.EITHER, 50, "user", "2026-11-24",
    )  # fmt: skip
    assert body.services == (
        Service(code="VOIRIE", name="Voirie", requires_commitment=True), Service(code="X"),
    )  # fmt: skip


def test_add__brings_the_list_of_its_drafts_up_to_date(workspace: Workspace) -> None:
    furnish(workspace)
    draft(workspace, buyer=Party(siret=b.COMMUNE_SIRET), due_date=None)
    draft(workspace, buyer=Party(siret=b.HOSPITAL_SIRET), due_date=None)
    done = add_body(workspace, {**BASE, "name": "Ville-Neuve", "payment_days": 50})
    assert done.changes == Changes.BODIES | Changes.INVOICES
    found = {row.id: (row.buyer_name, row.due_date) for row in list_invoices(workspace.connection)}
    assert found == {1: ("Ville-Neuve", date(2027, 1, 9)), 2: (None, None)}


def test_add__takes_the_place_of_what_was_known(workspace: Workspace) -> None:
    add_body(workspace, {**BASE, "services": [{"code": "OLD"}]})
    add_body(workspace, {**BASE, "name": "Nouvelle commune"})
    body = show_body(workspace, b.COMMUNE_SIRET)
    assert (body.name, body.services, body.requires) == ("Nouvelle commune", (), None)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("nom", "x", "unknown-key"), ("siret", "123", "bad-value"), ("siret", "", "missing-key"),
        ("name", " ", "missing-key"), ("requires", "tout", "bad-choice"),
        ("payment_days", 45, "bad-choice"), ("payment_days", "30", "bad-choice"),
        ("payment_days", [30], "bad-choice"), ("requires", ["none"], "bad-choice"),
        ("services", "x", "bad-value"), ("services", ["x"], "bad-value"),
        ("services", [{"name": "x"}], "missing-key"),
        ("services", [{"code": "x", "nom": "y"}], "unknown-key"),
        ("services", [{"code": "x", "requires_commitment": "oui"}], "bad-choice"),
        ("services", [{"code": "x"}, {"code": "x"}], "bad-value"),
        ("name", ["x"], "bad-value"),
    ],
)  # fmt: skip
def test_add__refuses_a_value_by_name(
    workspace: Workspace, key: str, value: object, code: str
) -> None:
    with pytest.raises(UserError, match=code) as caught:
        add_body(workspace, {**BASE, key: value})
    assert code != "bad-value" or caught.value.params["wanted"] in WANTED
    with pytest.raises(UserError, match="unknown-body"):
        show_body(workspace, b.COMMUNE_SIRET)
