"""An invoice filled like a form: a table of lines, labels with their values around it."""

import re
from collections.abc import Iterator
from collections.abc import Mapping as ByKey
from dataclasses import replace

from chorus_desk.domain.finding import Severity
from chorus_desk.domain.money import plain
from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.deadline import Deadline
from chorus_desk.formats.any_table.form_sums import (
    rate_without_amount,
    rates_of,
    read_sums,
    writing_of_form,
)
from chorus_desk.formats.any_table.gathered import (
    Aside,
    Gathered,
    Place,
    Remark,
    TakenCell,
    Unread,
    Values,
    say_all,
    take,
)
from chorus_desk.formats.any_table.grid import Cell, Grid, Row, is_empty
from chorus_desk.formats.any_table.headings import EXACT, Meaning, candidates, meanings, tokens
from chorus_desk.formats.any_table.layout import Table, columns_by_key
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.rows import Reading, RowReader
from chorus_desk.formats.any_table.sums import sum_of
from chorus_desk.formats.any_table.vocabulary import words_of
from chorus_desk.formats.spreadsheet.rows import SkippedRow

_AMOUNTS = ("unit_price", "unit_price_gross", "net", "gross")
_OF_THE_FORM = frozenset({
    "number", "issue_date", "due_date", "buyer_name", "buyer_siret", "service_code",
    "commitment_number", "contract_number", "preceding", "currency", "terms", "prepaid", "kind",
})  # fmt: skip
_UNDER_THE_LINES = frozenset({
    "issue_date", "due_date", "terms", "commitment_number", "contract_number",
})  # fmt: skip
"""What a form may also say under its lines; a number or a name there is the seller's."""
_TITLE = re.compile(
    r"(?:facture|avoir|invoice|rechnung)\s*(?:n\s*[°o.º]|numero|nr\.?|#|:)?\s*:?\s*"
    r"(?P<number>(?:[a-z0-9]*\d|[a-z]{1,6}[-_/.]\d)[\w/.\-]*)", re.IGNORECASE,
)  # fmt: skip
_BARE_NUMBER = re.compile(
    r"n\s*[°º]\s*:?\s*(?P<number>(?:\w*\d|[a-z]{1,6}[-_/.]\d)[\w/.\-]*)", re.IGNORECASE
)
_DAY = re.compile(
    r"(?:^|[\s.,;:])(?:le\s+)?((?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})|(?:\d{1,2}(?:er)?\s+\w+\.?\s+\d{4}))\s*$",
    re.IGNORECASE,
)
_PLACE_AND_DAY = re.compile(
    r"(?:(?:fait )?a [a-z' -]{2,40},? |[a-z' -]{2,40}, ?)?(?:le )?\d[^:]{5,}"
)
"""« Vayres, le 3 novembre 2026 »: what stands before the day is no more than a place."""
_ORIGIN = re.compile(
    r"^(?:.*\b)?(?:sur|annul\w*|rectifi\w*|concern\w*|a|de) (?:la |notre |votre )?facture\b"
)
"""« Avoir sur facture n° 12 »: the number is another document's."""
_QUOTE = re.compile(r"\b(?:devis|citation|quote|pro ?forma|bon de commande)\b")
_INVOICE = re.compile(r"\b(?:facture|avoir|invoice|rechnung|credit note)\b")
_SIGN = re.compile(r"^n\s*[°º]\s*:?\s*", re.IGNORECASE)
_SIRET = re.compile(r"\s*(?:n\s*[°º]\s*)?(?:de\s+)?siret\b", re.IGNORECASE)
_PUBLIC = ("1", "2")
"""How the SIREN of a public body begins. UNCONFIRMED: only for a guess that is said."""
_LONGEST_NUMBER = 40
_LONGEST_LABEL = 300
_BY_FORM = 70
"""Percent of a day that no label names, but that is written like one."""
_PLACEHOLDER = re.compile(r"\$\{|\{\{|<<|%\w+%")


def read_form(grid: Grid, table: Table, reading: Reading, mapping: Mapping | None = None) -> None:
    """Read one form into ``reading``; a quote, an empty model or a list of no invoice is left."""
    labels = Labels(grid, table, mapping, reading.deadline)
    reason = labels.why_none()
    if reason == "no-invoice" and labels.outside:
        reason = "cell-outside"
    if reason:
        reading.asides.append(Aside(grid.sheet, table.heading_row, reason))
        return
    group = Gathered(grid.sheet, table.heading_row, labels.values)
    group.rows = [(grid.sheet, row) for row in range(table.first, table.body_end + 1)]
    labels.say_to(group)
    for cell in labels.unread:
        note_unread(grid, group, cell, reading)
    end = _lines(grid, table, group, reading)
    _sums(grid, end, table.body_end, group, labels)
    reading.taken.extend(labels.taken)
    if labels.guessed_day:
        place, written = labels.guessed_day
        group.say("CD-TABLE-DATE-GUESSED", Severity.WARNING, place, value=written)
    _customer(group, labels)
    group.exemption = labels.exemption
    reading.groups.append(group)


