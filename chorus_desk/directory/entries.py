"""What a body is found by: the words of its name apart from what it is, its town, its numbers."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from chorus_desk.directory import departments
from chorus_desk.directory.kinds import COMMUNE, head_of, kinds
from chorus_desk.directory.words import all_words, swallowed, with_article, words_of, written_out

Words = tuple[str, ...]
_IN_BRACKETS = re.compile(r"\(([A-Z0-9][A-Z0-9 .-]+)\)")
_GROUPINGS = {
    "communauté de communes": "cc", "communauté d'agglomération": "ca", "communauté urbaine": "cu",
}  # fmt: skip
_METROPOLE = "métropole"
_LEAST_INITIALS, _MOST_INITIALS = 3, 6
_SAID_BY_KIND = frozenset(("communaute", "communautes", "communes", "agglo", "agglomeration"))


class Entry(NamedTuple):
    """A body as it is looked for and compared: words, folded, with a space between."""

    kind: str | None
    core: str
    """The words of its name without what it is: ``jean moulin``."""
    town: str = ""
    also: str = ""
    """Acronyms, postcodes, words with an apostrophe swallowed."""
    initials: str = ""
    """Acronyms that nobody wrote, made from the name of a grouping."""
    department: str | None = None
    """Its number in lower case."""


class Described(NamedTuple):
    """What a list or the user says of a body that matters here; in the order of the table."""

    name: str
    kind: str | None = None
    city: str | None = None
    postcode: str | None = None
    also: str | None = None
    department: str | None = None


def entry_of(body: Described) -> Entry:
    """Return what a body of this name and place is found by."""
    in_brackets = _IN_BRACKETS.findall(body.name) if "(" in body.name else []
    words = words_of(_IN_BRACKETS.sub(" ", body.name) if in_brackets else body.name)
    words = words or words_of(body.name)
    head = head_of(words)
    kind = body.kind if body.kind in kinds() else min(head.called, default=None)
    core = words[head.length :] or words
    city = all_words(body.city or "")
    town = tuple(word for word in written_out(city) if word != "cedex")
    acronyms = tuple(word for said in in_brackets for word in words_of(said))
    # « Préfecture de la Vienne », but neither the commune of Vienne nor its CCAS.
    served = departments.named(core) if core != town and kind != COMMUNE else None
    postcode = body.postcode or ""
    codes = (postcode,) if postcode.isdecimal() and postcode.isascii() else words_of(postcode)
    also = (*acronyms, *words_of(body.also or ""), *codes)
    joined = (*swallowed(body.name), with_article(city))
    return Entry(
        kind, " ".join(core), " ".join(town), " ".join(filter(None, (*also, *joined))),
        "" if acronyms else " ".join(_initials(kind, core, words)),
        served or departments.number_of(body.department, body.postcode),
    )  # fmt: skip


remembered_entry_of = lru_cache(maxsize=512)(entry_of)
"""The same for the user's own bodies, which are compared at every key."""


def index_words(entry: Entry, name: str) -> set[str]:
    """Return all words by which an entry is found."""
    kind = kinds().get(entry.kind or "")
    found = {*words_of(name), *f"{entry.town} {entry.also} {entry.initials}".split()}
    if kind:
        found |= kind.called | kind.wider
    if entry.department:
        found.add(entry.department)
    return found


def _initials(kind: str | None, core: Words, words: Words) -> Words:
    """Return the acronyms that people make of a grouping's name: ``ccfg``, ``mel``."""
    if kind == _METROPOLE:
        ways = [_firsts(words)]
    elif kind in _GROUPINGS and len(core) <= _MOST_INITIALS:
        kept = [word for word in core if word not in _SAID_BY_KIND]
        ways = [_GROUPINGS[kind] + _firsts(some) for some in (core, kept)]
    else:
        return ()
    return tuple(dict.fromkeys(way for way in ways if len(way) >= _LEAST_INITIALS))


def _firsts(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)
