"""The directory of a data folder: the shipped bodies, then a list that takes over row by row."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from chorus_desk.directory.index import Builder, drop_older, newest, next_name
from chorus_desk.directory.records import STATE_LIST, ListedBody, ListedService
from chorus_desk.directory.shipped import full_name
from chorus_desk.directory.store import Directory, add_shipped
from chorus_desk.domain.party import STATE_SIRET, Requirement

RENNES = "21350238800019"
TODAY = date(2026, 11, 24)


def build(folder: Path, *bodies: ListedBody, services: tuple[ListedService, ...] = ()) -> None:
    with Builder(next_name(folder)) as builder:
        add_shipped(builder)
        builder.add_bodies(bodies)
        builder.add_services(services)
        builder.finish({"source": STATE_LIST})


def test_shipped__bodies_are_known_from_the_first_minute(tmp_path: Path) -> None:
    directory = Directory(tmp_path)
    rennes = directory.load_body(RENNES, TODAY)
    assert rennes is not None
    assert (rennes.name, rennes.city, rennes.requires) == ("Commune de Rennes", "Rennes", None)
    assert (rennes.source, rennes.as_of, rennes.department) == ("shipped", "2024-10-29", "35")
    state = directory.load_body(STATE_SIRET, TODAY)
    assert state is not None
    assert state.requires is Requirement.SERVICE
    assert [service.code for service in state.services] == ["AAASCPV", "AMMHERME01", "DSJPFGU057"]
    assert directory.load_body("21350238800010", TODAY) is None
    assert directory.load_body("2135023880001", TODAY) is None
    assert list(tmp_path.iterdir()) == []  # the index lives in the cache
    directory.close()


def test_list__takes_over_row_by_row_and_keeps_what_it_does_not_know(tmp_path: Path) -> None:
    row = ListedBody(int(RENNES), "VILLE DE RENNES", "Place de la Mairie", "35031", "RENNES",
                     requires="service", as_of="2026-11-20")  # fmt: skip
    build(tmp_path, row)
    directory = Directory(tmp_path)
    rennes = directory.load_body(RENNES, TODAY)
    assert rennes is not None
    assert (rennes.name, rennes.street, rennes.kind) == (
        "VILLE DE RENNES", "Place de la Mairie", "commune",
    )  # fmt: skip
    assert (rennes.requires, rennes.source, rennes.as_of) == (
        Requirement.SERVICE, STATE_LIST, "2026-11-20",
    )  # fmt: skip
    other = directory.load_body("21220278200013", TODAY)  # not in that list
    assert other is None or other.source == "shipped"
    directory.close()


def test_newer_list__is_taken_up_while_the_older_is_open(tmp_path: Path) -> None:
    build(tmp_path, ListedBody(int(RENNES), "Un"))
    directory = Directory(tmp_path)
    first = directory.load_body(RENNES, TODAY)
    build(tmp_path, ListedBody(int(RENNES), "Deux"))
    second = directory.load_body(RENNES, TODAY)
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("Un", "Deux")
    drop_older(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["directory-0002.sqlite3"]
    directory.close()


@pytest.mark.parametrize(
    ("active", "starts", "ends", "open_today"),
    [
        (True, None, None, True),
        (False, None, None, False),
        (True, "2026-11-24", "2026-11-24", True),
        (True, "2026-11-25", None, False),
        (True, None, "2026-11-23", False),
    ],
)
def test_service__is_open_on_the_days_the_list_says(
    tmp_path: Path, active: bool, starts: str | None, ends: str | None, open_today: bool
) -> None:
    service = ListedService(int(RENNES), "ST", "Voirie", active, True, starts, ends)
    build(tmp_path, services=(service,))
    directory = Directory(tmp_path)
    body = directory.load_body(RENNES, TODAY)
    assert body is not None
    assert body.services[0].active is open_today
    assert body.services[0].requires_commitment
    directory.close()


def test_fault__while_building_leaves_nothing_and_the_old_one_in_use(tmp_path: Path) -> None:
    build(tmp_path, ListedBody(int(RENNES), "Un"))
    with pytest.raises(ZeroDivisionError), Builder(next_name(tmp_path)) as builder:
        builder.add_bodies([ListedBody(int(RENNES), "Deux")])
        raise ZeroDivisionError
    assert [path.name for path in tmp_path.iterdir()] == ["directory-0001.sqlite3"]
    assert newest(tmp_path) == tmp_path / "directory-0001.sqlite3"


@pytest.mark.parametrize(
    ("kind", "name", "full"),
    [
        ("commune", "Le Mans", "Commune du Mans"),
        ("commune", "Les Abymes", "Commune des Abymes"),
        ("commune", "La Rochelle", "Commune de La Rochelle"),
        ("commune", "L'Haÿ-les-Roses", "Commune de L'Haÿ-les-Roses"),
        ("commune", "Évreux", "Commune d'Évreux"),
        ("commune", "Hyères", "Commune de Hyères"),
        ("communauté de communes", "CC Faucigny-Glières",
         "Communauté de communes Faucigny-Glières"),
        ("métropole", "Rennes Métropole", "Rennes Métropole"),
        ("région", "Bretagne", "Région Bretagne"),
        ("département", "Ain", "Département de l'Ain"),
        ("EPT", "Est Ensemble", "Établissement public territorial Est Ensemble"),
    ],
)  # fmt: skip
def test_full_name__is_the_one_that_is_billed(kind: str, name: str, full: str) -> None:
    assert full_name(kind, name) == full


def test_list__that_another_version_indexed_is_not_read(tmp_path: Path) -> None:
    build(tmp_path, ListedBody(int(RENNES), "Un"))
    [path] = tmp_path.iterdir()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE about SET value = '1' WHERE key = 'layout'")
    directory = Directory(tmp_path)
    rennes = directory.load_body(RENNES, TODAY)
    assert rennes is not None
    assert (rennes.name, rennes.source) == ("Commune de Rennes", "shipped")
    assert directory.connection() is directory.connection()
    directory.close()
