"""Queries for communes."""

import random
import re
from collections.abc import Callable, Iterator

from tests.directory.queries import bodies, groupings, spelling
from tests.directory.queries.bodies import Ask, Asked, Body, Known, in_turn
from tests.directory.queries.councils import WITHOUT_COUNCIL
from tests.directory.queries.spelling import fold, of, plain, typed

TOWN = 2_000  # inhabitants from which on the statistics call a commune a town, and people too
RIVERS = (
    "seine", "marne", "loire", "saone", "vienne", "sarthe", "mayenne", "meuse", "moselle",
    "somme", "garonne", "dordogne", "mer",
)  # fmt: skip
ON_A_RIVER = rf"(?i)-sur-({'|'.join(RIVERS)})$"

Write = Callable[[random.Random, Body], str]
Right = Callable[[Known, Body, str], list[Body]]


def namesakes(known: Known, meant: Body, _query: str) -> list[Body]:
    return known.named[fold(meant.name)]


def communes_named(known: Known, meant: Body, _query: str) -> list[Body]:
    return [body for body in known.named[fold(meant.name)] if body.kind == "commune"]


def neighbours_named(known: Known, meant: Body, _query: str) -> list[Body]:
    bearers = communes_named(known, meant, "")
    return [body for body in bearers if body.department == meant.department]


def at_postcode(known: Known, meant: Body, query: str) -> list[Body]:
    bearers = communes_named(known, meant, "")
    return [body for body in bearers if any(code in query for code in body.postcodes)]


def communes(
    write: Write,
    right: Right = namesakes,
    *,
    among: str = "",
    least: int = 0,
    placeable: bool = True,
) -> Ask:
    """Queries for communes of ``least`` inhabitants whose name has the pattern ``among``."""

    def ask(known: Known, chance: random.Random) -> Iterator[Asked]:
        named = [body for body in known.of_kind("commune") if re.search(among, body.name)]
        pool = [body for body in named if body.population >= least]
        for meant in in_turn(chance, pool):
            query = write(chance, meant)
            yield Asked(query, meant, right(known, meant, query), placeable)

    return ask


def bare(_chance: random.Random, meant: Body) -> str:
    return typed(meant.name)


def official(_chance: random.Random, meant: Body) -> str:
    return meant.name


def official_lower(_chance: random.Random, meant: Body) -> str:
    return meant.name.lower()


def upper(_chance: random.Random, meant: Body) -> str:
    return meant.name.upper()


def mairie(chance: random.Random, meant: Body) -> str:
    name = typed(meant.name)
    return f"mairie {chance.choice((name, of(name)))}"


def ville(_chance: random.Random, meant: Body) -> str:
    return f"ville {of(typed(meant.name))}"


def commune_and_number(_chance: random.Random, meant: Body) -> str:
    return f"commune {of(typed(meant.name))} {meant.department.lower()}"


def name_postcode(chance: random.Random, meant: Body) -> str:
    return f"{typed(meant.name)} {chance.choice(meant.postcodes)}"


def postcode_name(chance: random.Random, meant: Body) -> str:
    return f"{chance.choice(meant.postcodes)} {typed(meant.name)}"


def swallowed_apostrophe(_chance: random.Random, meant: Body) -> str:
    return typed(meant.name.replace("'", ""))


def same_swallowed(known: Known, _meant: Body, query: str) -> list[Body]:
    communes = known.of_kind("commune")
    return [body for body in communes if fold(body.name.replace("'", "")) == fold(query)]


def town_and_department(known: Known, chance: random.Random) -> Iterator[Asked]:
    names = {body.department: body.name for body in known.of_kind("département")} | WITHOUT_COUNCIL
    for meant in in_turn(chance, known.of_kind("commune")):
        if meant.department in names:
            query = f"{typed(meant.name)} {typed(names[meant.department])}"
            yield Asked(query, meant, neighbours_named(known, meant, query), placeable=False)


def without_articles(known: Known, chance: random.Random) -> Iterator[Asked]:
    alike: dict[str, list[Body]] = {}
    for body in known.of_kind("commune"):
        alike.setdefault(spelling.without_links(body.name), []).append(body)
    for meant in in_turn(chance, known.of_kind("commune")):
        core = spelling.without_links(meant.name)
        if core != fold(meant.name):
            yield Asked(typed(core), meant, alike[core])


def article_added(_chance: random.Random, meant: Body) -> str:
    return re.sub(r"\bsur (\w)", r"sur la \1", typed(meant.name), count=1)


def one_slip(slip: spelling.Slip) -> Ask:
    """One slip in a name: right is every body whose name is one slip away."""

    def ask(known: Known, chance: random.Random) -> Iterator[Asked]:
        for meant in in_turn(chance, known.of_kind("commune")):
            name = plain(meant.name)
            if spelling.long_words(name):
                query = spelling.with_slip(chance, name, slip)
                yield Asked(query, meant, one_slip_from(known, query))

    return ask


def one_slip_from(known: Known, query: str) -> list[Body]:
    candidates = dict.fromkeys(spelling.one_slip_away(fold(query)))
    return [body for name in candidates for body in known.named.get(name, [])]


def unfinished(known: Known, chance: random.Random) -> Iterator[Asked]:
    communes = in_turn(chance, known.of_kind("commune"))
    others = in_turn(chance, known.of_kind(*groupings.GROUPINGS))
    for meant in bodies.alternating(list(communes), list(others)):
        query = spelling.unfinished(chance, typed(meant.name))
        if query:
            start = fold(query)
            right = [body for name, found in known.named.items() if name.startswith(start) for body in found]  # fmt: skip
            yield Asked(query, meant, right, placeable=False)


def combined(known: Known, chance: random.Random) -> Iterator[Asked]:
    """« mairie de st etienne du rouvray 76 », shouted, with a slip, or cut short."""
    pool = [body for body in known.of_kind("commune") if "-" in body.name]
    ways = (mairie_number, shouted, slip_number, postcode_unfinished)
    for number, meant in enumerate(in_turn(chance, pool)):
        query, right = ways[number % len(ways)](known, chance, meant)
        if query:
            yield Asked(query, meant, right, placeable=False)


Combined = tuple[str, list[Body]]


def mairie_number(known: Known, _chance: random.Random, meant: Body) -> Combined:
    query = f"mairie {of(typed(meant.name))} {meant.department.lower()}"
    return query, neighbours_named(known, meant, query)


def shouted(known: Known, chance: random.Random, meant: Body) -> Combined:
    name = typed(meant.name).upper()
    query = f"MAIRIE DE {name} - {chance.choice(meant.postcodes)}"
    return query, at_postcode(known, meant, query)


def slip_number(known: Known, chance: random.Random, meant: Body) -> Combined:
    name = typed(meant.name)
    if not spelling.long_words(name):
        return "", []
    slipped = spelling.with_slip(chance, name, chance.choice(spelling.SLIPS))
    right = [b for b in one_slip_from(known, slipped) if b.department == meant.department]
    query = f"mairie {slipped} {meant.department.lower()}"
    return query, [body for body in right if body.kind == "commune"]


def postcode_unfinished(known: Known, chance: random.Random, meant: Body) -> Combined:
    start, code = spelling.unfinished(chance, typed(meant.name)), chance.choice(meant.postcodes)
    there = [body for body in known.of_kind("commune") if code in body.postcodes]
    right = [body for body in there if start and fold(body.name).startswith(fold(start))]
    return (f"{code} {start}" if start else ""), right
