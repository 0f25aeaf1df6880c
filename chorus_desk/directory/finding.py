"""Finds bodies while somebody types: those of the directory and the user's own.

First those are looked at that have all words; where there are none, services, further slips and a
word too many are thought of, one after the other.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from chorus_desk.directory import candidates
from chorus_desk.directory.candidates import Looks
from chorus_desk.directory.entries import Described, Entry, remembered_entry_of
from chorus_desk.directory.query import Query, read
from chorus_desk.directory.ranking import Judged, Ranking, Standing
from chorus_desk.directory.services import ServicesOf
from chorus_desk.directory.vocabulary import endings, looks_wrong, mended
from chorus_desk.domain.party import PublicBody, Service

_SURELY_A_SIRET = 6
"""Digits: fewer may be a postcode or a département, which come first then."""
_OTHER_READING = 3
"""Places kept for the SIRETs that begin with few digits."""
_RARE = 300
"""Bodies: a word that more of them have is not looked at as a slip."""
_MOST_MENDED = 3
"""Words that are mended, whatever is typed."""


@dataclass(frozen=True, slots=True)
class Match:
    """A body that was found, without the list's services but for the one that matched."""

    body: PublicBody
    service: Service | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A body that answers, by its SIRET, and the words that only a service of it may have."""

    siret: int
    unmet: tuple[tuple[str, ...], ...] = ()
    """Each with what it may have been meant to be."""


def find(
    connection: Connection, typed: str, limit: int, own: Sequence[PublicBody] = (),
    used: Collection[str] = (),
) -> list[Answer]:  # fmt: skip
    """Return the bodies that answer what was typed, the best first."""
    query = read(typed)
    if not query.words:
        return []
    digits = [
        int(body.siret) for body in own if query.digits and body.siret.startswith(query.digits)
    ]
    digits += candidates.of_digits(connection, query.digits)
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
    return ServicesOf(connection, answer.siret, today, mine).first(answer.unmet)


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
        self._seen = set[int]()
        self._mends: dict[str, tuple[str, ...]] = {}
        self._met = False
        self._known = {word.text: endings(connection, word.text) for word in query.words}

    def best(self, limit: int) -> list[Answer]:
        """Return those that answer best."""
        texts = [word.text for word in self._query.words]
        looks = self._begin([text for text in texts if looks_wrong(text, self._known[text])])
        if not self._met:
            self._look_at(looks.with_services(), by_service=True)
        rare = sorted(filter(self._is_rare, texts), key=self._bodies)[:_MOST_MENDED]
        if not self._met and not self._mends.keys() >= set(rare):
            looks = self._begin(rare)
        if not self._met and len(texts) > 1:
            self._leave_out(looks)
        found = sorted(self._judged, key=lambda siret: -self._judged[siret].score)
        return [
            Answer(siret, tuple(self._meant(texts[at]) for at in self._judged[siret].unmet))
            for siret in found[:limit]
        ]

    def _meant(self, text: str) -> tuple[str, ...]:
        return (text, *self._mends.get(text, ()))

    def _begin(self, texts: Iterable[str]) -> Looks:
        """Look at those that have all words, of which these are mended, the first before all."""
        for text in tuple(dict.fromkeys(texts))[:_MOST_MENDED]:
            if text not in self._mends:
                self._mends[text] = mended(self._connection, text)
        self._ranking = Ranking(self._query, self._mends)
        self._seen.clear()
        self._look_at_own(most_unmet=0)
        self._look_at(candidates.entries_of(self._connection, self._used), most_unmet=0)
        looks = Looks(self._connection, self._query.words, self._mends, self._known)
        self._look_at(candidates.by_whole_name(self._connection, self._query, self._mends))
        self._look_at(looks.whole())
        self._look_at(looks.begun())
        return looks

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

    def _look_at(
        self, numbers: Iterable[int], *, by_service: bool = False, most_unmet: int | None = None
    ) -> None:
        new = [number for number in dict.fromkeys(numbers) if number not in self._seen]
        if most_unmet is None:
            self._seen.update(new)
        for siret, active, population, entry in candidates.entries(self._connection, new):
            if siret not in self._own:
                standing = Standing(active, population, siret in self._used, by_service)
                self._judge(siret, entry, standing, most_unmet)

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
        self._met |= standing.by_service or not judged.unmet
        known = self._judged.get(siret)
        if known is None or judged.score > known.score:
            self._judged[siret] = judged

    def _is_rare(self, text: str) -> bool:
        return self._bodies(text) <= _RARE

    def _bodies(self, text: str) -> int:
        """Return how many bodies have a word: the rarer it is, the likelier it holds a slip."""
        return next((bodies for word, bodies in self._known[text] if word == text), 0)
