"""What is missing, by keyboard: listed, asked for by letter, answered, filled in a workbook."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.party import Party, Requirement
from chorus_desk.formats.spreadsheet.missing import headings
from chorus_desk.gui.dialogs.answer import AnswerDialog
from chorus_desk.gui.dialogs.filled_workbook import FilledDialog
from chorus_desk.gui.dialogs.letter import LetterDialog
from chorus_desk.gui.pages.bodies.page import BodiesPage
from chorus_desk.gui.pages.editor.page import EditorPage
from chorus_desk.storage import invoices
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.missing_data import missing_data
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import builders as b
from tests.gui.conftest import Opener
from tests.gui.driving import Hands, describe, meet_dialog
from tests.gui.test_bodies_page import bodies_page, furnished, plain, shown
from tests.stored import draft, furnish


def lacking(workspace: Workspace) -> None:
    """Keep a draft of 300 € without a service and one of 3 000 € without a commitment number."""
    commune = b.commune(requires=Requirement.SERVICE)
    furnish(workspace, body=commune)
    furnish(workspace, body=b.hospital())
    draft(workspace, buyer=commune.as_party())
    draft(workspace, buyer=b.hospital().as_party(), commitment_number=None,
          lines=(b.line(unit_price=Decimal(1500)),))  # fmt: skip


def missing_page(hands: Hands) -> BodiesPage:
    """Go to the list of what is missing, by keys."""
    page = bodies_page(hands)
    hands.tab_to(lambda widget: widget is page.chips["search"])
    hands.press(Qt.Key.Key_Right)
    hands.settle()
    assert hands.application.states.bodies.view == "missing"
    return page


def press(hands: Hands, text: str) -> None:
    """Go to a button by Tab and press it."""
    hands.tab_to_named(hands.application.desk.say(text))
    hands.press(Qt.Key.Key_Space)
    hands.settle()


def stored(folder: Path, clock: Clock, draft_id: int) -> Invoice:
    """Return a draft as it is kept."""
    with open_workspace(folder, clock) as workspace:
        found = invoices.load_invoice(workspace.connection, draft_id)
    assert found is not None
    return found.invoice


def test_list__most_money_first(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    hands = opened(furnished(tmp_path / "data", clock, lacking))
    page = missing_page(hands)
    model = page.missing.model
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert names == ["Centre hospitalier de Ville-Exemple", "Commune de Bourg-Fictif"]
    assert plain(page.chips["missing"].text()) == "À demander · 2"
    assert "2 organismes à interroger" in shown(page.missing)
    hands.tab_to(lambda widget: widget is page.missing.table)
    hands.press(Qt.Key.Key_Down)
    assert page.missing.chosen is not None
    assert page.missing.chosen.buyer.siret == b.COMMUNE_SIRET


@pytest.mark.parametrize("language", ["fr", "en"])
def test_letter__changed_kept_as_pdf_and_text_and_noted_as_sent(
    opened: Opener, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    hands = opened(furnished(tmp_path / "data", clock, lacking), language)
    page = missing_page(hands)
    say = hands.application.desk.say
    targets = {"*.pdf": tmp_path / "lettre.pdf", "*.txt": tmp_path / "lettre.txt"}
    monkeypatch.setattr(QFileDialog, "getSaveFileName",
                        lambda *given: (str(targets[given[-1]]), ""))  # fmt: skip

    def write(dialog: LetterDialog) -> None:
        assert "Centre hospitalier" in dialog.recipient.toPlainText()
        hands.tab_to(lambda widget: widget is dialog.body)
        hands.press(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        hands.type(" Merci d'avance.")
        press(hands, "Enregistrer en PDF…")
        press(hands, "Enregistrer le texte…")
        assert "lettre.txt" in shown(dialog)
        press(hands, "Noter qu'elle est partie")

    met = meet_dialog(LetterDialog, write)
    press(hands, "Écrire la lettre…")
    assert met
    assert met[0].result()
    assert (tmp_path / "lettre.pdf").read_bytes().startswith(b"%PDF")
    assert "Merci d'avance." in (tmp_path / "lettre.txt").read_text(encoding="utf-8")
    told = page.missing.model.index(0, 4).data()
    day = "24/11/2026" if language == "fr" else "2026"
    assert day in told
    assert say("Écrire la lettre…") in shown(page.missing)  # once more, if nobody answers
    press(hands, "Annuler")
    assert page.missing.model.index(0, 4).data() == say("Pas encore demandé")


def test_letter__without_its_text_is_not_sent(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    hands = opened(furnished(tmp_path / "data", clock, lacking))
    page = missing_page(hands)

    def empty(dialog: LetterDialog) -> None:
        hands.tab_to(lambda widget: widget is dialog.body)
        hands.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        hands.press(Qt.Key.Key_Delete)
        press(hands, "Noter qu'elle est partie")
        assert dialog.isVisible()

    met = meet_dialog(LetterDialog, empty)
    press(hands, "Écrire la lettre…")
    assert met
    assert page.missing.model.index(0, 4).data() == "Pas encore demandé"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_answer__goes_into_the_draft_and_is_taken_back(
    opened: Opener, tmp_path: Path, clock: Clock, language: str
) -> None:
    folder = furnished(tmp_path / "data", clock, lacking)
    hands = opened(folder, language)
    page = missing_page(hands)
    say = hands.application.desk.say

    def fill(dialog: AnswerDialog) -> None:
        hands.tab_to_named(say("Numéro d'engagement"))
        hands.type("EJ-2026-77")
        press(hands, "Noter la réponse")

    met = meet_dialog(AnswerDialog, fill)
    press(hands, "Noter la réponse…")
    assert met
    assert met[0].result()
    assert stored(folder, clock, 2).commitment_number == "EJ-2026-77"
    assert page.missing.model.rowCount() == 1  # the hospital has nothing left to say
    message = hands.application.window.bar.message
    assert message is not None
    press(hands, "Annuler")
    assert stored(folder, clock, 2).commitment_number is None
    assert page.missing.model.rowCount() == 2


def test_workbook__written_filled_and_taken_up(
    opened: Opener, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, target = furnished(tmp_path / "data", clock, lacking), tmp_path / "demandes.xlsx"
    hands = opened(folder)
    page = missing_page(hands)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(target), ""))
    press(hands, "Enregistrer la liste en classeur…")
    assert target.is_file()
    # Nothing filled in: the workbook changes nothing, and only leaving is offered.
    met = meet_dialog(FilledDialog, lambda _dialog: press(hands, "Fermer"))
    press(hands, "Reprendre un classeur rempli…")
    assert met
    _fill(target, "EJ-9")
    met = meet_dialog(FilledDialog, lambda _dialog: press(hands, "Reprendre"))
    press(hands, "Reprendre un classeur rempli…")
    assert met
    assert stored(folder, clock, 2).commitment_number == "EJ-9"
    assert page.missing.model.rowCount() == 1
    message = hands.application.window.bar.message
    assert message is not None
    assert message.text


def _fill(path: Path, commitment: str) -> None:
    """Write a commitment number into the row of the hospital's draft."""
    book = load_workbook(path)
    sheet = book.active
    assert sheet is not None
    head, *rows = sheet.iter_rows()
    column = [cell.value for cell in head].index(headings()["commitment_number"])
    [row] = [row for row in rows if any("hospitalier" in str(cell.value) for cell in row)]
    row[column].value = commitment
    book.save(path)


def test_draft_without_a_body__leads_to_the_editor(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    def nobody(workspace: Workspace) -> None:
        furnish(workspace)
        draft(workspace, buyer=Party())
        assert missing_data(workspace)

    hands = opened(furnished(tmp_path / "data", clock, nobody))
    missing_page(hands)
    press(hands, "Choisir l'organisme…")
    page = hands.page
    assert isinstance(page, EditorPage)
    assert page.editor is not None
    assert page.editor.draft_id == 1
    assert describe(hands.focus) == "Organisme facturé"


def test_nothing_missing__is_said(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    hands = opened(furnished(tmp_path / "data", clock))
    page = missing_page(hands)
    assert "Rien ne manque" in shown(page.missing)
    assert not page.missing.export.isEnabled()
    assert plain(page.chips["missing"].text()) == "À demander"
