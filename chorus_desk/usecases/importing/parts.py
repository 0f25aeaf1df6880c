"""Files that belong together: one has who and when for each number, another the lines.

Chosen together they are read as the sheets of one workbook would be, under the file of the lines.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as ByKey
from dataclasses import replace
from pathlib import Path

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.deadline import Deadline
from chorus_desk.formats.any_table.edits import TableChoices, edited
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.parts import (
    has_no_lines,
    is_of_heads,
    is_of_lines,
    numbers_in,
)
from chorus_desk.formats.any_table.reading import TableContent, Understood
from chorus_desk.formats.any_table.telling import kept_of
from chorus_desk.usecases.importing.gathering import Gathered
from chorus_desk.usecases.importing.reading import (
    OwnTable,
    ReadFile,
    table_file,
    understood_as_told,
)

_AND = "+"
"""Between the digests of files that were read as one."""


def only_heads(content: TableContent) -> bool:
    """Return whether a file says who and when of some numbers, and nothing of what is billed."""
    return not content.invoices and any(is_of_heads(t.table) for t in _without_amounts(content))


def only_lines(content: TableContent) -> bool:
    """Return whether a file has the lines of some numbers, and of none who or when."""
    return bool(content.invoices) and all(is_of_lines(t.table) for t in content.understood)


def _without_amounts(content: TableContent) -> Iterable[Understood]:
    return (table for table in content.left if table.reason == "no-amount")


def first_of(choices: TableChoices) -> TableChoices:
    """Return what was said of files that were read as one, as said of the first of them."""
    return replace(choices, sha256=choices.sha256.partition(_AND)[0])


def join_parts(
    gathered: Gathered, tables: Sequence[OwnTable], unread: ByKey[Path, UserError],
    choices: ByKey[Path, TableChoices], kept: Sequence[Mapping],
) -> list[OwnTable]:  # fmt: skip
    """Read files that belong together as one, in ``gathered`` too; return the tables there are.

    ``unread``: why a file of heads alone was refused, which is no failure where its lines are.
    """
    left = list(tables)
    for group in _together(tables):
        digest = _AND.join(table.sha256 for table in group)
        said = choices.get(group[0].path, TableChoices())
        if said.places and _AND in said.sha256 and said.sha256 != digest:
            names = " + ".join(table.path.name for table in group)
            gathered.failures.append((names, UserError("file-changed", file=names)))
            _forget(gathered, group, unread)
            continue
        whole = _read_as_one(group, digest, kept)
        _replace(gathered, group, whole, unread)
        left = [whole if t is group[0] else t for t in left if t is group[0] or t not in group]
    return left


def _together(tables: Sequence[OwnTable]) -> Iterable[Sequence[OwnTable]]:
    """Give the files that belong together: those of lines first, then the one with their heads."""
    lines = [table for table in tables if only_lines(table.content)]
    others = [(t, _numbers(t, heads=True)) for t in tables if t not in lines] if lines else []
    groups: dict[Path, list[OwnTable]] = {}
    heads: dict[Path, OwnTable] = {}
    for table in lines:
        numbers = _numbers(table, heads=False)
        shared, best = max(
            ((len(numbers & theirs), other) for other, theirs in others),
            key=lambda pair: pair[0], default=(0, None),
        )  # fmt: skip
        if shared and best is not None:
            groups.setdefault(best.path, []).append(table)
            heads[best.path] = best
    return [(*group, heads[path]) for path, group in groups.items()]


def _numbers(table: OwnTable, *, heads: bool) -> frozenset[str]:
    found = (*table.content.understood, *_without_amounts(table.content))
    return numbers_in(
        table.sheets, [(t.sheet, t.table) for t in found if not heads or has_no_lines(t.table)]
    )


def _read_as_one(group: Sequence[OwnTable], digest: str, kept: Sequence[Mapping]) -> OwnTable:
    names: set[str] = set()
    sheets: list[Grid] = []
    rows_aside: list[tuple[str, int]] = []
    for table in group:
        renamed = {grid.sheet: _free(grid.sheet, table.path.name, names) for grid in table.sheets}
        names.update(renamed.values())
        sheets += (replace(grid, sheet=renamed[grid.sheet]) for grid in table.sheets)
        rows_aside += ((renamed.get(s, s), row) for s, row in table.choices.rows_aside)
    first = group[0]
    told = replace(first.choices, mapping=_said_of(group), rows_aside=tuple(rows_aside))
    laid = edited(sheets, told.edits)
    deadline = Deadline()
    deadline.allow(sum(len(grid.rows) for grid in laid))
    content = understood_as_told(laid, told, kept, deadline)
    return OwnTable(first.path, digest, laid, content, replace(told, sha256=digest))


def _free(sheet: str, file: str, names: set[str]) -> str:
    """Return the name of a sheet among those of other files."""
    name, count = sheet, 1
    while name in names:
        name, count = f"{sheet} ({file})" if count == 1 else f"{sheet} ({file} {count})", count + 1
    return name


def _said_of(group: Sequence[OwnTable]) -> Mapping | None:
    """Return what was said of the columns of several files as one, None where nothing was."""
    first = group[0].choices.mapping
    if all(table.choices.mapping is first for table in group):  # nothing, or said of all files
        return first
    found = [
        mapping for table in group
        if (mapping := table.choices.mapping or kept_of(table.content.understood)) is not None
    ]  # fmt: skip
    return Mapping(
        found[0].name, tuple(told for m in found for told in m.columns),
        tuple(told for m in found for told in m.cells), tuple(s for m in found for s in m.aside),
    )  # fmt: skip


def _replace(
    gathered: Gathered, group: Sequence[OwnTable], whole: OwnTable, unread: ByKey[Path, UserError]
) -> None:
    """Put what was read as one in place of its first file; the others hold nothing more."""
    of = {id(file.table): file for file in gathered.files}
    first = of[id(group[0])]
    names = " + ".join((first.name, *(_name(table, of) for table in group[1:])))
    at = gathered.files.index(first)
    gathered.files[at] = table_file(replace(first, name=names), whole)
    _forget(gathered, group[1:], unread)


def _name(table: OwnTable, of: ByKey[int, ReadFile]) -> str:
    return of[id(table)].name if id(table) in of else table.path.name


def _forget(
    gathered: Gathered, group: Sequence[OwnTable], unread: ByKey[Path, UserError]
) -> None:  # fmt: skip
    gone = {id(table) for table in group}
    errors = [unread[table.path] for table in group if table.path in unread]
    gathered.files[:] = [f for f in gathered.files if f.table is None or id(f.table) not in gone]
    gathered.failures[:] = [f for f in gathered.failures if f[1] not in errors]
