"""A sheet of people's own tables: what an import took its columns, rows and cells for, in words."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table.edits import Edit
from chorus_desk.formats.any_table.grid import Grid, is_empty
from chorus_desk.formats.any_table.headings import EXACT, Meaning, candidates
from chorus_desk.formats.any_table.mapping import BY_RATE
from chorus_desk.formats.any_table.reading import TableContent, Understood
from chorus_desk.formats.any_table.why import Explainer, What, Why, table_at, unread_cells
from chorus_desk.presenters.own_cells import capital, cell_sentence, cell_tone
from chorus_desk.presenters.sheet import (
    CELL,
    COLUMN,
    TITLE,
    Chip,
    Choices,
    Mark,
    Said,
    place_of,
)
from chorus_desk.presenters.statuses import Tone
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.names import MEANINGS, aside_reason, skipped_row_reason

NOTHING = ""
"""The key of what is left aside."""
_NOT_OFFERED = frozenset({"is_purchase", "is_ledger"})
_OF_LINES = frozenset({
    "description", "details", "quantity", "unit", "unit_price", "vat_rate", "discount", *BY_RATE,
})  # fmt: skip
_MANY_CELLS = 60
_DIMMED = frozenset({
    What.COLUMN_ASIDE, What.HEADING_ASIDE, What.TABLE_ASIDE, What.SHEET_ASIDE,
})  # fmt: skip
_HIDDEN = N_("Cette ligne est masquée dans le fichier ; elle est lue.")
_HIDDEN_SHEET = N_("Cette feuille est masquée dans le fichier ; elle est lue.")
_TWICE = N_(
    "Plusieurs colonnes ont ce titre : changez-le ici, dans la ligne des titres, pour pouvoir dire "
    "ce que contient celle-ci."
)
_UNTITLED = N_(
    "Donnez-lui un titre, dans la ligne des titres, pour pouvoir dire ce qu'elle contient."
)
_CHANGED = N_("Changée par vous")
_CHANGED_HERE = N_("Vous avez changé cette cellule ; votre fichier reste tel quel.")

_SURE, _GUESSED, _GIVEN = N_("sûr"), N_("à vérifier"), N_("choisi par vous")
_ASIDE = N_("ignorée")


class OwnSheet:
    """One sheet, as the last reading took it."""

    def __init__(
        self, grid: Grid, content: TableContent, edits: Sequence[Edit], language: str
    ) -> None:
        self.grid, self._content, self._language = grid, content, language
        self._edited = {(e.row, e.column) for e in edits if e.sheet == grid.sheet}
        self._unread = unread_cells(content, grid.sheet)
        self._explainer = Explainer(grid, content)
        self._tables = self._explainer.tables
        self._asides = {a.row: a for a in content.asides if a.sheet == grid.sheet}
        self._marks: dict[tuple[int, int], Mark | None] = {}

    @property
    def name(self) -> str:
        """The sheet's name."""
        return self.grid.sheet

    # Columns and cells

    @cached_property
    def chips(self) -> Mapping[int, Chip]:
        """What the columns of a list were taken for; over a form they would say nothing."""
        if not self._is_list:
            return {}
        return {c.position: self._chip(c.meaning, self._tables[0]) for c in self._tables[0].columns}

    @cached_property
    def cell_chips(self) -> Mapping[tuple[int, int], Chip]:
        """What the cells of forms were taken for, and the headings of their lines."""
        found: dict[tuple[int, int], Chip] = {}
        if self._is_list:
            return found
        for table in self._tables:
            for column in table.columns:
                if column.meaning is not None:
                    place = (table.heading_row, column.position)
                    found[place] = self._chip(column.meaning, table)
            for cell in table.cells[:_MANY_CELLS]:
                place = (cell.place.row, cell.place.column)
                found[place] = self._chip(cell.meaning, table)
        return found

    @property
    def _is_list(self) -> bool:
        return len(self._tables) == 1 and self._tables[0].layout == "list"

    def _chip(self, meaning: Meaning | None, table: Understood) -> Chip:
        say_ = self._say
        if meaning is None:
            return Chip(say_(_ASIDE), "", Tone.NEUTRAL)
        name = say_(MEANINGS[meaning.key])
        if meaning.reason == "given" and table.kept is None:
            return Chip(name, say_(_GIVEN), Tone.GOOD)
        if meaning.confidence >= EXACT:
            return Chip(name, say_(_SURE), Tone.GOOD)
        return Chip(say_(N_("{meaning} ?"), meaning=name), say_(_GUESSED), Tone.TODO)

    # Rows

    @cached_property
    def rows(self) -> Mapping[int, Mark]:
        """The rows of headings, those left aside, and those that could not be read."""
        hidden = Mark(Tone.TODO, self._say(_HIDDEN))
        found = dict.fromkeys(self.grid.hidden_rows, hidden)
        for row, aside in self._asides.items():
            if row:
                found[row] = Mark(Tone.NEUTRAL, self._left(aside.reason), dimmed=True)
        for table in self._tables:
            if not table.reason:
                found[table.heading_row] = Mark(Tone.PROGRESS, self._say(N_("Titres")), bold=True)
        for (row, _), item in self._unread.items():
            found[row] = Mark(Tone.BAD, capital(skipped_row_reason(item, self._language)))
        return found

    def _left(self, reason: str) -> str:
        return self._say(N_("Laissée de côté : {why}"), why=aside_reason(reason, self._language))

    @cached_property
    def tone(self) -> Mark | None:
        """What is to be said of the sheet as a whole."""
        if self._unread:
            return Mark(Tone.BAD, self._say(N_("Des cellules n'ont pas pu être lues")))
        if 0 in self._asides:
            return Mark(Tone.NEUTRAL, self._left(self._asides[0].reason), dimmed=True)
        return None if self.grid.visible else Mark(Tone.TODO, self._say(_HIDDEN_SHEET))

    @cached_property
    def first(self) -> tuple[int, int]:
        """Where reading begins: the first cell that is wrong, the headings, or what was read."""
        if self._unread:
            row, column = min(self._unread)
            return row, max(1, column)
        if not self._tables:
            return 1, 1
        table = self._tables[0]
        if not table.columns:  # labels alone, an invoice without a table
            return min(((c.place.row, c.place.column) for c in table.cells), default=(1, 1))
        return table.heading_row, min(c.position for c in table.columns)

    # Cells

    def mark(self, row: int, column: int) -> Mark | None:
        """Return how a cell differs from others."""
        place = (row, column)
        if place not in self._marks:
            self._marks[place] = self._mark(*place)
        return self._marks[place]

    def _mark(self, row: int, column: int) -> Mark | None:
        whole = self.rows.get(row)
        if whole is not None and whole.dimmed:
            return whole
        if (row, column) in self._edited and (row, column) not in self._unread:
            return Mark(Tone.PROGRESS, self._say(_CHANGED))
        found = self._explainer.explain(row, column)
        if found.what is What.UNREAD:
            return Mark(Tone.BAD, self._sentence(found, row, column))
        if found.doubtful or found.what is What.NO_FORMULA_VALUE:
            return Mark(Tone.TODO, self._sentence(found, row, column))
        dimmed = found.what in _DIMMED
        if whole is not None and whole.bold:
            return Mark(whole.tone, whole.why, dimmed=dimmed, bold=True)
        return Mark(Tone.NEUTRAL, "", dimmed=True) if dimmed else None

    def said(self, row: int, column: int) -> Said:
        """Return what is said of a cell: what it was taken for, and why."""
        found = self._explainer.explain(row, column)
        more = (
            _CHANGED_HERE if (row, column) in self._edited else "",
            _HIDDEN if row in self.grid.hidden_rows else "",
            self._why_no_choice(row, column),
        )
        text = " ".join((self._sentence(found, row, column), *map(self._say, filter(None, more))))
        return Said(place_of(row, column), text, cell_tone(found))

    def _why_no_choice(self, row: int, column: int) -> str:
        """Return why nothing can be said of a column by its title, "" where something can."""
        table = table_at(self._tables, row)
        if table is None or row < table.heading_row or not self._explainer.is_line(table, row):
            return ""
        named = next((c for c in table.columns if c.position == column), None)
        if named is not None and named.heading:
            alike = sum(fold(c.heading) == fold(named.heading) for c in table.columns)
            return _TWICE if alike > 1 else ""
        return "" if is_empty(self.grid.cell(row, column)) else _UNTITLED

    def _sentence(self, found: Why, row: int, column: int) -> str:
        return cell_sentence(found, place_of(row, column), self._language)

    # What may be said of them

    def choices(self, row: int, column: int) -> Choices | None:
        """Return what the column or the cell pointed at may be."""
        if not self._tables:
            return self._title_choices(row, column)
        table = table_at(self._tables, row)
        if table is None:
            return None
        if row >= table.heading_row and self._explainer.is_line(table, row):
            return self._column_choices(table, column)
        return None if table.layout == "list" else self._cell_choices(table, row, column)

    def _column_choices(self, table: Understood, column: int) -> Choices | None:
        named = next((c for c in table.columns if c.position == column), None)
        if named is None or self._why_no_choice(table.heading_row, column) or not named.heading:
            return None
        name = self._say(N_("La colonne « {heading} » :"), heading=_short(named.heading))
        key = named.meaning.key if named.meaning else NOTHING
        sure = named.meaning is None or named.meaning.confidence >= EXACT
        return Choices(COLUMN, name, self._offers(named.heading), key, named.heading, sure)

    def _cell_choices(self, table: Understood, row: int, column: int) -> Choices | None:
        taken = next((t.meaning for t in table.cells
                      if (t.place.row, t.place.column) == (row, column)), None)  # fmt: skip
        current = taken.key if taken else NOTHING
        if current == NOTHING and is_empty(self.grid.cell(row, column)):
            return None
        name = self._say(N_("La cellule {place} :"), place=place_of(row, column))
        sure = taken is None or taken.confidence >= EXACT
        return Choices(CELL, name, self._cell_offers(), current, settled=sure)

    def _title_choices(self, row: int, column: int) -> Choices | None:
        cell = self.grid.cell(row, column)
        if not isinstance(cell, str) or is_empty(cell):
            return None
        title = cell.strip()
        name = self._say(N_("« {heading} » est le titre de :"), heading=_short(title))
        key = next((m.key for m in candidates(title)), NOTHING)
        return Choices(TITLE, name, self._offers(title), key, title, settled=False)

    def _offers(self, heading: str) -> tuple[tuple[str, str], ...]:
        rated = any(meaning.rate is not None for meaning in candidates(heading))
        keys = [k for k in MEANINGS if k not in _NOT_OFFERED and (rated or k not in BY_RATE)]
        return self._named(keys)

    def _cell_offers(self) -> tuple[tuple[str, str], ...]:
        return self._named([k for k in MEANINGS if k not in _NOT_OFFERED | _OF_LINES])

    def _named(self, keys: Sequence[str]) -> tuple[tuple[str, str], ...]:
        named = sorted(((key, self._say(MEANINGS[key])) for key in keys), key=lambda o: fold(o[1]))
        return ((NOTHING, self._say(N_("rien : l'ignorer"))), *named)

    def _say(self, text: str, **params: object) -> str:
        return say(text, self._language, **params)


def _short(heading: str) -> str:
    plain = " ".join(heading.split())
    return plain if len(plain) <= 24 else f"{plain[:23]}…"


def own_sheets(
    grids: Sequence[Grid], content: TableContent, edits: Sequence[Edit], language: str
) -> tuple[OwnSheet, ...]:
    """Return the sheets of a file, those with something in them."""
    return tuple(
        OwnSheet(grid, content, edits, language) for grid in grids
        if any(not is_empty(cell) for row in grid.rows for cell in row)
    )  # fmt: skip
