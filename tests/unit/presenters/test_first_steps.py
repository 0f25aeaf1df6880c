"""The three cards: done or not, which comes next, and why one must wait."""

import pytest

from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.presenters.first_steps import BRING_IN, BUSINESS, CARDS, FIRST_INVOICE, Card, cards
from chorus_desk.usecases.first_steps import FirstSteps
from chorus_desk.wording.typography import french_spaces


def _cards(*steps: bool, read_only: bool = False) -> dict[str, Card]:
    return {card.key: card for card in cards(FirstSteps(*steps), "fr", read_only=read_only)}


def test_cards__at_the_very_first_the_invoice_waits_for_the_business() -> None:
    found = _cards(False, False, False)
    assert tuple(found) == CARDS
    assert [card.done for card in found.values()] == [False, False, False]
    assert "Décrivez d'abord votre entreprise" in (found[FIRST_INVOICE].reason or "")
    assert found[BUSINESS].reason is found[BRING_IN].reason is None
    assert found[BUSINESS].primary
    assert not found[FIRST_INVOICE].primary


def test_cards__tick_what_is_done() -> None:
    found = _cards(True, True, False)
    assert [card.done for card in found.values()] == [True, False, True]
    assert found[FIRST_INVOICE].primary
    assert found[FIRST_INVOICE].reason is None
    assert found[BUSINESS].button == "Modifier mon entreprise"
    assert all(card.done for card in _cards(True, True, True).values())


@pytest.mark.parametrize("has_seller", [True, False])
def test_cards__of_a_folder_that_is_only_read(has_seller: bool) -> None:
    found = _cards(has_seller, False, False, read_only=True)
    assert found[FIRST_INVOICE].reason == found[BRING_IN].reason == french_spaces(READ_ONLY)
    assert found[BUSINESS].reason is None  # it can be looked at
