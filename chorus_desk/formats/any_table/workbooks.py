"""Workbooks of any kind: Excel's new and old, and OpenDocument. Values only: nothing is run."""

import posixpath
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers import expat

from chorus_desk.domain.errors import UserError
from chorus_desk.formats.any_table.deadline import Deadline
from chorus_desk.formats.any_table.grid import Grid, Row
from chorus_desk.formats.any_table.limits import MOST_CELLS, MOST_LOST, MOST_ROWS, MOST_SHEETS
from chorus_desk.formats.any_table.old_workbooks import check_old_workbook
from chorus_desk.formats.any_table.open_document import check_open_document
from chorus_desk.formats.any_table.shared_strings import check_shared_strings
from chorus_desk.formats.spreadsheet.safety import check_workbook
from chorus_desk.formats.spreadsheet.sheets import OpenedWorkbook

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


def read_workbook_grids(
    content: bytes, kind: str, *, opened: OpenedWorkbook | None = None,
    deadline: Deadline | None = None,
) -> tuple[Grid, ...]:  # fmt: skip
    """Read every sheet of a workbook of kind ``xlsx``, ``ods`` or ``xls``.

    ``opened``: the same, where what it may weigh was looked at already.

    Raises:
        UserError: ``workbook-too-large``, ``workbook-unreadable``, ``table-too-slow``.
    """
    deadline = deadline or Deadline()
    if opened is None:
        _check(content, kind, deadline)
        deadline.check()
    extras = _extras(content, deadline) if kind == "xlsx" else {}
    return tuple(_grids(opened or OpenedWorkbook(content), extras, deadline))


def _check(content: bytes, kind: str, deadline: Deadline) -> None:
    if kind == "xlsx":
        check_workbook(content)
    elif kind == "ods":
        check_open_document(content, deadline)
    else:
        check_old_workbook(content)


def _grids(
    workbook: OpenedWorkbook, extras: "dict[str, _Extras]", deadline: Deadline
) -> Iterator[Grid]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [s for s in workbook.sheets if s.typ == SheetTypeEnum.WorkSheet]
    if len(sheets) > MOST_SHEETS:
        raise UserError("workbook-too-large")
    room, most = MOST_CELLS, MOST_ROWS
    for sheet in sheets:
        deadline.check()
        found = workbook.sheet(sheet.name)
        room -= found.total_height * found.total_width
        most -= found.total_height
        if room < 0 or most < 0:
            raise UserError("workbook-too-large")
        deadline.allow(found.total_height)
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
        except BaseException:  # noqa: BLE001 -- a date beyond the calendar: calamine may panic
            rows.append(())
            unreadable.append(number)
    return rows, unreadable


@dataclass
class _Extras:
    """What calamine does not tell of a sheet of Excel's new kind."""

    hidden: set[int] = field(default_factory=set)
    without_value: set[tuple[int, int]] = field(default_factory=set)
    from_1904: bool = False


def _extras(content: bytes, deadline: Deadline) -> dict[str, _Extras]:
    """Return the extras of each sheet by its name; nothing where the parts are unusual."""
    try:
        check_shared_strings(content)
        with zipfile.ZipFile(BytesIO(content)) as parts:
            names, from_1904 = _sheet_names(parts.read(_WORKBOOK))
            targets = _targets(parts.read(_RELATIONS))
            found = {}
            for name, relation in names:
                deadline.check()
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
            if len(self._extras.without_value) > MOST_LOST:
                raise UserError("workbook-too-large")


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
