"""What a table of records may be of, and what its columns may mean: all of it data.

``resources/codes/record_columns.csv`` has a row for each meaning, ``record_kinds.csv`` one for each
kind. ``reads`` names a reader of ``cells``; ``needed`` meanings a table must have, and one at
least of the ``telling``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from chorus_desk import resources
from chorus_desk.formats.any_table.headings import EXACT, tokens

INVOICES, STATUSES, PRICES, BODIES = "invoices", "statuses", "prices", "bodies"
ASIDE = "aside"
"""Reader of columns that are known, and of no use here."""
_LONGEST = 8
"""Words of a heading; what is longer is a note."""
_COMMON = frozenset({
    "numero", "number", "date", "nom", "name", "code", "type", "montant", "total", "amount",
})  # fmt: skip
"""Words that say too little to be taken among others: « N° SIRET » is no invoice's number."""
_PART, _MORE, _FIRST = 30, 50, 5


@dataclass(frozen=True, slots=True)
class Datum:
    """One thing that a record may say. ``key`` is empty for what is left aside."""

    key: str
    reads: str
    needed: bool
    telling: bool
    words: tuple[tuple[str, ...], ...]

    def confidence(self, heading: str) -> int:
        """Return in percent how sure a heading means this; 0 where it does not."""
        typed = tokens(heading)
        if not typed or len(typed) > _LONGEST:
            return 0
        return max((_confidence(typed, words) for words in self.words), default=0)


def _confidence(typed: tuple[str, ...], words: tuple[str, ...]) -> int:
    if typed == words:
        return EXACT
    if not words or not set(words) <= set(typed) or 2 * len(words) < len(typed):
        return 0
    if set(words) <= _COMMON:
        return 0
    return _PART + _MORE * len(words) // len(typed) + _FIRST * (typed[0] == words[0])


@dataclass(frozen=True)
class Target:
    """A kind of records. ``against``: meanings of an invoice's table that speak against it."""

    kind: str
    data: tuple[Datum, ...]
    against: frozenset[str]

    def datum(self, key: str) -> Datum | None:
        """Return the datum of a key, None where there is none."""
        return next((datum for datum in self.data if datum.key == key), None)

    @property
    def meanings(self) -> tuple[str, ...]:
        """What a column may be taken for, in order."""
        return tuple(datum.key for datum in self.data if datum.key)

    def is_told_by(self, headings: Iterable[str]) -> bool:
        """Return whether headings, by their very words, are those of a table of this kind."""
        found = {datum for heading in headings for datum in self._by_words.get(tokens(heading), ())}
        return all(datum in found for datum in self.data if datum.needed) and any(
            datum.telling for datum in found
        )

    @cached_property
    def _by_words(self) -> Mapping[tuple[str, ...], tuple[Datum, ...]]:
        found: dict[tuple[str, ...], tuple[Datum, ...]] = {}
        for datum in self.data:
            for words in datum.words:
                found[words] = (*found.get(words, ()), datum)
        return found


@cache
def targets() -> Mapping[str, Target]:
    """Return the kinds of records by name; of two that a table may be, the first goes first."""
    rows = resources.read_table("record_columns")
    return {
        kind["kind"]: Target(
            kind["kind"], tuple(_datum(row) for row in rows if row["target"] == kind["kind"]),
            frozenset(kind["against"].split("|")),
        )
        for kind in resources.read_table("record_kinds")
    }  # fmt: skip


def _datum(row: Mapping[str, str]) -> Datum:
    words = tuple(dict.fromkeys(tokens(word) for word in row["words"].split("|")))
    return Datum(row["key"], row["reads"], row["need"] == "needed", row["need"] == "telling", words)
