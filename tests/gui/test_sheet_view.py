"""The view of a sheet: moved in, written in and pointed at by keyboard; large ones do not stutter."""

import time
from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from chorus_desk.formats.any_table.edits import Edit
from chorus_desk.formats.any_table.grid import Grid
from chorus_desk.formats.any_table.reading import understand
from chorus_desk.gui.widgets.sheet_view import SheetView
from chorus_desk.presenters.own_sheets import OwnSheet, own_sheets
from tests.gui.conftest import Opener

HEAD = ["N° facture", "Date", "Client", "Désignation", "Qté", "PU HT", "TVA", "Réf"]
ROW = ["F1", "12/03/2026", "Mairie", "Affiches", 2.0, 50.5, "20 %", "x"]


def sheets(
    *grids: Grid, edits: Sequence[Edit] = (), language: str = "fr"
) -> tuple[OwnSheet, ...]:  # fmt: skip
    return own_sheets(grids, understand(grids), edits, language)


def grid(*rows: Sequence[object], name: str = "Feuil1") -> Grid:
    return Grid(name, [list(row) for row in rows])


@pytest.fixture
def view(opened: Opener, qtbot: QtBot) -> Iterator[SheetView]:
    hands = opened()
    made = SheetView(hands.application.desk, "La feuille")
    made.resize(900, 600)
    made.show()
    yield made
    made.deleteLater()


def press(*keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        popup = QApplication.activePopupWidget()
        widget = popup.findChild(QListView) if popup is not None else QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key, modifier)
        QTest.qWait(5)


def stand(view: SheetView) -> None:
    view.activateWindow()
    view.table.setFocus()
    QTest.qWait(20)


def test_arrows__say_of_each_cell_what_it_was_taken_for(view: SheetView) -> None:
    view.show_sheets(sheets(grid(HEAD, ROW, ["TOTAL", "", "", "", "", 50.5, "", ""])))
    stand(view)
    assert view.place == ("Feuil1", 1, 1)
    assert view.said.text().startswith("Titre d'une colonne")
    press(Qt.Key.Key_Down, *[Qt.Key.Key_Right] * 5)
    assert view.place == ("Feuil1", 2, 6)
    assert view.said.text().startswith("Prix unitaire HT, d'après son titre.")
    assert "F2" in view.table.accessibleDescription()
    press(Qt.Key.Key_Down)
    assert "laissée de côté" in view.said.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_typing__tells_the_cell_and_changes_nothing_itself(view: SheetView, key: Qt.Key) -> None:
    told: list[tuple[object, ...]] = []
    view.edited.connect(lambda *what: told.append(what))
    view.show_sheets(sheets(grid(HEAD, ROW)))
    stand(view)
    press(Qt.Key.Key_Down, *[Qt.Key.Key_Right] * 5, key)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert (editor.text(), editor.accessibleName()) == ("50,5", "Cellule F2")
    press(Qt.Key.Key_Return)  # nothing was changed, so nothing is told
    assert told == []
    press(key)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "51")
    view.show_sheets(sheets(grid(HEAD, ROW)))  # a reading that ends meanwhile takes nothing away
    press(Qt.Key.Key_Return)
    assert told == [("Feuil1", 2, 6, "51")]
    assert view.table.sheet.index(1, 5).data() == "50,5"


def test_typing__over_a_cell_replaces_it_and_delete_empties_it(view: SheetView) -> None:
    told: list[tuple[object, ...]] = []
    view.edited.connect(lambda *what: told.append(what))
    view.show_sheets(sheets(grid(HEAD, ROW)))
    stand(view)
    press(Qt.Key.Key_Down, *[Qt.Key.Key_Right] * 5)
    QTest.keyClick(view.table, Qt.Key.Key_7, Qt.KeyboardModifier.NoModifier)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "7"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    QTest.qWait(20)
    assert told == []
    stand(view)
    press(Qt.Key.Key_Delete)
    assert told == [("Feuil1", 2, 6, "")]
    view.table.sheet.editable = False
    press(Qt.Key.Key_Backspace)
    QTest.keyClick(view.table, Qt.Key.Key_7)
    assert len(told) == 1
    assert QApplication.focusWidget() is view.table


