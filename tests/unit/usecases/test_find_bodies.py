"""Bodies found as somebody types, with what the user knows better and used before."""

from chorus_desk.domain.party import Party, PublicBody, Service
from chorus_desk.storage.bodies import save_body
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.bodies import add_body
from chorus_desk.usecases.find_bodies import FoundBody, find_bodies, find_services
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import draft, furnish

RENNES, SAINT_DENIS_93, SAINT_DENIS_974 = "21350238800019", "92993941100013", "21974011500015"


def first(workspace: Workspace, typed: str) -> FoundBody:
    return find_bodies(workspace, typed)[0]


def test_shipped_body__is_found_as_it_is_known(workspace: Workspace) -> None:
    found = first(workspace, "mairie rennes")
    assert (found.siret, found.name, found.town, found.postcode, found.department) == (
        RENNES, "Commune de Rennes", "Rennes", "35000", "35",
    )  # fmt: skip
    assert (found.source, found.as_of, found.requires) == ("shipped", "2024-10-29", None)
    assert (found.mine, found.used, found.service) == (False, False, None)


def test_own_body__is_found_beside_those_of_the_lists(workspace: Workspace) -> None:
    furnish(workspace)
    found = first(workspace, "bourg fictif")
    assert (found.siret, found.mine) == (b.COMMUNE_SIRET, True)
    assert b.COMMUNE_SIRET in [one.siret for one in find_bodies(workspace, "bouurg fictif")]
    assert first(workspace, "bourg").siret == b.COMMUNE_SIRET  # before the communes of Bourg
    assert first(workspace, b.COMMUNE_SIRET[:9]).siret == b.COMMUNE_SIRET


def test_corrected_name__is_what_finds_it(workspace: Workspace) -> None:
    add_body(workspace, {"siret": RENNES, "name": "Condate sur Vilaine", "requires": "service"})
    found = first(workspace, "condate")
    assert (found.siret, found.name, found.mine, found.town) == (
        RENNES, "Condate sur Vilaine", True, "Rennes",
    )  # fmt: skip
    assert found.requires == "service"
    assert [one.siret for one in find_bodies(workspace, "commune de rennes")].count(RENNES) <= 1


def test_body_used_before__comes_first_among_equals(workspace: Workspace) -> None:
    assert first(workspace, "saint denis").siret == SAINT_DENIS_974
    draft(workspace, buyer=Party(siret=SAINT_DENIS_93))
    found = first(workspace, "saint denis")
    assert (found.siret, found.used, found.mine) == (SAINT_DENIS_93, True, False)
    assert first(workspace, "rennes").siret == RENNES
    draft(workspace, buyer=Party(siret="pas un SIRET"))
    assert first(workspace, "saint denis").siret == SAINT_DENIS_93


def test_own_service__finds_its_body(workspace: Workspace) -> None:
    body = PublicBody(siret="99990000000010", name="Mairie d'Ailleurs", mine=frozenset({"name"}),
                      services=(Service(code="ZX9", name="Kiosque"),))  # fmt: skip
    with writing(workspace.connection):
        save_body(workspace.connection, body)
    found = first(workspace, "kiosque ailleurs")
    assert found.siret == body.siret
    assert found.service
    assert found.service.code == "ZX9"


def test_services__are_those_of_list_and_user_the_last_used_first(workspace: Workspace) -> None:
    state = "11000201100044"
    own = {"code": "MIEN", "name": "Mon service"}
    add_body(workspace, {"siret": state, "name": "État", "services": [own]})
    draft(workspace, buyer=Party(siret=state, service_code="DSJPFGU057"))
    codes = [service.code for service in find_services(workspace, state)]
    assert codes == ["DSJPFGU057", "AAASCPV", "AMMHERME01", "MIEN"]
    assert [service.code for service in find_services(workspace, state, "mon serv")] == ["MIEN"]
    assert find_services(workspace, state, limit=1)[0].code == "DSJPFGU057"
    assert find_services(workspace, "x") == ()


def test_nothing_typed__gives_the_bodies_billed_last_then_those_entered(
    workspace: Workspace,
) -> None:
    furnish(workspace)
    draft(workspace, buyer=Party(siret=SAINT_DENIS_93))
    found = find_bodies(workspace, "  ")
    assert (found[0].siret, found[0].used) == (SAINT_DENIS_93, True)
    assert [(one.siret, one.used) for one in found[1:]] == [(b.COMMUNE_SIRET, False)]
    assert len(find_bodies(workspace, "", limit=1)) == 1
