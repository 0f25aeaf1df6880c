"""An invoice filled like a form: a table of lines, labels with their values around it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from chorus_desk.domain.finding import Severity
from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table import values
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
from chorus_desk.formats.any_table.grid import Cell, Grid, is_empty
from chorus_desk.formats.any_table.headings import EXACT, Meaning, candidates, tokens
from chorus_desk.formats.any_table.layout import Table
from chorus_desk.formats.any_table.mapping import Mapping
from chorus_desk.formats.any_table.rows import Reading, RowReader
from chorus_desk.formats.any_table.sums import has_total
from chorus_desk.formats.spreadsheet.rows import SkippedRow

_OF_THE_FORM = frozenset({
    "number", "issue_date", "due_date", "buyer_name", "buyer_siret", "service_code",
    "commitment_number", "contract_number", "preceding", "currency", "terms", "due", "prepaid",
})  # fmt: skip
_TITLE = re.compile(
    r"(?:facture|avoir|invoice|rechnung)\s*(?:n\s*[°o.º]|numero|nr\.?|#|:)?\s*:?\s*"
    r"(?P<number>[a-z0-9]*\d[\w/.\-]*)", re.IGNORECASE,
)  # fmt: skip
_BARE_NUMBER = re.compile(r"n\s*[°º]\s*:?\s*(?P<number>\w*\d[\w/.\-]*)", re.IGNORECASE)
_DAY = re.compile(
    r"(?:^|[\s.,;:])(?:le\s+)?((?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})|(?:\d{1,2}(?:er)?\s+\w+\.?\s+\d{4}))\s*$",
    re.IGNORECASE,
)
_RATE = re.compile(r"(\d{1,2}(?:[.,]\d+)?)\s*%")
_SUMS = (
    ("vat", re.compile(r"^(?:total |montant )?(?:tva|ust|umsatzsteuer|vat|taxe)\b")),
    ("gross", re.compile(r"ttc|toutes taxes|brutto|mit steuern|net a payer|grand total")),
    ("net", re.compile(
        r"\bt?ht\b|hors taxe|ohne steuern|sous[- ]total|subtotal|^summe$|^total$"
    )),
)  # fmt: skip
_QUOTE = re.compile(r"\b(?:devis|citation|quote|pro ?forma|bon de commande)\b")
_INVOICE = re.compile(r"\b(?:facture|avoir|invoice|rechnung|credit note)\b")
_SIGN = re.compile(r"^n\s*[°º]\s*:?\s*", re.IGNORECASE)
_LONGEST_NUMBER = 40
_LONGEST_LABEL = 300
_BY_FORM = 70
"""Percent of a day that no label names, but that is written like one."""
_PLACEHOLDER = re.compile(r"\$\{|\{\{|<<|%\w+%")


def read_form(grid: Grid, table: Table, reading: Reading, mapping: Mapping | None = None) -> None:
    """Read one form into ``reading``; a quote, an empty model or a list of no invoice is left."""
    labels = _Labels(grid, table, mapping)
    reason = labels.why_none()
    if reason:
        reading.asides.append(Aside(grid.sheet, table.heading_row, reason))
        return
    group = Gathered(grid.sheet, table.heading_row, labels.values)
    group.rows = [(grid.sheet, row) for row in range(table.first, table.body_end + 1)]
    say_all(group, labels.remarks)
    for cell in labels.unread:
        _unread(grid, group, cell, reading)
    end = _lines(grid, table, group, reading)
    _sums(grid, end, table.body_end, group, labels)
    reading.taken.extend(labels.taken)
    group.exemption = labels.exemption
    reading.groups.append(group)


def _lines(grid: Grid, table: Table, group: Gathered, reading: Reading) -> int:
    """Read the lines of a form and return the row where its sums begin."""
    reader = RowReader(grid, table)
    for number in range(table.heading_row + 1, table.body_end + 1):
        row = grid.rows[number - 1]
        filled = [cell for cell in row if not is_empty(cell)]
        if not filled:
            continue
        if has_total(filled):
            return number
        read = reader.read(number)
        found = read.values
        if found.number("unit_price") is None and found.number("net") is None:
            reading.asides.append(Aside(grid.sheet, number, "note", str(filled[0])[:80]))
            continue
        if not found.text("description") and not (
            found.number("quantity") and (found.number("unit_price") or found.number("net"))
        ):
            reading.asides.append(Aside(grid.sheet, number, "nothing"))
            continue
        reading.rows += 1
        say_all(group, read.remarks)
        for cell in read.unread:
            _unread(grid, group, cell, reading)
        group.lines.append(found)
    return table.body_end + 1


def _unread(grid: Grid, group: Gathered, cell: Unread, reading: Reading) -> None:
    if cell.kind == "formula":
        group.say("CD-TABLE-FORMULA", Severity.WARNING, cell.place, column=cell.heading)
        return
    reading.skipped.append(
        SkippedRow(cell.place.row, grid.sheet, cell.kind, cell.heading, cell.value)
    )
    group.broken = True


def _sums(grid: Grid, start: int, end: int, group: Gathered, labels: "_Labels") -> None:
    """Read what the form says of its totals, and the only VAT rate it names."""
    rates: set[Decimal] = set()
    for number in range(start, end + 1):
        row = grid.rows[number - 1]
        for position, cell in enumerate(row, start=1):
            if not isinstance(cell, str) or not cell.strip():
                continue
            folded = fold(cell).replace("h.t.", "ht").replace("t.t.c.", "ttc").strip(" :")
            key = next((name for name, form in _SUMS if form.search(folded)), None)
            if key is None or len(folded) > 40:
                continue
            amount = _amount_right(grid, number, position)
            match = _RATE.search(cell)
            if key == "vat" and match:
                rates.add(Decimal(match[1].replace(",", ".")))
            if amount is not None and key not in group.header.found:
                group.header.found[key] = amount[0]
                labels.take_note(key, number, amount[1], "heading")
    if len(rates) == 1 and not any("vat_rate" in line.found for line in group.lines):
        for line in group.lines:
            line.found["vat_rate"] = next(iter(rates))
    labels.look_for_mentions(start, end)


def _amount_right(grid: Grid, row: int, column: int) -> tuple[Decimal, int] | None:
    """Return the amount right of a label, and the column where it stands."""
    cells = grid.rows[row - 1][column:]
    for position, cell in enumerate(cells, start=column + 1):
        if not is_empty(cell):
            try:
                read = values.number(cell)
            except values.UnreadableValueError:
                return None
            return (read.value, position) if read else None
    return None


class _Labels:
    """The labels of a form, and the values beside, below or within them."""

    def __init__(self, grid: Grid, table: Table, mapping: Mapping | None) -> None:
        self._grid, self._table, self._mapping = grid, table, mapping
        self.values = Values(table.first)
        self.remarks: list[Remark] = []
        self.unread: list[Unread] = []
        self.taken: list[TakenCell] = []
        self.exemption: str | None = None
        self._titled = self._quoted = self._model = False
        self._after_buyer = False
        self._told = {(c.row, c.column): c.meaning for c in mapping.cells} if mapping else {}
        for (row, column), key in self._told.items():
            if key and table.first <= row <= table.body_end:
                self._set(key, grid.cell(row, column), row, column, "given")
        for row, column, cell in self._texts(table.first, table.heading_row - 1):
            self._look_at(row, column, cell)
        for row, column, cell in self._texts(table.heading_row + 1, table.body_end):
            self._look_for_day(row, column, cell)
        self.look_for_mentions(table.first, table.body_end)

    def why_none(self) -> str:
        """Return why this is no invoice, "" where it is one."""
        if self._quoted and not self._titled and "number" not in self._told.values():
            return "quote"
        if self._model:
            return "model"
        return "" if self.values.text("number") else "no-invoice"

    def look_for_mentions(self, first: int, last: int) -> None:
        """Look for the words that say why there is no VAT."""
        for _, _, cell in self._texts(first, last):
            if self.exemption is None and len(cell) > 5:
                self.exemption = values.without_vat(cell) or None

    def _texts(self, first: int, last: int) -> Iterator[tuple[int, int, str]]:
        for row in range(max(first, 1), min(last, len(self._grid.rows)) + 1):
            for column, cell in enumerate(self._grid.rows[row - 1], start=1):
                if (row, column) in self._told:
                    continue
                if isinstance(cell, str) and cell.strip() and len(cell) <= _LONGEST_LABEL:
                    yield row, column, cell

    def _look_at(self, row: int, column: int, cell: str) -> None:
        folded = fold(cell)
        self._titled = self._titled or bool(_INVOICE.search(folded))
        self._quoted = self._quoted or bool(_QUOTE.search(folded))
        self._model = self._model or bool(_PLACEHOLDER.search(cell))
        if match := _TITLE.search(cell) or _BARE_NUMBER.fullmatch(cell.strip()):
            self._set("number", match["number"].rstrip(".,"), row, column)
            if fold(cell).startswith("avoir"):
                self.values.found["kind"] = "avoir"
            return
        label, _, rest = cell.partition(":")
        meaning = self._meaning(label)
        if meaning is None:
            self._look_for_day(row, column, cell)
            return
        if meaning.key == "buyer_name":
            self._after_buyer = True
        if meaning.key == "buyer_siret" and not (self._after_buyer or "client" in folded):
            return  # the seller's own
        if rest.strip():
            self._set(meaning.key, rest.strip(), row, column)
            return
        beside = self._value_beside(row, column)
        if beside is not None:
            self._set(meaning.key, *beside)

    def _meaning(self, label: str) -> Meaning | None:
        told = self._mapping.of_heading(label) if self._mapping else None
        if told is not None:
            return told if told.key else None
        words = tokens(label)
        if words in (("facture",), ("invoice",), ("rechnung",)):
            return Meaning("number", EXACT, "heading")
        found = [m for m in candidates(label) if m.key in _OF_THE_FORM and m.confidence >= EXACT]
        return found[0] if found else None

    def _value_beside(self, row: int, column: int) -> tuple[Cell, int, int] | None:
        """Return the value right of a label, else the one below it."""
        cells = self._grid.rows[row - 1]
        for position in range(column + 1, min(len(cells), column + 4) + 1):
            cell = self._grid.cell(row, position)
            if not is_empty(cell):
                if (row, position) in self._told:
                    return None
                if isinstance(cell, str) and self._is_label(cell):
                    break
                return cell, row, position
        below = self._grid.cell(row + 1, column)
        if is_empty(below) or (isinstance(below, str) and self._is_label(below)):
            return None
        return (below, row + 1, column) if row + 1 < self._table.heading_row else None

    def _is_label(self, cell: str) -> bool:
        return cell.rstrip().endswith(":") or self._meaning(cell) is not None

    def _look_for_day(self, row: int, column: int, cell: str) -> None:
        if "issue_date" not in self.values.found and len(cell) < 60 and (m := _DAY.search(cell)):
            self._set("issue_date", m[1], row, column, "content")

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
        if key == "number" and reason != "given":
            cell = _SIGN.sub("", values.text(cell) or "")
            if len(cell) > _LONGEST_NUMBER or not any(letter.isdigit() for letter in cell):
                return
        said = take(
            self.values, Meaning(key, EXACT, "heading"), cell,
            Place(self._grid.sheet, row, column), from_1904=self._grid.from_1904,
        )  # fmt: skip
        if isinstance(said, Remark):
            self.remarks.append(said)
        elif isinstance(said, Unread) and reason == "given":
            self.unread.append(replace(said, heading=str(said.place)))
        if key in self.values.found or reason == "given":
            self.take_note(key, row, column, reason)
