"""Makes bodies and services of the rows of a table, and says which rows it could not take."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from chorus_desk.directory.reading import cells
from chorus_desk.directory.reading.cells import Cell, UnreadableCellError
from chorus_desk.directory.reading.sirets import NotASiretError, has_key, read_siret
from chorus_desk.directory.reading.tables import Gives, Row, TableColumns
from chorus_desk.directory.records import STATE_LIST, ListedBody, ListedService
from chorus_desk.domain.identifiers import SERVICE_CODE_LENGTH
from chorus_desk.domain.party import Requirement
from chorus_desk.domain.text import writable

MOST_NAMED = 500
"""Rows that are named one by one; all are counted."""
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,3}", re.IGNORECASE)
"""A code as a spreadsheet shows a number; 1E3 itself is a code."""
_FLAGS = ("service", "commitment", "either")


@dataclass(frozen=True, slots=True)
class RowNote:
    """A row that was not taken, or that should be looked at: where, why (a code), the value.

    Reasons: ``empty, siret, rounded, other-identifier, no-name, no-code, long-code,
    date-code, rounded-code`` (not taken) and ``number-code`` (taken: zeros before it may be lost).
    """

    sheet: str
    row: int
    reason: str
    value: str = ""
    taken: bool = False
    column: str = ""


class _NotTakenError(Exception):
    """The row cannot be taken; arguments are the reason and the value."""


@dataclass
class Intake:
    """What came of the rows so far; bodies and services wait here until they are stored."""

    as_of: str | None = None
    bodies: list[ListedBody] = field(default_factory=list)
    services: list[ListedService] = field(default_factory=list)
    notes: list[RowNote] = field(default_factory=list)
    skipped: int = 0
    remarks: Counter[str] = field(default_factory=Counter)
    """Of rows that were taken: ``mended`` SIRETs, ``key`` wrong, ``unclear`` flags or dates,
    ``number-code``."""

    def note(self, sheet: str, row: int, reason: str, value: Cell, *, taken: bool = False) -> None:
        """Take note of a row."""
        if taken:
            self.remarks[reason] += 1
        else:
            self.skipped += 1
        if len(self.notes) < MOST_NAMED:
            self.notes.append(RowNote(sheet, row, reason, cells.shown(value), taken))


Taker = Callable[[int, Row], None]


def taker(table: TableColumns, intake: Intake) -> Taker:
    """Return what takes a row of a table, by its number, into ``intake``."""
    reading = _Reading(table, intake)
    takes = {
        Gives.BODIES: (reading.body,),
        Gives.SERVICES: (reading.service,),
        Gives.BOTH: (reading.body, reading.service),
    }.get(table.gives, ())

    def take(number: int, row: Row) -> None:
        try:
            siret = reading.siret(row)
            for one in takes:
                one(siret, number, row)
        except _NotTakenError as error:
            intake.note(table.table, number, *error.args)

    return take


class _Reading:
    """The columns of one table, by their places."""

    def __init__(self, table: TableColumns, intake: Intake) -> None:
        self._sheet, self._intake, self._at = table.table, intake, table.at
        self._siret, self._type = table.at("siret"), table.at("type")
        self._name, self._code = table.at("name"), table.at("code")
        self._streets = [i for k in ("street", "street2", "street3")
                         if (i := table.at(k)) is not None]  # fmt: skip
        self._places = [table.at(key) for key in ("postcode", "city", "country")]
        self._flags = [table.at(key) for key in _FLAGS]
        self._works_only, self._active = table.at("works_only"), table.at("active")
        self._service = [table.at(key) for key in ("service_name", "starts", "ends")]
        self._service_active = table.at("service_active")
        self._commitment = table.at("service_commitment")

    def siret(self, row: Row) -> int:
        """Return the SIRET of a row."""
        assert self._siret is not None
        cell = row[self._siret]
        if self._type is not None and not _names_a_siret(row[self._type]):
            raise _NotTakenError("other-identifier", cell)
        try:
            siret, mended = read_siret(cell)
        except NotASiretError as error:
            raise _NotTakenError(error.args[0], cell) from error
        if mended:
            self._intake.remarks["mended"] += 1
        return siret

    def body(self, siret: int, _number: int, row: Row) -> None:
        """Take the body of a row."""
        intake = self._intake
        name = self._text(row, self._name)
        if name is None:
            raise _NotTakenError("no-name", f"{siret:014}")
        if not has_key(siret):
            intake.remarks["key"] += 1
        street = ", ".join(filter(None, [cells.text(row[i]) for i in self._streets]))
        postcode, city, country = (self._text(row, i) for i in self._places)
        if postcode and len(postcode) == 4 and postcode.isdecimal():
            postcode = f"0{postcode}"  # a number cell lost the zero of 01 to 09
        active = self._flag(row, self._active, default=True)
        intake.bodies.append(
            ListedBody(
                siret, name, street or None, postcode, city, _country(country), None, None, None,
                self._requires(row), bool(self._flag(row, self._works_only, default=False)),
                active is not False, None, STATE_LIST, intake.as_of,
            )
        )  # fmt: skip

    def service(self, siret: int, number: int, row: Row) -> None:
        """Take the service of a row."""
        assert self._code is not None
        code = self._service_code(number, row[self._code])
        name_at, starts_at, ends_at = self._service
        active = self._flag(row, self._service_active, default=True)
        self._intake.services.append(
            ListedService(
                siret, code, self._text(row, name_at), active is not False,
                bool(self._flag(row, self._commitment, default=False)),
                self._day(row, starts_at), self._day(row, ends_at),
            )
        )  # fmt: skip

    def _service_code(self, number: int, cell: Cell) -> str:
        if isinstance(cell, str):
            code = cell.strip()
            if code and len(code) <= SERVICE_CODE_LENGTH and not _ROUNDED.fullmatch(code):
                return code if code.isprintable() else writable(code)
            reason = "long-code" if len(code) > SERVICE_CODE_LENGTH else "rounded-code"
            raise _NotTakenError(reason if code else "no-code", cell)
        if cell is None:
            raise _NotTakenError("no-code", None)
        if isinstance(cell, date):
            raise _NotTakenError("date-code", cell)
        self._intake.note(self._sheet, number, "number-code", cell, taken=True)
        return cells.shown(cell)

    def _requires(self, row: Row) -> str | None:
        """Return what a body asks for; None where the list does not say.

        Source: facts on the flags of the State's directory: either-or goes first.
        """
        service, commitment, either = (self._flag(row, i, default=None) for i in self._flags)
        if either:
            return Requirement.EITHER.value
        if service is None or commitment is None:
            return None
        return _REQUIREMENTS[service, commitment]

    def _text(self, row: Row, at: int | None) -> str | None:
        return None if at is None else cells.text(row[at])

    def _flag(self, row: Row, at: int | None, *, default: bool | None) -> bool | None:
        """Return a flag: ``default`` without its column, no where the cell is empty."""
        if at is None:
            return default
        try:
            found = cells.flag(row[at])
        except UnreadableCellError:
            self._intake.remarks["unclear"] += 1
            return default
        return (default or False) if found is None else found

    def _day(self, row: Row, at: int | None) -> str | None:
        if at is None:
            return None
        try:
            return cells.day(row[at])
        except UnreadableCellError:
            self._intake.remarks["unclear"] += 1
            return None


def _names_a_siret(kind: Cell) -> bool:
    """Return whether a kind of identifier is SIRET; an empty one is no other."""
    return kind == "SIRET" or cells.shown(kind).strip().upper() in _SIRET_KINDS


_SIRET_KINDS = frozenset({"SIRET", "0009", ""})
_REQUIREMENTS = {
    (True, True): Requirement.BOTH.value,
    (True, False): Requirement.SERVICE.value,
    (False, True): Requirement.COMMITMENT.value,
    (False, False): Requirement.NONE.value,
}
_FRANCE = frozenset({"FRANCE", "FRA", "FR"})


def _country(typed: str | None) -> str:
    """Return a country's code; a list of French bodies names most of them in full."""
    if typed is None or typed.upper() in _FRANCE:
        return "FR"
    return typed.upper() if len(typed) == 2 and typed.isalpha() else "FR"
