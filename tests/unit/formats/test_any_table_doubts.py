"""What can be read in two ways: the column's other cells decide, else both readings are named."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from chorus_desk.domain.finding import Finding, Severity
from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.reading import TableInvoice, understand
from chorus_desk.formats.any_table.why import explain
from chorus_desk.presenters.own_cells import cell_sentence
from chorus_desk.wording.findings import sentence

D = Decimal
HEAD = ["N° facture", "Date", "Client", "Désignation", "Qté", "PU HT", "TVA"]


def read(*rows: Sequence[object]) -> list[TableInvoice]:
    return list(understand([Grid("Feuil1", [list(row) for row in rows])]).invoices)


def row(
    number: str, day: str = "12/03/2026", price: object = 10.0, qty: float = 1.0
) -> list[object]:
    return [number, day, "Mairie", "Pain", qty, price, "20 %"]


def said(item: TableInvoice, rule: str) -> list[Finding]:
    return [finding for finding in item.findings if finding.rule == rule]


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["1,234.56", "1,234"], "."), (["12,5", "1.234"], ","), (["0,75"], ","),
        (["1.234.567 €"], ","), (["1,234", "1.234"], ""), (["12,5", "12.5"], ""), ([1.5, ""], ""),
    ],
)  # fmt: skip
def test_decimal_sign__is_told_by_what_can_be_read_in_one_way(
    cells: list[object], sign: str
) -> None:
    assert values.decimal_sign_of(cells) == sign


@pytest.mark.parametrize(
    ("sure", "written", "price"),
    [("1,234.56", "1,234", "1234"), ("12,5", "1.234", "1234"), ("0,75", "1,234", "1.234")],
)
def test_a_column_that_tells__settles_a_thousand(sure: str, written: str, price: str) -> None:
    item = read(HEAD, row("F1", price=sure), row("F2", price=written))[1]
    assert item.invoice.lines[0].unit_price == D(price)
    assert not said(item, "CD-TABLE-THOUSANDS")
    (finding,) = said(item, "CD-TABLE-THOUSANDS-SETTLED")
    assert finding.severity is Severity.INFO


def test_a_column_that_tells_nothing__leaves_both_readings_named() -> None:
    (item,) = read(HEAD, row("F1", price="1.234"))
    (finding,) = said(item, "CD-TABLE-THOUSANDS")
    assert finding.severity is Severity.WARNING
    french, english = sentence(finding, "fr"), sentence(finding, "en")
    assert "nombre entier 1\u202f234 ou le nombre à virgule 1,234" in french
    assert french.endswith("on a lu 1,234.")
    assert "whole number 1,234 or the number with decimals 1.234" in english


def test_amounts_in_sentences__have_the_sign_of_the_language() -> None:
    (item,) = read(
        [*HEAD[:6], "Total HT", "Total TTC"], [*row("F1", price=100.0)[:6], 100.0, 105.5]
    )
    (rate,) = said(item, "CD-TABLE-RATE-WORKED-OUT")
    assert "(5,5" in sentence(rate, "fr")
    assert "(5.5" in sentence(rate, "en")
    (item,) = read(HEAD, row("F2", qty=-2.5))
    (negative,) = said(item, "CD-TABLE-NEGATIVE")
    assert "(-25,0" in sentence(negative, "fr")


def test_days_of_a_column_with_both_orders__are_doubtful_where_they_can_be_either() -> None:
    items = read(HEAD, row("F1", "04/13/2026"), row("F2", "31/03/2026"), row("F3", "03/04/2026"),
                 row("F4", "05/05/2026"))  # fmt: skip
    assert [bool(said(item, "CD-TABLE-DAY-OR-MONTH")) for item in items] == [
        False, False, True, False,
    ]  # fmt: skip
    assert items[2].invoice.issue_date == date(2026, 4, 3)
    assert said(items[2], "CD-TABLE-DAY-OR-MONTH")[0].severity is Severity.WARNING


def test_a_lines_stated_amount__is_not_followed_by_sums_nobody_stated() -> None:
    head = ["Date", "N°", "Client", "Heures", "Taux horaire", "Montant"]
    (item,) = read(head, ["02/05/2026", "H2", "Lycée", 2.0, 40.0, 90.0])
    stated = item.invoice.stated
    assert stated is not None
    assert stated.line_nets == (D("90.00"),)
    assert stated.lines == stated.net == stated.gross == stated.due == D("90.00")


def test_the_cell_shown__says_the_same_two_readings() -> None:
    grid = Grid("Feuil1", [HEAD, row("F1", price="1.234"), row("F2", "04/13/2026")])
    why = explain(grid, understand([grid]), 2, 6)
    assert why.value == D("1.234")
    assert "nombre entier 1\u202f234 ou" in cell_sentence(why, "F2", "fr")


def test_the_cell_shown__is_read_as_its_column_tells() -> None:
    grid = Grid("Feuil1", [HEAD, row("F1", price="1,234.56"), row("F2", price="1,234")])
    why = explain(grid, understand([grid]), 3, 6)
    assert (why.value, why.doubtful) == (D(1234), False)
    assert "lu 1\u202f234" in cell_sentence(why, "F3", "fr")


FORM = [
    ["Facture F-7"], ["Date", "12/03/2026"], ["Client", "Mairie de Lac"], [],
    ["Désignation", "Qté", "PU HT", "Montant HT"],
]  # fmt: skip


def form(*below: Sequence[object], line: Sequence[object]) -> Grid:
    return Grid("Facture", [list(row) for row in (*FORM, line, [], *below)])


def test_a_forms_total_of_three_places__is_doubted_where_nothing_tells() -> None:
    grid = form(["", "", "Total HT", "1.234"], line=["Pain", 1.0, 1234.0, 1234.0])
    (item,) = understand([grid]).invoices
    (finding,) = said(item, "CD-TABLE-THOUSANDS")
    assert (finding.severity, finding.params["cell"]) == (Severity.WARNING, "D8")
    assert "nombre entier 1\u202f234 ou" in sentence(finding, "fr")


def test_a_forms_total_of_three_places__is_read_as_its_lines_tell() -> None:
    grid = form(["", "", "Total HT", "1.240"], line=["Pain", 2.0, "617,00", "1234,00"])
    content = understand([grid])
    (item,) = content.invoices
    assert not said(item, "CD-TABLE-THOUSANDS")
    assert said(item, "CD-TABLE-THOUSANDS-SETTLED")[0].severity is Severity.INFO
    assert item.invoice.stated is not None
    assert item.invoice.stated.net == D("1240.00")
    assert explain(grid, content, 8, 4).value == D(1240)


def test_a_number_of_a_position__tells_nothing_of_a_forms_amounts() -> None:
    rows = [[*row] for row in FORM]
    rows[-1] = ["Pos.", *rows[-1]]
    grid = Grid("Facture", [
        *rows, ["1.1", "Pain", 1.0, 1234.0, 1234.0], [], ["", "", "", "Total HT", "1.234"],
    ])  # fmt: skip
    (item,) = understand([grid]).invoices
    assert said(item, "CD-TABLE-THOUSANDS")
