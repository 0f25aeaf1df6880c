"""What the user says of a body: kept over the lists, dated, confirmed, taken back datum by datum."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.party import Requirement
from chorus_desk.storage.bodies import load_bodies, load_body
from chorus_desk.storage.rows import list_invoices
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.bodies import (
    add_body,
    answer_requires,
    confirm_body,
    drop_correction,
    drop_service,
    due_for_check,
    show_body,
)
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import builders as b
from tests.listed import listed, service, use_list
from tests.stored import draft, furnish

RENNES = "21350238800019"
BASE = {"siret": b.COMMUNE_SIRET, "name": "Commune de Bourg-Fictif"}


def at(workspace: Workspace, year: int, month: int, day: int) -> Workspace:
    return replace(workspace, clock=Clock(datetime(year, month, day, 12, tzinfo=UTC)))


def test_answer_requires__is_a_correction_with_its_day(workspace: Workspace) -> None:
    use_list(workspace, listed(requires=None))
    changes = answer_requires(workspace, "219 900 016 00011", Requirement.BOTH)
    assert changes == Changes.BODIES
    body = show_body(workspace, b.COMMUNE_SIRET)
    assert (body.requires, body.mine) == (Requirement.BOTH, frozenset({"requires"}))
    assert body.said_on == {"requires": "2026-11-24"}
    assert body.checked_on is None
    use_list(workspace, listed(requires="none", name="Ville nouvelle"))
    body = show_body(workspace, b.COMMUNE_SIRET)
    assert (body.requires, body.name) == (Requirement.BOTH, "Ville nouvelle")


def test_corrections__keep_the_day_they_were_made(workspace: Workspace) -> None:
    add_body(at(workspace, 2026, 3, 1), {**BASE, "street": "1 rue"})
    add_body(workspace, {**BASE, "street": "2 rue", "city": "Bourg"})
    body = show_body(workspace, b.COMMUNE_SIRET)
    assert body.said_on == {"name": "2026-03-01", "street": "2026-11-24", "city": "2026-11-24"}
    own = load_body(workspace.connection, b.COMMUNE_SIRET)
    assert own is not None
    assert own.mine == {"name", "street", "city"}


@pytest.mark.parametrize("siret", [RENNES, b.COMMUNE_SIRET])
def test_drop_correction__gives_the_lists_their_word_back(workspace: Workspace, siret: str) -> None:
    if siret == b.COMMUNE_SIRET:
        use_list(workspace, listed(name="VILLE"))
    before = show_body(workspace, siret)
    answer_requires(workspace, siret, Requirement.SERVICE)
    assert show_body(workspace, siret) != before
    drop_correction(workspace, siret, "requires")
    assert show_body(workspace, siret) == before
    assert load_bodies(workspace.connection) == ()  # nothing is left to be known of it


def test_drop_correction__lists_the_drafts_anew_and_leaves_the_others(workspace: Workspace) -> None:
    furnish(workspace)
    use_list(workspace, listed(name="VILLE", street="Rue du Bourg"))
    add_body(workspace, {**BASE, "street": "9 quai"})
    draft(workspace, buyer=replace(b.commune().as_party(), name=None))
    changes = drop_correction(workspace, b.COMMUNE_SIRET, "name")
    assert changes == Changes.BODIES | Changes.INVOICES
    assert [row.buyer_name for row in list_invoices(workspace.connection)] == ["VILLE"]
    assert show_body(workspace, b.COMMUNE_SIRET).mine == {"street"}
    drop_correction(workspace, b.COMMUNE_SIRET, "street")
    body = show_body(workspace, b.COMMUNE_SIRET)
    assert (body.street, body.mine, body.checked_on) == ("Rue du Bourg", frozenset(), "2026-11-24")


def test_drop_correction__of_a_body_no_list_has(workspace: Workspace) -> None:
    add_body(workspace, {**BASE, "street": "1 rue", "payment_days": 50})
    drop_correction(workspace, b.COMMUNE_SIRET, "payment_days")
    drop_correction(workspace, b.COMMUNE_SIRET, "street")
    body = show_body(workspace, b.COMMUNE_SIRET)
    assert (body.payment_days, body.street, body.mine) == (30, None, frozenset({"name"}))
    with pytest.raises(UserError, match="missing-key"):
        drop_correction(workspace, b.COMMUNE_SIRET, "name")
    for name in ("street", "siret", "services"):
        with pytest.raises(UserError, match="no-correction"):
            drop_correction(workspace, b.COMMUNE_SIRET, name)
    with pytest.raises(UserError, match="no-correction"):
        drop_correction(workspace, RENNES, "name")


def test_drop_service__gives_the_list_its_word_back(workspace: Workspace) -> None:
    use_list(workspace, listed(), services=[service(active=False)])
    add_body(
        workspace, {**BASE, "services": [{"code": "VOIRIE", "name": "Routes"}, {"code": "EAU"}]}
    )
    [voirie] = [s for s in show_body(workspace, b.COMMUNE_SIRET).services if s.code == "VOIRIE"]
    assert (voirie.active, voirie.mine) == (False, True)
    drop_service(workspace, b.COMMUNE_SIRET, "VOIRIE")
    services = show_body(workspace, b.COMMUNE_SIRET).services
    assert [(s.code, s.active, s.mine) for s in services] == [
        ("EAU", True, True), ("VOIRIE", False, False),
    ]  # fmt: skip
    with pytest.raises(UserError, match="no-correction"):
        drop_service(workspace, b.COMMUNE_SIRET, "VOIRIE")


def test_confirm__vouches_for_half_a_year(workspace: Workspace) -> None:
    draft(workspace, buyer=replace(b.commune().as_party(), siret=RENNES))  # shipped, of 2024
    assert [body.siret for body in due_for_check(workspace)] == [RENNES]
    assert confirm_body(workspace, RENNES) == Changes.BODIES
    body = show_body(workspace, RENNES)
    assert (body.checked_on, body.mine, body.name) == (
        "2026-11-24",
        frozenset(),
        "Commune de Rennes",
    )
    assert due_for_check(workspace) == ()
    assert due_for_check(at(workspace, 2027, 5, 26)) == ()
    assert [body.siret for body in due_for_check(at(workspace, 2027, 5, 27))] == [RENNES]
    with pytest.raises(UserError, match="unknown-body"):
        confirm_body(workspace, "99999999999999")


def test_due_for_check__a_recent_list_vouches_too_and_others_bodies_do_not_count(
    workspace: Workspace,
) -> None:
    use_list(workspace, listed(as_of="2026-05-24"), listed(b.HOSPITAL_SIRET, as_of="2020-01-01"))
    draft(workspace)
    assert [body.siret for body in due_for_check(workspace)] == [b.COMMUNE_SIRET]
    use_list(workspace, listed(as_of="2026-05-25"), listed(b.HOSPITAL_SIRET, as_of="2020-01-01"))
    assert due_for_check(workspace) == ()


def test_migrated__corrections_without_a_day_are_as_old_as_their_entry(
    tmp_path: Path, clock: Clock
) -> None:
    with open_workspace(tmp_path / "a", clock) as opened:
        add_body(opened, BASE)
        opened.connection.execute(
            "UPDATE bodies SET mine = 'name payment_days', as_of = '2025-02-03'"
        )
        body = show_body(opened, b.COMMUNE_SIRET)
        assert body.mine == {"name", "payment_days"}
        assert body.said_on == {}
        add_body(opened, {**BASE, "payment_days": 30})
        assert set(show_body(opened, b.COMMUNE_SIRET).said_on.values()) == {"2025-02-03"}
