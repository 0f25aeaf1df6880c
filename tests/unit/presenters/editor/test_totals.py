"""The figures below the lines, and the arithmetic."""

from decimal import Decimal

import pytest

from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.totals import compute_totals
from chorus_desk.presenters.editor.totals import arithmetic, total_lines
from tests import builders as b
from tests.unit.presenters.spaces import plain

D = Decimal


def lines(invoice: Invoice, language: str = "fr") -> list[tuple[str, str, bool]]:
    return [(line.label, plain(line.value), line.strong) for line in total_lines(invoice, language)]


def test_totals__of_an_invoice_under_vat() -> None:
    made = b.vat_invoice(b.taxed_line(quantity=D(10)), b.taxed_line("5.5", quantity=D(1)))
    assert lines(made) == [
        ("Total HT", "1 650,00 €", False), ("Total TVA", "308,25 €", False),
        ("Total TTC", "1 958,25 €", False), ("Net à payer", "1 958,25 €", True),
    ]  # fmt: skip


def test_totals__take_off_what_was_paid() -> None:
    shown = lines(b.vat_invoice(prepaid=D("60")))
    assert shown[-2:] == [("Déjà payé", "-60,00 €", False), ("Net à payer", "300,00 €", True)]


def test_totals__of_a_credit_note_are_given_back() -> None:
    assert lines(b.invoice(type_code="381"))[-1] == ("Net à rembourser", "300,00 €", True)


def test_totals__of_nothing_are_zero() -> None:
    assert [value for _, value, _ in lines(Invoice())] == ["0,00 €"] * 4


def test_totals__are_in_the_currency_and_language() -> None:
    assert lines(b.invoice(currency="CHF"))[0][1] == "300,00 CHF"
    assert lines(b.invoice(), "en")[0][1] == "€300.00"


def test_totals__show_what_a_file_stated() -> None:
    stated = compute_totals(b.vat_invoice(b.taxed_line(quantity=D(1))))
    assert lines(b.vat_invoice(stated=stated))[0][1] == "150,00 €"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_arithmetic__leads_from_the_lines_to_the_amount_due(language: str) -> None:
    made = b.vat_invoice(b.taxed_line(), b.taxed_line("10", quantity=D(1)), prepaid=D("25"))
    steps = arithmetic(made, language)
    assert all(what and how for what, how in steps)
    due = compute_totals(made).due
    assert due == D("500.00")
    expected = "500,00" if language == "fr" else "500.00"
    assert steps[-1][1].endswith(expected)


def test_arithmetic__shows_each_step() -> None:
    steps = [(what, plain(how)) for what, how in arithmetic(b.vat_invoice(), "fr")]
    assert steps[0] == ("Ligne", "2 × 150 = 300,00")
    assert ("TVA", "300,00 × 20 % = 60,00") in steps
    assert steps[-1][0] == "Net à payer"