def _lines(grid: Grid, table: Table, group: Gathered, reading: Reading) -> int:
    """Read the lines of a form and return the row where its sums begin."""
    reader = RowReader(grid, table)
    for number in range(table.heading_row + 1, table.body_end + 1):
        reading.deadline.check()
        row = grid.rows[number - 1]
        if all(map(is_empty, row)):
            continue
        if ends_lines(row, table):
            return number
        read = reader.read(number)
        found = read.values
        why = _why_no_line(found)
        if why:
            text = next(str(cell) for cell in row if not is_empty(cell))
            reading.asides.append(
                Aside(grid.sheet, number, why, text[:80] if why == "note" else "")
            )
            continue
        reading.rows += 1
        say_all(group, read.remarks)
        for cell in read.unread:
            note_unread(grid, group, cell, reading)
        group.lines.append(found)
    return table.body_end + 1


def ends_lines(row: Row, table: Table) -> bool:
    """Return whether a row of a form is the first of its sums, and not one of its lines.

    « Acompte de 30 % » with a quantity and a price is a line; a discount that is announced beside
    the descriptions is none.
    """
    at = {m.key: c.position - 1 for c, m in columns_by_key(table.columns)}
    numbers = (at.get("quantity"), at.get("unit_price"))
    whole = all(i is not None and i < len(row) and values.is_number(row[i]) for i in numbers)
    for position, cell in enumerate(row):
        kind = sum_of(cell) if isinstance(cell, str) and position != at.get("vat_rate") else ""
        if not kind or position == at.get("unit"):
            continue
        if kind in ("discount", "charge"):
            if not whole and position != at.get("description"):
                return True
        elif not whole or kind in ("net", "gross"):
            return True
    return False


def _why_no_line(found: Values) -> str:
    """Return why a row among the lines is none, "" where it is one."""
    if not any(found.number(key) is not None for key in _AMOUNTS):
        return "note"
    if found.text("description"):
        return ""
    priced = any(found.number(key) for key in _AMOUNTS)
    return "" if found.number("quantity") and priced else "nothing"


def _customer(group: Gathered, labels: "Labels") -> None:
    """Say it where the customer's SIRET was chosen among those of the form, or could not be."""
    place = labels.guess_siret()
    if place is None:
        return
    siret = group.header.text("buyer_siret")
    if siret:
        group.say("CD-TABLE-SIRET-GUESSED", Severity.WARNING, place, value=siret)
    else:
        group.say("CD-TABLE-SIRET-UNCLEAR", Severity.WARNING, place)


def note_unread(grid: Grid, group: Gathered, cell: Unread, reading: Reading) -> None:
    """Take note of a cell that could not be read: its form is broken, unless a formula is why."""
    if cell.kind == "formula":
        group.say("CD-TABLE-FORMULA", Severity.WARNING, cell.place, column=cell.heading)
        return
    reading.skipped.append(
        SkippedRow(cell.place.row, grid.sheet, cell.kind, cell.heading, cell.value)
    )
    group.broken = True


def _sums(grid: Grid, start: int, end: int, group: Gathered, labels: "Labels") -> None:
    """Read what the form says of its totals, and the only VAT rate it names."""
    group.sums = tuple(read_sums(grid, start, end, labels.writing))
    say_all(group, [item.said for item in group.sums if item.said is not None])
    for item in group.sums:
        if item.kind in meanings():
            labels.take_note(item.kind, item.place.row, item.place.column, "heading")
    rates = rates_of(group.sums)
    named = None if rates else rate_without_amount(grid, start, end)
    if named and group.lines and not any("vat_rate" in line.found for line in group.lines):
        rate, place = named
        rates = frozenset({rate})
        group.say("CD-TABLE-RATE-LABEL", Severity.WARNING, place, rate=plain(rate))
    if len(rates) == 1 and not any("vat_rate" in line.found for line in group.lines):
        for line in group.lines:
            line.found["vat_rate"] = next(iter(rates))
    labels.look_under_the_lines(start, end)


def _outside(grid: Grid, told: ByKey[tuple[int, int], str]) -> Iterator[str]:
    """Give the cells beyond the last row or column of a sheet that were told to hold something."""
    width = max(map(len, grid.rows), default=0) if told else 0
    for (row, column), key in told.items():
        if key and (row > len(grid.rows) or column > width):
            yield str(Place(grid.sheet, row, column))


