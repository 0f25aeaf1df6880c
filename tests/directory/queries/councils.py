"""Queries for départements and régions."""

import random
from collections.abc import Callable, Iterator

from tests.directory.queries import spelling
from tests.directory.queries.bodies import Ask, Asked, Body, Known, in_turn
from tests.directory.queries.spelling import of, plain

# Départements that have no council of their own in the list, by number.
WITHOUT_COUNCIL = {
    "2A": "Corse-du-Sud", "2B": "Haute-Corse", "67": "Bas-Rhin", "68": "Haut-Rhin",
    "972": "Martinique", "973": "Guyane", "976": "Mayotte",
}  # fmt: skip
# First words of the names of départements that take « du ».
MASCULINE = frozenset((
    "bas", "calvados", "cantal", "cher", "doubs", "finistere", "gard", "gers", "haut", "jura",
    "loiret", "lot", "morbihan", "nord", "pas", "puy", "rhone", "tarn", "territoire", "val",
    "var",
))  # fmt: skip
ONE_ASSEMBLY = {
    "Corse": "collectivité de Corse", "Martinique": "collectivité territoriale de Martinique",
    "Guyane": "collectivité territoriale de Guyane", "Mayotte": "département de Mayotte",
}  # fmt: skip


def has_council(body: Body) -> bool:
    """A département proper, not a collectivity of the Pacific or of the North Atlantic."""
    return len(body.department) == 2 or body.department in ("971", "974")


def of_department(name: str) -> str:
    """« de l ain », « du nord », « de la sarthe », « des landes », « d ille et vilaine »."""
    first = name.partition(" ")[0]
    if first in MASCULINE:
        return f"du {name}"
    if " et " in name or name in ("vaucluse", "la reunion"):
        return of(name)
    if first.endswith("s") or first == "deux":
        return f"des {name}"
    return ("de l " if first[0] in spelling.VOWELS or first == "herault" else "de la ") + name


def department_in_full(chance: random.Random, name: str, _number: str) -> str:
    return f"conseil departemental {chance.choice((name, of_department(name)))}"


def department_of(_chance: random.Random, name: str, _number: str) -> str:
    return f"departement {of_department(name)}"


def department_number(chance: random.Random, _name: str, number: str) -> str:
    forms = ("cd {}", "cd{}", "conseil departemental {}", "departement {}")
    return chance.choice(forms).format(number)


def departments(write: Callable[[random.Random, str, str], str]) -> Ask:
    def ask(known: Known, chance: random.Random) -> Iterator[Asked]:
        pool = [body for body in known.of_kind("département") if has_council(body)]
        for meant in in_turn(chance, pool):
            query = write(chance, plain(meant.name), meant.department)
            yield Asked(query, meant, [meant], placeable=False)

    return ask


def of_region(name: str) -> str:
    first = name.partition(" ")[0]
    if first in ("grand", "centre"):
        return f"du {name}"
    return f"des {name}" if first in ("pays", "hauts") else of(name)


def regions(known: Known, _chance: random.Random) -> Iterator[Asked]:
    for meant in known.of_kind("région"):
        name = plain(meant.name)
        if meant.name in ONE_ASSEMBLY:
            queries = (f"region {name}", plain(ONE_ASSEMBLY[meant.name]))
        else:
            queries = (f"region {name}", f"conseil regional {of_region(name)}")
        for query in (*queries, f"conseil regional {name}"):
            if meant.name not in ONE_ASSEMBLY or query in queries:
                yield Asked(query, meant, [meant], placeable=False)
