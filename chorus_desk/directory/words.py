"""The words of names and of what is typed: folded the same way, written out the same way.

Both sides go through ``words_of``, so that « St-Étienne », « saint etienne » and « SAINT ETIENNE »
are the same two words. What cannot be known of a word that is still being typed is left to the
query: it looks for what begins so.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from chorus_desk import resources
from chorus_desk.domain.text import fold

LITTLE = frozenset(("a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"))
"""Articles and links: people leave them out, add them and contract them as they please."""
UNFINISHED = frozenset(("a", "au", "en", "et"))
"""Little words that are rather the beginning of another while they are the last typed."""
_LINKS = frozenset(("d", "de"))
_ARTICLES = frozenset(("l", "la", "le", "les"))
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
# The numbers of Corsica's départements stay whole; else « sdis35 » and « 12eme » come apart.
_WORD = re.compile(r"2[ab]\b|[a-z]+|[0-9]+|[^\W_]+")
_ELIDED = re.compile(r"\b([a-z]*)'([a-z]+)|\b([ld])\s([aeiouyh][a-z]+)")

_ELISIONS = ("'", "\u2019", " L ", " D ", " l ", " d ")


@lru_cache(maxsize=4096)  # towns, kinds and services recur
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared, without articles."""
    return written_out(all_words(text))


def written_out(words: Iterable[str]) -> tuple[str, ...]:
    """Return folded words without articles, abbreviations in full."""
    readings = _readings()
    return tuple(readings.get(word, word) for word in words if word not in LITTLE)


def all_words(text: str) -> list[str]:
    """Return the words of a text as they stand, folded, acronyms without their dots."""
    folded = fold(text)
    if "." in folded:
        folded = _DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), folded)
    return _WORD.findall(folded)


def words_of_service(code: str, name: str | None) -> tuple[str, ...]:
    """Return the words by which a service is found: of its name, and the parts of its code."""
    codes = _WORD.findall(code.lower()) if code.isascii() else words_of(code)
    return (*words_of(name or ""), *codes)


def with_article(words: Sequence[str]) -> str:
    """Return words run together with the article that they begin with; without one, nothing.

    ``larochelle``, of « La Rochelle » and of « de la Rochelle » alike.
    """
    start = next((at for at, word in enumerate(words) if word not in _LINKS), len(words))
    some = words[start:]
    return "".join(some) if len(some) > 1 and some[0] in _ARTICLES else ""


def swallowed(text: str) -> list[str]:
    """Return the words that come about without the apostrophes: ``lexil``, ``valdyerre``."""
    if not any(mark in text for mark in _ELISIONS):
        return []
    return ["".join(parts) for parts in _ELIDED.findall(fold(text))]


@cache
def _readings() -> dict[str, str]:
    return {row["written"]: row["read"] for row in rows("words.csv")}


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of ``resources/directory``."""
    with resources.path("directory", name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
