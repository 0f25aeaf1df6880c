from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from chorus_desk.domain.invoice import AllowanceCharge, Invoice, Line, Totals
from chorus_desk.domain.money import round_half_away
from chorus_desk.domain.totals import compute_line_net, compute_totals, explain_totals, figures
from tests.builders import invoice, line, taxed_line, vat_invoice

quantities = st.decimals(min_value=-1000, max_value=1000, places=4)
prices = st.decimals(min_value=0, max_value=10_000, places=6)
cents = st.decimals(min_value=0, max_value=1000, places=2)
rates = st.sampled_from(["20", "10", "5.5", "2.1"])


@st.composite
def lines(draw: st.DrawFn) -> Line:
    discount = draw(st.none() | cents)
    return taxed_line(
        draw(rates), quantity=draw(quantities), unit_price=draw(prices),
        allowances=(AllowanceCharge(amount=discount),) if discount is not None else (),
    )  # fmt: skip


invoices = st.lists(lines(), max_size=8).map(lambda found: vat_invoice(*found))


def test_compute_line_net__rounds_once() -> None:
    assert compute_line_net(line(quantity=Decimal(1), unit_price=Decimal("13.455"))) == Decimal(
        "13.46"
    )
    assert compute_line_net(line(quantity=Decimal(-1), unit_price=Decimal("13.455"))) == Decimal(
        "-13.46"
    )
    assert compute_line_net(line(quantity=Decimal(3), unit_price=Decimal("0.333333"))) == Decimal(
        "1.00"
    )


def test_compute_line_net__divides_by_the_base_quantity() -> None:
    priced = line(quantity=Decimal(250), unit_price=Decimal("9.99"), base_quantity=Decimal(100))
    assert compute_line_net(priced) == Decimal("24.98")


def test_compute_line_net__takes_discounts_off_and_adds_charges() -> None:
    adjusted = line(
        allowances=(AllowanceCharge(amount=Decimal(10)),),
        charges=(AllowanceCharge(amount=Decimal("2.50")),),
    )
    assert compute_line_net(adjusted) == Decimal("292.50")


def test_compute_line_net__counts_a_missing_price_as_zero() -> None:
    assert compute_line_net(line(unit_price=None)) == Decimal("0.00")


def test_compute_totals__rounds_vat_once_per_group() -> None:
    # Three lines of 0.33 at 20 %: 0.07 each would be 0.21, on the group it is 0.20.
    small = taxed_line(quantity=Decimal(1), unit_price=Decimal("0.33"))
    totals = compute_totals(vat_invoice(small, small, small))
    assert totals.net == Decimal("0.99")
    assert totals.vat == Decimal("0.20")
    assert totals.gross == Decimal("1.19")


def test_compute_totals__puts_discounts_of_the_document_in_their_group() -> None:
    totals = compute_totals(
        vat_invoice(
            taxed_line(), taxed_line("5.5"),
            allowances=(
                AllowanceCharge(amount=Decimal(50), vat_category="S", vat_rate=Decimal(20)),
            ),
        )
    )  # fmt: skip
    assert [(g.rate, g.base, g.amount) for g in totals.groups] == [
        (Decimal(20), Decimal("250.00"), Decimal("50.00")),
        (Decimal("5.5"), Decimal("300.00"), Decimal("16.50")),
    ]
    assert totals.net == Decimal("550.00")


def test_compute_totals__takes_prepaid_off_and_adds_rounding() -> None:
    totals = compute_totals(vat_invoice(prepaid=Decimal("100.00"), rounding=Decimal("0.01")))
    assert totals.due == Decimal("260.01")


def test_compute_totals__gives_groups_their_exemption() -> None:
    [group] = compute_totals(invoice()).groups
    assert group.exemption_code == "VATEX-FR-FRANCHISE"
    assert group.amount == Decimal("0.00")


def test_figures__keeps_what_a_file_stated() -> None:
    stated = Totals(gross=Decimal("1.00"))
    assert figures(replace(invoice(), stated=stated)) is stated


@given(invoices)
def test_compute_totals__adds_up(made: Invoice) -> None:
    totals = compute_totals(made)
    assert totals.lines == sum((net or 0 for net in totals.line_nets), Decimal(0))
    assert totals.net == sum((group.base or 0 for group in totals.groups), Decimal(0))
    assert totals.vat == sum((group.amount or 0 for group in totals.groups), Decimal(0))
    assert totals.gross == totals.net + totals.vat
    for group in totals.groups:
        assert group.amount == round_half_away(group.base * group.rate / 100)  # type: ignore[operator]


@given(invoices)
def test_explain_totals__every_step_gives_its_result(made: Invoice) -> None:
    for step in explain_totals(made):
        value = Decimal(0)
        for sign, operand in step.operands:
            match sign:
                case "+":
                    value += operand
                case "-":
                    value -= operand
                case "*":
                    value *= operand
                case "/":
                    value /= operand
                case "%":
                    value *= operand / 100
        assert round_half_away(value) == step.result, step
