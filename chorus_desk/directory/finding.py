"""Finds bodies while somebody types: those of the directory and the user's own.

First those are looked at that have all words; where none of them answers well, services, slips and
a word too many are thought of.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from chorus_desk.directory import candidates
from chorus_desk.directory.candidates import Looks
from chorus_desk.directory.entries import Described, Entry, entry_of_row, remembered_entry_of
from chorus_desk.directory.query import Query, read
from chorus_desk.directory.ranking import Judged, Ranking, Standing
from chorus_desk.directory.services import ServicesOf
from chorus_desk.directory.slips import mended
from chorus_desk.domain.party import PublicBody, Service

_GOOD = 0.9
"""From this score on a body answers so well that nothing else is thought of."""
_SURELY_A_SIRET = 6
"""Digits: fewer may be a postcode or a département, which come first then."""
_OTHER_READING = 3
"""Places kept for the SIRETs that begin with few digits."""
_MOST_MENDED = 4
"""Words that are mended, the longest first."""


@dataclass(frozen=True, slots=True)
class Match:
    """A body that was found, without the list's services but for the one that matched."""

    body: PublicBody
    service: Service | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A body that answers, by its SIRET, and the words that only a service of it may have."""

    siret: int
    unmet: tuple[str, ...] = ()


def find(
    connection: Connection, typed: str, limit: int, own: Sequence[PublicBody] = (),
    used: Collection[str] = (),
) -> list[Answer]:  # fmt: skip
    """Return the bodies that answer what was typed, the best first."""
    query = read(typed)
    if not query.words:
        return []
    digits = candidates.of_digits(connection, query.digits)
    found = _Search(connection, query, own, used).best(limit)
    if digits and len(query.digits) < _SURELY_A_SIRET:
        found = [*found[: max(1, limit - _OTHER_READING)], *map(Answer, digits)]
    else:
        found = [*map(Answer, digits), *found]
    return list({answer.siret: answer for answer in reversed(found)}.values())[::-1][:limit]


def service_of_answer(
    connection: Connection, answer: Answer, own: Sequence[PublicBody], today: date
) -> Service | None:
    """Return the service by which a body answers, None where it answers itself."""
    if not answer.unmet:
        return None
    mine = [service for body in own if int(body.siret) == answer.siret for service in body.services]
    typed = " ".join(answer.unmet)
    services = ServicesOf(connection, answer.siret, today, mine)
    return next(iter(services.find(typed, 1)), None)


class _Search:
    """One look-up: who was looked at already, and how well they answer."""

    def __init__(
        self, connection: Connection, query: Query, own: Sequence[PublicBody],
        used: Collection[str],
    ) -> None:  # fmt: skip
        self._connection = connection
        self._query = query
        self._used = frozenset(map(int, used))
        self._own = {int(body.siret): body for body in own}
        self._judged: dict[int, Judged] = {}

    def best(self, limit: int) -> list[Answer]:
        """Return those that answer best."""
        connection, words = self._connection, self._query.words
        texts = [word.text for word in words]
        looks = self._begin([text for text in texts if not candidates.is_known(connection, text)])
        self._look_at(candidates.by_whole_name(connection, self._query))
        self._look_at(looks.whole())
        self._look_at(looks.begun())
        if self._unsure():
            self._look_at(looks.with_services(), by_service=True)
        if self._unsure():
            looks = self._begin(texts)
            self._look_at(looks.whole())
            self._look_at(looks.begun())
        if self._unsure() and len(words) > 1:
            self._leave_out(looks)
        found = sorted(self._judged, key=lambda siret: -self._judged[siret].score)
        return [
            Answer(siret, tuple(texts[at] for at in self._judged[siret].unmet))
            for siret in found[:limit]
        ]

    def _begin(self, texts: Iterable[str]) -> Looks:
        """Begin, or begin anew with these words mended where they can be."""
        longest = sorted(dict.fromkeys(texts), key=len, reverse=True)[:_MOST_MENDED]
        mends = {text: mended(self._connection, text) for text in longest}
        self._ranking = Ranking(self._query, mends)
        self._seen = set[int]()
        self._look_at_own(most_unmet=0)
        self._look_at(candidates.entries_of(self._connection, self._used), most_unmet=0)
        return Looks(self._connection, self._query.words, mends)

    def _leave_out(self, looks: Looks) -> None:
        """Look at those that lack one word; where there are none, at what the first words say."""
        self._look_at_own(most_unmet=1)
        places = range(len(self._query.words))
        for left_out in places:
            self._look_at(looks.begun(at for at in places if at != left_out))
        for length in range(len(places) - 2, 0, -1):
            if self._judged:
                return
            self._look_at(looks.begun(places[:length]))

    def _unsure(self) -> bool:
        return max((judged.score for judged in self._judged.values()), default=0.0) < _GOOD

    def _look_at(
        self, numbers: Iterable[int], *, by_service: bool = False, most_unmet: int | None = None
    ) -> None:
        new = [number for number in dict.fromkeys(numbers) if number not in self._seen]
        if most_unmet is None:
            self._seen.update(new)
        for row in candidates.entries(self._connection, new):
            if row["siret"] not in self._own:
                standing = Standing(
                    bool(row["active"]), row["population"], row["siret"] in self._used, by_service
                )
                self._judge(row["siret"], entry_of_row(row), standing, most_unmet)

    def _look_at_own(self, most_unmet: int) -> None:
        """Look at the user's own bodies, by the names and towns that the user gave them."""
        for siret, body in self._own.items():
            entry = remembered_entry_of(
                Described(
                    body.name, body.kind, body.city, body.postcode, department=body.department
                )
            )
            standing = Standing(body.active, 0, siret in self._used)
            self._judge(siret, entry, standing, most_unmet)

    def _judge(self, siret: int, entry: Entry, standing: Standing, most_unmet: int | None) -> None:
        judged = self._ranking.judge(entry, standing)
        if most_unmet is not None and len(judged.unmet) > most_unmet:
            return
        known = self._judged.get(siret)
        if known is None or judged.score > known.score:
            self._judged[siret] = judged