def test_the_list_of_meanings__is_opened_and_chosen_in_by_keyboard(view: SheetView) -> None:
    told: list[tuple[object, ...]] = []
    view.chose.connect(lambda *what: told.append(what))
    view.show_sheets(sheets(grid(HEAD, ROW)))
    stand(view)
    press(*[Qt.Key.Key_Right] * 7)
    assert view.choice.currentText() == "rien\xa0: l'ignorer"
    assert view.choice.accessibleName() == "La colonne «\xa0Réf\xa0»\xa0:"
    press(Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.AltModifier)
    assert QApplication.activePopupWidget() is not None
    press(Qt.Key.Key_Escape)
    QTest.qWait(20)
    assert QApplication.activePopupWidget() is None
    assert QApplication.focusWidget() is view.table  # as after a choice
    press(Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert [(*what[:3], what[3] != "") for what in told] == [("Feuil1", 1, 8, True)]
    QTest.qWait(20)
    assert QApplication.focusWidget() is view.table


def test_sheets__that_are_read_again_stay_where_the_user_is(view: SheetView) -> None:
    first, second = grid(HEAD, ROW, name="Mars"), grid(HEAD, ROW, ROW, name="Avril")
    view.show_sheets(sheets(first, second))
    assert [view.tabs.tabText(i) for i in range(view.tabs.count())] == ["Mars", "Avril"]
    view.go_to("Avril", 3, 6)
    edits = [Edit("Avril", 3, 6, "9")]
    changed = grid(HEAD, ROW, [*ROW[:5], "9", *ROW[6:]], name="Avril")
    view.show_sheets(sheets(first, changed, edits=edits))
    assert view.place == ("Avril", 3, 6)
    assert view.said.text().endswith("votre fichier reste tel quel.")
    view.go_to("Nulle part", 1)
    assert view.place == ("Avril", 3, 6)


def test_a_file_without_a_cell__shows_none_of_the_file_before(view: SheetView) -> None:
    view.show_sheets(sheets(grid(HEAD, ROW)), "un.xlsx")
    assert view.choice.isEnabled()
    view.show_sheets(sheets(grid(), grid(["", None], name="Feuil2")), "vide.xlsx")
    assert (view.table.sheet.rowCount(), view.table.sheet.columnCount()) == (0, 0)
    assert view.place is None
    assert view.said.text() == "Ce fichier est vide."
    assert view.table.accessibleDescription() == "Ce fichier est vide."
    assert not view.choice.isEnabled()
    view.show_sheets(sheets(grid(HEAD, ROW)), "un.xlsx")
    assert view.said.text().startswith("Titre d'une colonne")


def test_labels_without_a_table__are_shown_where_they_were_read(view: SheetView) -> None:
    view.show_sheets(sheets(grid(HEAD, ROW)), "liste.xlsx")
    rows: list[list[object]] = [
        ["Facture"], ["Numéro de facture", "26-01"], ["Date", "09/01/2026"], ["Client", "Mairie de Bourg"],
        ["Montant TTC", 450.0],
    ]  # fmt: skip
    view.show_sheets(sheets(grid(*rows, name="Fiche")), "fiche.xlsx")
    assert view.place == ("Fiche", 2, 2)
    assert view.said.text().startswith("Numéro de facture")
    assert view.choice.currentData() == "number"
    chips = view.table.sheet.picture.cell_chips  # type: ignore[union-attr]
    assert {(2, 2), (3, 2), (4, 2), (5, 2)} == set(chips)


def test_marks__are_told_to_a_screen_reader_and_by_signs(view: SheetView) -> None:
    bad = ["F2", *ROW[1:5], "cher", *ROW[6:]]
    view.show_sheets(sheets(grid(HEAD, ROW, bad, ["Note"])))
    model = view.table.sheet
    spoken = model.index(2, 5).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("F3, cher, «\xa0cher\xa0» n'est pas un nombre")
    assert model.index(2, 5).data(Qt.ItemDataRole.DecorationRole) is not None
    assert "note" in model.index(3, 0).data(Qt.ItemDataRole.ToolTipRole)
    down, role = Qt.Orientation.Vertical, Qt.ItemDataRole.AccessibleDescriptionRole
    assert "n'est pas un nombre" in model.headerData(2, down, role)
    across = Qt.Orientation.Horizontal
    assert model.headerData(5, across, Qt.ItemDataRole.AccessibleTextRole) == (
        "Colonne F\xa0: prix unitaire HT, sûr"
    )
    assert view.place == ("Feuil1", 3, 6)  # it opens at what is wrong


def test_of_several_sheets__one_with_something_wrong_comes_first(view: SheetView) -> None:
    note, good = grid(["Note"], name="Note"), grid(HEAD, ROW, name="Mars")
    bad = grid(HEAD, ROW, ["F2", *ROW[1:5], "cher", *ROW[6:]], name="Avril")
    view.show_sheets(sheets(note, good, bad))
    assert view.place == ("Avril", 3, 6)
    view.show_sheets(sheets(note, good), "un autre")
    assert view.place is not None
    assert view.place[0] == "Mars"


def test_a_sheet_of_600_000_cells__is_shown_and_scrolled_at_once(view: SheetView) -> None:
    wide = [*HEAD, *(f"Colonne {n}" for n in range(52))]
    rows = [[f"F{n}", *ROW[1:], *range(52)] for n in range(10_000)]
    pictures = sheets(grid(wide, *rows))
    start = time.perf_counter()
    view.show_sheets(pictures)
    view.grab()
    assert time.perf_counter() - start < 0.5
    bar = view.table.verticalScrollBar()
    start = time.perf_counter()
    for step in range(20):
        bar.setValue(step * 450)
        view.table.viewport().repaint()
    assert (time.perf_counter() - start) / 20 < 0.05
