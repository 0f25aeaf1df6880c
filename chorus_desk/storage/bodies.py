"""The public bodies that the user entered or corrected, with their services."""

from itertools import groupby
from sqlite3 import Row

from chorus_desk.domain.party import PublicBody, Requirement, Service
from chorus_desk.storage.connection import Connection

_COLUMNS = (
    "siret", "name", "street", "postcode", "city", "country", "kind", "requires", "works_only",
    "active", "payment_days", "source", "as_of", "checked_on", "mine",
)  # fmt: skip


_ON = "@"
"""Between a datum of the user's and the day it was given: ``name@2026-11-24 street``."""


def save_body(connection: Connection, body: PublicBody) -> None:
    """Keep what the user knows of a body in place of what was kept of it."""
    forget_body(connection, body.siret)
    places = ", ".join("?" * len(_COLUMNS))
    connection.execute(
        f"INSERT INTO bodies ({', '.join(_COLUMNS)}) VALUES ({places})",  # noqa: S608 -- constants
        tuple(_written(body) if column == "mine" else getattr(body, column) for column in _COLUMNS),
    )
    connection.executemany(
        "INSERT INTO services (siret, code, name, active, requires_commitment) "
        "VALUES (?, ?, ?, ?, ?)",
        [(body.siret, s.code, s.name, s.active, s.requires_commitment) for s in body.services],
    )


def forget_body(connection: Connection, siret: str) -> None:
    """Forget what the user knows of a body, with its services."""
    connection.execute("DELETE FROM bodies WHERE siret = ?", (siret,))


def load_body(connection: Connection, siret: str) -> PublicBody | None:
    """Return a body by its SIRET, None where it is not known."""
    row = connection.execute("SELECT * FROM bodies WHERE siret = ?", (siret,)).fetchone()
    return None if row is None else _body(row, _services(connection, siret))


def load_bodies(connection: Connection) -> tuple[PublicBody, ...]:
    """Return all bodies by name."""
    services = groupby(
        connection.execute("SELECT * FROM services ORDER BY siret, code"),
        key=lambda row: str(row["siret"]),
    )
    of_body = {siret: tuple(map(_service, rows)) for siret, rows in services}
    rows = connection.execute("SELECT * FROM bodies ORDER BY name, siret")
    return tuple(_body(row, of_body.get(row["siret"], ())) for row in rows)


def _written(body: PublicBody) -> str:
    names = sorted(body.mine)
    dated = ((name, body.said_on.get(name)) for name in names)
    return " ".join(f"{name}{_ON}{day}" if day else name for name, day in dated)


def _services(connection: Connection, siret: str) -> tuple[Service, ...]:
    rows = connection.execute("SELECT * FROM services WHERE siret = ? ORDER BY code", (siret,))
    return tuple(map(_service, rows))


def _service(row: Row) -> Service:
    return Service(
        code=row["code"], name=row["name"], active=bool(row["active"]),
        requires_commitment=bool(row["requires_commitment"]), mine=True,
    )  # fmt: skip


def _body(row: Row, services: tuple[Service, ...]) -> PublicBody:
    values = {column: row[column] for column in _COLUMNS}
    values["requires"] = Requirement(row["requires"]) if row["requires"] else None
    dated = dict(entry.partition(_ON)[::2] for entry in row["mine"].split())
    values["mine"] = frozenset(dated)
    values["said_on"] = {name: day for name, day in dated.items() if day}
    values["works_only"], values["active"] = bool(row["works_only"]), bool(row["active"])
    return PublicBody(**values, services=services)
