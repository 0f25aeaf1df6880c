import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.domain.series import Series, SeriesState


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{year}-{number:04}", "2026-0007"),
        ("F{year:2}/{number}", "F26/7"),
        ("{number:06}", "000007"),
    ],
)
def test_number__fills_the_pattern(pattern: str, expected: str) -> None:
    assert Series(pattern).number(2026, 7) == expected


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [("{year}", "number"), ("{number}-{number}", "number"), ("F {number}", "characters"),
     ("FACTURE-MAIRIE-{year}-{number:04}", "length"), ("{year}{number:04}", "date"),
     ("{nombre}", "number"), ("é{number}", "characters")],
)  # fmt: skip
def test_problem__names_what_cannot_serve(pattern: str, problem: str) -> None:
    assert Series(pattern).problem() == problem


@pytest.mark.parametrize("pattern", ["{year}-{number:04}", "F{number:05}", "{year:2}_{number:03}"])
def test_problem__accepts_what_serves(pattern: str) -> None:
    assert Series(pattern).problem() is None


@given(
    st.integers(1, 99_999),
    st.sampled_from(["{year}-{number:04}", "F{number}", "{year:2}/{number:03}"]),
)
def test_count__reads_back_its_own_numbers(count: int, pattern: str) -> None:
    series = Series(pattern)
    assert series.count(series.number(2026, count), 2026) == count


@pytest.mark.parametrize("number", ["2025-0001", "2026-1", "2026-00001", "X", "2026-0001-1"])
def test_count__is_none_for_other_numbers(number: str) -> None:
    assert Series("{year}-{number:04}").count(number, 2026) is None


def test_next_number__starts_where_it_was_told() -> None:
    series = Series("{year}-{number:04}")
    assert SeriesState(series, 2026).next_number() == "2026-0001"
    assert SeriesState(series, 2026, first_count=42).next_number() == "2026-0042"
    assert SeriesState(series, 2026, last_count=50, first_count=42).next_number() == "2026-0051"
    assert SeriesState(series, 2026, last_count=1, first_count=42).next_number() == "2026-0002"
