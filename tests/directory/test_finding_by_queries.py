"""The right body is among the first five for 95 % of each kind of query (the tables of queries)."""

from pathlib import Path

import pytest

from chorus_desk.directory.index import Builder
from chorus_desk.directory.records import STATE_LIST, ListedBody, ListedService
from chorus_desk.directory.store import add_shipped, build_shipped
from tests.directory import full_size
from tests.directory.judging import poor_kinds
from tests.directory.queries import made_directory, make_queries


def test_bodies_that_ship__are_found(tmp_path: Path) -> None:
    build_shipped(tmp_path / "shipped")
    assert poor_kinds(tmp_path / "shipped", make_queries.read(make_queries.SHIPPED)) == []


def test_bodies_that_ship__are_found_among_others_of_like_names(tmp_path: Path) -> None:
    full_size.write(tmp_path / "large", bodies=60_000, services=40_000)
    assert poor_kinds(tmp_path / "large", make_queries.read(make_queries.SHIPPED)) == []


@pytest.mark.corpus
@pytest.mark.parametrize("with_shipped", [True, False])
def test_imported_bodies__are_found(corpus: Path, tmp_path: Path, with_shipped: bool) -> None:
    if not made_directory.is_there():
        pytest.skip("no maker of directories beside the corpus")
    with Builder(tmp_path / "imported") as builder:
        if with_shipped:
            add_shipped(builder)
        builder.add_bodies(map(made_body, made_directory.made().structures))
        builder.add_bodies(map(school, made_directory.schools()))
        builder.add_services(
            ListedService(int(made["siret"]), made["code"], made["name"], made["active"])
            for made in made_directory.made().services
        )
        builder.finish({"source": STATE_LIST})
    assert poor_kinds(tmp_path / "imported", make_queries.read(make_queries.IMPORTED)) == []


def made_body(made: dict[str, str]) -> ListedBody:
    return ListedBody(
        int(made["siret"]), " ".join(made["name"].split()), made["adr"], made["cp"], made["city"],
        active=bool(made["active"]),
    )  # fmt: skip


def school(row: dict[str, str]) -> ListedBody:
    return ListedBody(int(row["siret"]), row["name"], None, row["postcode"], row["town"])
