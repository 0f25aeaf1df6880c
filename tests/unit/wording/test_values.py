from datetime import date
from decimal import Decimal

import pytest

from chorus_desk.wording import printed, values

THIN, NBSP = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [("1234.5", f"1{THIN}234,50{NBSP}€", "€1,234.50"), ("-0.1", f"-0,10{NBSP}€", "-€0.10"),
     ("0", f"0,00{NBSP}€", "€0.00"), ("1234567.891", f"1{THIN}234{THIN}567,89{NBSP}€", "€1,234,567.89")],
)  # fmt: skip
def test_amount(value: str, french: str, english: str) -> None:
    assert values.amount(Decimal(value), "fr") == french
    assert values.amount(Decimal(value), "en") == english


def test_amount__names_other_currencies() -> None:
    assert values.amount(Decimal(5), "fr", "CHF") == f"5,00{NBSP}CHF"
    assert values.amount(Decimal(5), "en", "CHF") == "CHF 5.00"


@pytest.mark.parametrize(
    ("value", "shown"), [("2.500", "2,5"), ("100", "100"), ("1E+2", "100"), ("0.0001", "0,0001")]
)
def test_quantity__has_no_idle_zeros(value: str, shown: str) -> None:
    assert values.quantity(Decimal(value), "fr") == shown


def test_day() -> None:
    assert values.day(date(2026, 3, 5), "fr") == "05/03/2026"
    assert values.day(date(2026, 3, 5), "en") == "5 Mar 2026"


def test_price__shows_more_than_cents_only_where_there_are() -> None:
    assert printed.price(Decimal("2.50")) == f"2,50{NBSP}€"
    assert printed.price(Decimal("0.123456")) == f"0,123456{NBSP}€"


def test_unit__agrees_with_its_count() -> None:
    assert printed.unit("HUR", Decimal("1.5")) == "heure"
    assert printed.unit("HUR", Decimal(2)) == "heures"
    assert printed.unit("ZZZ") == "ZZZ"
    assert printed.unit(None) == ""


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [(date(2026, 1, 1), date(2026, 1, 31), "du 01/01/2026 au 31/01/2026"),
     (date(2026, 1, 1), None, "à partir du 01/01/2026"), (None, date(2026, 1, 31), "jusqu'au 31/01/2026"),
     (None, None, None)],
)  # fmt: skip
def test_period(start: date | None, end: date | None, text: str | None) -> None:
    assert printed.period(start, end) == text
