"""A discount or charge of the whole is spread over the VAT rates of the lines, to the cent."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.domain.invoice import AllowanceCharge, Line
from chorus_desk.domain.totals import compute_totals
from chorus_desk.usecases.adjusting import adjusted, rejoined
from chorus_desk.usecases.drafting import bare, complete
from tests import builders as b

D = Decimal
OFF = AllowanceCharge(amount=D(100), reason="Remise")


def line(rate: str, net: str) -> Line:
    return b.taxed_line(rate, quantity=D(1), unit_price=D(net))


def test_adjusted__spreads_over_the_rates_by_their_amounts() -> None:
    lines = (line("20", "100"), line("5.5", "50"), line("20", "50"))
    parts = adjusted((OFF,), lines, "Remise")
    assert [(p.amount, p.vat_category, p.vat_rate, p.reason) for p in parts] == [
        (D(75), "S", D(20), "Remise"), (D(25), "S", D("5.5"), "Remise"),
    ]  # fmt: skip


_NET = st.decimals("0.01", "99999.99", places=2)


@given(st.decimals("-9999.99", "99999.99", places=2), st.tuples(_NET, _NET, _NET))
def test_adjusted__makes_the_amount_to_the_cent(amount: D, nets: tuple[D, D, D]) -> None:
    rates = ("20", "10", "5.5")
    lines = tuple(line(rate, str(net)) for rate, net in zip(rates, nets, strict=True))
    parts = adjusted((replace(OFF, amount=amount),), lines, "Remise")
    assert sum((p.amount or D(0) for p in parts), D(0)) == amount
    shares = {p.vat_rate: p.amount for p in parts}
    for rate, net in zip(rates, nets, strict=True):
        exact = amount * net / sum(nets)
        assert abs((shares.get(D(rate)) or D(0)) - exact) <= D("0.01")


@pytest.mark.parametrize(
    ("amount", "last"), [("10.005", line("10", "50")), ("10", line("10", "-50"))]
)
def test_adjusted__leaves_open_what_has_no_exact_part(amount: str, last: Line) -> None:
    item = replace(OFF, amount=D(amount))
    assert adjusted((item,), (line("20", "100"), last), "Remise") == (item,)


def test_adjusted__forgets_the_percentage_that_gave_the_whole() -> None:
    item = replace(OFF, percentage=D(10), base_amount=D(1000))
    parts = adjusted((item,), (line("20", "100"), line("10", "100")), "Remise")
    assert [(p.percentage, p.base_amount) for p in parts] == [(None, None)] * 2


def test_rejoined__keeps_apart_what_has_reasons_of_its_own() -> None:
    apart = (OFF, replace(OFF, reason="Geste"))
    assert rejoined(apart) == apart
    assert rejoined(()) == ()
    assert rejoined((OFF, replace(OFF, amount=None))) == (OFF, replace(OFF, amount=None))


def test_bare__joins_again_what_was_spread() -> None:
    seller, lines = b.vat_seller(), (line("20", "100"), line("10", "50"))
    draft = b.vat_invoice(*lines, allowances=(OFF,), charges=(replace(OFF, reason="Port"),))
    whole = complete(draft, seller, b.commune())
    assert len(whole.allowances) == len(whole.charges) == 2
    assert compute_totals(whole).net == D(150)
    again = bare(whole, seller, b.commune())
    assert again.allowances == (OFF,)
    assert complete(again, seller, b.commune()) == whole
