"""The bodies that are asked for, and what a query and its right answers have in common."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from tests.directory.queries.spelling import fold

MOST_RIGHT = 5
KNOWN_TOWN = 10_000  # from this population on, a bare name means the town everyone knows…
MUCH_SMALLER = 10  # …unless a namesake has at least a tenth of its population


@dataclass(frozen=True, kw_only=True)
class Body:
    """One body; ``place``, ``what`` and ``patron`` are folded and known of imported ones only."""

    siret: str
    kind: str
    name: str
    department: str
    postcodes: tuple[str, ...] = ()
    population: int = 0
    place: str = ""  # its town, or its département where it serves one
    what: str = ""
    patron: str = ""
    words: tuple[str, ...] = ()  # of a grouping: what its name says beside its kind
    acronyms: frozenset[str] = frozenset()


@dataclass
class Known:
    """A directory: its bodies and who bears which folded name."""

    bodies: list[Body]
    named: dict[str, list[Body]] = field(init=False)

    def __post_init__(self) -> None:
        self.named = defaultdict(list)
        for body in self.bodies:
            self.named[fold(body.name)].append(body)

    def of_kind(self, *kinds: str) -> list[Body]:
        return [body for body in self.bodies if body.kind in kinds]


@dataclass(frozen=True)
class Asked:
    """A query, the body its writer means, and all bodies that answer it equally well.

    ``placeable``: the writer may add the number of the département to tell namesakes apart.
    """

    query: str
    meant: Body
    right: list[Body]
    placeable: bool = True


Row = tuple[str, str, str]  # kind of query, query, expected SIRETs
Ask = Callable[[Known, random.Random], Iterator[Asked]]


def settle(known: Known, asked: Asked) -> tuple[str, list[Body]] | None:
    """The query as it is finally written and its right answers; None where it makes no sense."""
    query, right = asked.query, asked.right
    if asked.placeable:
        right = best_known(right)
        if len(right) > MOST_RIGHT or asked.meant not in right:
            query = f"{query} {asked.meant.department.lower()}"
            right = [body for body in asked.right if body.department == asked.meant.department]
    bearers = known.named.get(fold(query), [])
    means_another = bool(bearers) and not any(body in right for body in bearers)
    fits = asked.meant in right and len(right) <= MOST_RIGHT
    return (query, right) if fits and not means_another else None


def best_known(bodies: list[Body]) -> list[Body]:
    """Without the communes that a writer who adds nothing does not mean."""
    largest = max((body.population for body in bodies if body.kind == "commune"), default=0)
    if largest < KNOWN_TOWN:
        return bodies
    return [b for b in bodies if b.kind != "commune" or b.population * MUCH_SMALLER >= largest]


def rows(known: Known, kinds: dict[str, tuple[int, Ask]], seed: str) -> Iterator[Row]:
    """The first queries of each kind that make sense, as many as the table of kinds says."""
    for name, (count, ask) in kinds.items():
        chance = random.Random(f"{seed}: {name}")  # a new kind changes no other
        found: dict[str, list[Body]] = {}
        for asked in ask(known, chance):
            settled = settle(known, asked)
            if settled and settled[0] not in found:
                found[settled[0]] = settled[1]
            if len(found) == count:
                break
        for query, right in found.items():
            yield name, query, "|".join(sorted({body.siret for body in right}))


def in_turn(chance: random.Random, bodies: Iterable[Body]) -> Iterator[Body]:
    """All bodies: one drawn evenly, one by its population, and so on, none twice."""
    pool = list(bodies)
    evenly = chance.sample(pool, len(pool))
    weight = {body.siret: chance.expovariate(1) / max(body.population, 1) for body in pool}
    by_population = sorted(pool, key=lambda body: weight[body.siret])
    return alternating(evenly, by_population)


def alternating(*lists: list[Body]) -> Iterator[Body]:
    """One body of each list after the other, none twice."""
    seen: set[str] = set()
    for together in zip_longest(*lists):
        for body in together:
            if body and body.siret not in seen:
                seen.add(body.siret)
                yield body


def half_siret(chance: random.Random, siret: str) -> str:
    """The eight or nine first digits."""
    return siret[: chance.choice((8, 9))]


def siret_but_two(_chance: random.Random, siret: str) -> str:
    """Twelve digits, as when the end was not copied."""
    return siret[:12]


def spaced(chance: random.Random, siret: str) -> str:
    """Eight digits or more in groups of three, as on letterheads: 213 502 388 00019."""
    head = siret[: chance.choice((8, 9, 11, 14))]
    return " ".join(filter(None, (head[:3], head[3:6], head[6:9], head[9:])))


def by_digits(
    write: Callable[[random.Random, str], str], draw: Callable[..., Iterator[Body]] = in_turn
) -> Ask:
    """Queries of digits: right is every body whose SIRET begins so."""

    def ask(known: Known, chance: random.Random) -> Iterator[Asked]:
        for body in draw(chance, known.bodies):
            query = write(chance, body.siret)
            head = query.replace(" ", "")
            right = [other for other in known.bodies if other.siret.startswith(head)]
            yield Asked(query, body, right, placeable=False)

    return ask
