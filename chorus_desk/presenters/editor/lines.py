"""The grid of lines: its columns as data, and what is done to rows."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from chorus_desk import resources
from chorus_desk.domain.invoice import AllowanceCharge, Invoice, Line
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.text import fold
from chorus_desk.domain.totals import compute_line_net
from chorus_desk.formats.spreadsheet.columns import unit_codes
from chorus_desk.presenters.editor import entry
from chorus_desk.presenters.editor.entry import UnreadError
from chorus_desk.presenters.editor.sheet import Sheet
from chorus_desk.presenters.editor.vat import VatChoice, read_vat, vat_label
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say

_EACH = "C62"
_PATH = re.compile(r"lines\[(\d+)\]\.(\w+)")
_COPIED = re.compile(r'(?:"((?:[^"]|"")*)"|([^\t\n]*))([\t\n])')
"""A cell on the clipboard, in quotes where it holds a quote or a line break, and what ends it."""


class Cell(StrEnum):
    """The columns, by the name that findings' paths use."""

    DESCRIPTION = "description"
    DETAILS = "details"
    QUANTITY = "quantity"
    UNIT = "unit"
    PRICE = "unit_price"
    DISCOUNT = "discount"
    VAT = "vat_category"
    NET = "net_amount"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: heading, what a screen reader adds, width in characters (0: the rest)."""

    cell: Cell
    heading: str
    hint: str
    width: int
    right: bool = False
    editable: bool = True


COLUMNS = (
    GridColumn(Cell.DESCRIPTION, N_("Désignation"), N_("Ce qui est facturé"), 0),
    GridColumn(Cell.DETAILS, N_("Détail"), N_("Facultatif, imprimé en petit"), 18),
    GridColumn(Cell.QUANTITY, N_("Quantité"), N_("1 pour un forfait"), 9, right=True),
    GridColumn(Cell.UNIT, N_("Unité"), N_("heure, jour, forfait…"), 10),
    GridColumn(Cell.PRICE, N_("Prix HT"), N_("Prix unitaire hors taxe"), 10, right=True),
    GridColumn(Cell.DISCOUNT, N_("Remise HT"), N_("Montant retiré de la ligne"), 10, right=True),
    GridColumn(Cell.VAT, N_("TVA"), N_("Taux, ou motif d'exonération"), 11),
    GridColumn(Cell.NET, N_("Montant HT"), N_("Calculé"), 13, right=True, editable=False),
)
SELDOM = (Cell.DETAILS, Cell.DISCOUNT)
"""Columns that stand in the grid only once they are asked for, or used."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the grid needs to know beside the lines: the choices of VAT, the language."""

    vat: tuple[VatChoice, ...]
    language: str
    currency: str = "EUR"


def cell_path(row: int, cell: Cell) -> str:
    """Return the path of a cell, as findings have it."""
    return f"lines[{row}].{cell}"


def cell_text(sheet: Sheet, row: int, cell: Cell, setting: Setting) -> str:
    """Return what a cell shows."""
    typed = sheet.typed.get(cell_path(row, cell))
    return typed if typed is not None else _SHOW[cell](sheet.invoice.lines[row], setting)


def with_cell(sheet: Sheet, row: int, cell: Cell, text: str, setting: Setting) -> Sheet:
    """Return the sheet with a text in a cell; one that does not read is kept as it was typed."""
    line = sheet.invoice.lines[row]
    path = cell_path(row, cell)
    try:
        changed = _PUT[cell](line, text, setting)
    except UnreadError:
        return sheet.with_typed(_with_line(sheet.invoice, row, _emptied(line, cell)), path, text)
    return sheet.with_typed(_with_line(sheet.invoice, row, changed), path, None)


def with_line(sheet: Sheet, row: int, line: Line, cells: Sequence[Cell]) -> Sheet:
    """Return the sheet with another line in a row; what was typed into ``cells`` gives way."""
    typed = {cell_path(row, cell) for cell in cells}
    return Sheet(
        _with_line(sheet.invoice, row, line),
        {path: text for path, text in sheet.typed.items() if path not in typed},
    )


