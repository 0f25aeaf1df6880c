"""Two entries of one body made one by keyboard, and taken back."""

from pathlib import Path

from PySide6.QtCore import Qt

from chorus_desk.domain.party import Party
from chorus_desk.gui.dialogs.merge import MergeDialog
from chorus_desk.storage import invoices
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import builders as b
from tests.gui.conftest import Opener
from tests.gui.driving import Hands, meet_dialog
from tests.gui.test_bodies_page import bodies_page, furnished, plain
from tests.stored import draft, furnish

RENNES = "21350238800019"


def billed(workspace: Workspace) -> None:
    furnish(workspace)
    draft(workspace, buyer=Party(siret=b.COMMUNE_SIRET))


def buyer_of(folder: Path, clock: Clock) -> str | None:
    """Return the SIRET that the draft bills."""
    with open_workspace(folder, clock) as workspace:
        stored = invoices.load_invoice(workspace.connection, 1)
    assert stored is not None
    return stored.invoice.buyer.siret


def choose(hands: Hands, dialog: MergeDialog) -> None:
    hands.tab_to(lambda widget: widget is dialog.entry)
    assert not dialog.confirm.isEnabled()
    hands.type("mairie rennes")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert dialog.kept == RENNES
    assert "Commune de Rennes" in plain(dialog.told.text())
    hands.tab_to(lambda widget: widget is dialog.confirm)
    hands.press(Qt.Key.Key_Space)


def test_merge__by_keys_and_back(opened: Opener, tmp_path: Path, clock: Clock) -> None:
    folder = furnished(tmp_path / "data", clock, billed)
    hands = opened(folder)
    page = bodies_page(hands)
    assert page.search.card.siret == b.COMMUNE_SIRET
    met = meet_dialog(MergeDialog, lambda dialog: choose(hands, dialog))
    hands.tab_to_named("Réunir avec une autre fiche…")
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert met
    assert buyer_of(folder, clock) == RENNES
    assert page.search.card.siret == RENNES
    bar = hands.application.window.bar
    assert bar.message is not None
    assert "Un brouillon le facture maintenant." in plain(bar.message.text)
    assert bar.message.act is not None
    bar.message.act()
    hands.settle()
    assert buyer_of(folder, clock) == b.COMMUNE_SIRET
