"""How well a body answers what was typed.

Each word typed counts by how it is met (whole, begun, mended) and where (in the name's own words,
in what the body is, in its town, in its numbers). What of the name is left over counts against it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log10
from typing import NamedTuple

from chorus_desk.directory.entries import Entry
from chorus_desk.directory.kinds import COMMUNE, Kind, kinds
from chorus_desk.directory.query import Query, Word

_NO_KIND = Kind("", frozenset(), frozenset())
# How a word is met.
_WHOLE, _BEGUN, _MENDED, _MENDED_BEGUN = 1.0, 0.55, 0.75, 0.5
_BEGUN_SHARE, _UNFINISHED = 0.25, 0.1
# Where it is met.
_NAME, _KIND, _WIDER, _TOWN, _ALSO, _INITIALS = 1.0, 1.0, 0.85, 0.9, 1.0, 0.93
_DEPARTMENT, _DEPARTMENT_BY_NAME = 1.0, 0.8
_SERVICE = 0.55
# What else counts.
_LEFT_OVER = 0.2
_WHOLE_NAME, _NAME_BEGUN = 0.15, 0.05
_KIND_MEANT, _KIND_WIDER, _KIND_OTHER, _COMMUNE_UNSAID = 0.1, 0.04, -0.15, 0.06
_CLOSED = -0.4
_PEOPLE = 0.008
_USED = 0.15


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts of a body beside its words."""

    active: bool
    population: int
    used: bool = False
    by_service: bool = False
    """Whether words of it may be met by its services, which are not at hand here."""


class Judged(NamedTuple):
    """How well a body answers."""

    score: float
    unmet: tuple[int, ...]
    """The places of the words that neither its name nor its town has."""


class Ranking:
    """Judges bodies by one query; what words are worth is worked out once for all of them."""

    def __init__(self, query: Query, mends: Mapping[str, Iterable[str]]) -> None:
        """Take a query, and what each of its words may have been meant to be."""
        self._query = query
        self._mends = {word: tuple(texts) for word, texts in mends.items()}
        self._known: list[dict[str, float]] = [{} for _ in query.words]

    def judge(self, entry: Entry, standing: Standing) -> Judged:
        """Return how well a body answers: about 1 where all words are met and none is left."""
        met: set[int] = set()
        kind = kinds().get(entry.kind or "", _NO_KIND)
        whole = self._as_a_whole(entry)
        worth = [self._worth(at, entry, kind, met) for at in range(len(self._query.words))]
        unmet = () if whole else tuple(at for at, value in enumerate(worth) if not value)
        instead = _WHOLE if whole else _SERVICE * standing.by_service
        score = sum(value or instead for value in worth) / max(len(worth), 1) + whole
        if not self._acronym(entry):
            score -= _LEFT_OVER * _left_over(entry, met)
        score += self._of_kind(entry) + _PEOPLE * log10(standing.population + 1)
        return Judged(score + _CLOSED * (not standing.active) + _USED * standing.used, unmet)

    def _worth(self, at: int, entry: Entry, kind: Kind, met: set[int]) -> float:
        best = 0.0
        for place, text in enumerate(entry.core):
            value = self._quality(at, text)
            if value:
                met.add(place)
                best = max(best, value * _NAME)
        if best < _WHOLE:
            best = max(
                best, self._best(at, entry.town) * _TOWN, self._best(at, kind.called) * _KIND,
                self._best(at, kind.wider) * _WIDER, self._best(at, entry.also) * _ALSO,
                self._best(at, entry.initials) * _INITIALS, self._in_department(at, entry),
            )  # fmt: skip
        return best

    def _acronym(self, entry: Entry) -> bool:
        """Return whether a word typed stands for the whole name."""
        short = (*entry.also, *entry.initials)
        return any(word.text in short and not word.text.isdigit() for word in self._query.words)

    def _in_department(self, at: int, entry: Entry) -> float:
        word = self._query.words[at]
        if entry.department is None:
            return 0.0
        if word.text == entry.department:
            return _DEPARTMENT
        return _DEPARTMENT_BY_NAME if entry.department in word.departments else 0.0

    def _best(self, at: int, texts: Iterable[str]) -> float:
        return max((self._quality(at, text) for text in texts), default=0.0)

    def _quality(self, at: int, text: str) -> float:
        known = self._known[at]
        if text not in known:
            known[text] = self._quality_of(self._query.words[at], text)
        return known[text]

    def _quality_of(self, word: Word, text: str) -> float:
        if text == word.text:
            return _WHOLE
        if text.startswith(word.text):
            share = _BEGUN_SHARE * len(word.text) / len(text)
            return _BEGUN + share + _UNFINISHED * word.unfinished
        for mend in self._mends.get(word.text, ()):
            if text == mend:
                return _MENDED
            if text.startswith(mend):
                return _MENDED_BEGUN + _BEGUN_SHARE * len(mend) / len(text)
        return 0.0

    def _as_a_whole(self, entry: Entry) -> float:
        key = entry.key
        if key in (self._query.key, self._query.core_key):
            return _WHOLE_NAME
        begun = self._query.core_key
        return _NAME_BEGUN if begun and key.startswith(begun) else 0.0

    def _of_kind(self, entry: Entry) -> float:
        head = self._query.head
        if not head.length:
            return _COMMUNE_UNSAID if entry.kind == COMMUNE else 0.0
        if entry.kind in head.called:
            return _KIND_MEANT
        return _KIND_WIDER if entry.kind in head.wider else _KIND_OTHER


def _left_over(entry: Entry, met: set[int]) -> float:
    """Return the share of the name's letters that nothing typed meets; its town is no matter."""
    said = sum(map(len, entry.core))
    rest = sum(
        len(text)
        for place, text in enumerate(entry.core)
        if place not in met and (text not in entry.town or len(entry.core) == len(entry.town))
    )
    return rest / said if said else 0.0
