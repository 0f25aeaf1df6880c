"""Keeps the English catalogue in step with the French texts of the program.

    python packaging/catalogue.py           write resources/i18n/en.po (new texts) and en.mo
    python packaging/catalogue.py --check   fail when a text lacks its English or en.mo is old

French is the source: texts marked ``N_("…")`` in the code, and the columns of the tables below.
"""

import ast
import csv
import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "resources" / "i18n" / "en.po"
MO = PO.with_suffix(".mo")
TABLE_TEXTS = {
    "invoice_statuses": ("label", "action"),
    "billing_frameworks": ("label",),
    "legal_forms": ("label",),
    "terms": ("name",),
    "payment_means": ("label",),
    "units": ("label",),
    "vat_exemptions": ("situation",),
}
_PLACES = re.compile(r"\{(\w+)[^}]*\}")


def source_texts() -> dict[str, str]:
    """Return every French text with the place it was found at."""
    texts: dict[str, str] = {}
    for file in sorted((ROOT / "chorus_desk").rglob("*.py")):
        place = file.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for text in _marked(node):
                texts.setdefault(text, place)
    for table, columns in TABLE_TEXTS.items():
        path = ROOT / "resources" / "codes" / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                for column in columns:
                    if row[column]:
                        texts.setdefault(row[column], f"resources/codes/{table}.csv")
    return texts


def _marked(node: ast.AST) -> list[str]:
    """Return the texts in N_("…")."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
        argument = node.args[0]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            return [argument.value]
    return []


def merged() -> Catalog:
    """Return the catalogue with every text of the program and what was translated so far."""
    known = {}
    if PO.exists():
        with PO.open("rb") as file:
            known = {message.id: message.string for message in read_po(file) if message.id}
    catalog = Catalog(locale="en", project="Chorus Desk", charset="utf-8", fuzzy=False)
    catalog.header_comment = "# English texts of Chorus Desk. The source language is French."
    for text, place in source_texts().items():
        catalog.add(text, known.get(text, ""), locations=[(place, 0)])
    return catalog


def _po_bytes(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, omit_header=False, sort_output=True, include_lineno=False)
    lines = buffer.getvalue().decode("utf-8").splitlines(keepends=True)
    moving = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Generated-By",
              "Report-Msgid-Bugs-To", "Language-Team")  # fmt: skip
    kept = [line for line in lines if not line.startswith(tuple(f'"{name}' for name in moving))]
    return "".join(kept).encode("utf-8")


def _mo_bytes() -> bytes:
    buffer = io.BytesIO()
    with PO.open("rb") as file:
        catalog = read_po(file, locale="en")
    catalog.creation_date = catalog.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    write_mo(buffer, catalog)
    return buffer.getvalue()


def problems() -> list[str]:
    """Return what is out of step."""
    found = []
    catalog = merged()
    for message in catalog:
        if not message.id:
            continue
        if not message.string:
            found.append(f"no English: {message.id}")
        elif set(_PLACES.findall(str(message.id))) != set(_PLACES.findall(str(message.string))):
            found.append(f"other places than in French: {message.id}")
    if not PO.exists() or PO.read_bytes() != _po_bytes(catalog):
        found.append("en.po is not what the program's texts give: run packaging/catalogue.py")
    if not MO.exists() or MO.read_bytes() != _mo_bytes():
        found.append("en.mo is not compiled from en.po: run packaging/catalogue.py")
    return found


def main() -> None:
    if "--check" in sys.argv:
        found = problems()
        sys.exit("\n".join(found) if found else 0)
    PO.write_bytes(_po_bytes(merged()))
    MO.write_bytes(_mo_bytes())
    missing = [problem for problem in problems() if problem.startswith("no English")]
    print(f"{PO.relative_to(ROOT)}: {len(missing)} texts without English")


if __name__ == "__main__":
    main()
