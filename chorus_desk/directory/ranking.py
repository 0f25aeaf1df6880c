"""How well a body answers what was typed.

Each word typed counts by how it is met (whole, begun, mended) and where (in the name's own words,
in what the body is, in its town, in its numbers). What of the name is left over counts against it.
"""

from collections.abc import Collection, Mapping, Sequence
from math import log10
from typing import NamedTuple

from chorus_desk.directory.entries import Entry
from chorus_desk.directory.kinds import COMMUNE, Kind, kinds
from chorus_desk.directory.query import Query, Word

Worth = tuple[float, ...]
"""What something is worth to each word typed."""
_NO_KIND = Kind("", frozenset(), frozenset())
# How a word is met.
_WHOLE, _BEGUN, _MENDED, _MENDED_BEGUN = 1.0, 0.55, 0.75, 0.5
_BEGUN_SHARE, _JOINED = 0.25, 0.8
# A word that may go on says little by how much of it there is.
_UNFINISHED, _UNFINISHED_SHARE = 0.82, 0.03
# Where it is met.
_KIND, _WIDER, _TOWN, _ALSO, _INITIALS = 1.0, 0.85, 0.9, 1.0, 0.93
_DEPARTMENT, _DEPARTMENT_BY_NAME = 1.0, 0.8
_SERVICE = 0.55
# What else counts.
_LEFT_OVER = 0.2
_WHOLE_NAME, _NAME_BEGUN, _WITH_ARTICLE = 0.15, 0.05, 0.05
_KIND_MEANT, _KIND_WIDER, _KIND_OTHER, _COMMUNE_UNSAID = 0.1, 0.04, -0.15, 0.06
_CLOSED = -0.4
_PEOPLE = 0.008
_USED = 0.15


class Standing(NamedTuple):
    """What counts of a body beside its words."""

    active: bool
    population: int
    used: bool = False
    by_service: bool = False
    """Whether words of it may be met by its services, which are not at hand here."""


class Judged(NamedTuple):
    """How well a body answers."""

    score: float
    unmet: tuple[int, ...] = ()
    """The places of the words that neither its name nor its town has."""


class _Name(NamedTuple):
    """What a name's own words are worth."""

    worth: Worth
    left_over: tuple[str, ...]
    length: int
    whole: float
    """What it counts that the name as a whole is what was typed, or begins so."""
    met_from: int
    """The first of the words that are met by that, however they are put apart."""


