"""Large workbooks and tables to drafts, start of the program included, beside openpyxl's bare read."""

import csv
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook, load_workbook

from chorus_desk.formats.spreadsheet.columns import SHEET, columns
from chorus_desk.usecases.workspace import open_workspace
from tests import builders as b
from tests.benchmarks.measuring import Line, Run, best_run, run_process
from tests.stored import furnish

Write = Callable[[Path, int, int], Path]
"""Writes a file of rows, so many an invoice."""
_BARE = (
    "import sys; from openpyxl import load_workbook\n"
    "sheet = load_workbook(sys.argv[1], read_only=True, data_only=True).worksheets[0]\n"
    "for row in sheet.iter_rows(values_only=True): pass"
)


_HEADINGS = {
    "number": "N° facture", "issue_date": "Date", "delivery_date": "Date de livraison",
    "buyer_siret": "SIRET", "buyer_name": "Client", "buyer_street": "Adresse",
    "buyer_postcode": "Code postal", "buyer_city": "Ville", "service_code": "Code service",
    "commitment_number": "N° engagement", "contract_number": "N° de marché",
    "description": "Désignation", "quantity": "Quantité", "unit": "Unité",
    "unit_price": "Prix unitaire HT", "vat": "TVA",
}  # fmt: skip
"""A table of one's own: sixteen columns too, in other words."""


def lines() -> Iterator[Line]:
    """Time 10,000 rows of one line and of five lines an invoice, then 100,000 rows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_workspace(folder / "start") as workspace:
            furnish(workspace)
        yield from _of_workbooks(folder, "import", _workbook)
        yield from _of_workbooks(folder, "import of a table", _table)
        yield from _of_texts(folder)


def _of_workbooks(folder: Path, name: str, write: Write) -> Iterator[Line]:
    five = Run(0, 0)
    for lines_each in (1, 5):
        file = write(folder / f"{lines_each}.xlsx", 10_000, lines_each)
        bare = best_run(["-c", _BARE, file], lambda: None)
        ours = _import(folder, file)
        five = ours
        yield _against(f"{name}, 10,000 rows, {10_000 // lines_each:,} invoices", ours, bare)
    large = _import(folder, write(folder / "large.xlsx", 100_000, 5), rounds=1)
    ratio = large.seconds / five.seconds
    yield Line(f"{name}, 100,000 rows, 20,000 invoices", "linear: ≤ 11 × the 10,000",
               f"{large.seconds:.1f} s, {ratio:.1f} ×, {large.megabytes:.0f} MB", ratio <= 11)  # fmt: skip


def _of_texts(folder: Path) -> Iterator[Line]:
    """Time the same table as text and as OpenDocument, beside the bare read of the workbook."""
    file = _table(folder / "table.xlsx", 10_000, 5)
    bare = best_run(["-c", _BARE, file], lambda: None)
    rows = list(load_workbook(file, read_only=True).worksheets[0].iter_rows(values_only=True))
    for path in (_text(folder / "table.csv", rows), _open_document(folder / "table.ods", rows)):
        ours = _import(folder, path)
        yield _against(f"import of a table, {path.suffix}, 10,000 rows", ours, bare)


def _against(work: str, ours: Run, bare: Run) -> Line:
    return Line(
        work, "≤ 2.5 × openpyxl's bare read, ≤ 150 MB",
        f"{ours.seconds:.2f} s, {ours.seconds / bare.seconds:.2f} ×, {ours.megabytes:.0f} MB",
        ours.seconds <= 2.5 * bare.seconds and ours.megabytes <= 150,
    )  # fmt: skip


def _import(folder: Path, file: Path, rounds: int = 3) -> Run:
    data = folder / "data"

    def anew() -> None:
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(folder / "start", data)

    words: list[str | Path] = ["-m", "chorus_desk", "--data", data, "--json", "import", file]
    if rounds == 1:
        anew()
        return run_process(words)
    return best_run(words, anew, rounds)


def _workbook(path: Path, rows: int, lines_each: int) -> Path:
    """Write a workbook as a user fills it in: sixteen cells a row, ``lines_each`` an invoice."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(SHEET)
    sheet.append([column.heading for column in columns()])
    for row in range(rows):
        values = _row(row, row // lines_each)
        sheet.append([values.get(column.key) for column in columns()])
    workbook.save(path)
    return path


def _table(path: Path, rows: int, lines_each: int) -> Path:
    """Write the same as a list that somebody made, one row a line, in words of their own."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Factures")
    sheet.append(list(_HEADINGS.values()))
    for row in range(rows):
        values = {**_row(row, row // lines_each), "vat": "Non applicable (293 B)"}
        sheet.append([values[key] for key in _HEADINGS])
    workbook.save(path)
    return path


def _text(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows([_written(cell) for cell in row] for row in rows)
    return path


def _written(cell: object) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def _open_document(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{names}manifest:1.0"/>')
        with parts.open("content.xml", "w") as part:
            part.write(
                f'<office:document-content xmlns:office="{names}office:1.0" '
                f'xmlns:table="{names}table:1.0" xmlns:text="{names}text:1.0"><office:body>'
                '<office:spreadsheet><table:table table:name="Factures">'.encode()
            )
            for row in rows:
                cells = "".join(map(_cell, row))
                part.write(f"<table:table-row>{cells}</table:table-row>".encode())
            part.write(
                b"</table:table></office:spreadsheet></office:body></office:document-content>"
            )
    return path


def _cell(cell: object) -> str:
    if isinstance(cell, int | float):
        kind = f'"float" office:value="{cell}"'
    elif isinstance(cell, datetime):
        kind = f'"date" office:date-value="{cell:%Y-%m-%d}"'
    else:
        kind = '"string"'
    text = escape(_written(cell))
    return f"<table:table-cell office:value-type={kind}><text:p>{text}</text:p></table:table-cell>"


def _row(row: int, invoice: int) -> dict[str, object]:
    day = date(2026, 1, 1) + timedelta(days=invoice % 300)
    return {
        "number": f"F{invoice:06}", "issue_date": day, "delivery_date": day,
        "buyer_siret": b.COMMUNE_SIRET, "buyer_name": "Commune de Bourg-Fictif",
        "buyer_street": "1 place de l'Exemple", "buyer_postcode": "99000",
        "buyer_city": "Bourg-Fictif", "service_code": f"S{invoice % 40}",
        "commitment_number": f"BC-{invoice}", "contract_number": f"2026-M-{invoice % 9}",
        "description": f"Affiche {row}", "details": f"Format A3, papier de 135 g, lot {row}",
        "quantity": 1 + row % 7, "unit": "pièce", "unit_price": Decimal("10.50") + row % 100,
    }  # fmt: skip
