"""The import page, by keyboard, on a real data folder."""

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.gui.pages.importing import work
from chorus_desk.gui.pages.importing.page import ImportPage
from chorus_desk.gui.pages.importing.report import ReportView
from chorus_desk.gui.pages.importing.state import ImportState, Stage
from chorus_desk.gui.tasks import CancelledError
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.presenters.statuses import Tone
from chorus_desk.storage import invoices
from chorus_desk.storage.connection import writing
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.find_invoices import Query, find_invoices
from chorus_desk.usecases.importing.outcome import Imported, ImportedInvoice
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.template import write_example
from chorus_desk.usecases.workspace import Workspace, open_for_window
from tests.gui.conftest import Opener
from tests.gui.driving import Hands, wait_until


def plain(text: str) -> str:
    """Return a text with plain spaces: where lines must not break is tested elsewhere."""
    return text.replace("\xa0", " ")


@pytest.fixture
def workbook(tmp_path: Path, clock: Clock) -> Path:
    """The demo's invoices in the program's workbook."""
    return write_example(tmp_path / "factures.xlsx", clock.today())


class Desk:
    """A person at the keyboard."""

    def __init__(self, hands: Hands) -> None:
        self.application = hands.application
        self.settle, self.press = hands.settle, hands.press_all

    @property
    def page(self) -> ImportPage:
        page = self.application.window.current
        assert isinstance(page, ImportPage)
        return page

    @property
    def state(self) -> ImportState:
        return self.application.states.importing

    def go(self) -> None:
        self.application.navigator.go("import")
        self.settle()

    def give(self, *paths: Path) -> None:
        self.application.navigator.ways.import_files(paths)
        self.settle()

    @property
    def focused(self) -> str:
        widget = self.application.window.focusWidget()
        return widget.text() if isinstance(widget, QPushButton) else ""

    @property
    def told(self) -> str:
        message = self.application.window.bar.message
        return plain(message.text) if message else ""

    def ask(self, question: Callable[[Workspace], object]) -> object:
        """Return what the data folder answers."""
        answers: list[object] = []
        self.application.desk.run(question, answers.append)
        self.settle()
        return answers[0]

    def count(self) -> object:
        return self.ask(lambda workspace: len(find_invoices(workspace, Query()).ids))


@pytest.fixture
def desk(opened: Opener, folder: Path) -> Desk:
    return Desk(opened(folder))


def test_import__by_keyboard_from_the_dialog_to_the_drafts(
    desk: Desk, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(workbook)], ""))
    desk.go()
    assert desk.focused == "Choisir des fichiers…"
    desk.press(Qt.Key.Key_Space)
    report = desk.page.report
    assert desk.count() == 0  # only looked at
    total = report.model.rowCount()
    assert total >= 5
    assert report.said.text() == f"{total} factures deviendront des brouillons."
    assert desk.focused == f"Importer {total} brouillons"
    desk.press(Qt.Key.Key_Space)
    assert report.said.text() == f"{total} brouillons importés."
    assert desk.focused == "Voir les brouillons"
    desk.press(Qt.Key.Key_Space)
    assert desk.application.navigator.current == "invoices"
    assert len(desk.application.states.invoices.chosen) == total
    assert desk.count() == total


def test_import__the_same_again_is_named_and_not_offered(desk: Desk, workbook: Path) -> None:
    desk.give(workbook)
    desk.press(Qt.Key.Key_Space)
    desk.give(workbook)
    report = desk.page.report
    assert report.said.text().startswith("Aucune facture nouvelle")
    assert report.model.data(report.model.index(0, 0)) == "Déjà là"
    assert report.model.data(report.model.index(0, 0), Qt.ItemDataRole.UserRole) is Tone.NEUTRAL
    first = report.buttons[0]
    assert (first.text(), first.isEnabled()) == ("Rien à importer", False)
    assert first.accessibleDescription()
    assert desk.focused == "Choisir d'autres fichiers…"


def test_preview__arrow_keys_say_what_there_is_to_say_of_each(desk: Desk, workbook: Path) -> None:
    desk.give(workbook)
    table = desk.page.report.table
    table.setFocus()
    first = desk.page.report.remarks.accessibleName()
    desk.press(Qt.Key.Key_Down)
    assert desk.page.report.remarks.accessibleName() != first
    assert desk.page.report.remarks.accessibleDescription()
    assert desk.state.chosen == 1


