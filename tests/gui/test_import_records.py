"""Customers, prices, statuses on the import page, by keyboard: shown, corrected, kept, undone."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from chorus_desk.gui.pages.importing.page import ImportPage
from chorus_desk.gui.pages.importing.records_view import RecordsView
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.catalogue import list_items
from chorus_desk.usecases.follow import list_all
from chorus_desk.usecases.known_bodies import known_body
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests.gui.conftest import Opener
from tests.gui.driving import Hands, describe
from tests.stored import furnish, issued
from tests.unit.usecases.records import tables

D = Decimal


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    made = tmp_path / "data"
    with open_workspace(made, clock) as workspace:
        furnish(workspace)
        for _ in range(4):
            issued(workspace)
    return made


def kept(folder: Path, clock: Clock, ask: Callable[[Workspace], object]) -> object:
    with open_workspace(folder, clock) as workspace:
        return ask(workspace)


def brought(hands: Hands, *paths: Path) -> ImportPage:
    hands.application.navigator.ways.import_files(paths)
    hands.settle()
    page = hands.page
    assert isinstance(page, ImportPage)
    return page


def view_of(page: ImportPage) -> RecordsView:
    assert page._stack.currentWidget() is page.records
    return page.records


def rows_of(view: RecordsView) -> list[tuple[int, str]]:
    return [(item.row, item.outcome) for item in view.model.items]


def test_reasons__stand_whole_in_their_rows(opened: Opener, folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "clients.csv"
    rows = ("Nom;SIRET;Adresse", "École du Lac;21010003800013;4 chemin du Lac",
            "Lac;21990002400015;1 place de l'Église")  # fmt: skip
    table.write_text("\n".join(rows), encoding="utf-8")
    hands = opened(folder)
    hands.application.window.resize(1240, 800)
    view = view_of(brought(hands, table))
    hands.settle()
    refused, new = (view.table.rowHeight(row) for row in range(2))
    reason = view.model.index(0, 3).data()
    width = view.table.fontMetrics().horizontalAdvance(reason)
    lines = width // view.table.columnWidth(3) + 1
    assert lines > 1
    assert refused >= new + (lines - 1) * view.table.fontMetrics().height() // 2
    assert view.table.horizontalScrollBar().maximum() == 0


def test_prices__are_shown_corrected_kept_and_undone(
    opened: Opener, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    table = tmp_path / "tarif.csv"
    table.write_text(
        "Réf;Désignation;PU HT;Autre\nA1;Affiche;12,50;30\nV1;Visite;sur devis;40\n",
        encoding="utf-8",
    )
    hands = opened(folder)
    view = view_of(brought(hands, table))
    assert rows_of(view) == [(2, "new"), (3, "refused")]
    assert "contient un tarif : 1 nouveau, 1 refusé" in view.said.text().replace("\xa0", " ")
    assert hands.focus is view.buttons[0]
    assert view.buttons[0].text() == "Importer 1 ligne"
    # The cell is mended by typing over it: the sheet stands at the row that is refused.
    hands.tab_to_named("La feuille du fichier")
    assert view.sheets.place == ("tarif.csv", 3, 1)
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Return)
    hands.control(Qt.Key.Key_A)
    hands.type("20")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert rows_of(view) == [(2, "new"), (3, "new")]
    # Another column is the price: chosen from the list below the sheet.
    view.sheets.table.setFocus()
    hands.press(Qt.Key.Key_Right)
    assert view.sheets.place == ("tarif.csv", 3, 4)
    view.sheets.open_choices()
    view.sheets.choice.setCurrentIndex(view.sheets.choice.findData("unit_price"))
    view.sheets.choice.activated.emit(view.sheets.choice.currentIndex())
    view.sheets.choice.hidePopup()
    hands.settle()
    hands.tab_to(lambda widget: widget is view.buttons[0])
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert kept(folder, clock, lambda w: [(i.reference, i.unit_price) for i in list_items(w)]) == [
        ("A1", D(30)), ("V1", D(40)),
    ]  # fmt: skip
    assert [button.text() for button in view.buttons] == [
        "Voir le tarif", "Annuler cet import", "Importer autre chose",
    ]  # fmt: skip
    view.buttons[1].setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert kept(folder, clock, list_items) == ()
    message = hands.application.window.bar.message
    assert message is not None
    assert "2 fiches remises comme avant" in message.text.replace("\xa0", " ")
    # What was said of the column is used again.
    view = view_of(brought(hands, table))
    assert [item.outcome for item in view.model.items] == ["new", "new"]


def test_bodies__are_kept_and_taken_for_something_else(
    opened: Opener, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(folder, language="en")
    page = brought(hands, tables.CUSTOMERS.write(tmp_path))
    view = view_of(page)
    assert [outcome for _, outcome in rows_of(view)] == [
        outcome for _, outcome, _ in tables.CUSTOMERS.rows
    ]
    assert "contains customers" in view.said.text()
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    body = kept(folder, clock, lambda workspace: known_body(workspace, tables.NEW_SIRET))
    assert body is not None
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert hands.application.navigator.current == "bodies"
    hands.application.navigator.go("import")
    view = view_of(brought(hands, tables.CUSTOMERS.write(tmp_path)))
    hands.tab_to(lambda widget: widget is view.kind)
    view.kind.setCurrentIndex(view.kind.findData("statuses"))
    view.kind.activated.emit(view.kind.currentIndex())
    hands.settle()
    assert rows_of(view) == []
    assert "does not see where to find" in view.said.text()
    view.kind.setCurrentIndex(view.kind.findData("invoices"))
    view.kind.activated.emit(view.kind.currentIndex())
    hands.settle()
    assert page._stack.currentWidget() is not page.records


def test_statuses__are_kept_and_said_not_to_be_undone(
    opened: Opener, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(folder)
    view = view_of(brought(hands, tables.RECEIPTS.write(tmp_path)))
    assert "ne pourra pas être annulé" in view.hint.text()
    # Going down the rows leads through the sheet.
    hands.tab_to(lambda widget: widget is view.table)
    for _ in range(3):
        hands.press(Qt.Key.Key_Down)
    place = view.sheets.place
    assert place is not None
    assert place[1] == view.model.items[view.table.currentIndex().row()].row
    view.buttons[0].setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    told = kept(folder, clock, lambda w: {row.row.number: row.status for row in list_all(w)})
    assert told == {
        "2026-0001": "paid", "2026-0002": "issued", "2026-0003": "issued", "2026-0004": "issued",
    }  # fmt: skip
    assert "Annuler cet import" not in [button.text() for button in view.buttons]


def test_refused_rows__are_saved_to_be_mended(
    opened: Opener, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = opened(folder)
    view = view_of(brought(hands, tables.CUSTOMERS.write(tmp_path)))
    target = tmp_path / "à corriger"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    hands.tab_to(lambda widget: "lignes refusées" in describe(widget))
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    view = view_of(brought(hands, target.with_suffix(".xlsx")))
    assert [outcome for _, outcome in rows_of(view)] == ["refused"] * 3


def test_files_of_several_kinds__are_told_apart(
    opened: Opener, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    invoices = tmp_path / "factures.csv"
    invoices.write_text(
        "N° facture;Date;Client;Désignation;Qté;PU HT;TVA\nA-1;12/11/2026;Mairie;Affiches;2;150;0\n",
        encoding="utf-8",
    )
    hands = opened(folder)
    page = brought(hands, tables.TARIFF.write(tmp_path), invoices)
    assert page._stack.currentWidget() is page.report
    message = hands.application.window.bar.message
    assert message is not None
    assert "« tarif.csv » contient un tarif : à importer à part" in message.text.replace(
        "\xa0", " "
    )


def test_a_table_taken_as_invoices__stays_so_when_it_is_corrected(
    opened: Opener, folder: Path, tmp_path: Path
) -> None:
    hands = opened(folder)
    page = brought(hands, tables.TARIFF.write(tmp_path))
    view = view_of(page)
    view.kind.setCurrentIndex(view.kind.findData("invoices"))
    view.kind.activated.emit(view.kind.currentIndex())
    hands.settle()
    page._look_again()
    hands.settle()
    assert page._stack.currentWidget() is not page.records


def test_a_file_that_cannot_be_read__leads_back_to_the_start(
    opened: Opener, folder: Path, tmp_path: Path
) -> None:
    hands = opened(folder)
    path = tables.TARIFF.write(tmp_path)
    page = brought(hands, path)
    view = view_of(page)
    path.unlink()
    view.kind.setCurrentIndex(view.kind.findData("bodies"))
    view.kind.activated.emit(view.kind.currentIndex())
    hands.settle()
    message = hands.application.window.bar.message
    assert message is not None
    assert "n'existe pas" in message.text
