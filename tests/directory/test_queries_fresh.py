"""The tables of queries are what their rules make of the data, and as many as they must be."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.directory.queries import bodies, made_directory, make_queries, shipped

README = make_queries.HERE / "README.md"


def test_shipped_table_is_what_the_rules_make() -> None:
    assert make_queries.read(make_queries.SHIPPED) == make_queries.of_shipped()


@pytest.mark.corpus
def test_imported_table_is_what_the_rules_make(corpus: Path) -> None:
    if not made_directory.is_there():
        pytest.skip("no maker of directories beside the corpus")
    assert make_queries.read(make_queries.IMPORTED) == make_queries.of_imported()


@pytest.mark.corpus
def test_directory_to_import_holds_every_expected_body(corpus: Path, tmp_path: Path) -> None:
    if not made_directory.is_there():
        pytest.skip("no maker of directories beside the corpus")
    structures, services = made_directory.write(tmp_path)
    with structures.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    active = {row["Identifiant"] for row in rows if row["StructureActive"] == "true"}
    wanted = {
        siret for row in make_queries.read(make_queries.IMPORTED) for siret in row[2].split("|")
    }
    assert len(rows) == made_directory.STRUCTURES + 98
    assert wanted <= active
    with services.open(encoding="utf-8", newline="") as lines:
        assert sum(1 for _ in lines) == made_directory.SERVICES + 1


@pytest.mark.parametrize(("path", "least"), [(make_queries.SHIPPED, 300), (make_queries.IMPORTED, 200)])  # fmt: skip
def test_tables_are_large_enough_and_counted_in_the_readme(path: Path, least: int) -> None:
    table = make_queries.read(path)
    assert len(table) >= least
    assert len({row[:2] for row in table}) == len(table)
    assert min(Counter(kind for kind, _, _ in table).values()) >= 25
    said = README.read_text(encoding="utf-8").splitlines()
    assert [line for line in make_queries.counts(table) if line not in said] == []


@pytest.mark.parametrize("path", [make_queries.SHIPPED, make_queries.IMPORTED])
def test_no_query_expects_more_than_five_bodies(path: Path) -> None:
    for _, query, expected in make_queries.read(path):
        sirets = expected.split("|")
        assert query == query.strip() != ""
        assert 1 <= len(set(sirets)) == len(sirets) <= bodies.MOST_RIGHT


def test_digits_of_imported_bodies_mean_no_body_that_ships() -> None:
    sirets = [body.siret for body in shipped.read().bodies]
    for kind, query, _ in make_queries.read(make_queries.IMPORTED):
        if kind.startswith("SIRET"):
            head = query.replace(" ", "")
            assert [siret for siret in sirets if siret.startswith(head)] == []