def test_preview__files_that_cannot_be_read_are_named(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    desk.give(broken, tmp_path / "nowhere.xml")
    aside = desk.page.report.aside
    assert aside.isVisible()
    where = [aside.model().index(row, 0).data() for row in range(aside.model().rowCount())]
    assert where == ["broken.pdf", "nowhere.xml"]
    assert not desk.page.report.buttons[0].isEnabled()
    assert not desk.page.report.table.isVisible()  # nothing would stand in it
    assert not desk.page.report.remarks.isVisible()


def test_undo__at_once_when_nothing_was_edited(desk: Desk, workbook: Path) -> None:
    desk.give(workbook)
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert desk.state.stage is Stage.START
    assert desk.told.startswith("L'import est annulé")
    assert desk.count() == 0


def test_undo__asks_when_drafts_were_edited_and_keeps_what_was_issued(
    desk: Desk, workbook: Path
) -> None:
    desk.give(workbook)
    desk.press(Qt.Key.Key_Space)
    imported = desk.state.imported
    assert imported is not None
    ids = [item.id for item in imported.invoices if item.id]

    def edit(workspace: Workspace) -> None:
        stored = invoices.load_invoice(workspace.connection, int(ids[1].removeprefix("draft:")))
        assert stored is not None
        with writing(workspace.connection):
            assert invoices.replace_draft(workspace.connection, stored.draft)

    desk.ask(edit)
    issued = desk.ask(lambda workspace: issue(workspace, ids[:1])[0].number)
    assert issued == "2026-0001"
    desk.press(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert "modifié depuis l'import" in desk.page.report.said.text()
    assert desk.focused == "Garder les brouillons"  # the safe answer
    desk.press(Qt.Key.Key_Space)
    assert "importés" in desk.page.report.said.text()
    desk.press(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert desk.state.stage is Stage.START
    assert desk.told.endswith("1 facture déjà émise est gardée : 2026-0001.")
    assert desk.count() == 1


def test_state__survives_a_window_built_again(desk: Desk, workbook: Path) -> None:
    desk.give(workbook)
    said = desk.page.report.said.text()
    desk.page.report.table.selectRow(2)
    before = desk.page
    desk.application.desk.change_settings(theme="dark")
    desk.settle()
    assert desk.page is not before
    assert desk.page.report.said.text() == said
    assert desk.page.report.table.currentIndex().row() == 2
    assert desk.focused.startswith("Importer")


def test_state__work_under_way_comes_to_the_window_built_again(desk: Desk, workbook: Path) -> None:
    gate = Event()
    desk.application.desk.run(lambda _workspace: gate.wait(10))
    desk.application.navigator.ways.import_files([workbook])
    assert desk.state.stage == "looking"
    assert desk.page.busy.stop.isVisible()
    desk.application.desk.change_settings(theme="dark")
    gate.set()
    desk.settle()
    assert desk.state.stage is Stage.PREVIEW
    assert "deviendront" in desk.page.report.said.text()


def test_cancel__nothing_is_kept(desk: Desk, workbook: Path) -> None:
    desk.give(workbook)
    gate = Event()
    desk.application.desk.run(lambda _workspace: gate.wait(10))
    desk.page.report.buttons[0].click()
    QTest.qWait(20)
    assert desk.focused == "Arrêter"
    desk.page.busy.stop.click()
    gate.set()
    desk.settle()
    assert desk.state.stage is Stage.PREVIEW
    assert desk.told == "Import arrêté : rien n'a été gardé."
    assert desk.count() == 0


def test_cancel__half_way_undoes_what_was_begun(desk: Desk, workbook: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise CancelledError

    def keep(workspace: Workspace) -> None:
        with pytest.raises(CancelledError):
            work.keep_files(workspace, stop, [workbook])

    desk.ask(keep)
    assert desk.count() == 0


def test_files_that_come_during_an_import__are_not_lost_without_a_word(
    desk: Desk, workbook: Path
) -> None:
    desk.give(workbook)
    gate = Event()
    desk.application.desk.run(lambda _workspace: gate.wait(10))
    desk.page.report.buttons[0].click()
    desk.application.navigator.ways.import_files([workbook])
    assert desk.told.startswith("Un import est en cours")
    gate.set()
    desk.settle()
    assert desk.state.stage is Stage.RESULT


def drop(on: Callable[[QDropEvent], None], path: Path) -> None:
    """Let a file or folder go where the window takes it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    on(QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    ))  # fmt: skip


def test_drop_zone__takes_files(desk: Desk, workbook: Path) -> None:
    desk.go()
    drop(desk.page.start.zone.dropEvent, workbook)
    desk.settle()
    assert desk.state.stage is Stage.PREVIEW


def test_template__is_written_and_its_folder_offered(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("chorus_desk.gui.pages.importing.page.open_folder", opened.append)
    target = tmp_path / "mes factures"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    desk.go()
    desk.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert (tmp_path / "mes factures.xlsx").is_file()
    assert desk.told == "« mes factures.xlsx » est enregistré."
    message = desk.application.window.bar.message
    assert message is not None
    assert message.act is not None
    message.act()
    assert opened == [tmp_path]


def test_read_only__says_so_and_imports_nothing(
    opened: Opener, folder: Path, workbook: Path, clock: Clock
) -> None:
    with open_for_window(folder, clock):
        desk = Desk(opened(folder))
        wait_until(lambda: desk.application.desk.read_only)
        desk.go()
        assert not desk.page.start.choose.isEnabled()
        assert not desk.page.start.zone.acceptDrops()
        desk.give(workbook)
        first = desk.page.report.buttons[0]
        assert not first.isEnabled()
        assert plain(first.accessibleDescription()) == READ_ONLY
        desk.application.close()


def test_preview__of_ten_thousand_invoices_does_not_freeze(desk: Desk) -> None:
    finding = Finding(rule="CPRO-12", severity=Severity.ERROR, source=Source.CHORUS_PRO)
    items = tuple(
        ImportedInvoice(
            id=None, number=f"F-{n}", outcome="draft", lines=3, buyer="Commune",
            issue_date=date(2026, 11, 3), gross=Decimal(n), findings=(finding,) * 5,
        )
        for n in range(10_000)
    )  # fmt: skip
    found = Imported(import_ids=(), invoices=items, rows_read=30_000, rows_skipped=())
    view = ReportView(desk.application.desk, ImportState())
    view.resize(1000, 700)
    view.show()
    start = time.perf_counter()
    view.show_report(found, "", Tone.GOOD, ())
    view.grab()
    assert time.perf_counter() - start < 1
    view.table.selectRow(9_999)
    assert view.remarks.accessibleName().startswith("F-9999")
    view.deleteLater()


def test_controls__have_names(desk: Desk, workbook: Path) -> None:
    desk.give(workbook)
    for button in desk.page.findChildren(QPushButton):
        assert button.accessibleName(), button.text()
    for table in (desk.page.report.table, desk.page.report.aside, desk.page.report.remarks):
        assert table.accessibleName()


# Invoices sent elsewhere, folders


def test_past__the_box_is_ticked_by_keyboard_and_nothing_is_a_draft(
    desk: Desk, workbook: Path
) -> None:
    desk.go()
    desk.page.past.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.give(workbook)
    report = desk.page.report
    total = report.model.rowCount()
    assert report.said.text().startswith(f"{total} factures déjà envoyées seront suivies")
    assert report.model.data(report.model.index(0, 0)) == "Envoyée ailleurs"
    assert report.model.data(report.model.index(0, 0), Qt.ItemDataRole.UserRole) is Tone.APART
    assert desk.focused == f"Suivre {total} factures"
    desk.press(Qt.Key.Key_Space)
    assert report.said.text().startswith(f"{total} factures déjà envoyées sont suivies")
    assert not desk.page.past.isVisible()
    assert desk.focused == "Voir les factures"
    found = desk.ask(lambda workspace: dict(find_invoices(workspace, Query()).by_status))
    assert found == {"elsewhere": total}
    desk.press(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert "ne sont plus suivies" in desk.told
    assert desk.count() == 0


def test_past__is_said_of_these_files_and_not_of_the_next(desk: Desk, workbook: Path) -> None:
    desk.go()
    desk.page.past.setChecked(True)
    desk.give(workbook)
    assert desk.page.past.isChecked()
    desk.press(Qt.Key.Key_Space)
    desk.page.report.buttons[-1].click()
    desk.settle()
    assert desk.state.stage is Stage.START
    assert not desk.page.past.isChecked()
    assert not desk.state.past


def test_past__the_box_in_the_preview_looks_anew(desk: Desk, workbook: Path) -> None:
    desk.give(workbook)
    assert "deviendront des brouillons" in desk.page.report.said.text()
    desk.page.past.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert "seront suivies" in desk.page.report.said.text()
    desk.page.past.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert "deviendront des brouillons" in desk.page.report.said.text()


def test_folder__is_chosen_by_keyboard_and_what_is_no_invoice_is_told(
    desk: Desk, workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mes factures"
    folder.mkdir()
    workbook.rename(folder / workbook.name)
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    desk.go()
    desk.press(Qt.Key.Key_Tab)
    assert desk.focused == "Choisir un dossier…"
    desk.press(Qt.Key.Key_Space)
    report = desk.page.report
    assert "deviendront des brouillons" in report.said.text()
    model = report.aside.model()
    assert [model.index(0, column).data() for column in (0, 1)] == [
        "mes factures/photo.png", "Ce n'est pas une facture",
    ]  # fmt: skip


def test_folder__let_go_on_the_window_is_looked_into(
    desk: Desk, workbook: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mes factures"
    folder.mkdir()
    workbook.rename(folder / workbook.name)
    drop(desk.application.window.dropEvent, folder)
    desk.settle()
    assert desk.application.navigator.current == "import"
    assert desk.state.stage is Stage.PREVIEW
    assert "deviendront des brouillons" in desk.page.report.said.text()
