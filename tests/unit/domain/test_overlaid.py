"""What the user knows of a body, laid over what the lists say."""

from dataclasses import replace

from chorus_desk.domain.party import Requirement, Service, corrections_of, overlaid
from tests import builders as b


def test_overlaid__takes_the_users_data_and_leaves_the_rest_to_the_list() -> None:
    listed = b.commune(
        name="VILLE", street="Rue du Bourg", requires=Requirement.SERVICE, source="directory",
        services=(Service(code="ST"), Service(code="EAU", name="Eau")),
    )  # fmt: skip
    own = replace(
        listed, name="Ville de Bourg", street="ancienne rue", mine=frozenset({"name"}),
        services=(Service(code="EAU", name="Eaux", mine=True), Service(code="AB", mine=True)),
    )  # fmt: skip
    body = overlaid(listed, own)
    assert body is not None
    assert (body.name, body.street, body.source) == ("Ville de Bourg", "Rue du Bourg", "directory")
    assert [(s.code, s.name, s.mine) for s in body.services] == [
        ("AB", None, True), ("EAU", "Eaux", True), ("ST", None, False),
    ]  # fmt: skip


def test_overlaid__whether_a_service_is_open_the_list_knows() -> None:
    listed = b.commune(services=(Service(code="ST", name="Voirie", active=False),))
    own = b.commune(services=(Service(code="ST", name="Routes", mine=True),))
    body = overlaid(listed, own)
    assert body is not None
    assert body.services == (Service(code="ST", name="Routes", active=False),)


def test_overlaid__is_whichever_there_is() -> None:
    assert overlaid(None, None) is None
    assert overlaid(None, b.commune()) == overlaid(b.commune(), None) == b.commune()


def test_corrections__are_what_no_list_says() -> None:
    listed = b.commune(services=(Service(code="ST"), Service(code="OLD", active=False)))
    given = replace(
        b.commune(street="2 rue Neuve"), mine=frozenset({"name", "street"}),
        services=tuple(Service(code=code, mine=True) for code in ("ST", "OLD", "NEW")),
    )  # fmt: skip
    own = corrections_of(given, listed)
    assert own.mine == {"street"}
    assert [service.code for service in own.services] == ["NEW"]
    assert corrections_of(given, None) is given
