"""The price list by keyboard: offered while a line is typed, and corrected in its own dialog."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.gui.dialogs.price_list import PriceListDialog
from chorus_desk.gui.pages.editor.page import EditorPage
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.catalogue import keep_item, list_items
from chorus_desk.usecases.workspace import open_workspace
from tests import builders as b
from tests.gui.conftest import Opener
from tests.gui.driving import meet_dialog, wait_until
from tests.stored import furnish

D = Decimal
ITEMS = (
    CatalogueItem(description="Affiche A1", reference="A1", unit="C62", unit_price=D("12.50"),
                  vat_category="S", vat_rate=D(20)),
    CatalogueItem(description="Pose d'affiche", unit="HUR", unit_price=D(45), vat_category="S",
                  vat_rate=D("5.5")),
    CatalogueItem(description="Dessin", unit_price=D(300)),
)  # fmt: skip


def furnished(folder: Path, clock: Clock) -> Path:
    with open_workspace(folder, clock) as workspace:
        furnish(workspace, seller=b.vat_seller())
        for item in ITEMS:
            keep_item(workspace, item)
    return folder


def kept(folder: Path, clock: Clock) -> list[tuple[str, Decimal]]:
    with open_workspace(folder, clock) as workspace:
        return [(item.description, item.unit_price) for item in list_items(workspace)]


def test_a_line__is_filled_from_what_is_offered(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(furnished(tmp_path / "data", clock))
    hands.control(Qt.Key.Key_N)
    page = hands.page
    assert isinstance(page, EditorPage)
    editor = page.editor
    assert editor is not None
    hands.tab_to_named("Lignes de la facture")
    hands.type("pose")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    [line] = editor.sheet.invoice.lines
    assert (line.description, line.unit, line.unit_price) == ("Pose d'affiche", "HUR", D(45))
    assert (line.vat_category, line.vat_rate, line.quantity) == ("S", D("5.5"), None)
    hands.tab()
    hands.type("2")
    hands.press(Qt.Key.Key_Return)
    hands.type("AFFICHE A")
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    hands.tab()
    hands.settle()
    lines = editor.sheet.invoice.lines
    assert [(x.description, x.quantity) for x in lines] == [
        ("Pose d'affiche", D(2)), ("Affiche A1", None),
    ]  # fmt: skip
    hands.press(Qt.Key.Key_Escape)
    hands.control(Qt.Key.Key_Z)
    hands.settle()
    assert [x.description for x in editor.sheet.invoice.lines] == ["Pose d'affiche", "AFFICHE A"]


def test_what_is_typed__stays_where_nothing_is_taken(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(furnished(tmp_path / "data", clock))
    hands.control(Qt.Key.Key_N)
    page = hands.page
    assert isinstance(page, EditorPage)
    assert page.editor is not None
    hands.tab_to_named("Lignes de la facture")
    hands.type("affiche")
    hands.tab()
    hands.settle()
    [line] = page.editor.sheet.invoice.lines
    assert (line.description, line.unit_price) == ("affiche", None)


def test_price_list__is_searched_corrected_and_thinned_out(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    folder = furnished(tmp_path / "data", clock)
    hands = opened(folder)
    seen: list[str] = []

    def work(dialog: PriceListDialog) -> None:
        dialog.search.setText("dessin")
        dialog.search.textEdited.emit("dessin")
        assert dialog.table.model().rowCount() == 1
        dialog.price.setText("cher")
        dialog.save.click()
        seen.append(dialog._rows["price"].remark)
        dialog.price.setText("310,5")
        dialog.save.click()
        wait_until(dialog.new.isEnabled)
        dialog.new.click()
        dialog.description.setText("Visite")
        dialog.reference.setText("a1")
        dialog.price.setText("20")
        dialog.save.click()
        wait_until(lambda: bool(dialog._rows["reference"].remark))
        seen.append(dialog._rows["reference"].remark)
        dialog.reference.setText("V1")
        dialog.save.click()
        wait_until(dialog.new.isEnabled)
        dialog.search.setText("pose")
        dialog.search.textEdited.emit("pose")
        dialog.delete.click()
        wait_until(dialog.new.isEnabled)

    met = meet_dialog(PriceListDialog, work)
    hands.control(Qt.Key.Key_P, shift=True)
    wait_until(lambda: met and not met[0].isVisible())
    assert "prix hors taxe" in seen[0]
    assert "déjà celle de" in seen[1]
    assert kept(folder, clock) == [
        ("Affiche A1", D("12.50")), ("Dessin", D("310.5")), ("Visite", D(20)),
    ]  # fmt: skip
