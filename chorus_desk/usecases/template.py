"""Writes the program's own workbook for a person to fill in."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from chorus_desk import resources
from chorus_desk.formats.spreadsheet.columns import columns
from chorus_desk.formats.spreadsheet.template import EXCEL, OPEN_DOCUMENT, Row, write_workbook
from chorus_desk.usecases.export import write_file


def write_template(target: Path, today: date) -> Path:
    """Write the empty workbook, with the demo's invoices as examples on their own sheet.

    A name that ends in ``.ods`` gives an OpenDocument, any other one a workbook of Excel's.

    Raises:
        UserError: the file cannot be written (``cannot-write``).
    """
    write_file(target, write_workbook([], example_rows(today), kind_of(target)))
    return target


def write_example(target: Path, today: date) -> Path:
    """Write the workbook of the demo: its invoices are on the sheet that is imported.

    Raises:
        UserError: the file cannot be written (``cannot-write``).
    """
    rows = example_rows(today)
    write_file(target, write_workbook(rows, rows))
    return target


def kind_of(target: Path) -> str:
    """Return the kind of workbook that a file's name asks for: ``xlsx`` or ``ods``."""
    return OPEN_DOCUMENT if target.suffix.casefold() == f".{OPEN_DOCUMENT}" else EXCEL


def example_rows(today: date) -> list[Row]:
    """Return the demo's rows, dated so many days before today."""
    import csv

    path = resources.path("demo", "invoices.csv")
    kinds = {column.key: column.kind for column in columns()}
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {key: _value(kinds[key], text, today) for key, text in row.items() if text}
            for row in csv.DictReader(file)
        ]


def _value(kind: str, text: str, today: date) -> str | Decimal | date:
    if kind == "date":
        return today + timedelta(days=int(text))
    if kind in ("amount", "price", "quantity", "rate"):
        return Decimal(text)
    return text
