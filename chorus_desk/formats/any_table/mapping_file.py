"""A mapping as a file that people can read and edit: TOML, headings to meanings.

The file has ``name`` and a table ``[columns]`` whose keys are headings and whose values are the
meanings of ``resources/codes/table_headings.csv``; an empty one leaves the column aside.
"""

import tomllib
from collections.abc import Iterable

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.text import writable
from chorus_desk.formats.any_table.headings import meanings
from chorus_desk.formats.any_table.layout import Column
from chorus_desk.formats.any_table.mapping import BY_RATE, Mapping, Told

LARGEST = 200_000
"""Bytes of a mapping's file."""
_MOST_COLUMNS = 1_000


def read_mapping(content: bytes) -> Mapping:
    """Read a mapping from its file.

    Raises:
        UserError: ``mapping-unreadable``, ``mapping-unknown`` (a meaning there is none of).
    """
    if len(content) > LARGEST:
        raise UserError("mapping-unreadable")
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UserError("mapping-unreadable") from error
    columns, name = document.get("columns"), document.get("name", "")
    if not isinstance(columns, dict) or not isinstance(name, str) or len(columns) > _MOST_COLUMNS:
        raise UserError("mapping-unreadable")
    return Mapping(writable(name), tuple(_told(key, value) for key, value in columns.items()))


def _told(heading: str, meaning: object) -> Told:
    if not isinstance(meaning, str):
        raise UserError("mapping-unreadable")
    if meaning and meaning not in (*meanings(), *BY_RATE):
        raise UserError(
            "mapping-unknown", meaning=writable(meaning)[:60], heading=writable(heading)[:60]
        )
    return Told(heading, meaning)


def write_mapping(name: str, columns: Iterable[Column]) -> bytes:
    """Return the file of what columns were taken for, each heading once; with its reasons."""
    lines = [f"name = {_quoted(name)}", "", "[columns]"]
    seen: set[str] = set()
    for column in columns:
        meaning = column.meaning
        if not column.heading or column.heading in seen:
            continue
        seen.add(column.heading)
        key = meaning.key if meaning else ""
        sure = f"  # {meaning.confidence} %, {meaning.reason}" if meaning else ""
        lines.append(f"{_quoted(column.heading)} = {_quoted(key)}{sure}")
    return ("\n".join(lines) + "\n").encode()


def _quoted(text: str) -> str:
    plain = writable(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + plain.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'
