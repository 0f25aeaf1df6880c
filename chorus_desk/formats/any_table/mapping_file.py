"""A mapping as a file that people can read and edit: TOML, headings to meanings.

The file has ``name`` and a table ``[columns]`` whose keys are headings and whose values are the
meanings of ``resources/codes/table_headings.csv``; an empty one leaves the column aside. It may
have ``[cells]``, which says the same of a form's cells (``B3 = "number"``), and ``aside``, the
names of sheets that are left aside.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.text import fold, writable
from chorus_desk.formats.any_table.grid import column_number, letters
from chorus_desk.formats.any_table.headings import meanings
from chorus_desk.formats.any_table.layout import Column
from chorus_desk.formats.any_table.mapping import BY_RATE, Mapping, Told, ToldCell

LARGEST = 200_000
"""Bytes of a mapping's file."""
_MOST_COLUMNS = 1_000
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def read_mapping(content: bytes, known: Collection[str] | None = None) -> Mapping:
    """Read a mapping from its file; ``known``: what columns can mean, an invoice's data if None.

    Raises:
        UserError: ``mapping-unreadable``, ``mapping-unknown`` (a meaning there is none of).
    """
    if len(content) > LARGEST:
        raise UserError("mapping-unreadable")
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # also an integer of 5,000 digits
        raise UserError("mapping-unreadable") from error
    columns, name = document.get("columns"), document.get("name", "")
    cells, aside = document.get("cells", {}), document.get("aside", [])
    if not isinstance(columns, dict) or not isinstance(name, str) or len(columns) > _MOST_COLUMNS:
        raise UserError("mapping-unreadable")
    if not isinstance(cells, dict) or len(cells) > _MOST_COLUMNS or not _is_texts(aside):
        raise UserError("mapping-unreadable")
    known = (*meanings(), *BY_RATE) if known is None else known
    return Mapping(
        writable(name),
        tuple(Told(key, _meaning(key, value, known)) for key, value in columns.items()),
        tuple(_told_cell(place, value, known) for place, value in cells.items()), tuple(aside),
    )  # fmt: skip


def _is_texts(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(item, str) for item in found)


def _meaning(heading: str, meaning: object, known: Collection[str]) -> str:
    if not isinstance(meaning, str):
        raise UserError("mapping-unreadable")
    if meaning and meaning not in known:
        raise UserError(
            "mapping-unknown", meaning=writable(meaning)[:60], heading=writable(heading)[:60]
        )
    return meaning


def _told_cell(place: str, meaning: object, known: Collection[str]) -> ToldCell:
    match = _PLACE.fullmatch(place)
    if match is None:
        raise UserError("mapping-unreadable")
    return ToldCell(int(match[2]), column_number(match[1]), _meaning(place, meaning, known))


def write_mapping(
    name: str, columns: Iterable[Column], cells: Iterable[ToldCell] = (), aside: Iterable[str] = ()
) -> bytes:
    """Return the file of what columns were taken for, each heading once; with its reasons."""
    lines = [f"name = {_quoted(name)}"]
    if sheets := ", ".join(map(_quoted, aside)):
        lines.append(f"aside = [{sheets}]")
    lines += ["", "[columns]"]
    seen: set[str] = set()
    for column in columns:
        meaning = column.meaning
        if not column.heading or column.heading in seen:
            continue
        seen.add(column.heading)
        key = meaning.key if meaning else ""
        sure = f"  # {meaning.confidence} %, {meaning.reason}" if meaning else ""
        lines.append(f"{_quoted(column.heading)} = {_quoted(key)}{sure}")
    told = [f"{letters(c.column)}{c.row} = {_quoted(c.meaning)}" for c in cells]
    lines += ["", "[cells]", *told] if told else []
    return ("\n".join(lines) + "\n").encode()


def told_once(columns: Iterable[Column]) -> Iterator[Column]:
    """Give the columns of a table whose heading stands once: of two alike no file can tell."""
    columns = tuple(columns)
    counts = Counter(fold(column.heading) for column in columns)
    return (column for column in columns if counts[fold(column.heading)] == 1)


def _quoted(text: str) -> str:
    plain = writable(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + plain.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'
