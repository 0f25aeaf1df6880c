"""Finds bodies while somebody types: what was typed, the directory's bodies and the user's own."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from chorus_desk.directory import candidates
from chorus_desk.directory.entries import Entry, entry_of
from chorus_desk.directory.query import Query, Word, read
from chorus_desk.directory.ranking import Ranking, Standing
from chorus_desk.directory.slips import mended
from chorus_desk.domain.party import PublicBody, Service


@dataclass(frozen=True, slots=True)
class Match:
    """A body that was found, without its services but for the one that matched."""

    body: PublicBody
    service: Service | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body that is looked at."""

    siret: int
    entry: Entry
    standing: Standing


_GOOD = 0.9
"""From this score on a body answers so well that nothing else is tried."""
_SURELY_A_SIRET = 6
"""Digits: fewer may be a postcode or a département, which come first then."""
_OTHER_READING = 3
"""Places kept for the SIRETs that begin with few digits."""


def find(
    connection: sqlite3.Connection, typed: str, limit: int, own: Sequence[PublicBody],
    used: Collection[str],
) -> list[int]:  # fmt: skip
    """Return the SIRETs of the bodies that answer what was typed, the best first."""
    query = read(typed)
    if not query.words:
        return []
    return _Search(connection, query, own, used).best(limit)


class _Search:
    """One look-up."""

    def __init__(
        self, connection: sqlite3.Connection, query: Query, own: Sequence[PublicBody],
        used: Collection[str],
    ) -> None:  # fmt: skip
        self._connection = connection
        self._query = query
        self._used = frozenset(map(int, used))
        self._own = {int(body.siret): body for body in own}
        self._mends: dict[str, Sequence[str]] = {
            word.text: mended(connection, word.text)
            for word in query.words
            if not candidates.is_known(connection, word.text)
        }
        self._seen: set[int] = set()
        self._scores: dict[int, float] = {}

    def best(self, limit: int) -> list[int]:
        connection, query = self._connection, self._query
        digits = candidates.of_digits(connection, query.digits)
        self._take(candidates.by_whole_name(connection, query))
        self._take(candidates.by_words(connection, query.words, self._mends))
        if self._unsure():
            self._mends = {word.text: mended(connection, word.text) for word in query.words}
            self._again()
            self._take(candidates.by_words(connection, query.words, self._mends))
        if self._unsure():
            self._take(candidates.by_services(connection, query.words, self._mends), by_service=True)
            for left_out in range(len(query.words)) if len(query.words) > 1 else ():
                rest = [word for at, word in enumerate(query.words) if at != left_out]
                self._take(candidates.by_words(connection, rest, self._mends))
        found = sorted(self._scores, key=lambda siret: -self._scores[siret])
        if len(query.digits) < _SURELY_A_SIRET:  # a postcode or a département rather
            found = found[: max(1, limit - _OTHER_READING)] if digits else found
            return list(dict.fromkeys((*found, *digits)))[:limit]
        return list(dict.fromkeys((*digits, *found)))[:limit]

    def _unsure(self) -> bool:
        return max(self._scores.values(), default=0.0) < _GOOD

    def _again(self) -> None:
        self._seen, self._scores = set(), {}

    def _take(self, numbers, *, by_service: bool = False) -> None:
        new = [number for number in dict.fromkeys(numbers) if number not in self._seen]
        self._seen.update(new)
        ranking = Ranking(self._query, self._mends)
        for row in candidates.entries(self._connection, new):
            entry = Entry(
                row["kind"], *(tuple(row[part].split()) for part in ("core", "town", "also", "initials")),
                row["department"],
            )
            standing = Standing(bool(row["active"]), row["population"], row["siret"] in self._used, by_service)
            self._scores[row["siret"]] = ranking.score(entry, standing)
