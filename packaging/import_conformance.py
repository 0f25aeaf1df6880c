"""Measures what the program makes of people's own tables, and writes it as a page.

The files and what a careful reader takes from them stand in the corpus beside the checkout; the
program itself sees the bytes of a file alone: neither its name nor what is expected of it.
"""

import csv
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Severity
from chorus_desk.domain.totals import compute_totals, figures
from chorus_desk.formats.any_table.grid import is_empty
from chorus_desk.formats.any_table.reading import (
    TableContent,
    TableInvoice,
    read_grids,
    understand,
)
from chorus_desk.formats.any_table.values import text
from chorus_desk.usecases.reading_files import format_of
from chorus_desk.wording.errors import error_sentence

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("CHORUS_DESK_CORPUS", ROOT.parent / "shared" / "corpus"))


@dataclass
class Compared:
    """How many fields of a file's truth came out right, wrong with a warning, wrong without."""

    right: int = 0
    warned: int = 0
    silent: int = 0
    examples: list[str] | None = None

    def take(self, name: str, *, expected: object, got: object, warned: bool) -> None:
        """Count one field."""
        if expected == got:
            self.right += 1
            return
        if warned:
            self.warned += 1
        else:
            self.silent += 1
        if self.examples is not None:
            self.examples.append(f"{name}: {expected!r} {got!r}")

    @property
    def fields(self) -> int:
        """How many fields there are."""
        return self.right + self.warned + self.silent


@dataclass(frozen=True)
class Outcome:
    """What the program made of a file."""

    content: TableContent | None
    sentence: str
    cells: frozenset[str]


def read(path: Path) -> Outcome:
    """Read a file as ``import`` does, with no mapping."""
    content = path.read_bytes()
    try:
        grids = read_grids(content, format_of(content))
        cells = {text(c) or "" for g in grids for row in g.rows for c in row if not is_empty(c)}
        return Outcome(understand(grids), "", frozenset(cells))
    except UserError as error:
        return Outcome(None, error_sentence(error, "fr"), frozenset())


def compare(outcome: Outcome, truth: Mapping[str, Any], *, examples: bool = False) -> Compared:
    """Compare the invoices of a file with its truth, number by number, field by field."""
    compared = Compared(examples=[] if examples else None)
    found: dict[str, list[TableInvoice]] = defaultdict(list)
    for item in outcome.content.invoices if outcome.content else ():
        found[item.invoice.number or ""].append(item)
    for expected in truth["invoices"]:
        of_number = found[expected["number"]]
        match = of_number.pop(0) if of_number else None
        findings = match.findings if match is not None else ()
        warned = any(finding.severity is not Severity.INFO for finding in findings)
        got = dict(_fields(match)) if match is not None else {}
        for name, value in _expected(expected, outcome.cells):
            compared.take(
                f"{expected['number']} {name}", expected=value, got=got.get(name, "—"),
                warned=warned,
            )  # fmt: skip
    for extra in (one for left in found.values() for one in left):  # an invoice that is none
        compared.take("too many", expected=None, got=extra.invoice.number, warned=False)
    return compared


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value)).normalize() + 0


_PLAIN = {
    "date": "date", "buyer_siret": "buyer_siret", "service": "service",
    "engagement": "engagement", "marche": "marche", "origin": "origin",
}  # fmt: skip


def _expected(invoice: Mapping[str, Any], cells: frozenset[str]) -> Iterator[tuple[str, object]]:
    """Give the fields of an invoice in the truth; a name that the file has nowhere is none."""
    yield "number", invoice["number"]
    yield "type", invoice["type"]
    for name in _PLAIN:
        if name in invoice:
            yield name, invoice[name]
    if invoice.get("buyer_name") in cells:
        yield "buyer_name", invoice["buyer_name"]
    yield from _expected_lines(invoice["lines"])
    for key in ("total_ht", "total_tva", "total_ttc"):
        if key in invoice:
            yield key, _decimal(invoice[key])