def new_line(invoice: Invoice) -> Line:
    """Return a line to be filled in: with the unit and VAT of the one before."""
    last = invoice.lines[-1] if invoice.lines else None
    if last is None:
        return Line(unit=_EACH)
    return Line(unit=last.unit or _EACH, vat_category=last.vat_category, vat_rate=last.vat_rate)


def insert(sheet: Sheet, row: int, lines: Sequence[Line]) -> Sheet:
    """Return the sheet with lines put in before a row."""
    old = sheet.invoice.lines
    return _rearranged(
        sheet, [*enumerate(old[:row]), *((None, line) for line in lines),
                *enumerate(old[row:], start=row)],
    )  # fmt: skip


def remove(sheet: Sheet, rows: Sequence[int]) -> Sheet:
    """Return the sheet without some rows."""
    gone = set(rows)
    kept = [(row, line) for row, line in enumerate(sheet.invoice.lines) if row not in gone]
    return _rearranged(sheet, kept)


def move(sheet: Sheet, row: int, by: int) -> Sheet:
    """Return the sheet with a row moved up (negative) or down, as far as there is room."""
    order = list(enumerate(sheet.invoice.lines))
    target = min(max(0, row + by), len(order) - 1)
    order.insert(target, order.pop(row))
    return _rearranged(sheet, order)


def paste(
    sheet: Sheet, row: int, column: int, block: Sequence[Sequence[str]], setting: Setting
) -> Sheet:
    """Return the sheet with a block of cells, as a spreadsheet copies them, put in from a cell."""
    missing = row + len(block) - len(sheet.invoice.lines)
    while missing > 0:
        sheet = insert(sheet, len(sheet.invoice.lines), [new_line(sheet.invoice)])
        missing -= 1
    for down, cells in enumerate(block):
        for across, text in enumerate(cells):
            if column + across < len(COLUMNS) and COLUMNS[column + across].editable:
                cell = COLUMNS[column + across].cell
                sheet = with_cell(sheet, row + down, cell, text, setting)
    return sheet


def block_of(text: str) -> list[list[str]]:
    """Return the cells of a text that a spreadsheet put on the clipboard."""
    rows: list[list[str]] = [[]]
    for match in _COPIED.finditer(text.replace("\r\n", "\n").rstrip("\n") + "\n"):
        quoted, bare, end = match.groups()
        cell = bare if quoted is None else quoted.replace('""', '"').replace("\n", " ")
        rows[-1].append(cell.strip())
        if end == "\n":
            rows.append([])
    return rows[:-1]


@cache
def unit_labels(language: str) -> Mapping[str, str]:
    """Return the units in words, by code, in their order."""
    return {row["code"]: say(row["label"], language) for row in resources.read_table("units")}


@cache
def _codes_of_labels(language: str) -> Mapping[str, str]:
    return {fold(text): code for code, text in unit_labels(language).items()}


def _rearranged(sheet: Sheet, order: Sequence[tuple[int | None, Line]]) -> Sheet:
    """Return the sheet with lines in another order; each unread text follows its line."""
    moved = {old: new for new, (old, _) in enumerate(order) if old is not None}
    typed = {}
    for path, text in sheet.typed.items():
        match = _PATH.fullmatch(path)
        if match is None:
            typed[path] = text
        elif int(match[1]) in moved:
            typed[f"lines[{moved[int(match[1])]}].{match[2]}"] = text
    lines = tuple(line for _, line in order)
    invoice = replace(sheet.invoice, lines=lines, stated=None)
    return replace(sheet, invoice=invoice, typed=typed)


def _with_line(invoice: Invoice, row: int, line: Line) -> Invoice:
    old = invoice.lines[row]
    if line == old:
        return invoice
    lines = (*invoice.lines[:row], line, *invoice.lines[row + 1 :])
    figures_changed = compute_line_net(line) != compute_line_net(old) or (
        (line.vat_category, line.vat_rate) != (old.vat_category, old.vat_rate)
    )
    stated = None if figures_changed else invoice.stated
    return replace(invoice, lines=lines, stated=stated)


