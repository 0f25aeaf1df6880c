"""Amounts of people's own tables: discounts, VAT and totals of lines, and what contradicts them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.totals import compute_totals
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.reading import TableContent, TableInvoice, understand

D = Decimal
HEAD = ["N° facture", "Date", "Client", "Désignation", "Qté", "PU HT", "TVA"]
ROW = ["F1", "12/03/2026", "Mairie", "Affiches", 3.0, 50.0, "20 %"]
MORE = [*ROW[:3], "Tracts", 1.0, 10.0, "20 %"]


def read(*rows: Sequence[object]) -> TableContent:
    return understand([Grid("Feuil1", [list(row) for row in rows])])


def only(*rows: Sequence[object]) -> TableInvoice:
    (item,) = read(*rows).invoices
    return item


def said(item: TableInvoice, rule: str) -> list[Finding]:
    return [finding for finding in item.findings if finding.rule == rule]


@pytest.mark.parametrize(
    ("heading", "discount", "net", "amount", "percentage"),
    [
        ("Remise", 10.0, 140.0, "10.00", None), ("Remise", 10.0, 135.0, "15.00", "10"),
        ("Remise %", 10.0, 135.0, "15.00", "10"), ("Remise", "10 %", 135.0, "15.00", "10"),
        ("Remise", 5.0, 135.0, "15.00", None), ("Remise", 0.1, 135.0, "15.00", "10"),
        ("Remise %", 0.1, 135.0, "15.00", "10"), ("Remise", -10.0, 140.0, "10.00", None),
        ("Remise %", 33.0, 100.51, "49.49", "33"),
    ],
)  # fmt: skip
def test_a_discount__that_leads_to_the_lines_amount_is_applied(
    heading: str, discount: object, net: float, amount: str, percentage: str | None
) -> None:
    item = only([*HEAD, heading, "Total HT"], [*ROW, discount, net])
    (allowance,) = item.invoice.lines[0].allowances
    assert (allowance.amount, allowance.percentage) == (D(amount), percentage and D(percentage))
    assert item.invoice.stated is None
    assert not item.findings


def test_a_discount__that_leads_elsewhere_is_named_and_the_amount_contradicted() -> None:
    item = only([*HEAD, "Remise", "Total HT"], [*ROW, 10.0, 125.0], [*MORE, "", 10.0])
    assert item.invoice.lines[0].allowances == ()
    assert said(item, "CD-TABLE-DISCOUNT")
    assert item.invoice.stated is not None
    assert item.invoice.stated.line_nets == (D("125.00"), D("10.00"))


def test_a_discount__that_is_already_in_the_price_is_named() -> None:
    item = only([*HEAD, "Remise", "Total HT"], [*ROW, 10.0, 150.0])
    assert said(item, "CD-TABLE-DISCOUNT")
    assert compute_totals(item.invoice).net == D("150.00")


def test_a_discount__that_nothing_confirms_is_applied_and_said() -> None:
    item = only([*HEAD, "Remise %"], [*ROW, 10.0])
    (finding,) = said(item, "CD-TABLE-DISCOUNT-APPLIED")
    assert finding.params == {"sheet": "Feuil1", "line": 1, "value": D("15.00")}
    assert compute_totals(item.invoice).net == D("135.00")


def test_a_discount__is_confirmed_by_a_total_with_vat() -> None:
    item = only([*HEAD, "Remise", "Total TTC"], [*ROW, 10.0, 162.0])
    assert item.invoice.lines[0].allowances[0].percentage == 10
    assert not item.findings


def test_a_discount__of_a_credit_note_written_in_negative_is_turned() -> None:
    head = ["Type", *HEAD, "Remise %", "Total HT"]
    item = only(head, ["Avoir", *ROW[:4], -3.0, 50.0, "20 %", 10.0, -135.0])
    assert item.invoice.type_code == "381"
    assert item.invoice.lines[0].allowances[0].amount == D("15.00")
    assert compute_totals(item.invoice).net == D("135.00")
    assert item.invoice.stated is None


@pytest.mark.parametrize(
    ("vat", "gross", "rule", "stated", "computed"),
    [
        (25.0, 175.0, "CD-TABLE-LINE-VAT", "25.00", "30.00"),
        (30.0, 185.0, "CD-TABLE-LINE-GROSS", "185.00", "180.00"),
        ("", 185.0, "CD-TABLE-LINE-GROSS", "185.00", "180.00"),
    ],
)  # fmt: skip
def test_lines__whose_vat_or_total_differs_are_named(
    vat: object, gross: float, rule: str, stated: str, computed: str
) -> None:
    head = [*HEAD[:-1], "Taux TVA", "Montant HT", "Montant TVA", "Montant TTC"]
    item = only(head, [*ROW, 150.0, vat, gross], [*MORE, 10.0, 2.0, 12.0])
    (finding, *others) = said(item, rule)
    assert not others
    assert (finding.params["line"], finding.params["stated"], finding.params["computed"]) == (
        1, D(stated), D(computed),
    )  # fmt: skip
    assert compute_totals(item.invoice).gross == D("192.00")  # never corrected


def test_lines__whose_amounts_agree_are_not_named() -> None:
    head = [*HEAD[:-1], "Taux TVA", "Montant HT", "Montant TVA", "Montant TTC"]
    item = only(head, [*ROW, 150.0, 30.0, 180.0], [*MORE, 10.0, 2.0, 12.0])
    assert not item.findings


def test_lines__whose_vat_is_rounded_one_by_one_are_said() -> None:
    head = [*HEAD[:-1], "Taux TVA", "Montant HT", "Montant TVA"]
    rows = [[*ROW[:3], f"Pain {n}", 1.0, 0.83, "5,5 %", 0.83, 0.05] for n in range(4)]
    (finding,) = only(head, *rows).findings
    assert (finding.rule, finding.params["stated"], finding.params["computed"]) == (
        "CD-TABLE-VAT-ROUNDING", D("0.20"), D("0.18"),
    )  # fmt: skip


def test_a_total_of_zero__is_a_total_that_differs() -> None:
    stated = only([*HEAD, "Total TTC facture"], [*ROW, 0.0]).invoice.stated
    assert stated is not None
    assert stated.gross == 0


def test_rows__that_contradict_the_head_are_named_once_a_column() -> None:
    head = [*HEAD, "N° engagement"]
    item = only(head, [*ROW, "EJ-1"], [*MORE, "EJ-2"], [*ROW, "EJ-3"])
    (finding,) = said(item, "CD-ROWS-DISAGREE")
    assert item.invoice.commitment_number == "EJ-1"
    assert (finding.params["row"], finding.params["value"], finding.params["kept"]) == (
        3, "EJ-2", "EJ-1",
    )  # fmt: skip


def test_a_currency__that_is_none_is_said() -> None:
    item = only([*HEAD, "Devise"], [*ROW, "sesterce"])
    assert item.invoice.currency == "EUR"
    assert said(item, "CD-TABLE-CURRENCY-UNKNOWN")
    assert only([*HEAD, "Devise"], [*ROW, "euros"]).findings == ()


def test_a_price_with_vat__is_taken_without_it_and_said() -> None:
    item = only([*HEAD[:5], "PU TTC", "TVA"], [*ROW[:5], 60.0, "20 %"])
    assert item.invoice.lines[0].unit_price == 50
    assert said(item, "CD-PRICE-WITH-VAT")


@pytest.mark.parametrize(("kind", "reason"), [("Devis", "quote"), ("Règlement", "payment")])
def test_rows__of_another_kind_of_document_are_left_aside(kind: str, reason: str) -> None:
    content = read(["Type", *HEAD], [kind, *ROW], ["Facture", "F2", *ROW[1:]])
    assert [aside.reason for aside in content.asides] == [reason]
    assert [item.invoice.number for item in content.invoices] == ["F2"]


def test_a_line__whose_rate_reads_like_a_sum_is_no_sum() -> None:
    item = only(HEAD, [*ROW[:6], "TVA 20 %"], ["", "", "", "Tracts", 1.0, 10.0, "TVA 20 %"])
    assert [line.description for line in item.invoice.lines] == ["Affiches", "Tracts"]


def test_a_number__of_two_years_is_two_invoices_and_of_one_year_is_said() -> None:
    rows = [[*ROW], ["F1", "12/03/2025", *ROW[2:]], ["F1", "13/03/2026", *ROW[2:]]]
    content = read(HEAD, *rows)
    twice = [bool(said(item, "CD-TABLE-NUMBER-TWICE")) for item in content.invoices]
    assert twice == [False, False, True]


FORM: list[list[object]] = [
    ["FACTURE N° F7", "Vayres, le 3 mars 2026"],
    ["Client :", "Mairie"],
    ["Désignation", "Quantité", "P.U. HT", "Montant HT"],
    ["Porte", 2.0, 600.0, 1200.0],
    ["Acompte de 30 % sur le devis 12", 1.0, 300.0, 300.0],
]


def form(*sums: Sequence[object]) -> TableInvoice:
    return only(*FORM, *[["", "", *row] for row in sums])


def test_a_form__takes_the_discount_that_its_totals_confirm() -> None:
    item = form(["Total brut HT", 1500.0], ["Remise 10 %", 150.0], ["Total HT", 1350.0],
                ["TVA 20 %", 270.0], ["Total TTC", 1620.0])  # fmt: skip
    (allowance,) = item.invoice.allowances
    assert (allowance.amount, allowance.vat_rate) == (D("150.00"), D(20))
    assert item.invoice.stated is None
    assert not item.findings


def test_a_form__names_the_discount_that_its_totals_do_not_confirm() -> None:
    item = form(["Remise", 150.0], ["Total HT", 1400.0], ["TVA 20 %", 280.0], ["Total TTC", 1680.0])
    assert item.invoice.allowances == ()
    assert said(item, "CD-TABLE-DISCOUNT")
    assert item.invoice.stated is not None
    assert (item.invoice.stated.net, item.invoice.stated.gross) == (D("1400.00"), D("1680.00"))


def test_a_form__adds_the_charge_that_its_totals_confirm() -> None:
    item = form(["Frais de port", 20.0], ["Total HT", 1520.0], ["TVA", 0.2, 304.0],
                ["Total TTC", 1824.0])  # fmt: skip
    assert [charge.amount for charge in item.invoice.charges] == [D("20.00")]
    assert compute_totals(item.invoice).gross == D("1824.00")
    assert item.invoice.stated is None


def test_a_form__takes_what_was_paid_where_the_rest_confirms_it() -> None:
    sums: list[list[object]] = [["Total HT", 1500.0], ["TVA 20 %", 300.0], ["Total TTC", 1800.0],
                                ["Acompte versé", 500.0]]  # fmt: skip
    assert form(*sums, ["Reste à payer", 1300.0]).invoice.prepaid == D("500.00")
    item = form(*sums)
    assert item.invoice.prepaid is None
    assert said(item, "CD-TABLE-PREPAID")


def test_a_form__compares_its_totals_by_rate() -> None:
    item = form(["Total HT", 1500.0], ["TVA 20 %", 300.0], ["Total TTC", 1900.0])
    assert item.invoice.stated is not None
    assert item.invoice.stated.gross == D("1900.00")
    rates: list[list[object]] = [
        ["Total HT : 1 500,00 €"],
        ["T.V.A. 20 % :", "300,00"],
        ["Total T.T.C. 1800", 1800.0],
    ]
    assert form(*rates).invoice.stated is None


@pytest.mark.parametrize(
    ("written", "day", "guessed"),
    [
        ("Vayres, le 3 mars 2026", date(2026, 3, 3), False),
        ("Devis accepté le 3 mars 2026", date(2026, 3, 3), True),
        ("03/03/2026", date(2026, 3, 3), False),
    ],
)
def test_a_form__asks_about_a_day_that_nothing_names(
    written: str, day: date, guessed: bool
) -> None:
    item = only(["FACTURE N° F7", written], *FORM[1:])
    assert item.invoice.issue_date == day
    assert bool(said(item, "CD-TABLE-DATE-GUESSED")) is guessed


def test_a_form__takes_no_term_of_payment_for_its_day() -> None:
    item = only(["FACTURE N° F7"], *FORM[1:], ["", "", "Total HT", 1500.0],
                ["Échéance : 30/04/2026"])  # fmt: skip
    assert (item.invoice.issue_date, item.invoice.due_date) == (None, date(2026, 4, 30))


def test_a_form__takes_no_day_out_of_a_line() -> None:
    rows = [*FORM[1:4], ["Intervention du 12/10/2026", 1.0, 50.0, 50.0]]
    assert only(["FACTURE N° F7"], *rows).invoice.issue_date is None


def test_a_form__does_not_take_the_number_of_the_invoice_that_it_corrects() -> None:
    item = only(["Avoir sur facture n° F-88", "AVOIR N° AV-4 du 14/11/2026"], *FORM[1:])
    assert (item.invoice.number, item.invoice.preceding[0].number) == ("AV-4", "F-88")
    assert (item.invoice.issue_date, item.invoice.type_code) == (date(2026, 11, 14), "381")
    assert not said(item, "CD-TABLE-DATE-GUESSED")


def test_a_line__with_a_column_of_tax_of_one_rate_keeps_its_price() -> None:
    head = [*HEAD[:-1], "Montant HT", "TVA 20 %"]
    (line,) = only(head, [*ROW[:6], 150.0, 30.0]).invoice.lines
    assert (line.quantity, line.unit_price, line.vat_rate) == (D(3), D(50), D(20))


@pytest.mark.parametrize(("number", "kind"), [("RFAC/2026/1", "381"), ("FA-1", "380")])
def test_a_negative_amount__under_a_number_of_credit_notes_is_one(number: str, kind: str) -> None:
    item = only(HEAD, [number, *ROW[1:4], -3.0, 50.0, "20 %"])
    assert item.invoice.type_code == kind
    assert said(item, "CD-TABLE-CREDIT-GUESSED" if kind == "381" else "CD-TABLE-NEGATIVE")