class Labels:
    """The labels of a form, and the values beside, below or within them."""

    def __init__(
        self, grid: Grid, table: Table, mapping: Mapping | None, deadline: Deadline,
        also: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        self._grid, self._table, self._mapping = grid, table, mapping
        self._deadline = deadline
        self.writing = writing_of_form(grid, table)
        self.values = Values(table.first)
        self.remarks: list[Remark] = []
        self.unread: list[Unread] = []
        self.taken: list[TakenCell] = []
        self.exemption: str | None = None
        self.guessed_day: tuple[Place, str] | None = None
        """Where the day stands, in other words that may name another."""
        self._keys = _OF_THE_FORM | also
        self._sirets: dict[str, Place] = {}
        """Each SIRET that a cell gives within its label, and where it stands."""
        self._values: set[tuple[int, int]] = set()
        """Cells that are a label's value, and so no label."""
        self._titled = self._quoted = self._model = False
        self._after_buyer = False
        self._told = {(c.row, c.column): c.meaning for c in mapping.cells} if mapping else {}
        self.outside = tuple(_outside(grid, self._told))
        """Cells that were told to hold something, and that the sheet does not have."""
        for (row, column), key in self._told.items():
            if key and table.first <= row <= table.body_end:
                self._set(key, grid.cell(row, column), row, column, "given")
        for row, column, cell in self._texts(table.first, table.heading_row - 1):
            self._look_at(row, column, cell)

    def say_to(self, group: Gathered) -> None:
        """Say of an invoice how its labels were read, and which told cells are none."""
        say_all(group, self.remarks)
        for told in self.outside:
            place = Place(self._grid.sheet, group.row, 1)
            group.say("CD-TABLE-CELL-OUTSIDE", Severity.WARNING, place, value=told)

    def why_none(self) -> str:
        """Return why this is no invoice, "" where it is one."""
        if self._quoted and not self._titled and "number" not in self._told.values():
            return "quote"
        if self._model:
            return "model"
        return "" if self.values.text("number") else "no-invoice"

    def look_under_the_lines(self, start: int, end: int) -> None:
        """Look for a day and terms under the lines, and anywhere for why there is no VAT."""
        for row, column, cell in self._texts(start, end):
            if not self._take_label(row, column, cell, _UNDER_THE_LINES):
                self._look_for_day(row, column, cell)
        for _, _, cell in self._texts(self._table.first, self._table.body_end):
            if self.exemption is None and len(cell) > 5:
                self.exemption = values.without_vat(cell) or None

    def guess_siret(self) -> Place | None:
        """Choose the customer's SIRET among several that nothing names: a public body's.

        Return where it stands, or the last one where none is chosen; None if there is no choice.
        """
        if "buyer_siret" in self.values.found or not self._sirets:
            return None
        public = [digits for digits in self._sirets if digits.startswith(_PUBLIC)]
        if len(public) == 1:
            place = self._sirets[public[0]]
            self._set("buyer_siret", public[0], place.row, place.column, "content")
            return place
        return list(self._sirets.values())[-1] if len(self._sirets) > 1 else None

    def _texts(self, first: int, last: int) -> Iterator[tuple[int, int, str]]:
        for row in range(max(first, 1), min(last, len(self._grid.rows)) + 1):
            self._deadline.check()
            for column, cell in enumerate(self._grid.rows[row - 1], start=1):
                if (row, column) in self._told:
                    continue
                if isinstance(cell, str) and cell.strip() and len(cell) <= _LONGEST_LABEL:
                    yield row, column, cell

    def _look_at(self, row: int, column: int, cell: str) -> None:
        folded = fold(cell)
        self._after_buyer = self._after_buyer or bool(words_of("to whom") & set(tokens(cell)))
        self._titled = self._titled or bool(_INVOICE.search(folded))
        self._quoted = self._quoted or bool(_QUOTE.search(folded))
        self._model = self._model or bool(_PLACEHOLDER.search(cell))
        if match := _TITLE.search(cell) or _BARE_NUMBER.fullmatch(cell.strip()):
            of_another = _ORIGIN.search(folded) is not None
            self._set("preceding" if of_another else "number", match["number"].rstrip(".,"), row,
                      column)  # fmt: skip
            if folded.startswith("avoir"):
                self.values.found["kind"] = "avoir"
            if not of_another and (day := _DAY.search(cell)):
                self._set("issue_date", day[1], row, column)
            return
        if self._take_siret(row, column, cell):
            return
        if not self._take_label(row, column, cell, self._keys):
            self._look_for_day(row, column, cell)

    def _take_label(self, row: int, column: int, cell: str, keys: frozenset[str]) -> bool:
        """Take the value of a label; return whether the cell is one."""
        label, _, rest = cell.partition(":")
        meaning = self._meaning(label) if (row, column) not in self._values else None
        if meaning is None:
            return False
        if meaning.key == "buyer_name" and self._is_of_the_seller(label):
            return True
        if meaning.key not in keys:
            return True
        if meaning.key == "buyer_siret" and not (self._after_buyer or "client" in fold(cell)):
            return True  # the seller's own
        if rest.strip():
            self._set(meaning.key, rest.strip(), row, column)
            return True
        for beside in self._values_beside(row, column, meaning.key):
            self._set(meaning.key, *beside)
            if meaning.key in self.values.found:
                self._values.add(beside[1:])
                break
        return True

    def _take_siret(self, row: int, column: int, cell: str) -> bool:
        """Take « SIRET 214 401 093 00015 »: the customer's after what names them."""
        label = _SIRET.match(cell)
        read = values.siret(cell) if label else None
        if (row, column) in self._values or read is None or not values.is_siret(read.value):
            return False
        self._sirets.setdefault(read.value, Place(self._grid.sheet, row, column))
        if self._after_buyer and "buyer_siret" in self._keys:
            self._set("buyer_siret", read.value, row, column)
        return True

    def _is_of_the_seller(self, label: str) -> bool:
        """Return whether « Nom » or « Société » stands before anything names the customer."""
        if fold(label).strip() not in words_of("of either"):
            self._after_buyer = True
        return not self._after_buyer

    def _meaning(self, label: str) -> Meaning | None:
        told = self._mapping.of_heading(label) if self._mapping else None
        if told is not None:
            return told if told.key else None
        words = tokens(label)
        if words in (("facture",), ("invoice",), ("rechnung",)):
            return Meaning("number", EXACT, "heading")
        found = [m for m in candidates(label) if m.key in self._keys and m.confidence >= EXACT]
        return found[0] if found else None

    def _values_beside(self, row: int, column: int, key: str) -> Iterator[tuple[Cell, int, int]]:
        """Give the value right of a label, then the one below it."""
        cells = self._grid.rows[row - 1]
        for position in range(column + 1, min(len(cells), column + 4) + 1):
            cell = self._grid.cell(row, position)
            if not is_empty(cell):
                if (row, position) in self._told:
                    return
                # « Type : Facture » has a value that elsewhere is a label.
                if key == "kind" or not (isinstance(cell, str) and self._is_label(cell)):
                    yield cell, row, position
                break
        below = self._grid.cell(row + 1, column)
        labelled = isinstance(below, str) and self._is_label(below)
        if not is_empty(below) and not labelled and row + 1 < self._table.heading_row:
            yield below, row + 1, column

    def _is_label(self, cell: str) -> bool:
        return cell.rstrip().endswith(":") or self._meaning(cell.partition(":")[0]) is not None

    def _look_for_day(self, row: int, column: int, cell: str) -> None:
        if "issue_date" not in self.values.found and len(cell) < 60 and (m := _DAY.search(cell)):
            self._set("issue_date", m[1], row, column, "content")
            if "issue_date" in self.values.found and not _PLACE_AND_DAY.fullmatch(fold(cell)):
                self.guessed_day = (Place(self._grid.sheet, row, column), cell.strip())

    def take_note(self, key: str, row: int, column: int, reason: str) -> None:
        """Take note of a cell that holds a datum, and of what told so."""
        confidence = _BY_FORM if reason == "content" else EXACT
        place = Place(self._grid.sheet, row, column)
        self.taken.append(TakenCell(place, Meaning(key, confidence, reason)))

    def _set(
        self, key: str, cell: Cell, row: int, column: int, reason: str = "heading"
    ) -> None:  # fmt: skip
        if key in self.values.found:
            return
        named = values.text(cell) or ""
        if key == "buyer_name" and reason != "given" and not any(map(str.isalpha, named)):
            return  # « Client | Mairie » above an amount: that is nobody's name
        if key == "number" and reason != "given":
            cell = _SIGN.sub("", values.text(cell) or "")
            if len(cell) > _LONGEST_NUMBER or not any(letter.isdigit() for letter in cell):
                return
        said = take(
            self.values, Meaning(key, EXACT, "heading"), cell,
            Place(self._grid.sheet, row, column), writing=self.writing,
            from_1904=self._grid.from_1904,
        )  # fmt: skip
        if isinstance(said, Remark):
            self.remarks.append(said)
        elif isinstance(said, Unread) and reason == "given":
            self.unread.append(replace(said, heading=str(said.place)))
        if key in self.values.found or reason == "given":
            self.take_note(key, row, column, reason)
