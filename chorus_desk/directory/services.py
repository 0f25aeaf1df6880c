"""Finds the services of one body by the words of their names and codes.

The State is one body with thousands of services: those of such bodies have an index of their own
(``names``), those of the others are read and compared.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from chorus_desk.directory.candidates import Looks, Mends, first_service
from chorus_desk.directory.entries import Entry
from chorus_desk.directory.names import MANY_SERVICES
from chorus_desk.directory.query import Query, read
from chorus_desk.directory.ranking import Ranking, Standing
from chorus_desk.directory.rows import service_of
from chorus_desk.directory.vocabulary import endings, mended
from chorus_desk.directory.words import words_of_service
from chorus_desk.domain.party import Service

_MOST = 300
"""Services that are compared for one answer."""
_NAMED = """
SELECT * FROM services WHERE siret = ? AND code IN (
    SELECT code FROM many_services WHERE number IN (SELECT value FROM json_each(?))
    UNION SELECT value FROM json_each(?)
)
"""


@dataclass(frozen=True, slots=True)
class ServicesOf:
    """The services of a body, to be searched."""

    connection: Connection
    siret: int
    today: date
    own: Sequence[Service] = ()
    """Those that the user entered or corrected: they stand in place of those of the list."""
    last: Sequence[str] = ()
    """The codes used last: these come first."""

    def find(self, typed: str, limit: int) -> tuple[Service, ...]:
        """Return the services that have all the words typed, the open ones first."""
        query = read(typed)
        kept = self._having(query, {})
        if not kept:
            mends = {word.text: mended(self.connection, word.text) for word in query.words}
            kept = self._having(query, mends)
        return tuple(kept[:limit])

    def first(self, words: Sequence[Sequence[str]]) -> Service | None:
        """Return a service that has each of these words in one of the ways it may be meant.

        An open one of the list before others.
        """
        if self._are_many():
            listed = self._by_numbers(first_service(self.connection, self.siret, words))
        else:
            listed = self._all()
        services = {service.code: service for service in (*listed, *self.own)}
        having = (service for service in services.values() if _has(service, words))
        return min(having, key=lambda service: not service.active, default=None)

    def _having(self, query: Query, mends: Mends) -> list[Service]:
        """Return those that have all words, in their order."""
        listed = self._numbered(query, mends) if self._are_many() else self._all()
        services = {service.code: service for service in (*listed, *self.own)}
        ranking = Ranking(query, mends)
        kept: list[tuple[tuple[int, bool, float, str], Service]] = []
        for code, service in services.items():
            judged = ranking.judge(_entry(service), Standing(service.active, 0))
            if not judged.unmet:
                place = self.last.index(code) if code in self.last else len(self.last)
                kept.append(((place, not service.active, -judged.score, code), service))
        return [service for _, service in sorted(kept, key=lambda pair: pair[0])]

    def _are_many(self) -> bool:
        row = self.connection.execute(
            "SELECT 1 FROM many_services WHERE siret = ? LIMIT 1", (self.siret,)
        ).fetchone()
        return row is not None

    def _all(self) -> list[Service]:
        rows = self.connection.execute(
            "SELECT * FROM services WHERE siret = ? LIMIT ?", (self.siret, MANY_SERVICES)
        )
        return [service_of(row, self.today) for row in rows]

    def _numbered(self, query: Query, mends: Mends) -> list[Service]:
        """Return those that have the words by their index, and those used last."""
        known = {word.text: endings(self.connection, word.text) for word in query.words}
        looks = Looks(self.connection, query.words, mends, known)
        return self._by_numbers(looks.services(self.siret, _MOST))

    def _by_numbers(self, numbers: Sequence[int]) -> list[Service]:
        rows = self.connection.execute(
            _NAMED, (self.siret, json.dumps(numbers), json.dumps(self.last))
        )
        return [service_of(row, self.today) for row in rows]


def _has(service: Service, words: Sequence[Sequence[str]]) -> bool:
    texts = words_of_service(service.code, service.name)
    return all(any(text.startswith(tuple(ways)) for text in texts) for ways in words)


def _entry(service: Service) -> Entry:
    return Entry(None, " ".join(words_of_service(service.code, service.name)))
