"""The first page by keyboard: what can be done, what must wait and why, what is ticked."""

from pathlib import Path

from PySide6.QtCore import Qt

from chorus_desk.gui.pages.welcome import WelcomePage
from chorus_desk.presenters.first_steps import BRING_IN, BUSINESS, FIRST_INVOICE
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.demo_place import MARKER
from chorus_desk.usecases.workspace import open_workspace
from tests.gui.conftest import Opener
from tests.gui.driving import Hands, describe
from tests.stored import draft, furnish, issued


def _page(hands: Hands) -> WelcomePage:
    if not isinstance(hands.page, WelcomePage):
        hands.control(Qt.Key.Key_1)
    page = hands.page
    assert isinstance(page, WelcomePage)
    return page


def test_first_run__the_business_comes_first(opened: Opener, tmp_path: Path) -> None:
    hands = opened(tmp_path / "data")
    page = _page(hands)
    invoice = page.cards[FIRST_INVOICE]
    assert not invoice.button.isEnabled()
    assert "Décrivez d'abord votre entreprise" in invoice.reason
    assert not any(card.done for card in page.cards.values())
    assert hands.focus is page.cards[BUSINESS].button
    hands.press(Qt.Key.Key_Space)
    assert hands.application.navigator.current == "business"


def test_cards__tick_what_is_done_and_lead_on(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    with open_workspace(tmp_path / "data", clock) as workspace:
        furnish(workspace)
    hands = opened(tmp_path / "data")
    page = _page(hands)
    assert [card.done for card in page.cards.values()] == [True, False, False]
    assert page.cards[FIRST_INVOICE].reason == ""
    assert hands.focus is page.cards[FIRST_INVOICE].button
    assert page.cards[BUSINESS].accessibleName() == "Mon entreprise, fait"
    hands.press(Qt.Key.Key_Space)
    assert hands.application.navigator.current == "editor"


def test_cards__follow_what_changes(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    with open_workspace(tmp_path / "data", clock) as workspace:
        furnish(workspace)
    hands = opened(tmp_path / "data")
    page = _page(hands)
    with open_workspace(tmp_path / "data", clock) as workspace:
        draft(workspace)
        issued(workspace)
    page.enter()
    hands.settle()
    assert all(card.done for card in page.cards.values())


def test_read_only__only_looks(opened: Opener, tmp_path: Path) -> None:
    opened(tmp_path / "data")
    page = _page(opened(tmp_path / "data"))
    assert page.cards[BUSINESS].button.isEnabled()
    for key in (FIRST_INVOICE, BRING_IN):
        assert not page.cards[key].button.isEnabled()
        assert "autre fenêtre" in page.cards[key].reason


def test_demo__opens_in_a_folder_of_its_own_and_is_left_by_one_button(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    folder = tmp_path / "data - demo"
    folder.mkdir()
    (folder / MARKER).write_text("demo", encoding="utf-8")
    hands = opened(tmp_path / "data")
    _page(hands)
    hands.tab_to_named("Essayer avec l'entreprise de démonstration")
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert hands.application.desk.place.folder == folder
    page = _page(hands)
    assert describe(page.demo_button) == "Quitter la démonstration"
    assert "dossier à part" in page.demo_button.accessibleDescription()
    page.demo_button.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert hands.application.desk.place.folder == tmp_path / "data"
