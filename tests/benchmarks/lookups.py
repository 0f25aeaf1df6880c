"""Look-ups while somebody types, in a directory as large as the State's, and its index."""

import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

from chorus_desk.directory.index import Builder, next_name
from chorus_desk.directory.store import Directory
from tests.benchmarks.measuring import Line, Work
from tests.directory import full_size
from tests.directory.queries import make_queries, spelling

TYPED = 2_000
WITH_SLIP = 0.4
MOST_95, MOST_99 = 0.005, 0.020
MOST_INDEXING = 10.0
TODAY = date(2026, 11, 24)


def lines() -> Iterator[Line]:
    """Build the file, then look up what somebody types, letter by letter."""
    with tempfile.TemporaryDirectory() as folder:
        target = next_name(Path(folder))
        indexed = _index(target)
        yield Line(
            f"index of {full_size.BODIES:,} bodies, {full_size.SERVICES:,} services",
            f"< {MOST_INDEXING:.0f} s of the import's 20",
            f"{indexed:.1f} s of processor time, file {target.stat().st_size / 1e6:.0f} MB",
            indexed < MOST_INDEXING,
        )  # fmt: skip
        with closing(Directory(Path(folder))) as directory:
            took = sorted(_least(partial(directory.find, text, TODAY)) for text in typed())
    middle, most, nearly_all = (took[int(len(took) * part)] for part in (0.5, 0.95, 0.99))
    yield Line(
        f"look-up while typing, {len(took):,} times, slips among it",
        f"95 % < {MOST_95 * 1000:.0f} ms, 99 % < {MOST_99 * 1000:.0f} ms",
        f"median {middle * 1000:.1f} ms, 95 % {most * 1000:.1f}, 99 % {nearly_all * 1000:.1f}, "
        f"worst {took[-1] * 1000:.1f} of processor time",
        most < MOST_95 and nearly_all < MOST_99,
    )  # fmt: skip


def _least(work: Work, rounds: int = 3) -> float:
    """Return the seconds of processor time that work takes: it waits for nothing."""

    def once() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(once() for _ in range(rounds))


def _index(target: Path) -> float:
    """Write the directory file and return the seconds that its index took the processor."""
    with Builder(target) as builder:
        full_size.fill(builder)
        start = time.process_time()
        builder.finish({})
        return time.process_time() - start


def typed() -> list[str]:
    """Every beginning of real queries, some with a slip, as they come about while typing."""
    chance = random.Random(6)
    tables = (make_queries.SHIPPED, make_queries.IMPORTED)
    queries = [query for table in tables for _, query, _ in make_queries.read(table)]
    texts: list[str] = []
    while len(texts) < TYPED:
        query = chance.choice(queries)
        if spelling.long_words(query) and chance.random() < WITH_SLIP:
            query = spelling.with_slip(chance, query, chance.choice(spelling.SLIPS))
        texts += [query[:length] for length in range(1, len(query) + 1)]
    return texts[:TYPED]
