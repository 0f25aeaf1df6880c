"""Bodies found as somebody types: slips, services, numbers, whatever is typed."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from sqlite3 import Connection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.directory.finding import find
from chorus_desk.directory.index import Builder, next_name
from chorus_desk.directory.names import MANY_SERVICES
from chorus_desk.directory.records import ListedBody, ListedService
from chorus_desk.directory.store import Directory, build_shipped, open_file
from chorus_desk.directory.vocabulary import endings, looks_wrong, mended
from chorus_desk.domain.party import STATE_SIRET

TODAY = date(2026, 11, 24)
RENNES, BRUZ_COLLEGE, BRUZ = 21350238800019, 19350002200010, 21350047300012
BODIES = (
    ListedBody(RENNES, "Commune de Rennes", None, "35000", "Rennes", kind="commune", population=230_890),
    ListedBody(BRUZ, "VILLE DE BRUZ", None, "35170", "BRUZ", population=19_000),
    ListedBody(BRUZ_COLLEGE, "Collège Pierre Brossolette", None, "35171", "BRUZ CEDEX"),
    ListedBody(26350000100010, "CCAS DE RENNES", None, "35000", "RENNES"),
    ListedBody(26350000200018, "Centre hospitalier de Rennes", None, "35000", "Rennes", active=False),
    ListedBody(26350000300016, "Centre hospitalier de Redon", None, "35600", "Redon"),
    ListedBody(int(STATE_SIRET), "Services de l'État", also="Etat"),
)  # fmt: skip
SERVICES = (
    ListedService(RENNES, "VOIRIE", "Voirie et réseaux"),
    ListedService(RENNES, "OLD", "Ancien musée", ends="2025-12-31"),
    ListedService(RENNES, "FACTURES_PUBLIQUES", "Service des factures publiques"),
    *(ListedService(int(STATE_SIRET), f"RECT{number:03}", f"Rectorat {number:03}")
      for number in range(MANY_SERVICES + 5)),
    ListedService(int(STATE_SIRET), "DDSP059", "Sécurité publique Nord", active=False),
    ListedService(int(STATE_SIRET), "DDSP075", "Sécurité publique Paris"),
)  # fmt: skip


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    folder = tmp_path_factory.mktemp("directory")
    with Builder(next_name(folder)) as builder:
        builder.add_bodies(BODIES)
        builder.add_services(SERVICES)
        builder.finish({})
    made = Directory(folder)
    yield made
    made.close()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    target = tmp_path_factory.mktemp("shipped") / "shipped.sqlite3"
    build_shipped(target)
    with closing(open_file(target)) as connection:
        yield connection


def sirets(directory: Directory, typed: str) -> list[int]:
    return [int(match.body.siret) for match in directory.find(typed, TODAY)]


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("rennes", RENNES), ("mairie rennes", RENNES), ("renes", RENNES), ("rnnes", RENNES),
        ("rennnes", RENNES), ("rennse", RENNES), ("tennes", RENNES), ("35000", RENNES),
        ("213502", RENNES), ("213 502 388 00019", RENNES), ("bruz 35", BRUZ), ("mairie bruz", BRUZ),
        ("college bruz", BRUZ_COLLEGE), ("college p brossolette", BRUZ_COLLEGE),
        ("brossolette bruz", BRUZ_COLLEGE), ("ch redon", 26350000300016),
        ("hopital redon", 26350000300016), ("ccas rennes", 26350000100010),
        ("centre communal d'act", 26350000100010), ("etat", int(STATE_SIRET)),
        ("rennes 21350238800019", RENNES), ("redon pompidou", 26350000300016),
    ],
)  # fmt: skip
def test_what_is_typed__finds_the_body_that_is_meant(
    directory: Directory, typed: str, best: int
) -> None:
    assert sirets(directory, typed)[0] == best


def test_closed_bodies__come_last(directory: Directory) -> None:
    assert sirets(directory, "centre hospitalier") == [26350000300016, 26350000200018]


def test_town__is_the_commune_before_what_is_in_it(directory: Directory) -> None:
    assert sirets(directory, "rennes") == [RENNES, 26350000100010, 26350000200018]


def test_service__finds_its_body_and_is_named(directory: Directory) -> None:
    for typed in ("voirie rennes", "voirei rennes", "reseaux"):
        match = directory.find(typed, TODAY)[0]
        assert int(match.body.siret) == RENNES, typed
        assert match.service, typed
        assert match.service.code == "VOIRIE", typed
    assert directory.find("rennes", TODAY)[0].service is None
    state = directory.find("rectorat 101", TODAY)[0]
    assert state.service
    assert (state.body.siret, state.service.code) == (STATE_SIRET, "RECT101")


def test_service_for_all__finds_nobody(directory: Directory) -> None:
    assert sirets(directory, "factures publiques") == []


def codes(directory: Directory, typed: str, siret: str = STATE_SIRET) -> list[str]:
    return [service.code for service in directory.find_services(siret, typed, TODAY, 3)]


def test_services_of_the_state__are_found_by_name_and_code(directory: Directory) -> None:
    assert codes(directory, "securite pub") == ["DDSP075", "DDSP059"]  # the closed one last
    assert codes(directory, "securtie nord") == ["DDSP059"]
    assert codes(directory, "ddsp 075") == codes(directory, "ddsp075") == ["DDSP075"]
    assert codes(directory, "rect00") == ["RECT000", "RECT001", "RECT002"]
    assert codes(directory, "voirie") == []
    last = directory.find_services(STATE_SIRET, "", TODAY, 2, last=["RECT050", "DDSP059"])
    assert [service.code for service in last] == ["RECT050", "DDSP059"]


def test_services_of_a_town__are_those_of_that_day(directory: Directory) -> None:
    found = directory.find_services(str(RENNES), "", TODAY)
    assert [(service.code, service.active) for service in found] == [
        ("FACTURES_PUBLIQUES", True), ("VOIRIE", True), ("OLD", False),
    ]  # fmt: skip


def test_words_nobody_has__are_mended_by_one_letter(shipped: Connection) -> None:
    assert mended(shipped, "marseile")[0] == "marseille"
    assert "marseille" in mended(shipped, "amrseille")
    assert mended(shipped, "brd") == ()  # too short
    assert mended(shipped, "x" * 25) == ()
    assert looks_wrong("marseile", endings(shipped, "marseile"))
    assert not looks_wrong("mars", endings(shipped, "mars"))


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "'", '"', '" OR "', "a AND b", "NEAR(a b, 2)", "body : rennes", "service:x", "*", "^a",
        "-- ;", "x" * 1000, "mairie " * 200, "🎉", "\u0000", "ﬁn", "\ud800", "de la", "0", "00000000000000",
        "9" * 300, "%", "_", "a b c d e f g h i j k", "عمدة", "2", "é" * 50, "'; DROP TABLE bodies",
    ],
)  # fmt: skip
def test_whatever_is_typed__is_no_fault(shipped: Connection, typed: str) -> None:
    assert len(find(shipped, typed, 12)) <= 12


@given(st.text(max_size=40))
def test_any_text__is_no_fault(shipped: Connection, typed: str) -> None:
    assert len(find(shipped, typed, 3)) <= 3


def test_few_digits__are_a_postcode_first_and_a_siret_too(shipped: Connection) -> None:
    found = [f"{answer.siret:014}" for answer in find(shipped, "35000", 12)]
    assert found[0] == f"{RENNES:014}"
    found = [f"{answer.siret:014}" for answer in find(shipped, "213", 12)]
    assert sum(siret.startswith("213") for siret in found) >= 3


@pytest.mark.parametrize(
    ("typed", "name"),
    [("la ro", "Commune de La Rochelle"), ("larochelle", "Commune de La Rochelle"),
     ("le h", "Commune du Havre"), ("pa", "Commune de Paris"), ("st et", "Commune de Saint-Étienne"),
     ("mairie de la roche s", "Commune de La Roche-sur-Yon"), ("lyo", "Commune de Lyon")],
)  # fmt: skip
def test_few_letters__mean_the_largest(shipped: Connection, typed: str, name: str) -> None:
    [first, *_] = find(shipped, typed, 5)
    row = shipped.execute("SELECT name FROM bodies WHERE siret = ?", (first.siret,)).fetchone()
    assert row["name"] == name


def test_limit__is_kept(shipped: Connection) -> None:
    assert len(find(shipped, "saint", 3)) == 3
    assert len(find(shipped, "213", 1)) == 1
