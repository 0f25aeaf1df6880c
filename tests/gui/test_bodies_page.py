"""The page of the public bodies by keyboard: found, looked at, billed, corrected, answered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from chorus_desk.domain.party import PublicBody, Requirement
from chorus_desk.gui.dialogs.body import BodyDialog
from chorus_desk.gui.pages.bodies.page import BodiesPage
from chorus_desk.gui.pages.editor.page import EditorPage
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.known_bodies import known_body
from chorus_desk.usecases.workspace import Workspace, open_for_window, open_workspace
from tests import builders as b
from tests.gui.conftest import Opener
from tests.gui.driving import Hands, describe, meet_dialog, wait_until
from tests.listed import listed, service, use_list
from tests.stored import draft, furnish

RENNES = "21350238800019"


def furnished(folder: Path, clock: Clock, fill: Callable[[Workspace], object] = furnish) -> Path:
    """Return a data folder with what a test needs."""
    with open_workspace(folder, clock) as workspace:
        fill(workspace)
    return folder


def bodies_page(hands: Hands) -> BodiesPage:
    """Go to the page of the bodies, by its keys."""
    hands.control(Qt.Key.Key_4)
    page = hands.page
    assert isinstance(page, BodiesPage)
    return page


def plain(text: str) -> str:
    """Return a text with plain spaces."""
    return text.replace("\xa0", " ").replace("\u202f", " ")


def shown(widget: QWidget) -> str:
    """Return all the texts that a part of the window shows, a line each."""
    texts = (part for part in widget.findChildren(QWidget) if part.isVisibleTo(widget))
    return plain("\n".join(part.text() for part in texts if isinstance(part, QLabel | QPushButton)))


def found(page: BodiesPage) -> list[str]:
    """Return the names in the table."""
    return [one.name for one in page.search.model.found]


def stored_body(folder: Path, clock: Clock, siret: str) -> PublicBody:
    """Return what is known of a body."""
    with open_workspace(folder, clock) as workspace:
        body = known_body(workspace, siret)
    assert body is not None
    return body


def test_search__typed_with_a_slip_then_billed_by_keys_alone(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(furnished(tmp_path / "data", clock))
    page = bodies_page(hands)
    assert describe(hands.focus) == "Chercher un organisme"
    hands.type("mairie de renes")
    hands.settle()
    assert RENNES in [one.siret for one in page.search.model.found][:5]
    hands.press(Qt.Key.Key_Down)
    assert describe(hands.focus) == "Organismes trouvés"
    while page.search.model.found[page.search.table.currentIndex().row()].siret != RENNES:
        hands.press(Qt.Key.Key_Down)
    hands.settle()
    assert page.search.card.siret == RENNES
    assert "SIRET 213 502 388 00019" in shown(page.search.card)
    hands.tab_to_named("Facturer cet organisme")
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    editor = hands.page
    assert isinstance(editor, EditorPage)
    assert editor.editor is not None
    assert editor.editor.judged.invoice.buyer.siret == RENNES


def test_search__enter_leads_to_the_first_and_enter_again_bills_it(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(furnished(tmp_path / "data", clock))
    page = bodies_page(hands)
    hands.type("bourg fictif")
    hands.press(Qt.Key.Key_Return)  # before the answer has come
    hands.settle()
    assert hands.focus is page.search.table
    assert page.search.card.siret == b.COMMUNE_SIRET
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    editor = hands.page
    assert isinstance(editor, EditorPage)
    assert editor.editor is not None
    assert editor.editor.judged.invoice.buyer.name == "Commune de Bourg-Fictif"


def test_search__an_empty_box_shows_my_bodies_and_says_what_to_do_without_any(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    def two(workspace: Workspace) -> None:
        furnish(workspace)
        furnish(workspace, body=b.hospital())
        draft(workspace, buyer=b.hospital().as_party())

    hands = opened(furnished(tmp_path / "data", clock, two))
    page = bodies_page(hands)
    assert found(page) == ["Centre hospitalier de Ville-Exemple", "Commune de Bourg-Fictif"]
    hands = opened(tmp_path / "empty")
    page = bodies_page(hands)
    assert found(page) == []
    assert "Cherchez un organisme par son nom" in shown(page.search)
    assert "Choisissez un organisme" in shown(page.search.card)


def test_search__nothing_found_shows_no_body_of_the_search_before(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(furnished(tmp_path / "data", clock))
    page = bodies_page(hands)
    assert page.search.card.siret == b.COMMUNE_SIRET
    hands.type("xqzwkjvv")
    hands.settle()
    assert found(page) == []
    assert "« xqzwkjvv »" in shown(page.search)
    assert page.search.card.siret == ""


def test_search__a_siret_typed_whole_or_half(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    hands = opened(furnished(tmp_path / "data", clock))
    page = bodies_page(hands)
    for typed in ("213 502 388 00019", "2135023880"):
        hands.control(Qt.Key.Key_F)
        hands.type(typed)
        hands.settle()
        assert page.search.model.found[0].siret == RENNES


def test_correction__is_shown_as_mine_beside_the_list_and_taken_back(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    def with_list(workspace: Workspace) -> None:
        furnish(workspace, body=b.hospital())
        use_list(workspace, listed(name="Commune de Bourg"))

    folder = furnished(tmp_path / "data", clock, with_list)
    hands = opened(folder)
    page = bodies_page(hands)
    hands.type("bourg")
    hands.settle()
    assert page.search.card.siret == b.COMMUNE_SIRET

    def correct(dialog: BodyDialog) -> None:
        assert hands.focus is dialog.name
        hands.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        hands.type("Ville de Bourg")
        assert dialog.name.text() == "Ville de Bourg"
        hands.press(Qt.Key.Key_Return)

    met = meet_dialog(BodyDialog, correct)
    hands.tab_to_named("Corriger la fiche…")
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert met
    card = shown(page.search.card)
    said = ("Ville de Bourg", "vous, le 24/11/2026",
            "liste de l'État du 20/11/2026 : Commune de Bourg")  # fmt: skip
    assert "\n".join(said) in card
    assert stored_body(folder, clock, b.COMMUNE_SIRET).mine == {"name"}
    # The focus is still on the card: the next Tab goes on from there.
    assert page.search.card.isAncestorOf(hands.focus)
    hands.tab_to_named("Reprendre la liste")
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert "Ville de Bourg" not in shown(page.search.card)
    assert stored_body(folder, clock, b.COMMUNE_SIRET).name == "Commune de Bourg"
    assert page.search.card.isAncestorOf(hands.focus)


def test_unknown_requirement__is_asked_and_answered_on_the_card(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    folder = furnished(tmp_path / "data", clock)
    hands = opened(folder)
    page = bodies_page(hands)
    hands.type("mairie de rennes")
    hands.settle()
    while page.search.card.siret != RENNES:
        hands.press(Qt.Key.Key_Down)
        hands.settle()
    hands.tab_to_named("Que demande-t-il")
    box = page.search.card.answer
    assert hands.focus is box
    for _ in range(box.findData("service") - box.currentIndex()):
        hands.press(Qt.Key.Key_Down)
    assert box.currentData() == "service"
    hands.tab()
    assert describe(hands.focus) == "Retenir la réponse"
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert stored_body(folder, clock, RENNES).requires is Requirement.SERVICE
    assert "Que demande-t-il" not in shown(page.search.card)
    assert "vous, le 24/11/2026" in shown(page.search.card)
    assert page.search.card.isAncestorOf(hands.focus)


def test_services__are_shown_with_what_they_ask_and_closed_ones_last(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    def with_list(workspace: Workspace) -> None:
        furnish(workspace, body=b.hospital())
        services = (
            service("ANCIEN", name="Ancien service", active=False),
            service("VOIRIE", name="Direction des routes", requires_commitment=True),
        )
        use_list(workspace, listed(requires="service"), services=services)

    hands = opened(furnished(tmp_path / "data", clock, with_list))
    page = bodies_page(hands)
    hands.type("bourg")
    hands.settle()
    card = shown(page.search.card)
    assert "2 services" in card
    routes = card.index("VOIRIE – Direction des routes – engagement exigé")
    assert routes < card.index("ANCIEN – Ancien service – fermé")


def test_a_second_window__offers_nothing_that_writes(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    def lacking(workspace: Workspace) -> None:
        body = b.commune(requires=Requirement.SERVICE)
        furnish(workspace, body=body)
        draft(workspace, buyer=body.as_party())
        use_list(workspace, listed(name="Commune de Bourg", requires="service"))

    folder = furnished(tmp_path / "data", clock, lacking)
    with open_for_window(folder, clock):
        hands = opened(folder)
        wait_until(lambda: hands.application.desk.read_only)
        page = bodies_page(hands)
        assert page.search.card.siret == b.COMMUNE_SIRET
        for view in ("search", "missing", "news", "list"):
            page.show_view(view)
            hands.settle()
            offered = {
                button.text()
                for button in page.findChildren(QPushButton)
                if button.isVisible() and button.isEnabled() and button not in page.chips.values()
            }
            # Writing a file elsewhere changes nothing here.
            assert offered <= {"Voir la fiche", "Enregistrer la liste en classeur…"}, view


@pytest.mark.parametrize("language", ["fr", "en"])
def test_views__are_reached_by_keys(
    opened: Opener, tmp_path: Path, clock: Clock, language: str
) -> None:
    hands = opened(furnished(tmp_path / "data", clock), language)
    page = bodies_page(hands)
    hands.tab_to(lambda widget: widget is page.chips["search"])
    for key in ("missing", "news", "list"):
        hands.press(Qt.Key.Key_Right)
        hands.settle()
        assert hands.application.states.bodies.view == key
    hands.control(Qt.Key.Key_F)
    assert hands.focus is page.search.box
