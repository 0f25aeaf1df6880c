import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.domain.identifiers import (
    Problem,
    Siret,
    french_vat_number,
    parse_iban,
    parse_invoice_number,
    parse_reference,
    parse_service_code,
    parse_siren,
    parse_siret,
    parse_vat_number,
)


@pytest.mark.parametrize("text", ["99900001100018", "999 000 011 00018", "999.000.011-00018"])
def test_parse_siret__takes_the_ways_people_write_it(text: str) -> None:
    parsed = parse_siret(text)
    assert isinstance(parsed, Siret)
    assert parsed == "99900001100018"
    assert parsed.siren == "999000011"


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "empty"), ("999000011", "length"), ("99900001100019", "checksum"),
     ("9990000110001O", "characters"), ("999000011000180", "length")],
)  # fmt: skip
def test_parse_siret__says_why_not(text: str, reason: str) -> None:
    assert parse_siret(text) == Problem(reason)


def test_parse_siret__knows_the_rule_of_la_poste() -> None:
    # The digits of an establishment of La Poste add up to a multiple of five; most fail Luhn.
    assert parse_siret("35600000049837") == "35600000049837"
    assert parse_siret("35600000000048") == "35600000000048"  # the head office keeps Luhn
    assert parse_siret("35600000049838") == Problem("checksum")


@pytest.mark.parametrize("text", ["999000011", "999 000 011"])
def test_parse_siren__accepts(text: str) -> None:
    assert parse_siren(text) == "999000011"


def test_parse_siren__refuses_a_wrong_key() -> None:
    assert parse_siren("123456789") == Problem("checksum")


@pytest.mark.parametrize("siren", ["999000011", "110002011", "810347328"])
def test_french_vat_number__has_the_key_that_is_checked(siren: str) -> None:
    number = french_vat_number(siren)
    assert parse_vat_number(number) == number
    assert number.endswith(siren)


def test_french_vat_number__gives_the_published_examples() -> None:
    assert french_vat_number("110002011").startswith("FR17")
    assert french_vat_number("810347328") == "FR60810347328"


@pytest.mark.parametrize(
    ("text", "reason"),
    [("FR00999000011", "checksum"), ("", "empty"), ("A", "characters")],
)
def test_parse_vat_number__says_why_not(text: str, reason: str) -> None:
    assert parse_vat_number(text) == Problem(reason)


def test_parse_vat_number__leaves_foreign_keys_alone() -> None:
    assert parse_vat_number("BE 0429.958.042") == "BE0429958042"


@pytest.mark.parametrize(
    ("text", "reason"),
    [("FR7630000000010000000000008", "checksum"), ("", "empty"), ("FR76", "length"),
     ("XX7630000000010000000000007", "country")],
)  # fmt: skip
def test_parse_iban__says_why_not(text: str, reason: str) -> None:
    parsed = parse_iban(text)
    assert isinstance(parsed, Problem)
    if reason in ("checksum", "empty"):
        assert parsed.reason == reason


def test_parse_iban__ignores_spaces_and_case() -> None:
    assert parse_iban("fr76 3000 0000 0100 0000 0000 007") == "FR7630000000010000000000007"


@pytest.mark.parametrize("text", ["2026-0001", "F_1/2+3", "2026-0101", "A" * 20])
def test_parse_invoice_number__accepts(text: str) -> None:
    assert parse_invoice_number(text) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "empty"), ("A" * 21, "length"), ("F 1", "characters"), ("F1é", "characters"),
     ("20230305", "date"), ("2023-03-05", "date"), ("05/03/2023", "date"), ("draft:1", "characters")],
)  # fmt: skip
def test_parse_invoice_number__says_why_not(text: str, reason: str) -> None:
    assert parse_invoice_number(text) == Problem(reason)


def test_parse_service_code__keeps_inner_spaces() -> None:
    assert parse_service_code(" SAAM D5 ") == "SAAM D5"
    assert parse_service_code("x" * 101) == Problem("length")
    assert parse_service_code("  ") == Problem("empty")


def test_parse_reference__stops_at_fifty() -> None:
    assert parse_reference("x" * 50) == "x" * 50
    assert parse_reference("x" * 51) == Problem("length")


@given(st.text(max_size=40))
def test_parsers__never_raise(text: str) -> None:
    for parse in (parse_siren, parse_siret, parse_vat_number, parse_iban, parse_service_code,
                  parse_reference, parse_invoice_number):  # fmt: skip
        parse(text)