def _emptied(line: Line, cell: Cell) -> Line:
    return _EMPTIED[cell](line)


def _put_unit(line: Line, text: str, setting: Setting) -> Line:
    typed = entry.read_text(text)
    if typed is None:
        return replace(line, unit=None)
    code = (
        _codes_of_labels(setting.language).get(fold(typed))
        or unit_codes().get(fold(typed))
        or unit_codes().get(typed.casefold())
    )
    if code is None:
        raise UnreadError
    return replace(line, unit=code)


def _put_discount(line: Line, text: str, _setting: Setting) -> Line:
    amount = entry.read_number(text)
    allowances = (AllowanceCharge(amount=amount),) if amount else ()
    return replace(line, allowances=allowances, charges=())


def _put_vat(line: Line, text: str, setting: Setting) -> Line:
    category, rate = read_vat(text, setting.vat)
    return replace(line, vat_category=category, vat_rate=rate)


def _show_discount(line: Line, setting: Setting) -> str:
    off = sum((item.amount or ZERO for item in line.allowances), ZERO)
    off -= sum((item.amount or ZERO for item in line.charges), ZERO)
    return entry.write_price(off, setting.language) if off else ""


def _show_unit(line: Line, setting: Setting) -> str:
    return unit_labels(setting.language).get(line.unit or "", line.unit or "")


def _show_vat(line: Line, setting: Setting) -> str:
    if line.vat_category is None and len(setting.vat) == 1:
        return setting.vat[0].label
    return vat_label(line, setting.vat, setting.language)


def _show_net(line: Line, setting: Setting) -> str:
    if line.quantity is None or line.unit_price is None:
        return ""
    return values.amount(compute_line_net(line), setting.language, setting.currency)


_SHOW: Mapping[Cell, Callable[[Line, Setting], str]] = {
    Cell.DESCRIPTION: lambda line, _: line.description or "",
    Cell.DETAILS: lambda line, _: line.details or "",
    Cell.QUANTITY: lambda line, s: entry.write_number(line.quantity, s.language),
    Cell.UNIT: _show_unit,
    Cell.PRICE: lambda line, s: entry.write_price(line.unit_price, s.language),
    Cell.DISCOUNT: _show_discount,
    Cell.VAT: _show_vat,
    Cell.NET: _show_net,
}
_PUT: Mapping[Cell, Callable[[Line, str, Setting], Line]] = {
    Cell.DESCRIPTION: lambda line, text, _: replace(line, description=entry.read_text(text)),
    Cell.DETAILS: lambda line, text, _: replace(line, details=entry.read_text(text)),
    Cell.QUANTITY: lambda line, text, _: replace(line, quantity=entry.read_number(text)),
    Cell.UNIT: _put_unit,
    Cell.PRICE: lambda line, text, _: replace(
        line, unit_price=entry.read_number(text), gross_price=None, price_discount=None
    ),
    Cell.DISCOUNT: _put_discount,
    Cell.VAT: _put_vat,
    Cell.NET: lambda line, _text, _setting: line,
}
_EMPTIED: Mapping[Cell, Callable[[Line], Line]] = {
    Cell.DESCRIPTION: lambda line: replace(line, description=None),
    Cell.DETAILS: lambda line: replace(line, details=None),
    Cell.QUANTITY: lambda line: replace(line, quantity=None),
    Cell.UNIT: lambda line: replace(line, unit=None),
    Cell.PRICE: lambda line: replace(line, unit_price=None),
    Cell.DISCOUNT: lambda line: replace(line, allowances=(), charges=()),
    Cell.VAT: lambda line: replace(line, vat_category=None, vat_rate=None),
    Cell.NET: lambda line: line,
}


def uses_seldom(invoice: Invoice) -> bool:
    """Return whether a line has a detail or a discount."""
    return any(line.details or line.allowances or line.charges for line in invoice.lines)


def spoken_cell(column: GridColumn, language: str) -> str:
    """Return the name of a cell for who listens to it."""
    heading, hint = say(column.heading, language), say(column.hint, language)
    return f"{heading} ({hint})" if hint else heading
