"""The VAT of a line in words: what a seller may choose, and what is understood."""

from decimal import Decimal

import pytest

from chorus_desk.domain.party import Seller, VatRegime
from chorus_desk.presenters.editor.entry import UnreadError
from chorus_desk.presenters.editor.vat import (
    VatChoice,
    rate_label,
    read_vat,
    vat_choices,
    vat_label,
)
from tests import builders as b
from tests.unit.presenters.spaces import plain

D = Decimal
NBSP = "\u00a0"
EXEMPT = b.seller(vat_regime=VatRegime.EXEMPT, vat_exemption="VATEX-FR-CGI261-4")
WITHOUT = ["Autoliquidation", "Exonéré", "Hors champ"]
SELLERS = {
    "franchise": b.seller(), "mainland": b.vat_seller(), "exempt": EXEMPT,
    "corsica": b.vat_seller(postcode="20090"), "réunion": b.vat_seller(postcode="97400"),
    "guyane": b.vat_seller(postcode="97300"),
}  # fmt: skip


def labels(seller: Seller | None) -> list[str]:
    return [plain(choice.label) for choice in vat_choices(seller, "fr")]


def test_choices__of_a_seller_in_franchise_are_one() -> None:
    assert vat_choices(b.seller(), "fr") == (VatChoice("Franchise", "E", D(0)),)


@pytest.mark.parametrize(
    ("postcode", "rates"),
    [
        ("35000", ["20 %", "10 %", "5,5 %", "2,1 %"]),
        ("20090", ["20 %", "13 %", "10 %", "5,5 %", "2,1 %", "0,9 %"]),
        ("20200", ["20 %", "13 %", "10 %", "5,5 %", "2,1 %", "0,9 %"]),
        ("97400", ["8,5 %", "2,1 %", "1,75 %", "1,05 %"]),
        ("97100", ["8,5 %", "2,1 %", "1,75 %", "1,05 %"]),
        ("97200", ["8,5 %", "2,1 %", "1,75 %", "1,05 %"]),
        ("97300", []),
        ("97600", []),
    ],
)  # fmt: skip
def test_choices__of_a_seller_under_vat_follow_the_territory(
    postcode: str, rates: list[str]
) -> None:
    assert labels(b.vat_seller(postcode=postcode)) == [*rates, *WITHOUT]


def test_choices__of_an_exempt_seller_begin_with_the_exemption() -> None:
    assert labels(EXEMPT)[:3] == ["Exonéré", "Hors champ", "Autoliquidation"]
    assert "20 %" in labels(EXEMPT)


def test_choices__without_a_seller_are_the_mainlands() -> None:
    assert labels(None) == labels(b.vat_seller())


def test_choices__outside_the_scope_have_no_rate() -> None:
    [outside] = [c for c in vat_choices(b.vat_seller(), "fr") if c.category == "O"]
    assert outside.rate is None


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("seller", SELLERS.values(), ids=SELLERS)
def test_read__understands_each_choice_as_it_is_shown(seller: Seller, language: str) -> None:
    choices = vat_choices(seller, language)
    assert len({choice.label for choice in choices}) == len(choices)
    for choice in choices:
        for text in (choice.label, choice.label.upper(), f" {choice.label} "):
            assert read_vat(text, choices) == (choice.category, choice.rate)
        line = b.line(vat_category=choice.category, vat_rate=choice.rate)
        assert vat_label(line, choices, language) == choice.label


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("20", ("S", D(20))), ("20%", ("S", D(20))), ("5,5", ("S", D("5.5"))),
        ("5.5 %", ("S", D("5.5"))), ("19,6", ("S", D("19.6"))), ("autoliq", ("AE", D(0))),
        ("exonere", ("E", D(0))), ("HORS", ("O", None)), ("", (None, None)), (" % ", (None, None)),
        ("0", (None, D(0))),
    ],
)  # fmt: skip
def test_read__understands_what_people_type(
    typed: str, read: tuple[str | None, Decimal | None]
) -> None:
    assert read_vat(typed, vat_choices(b.vat_seller(), "fr")) == read


@pytest.mark.parametrize("typed", ["0", "2", "1"])
def test_read__takes_no_rate_for_the_beginning_of_another(typed: str) -> None:
    for seller in SELLERS.values():
        assert read_vat(typed, vat_choices(seller, "fr"))[1] == D(typed)


@pytest.mark.parametrize("typed", ["normal", "TVA", "20 et 10", "-"])
def test_read__raises_for_what_is_no_choice_and_no_rate(typed: str) -> None:
    with pytest.raises(UnreadError):
        read_vat(typed, vat_choices(b.vat_seller(), "fr"))


def test_label__says_what_is_not_among_the_choices() -> None:
    choices = vat_choices(b.seller(), "fr")
    assert vat_label(b.taxed_line("20"), choices, "fr") == f"20{NBSP}%"
    assert vat_label(b.taxed_line("20"), choices, "en") == "20%"
    assert vat_label(b.line(vat_category="AE"), choices, "fr") == "Autoliquidation"
    assert vat_label(b.line(vat_category="K"), choices, "fr") == "K"
    assert vat_label(b.line(vat_category=None, vat_rate=None), choices, "fr") == ""
    assert vat_label(b.line(vat_category=None, vat_rate=D(10)), choices, "fr") == f"10{NBSP}%"


def test_rate_label__is_written_as_in_the_language() -> None:
    assert rate_label(D("5.50"), "fr") == f"5,5{NBSP}%"
    assert rate_label(D("5.50"), "en") == "5.5%"
