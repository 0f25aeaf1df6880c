from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.domain.money import (
    LARGEST,
    decimals,
    from_cents,
    is_too_large,
    plain,
    round_half_away,
    to_cents,
)

amounts = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("13.455", "13.46"), ("-13.455", "-13.46"), ("2.675", "2.68"), ("0.004", "0.00"),
     ("-0.004", "0.00"), ("1.005", "1.01"), ("1", "1.00")],
)  # fmt: skip
def test_round_half_away__rounds_halves_away_from_zero(value: str, expected: str) -> None:
    assert str(round_half_away(Decimal(value))) == expected


def test_amounts__that_nobody_means_raise_nothing() -> None:
    huge = Decimal("9" * 25) * Decimal("9" * 25)
    assert round_half_away(huge) == huge
    assert to_cents(huge) == to_cents(LARGEST) < 2**63
    assert to_cents(-huge) == -to_cents(LARGEST)
    assert [is_too_large(value) for value in (huge, -huge, LARGEST, LARGEST - 1)] == [
        True, True, True, False,
    ]  # fmt: skip


@given(amounts)
def test_round_half_away__is_symmetric(value: Decimal) -> None:
    assert round_half_away(-value) == -round_half_away(value)


@given(amounts)
def test_round_half_away__moves_by_half_a_cent_at_most(value: Decimal) -> None:
    assert abs(round_half_away(value) - value) <= Decimal("0.005")


@given(st.integers(-(10**12), 10**12))
def test_cents__go_there_and_back(cents: int) -> None:
    assert to_cents(from_cents(cents)) == cents


@pytest.mark.parametrize(
    ("value", "expected"), [("1E+2", "100"), ("0.10", "0.10"), ("5E-3", "0.005")]
)
def test_plain__has_no_exponent(value: str, expected: str) -> None:
    assert plain(Decimal(value)) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("1.500", 1), ("100", 0), ("1E+3", 0), ("0.0001", 4)]
)
def test_decimals__counts_what_is_there(value: str, expected: int) -> None:
    assert decimals(Decimal(value)) == expected
