"""What somebody typed, read: words, of which the last may be unfinished, and digits."""

import re
from dataclasses import dataclass

from chorus_desk.directory import departments
from chorus_desk.directory.kinds import Head, head_of
from chorus_desk.directory.words import LITTLE, UNFINISHED, all_words, with_article, words_of

_LONGEST = 200
"""In characters: whatever is pasted, no more than this is read."""
_MOST_WORDS = 10
_LONGEST_WORD = 30
_DIGITS = re.compile(r"[0-9][0-9\s.-]*")
_SIRET = 14
_LEAST_ALONE, _LEAST_AMONG_WORDS = 3, 8
"""Digits that may begin a SIRET; among words fewer are a postcode or a département."""
_ENOUGH_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was typed."""

    text: str
    unfinished: bool = False
    """Whether it may go on: nothing follows it."""
    departments: frozenset[str] = frozenset()
    """The numbers of the départements that it may name."""


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed."""

    words: tuple[Word, ...]
    head: Head
    digits: str
    """The beginning of a SIRET, empty where none was typed."""
    key: str
    """All words run together."""
    core_key: str
    """The words after those that say what the body is, run together."""
    with_article: str
    """The same with the article that they begin with, empty where they begin with none."""


def read(typed: str) -> Query:
    """Read what was typed; whatever it is, it means something or nothing, and never a fault."""
    text = typed[:_LONGEST]
    said = all_words(text)
    goes_on = text[-1:].isalnum()
    kept = list(words_of(text))
    if goes_on and said[-1:] and (said[-1] in UNFINISHED or not kept):
        kept.append(said[-1])
    kept = [word[:_LONGEST_WORD] for word in kept[:_MOST_WORDS]]
    head = head_of(kept)
    last = len(kept) - 1
    return Query(
        tuple(_word(word, goes_on and at == last) for at, word in enumerate(kept)), head,
        _siret_of(text), "".join(kept), "".join(kept[head.length :]),
        with_article(_after(head.length, said))[:_LONGEST_WORD],
    )  # fmt: skip


def _after(count: int, said: list[str]) -> list[str]:
    """Return what follows so many words, little ones not counted."""
    places = [at for at, word in enumerate(said) if word not in LITTLE]
    return said[places[count - 1] + 1 :] if 0 < count <= len(places) else said


def _word(text: str, unfinished: bool) -> Word:  # noqa: FBT001 -- of one caller
    named = departments.by_word()
    numbers = named.get(text, frozenset())
    if not numbers and unfinished and len(text) >= _ENOUGH_LETTERS:
        numbers = frozenset().union(
            *(those for word, those in named.items() if word.startswith(text))
        )
    return Word(text, unfinished, numbers)


def _siret_of(text: str) -> str:
    """Return the longest row of digits, whatever groups them, where it may begin a SIRET."""
    rows = (re.sub(r"[^0-9]", "", row) for row in _DIGITS.findall(text))
    longest = max(rows, key=len, default="")
    alone = _DIGITS.fullmatch(text.strip()) is not None
    least = _LEAST_ALONE if alone else _LEAST_AMONG_WORDS
    return longest if least <= len(longest) <= _SIRET else ""
