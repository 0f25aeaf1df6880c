"""Numbers, days, rates and SIRETs in every way French people write them read back as themselves."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.domain.identifiers import Problem, parse_siret
from chorus_desk.domain.text import fold
from chorus_desk.formats.any_table import values
from chorus_desk.formats.any_table.form_sums import read_sums
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.reading import understand
from chorus_desk.formats.spreadsheet.columns import unit_codes
from chorus_desk.rules import tables

D = Decimal
_SPACES = st.sampled_from(["", " ", "\u00a0", "\u202f", "."])
_days = st.dates(date(2000, 1, 1), date(2098, 12, 31))
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
_SHORT = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."
_WEEK = "lundi mardi mercredi jeudi vendredi samedi dimanche"


@st.composite
def _written_numbers(draw: st.DrawFn) -> tuple[Decimal, str]:
    places = draw(st.integers(0, 2))
    value = D(draw(st.integers(0, 10**11))).scaleb(-places)
    whole, _, rest = f"{value:f}".partition(".")
    space = draw(_SPACES)
    if space == "." and places == 0:
        space = " "  # « 1.234 » alone is in doubt, and said to be
    written = f"{int(whole):,}".replace(",", space)
    written += f",{rest}" if rest else ""
    written = draw(
        st.sampled_from(
            ["{}", "{} €", "{}€", "€ {}", "{} EUR", "{} euros", "{}HT", "{} € TTC", " {} ", "+{}"]
        )
    ).format(written)
    form = draw(st.sampled_from(["{}", "-{}", "- {}", "\u2212{}", "({})", "{}-"]))
    if form == "{}" or "+" in written:
        return value, written
    return -value, form.format(written)


@given(_written_numbers())
def test_number__reads_back(number: tuple[Decimal, str]) -> None:
    value, written = number
    read = values.number(written)
    assert read is not None
    assert (read.value, read.doubtful) == (value, False), written


@given(st.integers(1, 999), st.integers(0, 99), st.sampled_from([" ", "\u00a0", "\u202f"]))
def test_number__is_no_number_where_spaces_part_it_otherwise(
    first: int, second: int, space: str
) -> None:
    with pytest.raises(values.UnreadableValueError):
        values.number(f"{first}{space}{second}")


@given(st.integers(1, 9_999), st.sampled_from(["h", "heures", "jours", "pièces", "m²", "kg"]))
def test_quantity__may_have_its_unit(count: int, unit: str) -> None:
    head: list[object] = ["N° facture", "Désignation", "Qté", "PU HT", "TVA"]
    rows: list[list[object]] = [head, ["F1", "Tonte", f"{count} {unit}", 10.0, 20.0]]
    (item,) = understand([Grid("A", rows)]).invoices
    assert item.invoice.lines[0].quantity == count
    assert item.invoice.lines[0].unit == unit_codes()[fold(unit)]
    assert not item.broken


@st.composite
def _written_days(draw: st.DrawFn) -> tuple[date, str]:
    day = draw(_days)
    month = draw(st.sampled_from([_MONTHS, _SHORT])).split()[day.month - 1]
    first = "1er" if day.day == 1 else str(day.day)
    form = draw(
        st.sampled_from([
            "{d:%d/%m/%Y}", "{d.day}/{d.month}/{d.year}", "{d:%d.%m.%Y}", "{d:%d-%m-%Y}",
            "{d:%d/%m/%y}", "{d:%Y-%m-%d}", "{d:%Y/%m/%d}", "{d:%Y-%m-%d %H:%M:%S}",
            "{d:%d/%m/%Y} 14:30", "{first} {month} {d.year}", "{week} {first} {month} {d.year}",
            "le {first} {month} {d.year}", "Fait le {d:%d/%m/%Y}", "{d:%Y%m%d}",
            "{d:%d}-{month}-{d.year}", "{d:%d} {month} {d:%y}", "{d:%d / %m / %Y}",
        ])
    )  # fmt: skip
    written = form.format(d=day, first=first, month=month, week=_WEEK.split()[day.weekday()])
    return day, getattr(written, draw(st.sampled_from(["strip", "upper", "title"])))()


@given(_written_days())
def test_day__reads_back(written: tuple[date, str]) -> None:
    day, text = written
    read = values.day(text)
    assert read is not None
    assert (read.value, read.doubtful) == (day, False), text


@given(
    st.sampled_from(sorted(tables.vat_rates() - {0})),
    st.sampled_from(["{}%", "{} %", "TVA {} %", "TVA {}%", "{}", "Taux : {} %", "TVA à {} %"]),
    st.sampled_from([",", "."]),
    st.booleans(),
)
def test_rate__reads_back(rate: Decimal, form: str, point: str, padded: bool) -> None:
    digits = f"{rate:.2f}" if padded and rate == round(rate, 2) else f"{rate:f}"
    written = form.format(digits.replace(".", point))
    read = values.rate(written)
    assert read is not None
    assert read.value == rate, written


@given(
    st.integers(10**6, 10**9 - 1),
    st.sampled_from(["{}{}{} {}", "{} {} {} {}", "{}.{}.{}.{}", "{}{}{}{}"]),
)
def test_siret__reads_back(root: int, form: str) -> None:
    digits = next(
        (s for n in range(10) if not isinstance(parse_siret(s := f"{root:09}0001{n}"), Problem)), None
    )  # fmt: skip
    if digits is None:
        return
    written = form.format(digits[:3], digits[3:6], digits[6:9], digits[9:])
    for cell in (written, f"SIRET {written}", float(digits)):
        read = values.siret(cell)
        assert read is not None
        assert read.value == digits, cell


@given(
    st.sampled_from(["Total HT", "TOTAL H.T.", "Total hors taxes", "Sous-total HT :"]),
    st.integers(1, 10**8),
    st.booleans(),
)
def test_sums__of_a_form_read_back(label: str, cents: int, within: bool) -> None:
    amount = D(cents).scaleb(-2)
    written = f"{amount:,.2f}".replace(",", "\u202f").replace(".", ",") + " €"
    row = [f"{label.rstrip(' :')} : {written}"] if within else ["", label, "", written, "x"]
    (found,) = read_sums(Grid("A", [row]), 1, 1)
    assert (found.kind, found.amount) == ("net", amount)
