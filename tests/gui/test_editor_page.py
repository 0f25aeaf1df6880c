"""The editor by keyboard: typed, checked, undone, kept, issued."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton

from chorus_desk.gui.dialogs.body import BodyDialog
from chorus_desk.gui.pages.editor.page import EditorPage
from chorus_desk.presenters.editor.lines import Cell
from chorus_desk.storage import invoices, rows
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.workspace import open_workspace
from tests import builders as b
from tests.gui.conftest import Opener
from tests.gui.driving import Hands, wait_until
from tests.stored import draft, furnish


def _furnished(folder: Path, clock: Clock, *, drafts: int = 0) -> Path:
    with open_workspace(folder, clock) as workspace:
        furnish(workspace)
        for _ in range(drafts):
            draft(workspace)
    return folder


def _editor(hands: Hands) -> EditorPage:
    page = hands.page
    assert isinstance(page, EditorPage)
    assert page.form is not None
    return page


def _stored(folder: Path, clock: Clock) -> list[invoices.StoredInvoice]:
    with open_workspace(folder, clock) as workspace:
        listed = list(rows.list_invoices(workspace.connection))
        found = [invoices.load_invoice(workspace.connection, row.id) for row in listed]
        return [stored for stored in found if stored is not None]


def answer_next_dialog(button: str) -> None:
    """Press a button of the next dialog by its text, as soon as it is there."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            QTimer.singleShot(10, press)
            return
        buttons = dialog.findChildren(QPushButton)
        next(b for b in buttons if b.text().replace("&", "") == button).click()

    QTimer.singleShot(10, press)


