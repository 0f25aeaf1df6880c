"""Queries for groupings of communes and métropoles."""

import random
import re
from collections.abc import Callable, Iterator

from tests.directory.queries import councils, spelling
from tests.directory.queries.bodies import Ask, Asked, Body, Known, in_turn
from tests.directory.queries.spelling import fold, of, plain, typed

TYPES = {
    "CC": "communauté de communes", "CA": "communauté d'agglomération",
    "CU": "communauté urbaine", "EPT": "établissement public territorial",
}  # fmt: skip
EVERYDAY = {"CC": ("comcom", "com com"), "CA": ("agglo",)}
GROUPINGS = ("communauté de communes", "communauté d'agglomération", "communauté urbaine", "EPT")
BY_WORDS, BY_KIND = GROUPINGS[:2], GROUPINGS[:3]
LARGE_GROUPINGS = ("métropole", "communauté urbaine", "EPT")
# What a grouping's name repeats of its kind, and the small words, are not typed.
SAID_BY_KIND = frozenset(("communaute", "communautes", "communes", "agglo", "agglomeration"))
SMALL_WORDS = spelling.LINKS | {"et", "en", "au", "aux", "a"}
DIGITS = {"2": "deux", "3": "trois", "4": "quatre", "5": "cinq", "7": "sept"}
PREPOSITIONS = frozenset(("sur", "sous", "entre", "inter"))
# Words with which nobody ends the part of a name: what they qualify would be missing.
UNENDING = PREPOSITIONS | {
    "nord", "sud", "est", "ouest", "val", "vallee", "vallees", "pays", "grand", "grande", "haut",
    "haute", "hauts", "porte", "portes", "coeur", "terre", "terres", "cote", "saint", "sainte",
}  # fmt: skip


def abbreviation(name: str) -> str:
    head = name.partition(" ")[0]
    return head if head in ("CC", "CA", "CU") else ""


def kind_of(body: Body) -> str:
    return "EPT" if body.kind == "EPT" else abbreviation(body.name)


def proper(name: str) -> str:
    """The name without the abbreviation before it and the acronym in brackets after it."""
    return re.sub(r"^(CC|CA|CU) | *\(.*\)", "", name).strip()


def words(name: str) -> tuple[str, ...]:
    """The words that people keep of a name: no small words, nothing that its kind says."""
    left_out = SMALL_WORDS | (SAID_BY_KIND if abbreviation(name) else frozenset())
    said = [word for word in fold(proper(name)).split() if word not in left_out]
    return tuple(DIGITS.get(word, word) for word in said)


def acronyms(name: str) -> frozenset[str]:
    """The acronym that the name gives in brackets, and the one that its initials give."""
    given = re.search(r"\(([A-Z0-9]{3,})\)", name)
    derived = abbreviation(name) + "".join(word[0] for word in words(name)).upper()
    return frozenset(filter(None, (given and given[1], derived)))


def singular(word: str) -> str:
    return word[:-1] if len(word) >= 6 and word.endswith("es") else word


def alike(first: Body, second: Body) -> bool:
    """Two groupings whose kept words are the same, singular or plural, whatever their order."""
    return {singular(word) for word in first.words} == {singular(word) for word in second.words}


WriteGrouping = Callable[[Known, random.Random, Body], str | None]


def groupings(write: WriteGrouping, *kinds: str, same_kind: bool = True) -> Ask:
    """Queries by kept words: right is each grouping of that kind with the same words."""

    def ask(known: Known, chance: random.Random) -> Iterator[Asked]:
        everyone = known.of_kind(*GROUPINGS, "métropole")
        for meant in in_turn(chance, known.of_kind(*kinds)):
            query = write(known, chance, meant)
            if query:
                named = [body for body in everyone if alike(body, meant)]
                right = [b for b in named if not same_kind or kind_of(b) == kind_of(meant)]
                yield Asked(query, meant, right)

    return ask


def abbreviated(_known: Known, _chance: random.Random, meant: Body) -> str:
    return f"{kind_of(meant).lower()} {typed(' '.join(meant.words))}"


def in_singular(known: Known, _chance: random.Random, meant: Body) -> str | None:
    """The last plural in the singular; Loches and Castres are towns and no plurals."""
    plurals = [word for word in meant.words if singular(word) != word and word not in known.named]
    if not plurals:
        return None
    said = [singular(word) if word == plurals[-1] else word for word in meant.words]
    return f"{kind_of(meant).lower()} {typed(' '.join(said))}"


