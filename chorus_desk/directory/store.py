"""The directory of a data folder, opened when it is first asked: the State's list or the shipped.

The shipped bodies are indexed once for this machine, in its cache folder, and serve every data
folder that has no list of the State's yet.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from tempfile import gettempdir

from chorus_desk.directory.finding import Match, find, service_of_answer
from chorus_desk.directory.index import LAYOUT, Builder, newest
from chorus_desk.directory.rows import body_of, services_of
from chorus_desk.directory.services import ServicesOf
from chorus_desk.directory.shipped import shipped_bodies, shipped_services, shipped_version
from chorus_desk.domain.errors import UserError
from chorus_desk.domain.identifiers import has_siret_form
from chorus_desk.domain.party import PublicBody, Service
from chorus_desk.system.places import cache_folder


class Directory:
    """The public bodies of the lists, as they can be asked for; it writes nothing."""

    def __init__(self, folder: Path) -> None:
        """Take the directory of a data folder; nothing is opened yet."""
        self._folder = folder
        self._path: Path | None = None
        self._connection: sqlite3.Connection | None = None

    def connection(self) -> sqlite3.Connection:
        """Return the file in use, open; another process may have brought a newer one meanwhile.

        Raises:
            UserError: there is none and none can be made (``cannot-write``).
        """
        path = newest(self._folder) or self._path or _shipped()
        if self._connection is None or path != self._path:
            self.close()
            self._connection, self._path = _of_this_layout(path), path
        return self._connection

    def load_body(self, siret: str, today: date) -> PublicBody | None:
        """Return a body by its SIRET with the services that the list names, None where absent."""
        if not has_siret_form(siret):
            return None
        connection = self.connection()
        row = connection.execute("SELECT * FROM bodies WHERE siret = ?", (int(siret),)).fetchone()
        return None if row is None else body_of(row, services_of(connection, int(siret), today))

    def load_bare(self, sirets: Collection[str]) -> dict[str, PublicBody]:
        """Return those of these bodies that the lists name, by their SIRETs, without services."""
        rows = self.connection().execute(
            "SELECT * FROM bodies WHERE siret IN (SELECT value FROM json_each(?))",
            (json.dumps([int(siret) for siret in sirets]),),
        )
        bodies = (body_of(row) for row in rows)
        return {body.siret: body for body in bodies}

    def find(
        self, typed: str, today: date, limit: int = 12, *, own: Sequence[PublicBody] = (),
        used: Collection[str] = (),
    ) -> tuple[Match, ...]:  # fmt: skip
        """Return the bodies that somebody who types this may mean, the likeliest first.

        ``own`` are bodies as the user has them, which stand in place of those of the lists;
        ``used`` are the SIRETs of those billed before, which come first among equals.
        """
        connection = self.connection()
        answers = find(connection, typed, limit, own, used)
        bodies = self.load_bare([f"{answer.siret:014}" for answer in answers])
        bodies |= {body.siret: body for body in own}
        return tuple(
            Match(bodies[f"{answer.siret:014}"], service_of_answer(connection, answer, own, today))
            for answer in answers
        )

    def find_services(
        self, siret: str, typed: str, today: date, limit: int = 50, *,
        own: Sequence[Service] = (), last: Sequence[str] = (),
    ) -> tuple[Service, ...]:  # fmt: skip
        """Return the services of a body whose names or codes have the words typed.

        ``own`` are those that the user entered or corrected; ``last`` are the codes used last,
        which come first; open services come before closed ones.
        """
        return ServicesOf(self.connection(), int(siret), today, own, last).find(typed, limit)

    def about(self) -> dict[str, str]:
        """Return what is said of the list in use: its source, date and counts."""
        rows = self.connection().execute("SELECT key, value FROM about")
        return {row["key"]: row["value"] for row in rows}

    def close(self) -> None:
        """Close what is open; it opens again when it is asked."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def build_shipped(target: Path) -> None:
    """Write the directory file of the shipped bodies alone.

    Raises:
        OSError, sqlite3.Error: it cannot be written there.
    """
    with Builder(target) as builder:
        add_shipped(builder)
        builder.finish({"source": "shipped"})


def add_shipped(builder: Builder) -> None:
    """Begin a directory with the shipped bodies: a list of the State's takes over row by row."""
    builder.add_bodies(shipped_bodies())
    builder.add_services(shipped_services())


def _shipped() -> Path:
    """Return the index of the shipped bodies, built where it is not there yet."""
    name = f"bodies-{LAYOUT}-{shipped_version()}.sqlite3"
    refused: OSError | sqlite3.Error | None = None
    for folder in (cache_folder(), Path(gettempdir())):  # a cache may be read-only
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / name).exists():  # another process that is faster is no harm
                build_shipped(folder / name)
            return folder / name
        except (OSError, sqlite3.Error) as error:
            refused = error
    raise UserError("cannot-write", file=str(cache_folder())) from refused


def _of_this_layout(path: Path) -> sqlite3.Connection:
    """Open a file, the shipped bodies in place of a list that another version indexed."""
    connection = open_file(path)
    row = connection.execute("SELECT value FROM about WHERE key = 'layout'").fetchone()
    if row is not None and row["value"] == str(LAYOUT):
        return connection
    connection.close()
    return open_file(_shipped())


def open_file(path: Path) -> sqlite3.Connection:
    """Open a directory file to read it.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    # Nobody writes a finished file: no lock is needed, nor one left beside it.
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection
