"""The wizard of the import, by keyboard: a list, a form, months, bad rows mended here or elsewhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from screen_tables import write_tables

from chorus_desk.gui.pages.importing.page import ImportPage
from chorus_desk.gui.pages.importing.readings import ReadingsButton
from chorus_desk.gui.pages.importing.state import Stage
from chorus_desk.gui.widgets.sheet_view import SheetView
from chorus_desk.usecases.importing.mappings import KeptMappings, kept_mappings, mapping_names
from chorus_desk.usecases.workspace import Workspace
from tests.gui.conftest import Opener
from tests.gui.driving import Hands

ALT = Qt.KeyboardModifier.AltModifier


class Person:
    """Somebody at the keyboard, with tables of their own."""

    def __init__(self, hands: Hands, tables: Path) -> None:
        self.application, self._hands, self.tables = hands.application, hands, tables
        self.settle, self.press = hands.settle, hands.press_all
        self.told: list[str] = []
        self.application.desk.told.connect(lambda message: self.told.append(message.text))

    @property
    def page(self) -> ImportPage:
        page = self.application.window.current
        assert isinstance(page, ImportPage)
        return page

    @property
    def sheets(self) -> SheetView:
        return self.page.report.tables.sheets

    @property
    def readings(self) -> ReadingsButton:
        return self.page.report.tables.readings

    @property
    def said(self) -> str:
        return self.page.report.said.text().replace("\xa0", " ")

    def open(self, *names: str) -> None:
        paths = [self.tables / name for name in names]
        self.application.navigator.ways.import_files(paths)
        self.settle()
        assert self.page.report.tables.isVisible()

    def walk_to(self, row: int, column: int) -> None:
        """Walk to a cell of the sheet by arrow keys."""
        self.sheets.table.setFocus()
        place = self.sheets.place
        assert place is not None
        down, right = row - place[1], column - place[2]
        self.press(*[Qt.Key.Key_Down if down > 0 else Qt.Key.Key_Up] * abs(down))
        self.press(*[Qt.Key.Key_Right if right > 0 else Qt.Key.Key_Left] * abs(right))
        assert self.sheets.place == (place[0], row, column)

    def point(self, meaning: str) -> None:
        """Open the list of meanings and choose one by arrow keys."""
        self._hands.press(Qt.Key.Key_Down, ALT)
        assert QApplication.activePopupWidget() is not None
        choice = self.sheets.choice
        wanted = choice.findText(meaning, Qt.MatchFlag.MatchStartsWith)
        assert wanted >= 0
        steps = wanted - choice.currentIndex()
        self.press(*[Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up] * abs(steps))
        self.press(Qt.Key.Key_Return)

    def write(self, text: str) -> None:
        """Write in the current cell."""
        self.press(Qt.Key.Key_Return)
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        self._hands.type(text)
        self.press(Qt.Key.Key_Return)

    def ask(self, work: Callable[[Workspace], object]) -> object:
        found: list[object] = []
        self.application.desk.run(work, found.append)
        self.settle()
        return found[0]

    def drafts(self) -> list[tuple[str, str]]:
        model = self.page.report.model
        return [(model.item(row).number or "", model.item(row).outcome)
                for row in range(model.rowCount())]  # fmt: skip


@pytest.fixture
def person(opened: Opener, folder: Path, tmp_path: Path) -> Person:
    tables = tmp_path / "tableaux"
    tables.mkdir()
    write_tables(tables)
    return Person(opened(folder), tables)


def test_a_list__is_corrected_by_pointing_and_its_drafts_follow(person: Person) -> None:
    person.open("travaux.xlsx")
    chips = person.sheets.table.sheet.picture.chips  # type: ignore[union-attr]
    assert chips[7].text == "ignorée"
    before = person.page.report.model.item(0).findings
    person.walk_to(4, 7)
    assert person.sheets.said.text() == "Cette colonne est ignorée."
    person.point("quanti")
    assert person.sheets.place == ("Travaux", 4, 7)
    assert QApplication.focusWidget() is person.sheets.table
    assert person.sheets.said.text() == "Quantité, parce que vous l'avez dit."
    assert person.page.report.model.item(0).findings != before
    assert "1 facture" in person.page.report.totals.said.text()
    assert "T26-004" in person.page.report.totals.said.text()
    person.page.report.buttons[0].setFocus()
    person.press(Qt.Key.Key_Space)
    assert "6 brouillons importés" in person.said
    assert person.said.endswith("qui ont les mêmes titres.")
    # The next file of that shape is read so without a word, and one may forget it.
    person.open("travaux-illisibles.xlsx")
    notice = person.page.report.tables.forget
    assert notice.isVisible()
    person.walk_to(4, 7)
    assert person.sheets.said.text() == "Quantité, d'après la lecture gardée de ce tableau."
    notice.setFocus()
    person.press(Qt.Key.Key_Space)
    assert not notice.isVisible()
    kept = person.ask(lambda workspace: kept_mappings(workspace.folder).mappings)
    assert kept == ()


def test_a_guess__is_confirmed_by_choosing_it(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "devinette.csv"
    path.write_text(
        "N° facture;Date;Désignation;Qté;Prix HT de la pièce\nA-1;03/11/2026;Affiches;2;50\n",
        "utf-8",
    )
    person.tables = tmp_path
    person.open("devinette.csv")
    person.walk_to(2, 5)
    assert "à vérifier" in person.sheets.table.sheet.picture.chips[5].spoken  # type: ignore[union-attr]
    person.point("prix unitaire HT")
    assert person.sheets.table.sheet.picture.chips[5].sure == "choisi par vous"  # type: ignore[union-attr]
    assert person.readings.undo.isEnabled()


def test_corrections__are_taken_back_one_by_one(person: Person) -> None:
    person.open("travaux.xlsx")
    assert not person.readings.undo.isEnabled()
    person.walk_to(4, 7)
    person.point("quanti")
    person.walk_to(4, 1)
    person.write("T26-900")
    assert person.drafts()[0][0] == "T26-900"
    person.readings.undo.trigger()
    person.settle()
    assert person.drafts()[0][0] == "T26-001"
    window = person.application.window
    window.run_command("redo")
    person.settle()
    assert person.drafts()[0][0] == "T26-900"
    for _ in range(2):
        assert window._actions["undo"].isEnabled()
        window.run_command("undo")
        person.settle()
    assert not window._actions["undo"].isEnabled()
    chips = person.sheets.table.sheet.picture.chips  # type: ignore[union-attr]
    assert chips[7].text == "ignorée"
    assert not person.readings.undo.isEnabled()


def test_a_form__is_told_cell_by_cell(person: Person) -> None:
    person.open("facture-17.xlsx")
    picture = person.sheets.table.sheet.picture
    assert picture is not None
    assert picture.cell_chips[5, 2].text == "organisme"
    assert not picture.chips
    person.walk_to(3, 2)
    assert person.sheets.said.text() == "Rien n'est lu à cet endroit."
    person.point("numéro d'e")
    picture = person.sheets.table.sheet.picture
    assert picture is not None
    assert picture.cell_chips[3, 2].text == "numéro d'engagement"
    person.page.report.buttons[0].setFocus()
    person.press(Qt.Key.Key_Space)
    assert person.application.states.importing.stage is Stage.RESULT
    found = person.ask(lambda workspace: kept_mappings(workspace.folder))
    assert isinstance(found, KeptMappings)
    (kept,) = found.mappings
    assert [(c.row, c.column, c.meaning) for c in kept.cells] == [(3, 2, "commitment_number")]


def test_heads_and_lines_of_two_files__are_sheets_of_one_table(
    person: Person, tmp_path: Path
) -> None:
    (tmp_path / "factures.csv").write_text(
        "Numéro;Date;Client\nA-1;03/11/2026;Mairie de Lac\nA-2;03/11/2026;\n", "utf-8"
    )
    (tmp_path / "lignes.csv").write_text(
        "Numéro;Désignation;Qté;PU HT\nA-1;Affiches;2;50\nA-2;Pose;1;20\n", "utf-8"
    )
    person.tables = tmp_path
    person.open("factures.csv", "lignes.csv")
    tabs = person.sheets.tabs
    assert [tabs.tabText(i) for i in range(tabs.count())] == ["lignes.csv", "factures.csv"]
    assert person.drafts() == [("A-1", "draft"), ("A-2", "draft")]
    tabs.setCurrentIndex(1)
    person.walk_to(3, 3)
    person.write("Commune de Lac")
    items = [person.page.report.model.item(row) for row in range(2)]
    assert [item.buyer for item in items] == ["Mairie de Lac", "Commune de Lac"]
    person.page.report.buttons[0].setFocus()
    person.press(Qt.Key.Key_Space)
    assert "2 brouillons importés" in person.said


def test_months__are_tabs_and_a_sheet_is_left_aside(person: Person) -> None:
    person.open("mois.xlsx")
    tabs = person.sheets.tabs
    assert [tabs.tabText(i) for i in range(tabs.count())] == [
        "Septembre 2026", "Octobre 2026", "Novembre 2026", "Tarifs",
    ]  # fmt: skip
    assert len(person.drafts()) == 12
    tabs.setFocus()
    person.press(Qt.Key.Key_Right)
    assert person.sheets.place is not None
    assert person.sheets.place[0] == "Octobre 2026"
    assert person.readings.leave.text() == "Laisser cette feuille de côté"
    person.readings.leave.trigger()
    person.settle()
    assert len(person.drafts()) == 8
    assert person.readings.leave.text() == "Prendre en compte cette feuille"
    assert "vous l'avez demandé" in person.sheets.said.text()
    person.readings.leave.trigger()
    person.settle()
    assert len(person.drafts()) == 12
    person.sheets.go_to("Tarifs", 1, 1)
    assert person.sheets.said.text().startswith("Aucun tableau n'a été reconnu")


def test_a_draft__leads_to_its_row_in_the_sheet(person: Person) -> None:
    person.open("mois.xlsx")
    person.page.report.table.setFocus()
    person.press(*[Qt.Key.Key_Down] * 4)
    place = person.sheets.place
    assert place is not None
    assert place[:2] == ("Octobre 2026", 5)
    assert QApplication.focusWidget() is person.page.report.table


def test_a_row_of_the_sheet__leads_to_its_draft(person: Person) -> None:
    person.open("mois.xlsx")
    table = person.page.report.table
    person.sheets.go_to("Octobre 2026", 6, 3)
    person.settle()
    assert person.page.report.model.item(table.currentIndex().row()).number == "M10-3"
    assert person.page.report.remarks.accessibleName().startswith("M10-3")
    person.walk_to(3, 3)  # above all rows of the sheet there is no other draft to lead to
    assert person.page.report.model.item(table.currentIndex().row()).number == "M10-1"
    person.page.report.buttons[0].click()
    person.settle()
    assert person.application.states.importing.stage is Stage.RESULT


def test_drafts__show_number_amount_and_body_beside_the_sheet(person: Person) -> None:
    person.application.window.resize(1240, 800)
    person.application.states.importing.past = True  # the longest outcome
    person.open("travaux.xlsx")
    table = person.page.report.table
    assert table.horizontalScrollBar().maximum() == 0
    text = table.fontMetrics().horizontalAdvance("Envoyée ailleurs")
    assert table.columnWidth(0) > text + 35  # an icon and the round ends
    assert table.columnWidth(2) >= 80


def test_what_is_aside__comes_first_again_with_other_files(person: Person) -> None:
    person.open("travaux-illisibles.xlsx")
    report = person.page.report
    report.of_remarks.setChecked(True)
    person.walk_to(4, 7)
    person.point("quanti")
    assert report.of_remarks.isChecked()  # a correction leaves the choice alone
    person.open("travaux-illisibles.xlsx", "mois.xlsx")
    assert report.of_aside.isChecked()
    assert report.aside.isVisible()


def test_bad_rows__lead_to_their_cell_and_are_mended_there(person: Person) -> None:
    person.open("travaux-illisibles.xlsx")
    assert "2 factures sont refusées" in person.said
    aside = person.page.report.aside
    aside.setFocus()
    aside.selectRow(1)
    assert person.page.report.go.isEnabled()
    person.page.report.go.setFocus()
    person.press(Qt.Key.Key_Space)
    assert person.sheets.place == ("Travaux", 7, 2)
    assert QApplication.focusWidget() is person.sheets.table
    assert "n'est pas une date" in person.sheets.said.text()
    person.write("15/11/2026")
    assert "1 facture est refusée" in person.said
    assert person.sheets.said.text().endswith("votre fichier reste tel quel.")
    assert QApplication.focusWidget() is person.sheets.table
    aside.selectRow(0)
    aside.activated.emit(aside.currentIndex())
    assert person.sheets.place == ("Travaux", 5, 8)
    person.write("42,50")
    assert {outcome for _, outcome in person.drafts()} == {"draft"}
    assert not aside.isVisible()


def test_bad_rows__are_saved_mended_elsewhere_and_imported(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "à corriger"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    person.open("travaux-illisibles.xlsx")
    person.page.report.save_unread.setFocus()
    person.press(Qt.Key.Key_Space)
    mended = tmp_path / "à corriger.xlsx"
    assert any("à corriger.xlsx" in text for text in person.told)
    workbook = load_workbook(mended)
    sheet = workbook["Travaux"]
    places = {str(cell.value): cell for row in sheet.iter_rows() for cell in row}
    places["à voir"].value, places["mi-novembre"].value = 42.5, "15/11/2026"
    workbook.save(mended)
    person.application.navigator.ways.import_files([mended])
    person.settle()
    assert person.drafts() == [("T26-002", "draft"), ("T26-004", "draft")]


def test_readings__are_saved_under_a_name_exported_and_opened(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.open("travaux.xlsx")
    person.walk_to(4, 7)
    person.point("quanti")

    def answer(dialog: object) -> int:
        dialog.entry.setText("Mes travaux")  # type: ignore[attr-defined]
        dialog._accept()  # type: ignore[attr-defined]
        return 1

    monkeypatch.setattr("chorus_desk.gui.pages.importing.readings.NameDialog.exec", answer)
    person.readings.save.trigger()
    person.settle()
    assert person.ask(lambda workspace: mapping_names(workspace.folder)) == ("Mes-travaux",)
    exported = tmp_path / "lecture.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(exported), ""))
    person.readings.export.trigger()
    person.settle()
    assert '"Passages" = "quantity"' in exported.read_text(encoding="utf-8")
    changed = exported.read_text(encoding="utf-8").replace('"Chantier" = ""', '"Chantier" = "note"')
    exported.write_text(changed, encoding="utf-8")
    assert person.readings.open.actions()[0].text() == "Mes-travaux"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(exported), ""))
    person.readings.open.actions()[-1].trigger()
    person.settle()
    chips = person.sheets.table.sheet.picture.chips  # type: ignore[union-attr]
    assert chips[11].text == "note"


def test_a_table_nobody_understood__is_shown_and_told_title_by_title(
    person: Person, tmp_path: Path
) -> None:
    path = tmp_path / "quoi.csv"
    path.write_text(
        "Réf;Quand;Quoi;Combien\nA-1;03/11/2026;Affiches;50\nA-2;04/11/2026;Tracts;20\n", "utf-8"
    )
    person.tables = tmp_path
    person.open("quoi.csv")
    assert not person.page.report.buttons[0].isEnabled()
    for column, meaning in enumerate(("numéro de f", "date", "désign", "montant HT"), start=1):
        person.walk_to(1, column)
        person.point(meaning)
    assert person.drafts() == [("A-1", "draft"), ("A-2", "draft")]


def test_a_table_taken_for_invoices__is_told_to_hold_prices_and_back(
    person: Person, tmp_path: Path
) -> None:
    path = tmp_path / "prestations.csv"
    path.write_text("N°;Date;Désignation;Qté;PU HT\n1;03/11/2026;Affiche;1;12,50\n", "utf-8")
    person.tables = tmp_path
    person.open("prestations.csv")
    assert person.drafts() == [("1", "draft")]
    kinds = person.readings.kinds
    assert [action.text() for action in kinds.actions()] == [
        "Des clients", "Un tarif", "Des statuts et des paiements",
    ]  # fmt: skip
    assert kinds.isEnabled()
    kinds.actions()[1].trigger()
    person.settle()
    records = person.page.records
    assert records.isVisible()
    assert records.kind.currentData() == "prices"
    assert records.buttons[0].isEnabled()
    assert QApplication.focusWidget() is records.buttons[0]
    records.kind.setCurrentIndex(records.kind.findData("invoices"))
    records.kind.activated.emit(records.kind.currentIndex())
    person.settle()
    assert person.drafts() == [("1", "draft")]
    write_tables(tmp_path)
    person.open("prestations.csv", "mois.xlsx")
    assert not kinds.isEnabled()  # the other file would be lost


def test_several_files__are_chosen_from_a_list(person: Person) -> None:
    person.open("travaux.xlsx", "mois.xlsx")
    files = person.page.report.tables.files
    assert files.isVisible()
    files.setFocus()
    person.press(Qt.Key.Key_Down)
    assert person.sheets.place is not None
    assert person.sheets.place[0] == "Septembre 2026"


def test_of_several_files__one_with_something_wrong_comes_first(person: Person) -> None:
    person.open("travaux.xlsx", "travaux-illisibles.xlsx", "mois.xlsx")
    assert person.page.report.tables.files.currentText() == "travaux-illisibles.xlsx"
    assert person.sheets.place == ("Travaux", 5, 8)


def test_the_preview__is_sorted_by_value_and_keeps_its_row(person: Person) -> None:
    person.open("mois.xlsx")
    table = person.page.report.table
    table.selectRow(1)
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    numbers = [number for number, _ in person.drafts()]
    assert numbers[0] == "M11-5"
    assert numbers[-1] == "M9-1"
    assert numbers[table.currentIndex().row()] == "M9-2"
    assert person.application.states.importing.chosen == 1


def test_a_click_on_a_heading__sorts_and_then_the_other_way(person: Person) -> None:
    person.open("mois.xlsx")
    head = person.page.report.table.horizontalHeader()
    middle = head.rect().center().y()

    def click(section: int) -> str:
        place = QPoint(head.sectionViewportPosition(section) + 12, middle)
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.qWait(10)
        return person.drafts()[0][0]

    assert not head.isSortIndicatorShown()
    assert click(1) == "M9-1"
    assert head.isSortIndicatorShown()
    assert click(1) == "M11-5"
    assert click(4) in ("M9-1", "M10-1", "M11-1")  # the least amount
    assert head.sectionSize(1) >= head.sectionSizeHint(1)


def test_other_files__have_the_plain_preview(person: Person) -> None:
    path = person.tables / "modèle.xlsx"
    from chorus_desk.usecases.template import write_example

    write_example(path, person.application.desk.clock.today())
    person.application.navigator.ways.import_files([path])
    person.settle()
    assert not person.page.report.tables.isVisible()
    assert not person.page.report.table.isColumnHidden(3)


def test_a_window_built_again__shows_what_was_said(person: Person) -> None:
    person.open("mois.xlsx", "travaux.xlsx")
    person.page.report.tables.files.setFocus()
    person.press(Qt.Key.Key_Down)
    person.walk_to(4, 7)
    person.point("quanti")
    person.application.desk.change_settings(theme="dark")
    person.settle()
    chips = person.sheets.table.sheet.picture.chips  # type: ignore[union-attr]
    assert chips[7].text == "quantité"
    assert person.page.report.tables.files.currentText() == "travaux.xlsx"


def test_a_file_that_changed_meanwhile__is_said_and_left(person: Person) -> None:
    person.open("travaux.xlsx")
    person.walk_to(4, 1)
    person.write("T26-900")
    workbook = load_workbook(person.tables / "travaux.xlsx")
    workbook["Travaux"].insert_rows(1)
    workbook.save(person.tables / "travaux.xlsx")
    person.walk_to(5, 1)
    person.write("T26-901")
    assert person.page.report.model.rowCount() == 0
    assert "a changé depuis" in str(person.page.report.aside.model().index(0, 1).data())


def test_corrections_in_a_row__are_shown_as_the_last_one_left_it(person: Person) -> None:
    person.open("travaux.xlsx")
    sheets = person.sheets
    for text in ("T26-901", "T26-902", "T26-903"):  # faster than any of them is read
        sheets.edited.emit("Travaux", 4, 1, text)
    assert sheets.table.sheet.index(3, 0).data() == "T26-903"
    person.settle()
    assert person.drafts()[0][0] == "T26-903"
    assert sheets.table.sheet.index(3, 0).data() == "T26-903"


def test_a_row__is_left_aside_and_taken_again(person: Person) -> None:
    person.open("travaux-illisibles.xlsx")
    assert person.sheets.place == ("Travaux", 5, 8)  # what is wrong comes first
    person.readings.leave_row.trigger()
    person.settle()
    assert ("T26-002", "refused") not in person.drafts()
    assert "vous l'avez demandé" in person.sheets.said.text()
    assert person.readings.leave_row.text() == "Prendre en compte cette ligne"
    person.readings.leave_row.trigger()
    person.settle()
    assert ("T26-002", "refused") in person.drafts()