def _expected_lines(lines: Sequence[Any]) -> Iterator[tuple[str, object]]:
    yield "lines", len(lines)
    if all(lines):  # a large file's truth has its totals alone
        if not any(line["description"] for line in lines):  # one for each rate: in any order
            lines = sorted(lines, key=lambda line: Decimal(line["vat"]))
        for index, line in enumerate(lines):
            if line["description"] is not None:
                yield f"{index} description", line["description"]
            for key in ("qty", "unit_price", "vat", "ht"):
                yield f"{index} {key}", _decimal(line[key])


def _fields(item: TableInvoice) -> Iterator[tuple[str, object]]:
    invoice = item.invoice
    yield "number", invoice.number
    yield "type", {"380": "facture", "381": "avoir"}.get(invoice.type_code, invoice.type_code)
    yield "date", invoice.issue_date.isoformat() if invoice.issue_date else None
    yield "buyer_name", invoice.buyer.name
    yield "buyer_siret", invoice.buyer.siret
    yield "service", invoice.buyer.service_code
    yield "engagement", invoice.commitment_number
    yield "marche", invoice.contract_number
    yield "origin", invoice.preceding[0].number if invoice.preceding else None
    yield "lines", len(invoice.lines)
    if not any(line.description for line in invoice.lines):
        lines = sorted(invoice.lines, key=lambda line: line.vat_rate or Decimal(0))
        invoice = replace(invoice, lines=tuple(lines))
    computed = compute_totals(invoice)
    for index, line in enumerate(invoice.lines):
        yield f"{index} description", line.description
        yield f"{index} qty", _decimal(line.quantity)
        yield f"{index} unit_price", _decimal(line.unit_price)
        yield f"{index} vat", _decimal(line.vat_rate)
        yield f"{index} ht", _decimal(computed.line_nets[index])
    yield "total_ht", _decimal(computed.net)
    yield "total_tva", _decimal(computed.vat)
    yield "total_ttc", _decimal(computed.gross)


@dataclass(frozen=True)
class Stranger:
    """A stranger's file, and what a careful reader would take from it."""

    name: str
    expected: Mapping[str, Any]
    drafts: int
    lines: int
    credit_notes: int
    differences: Sequence[str]
    sentence: str


