"""Numbers and dates are read as people type them, and what is written reads the same again."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.presenters.editor.entry import (
    UnreadError,
    read_day,
    read_number,
    read_text,
    write_day,
    write_number,
    write_price,
)
from tests import builders as b

D = Decimal
LANGUAGES = st.sampled_from(["fr", "en"])
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=6)


@given(NUMBERS, LANGUAGES)
def test_number__written_reads_the_same(value: Decimal, language: str) -> None:
    assert read_number(write_number(value, language)) == value
    assert read_number(write_price(value, language)) == value


@given(st.dates(min_value=date(1000, 1, 1)), st.dates())
def test_day__written_reads_the_same(day: date, today: date) -> None:
    assert read_day(write_day(day), today) == day


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1 234,56", "1234.56"), ("1\u202f234,56\u00a0€", "1234.56"), ("1\u00a0234,56", "1234.56"),
        ("1,234.50", "1234.50"), ("1.234,50", "1234.50"), ("1,234,567.89", "1234567.89"),
        ("1.234.567,8", "1234567.8"), ("1 234 567", "1234567"), ("-3,5", "-3.5"), ("+2", "2"),
        ("0", "0"), (" 12 ", "12"), ("1'234.5", "1234.5"), ("150 € HT", "150"), ("20 %", "20"),
        ("-1,234.50", "-1234.50"),
    ],
)  # fmt: skip
def test_number__as_people_type_it(typed: str, value: str) -> None:
    assert read_number(typed) == D(value)


@pytest.mark.parametrize("empty", ["", " ", "\u00a0", "€"])
def test_number__of_nothing_is_none(empty: str) -> None:
    assert read_number(empty) is None


@pytest.mark.parametrize(
    "typed",
    ["abc", "1,2,3", "12..5", "--1", "1.2.3", "1-2", "12 h", "1e5", "NaN", "Infinity", "1.2,3.4",
     "1,2,3.4", "1,23.4", "1,234.5,6", "1234567890123456", "½", "=1+1"],
)  # fmt: skip
def test_number__that_is_none_raises(typed: str) -> None:
    with pytest.raises(UnreadError):
        read_number(typed)


@given(st.text())
def test_number__and_day_of_any_text_read_or_say_that_they_do_not(typed: str) -> None:
    for read in (read_number, lambda text: read_day(text, b.TODAY)):
        try:
            value = read(typed)
        except UnreadError:
            continue
        assert value is None or isinstance(value, Decimal | date)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("24/11", date(2026, 11, 24)), ("3/1", date(2026, 1, 3)), ("24.11", date(2026, 11, 24)),
        ("24-11", date(2026, 11, 24)), ("24 11", date(2026, 11, 24)),
        ("241126", date(2026, 11, 24)), ("24112026", date(2026, 11, 24)),
        ("24/11/26", date(2026, 11, 24)), ("24/11/2026", date(2026, 11, 24)),
        ("24 11 2026", date(2026, 11, 24)), ("24.11.2026", date(2026, 11, 24)),
        ("2026-11-24", date(2026, 11, 24)), ("  3/1/2025 ", date(2025, 1, 3)),
        ("29/02/2028", date(2028, 2, 29)),
    ],
)  # fmt: skip
def test_day__as_people_type_it(typed: str, day: date) -> None:
    assert read_day(typed, b.TODAY) == day


@pytest.mark.parametrize(
    "typed",
    ["demain", "le 3", "31/02", "29/02/2026", "0/1", "24/13", "24", "24/", "2411", "12345", "311326",
     "24/11/2026/1", "2026-13-01", "00/00/0000"],
)  # fmt: skip
def test_day__that_is_none_raises(typed: str) -> None:
    with pytest.raises(UnreadError):
        read_day(typed, b.TODAY)


@pytest.mark.parametrize("empty", ["", "  "])
def test_day__of_nothing_is_none(empty: str) -> None:
    assert read_day(empty, b.TODAY) is None


def test_day__without_year_is_of_this_year() -> None:
    assert read_day("24/11", date(2031, 5, 1)) == date(2031, 11, 24)
    with pytest.raises(UnreadError):
        read_day("29/2", date(2027, 5, 1))


def test_text__is_without_what_no_format_holds() -> None:
    assert read_text("  Fresque\x00 \x1fde l'été ") == "Fresque de l'été"
    assert read_text(" \x00 ") is None
    assert read_text("") is None


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [("1234.50", "1234,5", "1234.5"), ("2.000", "2", "2"), ("1E+2", "100", "100"), ("0.00", "0", "0"),
     ("-0.25", "-0,25", "-0.25")],
)  # fmt: skip
def test_write__number_without_thousands(value: str, french: str, english: str) -> None:
    assert (write_number(D(value), "fr"), write_number(D(value), "en")) == (french, english)


@pytest.mark.parametrize(
    ("value", "french"),
    [("1234.5", "1234,50"), ("12.00", "12"), ("0.125", "0,125"), ("3.25", "3,25")],
)
def test_write__price_with_two_decimals_where_it_has_any(value: str, french: str) -> None:
    assert write_price(D(value), "fr") == french


def test_write__nothing_as_nothing() -> None:
    assert (write_number(None, "fr"), write_price(None, "en"), write_day(None)) == ("", "", "")
