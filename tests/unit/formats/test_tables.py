"""The dated tables that formats read."""

from datetime import date

import pytest

from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats.tables import flow_syntax, portal_labels, profile_of, tags


@pytest.mark.parametrize(
    ("bt_24", "level", "official"),
    [
        ("urn:factur-x.eu:1p0:minimum", "minimum", True),
        ("urn:factur-x.eu:1p0:basicwl", "basicwl", True),
        ("urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic", "basic", True),
        ("urn:cen.eu:en16931:2017", "en16931", True),
        (" urn:cen.eu:en16931:2017 ", "en16931", True),
        ("urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended", "extended", True),
    ],
)
def test_profile_of(bt_24: str, level: str, official: bool) -> None:
    profile = profile_of(bt_24)
    assert profile is not None
    assert (profile.level, profile.official) == (level, official)


@pytest.mark.parametrize("bt_24", [None, "", "urn:example:unknown"])
def test_profile_of__nothing(bt_24: str | None) -> None:
    assert profile_of(bt_24) is None


def test_tags__put_the_service_code_where_the_circuit_wants_it() -> None:
    historical, reform = tags(Circuit.HISTORICAL), tags(Circuit.REFORM)
    assert historical["buyer.service_code"].place == "BT-10"
    assert (reform["buyer.service_code"].place, reform["buyer.service_code"].scheme) == (
        "identifier", "0224",
    )  # fmt: skip
    assert set(tags(Circuit.HISTORICAL, date(2026, 1, 1))) == set(historical)


def test_portal_labels__are_the_first_listed() -> None:
    assert portal_labels()["number"] == "Facture n°"


def test_flow_syntax__of_facturx() -> None:
    assert flow_syntax("FSO1117A").startswith("IN_DP_E2_")
