"""Where the tables of a sheet are: their headings, on one row or two, and what columns mean."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.grid import Cell, Grid, Row, is_empty
from chorus_desk.formats.any_table.headings import EXACT, Meaning, best, tokens
from chorus_desk.formats.any_table.mapping import Mapping as TableMapping
from chorus_desk.formats.any_table.sums import has_total
from chorus_desk.rules import tables as codes

_HEADING_ROWS = 80
"""The first headings of a sheet are looked for in this many first rows."""
_SAMPLE = 200
"""Rows whose content is looked at, to see whether a column holds what its heading says."""
_OF_A_TABLE = frozenset(
    {"description", "quantity", "unit_price", "net", "gross", "number", "vat_base"}
)
_BARE = frozenset({("total",), ("amount",), ("montant",)})
"""Headings that say least of what amount they are: any other goes first."""
_MANY = frozenset({"vat_base", "vat_amount", "is_purchase", "is_ledger"})
"""Meanings that several columns may have."""
_SURE_ENOUGH = 50
_NAMED_ALONE = frozenset({"quantity", "unit_price", "issue_date"})
"""Meanings that a heading names alone, where no cell can be read: the cells are named then."""
_GIVEN = 1_000
"""What a person said of a column goes before what its words say of another."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: where it stands (from one), its heading, what it is taken for."""

    position: int
    heading: str
    meaning: Meaning | None


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet: its heading's rows and its body's, from one, ends included."""

    first: int
    heading_row: int
    body_end: int
    columns: tuple[Column, ...]

    def has(self, *keys: str) -> bool:
        """Return whether a column has one of the meanings."""
        return any(c.meaning is not None and c.meaning.key in keys for c in self.columns)


def find_tables(grid: Grid, mapping: TableMapping | None = None) -> tuple[Table, ...]:
    """Return the tables of a sheet: one, or one for each form that is stacked on it."""
    start = next(
        (r for r in range(1, min(len(grid.rows), _HEADING_ROWS) + 1)
         if _is_heading(grid.rows[r - 1], _above(grid, r), _below(grid, r), mapping)),
        None,
    )  # fmt: skip
    if start is None:
        return ()
    key = _folded(grid.rows[start - 1])
    starts = [r for r in range(start, len(grid.rows) + 1) if _is_same(grid.rows[r - 1], key)]
    tables = []
    first = 1
    for index, heading_row in enumerate(starts):
        last = index + 1 == len(starts)
        end = len(grid.rows) if last else _gap(grid, heading_row, starts[index + 1])
        columns = _columns(grid, heading_row, end, mapping)
        tables.append(Table(first, heading_row, end, columns))
        first = end + 1
    return tuple(tables)


def _folded(row: Row) -> tuple[str, ...]:
    return tuple(str(cell).strip() for cell in row if not is_empty(cell))


def _is_same(row: Row, key: tuple[str, ...]) -> bool:
    for cell in row:
        if not is_empty(cell):
            return str(cell).strip() == key[0] and _folded(row) == key
    return False


def _gap(grid: Grid, heading: int, next_heading: int) -> int:
    """Return the last row of a form: before the widest gap that parts it from the next one."""
    best_end, widest, run = next_heading - 1, 0, 0
    for row in range(heading + 1, next_heading):
        run = run + 1 if all(is_empty(cell) for cell in grid.rows[row - 1]) else 0
        if run and run >= widest:
            best_end, widest = row, run
    return best_end


def _above(grid: Grid, row: int) -> tuple[str, ...]:
    """Return the group that stands over each cell of a heading: none where the row is no groups."""
    if row < 2:
        return ()
    cells, below = grid.rows[row - 2], grid.rows[row - 1]
    filled = [cell for cell in cells if not is_empty(cell)]
    names = sum(1 for cell in below if not is_empty(cell))
    if not 2 <= len(filled) < names or not all(isinstance(cell, str) for cell in filled):
        return ()
    groups, current = [], ""
    for position in range(len(below)):
        cell = cells[position] if position < len(cells) else ""
        current = current if is_empty(cell) else str(cell)
        groups.append(current)
    return tuple(groups)


def _below(grid: Grid, row: int) -> Row:
    return grid.rows[row] if row < len(grid.rows) else ()


def _is_heading(row: Row, above: Sequence[str], below: Row, mapping: TableMapping | None) -> bool:
    filled = [(i, cell) for i, cell in enumerate(row) if not is_empty(cell)]
    if len(filled) < 2 or sum(isinstance(cell, str) for _, cell in filled) < len(filled):
        return False
    found: dict[str, int] = {}
    for position, cell in filled:
        for meaning in _meanings(str(cell), _group(above, position), mapping)[:1]:
            found[meaning.key] = max(found.get(meaning.key, 0), meaning.confidence)
    exact = sum(confidence >= EXACT for confidence in found.values())
    if not _OF_A_TABLE & found.keys():
        return False
    if len(found) >= 3 and exact >= 2:
        return True
    # A short list: an invoice's number in the next row stands for the heading that is not known.
    numbered = sum(map(_is_number_like, below)) == 1
    return len(found) == 2 and exact >= 1 and len(filled) <= 4 and numbered


def _group(above: Sequence[str], position: int) -> str:
    return above[position] if position < len(above) else ""


def _meanings(heading: str, above: str, mapping: TableMapping | None) -> tuple[Meaning, ...]:
    given = mapping.of_heading(heading) if mapping else None
    if given is not None:
        return (given,) if given.key else ()
    return best(heading, above)


def _columns(
    grid: Grid, heading_row: int, end: int, mapping: TableMapping | None
) -> tuple[Column, ...]:
    headings, above = grid.rows[heading_row - 1], _above(grid, heading_row)
    names = ["" if is_empty(cell) else str(cell).strip() for cell in headings]
    body = grid.rows[heading_row : min(end, heading_row + _SAMPLE)]
    until = next((i for i, row in enumerate(body) if has_total(row)), len(body))
    sample = body[:until] or [row for row in body if not has_total(row)]
    contents = [
        [row[i] for row in sample if i < len(row) and not is_empty(row[i])]
        for i in range(len(names))
    ]
    for position, name in enumerate(names):
        if mapping is not None and mapping.puts_aside(name):
            contents[position] = []  # nor is it taken by its content
    scored: list[tuple[int, int, Meaning]] = []
    for position, name in enumerate(names):
        for rank, meaning in enumerate(_meanings(name, _group(above, position), mapping)):
            fit = _fit(meaning.key, contents[position]) if meaning.reason != "given" else 1.0
            if meaning.confidence == EXACT and meaning.key in _NAMED_ALONE:
                fit = max(fit, _SURE_ENOUGH / 100)
            score = int(10 * meaning.confidence * fit) - rank - 3 * (tokens(name) in _BARE)
            score += _GIVEN * (meaning.reason == "given")
            if score >= 10 * _SURE_ENOUGH:
                scored.append((score, position, meaning))
    taken = _assign(scored)
    _by_content(contents, taken)
    return tuple(
        Column(position + 1, name, taken.get(position))
        for position, name in enumerate(names)
        if name or position in taken
    )


def _assign(scored: list[tuple[int, int, Meaning]]) -> dict[int, Meaning]:
    """Give each meaning to the column that deserves it most; near the quantity among equals."""
    middle = next((p for score, p, m in sorted(scored, key=lambda s: -s[0])
                   if m.key == "quantity"), None)  # fmt: skip
    near = {"unit_price", "net", "gross", "description"}

    def order(item: tuple[int, int, Meaning]) -> tuple[int, int, int]:
        score, position, meaning = item
        away = position - middle if middle is not None and meaning.key in near else 0
        away = -2 * away if away < 0 else away  # what belongs to a quantity mostly follows it
        return -score, away, position

    taken: dict[int, Meaning] = {}
    used: set[str] = set()
    for _, position, meaning in sorted(scored, key=order):
        if position in taken or (meaning.key in used and meaning.key not in _MANY):
            continue
        taken[position] = meaning
        used.add(meaning.key)
    return taken


def _by_content(contents: Sequence[Sequence[Cell]], taken: dict[int, Meaning]) -> None:
    """Take for a SIRET or a number what no heading says to be one, where the content does."""
    keys = {meaning.key for meaning in taken.values()}
    for position, cells in enumerate(contents):
        if position in taken or not cells:
            continue
        if "buyer_siret" not in keys and _share(cells, values.is_siret) >= 0.8:
            taken[position] = Meaning("buyer_siret", 70, "content")
            keys.add("buyer_siret")
        elif "number" not in keys and _share(cells, _is_number_like) == 1:
            taken[position] = Meaning("number", 60, "content")
            keys.add("number")


def _is_number_like(cell: Cell) -> bool:
    typed = str(cell).strip()
    prefix = typed.rstrip("0123456789")
    return isinstance(cell, str) and prefix.upper() in _PREFIXES and len(prefix) < len(typed)


_PREFIXES = frozenset(
    word + sign for word in ("F", "FA", "FAC", "INV", "RE", "#") for sign in ("", "-", "_", " ")
)


def _readable(reader: Callable[[Cell], object]) -> Callable[[Cell], bool]:
    def ask(cell: Cell) -> bool:
        try:
            return reader(cell) is not None
        except values.UnreadableValueError:
            return False

    return ask


def _is_known_rate(cell: Cell) -> bool:
    try:
        read = values.rate(cell)
    except values.UnreadableValueError:
        return isinstance(cell, str) and values.without_vat(cell) is not None
    return read is not None and read.value in codes.vat_rates() | {0}


def _is_words(cell: Cell) -> bool:
    return isinstance(cell, str) and any(letter.isalpha() for letter in cell)


def _is_siret_like(cell: Cell) -> bool:
    typed = values.text(cell) or ""
    return sum(letter.isdigit() for letter in typed) >= 9


_CONTENTS: Mapping[str, Callable[[Cell], bool]] = {
    **dict.fromkeys(
        ("quantity", "unit_price", "net", "gross", "vat", "due", "prepaid", "vat_base",
         "vat_amount"),
        _readable(values.number),
    ),
    **dict.fromkeys(
        ("issue_date", "due_date", "delivery_date", "period_start", "period_end"),
        _readable(values.day),
    ),
    "vat_rate": _is_known_rate, "buyer_siret": _is_siret_like, "description": _is_words,
    "buyer_name": _is_words,
}  # fmt: skip


def _fit(key: str, cells: Sequence[Cell]) -> float:
    """Return how much of a column's content is what its heading says; all, where it is empty."""
    check = _CONTENTS.get(key)
    if not cells:
        return 0.9  # another column of that name, with something in it, goes first
    if check is None:
        return 1.0
    share = _share(cells, check)
    return 1.0 if share >= 0.7 else share


def _share(cells: Sequence[Cell], check: Callable[[Cell], bool]) -> float:
    return sum(map(check, cells)) / len(cells)


def columns_by_key(columns: Sequence[Column]) -> Iterator[tuple[Column, Meaning]]:
    """Give the columns that mean something."""
    for column in columns:
        if column.meaning is not None:
            yield column, column.meaning
