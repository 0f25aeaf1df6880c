"""Writes the program's own workbook: headings, choices and checks in the cells, examples, help."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from chorus_desk import resources
from chorus_desk.formats.spreadsheet.columns import EXAMPLES, HELP, LISTS, SHEET, columns
from chorus_desk.formats.spreadsheet.put import put_text
from chorus_desk.formats.spreadsheet.written import (
    INK,
    REQUIRED,
    TINT,
    print_on_one_page_across,
    stable_bytes,
)
from chorus_desk.rules import tables
from chorus_desk.wording.printed import said

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

EXCEL, OPEN_DOCUMENT = "xlsx", "ods"
Row = Mapping[str, str | Decimal | date]
"""Values of one row by column key: text, Decimal, date."""

_ROWS = 2000
"""Rows that carry choices and checks."""
_FORMATS = {
    "date": "DD/MM/YYYY", "amount": "#,##0.00", "price": "#,##0.00####", "quantity": "0.####",
    "rate": "0.##", "siret": "@", "postcode": "@", "text": "@",
}  # fmt: skip


def write_workbook(rows: Sequence[Row], examples: Sequence[Row], kind: str = EXCEL) -> bytes:
    """Return the workbook with these rows on its first sheet; the same rows give the same bytes.

    ``kind``: ``xlsx`` or ``ods``.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = SHEET
    _table(sheet, rows)
    _checks(sheet)
    _table(workbook.create_sheet(EXAMPLES), examples)
    _help(workbook.create_sheet(HELP))
    _lists(workbook.create_sheet(LISTS))
    if kind == OPEN_DOCUMENT:
        from chorus_desk.formats.spreadsheet.as_open_document import open_document_bytes

        return open_document_bytes(workbook)
    return stable_bytes(workbook)


def _table(sheet: "Worksheet", rows: Sequence[Row]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Side(style="thin", color="C9D1DA")
    for index, column in enumerate(columns(), start=1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = column.width
        heading = sheet.cell(1, index, column.heading + (" *" if column.required else ""))
        heading.font = Font(bold=True, color="FFFFFF", size=10)
        heading.fill = PatternFill("solid", fgColor=INK if not column.of_line else "3B6EA5")
        heading.alignment = Alignment(wrap_text=True, vertical="center")
        if column.help:
            heading.comment = Comment(said(column.help), "Chorus Desk", width=260, height=90)
        style = sheet.column_dimensions[letter]
        style.number_format = _FORMATS.get(column.kind, "General")
        for row_number, row in enumerate(rows, start=2):
            cell, value = sheet.cell(row_number, index), row.get(column.key)
            if isinstance(value, str):
                put_text(cell, value)
            else:
                cell.value = value
            cell.number_format = _FORMATS.get(column.kind, "General")
            cell.border = Border(bottom=line)
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"
    sheet.sheet_view.zoomScale = 100
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns()))}1"
    print_on_one_page_across(sheet)
    sheet.print_title_rows = "1:1"


