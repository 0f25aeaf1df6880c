"""Where the tables of a sheet are: their headings, on one row or two, and what columns mean."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.deadline import Deadline
from chorus_desk.formats.any_table.grid import Cell, Grid, Row, is_empty
from chorus_desk.formats.any_table.headings import EXACT, Meaning, best, tokens
from chorus_desk.formats.any_table.limits import MOST_COLUMNS
from chorus_desk.formats.any_table.mapping import HEADING_ROWS
from chorus_desk.formats.any_table.mapping import Mapping as TableMapping
from chorus_desk.formats.any_table.sums import has_total
from chorus_desk.formats.any_table.vocabulary import words_of
from chorus_desk.rules import tables as codes

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
_OF_A_PRICE = frozenset({"net", "gross", "unit_price", "unit_price_gross"})
_REFERENCES = frozenset({("ref",), ("reference",), ("numero", "ref"), ("ref", "numero")})
_RATE = ("taux",)
_FIRST_LINES = 3
"""Rows under a short heading in which its first line is looked for."""
_WORDY = 8
"""Letters that a column of descriptions has in a cell, on the average."""


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


def find_tables(
    grid: Grid, mapping: TableMapping | None = None, deadline: Deadline | None = None
) -> tuple[Table, ...]:
    """Return the tables of a sheet: one, or one for each form that is stacked on it.

    Raises:
        UserError: ``table-too-slow``.
    """
    deadline = deadline or Deadline()
    start = _first_heading(grid, mapping)
    if start is None:
        return ()
    key = _folded(grid.rows[start - 1])
    starts = [r for r in range(start, len(grid.rows) + 1) if _is_same(grid.rows[r - 1], key)]
    tables = []
    first = 1
    for index, heading_row in enumerate(starts):
        deadline.check()
        last = index + 1 == len(starts)
        end = len(grid.rows) if last else _gap(grid, heading_row, starts[index + 1])
        columns = _columns(grid, heading_row, end, mapping)
        tables.append(Table(first, heading_row, end, columns))
        first = end + 1
    return tuple(tables)


def _first_heading(grid: Grid, mapping: TableMapping | None) -> int | None:
    """Return the first row of headings: the lowest, where groups stand on one or two above it."""
    for row in range(1, min(len(grid.rows), HEADING_ROWS) + 1):
        if _is_heading(grid, row, mapping):
            best_row, most = row, len(_found(grid, row, mapping))
            for lower in range(row + 1, min(row + 2, len(grid.rows)) + 1):
                count = len(_found(grid, lower, mapping))
                if count > most:
                    best_row, most = lower, count
            return best_row
    return None


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


def _above(grid: Grid, row: int) -> tuple[tuple[str, ...], ...]:
    """Return the groups that stand over each cell of a heading, the nearest first.

    They stand on the row above it, or on the two.
    """
    names = sum(1 for cell in grid.rows[row - 1] if not is_empty(cell))
    width = len(grid.rows[row - 1])
    rows: list[Sequence[str]] = []
    for above in (row - 2, row - 3):
        groups = _groups(grid.rows[above], names, width) if above >= 0 else ()
        if not groups:
            break
        rows.append(groups)
    return tuple(zip(*rows, strict=True)) if rows else ()


def _groups(cells: Row, names: int, width: int) -> tuple[str, ...]:
    """Return the group over each column; none where the row is no groups of so many names."""
    filled = [cell for cell in cells if not is_empty(cell)]
    if not 2 <= len(filled) < names or not all(isinstance(cell, str) for cell in filled):
        return ()
    groups, current = [], ""
    for position in range(width):
        cell = cells[position] if position < len(cells) else ""
        current = current if is_empty(cell) else str(cell)
        groups.append(current)
    return tuple(groups)


def _found(grid: Grid, row: int, mapping: TableMapping | None) -> dict[str, int]:
    """Return the meanings that a row of words alone would name as headings, and how surely."""
    filled = [(i, cell) for i, cell in enumerate(grid.rows[row - 1]) if not is_empty(cell)]
    if not 2 <= len(filled) <= MOST_COLUMNS or not all(isinstance(c, str) for _, c in filled):
        return {}
    above = _above(grid, row)
    found: dict[str, int] = {}
    for position, cell in filled:
        for meaning in _meanings(str(cell), _group(above, position), mapping)[:1]:
            found[meaning.key] = max(found.get(meaning.key, 0), meaning.confidence)
    return found


def _is_heading(grid: Grid, row: int, mapping: TableMapping | None) -> bool:
    found = _found(grid, row, mapping)
    exact = sum(confidence >= EXACT for confidence in found.values())
    if not _OF_A_TABLE & found.keys():
        return False
    if len(found) >= 3 and exact >= 2:
        return True
    filled = [i for i, cell in enumerate(grid.rows[row - 1]) if not is_empty(cell)]
    if len(found) != 2 or not exact or len(filled) > 4:
        return False
    # A short list: an invoice's number in the next row stands for the heading that is not known.
    if row < len(grid.rows) and sum(map(_is_number_like, grid.rows[row])) == 1:
        return True
    return exact == 2 and "description" in found and bool(_OF_A_PRICE & found.keys()) and (
        _has_line_below(grid, row, filled)
    )  # fmt: skip


def _has_line_below(grid: Grid, row: int, positions: Sequence[int]) -> bool:
    """Return whether a row of words and one amount follows, in the very columns of a heading."""
    for cells in grid.rows[row : row + _FIRST_LINES]:
        here = [cells[i] for i in positions if i < len(cells) and not is_empty(cells[i])]
        if any(map(_is_words, here)) and any(map(values.is_number, here)):
            return True
    return False


def _group(above: Sequence[tuple[str, ...]], position: int) -> tuple[str, ...]:
    return above[position] if position < len(above) else ()


def _meanings(
    heading: str, above: tuple[str, ...], mapping: TableMapping | None
) -> tuple[Meaning, ...]:
    given = mapping.of_heading(heading) if mapping else None
    if given is not None:
        return (given,) if given.key else ()
    return best(heading, *above)


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
    found = {meaning.key for _, _, meaning in scored}
    scored = [
        item for item in scored
        if item[2].key != "unit_price"
        or not _is_rate_of_vat(names[item[1]], contents[item[1]], found)
    ]  # fmt: skip
    taken = _assign(scored)
    _by_content(contents, taken)
    _wordiest(names, contents, taken)
    _by_reference(names, contents, taken)
    return tuple(
        Column(position + 1, name, taken.get(position))
        for position, name in enumerate(names)
        if name or position in taken
    )


def _is_rate_of_vat(name: str, cells: Sequence[Cell], found: AbstractSet[str]) -> bool:
    """Return whether « Taux » is VAT's: where nothing is counted, and each is a rate there is."""
    return tokens(name) == _RATE and "quantity" not in found and all(map(_is_known_rate, cells))