def in_full(_known: Known, _chance: random.Random, meant: Body) -> str:
    return f"{plain(TYPES[kind_of(meant)])} {typed(proper(meant.name))}"


def everyday(_known: Known, chance: random.Random, meant: Body) -> str:
    word = chance.choice(EVERYDAY[kind_of(meant)])
    return f"{word} {typed(' '.join(meant.words))}"


def large(_known: Known, chance: random.Random, meant: Body) -> str:
    """« metropole rennes », « rennes metropole », « metropole du mans », « ept plaine commune »."""
    name = unlinked(meant)
    said = re.search(r"\b(euro)?metropole\b", name)
    if not said:
        before = "ept" if meant.kind == "EPT" else plain(meant.kind)
        return f"{before} {name if meant.kind == 'EPT' else of_grouping(name)}"
    core = re.sub(r"^(de|du|d) ", "", " ".join(name.replace(said[0], "").split()))
    return chance.choice(
        (f"{said[0]} {core}", f"{core} {said[0]}", f"{said[0]} {of_grouping(core)}")
    )


def of_grouping(name: str) -> str:
    return f"du {name}" if name.startswith("grand ") else of(name)


def unlinked(meant: Body) -> str:
    """The name as typed, without its kind and the « du » or « d' » that followed it."""
    return re.sub(r"^(de|du|d) ", "", typed(proper(meant.name)))


def large_as_named(_known: Known, _chance: random.Random, meant: Body) -> str:
    return unlinked(meant)


def parts(chance: random.Random, words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Two words on end out of three or more, one pair at random of those that make sense."""
    pairs = [
        words[at : at + 2]
        for at in range(len(words) - 1)
        if words[at] not in PREPOSITIONS
        and words[at + 1] not in UNENDING
        and words[at - 1 : at] not in (("saint",), ("sainte",))
    ]
    return [chance.choice(pairs)] if pairs and len(words) >= 3 else []


def part_of_name(known: Known, chance: random.Random) -> Iterator[Asked]:
    everyone = known.of_kind(*GROUPINGS)
    for meant in in_turn(chance, known.of_kind(*BY_WORDS)):
        for part in parts(chance, meant.words):
            right = [b for b in everyone if kind_of(b) == kind_of(meant) and set(part) <= set(b.words)]  # fmt: skip
            yield Asked(f"{kind_of(meant).lower()} {typed(' '.join(part))}", meant, right)


def acronym(*, given: bool) -> Ask:
    """The acronym given in a grouping's name, or the initials of two to four kept words.

    Who bears the acronym in its name answers better than those whose initials happen to be it.
    """

    def ask(known: Known, chance: random.Random) -> Iterator[Asked]:
        everyone = known.of_kind(*GROUPINGS, "métropole")
        for meant in in_turn(chance, everyone):
            in_brackets = [one for one in meant.acronyms if f"({one})" in meant.name]
            by_initials = [one for one in meant.acronyms if 3 <= len(one) <= 6]
            derivable = not in_brackets and 2 <= len(meant.words) <= 4 and kind_of(meant) != "EPT"
            for said in in_brackets if given else by_initials if derivable else []:
                bearers = [body for body in everyone if f"({said})" in body.name]
                right = bearers or [body for body in everyone if said in body.acronyms]
                yield Asked(said.lower(), meant, right)

    return ask


def slip_in_grouping(known: Known, chance: random.Random) -> Iterator[Asked]:
    """A slip in the kept words of a grouping, or in the name of a département."""
    everyone = known.of_kind(*GROUPINGS)
    departments = [body for body in known.of_kind("département") if councils.has_council(body)]
    for number, meant in enumerate(in_turn(chance, known.of_kind(*BY_WORDS))):
        slip = spelling.SLIPS[number % 4]
        said = " ".join(meant.words)
        if spelling.long_words(said):
            slipped = spelling.with_slip(chance, said, slip)
            near = set(spelling.one_slip_away(slipped))
            right = [b for b in everyone if kind_of(b) == kind_of(meant) and " ".join(b.words) in near]  # fmt: skip
            yield Asked(f"{kind_of(meant).lower()} {typed(slipped)}", meant, right)
        council = departments[chance.randrange(len(departments))]
        if spelling.long_words(plain(council.name)):
            slipped = spelling.with_slip(chance, plain(council.name), slip)
            near = set(spelling.one_slip_away(slipped))
            right = [body for body in departments if plain(body.name) in near]
            yield Asked(f"departement {slipped}", council, right, placeable=False)
