"""A sheet of customers, prices or statuses: what its columns were taken for, what rows become."""

from collections.abc import Mapping
from functools import cached_property

from chorus_desk.formats.any_table.grid import Grid, is_empty
from chorus_desk.formats.any_table.headings import EXACT, Meaning
from chorus_desk.formats.any_table.layout import Column
from chorus_desk.formats.record_tables.targets import targets
from chorus_desk.presenters.record_rows import message_of
from chorus_desk.presenters.record_view import row_tone
from chorus_desk.presenters.sheet import COLUMN, TITLE, Chip, Choices, Mark, Said, place_of
from chorus_desk.presenters.statuses import Tone
from chorus_desk.usecases.importing.records.importing import RecordsImported
from chorus_desk.usecases.importing.records.outcomes import RowOutcome
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.names import aside_reason
from chorus_desk.wording.record_rows import OUTCOMES, datum_name

NOTHING = ""
"""The key of what is left aside."""
_SHOWN = 24
"""Characters of a heading in the name of what may be chosen."""


class RecordSheet:
    """One sheet, as the last reading took it."""

    def __init__(self, grid: Grid, found: RecordsImported, language: str) -> None:
        self.grid, self._found, self._language = grid, found, language
        self._rows = {row.row: row for row in found.rows if row.sheet == grid.sheet}
        self._asides = {a.row: a.reason for a in found.asides if a.sheet == grid.sheet}
        self._table = next((u for u in found.understood if u.sheet == grid.sheet), None)

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.grid.sheet

    @cached_property
    def _columns(self) -> Mapping[int, Column]:
        return {c.position: c for c in self._table.columns} if self._table else {}

    @cached_property
    def chips(self) -> Mapping[int, Chip]:
        """What its columns were taken for, by their number."""
        return {number: self._chip(column.meaning) for number, column in self._columns.items()}

    def _chip(self, meaning: Meaning | None) -> Chip:
        if meaning is None:
            return Chip(self._say(N_("ignorée")), "", Tone.NEUTRAL)
        name = datum_name(self._found.kind, meaning.key, self._language)
        if meaning.reason == "given":
            return Chip(name, self._say(N_("choisi par vous")), Tone.PROGRESS)
        if meaning.confidence >= EXACT:
            return Chip(name, self._say(N_("sûr")), Tone.GOOD)
        return Chip(
            self._say(N_("{meaning} ?"), meaning=name), self._say(N_("à vérifier")), Tone.TODO
        )

    @property
    def cell_chips(self) -> Mapping[tuple[int, int], Chip]:
        """Nothing: single cells mean nothing by themselves here."""
        return {}

    @cached_property
    def rows(self) -> Mapping[int, Mark]:
        """The row of headings, what every row becomes, and the rows left aside."""
        found = {number: Mark(row_tone(row), self._why(row)) for number, row in self._rows.items()}
        for number, reason in self._asides.items():
            why = self._say(N_("Laissée de côté : {why}"), why=aside_reason(reason, self._language))
            found[number] = Mark(Tone.NEUTRAL, why, dimmed=True)
        if self._table is not None:
            found[self._table.heading_row] = Mark(Tone.PROGRESS, self._say(N_("Titres")), bold=True)
        return found

    def _why(self, row: RowOutcome) -> str:
        message = message_of(row, self._language)
        outcome = self._say(OUTCOMES[row.outcome])
        said = f"{outcome} – {message}" if message else outcome
        return said[:1].upper() + said[1:]

    @property
    def tone(self) -> Mark | None:
        """What is to be said of the sheet as a whole."""
        if 0 in self._asides:
            why = aside_reason(self._asides[0], self._language)
            return Mark(
                Tone.NEUTRAL, self._say(N_("Laissée de côté : {why}"), why=why), dimmed=True
            )
        return None

    @property
    def first(self) -> tuple[int, int]:
        """Where reading begins: the first row that is refused, else the headings."""
        refused = [number for number, mark in self.rows.items() if mark.tone is Tone.BAD]
        head = self._table.heading_row if self._table else 1
        return min(refused, default=head), min(self._columns, default=1)

    def mark(self, row: int, column: int) -> Mark | None:
        """Return how a cell differs from others: the first one of a row says what it becomes."""
        mark = self.rows.get(row)
        if mark is None or mark.bold or mark.dimmed:
            return mark
        taken = self._columns.get(column)
        if taken is not None and taken.meaning is None:
            return Mark(Tone.NEUTRAL, "", dimmed=True)
        return mark if column == min(self._columns, default=1) else None

    def said(self, row: int, column: int) -> Said:
        """Return what is said of a cell: what its row becomes, and its column is."""
        mark, named = self.rows.get(row), self._columns.get(column)
        parts = [mark.why] if mark is not None and mark.why else []
        if named is not None and named.meaning is not None:
            meaning = datum_name(self._found.kind, named.meaning.key, self._language)
            parts.append(self._say(N_("Cette colonne contient : {meaning}"), meaning=meaning))
        return Said(place_of(row, column), ". ".join(parts), mark.tone if mark else Tone.NEUTRAL)

    def choices(self, row: int, column: int) -> Choices | None:
        """Return what the column pointed at may be; any text may be a title while none is known."""
        named = self._columns.get(column)
        if self._table is not None and row >= self._table.heading_row:
            if named is None or not named.heading:
                return None
            key = named.meaning.key if named.meaning else NOTHING
            text = N_("La colonne « {heading} » :")
            return self._offered(COLUMN, text, named.heading, key)
        cell = self.grid.cell(row, column)
        if not isinstance(cell, str) or is_empty(cell):
            return None
        return self._offered(TITLE, N_("« {heading} » est le titre de :"), cell.strip(), NOTHING)

    def _offered(self, kind: str, text: str, heading: str, key: str) -> Choices:
        plain = " ".join(heading.split())
        short = plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"
        offers = [
            (key, datum_name(self._found.kind, key, self._language))
            for key in targets()[self._found.kind].meanings
        ]  # fmt: skip
        nothing = (NOTHING, self._say(N_("rien : l'ignorer")))
        return Choices(kind, self._say(text, heading=short), (nothing, *offers), key, heading)

    def _say(self, text: str, **params: object) -> str:
        return say(text, self._language, **params)


def record_sheets(found: RecordsImported, language: str) -> tuple[RecordSheet, ...]:
    """Return the sheets of a file, those with something in them."""
    return tuple(
        RecordSheet(grid, found, language) for grid in found.sheets
        if any(not is_empty(cell) for row in grid.rows for cell in row)
    )  # fmt: skip