def _checks(sheet: "Worksheet") -> None:
    """Put choices and checks in the cells; each refusal says in French what is wanted."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for index, column in enumerate(columns(), start=1):
        check = _check_of(column.kind, get_column_letter(index))
        if check is None:
            continue
        kind, formula, message, stops = check
        operator = _OPERATORS.get(kind)
        validation = DataValidation(
            type=kind, operator=operator, formula1=formula, allow_blank=True,
            showErrorMessage=True, errorTitle=column.heading, error=said(message),
            errorStyle="stop" if stops else "warning",
        )  # fmt: skip
        letter = get_column_letter(index)
        validation.add(f"{letter}2:{letter}{_ROWS}")
        sheet.add_data_validation(validation)


_CheckType = Literal["date", "list", "custom", "decimal"]
_OPERATORS: Mapping[str, Literal["greaterThan", "greaterThanOrEqual"]] = {
    "date": "greaterThan", "decimal": "greaterThanOrEqual",
}  # fmt: skip


def _check_of(kind: str, letter: str) -> tuple[_CheckType, str, str, bool] | None:
    """Return type, formula, message and whether it stops, for a kind of column."""
    lengths = len(resources.read_table("units")), len(_rates()), len(_exemptions())
    checks: Mapping[str, tuple[_CheckType, str, str, bool]] = {
        "date": ("date", "36526", "Entrez une date, par exemple 03/11/2026.", True),
        "kind": ("list", '"Facture,Avoir"', "Choisissez Facture ou Avoir.", True),
        "framework": (
            "list",
            f'"{",".join(_frameworks())}"',
            "Cadre inhabituel. Dépôt direct : A1, A2, A9, A12. Plateforme agréée : B, S ou M.",
            False,
        ),
        "siret": (
            "custom",
            f'LEN(SUBSTITUTE({letter}2," ",""))=14',
            "Un SIRET compte 14 chiffres, pas 9 (le SIREN ne suffit pas).",
            False,
        ),
        "unit": (
            "list",
            f"{LISTS}!$A$2:$A${lengths[0] + 1}",
            "Unité inconnue : choisissez dans la liste.",
            False,
        ),
        "rate": (
            "list",
            f"{LISTS}!$B$2:$B${lengths[1] + 1}",
            "Taux inhabituel : choisissez dans la liste, ou vérifiez-le.",
            False,
        ),
        "exemption": (
            "list",
            f"{LISTS}!$C$2:$C${lengths[2] + 1}",
            "Motif inconnu : choisissez dans la liste.",
            False,
        ),
        "price": ("decimal", "0", "Le prix unitaire n'est jamais négatif.", True),
        "amount": ("decimal", "0", "Écrivez un montant positif.", True),
    }
    return checks.get(kind)


def _frameworks() -> list[str]:
    """Return the frameworks a sole trader chooses from, those of direct deposit first."""
    rows = resources.read_table("framework_equivalents")
    columns = ("historical", "reform", "reform_goods", "reform_both")
    return [row[column] for column in columns for row in rows if row[column]]


def _rates() -> list[str]:
    rates = {row["rate"] for row in resources.read_table("vat_rates")
             if row["rate"] and row["territory"] != "historic"}  # fmt: skip
    return sorted(rates, key=Decimal, reverse=True)


def _exemptions() -> list[tuple[str, str]]:
    """Return every situation without VAT by its name, ``CODE`` or ``CODE#key``."""
    return sorted((row.name, row.situation) for row in tables.offered_exemptions())


def _lists(sheet: "Worksheet") -> None:
    from openpyxl.styles import Font

    for index, heading in enumerate(("Unités", "TVA %", "Motif sans TVA", "Situation"), start=1):
        sheet.cell(1, index, heading).font = Font(bold=True, color=INK)
    for row_number, row in enumerate(resources.read_table("units"), start=2):
        sheet.cell(row_number, 1, row["label"])
    for row_number, rate in enumerate(_rates(), start=2):
        sheet.cell(row_number, 2, Decimal(rate))
    for row_number, (code, situation) in enumerate(_exemptions(), start=2):
        sheet.cell(row_number, 3, code)
        sheet.cell(row_number, 4, situation)
    for letter, width in zip("ABCD", (18, 10, 32, 80), strict=True):
        sheet.column_dimensions[letter].width = width
    print_on_one_page_across(sheet)


def _help(sheet: "Worksheet") -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    intro = said(resources.path("guides", "workbook.txt").read_text(encoding="utf-8"))
    row_number = 1
    for paragraph in intro.strip().splitlines():
        cell = sheet.cell(row_number, 1, paragraph)
        cell.font = Font(bold=row_number == 1, size=14 if row_number == 1 else 11, color=INK)
        sheet.merge_cells(start_row=row_number, start_column=1, end_row=row_number, end_column=3)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row_number].height = 24 if len(paragraph) < 100 else 34
        row_number += 1
    row_number += 1
    for index, heading in enumerate(("Colonne", "Obligatoire", "Ce qu'on y met"), start=1):
        cell = sheet.cell(row_number, index, heading)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=INK)
    for column in columns():
        row_number += 1
        values = (column.heading, "oui" if column.required else "", said(column.help))
        for index, value in enumerate(values, start=1):
            cell = sheet.cell(row_number, index, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if column.required:
                cell.fill = PatternFill("solid", fgColor=REQUIRED)
            elif column.of_line:
                cell.fill = PatternFill("solid", fgColor=TINT)
    for letter, width in zip("ABC", (24, 13, 90), strict=True):
        sheet.column_dimensions[letter].width = width
    print_on_one_page_across(sheet)
