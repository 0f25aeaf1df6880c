"""What people's own forms and lists leave unsaid: chosen where one can, and said."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.reading import TableInvoice, understand

CITY, SELLER, OTHER = "21440109300015", "732 829 320 00074", "552 100 554 00005"
LINES: list[list[object]] = [
    ["Désignation", "Qté", "P.U. HT", "Total HT"],
    ["Pain", 10.0, 3.5, 35.0],
    ["Livraison", "", "", 20.0],
]
TITLE = ["FACTURE N° F7", "12 mars 2026"]


def only(
    *rows: Sequence[object], without_value: frozenset[tuple[int, int]] = frozenset()
) -> TableInvoice:
    grid = Grid("Feuil1", [list(row) for row in rows], without_value=without_value)
    (item,) = understand([grid]).invoices
    return item


def rules(item: TableInvoice) -> set[str]:
    return {finding.rule for finding in item.findings}


@pytest.mark.parametrize(
    ("above", "siret", "rule"),
    [
        ([f"SIRET : {SELLER}", f"SIRET {CITY}"], CITY, "CD-TABLE-SIRET-GUESSED"),
        ([f"SIRET : {SELLER}", f"SIRET {OTHER}"], None, "CD-TABLE-SIRET-UNCLEAR"),
        ([f"SIRET {SELLER}"], None, None),
        ([f"SIRET {SELLER}", "Client : Mairie", f"SIRET {OTHER}"], OTHER.replace(" ", ""), None),
    ],
)
def test_a_form__takes_the_customers_siret_or_says_that_none_is_sure(
    above: list[str], siret: str | None, rule: str | None
) -> None:
    item = only(TITLE, *([text] for text in above), *LINES)
    assert item.invoice.buyer.siret == siret
    assert {r for r in rules(item) if "SIRET" in r} == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("labels", "rate"), [(["TVA 5,5 %"], Decimal("5.5")), (["TVA 5,5 %", "TVA 20 %"], None)]
)
def test_a_form__takes_the_only_rate_of_a_label_without_its_amount(
    labels: list[str], rate: Decimal | None
) -> None:
    sums = [["", "", label, ""] for label in labels]
    lost = frozenset((5 + i, 4) for i in range(len(labels)))
    item = only(TITLE, *LINES, *sums, without_value=lost)
    assert {line.vat_rate for line in item.invoice.lines} == {rate}
    assert ("CD-TABLE-RATE-LABEL" in rules(item)) is (rate is not None)


def test_a_line__made_of_its_amount_is_named_where_others_have_a_price() -> None:
    item = only(TITLE, *LINES)
    (told,) = [f for f in item.findings if f.rule == "CD-TABLE-LINE-FROM-TOTAL"]
    assert told.params["line"] == 2
    assert "CD-TABLE-FROM-TOTALS" not in rules(item)


@pytest.mark.parametrize("discount", ["10%", 5.0, ""])
def test_a_list__says_that_a_discount_is_in_the_amount_already(discount: object) -> None:
    item = only(
        ["Facture", "Client", "Objet", "Montant HT", "Montant TVA", "Remise"],
        ["A1", "Mairie", "Prestation", 100.0, 20.0, discount],
    )
    (line,) = item.invoice.lines
    assert (line.unit_price, line.allowances) == (Decimal(100), ())
    assert ("CD-TABLE-DISCOUNT-INCLUDED" in rules(item)) is bool(discount)


@pytest.mark.parametrize(
    ("sheet", "title", "day", "found"),
    [
        ("Janvier 2026", "Factures", 3.0, date(2026, 1, 3)),
        ("Février 2026", "Factures", "28", date(2026, 2, 28)),
        ("Février 2026", "Factures", 30.0, None),
        ("Mars", "Factures 2026", 3.0, date(2026, 3, 3)),
        ("Mars", "Factures 2025 et 2026", 3.0, None),
        ("Feuil1", "Factures 2026", 3.0, None),
    ],
)
def test_a_sheet_of_a_month__dates_its_days_and_says_so(
    sheet: str, title: str, day: object, found: date | None
) -> None:
    rows: list[list[object]] = [[title], ["N°", "Jour", "Client", "Prestation", "Montant HT", "TVA"],
            ["1", day, "Mairie", "Vitres", 100.0, 20.0]]  # fmt: skip
    (item,) = understand([Grid(sheet, rows)]).invoices
    assert item.invoice.issue_date == found
    told = {"CD-TABLE-DAY-ALONE", "CD-TABLE-DATE-OF-SHEET"} & rules(item)
    assert told == {"CD-TABLE-DATE-OF-SHEET" if found else "CD-TABLE-DAY-ALONE"}
