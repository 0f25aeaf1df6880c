"""Lines for a terminal."""

import re
from decimal import Decimal

import pytest

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.presenters.records import body_record, seller_record
from chorus_desk.presenters.texts import arithmetic_lines, finding_lines, shortened, table, visible
from tests import builders as b


def test_table__keeps_its_columns_in_line() -> None:
    assert table(["N°", "TTC"], [["1", "9,00"], ["10", "1 200,00"]], right=" >") == [
        "N°       TTC",
        "1       9,00",
        "10  1 200,00",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("été\u202f€", "été\u202f€"), ("a\x1b[31mb", "a[31mb"), ("a\u202eb\x9bc\nd", "abcd"), ("", "")],
)  # fmt: skip
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_finding_lines__say_severity_rule_place_sentence_and_fix() -> None:
    finding = Finding(
        rule="CD-IBAN", severity=Severity.ERROR, source=Source.CHORUS_PRO, path="payment.iban",
        params={"iban": "FR00"},
    )  # fmt: skip
    french, todo = finding_lines([finding], "fr")
    assert french.startswith("  erreur [CD-IBAN] Paiement\u00a0: ")
    assert todo.startswith("      → ")
    english, _ = finding_lines([finding], "en")
    assert english.startswith("  error [CD-IBAN] Payment: ")


def test_arithmetic_lines__show_the_sum_that_gives_each_figure() -> None:
    made = b.vat_invoice(b.taxed_line(), b.taxed_line("10", quantity=Decimal(3)))
    lines = [re.sub("[\u00a0\u202f]", " ", line) for line in arithmetic_lines(made, "fr")]
    assert lines[0].strip() == "Ligne : 2 × 150 = 300,00"
    assert "  TVA : 300,00 × 20 % = 60,00" in lines
    assert "  Total TVA : 60,00 + 45,00 = 105,00" in lines
    assert lines[-1].strip() == "Net à payer : 855,00"


def test_arithmetic_lines__of_a_credit_note_end_with_what_is_given_back() -> None:
    lines = list(arithmetic_lines(b.invoice(type_code="381"), "fr"))
    assert lines[-1].strip() == "Net à rembourser\u00a0: 300,00"


def test_shortened__says_that_something_is_left_out() -> None:
    assert shortened("Commune de Bourg", 20) == "Commune de Bourg"
    assert shortened("Commune de Bourg-Fictif", 12) == "Commune de…"


def test_seller_record__has_the_keys_of_the_toml_file() -> None:
    record = seller_record(b.seller(mentions=("Merci",)))
    assert (record["vat_regime"], record["mentions"]) == ("franchise", ["Merci"])


def test_body_record__counts_the_department_from_the_postcode() -> None:
    assert body_record(b.commune())["department"] == "99"
    assert body_record(b.commune(postcode="97400"))["department"] == "974"
    assert body_record(b.commune(postcode="20090"))["department"] == "2A"
    assert body_record(b.commune(postcode="20200"))["department"] == "2B"
    assert body_record(b.commune(postcode=None))["department"] is None
