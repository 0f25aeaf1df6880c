"""A draft with its author's page in the window: shown, given up for ours, taken back, issued."""

from pathlib import Path

from PySide6.QtCore import Qt

from chorus_desk.gui.pages.editor.page import EditorPage
from chorus_desk.gui.pages.hand_over.page import HandOverPage
from chorus_desk.storage import invoices
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.workspace import open_workspace
from tests import builders as b
from tests.gui.conftest import Opener
from tests.gui.driving import Hands, wait_until
from tests.gui.test_editor_page import answer_next_dialog
from tests.own_pages import LINES, page
from tests.stored import draft, furnish


def _with_page(folder: Path, clock: Clock, content: bytes, *, issued: bool = False) -> Path:
    with open_workspace(folder, clock) as workspace:
        furnish(workspace, b.vat_seller())
        file = folder / "facture.pdf"
        file.write_bytes(content)
        [item] = import_files(workspace, [file]).invoices
        assert item.id == "draft:1"
        draft(workspace)
        if issued:
            [result] = issue(workspace, [item.id])
            assert result.outcome == "issued"
    return folder


def _editor(hands: Hands, draft_id: int) -> EditorPage:
    hands.application.navigator.ways.edit(draft_id)
    hands.settle()
    editor = hands.page
    assert isinstance(editor, EditorPage)
    wait_until(lambda: editor.view.page_count, "the page")
    hands.settle()
    return editor


def _stored(folder: Path, clock: Clock) -> invoices.StoredInvoice:
    with open_workspace(folder, clock) as workspace:
        stored = invoices.load_invoice(workspace.connection, 1)
        assert stored is not None
        return stored


def test_own_page__is_shown_and_given_up_and_taken_back(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    folder = _with_page(tmp_path / "data", clock, page())
    hands = opened(folder)
    editor = _editor(hands, 1)
    assert editor.form is not None
    number = editor.form.rows["number"]
    assert editor.whose.isVisible()
    assert number.isVisible()
    theirs = editor.view._canvas.pages[0]
    hands.tab_to_named("Utiliser la page de Chorus Desk")
    hands.press(Qt.Key.Key_Space, text=" ")
    hands.settle()
    assert not editor.whose.isVisible()
    assert not number.isVisible()
    assert editor.view._canvas.pages[0] != theirs
    editor.leave()
    hands.settle()
    draft_ = _stored(folder, clock).draft
    assert (draft_.own_page, draft_.invoice.number) == (None, None)
    editor.run_command("undo")
    hands.settle()
    assert editor.whose.isVisible()
    assert editor.view._canvas.pages[0] == theirs
    assert editor.editor is not None
    assert editor.editor.sheet.invoice.number == "D-2026-031"
    editor.leave()
    hands.settle()
    assert _stored(folder, clock).draft.own_page is not None


def test_own_page__another_draft_has_neither_its_field_nor_its_button(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(_with_page(tmp_path / "data", clock, page()))
    editor = _editor(hands, 2)
    assert editor.form is not None
    assert not editor.whose.isVisible()
    assert not editor.form.rows["number"].isVisible()


def test_own_page__a_number_that_is_not_on_it_stands_against_issuing(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(_with_page(tmp_path / "data", clock, page()))
    editor = _editor(hands, 1)
    assert editor.editor is not None
    assert editor.editor.issuable
    hands.tab_to_named("Numéro imprimé sur votre page")
    hands.type("9")
    assert [r.finding.rule for r in editor.editor.remarks if r.severity == "error"] == [
        "CD-OWN-NUMBER"
    ]


def test_own_page__another_due_date_stands_against_issuing_beside_its_field(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    content = page((*LINES, "Échéance : 24/12/2026"))
    hands = opened(_with_page(tmp_path / "data", clock, content))
    editor = _editor(hands, 1)
    assert editor.editor is not None
    assert editor.editor.issuable
    editor.editor.edit("due_date", "31/12/2026")
    hands.settle()
    errors = [r for r in editor.editor.remarks if r.severity == "error"]
    assert [(r.finding.rule, r.place) for r in errors] == [("CD-OWN-DUE", "due_date")]
    assert not editor.editor.issuable


def test_own_page__is_issued_under_its_number(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    folder = _with_page(tmp_path / "data", clock, page())
    hands = opened(folder)
    editor = _editor(hands, 1)
    answer_next_dialog("Émettre")
    editor.run_command("issue")
    wait_until(lambda: _stored(folder, clock).issued, "issued")
    hands.settle()
    assert _stored(folder, clock).invoice.number == "D-2026-031"


def test_hand_over__says_whose_page_leaves_and_by_which_way(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    content = page(font="Helvetica")
    hands = opened(_with_page(tmp_path / "data", clock, content, issued=True))
    hands.application.navigator.ways.hand_over([1])
    hands.settle()
    shown = hands.page
    assert isinstance(shown, HandOverPage)
    assert shown.route.route == "portal-pdf"
    assert not shown.route.remarks.isVisible()  # its reader misses nothing
    assert [key for key, choice in shown.route.choices.items() if choice.radio.isEnabled()] == [
        "portal-pdf"
    ]


def test_hand_over__says_before_what_the_portals_reader_would_miss(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    spaced = [line.replace(b.COMMUNE_SIRET, "219 900 016 00011") for line in LINES]
    hands = opened(_with_page(tmp_path / "data", clock, page(spaced), issued=True))
    hands.application.navigator.ways.hand_over([1])
    hands.settle()
    shown = hands.page
    assert isinstance(shown, HandOverPage)
    assert shown.route.remarks.isVisible()
    assert "écrit avec des espaces" in shown.route.remarks.text()
    assert shown.route.remarks.y() < shown.route.choices["portal-pdf"].y()
    shown.route.choices["portal-batch"].radio.click()
    assert not shown.route.remarks.isVisible()  # there the data are read, not the page