def strangers() -> Iterator[Stranger]:
    """Give what the program made of each stranger's file, beside what is expected."""
    with (CORPUS / "others.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["path"].startswith("spreadsheets/strangers/"):
                expected = json.loads(row["expected"])
                yield _stranger(CORPUS / row["path"], expected)


def _stranger(path: Path, expected: Mapping[str, Any]) -> Stranger:
    outcome = read(path)
    invoices = [i for i in outcome.content.invoices if not i.broken] if outcome.content else []
    notes = sum(item.invoice.type_code == "381" for item in invoices)
    return Stranger(
        path.name, expected, len(invoices), sum(len(i.invoice.lines) for i in invoices), notes,
        tuple(_differences(expected, invoices, notes)), outcome.sentence,
    )  # fmt: skip


def _differences(
    expected: Mapping[str, Any], invoices: Sequence[TableInvoice], notes: int
) -> Iterator[str]:
    """Name what differs from what is expected: drafts, lines, number, day, SIRET, totals."""
    wanted = expected.get("invoices")
    if wanted is not None and wanted + expected.get("credit_notes", 0) not in (
        len(invoices), len(invoices) + expected.get("credit_notes", 0),
    ):  # fmt: skip
        yield f"{len(invoices)} drafts for {wanted}"
    if not invoices or not wanted:
        return
    lines = sum(len(item.invoice.lines) for item in invoices)
    if "lines" in expected:
        count = expected["lines"]
        count = sum(count) if isinstance(count, list) else count
        if count != lines:
            yield f"{lines} lines for {count}"
    first = invoices[0].invoice
    for key, got in (
        ("number", first.number),
        ("date", first.issue_date.isoformat() if first.issue_date else None),
        ("buyer_siret", first.buyer.siret),
        ("currency", first.currency),
    ):
        if expected.get(key) is not None and expected[key] != got:
            yield f"{key} {got} for {expected[key]}"
    sign = {"381": Decimal(-1)} if notes and "credit_notes" in expected else {}
    totals = [(figures(i.invoice), sign.get(i.invoice.type_code, Decimal(1))) for i in invoices]
    for key, name in (("total_ht", "net"), ("total_ttc", "gross"), ("total", "gross")):
        if expected.get(key) is None:
            continue
        total = sum((s * (getattr(t, name) or 0) for t, s in totals), Decimal(0))
        if abs(total - Decimal(str(expected[key]).split()[0])) >= Decimal("0.02"):
            yield f"{key} {total} for {expected[key]}"


_HEAD = """# What is made of people's own tables

Written by `python3 dev.py docs` from a corpus of workbooks and CSV files beside the checkout. Each
file is read as `import` reads it, with no mapping given; the program sees the bytes alone. The
words for headings were gathered with these files at hand: other people's files may do worse.

## Files with a known truth

A field is a number, a day, a name that stands in the file, a SIRET, a service, a commitment, or one
value of a line or a total. *Wrong with a warning*: the draft carries a warning from the import.

| file | drafts | lines | fields | right | wrong, with a warning | wrong, silently |
|---|---|---|---|---|---|---|
"""
_STRANGERS = """
## Strangers' files

*As expected* compares drafts, lines, number, day, SIRET, currency and totals with what a careful
reader takes from the file; a file that holds no invoice is right when it gives no draft.

| file | expected drafts | drafts | lines | as expected |
|---|---|---|---|---|
"""


def page() -> tuple[str, dict[str, int]]:
    """Return the page, and its figures."""
    truths = json.loads((CORPUS / "spreadsheets/generated/truth.json").read_text(encoding="utf-8"))
    text_of_page, counts = _HEAD, {"fields": 0, "right": 0, "silent": 0, "files": 0, "sensible": 0}
    for name, truth in truths.items():
        outcome = read(CORPUS / "spreadsheets/generated" / name)
        compared = compare(outcome, truth)
        invoices = outcome.content.invoices if outcome.content else ()
        lines = sum(len(item.invoice.lines) for item in invoices)
        text_of_page += (
            f"| {name} | {len(invoices)} | {lines} | {compared.fields} | {compared.right} "
            f"| {compared.warned} | {compared.silent} |\n"
        )
        counts["fields"] += compared.fields
        counts["right"] += compared.right
        counts["silent"] += compared.silent
    share = 100 * counts["right"] / counts["fields"]
    text_of_page += (
        f"\n{counts['right']} of {counts['fields']} fields are right ({share:.2f}%), "
        f"{counts['silent']} wrong without a warning.\n"
    )
    text_of_page += _STRANGERS
    for stranger in strangers():
        counts["files"] += 1
        counts["sensible"] += not stranger.differences
        if stranger.expected.get("invoices"):
            counts["holding"] = counts.get("holding", 0) + 1
            counts["drafted"] = counts.get("drafted", 0) + (not stranger.differences)
        said = "; ".join(stranger.differences) or "yes"
        text_of_page += (
            f"| {stranger.name} | {stranger.expected.get('invoices', '–')} | {stranger.drafts} "
            f"| {stranger.lines} | {said} |\n"
        )
    text_of_page += (
        f"\n{counts['sensible']} of {counts['files']} files are as expected "
        f"({100 * counts['sensible'] // counts['files']}%); none crashes the program.\n"
    )
    text_of_page += f"{counts['drafted']} of the {counts['holding']} that hold invoices are.\n"
    return text_of_page, counts


def write_page(path: Path) -> dict[str, int]:
    """Write the page and return its figures."""
    content, counts = page()
    path.write_text(content, encoding="utf-8", newline="\n")
    return counts
