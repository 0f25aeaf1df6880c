"""A large workbook to drafts, start of the program included, beside openpyxl's bare read of it."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook

from chorus_desk.formats.spreadsheet.columns import SHEET, columns
from chorus_desk.usecases.workspace import open_workspace
from tests import builders as b
from tests.benchmarks.measuring import Line, Run, best_run, run_process
from tests.stored import furnish

_BARE = (
    "import sys; from openpyxl import load_workbook\n"
    "sheet = load_workbook(sys.argv[1], read_only=True, data_only=True).worksheets[0]\n"
    "for row in sheet.iter_rows(values_only=True): pass"
)


def lines() -> Iterator[Line]:
    """Time 10,000 rows of one line and of five lines an invoice, then 100,000 rows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open_workspace(folder / "start") as workspace:
            furnish(workspace)
        five = Run(0, 0)
        for lines_each in (1, 5):
            file = _workbook(folder / f"{lines_each}.xlsx", 10_000, lines_each)
            bare = best_run(["-c", _BARE, file], lambda: None)
            ours = _import(folder, file)
            five = ours
            yield Line(
                f"import, 10,000 rows, {10_000 // lines_each:,} invoices",
                "≤ 2.5 × openpyxl's bare read, ≤ 150 MB",
                f"{ours.seconds:.2f} s, {ours.seconds / bare.seconds:.2f} ×, {ours.megabytes:.0f} MB",
                ours.seconds <= 2.5 * bare.seconds and ours.megabytes <= 150,
            )  # fmt: skip
        large = _import(folder, _workbook(folder / "large.xlsx", 100_000, 5), rounds=1)
        ratio = large.seconds / five.seconds
        yield Line("import, 100,000 rows, 20,000 invoices", "linear: ≤ 11 × the 10,000",
                   f"{large.seconds:.1f} s, {ratio:.1f} ×, {large.megabytes:.0f} MB", ratio <= 11)  # fmt: skip


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
