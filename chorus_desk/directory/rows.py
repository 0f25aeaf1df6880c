"""From the rows of a directory file to what the program works with."""

from collections.abc import Iterable
from datetime import date
from sqlite3 import Connection, Row

from chorus_desk.domain.party import PublicBody, Requirement, Service


def body_of(row: Row, services: Iterable[Service] = ()) -> PublicBody:
    """Return the body of a row."""
    return PublicBody(
        siret=f"{row['siret']:014}", name=row["name"], street=row["street"],
        postcode=row["postcode"], city=row["city"], country=row["country"], kind=row["kind"],
        requires=Requirement(row["requires"]) if row["requires"] else None,
        works_only=bool(row["works_only"]), active=bool(row["active"]), source=row["source"],
        as_of=row["as_of"], located_in=row["department"], services=tuple(services),
    )  # fmt: skip


def services_of(connection: Connection, siret: int, today: date) -> tuple[Service, ...]:
    """Return the services of a body by their codes."""
    rows = connection.execute("SELECT * FROM services WHERE siret = ? ORDER BY code", (siret,))
    return tuple(service_of(row, today) for row in rows)


def service_of(row: Row, today: date) -> Service:
    """Return the service of a row, open if it counts on that day."""
    day = today.isoformat()
    return Service(
        code=row["code"], name=row["name"],
        active=bool(row["active"]) and (row["starts"] or day) <= day <= (row["ends"] or day),
        requires_commitment=bool(row["requires_commitment"]),
    )  # fmt: skip