def test_new_invoice__typed_from_body_to_issue(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    folder = _furnished(tmp_path / "data", clock)
    hands = opened(folder)
    hands.control(Qt.Key.Key_N)
    page = _editor(hands)
    assert hands.focus is page.form.body.entry  # type: ignore[union-attr]
    hands.type("bourg")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    editor = page.editor
    assert editor is not None
    assert editor.judged.invoice.buyer.name == "Commune de Bourg-Fictif"
    hands.tab_to_named("Numéro d'engagement")
    hands.type("BC-7")
    hands.tab_to_named("Date de la prestation")
    hands.type("20/11")
    hands.tab_to_named("Lignes de la facture")
    hands.type("Affiche")
    hands.tab()
    hands.type("2")
    hands.tab()
    hands.tab()
    hands.type("150,50")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    [line] = editor.sheet.invoice.lines
    assert (line.description, line.quantity, line.unit_price) == (
        "Affiche", Decimal(2), Decimal("150.50"),
    )  # fmt: skip
    assert editor.issuable, [r.text for r in editor.remarks]
    wait_until(lambda: page.view.page_count == 1)
    answer_next_dialog("Émettre")
    hands.control(Qt.Key.Key_Return)
    wait_until(lambda: hands.application.navigator.current == "invoices")
    hands.settle()
    [stored] = _stored(folder, clock)
    assert stored.issued
    assert stored.invoice.number == "2026-0001"
    assert stored.invoice.delivery_date == date(2026, 11, 20)
    message = hands.application.window.bar.message
    assert message is not None
    assert "2026-0001" in message.text


def test_typing__is_kept_by_itself(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    folder = _furnished(tmp_path / "data", clock)
    hands = opened(folder)
    hands.control(Qt.Key.Key_N)
    page = _editor(hands)
    hands.tab_to_named("Numéro d'engagement")
    hands.type("BC-9")
    hands.tab_to_named("Date de la prestation")
    hands.type("32/13")
    wait_until(lambda: page.editor is not None and not page.editor.unsaved, "kept")
    [stored] = _stored(folder, clock)
    assert stored.invoice.commitment_number == "BC-9"
    hands.application.navigator.go("invoices")
    hands.settle()
    hands.application.navigator.ways.edit(stored.id)
    hands.settle()
    page = _editor(hands)
    assert page.editor is not None
    assert page.editor.text("delivery_date") == "32/13"
    assert "32/13" in page.form.rows["delivery_date"].remark  # type: ignore[union-attr]


def test_untouched_new_invoice__leaves_nothing(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    folder = _furnished(tmp_path / "data", clock)
    hands = opened(folder)
    hands.control(Qt.Key.Key_N)
    hands.control(Qt.Key.Key_2)
    assert _stored(folder, clock) == []


def test_undo__of_everything(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    folder = _furnished(tmp_path / "data", clock, drafts=1)
    hands = opened(folder)
    hands.application.navigator.ways.edit(1)
    hands.settle()
    page = _editor(hands)
    editor = page.editor
    assert editor is not None
    before = editor.sheet
    hands.tab_to_named("Lignes de la facture") if hands.focus is not page.form.grid else None  # type: ignore[union-attr]
    QGuiApplication.clipboard().setText("Pose\t3\theure\t45,00\nDépose\t1\tforfait\t1 200,50\n")
    page.form.grid.go_to(1, 0, edit=False)  # type: ignore[union-attr]
    hands.control(Qt.Key.Key_V)
    assert [line.description for line in editor.sheet.invoice.lines] == [
        "Affiche",
        "Pose",
        "Dépose",
    ]
    hands.press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert [line.description for line in editor.sheet.invoice.lines] == ["Affiche", "Dépose"]
    hands.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [line.description for line in editor.sheet.invoice.lines] == ["Dépose", "Affiche"]
    for _ in range(3):
        hands.control(Qt.Key.Key_Z)
    assert editor.sheet == before
    assert not editor.can_undo
    for _ in range(3):
        hands.control(Qt.Key.Key_Z, shift=True)
    assert [line.description for line in editor.sheet.invoice.lines] == ["Dépose", "Affiche"]


def test_undo__while_typing_in_a_field(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    folder = _furnished(tmp_path / "data", clock, drafts=1)
    hands = opened(folder)
    hands.application.navigator.ways.edit(1)
    hands.settle()
    page = _editor(hands)
    control = page.form.rows["contract_number"].control  # type: ignore[union-attr]
    control.setFocus()
    hands.type("M-41")
    hands.control(Qt.Key.Key_Z)
    assert page.editor is not None
    assert page.editor.text("contract_number") == ""
    assert isinstance(control, QLineEdit)
    assert control.text() == ""


def test_draft_changed_elsewhere__is_kept_apart(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    folder = _furnished(tmp_path / "data", clock, drafts=1)
    hands = opened(folder)
    hands.application.navigator.ways.edit(1)
    hands.settle()
    with open_workspace(folder, clock) as other:
        other.connection.execute("UPDATE invoices SET revision = revision + 1")
    page = _editor(hands)
    page.form.rows["contract_number"].control.setFocus()  # type: ignore[union-attr]
    hands.type("M-42")
    wait_until(lambda: hands.application.window.bar.message is not None)
    message = hands.application.window.bar.message
    assert message is not None
    assert message.act is not None
    message.act()
    hands.settle()
    assert sorted(s.invoice.contract_number or "" for s in _stored(folder, clock)) == ["", "M-42"]


def test_body__unknown_is_added_on_the_spot_then_mended(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    folder = _furnished(tmp_path / "data", clock)
    hands = opened(folder)
    hands.control(Qt.Key.Key_N)
    page = _editor(hands)
    hands.type("Mairie de Nulle-Part")
    _fill_next_body({"siret": "21990001600029", "city": "Nulle-Part"})
    hands.tab_to_named("Nouvel organisme…")
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    editor = page.editor
    assert editor is not None
    assert editor.judged.invoice.buyer.name == "Mairie de Nulle-Part"
    assert editor.judged.body is not None
    assert editor.judged.body.requires is None
    _fill_next_body({"services": "VOIRIE Direction des routes *"}, requires="service")
    hands.tab_to_named("Modifier l'organisme…")
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    wait_until(lambda: editor.demands.service, "what it asks")
    assert page.form is not None
    assert "demandé" in page.form.rows["buyer.service_code"].title
    editor.edit("buyer.service_code", "VOIRIE")
    assert editor.demands.commitment


def _fill_next_body(texts: dict[str, str], requires: str | None = None) -> None:
    """Type into the fields of the next dialog and accept it."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, BodyDialog):
            QTimer.singleShot(10, fill)
            return
        for name, text in texts.items():
            control = getattr(dialog, name)
            control.setPlainText(text) if name == "services" else control.setText(text)
        if requires is not None:
            dialog.requires.setCurrentIndex(dialog.requires.findData(requires))
        dialog.findChildren(QPushButton)[0].click()

    QTimer.singleShot(10, fill)


@pytest.mark.parametrize(
    ("framework", "shown"),
    [("A9", "A9 – Facture d'un sous-traitant en paiement direct"), (None, ""),
     ("S1", "S1 – Facture de services")],
)  # fmt: skip
def test_framework__of_the_other_circuit_is_shown_and_none_is_made_up(
    opened: Opener, tmp_path: Path, clock: Clock, framework: str | None, shown: str
) -> None:
    folder = tmp_path / "data"
    with open_workspace(folder, clock) as workspace:
        furnish(workspace, seller=b.seller(circuit="reform"))
        draft(workspace, billing_framework=framework)
    hands = opened(folder)
    hands.application.navigator.ways.edit(1)
    hands.settle()
    form = _editor(hands).form
    assert form is not None
    assert form.framework.currentText() == shown


def test_files__are_joined_seen_removed_and_undone_by_keyboard(
    opened: Opener, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _furnished(tmp_path / "data", clock)
    for name in ("plan.pdf", "lettre.docx"):
        (tmp_path / name).write_bytes(b"%PDF-1.4 " + b"x" * 2_000)
    paths = [str(tmp_path / name) for name in ("plan.pdf", "lettre.docx")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (paths, ""))
    hands = opened(folder)
    hands.control(Qt.Key.Key_N)
    page = _editor(hands)
    form = page.form
    assert form is not None
    hands.tab_to_named("Joindre des fichiers…")
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    files = form.enclosures.files
    shown = [files.item(row).text() for row in range(files.count())]
    assert shown == ["plan.pdf – 2\u00a0ko", "lettre.docx – 2\u00a0ko"]
    page.go_to("attachments")
    assert hands.focus is files
    hands.tab()
    assert "lettre.docx" in form.rows["attachments"].remark
    files.setFocus()
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Delete)
    hands.settle()
    editor = page.editor
    assert editor is not None
    assert [item.file_name for item in editor.sheet.invoice.attachments] == ["plan.pdf"]
    hands.control(Qt.Key.Key_Z)
    assert files.count() == 2
    wait_until(lambda: not editor.unsaved, "kept")
    [stored] = _stored(folder, clock)
    assert [len(item.content or b"") for item in stored.invoice.attachments] == [2_009, 2_009]


def test_discount_and_payee__are_typed_behind_their_button(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(_furnished(tmp_path / "data", clock))
    hands.control(Qt.Key.Key_N)
    page = _editor(hands)
    form, editor = page.form, page.editor
    assert form is not None
    assert editor is not None
    editor.choose_body(b.commune())
    editor.edit("delivery_date", "20/11")
    for cell, text in ((Cell.DESCRIPTION, "Affiche"), (Cell.QUANTITY, "2"), (Cell.PRICE, "150")):
        editor.edit_cell(0, cell, text)
    page.refresh(everything=True)
    assert not form.rows["allowances[0].amount"].isVisible()
    hands.tab_to_named("Remise globale, frais, paiement à un tiers")
    hands.press(Qt.Key.Key_Space)
    hands.tab_to_named("Remise globale HT")
    hands.type("20")
    hands.tab_to_named("Payée à")
    hands.type("Affactureur")
    hands.settle()
    assert editor.judged.invoice.allowances[0].vat_category == "E"
    assert editor.sheet.invoice.payee is not None
    # The money would go to the payee: the own account is not filled in for theirs.
    assert any(remark.place == "payment.iban" for remark in editor.remarks)
    page.go_to("payment.iban")
    hands.type("FR1420041010050500013M02606")
    hands.settle()
    assert editor.issuable, [remark.text for remark in editor.remarks]
