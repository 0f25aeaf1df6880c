"""Tables of trades and of billing programs: what a careful reader takes from them is what comes."""

from decimal import Decimal

import pytest
from _pytest.mark.structures import ParameterSet

from chorus_desk.domain.finding import Severity
from chorus_desk.domain.totals import compute_totals
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.reading import TableContent, TableInvoice, read_grids, understand
from tests.unit.formats.tables_of_trades import SAMPLES as FIRST
from tests.unit.formats.tables_of_trades import LineOf, Sample, Wanted
from tests.unit.formats.tables_of_trades_more import MORE

SAMPLES = (*FIRST, *MORE)


def _read(sample: Sample) -> TableContent:
    if sample.sheets is None:
        return understand(read_grids(sample.text.encode(), "unknown"))
    return understand([Grid(name, rows) for name, rows in sample.sheets.items()])


def _got(item: TableInvoice) -> tuple[object, ...]:
    invoice, totals = item.invoice, compute_totals(item.invoice)
    lines = [(x.description, x.quantity, x.unit_price, x.vat_rate) for x in invoice.lines]
    return (
        invoice.number, invoice.type_code, invoice.issue_date, invoice.buyer.name,
        invoice.buyer.siret, invoice.commitment_number, lines, (totals.net, totals.gross),
    )  # fmt: skip


def _wanted(wanted: Wanted) -> tuple[object, ...]:
    return (
        wanted.number, wanted.kind, wanted.day, wanted.buyer, wanted.siret, wanted.commitment,
        [_line(line) for line in wanted.lines], wanted.totals,
    )  # fmt: skip


def _line(line: LineOf) -> tuple[object, ...]:
    description, quantity, price, rate = line
    return description, Decimal(quantity), Decimal(price), Decimal(rate) if rate else None


def _case(sample: Sample) -> ParameterSet:
    marks = [pytest.mark.xfail(reason=sample.gap, strict=True)] if sample.gap else []
    return pytest.param(sample, marks=marks, id=sample.name)


@pytest.mark.parametrize("sample", [_case(sample) for sample in SAMPLES])
def test_a_table__gives_what_a_careful_reader_takes(sample: Sample) -> None:
    found = _read(sample).invoices
    assert [_got(item) for item in found] == [_wanted(wanted) for wanted in sample.wanted]
    assert not any(item.broken for item in found)


@pytest.mark.parametrize(
    "sample", [sample for sample in SAMPLES if sample.warned], ids=lambda sample: sample.name
)
def test_a_table__that_leaves_a_question_asks_it(sample: Sample) -> None:
    for item in _read(sample).invoices:
        assert any(finding.severity is Severity.WARNING for finding in item.findings)
