"""Write the tables of queries by which the look-up of public bodies is judged.

`python -m tests.directory.queries.make_queries` writes shipped.csv beside this file, and, where the
corpus is there, imported.csv: kind of query, query, expected SIRETs joined by « | ». Everything
follows from a seed and these rules (README.md in this folder says them at more length):

- A query is made from a body drawn at random, never chosen. Communes and groupings are drawn evenly
  and by population in turn, since people bill towns more often than hamlets (`bodies.in_turn`);
  what is imported is drawn so that each sort of body has its turn (`imported.by_what`).
- Expected is every body that answers as well as the one meant: the same name, or whatever else the
  kind of query says. Above five, the number of the département is added, as people do; where that
  does not help, the query is left out (`bodies.settle`).
- A name that says nothing of the place means the communes of that name that people know: those with
  at least a tenth of the population of the largest, once that has 10,000. Who means one of the
  others adds the number of the département.
- A query that is by chance exactly the full name of another body means that other body, and is left
  out.
- Each kind of query has its own random numbers: a new kind changes no row of another.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests.directory.queries import imported, made_directory, shipped
from tests.directory.queries.bodies import Row, rows

HERE = Path(__file__).resolve().parent
SHIPPED, IMPORTED = HERE / "shipped.csv", HERE / "imported.csv"
SEED = "public bodies 1"
COLUMNS = ("kind_of_query", "query", "expected")


def of_shipped() -> list[Row]:
    return list(rows(shipped.read(), shipped.KINDS, SEED))


def of_imported() -> list[Row]:
    """Needs the corpus."""
    return list(rows(imported.read(), imported.KINDS, SEED))


def read(path: Path) -> list[Row]:
    """The rows of a table that was written."""
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.reader(lines)
        assert tuple(next(table)) == COLUMNS
        return [(kind, query, expected) for kind, query, expected in table]


def write(path: Path, table: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        out.writerows(table)


def counts(table: Iterable[Row]) -> list[str]:
    """How many queries of each kind, as lines of the README's tables."""
    return [f"| {kind} | {count} |" for kind, count in Counter(row[0] for row in table).items()]


def main() -> None:
    tables = [(SHIPPED, of_shipped())]
    if made_directory.is_there():
        tables.append((IMPORTED, of_imported()))
    for path, table in tables:
        write(path, table)
        print(path.name, len(table), *counts(table), sep="\n")


if __name__ == "__main__":
    main()
