"""Reads files of a list as an import does, and tells what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chorus_desk.directory.index import Builder
from chorus_desk.directory.reading.files import open_lists
from chorus_desk.directory.reading.listing import look, read_into, refuse_incomplete
from chorus_desk.directory.reading.rows import Intake
from chorus_desk.directory.reading.streams import Meter
from chorus_desk.directory.reading.tables import Columns
from chorus_desk.directory.records import ListedBody, ListedService
from tests.made_lists import Made


class Collector(Builder):
    """Takes bodies and services in place of a file."""

    def __init__(self) -> None:
        self.bodies: list[ListedBody] = []
        self.services: list[ListedService] = []

    def add_bodies(self, bodies: "Sequence[ListedBody]") -> None:  # type: ignore[override]
        self.bodies += bodies

    def add_services(self, services: "Sequence[ListedService]") -> None:  # type: ignore[override]
        self.services += services


@dataclass(frozen=True)
class Read:
    """What a list gave."""

    bodies: dict[str, ListedBody]
    services: dict[tuple[str, str], ListedService]
    intake: Intake
    columns: Columns


def read(*files: Path, columns: Columns = ()) -> Read:
    """Read files that hold a list together."""
    collector = Collector()
    chosen = {table.shape: table for table in columns}
    with open_lists(files) as lists:
        looked = look(lists, lambda table: chosen.get(table.shape))
        refuse_incomplete(looked)
        meter = Meter(lambda _done, _total: None, sum(one.size for one in lists))
        intake = read_into(collector, looked, "2026-11-20", meter)
    return Read(
        {f"{body.siret:014}": body for body in collector.bodies},
        {(f"{s.siret:014}", s.code): s for s in collector.services},
        intake,
        tuple(table for one in looked for table in one.tables),
    )


def assert_same(found: Read, bodies: Sequence[Made]) -> None:
    """Check that a list gave these bodies and their services, whole."""
    assert list(found.bodies) == [body.siret for body in bodies]
    for body in bodies:
        row = found.bodies[body.siret]
        assert (row.name, row.street, row.postcode, row.city, row.country) == (
            " ".join(body.name.split()), body.street, body.postcode, body.city, "FR",
        )  # fmt: skip
        assert (row.requires, row.works_only, row.active, row.source, row.as_of) == (
            body.requires, body.works_only, body.active, "directory", "2026-11-20",
        )  # fmt: skip
    wanted = {
        (body.siret, code): (name, is_open, commitment, starts or None, ends or None)
        for body in bodies
        for code, name, commitment, is_open, starts, ends in body.services
    }
    assert {key: tuple(s)[2:] for key, s in found.services.items()} == wanted
