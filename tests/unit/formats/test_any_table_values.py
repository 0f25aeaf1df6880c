"""Values as people write them: read exactly, in doubt said, or refused; never a silent guess."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.values import Read, UnreadableValueError

D = Decimal
amounts = st.decimals(-9_999_999, 9_999_999, places=2)
days = st.dates(date(2000, 1, 1), date(2098, 12, 31))
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"


@given(amounts, st.sampled_from([" ", "\u00a0", "\u202f", ""]), st.sampled_from(["", " €", " EUR"]))
def test_number__reads_what_french_people_write(value: Decimal, space: str, sign: str) -> None:
    written = f"{value:,.2f}".replace(",", space).replace(".", ",") + sign
    read = values.number(written)
    assert read is not None
    assert read == Read(value)


@given(amounts)
def test_number__reads_brackets_and_american_writing(value: Decimal) -> None:
    found = [values.number(f"({abs(value):.2f})"), values.number(f"${abs(value):,.2f}")]
    assert [read and read.value for read in found] == [-abs(value), abs(value)]


def test_number__empty_brackets_are_none() -> None:
    assert values.number("()") is None


@given(st.floats(-1e9, 1e9).map(lambda value: round(value, 4)))
def test_number__takes_what_a_cell_shows(value: float) -> None:
    read = values.number(value)
    assert read is not None
    assert float(read.value) == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("written", "value", "doubtful"),
    [
        ("1,234", "1.234", True), ("1.234", "1.234", True), ("0,125", "0.125", False),
        ("1.234,50", "1234.50", False), ("12-", "-12", False), ("-", None, False),
        ("1 234", "1234", False), ("42000 Ar", "42000", False),
    ],
)  # fmt: skip
def test_number__says_what_may_be_a_thousand(
    written: str, value: str | None, doubtful: bool
) -> None:
    read = values.number(written)
    assert (read and read.value) == (D(value) if value else None)
    assert bool(read and read.doubtful) is doubtful


@pytest.mark.parametrize("cell", ["abc", "12 ou 13", True, float("nan"), float("inf"), "9" * 40])
def test_number__refuses_what_is_none(cell: object) -> None:
    with pytest.raises(UnreadableValueError):
        values.number(cell)


@given(days)
def test_day__reads_every_writing(day: date) -> None:
    month = _MONTHS.split()[day.month - 1]
    serial = float((day - date(1899, 12, 30)).days)
    for cell in (
        day, datetime(day.year, day.month, day.day, 14, 5), f"{day:%d/%m/%Y}", f"{day:%d.%m.%y}",
        f"{day:%Y-%m-%d}", f"{day.day} {month} {day.year}", f"Le {day.day} {month} {day.year}",
        f"{day:%Y%m%d}", serial,
    ):  # fmt: skip
        read = values.day(cell)
        assert read is not None
        assert read.value == day
        assert not read.doubtful


def test_day__counts_from_1904_where_the_workbook_does() -> None:
    assert values.day(44_000.0, from_1904=True) == Read(date(2024, 6, 19), "serial")
    assert values.day(44_000.0) == Read(date(2020, 6, 18), "serial")


def test_day__says_when_the_month_stands_first() -> None:
    assert values.day("03/25/2026") == Read(date(2026, 3, 25), "month-first", True)
    assert values.day("03/04/2026", month_first=True) == Read(date(2026, 3, 4), "month-first", True)
    assert values.writing_of_days(["01/02/2026", "03/25/2026"]).month_first
    assert not values.writing_of_days(["25/03/2026", "03/25/2026"]).month_first


@pytest.mark.parametrize("cell", ["bientôt", "31/02/2026", 3.0, True, "12/03"])
def test_day__refuses_what_is_none(cell: object) -> None:
    with pytest.raises(UnreadableValueError):
        values.day(cell)


@pytest.mark.parametrize(
    ("cell", "rate", "reason"),
    [
        ("20%", "20", ""), ("TVA 5,5 %", "5.5", ""), (20.0, "20", ""), ("0,2", "20", "share"),
        (0.055, "5.5", "share"), ("20% (FR)", "20", ""), (19.0, "19", "unknown-rate"), (0.0, "0", ""),
    ],
)  # fmt: skip
def test_rate__is_a_percentage(cell: object, rate: str, reason: str) -> None:
    read = values.rate(cell)
    assert read is not None
    assert (read.value, read.reason) == (D(rate), reason)
    assert read.doubtful is (reason == "unknown-rate")


@pytest.mark.parametrize("cell", ["100,00", "beaucoup", 250.0])
def test_rate__is_never_cut_out_of_a_larger_number(cell: object) -> None:
    with pytest.raises(UnreadableValueError):
        values.rate(cell)


@pytest.mark.parametrize(
    ("words", "exemption"),
    [
        ("TVA non applicable, art. 293 B du CGI", values.FRANCHISE), ("293B", values.FRANCHISE),
        ("Exonéré", ""), ("20 %", None),
    ],
)  # fmt: skip
def test_without_vat__names_the_exemption(words: str, exemption: str | None) -> None:
    assert values.without_vat(words) == exemption


@pytest.mark.parametrize(
    ("cell", "siret", "reason", "doubtful"),
    [
        ("217 500 016 00019", "21750001600019", "", False),
        ("'21750001600019", "21750001600019", "", False),
        (21750001600019.0, "21750001600019", "", False),
        (718951700142.0, "00718951700142", "zeros", False),
        ("718951700142", "00718951700142", "zeros", True),
        ("2168843610001", "2168843610001", "", False),
    ],
)
def test_siret__gets_its_zeros_back_where_the_key_agrees(
    cell: object, siret: str, reason: str, doubtful: bool
) -> None:
    assert values.siret(cell) == Read(siret, reason, doubtful)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.datetimes()))
def test_readers__end_in_a_value_or_a_refusal(cell: object) -> None:
    for reader in (values.number, values.day, values.rate, values.siret, values.text):
        try:
            reader(cell)
        except UnreadableValueError:
            continue
