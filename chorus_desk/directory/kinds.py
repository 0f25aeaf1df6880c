"""What a body is, told by how its name begins: commune, CCAS, lycée professionnel.

A row of ``resources/directory/kinds.csv`` is a kind with all that such bodies are called; ``wider``
is what they are called among others: a lycée professionnel is a lycée, not the other way round.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from chorus_desk.directory.words import rows

COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of body; the words are those of its phrases."""

    name: str
    called: frozenset[str]
    wider: frozenset[str]


@dataclass(frozen=True, slots=True)
class Head:
    """What the beginning of a text says: kinds so called, kinds to which it applies too."""

    length: int = 0
    """In words; 0 where the beginning says nothing."""
    called: frozenset[str] = frozenset()
    wider: frozenset[str] = frozenset()


@cache
def kinds() -> dict[str, Kind]:
    """Return all kinds by their names."""
    found: dict[str, Kind] = {}
    for name, called, wider in _table():
        known = found.get(name, Kind(name, frozenset(), frozenset()))
        found[name] = Kind(
            name, known.called.union(*map(frozenset, called)),
            known.wider.union(*map(frozenset, wider)),
        )  # fmt: skip
    return found


def head_of(words: Sequence[str]) -> Head:
    """Return what the longest phrase that these words begin with says."""
    phrases, longest = _phrases()
    for length in range(min(longest, len(words)), 0, -1):
        head = phrases.get(tuple(words[:length]))
        if head is not None:
            return head
    return Head()


@cache
def _phrases() -> tuple[dict[tuple[str, ...], Head], int]:
    called: dict[tuple[str, ...], set[str]] = {}
    wider: dict[tuple[str, ...], set[str]] = {}
    for name, names, wider_names in _table():
        for phrase in names:
            called.setdefault(phrase, set()).add(name)
        for phrase in wider_names:
            wider.setdefault(phrase, set()).add(name)
    heads = {
        phrase: Head(
            len(phrase), frozenset(called.get(phrase, ())), frozenset(wider.get(phrase, ()))
        )
        for phrase in called.keys() | wider.keys()
    }
    return heads, max(map(len, heads))


@cache
def _table() -> list[tuple[str, list[tuple[str, ...]], list[tuple[str, ...]]]]:
    return [(row["kind"], _split(row["called"]), _split(row["wider"])) for row in rows("kinds.csv")]


def _split(phrases: str) -> list[tuple[str, ...]]:
    return [tuple(phrase.split()) for phrase in phrases.split("|") if phrase]
