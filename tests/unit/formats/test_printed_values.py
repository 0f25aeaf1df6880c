"""Amounts and days as they are printed, found again."""

from datetime import date
from decimal import Decimal

import pytest

from chorus_desk.formats.pdf.printed_values import amounts_in, days_in, fold

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize(("written", "day"), [("1er", 1), ("12", 12)])
def test_days_in__reads_every_month(month: int, written: str, day: int) -> None:
    text = fold(f"Date de facture : {written} {MONTHS[month - 1]} 2026.")
    assert list(days_in(text)) == [date(2026, month, day)]


@pytest.mark.parametrize("text", ["31/02/2026", "99 janvier 2026"])
def test_days_in__leaves_out_what_no_calendar_has(text: str) -> None:
    assert list(days_in(text)) == []


def test_amounts_in__reads_side_by_side_figures_in_every_way() -> None:
    found = set(amounts_in("2 150,00"))
    assert {Decimal("2150.00"), Decimal("150.00")} <= found


def test_amounts_in__joins_no_more_figures_than_an_amount_has() -> None:
    """A row of figures is not read as one endless amount, over and over from each of them."""
    assert max(amounts_in("123 " * 5_000)) < Decimal(10) ** 15
