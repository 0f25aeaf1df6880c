"""Where a sheet has a table of records, and which of its columns means what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chorus_desk.formats.any_table.grid import Cell, Grid, Row, is_empty
from chorus_desk.formats.any_table.headings import EXACT, Meaning, candidates
from chorus_desk.formats.any_table.layout import Column
from chorus_desk.formats.any_table.mapping import Mapping as TableMapping
from chorus_desk.formats.any_table.values import is_siret
from chorus_desk.formats.record_tables.cells import reads
from chorus_desk.formats.record_tables.targets import ASIDE, Datum, Target

_HEADING_ROWS = 80
_SAMPLE = 200
"""Rows whose content is looked at, to see whether a column holds what its heading says."""
_SURE_ENOUGH = 50
_ENOUGH_CONTENT = 0.7
_SIRETS = 0.8
_BY_CONTENT = 70
"""How sure a column without a telling heading is, whose cells are nearly all SIRETs."""


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A table of records: the row of its headings, from one, and its columns."""

    heading_row: int
    columns: tuple[Column, ...]
    spoken_against: bool
    """Whether a column that means nothing here is one of an invoice's table."""

    @property
    def positions(self) -> dict[str, int]:
        """The columns, from one, by what they mean."""
        return {c.meaning.key: c.position for c in self.columns if c.meaning is not None}


def find_table(
    grid: Grid, target: Target, mapping: TableMapping | None = None
) -> RecordTable | None:
    """Return the table of a sheet that is likeliest of a kind, None where no heading is known."""
    told = told_table(grid, target, mapping)
    if told is not None:
        return told
    best: RecordTable | None = None
    for number, row in enumerate(grid.rows[:_HEADING_ROWS], start=1):
        table = _table(grid, number, target, mapping) if _headings(row) else None
        if table is not None and (best is None or len(table.positions) > len(best.positions)):
            best = table
    return best


def told_table(
    grid: Grid, target: Target, mapping: TableMapping | None = None
) -> RecordTable | None:
    """Return the table whose headings are, by their very words, those of a kind; None without."""
    for number, row in enumerate(grid.rows[:_HEADING_ROWS], start=1):
        if target.is_told_by(_headings(row)):
            return _table(grid, number, target, mapping)
    return None


def _headings(row: Row) -> list[str]:
    """Return the cells of a row that may be headings: nothing where one is no text."""
    filled = [cell for cell in row if not is_empty(cell)]
    texts = [cell for cell in filled if isinstance(cell, str)]
    return texts if len(texts) == len(filled) > 1 else []


def _table(
    grid: Grid, number: int, target: Target, mapping: TableMapping | None
) -> RecordTable | None:
    names = ["" if is_empty(cell) else str(cell).strip() for cell in grid.rows[number - 1]]
    body = grid.rows[number : number + _SAMPLE]
    contents = [
        [row[i] for row in body if i < len(row) and not is_empty(row[i])]
        for i in range(len(names))
    ]  # fmt: skip
    given = [mapping.of_heading(name) if mapping and name else None for name in names]
    taken = _taken(grid, target, names, given, contents)
    meant = {position: meaning for position, (datum, meaning) in taken.items() if datum.key}
    if not meant:
        return None
    columns = tuple(
        Column(position + 1, name, meant.get(position))
        for position, name in enumerate(names) if name or position in meant
    )  # fmt: skip
    return RecordTable(number, columns, bool(_left_over(names, meant, given) & target.against))


_Taken = dict[int, tuple[Datum, Meaning]]


def _taken(
    grid: Grid, target: Target, names: Sequence[str], given: Sequence[Meaning | None],
    contents: Sequence[Sequence[Cell]],
) -> _Taken:  # fmt: skip
    """Give each meaning to the column that deserves it most; what a person said goes first."""
    scored: list[tuple[int, int, Datum, Meaning]] = []
    taken: _Taken = {}
    for position, name in enumerate(names):
        said = given[position]
        if said is not None:
            datum = target.datum(said.key) if said.key else None
            if datum is not None:
                taken[position] = (datum, said)
            continue
        for datum in target.data if name else ():
            sure = datum.confidence(name)
            if sure < _SURE_ENOUGH:
                continue
            score = int(10 * sure * _fit(grid, datum, sure, contents[position]))
            if score >= 10 * _SURE_ENOUGH:
                reason = "heading" if sure == EXACT else "words"
                scored.append((score, position, datum, Meaning(datum.key, sure, reason)))
    used = {datum.key for datum, _ in taken.values()}
    # Among equals what is known to be of no use goes first: « Prix d'achat HT » is no price.
    for _, position, datum, meaning in sorted(scored, key=lambda s: (-s[0], s[2].reads != ASIDE)):
        if position not in taken and (datum.key not in used or not datum.key):
            taken[position] = (datum, meaning)
            used.add(datum.key)
    _sirets_by_content(target, given, contents, taken)
    return taken


def _sirets_by_content(
    target: Target, given: Sequence[Meaning | None],
    contents: Sequence[Sequence[Cell]], taken: _Taken,
) -> None:  # fmt: skip
    datum = target.datum("siret")
    if datum is None or any(found is datum for found, _ in taken.values()):
        return
    for position, cells in enumerate(contents):
        free = position not in taken and given[position] is None
        if free and cells and sum(map(is_siret, cells)) >= _SIRETS * len(cells):
            taken[position] = (datum, Meaning("siret", _BY_CONTENT, "content"))
            return


def _fit(grid: Grid, datum: Datum, sure: int, cells: Sequence[Cell]) -> float:
    """Return how much of a column's content is what its heading says; nearly all if it is empty.

    A heading that says it by its very words counts half whatever stands below: what does not read
    there is named, not overlooked.
    """
    if not cells:
        return 0.9
    share = sum(reads(cell, datum.reads, grid) for cell in cells) / len(cells)
    if share >= _ENOUGH_CONTENT or datum.reads in ("text", ASIDE):
        return 1.0
    return max(share, 0.5) if sure == EXACT else share


def _left_over(
    names: Sequence[str], meant: Mapping[int, Meaning], given: Sequence[Meaning | None]
) -> frozenset[str]:
    """Return what columns that mean nothing here would surely be in an invoice's table."""
    return frozenset(
        meaning.key
        for position, name in enumerate(names)
        if name and position not in meant and given[position] is None
        for meaning in candidates(name)[:1]
        if meaning.confidence >= EXACT
    )
