"""Invoices sent elsewhere in the list, by keyboard: found, followed, taken out and put back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii
from chorus_desk.gui.pages.invoices.page import InvoicesPage
from chorus_desk.presenters.actions import Act
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.find_invoices import Query, find_invoices
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import builders as b
from tests.gui.driving import Hands
from tests.stored import draft, furnish, past


@pytest.fixture
def hands(folder: Path, clock: Clock, opened: Callable[..., Hands]) -> Hands:
    """The list with a draft and two invoices sent elsewhere; those are shown, one is chosen."""
    with open_workspace(folder, clock) as workspace:
        draft(workspace)
        for number in ("F25-1", "F25-2"):
            past(workspace, number)
    made: Hands = opened(folder)
    made.settle()
    page = list_of(made)
    page.filter_by("elsewhere")
    made.settle()
    page.table.setFocus()
    page.table.selectRow(0)
    made.settle()
    return made


def list_of(hands: Hands) -> InvoicesPage:
    page = hands.page
    assert isinstance(page, InvoicesPage)
    return page


def ask(hands: Hands, question: Callable[[Workspace], object]) -> object:
    answers: list[object] = []
    hands.application.desk.run(question, answers.append)
    hands.settle()
    return answers[0]


def counts(hands: Hands) -> object:
    return ask(hands, lambda workspace: dict(find_invoices(workspace, Query()).by_status))


def told(hands: Hands) -> str:
    message = hands.application.window.bar.message
    return message.text.replace("\xa0", " ") if message else ""


def test_filter__shows_those_sent_elsewhere_alone(hands: Hands) -> None:
    page = list_of(hands)
    assert page.model.rowCount() == 2
    assert [page.model.index(row, 1).data() for row in (0, 1)] == ["F25-2", "F25-1"]
    assert page.model.index(0, 0).data() == "Envoyée ailleurs"


def test_strip__offers_what_fits_and_says_why_the_rest_does_not(hands: Hands) -> None:
    page = list_of(hands)
    texts = [button.text() for button in page.strip.findChildren(QPushButton)]
    assert texts[:1] == ["Noter un statut"]
    assert "Retirer de la liste" in texts
    assert not {"Émettre", "Modifier", "Préparer le dépôt", "Exporter"} & set(texts)
    for act in (Act.ISSUE, Act.EDIT, Act.HAND_OVER, Act.EXPORT):
        assert page.refusal(act)
    assert page.refusal(Act.DISCARD) is None


def test_delete_key__takes_one_out_and_the_bar_puts_it_back(hands: Hands) -> None:
    hands.press(Qt.Key.Key_Delete)
    hands.settle()
    assert told(hands) == "1 facture envoyée ailleurs n'est plus suivie."
    assert counts(hands) == {"draft": 1, "elsewhere": 1}
    message = hands.application.window.bar.message
    assert message is not None
    assert message.act is not None
    message.act()
    hands.settle()
    assert counts(hands) == {"draft": 1, "elsewhere": 2}
    assert list_of(hands).model.rowCount() == 2


def test_strip__saves_the_file_that_was_sent_under_its_name(
    folder: Path, clock: Clock, opened: Callable[..., Hands], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    sent = tmp_path / "Ma facture.xml"
    sent.write_bytes(cii.write(b.invoice(number="F25-9"), Circuit.HISTORICAL))
    with open_workspace(folder, clock) as workspace:
        furnish(workspace)
        [item] = import_files(workspace, [sent], past=True).invoices
        assert item.outcome == "draft"
    proposed: list[str] = []

    def save(_parent: object, _title: str, name: str) -> tuple[str, str]:
        proposed.append(name)
        return str(tmp_path / "rendu.xml"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    made: Hands = opened(folder)
    made.settle()
    page = list_of(made)
    page.filter_by("elsewhere")
    made.settle()
    page.table.selectRow(0)
    made.settle()
    named = "Enregistrer Ma facture.xml, Le fichier que vous avez envoyé"
    [button] = [each for each in page.strip.findChildren(QPushButton)
                if each.accessibleName() == named]  # fmt: skip
    button.click()
    made.settle()
    assert proposed == ["Ma facture.xml"]
    assert (tmp_path / "rendu.xml").read_bytes() == sent.read_bytes()
    assert told(made) == "« rendu.xml » est enregistré."