class Ranking:
    """Judges bodies by one query.

    Bodies share words, towns and kinds: what one is worth is worked out once for all of them.
    """

    def __init__(self, query: Query, mends: Mapping[str, Collection[str]]) -> None:
        """Take a query, and what each of its words may have been meant to be."""
        self._query = query
        self._mends = mends
        self._letters = frozenset(word.text for word in query.words if not word.text.isdigit())
        self._nothing: Worth = (0.0,) * len(query.words)
        self._words: dict[str, Worth] = {}
        self._towns: dict[str, Worth] = {"": self._nothing}
        self._kinds: dict[str | None, tuple[Worth, float]] = {}
        self._departments: dict[str | None, Worth] = {}

    def judge(self, entry: Entry, standing: Standing) -> Judged:
        """Return how well a body answers: about 1 where all words are met and none is left."""
        name = self._name(entry.core)
        of_kind, kind_counts = self._kind(entry.kind)
        worth = self._best(
            name.worth, of_kind, self._town(entry.town), self._best_of(entry.also.split(), _ALSO),
            self._best_of(entry.initials.split(), _INITIALS), self._department(entry.department),
        )  # fmt: skip
        unmet = tuple(at for at, value in enumerate(worth[: name.met_from]) if not value)
        score = sum(worth) + _SERVICE * standing.by_service * len(unmet)
        score += _JOINED * worth[name.met_from :].count(0.0)
        score /= max(len(worth), 1)
        score += name.whole + kind_counts + _PEOPLE * log10(standing.population + 1)
        score += _CLOSED * (not standing.active) + _USED * standing.used
        score += _WITH_ARTICLE * self._has_article(entry)
        return Judged(score - _LEFT_OVER * self._left_over(name, entry), unmet)

    def _left_over(self, name: _Name, entry: Entry) -> float:
        """Return the share of the name's letters that nothing typed meets; its town is no matter.

        Who types an acronym means the whole name.
        """
        short = (*entry.also.split(), *entry.initials.split())
        if not name.left_over or not self._letters.isdisjoint(short):
            return 0.0
        town = entry.town.split() if entry.town != entry.core else ()
        return sum(len(text) for text in name.left_over if text not in town) / name.length

    def _has_article(self, entry: Entry) -> bool:
        """Return whether the town begins with the article that was typed: ``la ro``."""
        typed = self._query.with_article
        return bool(typed) and any(text.startswith(typed) for text in entry.also.split())

    def _name(self, core: str) -> _Name:
        texts = core.split()
        worths = [self._word(text) for text in texts]
        key = "".join(texts)
        counts, met_from = self._as_a_whole(texts, key)
        left_over = (
            text for text, worth in zip(texts, worths, strict=True)
            if worth is self._nothing and key not in (self._query.key, self._query.core_key)
        )  # fmt: skip
        return _Name(self._best(*worths), tuple(left_over), len(key), counts, met_from)

    def _as_a_whole(self, texts: Sequence[str], key: str) -> tuple[float, int]:
        query = self._query
        for typed, met_from in ((query.key, 0), (query.core_key, query.head.length)):
            if typed and key.startswith(typed):
                same = len(texts) == len(query.words) - met_from and key == typed
                return (_WHOLE_NAME if same else _NAME_BEGUN), met_from
        return 0.0, len(query.words)

    def _town(self, town: str) -> Worth:
        if town not in self._towns:
            self._towns[town] = self._best_of(town.split(), _TOWN)
        return self._towns[town]

    def _kind(self, name: str | None) -> tuple[Worth, float]:
        if name not in self._kinds:
            kind = kinds().get(name or "", _NO_KIND)
            worth = self._best(self._best_of(kind.called, _KIND), self._best_of(kind.wider, _WIDER))
            self._kinds[name] = worth, self._agreement(name)
        return self._kinds[name]

    def _agreement(self, kind: str | None) -> float:
        head = self._query.head
        if not head.length:
            return _COMMUNE_UNSAID if kind == COMMUNE else 0.0
        if kind in head.called:
            return _KIND_MEANT
        return _KIND_WIDER if kind in head.wider else _KIND_OTHER

    def _department(self, number: str | None) -> Worth:
        if number not in self._departments:
            worth = tuple(
                _DEPARTMENT * (word.text == number)
                or _DEPARTMENT_BY_NAME * (number in word.departments)
                for word in self._query.words
            )
            self._departments[number] = worth if any(worth) else self._nothing
        return self._departments[number]

    def _best_of(self, texts: Collection[str], counts: float) -> Worth:
        best = self._best(*map(self._word, texts))
        return best if best is self._nothing else tuple(counts * value for value in best)

    def _best(self, *worths: Worth) -> Worth:
        some = [worth for worth in worths if worth is not self._nothing]
        if len(some) > 1:
            return tuple(map(max, *some))
        return some[0] if some else self._nothing

    def _word(self, text: str) -> Worth:
        known = self._words.get(text)
        if known is None:
            worth = tuple(self._quality(word, text) for word in self._query.words)
            known = self._words[text] = worth if any(worth) else self._nothing
        return known

    def _quality(self, word: Word, text: str) -> float:
        if text == word.text:
            return _WHOLE
        share = min(1.0, len(word.text) / len(text))
        if text.startswith(word.text):
            if word.unfinished:
                return _UNFINISHED + _UNFINISHED_SHARE * share
            return _BEGUN + _BEGUN_SHARE * share
        if text in self._mends.get(word.text, ()):
            whole = abs(len(text) - len(word.text)) <= 1
            return _MENDED if whole else _MENDED_BEGUN + _BEGUN_SHARE * share
        return 0.0
