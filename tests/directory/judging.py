"""Judges the look-up by a table of queries: who is right must be among the first five."""

from collections import Counter
from contextlib import closing
from pathlib import Path

from chorus_desk.directory.finding import find
from chorus_desk.directory.store import open_file
from tests.directory.queries.bodies import Row

FIRST = 5
ENOUGH = 0.95
"""Of each kind of query (issue 6)."""


def poor_kinds(target: Path, table: list[Row]) -> list[str]:
    """Print every miss, and return the kinds of query of which too few are answered."""
    asked = Counter(kind for kind, _, _ in table)
    met: Counter[str] = Counter()
    with closing(open_file(target)) as connection:
        for kind, query, right in table:
            found = [f"{answer.siret:014}" for answer in find(connection, query, FIRST)]
            if set(right.split("|")).isdisjoint(found):
                print(f"{kind}: « {query} » should find {right}, finds {found}")
            else:
                met[kind] += 1
    return [f"{kind}: {met[kind]} of {count}" for kind, count in asked.items()
            if met[kind] < ENOUGH * count]  # fmt: skip