def _assign(scored: list[tuple[int, int, Meaning]]) -> dict[int, Meaning]:
    """Give each meaning to the column that deserves it most; near the quantity among equals."""
    middle = next((p for score, p, m in sorted(scored, key=lambda s: -s[0])
                   if m.key == "quantity"), None)  # fmt: skip
    near = _OF_A_PRICE | {"description"}

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


def _by_reference(
    names: Sequence[str], contents: Sequence[Sequence[Cell]], taken: dict[int, Meaning]
) -> None:
    """Take a bare « Réf. » for the invoice's number, in a list of whom and not of how many."""
    keys = {meaning.key for meaning in taken.values()}
    if "number" in keys or "quantity" in keys or not {"buyer_name", "buyer_siret"} & keys:
        return
    for position, cells in enumerate(contents):
        bare = tokens(names[position]) in _REFERENCES
        if bare and position not in taken and cells and len(set(map(str, cells))) == len(cells):
            taken[position] = Meaning("number", 60, "words")
            return


def _wordiest(
    names: Sequence[str], contents: Sequence[Sequence[Cell]], taken: dict[int, Meaning]
) -> None:
    """Take the column with the longest words for what was sold, where no heading names one."""
    keys = {meaning.key for meaning in taken.values()}
    if "description" in keys or "number" not in keys or not _OF_A_PRICE & keys:
        return
    lengths = {
        position: sum(len(str(cell)) for cell in cells) / len(cells)
        for position, cells in enumerate(contents)
        if position not in taken and cells
        and not words_of("of others") & set(tokens(names[position]))
        and _share(cells, _is_words) >= 0.8 and 2 * len(set(map(str, cells))) >= len(cells)
    }  # fmt: skip
    longest = max(lengths, key=lambda position: lengths[position], default=None)
    if longest is not None and lengths[longest] >= _WORDY:
        taken[longest] = Meaning("description", 50, "content")


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
    return isinstance(cell, str) and "@" not in cell and any(map(str.isalpha, cell))


def _is_siret_like(cell: Cell) -> bool:
    typed = values.text(cell) or ""
    return sum(letter.isdigit() for letter in typed) >= 9


_CONTENTS: Mapping[str, Callable[[Cell], bool]] = {
    **dict.fromkeys(
        ("unit_price", "unit_price_gross", "net", "gross", "vat", "due", "prepaid",
         "vat_base", "vat_amount"),
        values.is_number,
    ),
    **dict.fromkeys(
        ("issue_date", "due_date", "delivery_date", "period_start", "period_end"),
        _readable(values.day),
    ),
    "quantity": values.is_quantity, "vat_rate": _is_known_rate, "buyer_siret": _is_siret_like,
    "description": _is_words, "buyer_name": _is_words,
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
