"""Workbooks of any kind: Excel's new and old, and OpenDocument. Values only: nothing is run."""

import posixpath
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers import expat

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.grid import Grid, Row
from chorus_desk.formats.any_table.open_document import check_open_document
from chorus_desk.formats.spreadsheet.safety import check_workbook

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_SHEETS = 100
LARGEST_OLD = 30_000_000
MOST_CELLS = 5_000_000
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


def read_workbook_grids(content: bytes, kind: str) -> tuple[Grid, ...]:
    """Read every sheet of a workbook of kind ``xlsx``, ``ods`` or ``xls``.

    Raises:
        UserError: ``workbook-too-large``, ``workbook-unreadable``.
    """
    check_any_workbook(content, kind)
    extras = _extras(content) if kind == "xlsx" else {}
    return tuple(_grids(content, extras))


def check_any_workbook(content: bytes, kind: str) -> None:
    """Refuse a workbook of kind ``xlsx``, ``ods`` or ``xls`` that is not safe to open.

    Raises:
        UserError: ``workbook-too-large``, ``workbook-unreadable``.
    """
    _CHECKS[kind](content)


def _check_old(content: bytes) -> None:
    if len(content) > LARGEST_OLD:
        raise UserError("workbook-too-large")


_CHECKS = {"xlsx": check_workbook, "ods": check_open_document, "xls": _check_old}


def _grids(content: bytes, extras: "dict[str, _Extras]") -> Iterator[Grid]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [s for s in workbook.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # calamine may panic, which is no Exception
        raise UserError("workbook-unreadable") from error
    if len(sheets) > MOST_SHEETS:
        raise UserError("workbook-too-large")
    room = MOST_CELLS
    for sheet in sheets:
        try:
            found = workbook.get_sheet_by_name(sheet.name)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            raise UserError("workbook-unreadable") from error
        room -= found.total_height * found.total_width
        if room < 0:
            raise UserError("workbook-too-large")
        rows, unreadable = _rows(found)
        extra = extras.get(sheet.name, _Extras())
        yield Grid(
            sheet.name, rows, sheet.visible == SheetVisibleEnum.Visible, frozenset(extra.hidden),
            frozenset(unreadable), frozenset(extra.without_value), extra.from_1904,
        )  # fmt: skip


def _rows(sheet: "CalamineSheet") -> tuple[Sequence[Row], list[int]]:
    cells = sheet.iter_rows()
    rows: list[Row] = []
    unreadable = []
    for number in range(1, (sheet.end[0] + 1 if sheet.end else 0) + 1):
        try:
            rows.append(next(cells))
        except StopIteration:
            break
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # noqa: BLE001 -- as above: a date beyond the calendar
            rows.append(())
            unreadable.append(number)
    return rows, unreadable


@dataclass
class _Extras:
    """What calamine does not tell of a sheet of Excel's new kind."""

    hidden: set[int] = field(default_factory=set)
    without_value: set[tuple[int, int]] = field(default_factory=set)
    from_1904: bool = False


def _extras(content: bytes) -> dict[str, _Extras]:
    """Return the extras of each sheet by its name; nothing where the parts are unusual."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            names, from_1904 = _sheet_names(parts.read(_WORKBOOK))
            targets = _targets(parts.read(_RELATIONS))
            found = {}
            for name, relation in names:
                part = parts.read(targets[relation])
                extras = _Extras(from_1904=from_1904)
                if b"<f" in part or b"hidden=" in part:
                    _SheetScan(extras).read(part)
                found[name] = extras
            return found
    except (KeyError, zipfile.BadZipFile, expat.ExpatError, ValueError, OSError, RuntimeError):
        return {}


def _sheet_names(part: bytes) -> tuple[list[tuple[str, str]], bool]:
    names: list[tuple[str, str]] = []
    base = [False]

    def start(tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            names.append((attributes.get("name", ""), relation))
        elif local == "workbookPr":
            base[0] = attributes.get("date1904", "0") in ("1", "true")

    _parse(part, start)
    return names, base[0]


def _targets(part: bytes) -> dict[str, str]:
    found: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            found[attributes.get("Id", "")] = posixpath.normpath(path)

    _parse(part, start)
    return found


class _SheetScan:
    """Follows the tags of a sheet for hidden rows, and formulas without a value."""

    def __init__(self, extras: _Extras) -> None:
        self._extras = extras
        self._row = self._column = 0
        self._formula = self._value = self._inside = False

    def read(self, part: bytes) -> None:
        _parse(part, self._start, self._end, self._text)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            if attributes.get("hidden") in ("1", "true"):
                self._extras.hidden.add(self._row)
        elif local == "c":
            self._column = _column(attributes.get("r", "")) or self._column + 1
            self._formula = self._value = False
        elif local == "f":
            self._formula = True
        elif local in ("v", "is"):
            self._inside = True

    def _text(self, text: str) -> None:
        self._value = self._value or (self._inside and bool(text.strip()))

    def _end(self, tag: str) -> None:
        local = tag.rpartition(":")[2]
        if local in ("v", "is"):
            self._inside = False
        elif local == "c" and self._formula and not self._value:
            self._extras.without_value.add((self._row, self._column))


def _column(place: str) -> int:
    number = 0
    for letter in place.rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - 64
    return number


def _parse(
    part: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.Parse(part, True)


def _refuse_doctype(*_declaration: object) -> None:
    raise ValueError("a workbook has no document type")
