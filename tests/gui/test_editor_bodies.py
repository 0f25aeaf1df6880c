"""The body in the editor, by keyboard: found as typed, asked about, its services and warnings."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt

from chorus_desk.domain.party import Requirement, Service
from chorus_desk.gui.pages.editor.page import EditorPage
from chorus_desk.presenters.editor.desk import Editor
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.gui.conftest import Opener
from tests.gui.driving import Hands, describe, wait_until
from tests.gui.test_bodies_missing import press
from tests.gui.test_bodies_page import RENNES, furnished, plain, shown, stored_body
from tests.listed import listed, service, use_list
from tests.stored import furnish

SERVICES = (
    Service(code="VOIRIE", name="Direction des routes", requires_commitment=True),
    Service(code="ANCIEN", name="Ancien service", active=False),
    Service(code="FACTURES_PUBLIQUES"),
)


def with_services(workspace: Workspace) -> None:
    """Keep a commune that asks for a service."""
    furnish(workspace, body=b.commune(requires=Requirement.SERVICE, services=SERVICES))


def begun(hands: Hands, typed: str) -> tuple[EditorPage, Editor]:
    """Begin an invoice to the first body found for what is typed."""
    hands.control(Qt.Key.Key_N)
    page = hands.page
    assert isinstance(page, EditorPage)
    hands.type(typed)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert page.editor is not None
    return page, page.editor


def test_body__enter_before_the_answer_takes_the_first(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(furnished(tmp_path / "data", clock))
    hands.control(Qt.Key.Key_N)
    page = hands.page
    assert isinstance(page, EditorPage)
    gate = Event()
    hands.application.desk.run(lambda _workspace: gate.wait(10))
    hands.type("bourg fictf")
    hands.press(Qt.Key.Key_Return)
    assert page.editor is not None
    assert not page.editor.judged.invoice.buyer.siret
    gate.set()
    hands.settle()
    assert page.editor.judged.invoice.buyer.siret == b.COMMUNE_SIRET


@pytest.mark.parametrize("language", ["fr", "en"])
def test_question__is_answered_in_place_and_kept(
    opened: Opener, tmp_path: Path, clock: Clock, language: str
) -> None:
    folder = furnished(tmp_path / "data", clock)
    hands = opened(folder, language)
    page, editor = begun(hands, "mairie de rennes")
    assert editor.judged.invoice.buyer.siret == RENNES
    form = page.form
    assert form is not None
    assert form.body.question.isVisible()
    box = form.body.answer
    hands.tab_to(lambda widget: widget is box)
    while box.currentData() != "commitment":
        hands.press(Qt.Key.Key_Down)
    press(hands, "Retenir la réponse")
    assert stored_body(folder, clock, RENNES).requires is Requirement.COMMITMENT
    assert not form.body.question.isVisible()
    assert editor.demands.commitment
    assert hands.focus.isVisible()
    assert form.isAncestorOf(hands.focus)


def test_service__is_found_by_a_word_of_its_name_and_says_what_it_adds(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(furnished(tmp_path / "data", clock, with_services))
    page, editor = begun(hands, "bourg")
    assert page.form is not None
    row = page.form.rows["buyer.service_code"]
    assert "demandé" in row.title
    assert "Commune de Bourg-Fictif le demande sur chaque facture." in shown(row)
    assert "Il est sur le bon de commande" in shown(row)
    hands.tab_to(lambda widget: widget is row.control)
    hands.type("routes")
    hands.settle()
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert editor.text("buyer.service_code") == "VOIRIE"
    assert "chaque facture" not in shown(row)  # no more to say
    commitment = page.form.rows["commitment_number"]
    assert "Le service VOIRIE le demande." in shown(commitment)


def test_service__closed_or_for_public_bodies_is_warned_of_and_not_proposed(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(furnished(tmp_path / "data", clock, with_services))
    page, _editor = begun(hands, "bourg")
    assert page.form is not None
    control = page.form.rows["buyer.service_code"].control
    for code, warned in (("ANCIEN", "fermé"), ("FACTURES_PUBLIQUES", "FACTURES_PUBLIQUES")):
        hands.tab_to(lambda widget: widget is control)
        hands.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        hands.type(code)
        hands.settle()
        hands.tab()
        hands.settle()
        assert warned in plain(page.form.body.warnings.text())
        assert page.form.body.warnings.isVisible()


def test_fields__only_what_the_body_asks_for_is_shown(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(furnished(tmp_path / "data", clock))
    page, _editor = begun(hands, "bourg")
    assert page.form is not None
    assert not page.form.rows["buyer.service_code"].isVisible()
    assert page.form.rows["commitment_number"].isVisible()  # the law wants a reference
    assert "bon de commande" not in shown(page.form.rows["commitment_number"])


def test_body__closed_in_the_list_is_warned_of(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    def closed(workspace: Workspace) -> None:
        furnish(workspace, body=b.hospital())
        use_list(workspace, listed(active=False), services=[service()])

    hands = opened(furnished(tmp_path / "data", clock, closed))
    page, editor = begun(hands, "bourg fictif")
    assert page.form is not None
    wait_until(lambda: editor.demands.warnings)
    assert "Commune de Bourg-Fictif" in page.form.body.warnings.text()
    assert describe(hands.focus)


def test_body__looked_up_while_the_window_is_built_again(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(furnished(tmp_path / "data", clock))
    hands.control(Qt.Key.Key_N)
    gate = Event()
    hands.type("bourg")
    hands.settle()
    hands.application.desk.run(lambda _workspace: gate.wait(10))
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    gate.set()
    hands.settle()
    page = hands.page
    assert isinstance(page, EditorPage)
    assert page.form is not None  # nothing broke; the draft is still on the desk
    assert hands.application.desk.language == "en"
