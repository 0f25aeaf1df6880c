"""The hand-over page, by keyboard, on a real data folder with issued invoices."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.history import Event as Happened
from chorus_desk.domain.history import EventKind
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import facturx
from chorus_desk.gui.app import Application
from chorus_desk.gui.pages.hand_over.page import HandOverPage
from chorus_desk.gui.pages.hand_over.state import HandOverState, Stage
from chorus_desk.storage.lookups import find_by_number
from chorus_desk.system.clock import Clock
from chorus_desk.system.settings import Settings
from chorus_desk.usecases.bundle import Bundled
from chorus_desk.usecases.follow import history
from chorus_desk.usecases.hand_over import ToDeposit
from chorus_desk.usecases.identify import document_name
from chorus_desk.usecases.workspace import Workspace, open_for_window, open_workspace
from tests import builders as b
from tests.gui.conftest import Opener
from tests.gui.driving import Hands
from tests.stored import furnish, issued


def plain(text: str) -> str:
    """Return a text with plain spaces: where lines must not break is tested elsewhere."""
    return text.replace("\xa0", " ")


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    """A data folder with three issued invoices, their ids 1, 2 and 3."""
    made = tmp_path / "données"
    with open_workspace(made, clock) as workspace:
        furnish(workspace)
        for day in (18, 19, 20):
            number = issued(workspace, issue_date=date(2026, 11, day))
            assert find_by_number(workspace.connection, number) == [day - 17]
    return made


class Desk(Hands):
    """A person at the keyboard, with issued invoices to hand over."""

    @property
    def page(self) -> HandOverPage:
        page = self.application.window.current
        assert isinstance(page, HandOverPage)
        return page

    @property
    def state(self) -> HandOverState:
        return self.application.states.hand_over

    def hand_over(self, *ids: int) -> None:
        self.application.navigator.ways.hand_over(ids)
        self.settle()

    def has_keyboard(self, widget: QWidget) -> bool:
        return self.focus is widget

    def go_to(self, wanted: QWidget) -> None:
        """Go on with Tab until a control has the keyboard."""
        self.tab_to(lambda widget: widget is wanted)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        text: str = "",
    ) -> None:  # fmt: skip
        """Press a key and wait for what it does."""
        super().press(key, held, text)
        self.settle()

    @property
    def told(self) -> str:
        message = self.application.window.bar.message
        return plain(message.text) if message else ""

    def events(self, id_: int) -> tuple[Happened, ...]:
        answers: list[tuple[Happened, ...]] = []
        ask: Callable[[Workspace], tuple[Happened, ...]] = lambda workspace: history(  # noqa: E731
            workspace, document_name(id_)
        )
        self.application.desk.run(ask, answers.append)
        self.settle()
        return answers[0]


@pytest.fixture
def desk(opened: Opener, folder: Path, tmp_path: Path) -> Desk:
    settings = Settings(language="fr", theme="light", bundles_folder=str(tmp_path / "dépôts"))
    return Desk(opened(folder, settings=settings).application)


def test_one_invoice__by_keyboard_to_the_deposit(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("chorus_desk.gui.pages.hand_over.deposit.open_folder", opened.append)
    desk.hand_over(1)
    assert desk.has_keyboard(desk.page.route.choices["portal-pdf"].radio)
    desk.go_to(desk.page.go_on)
    desk.press(Qt.Key.Key_Space)
    assert desk.state.stage is Stage.DEPOSIT
    assert desk.has_keyboard(desk.page.deposit.open)
    desk.press(Qt.Key.Key_Space)
    assert opened == [tmp_path / "dépôts" / "portal-pdf-2026-0001"]
    for box in desk.page.deposit.boxes.values():
        desk.go_to(box.box)
        desk.press(Qt.Key.Key_Space)
    assert desk.state.ticked == frozenset(desk.page.deposit.boxes)
    desk.go_to(desk.page.go_on)
    desk.press(Qt.Key.Key_Space)
    assert not desk.page.note.flow.isVisible()  # one invoice by hand has no flow number
    assert desk.has_keyboard(desk.page.note.day)
    desk.go_to(desk.page.go_on)
    desk.press(Qt.Key.Key_Space)
    assert desk.told.startswith("1 facture notée comme déposée le 24/11/2026.")
    assert desk.application.navigator.current == "invoices"
    assert desk.application.states.invoices.chosen == (1,)
    last = desk.events(1)[-1]
    assert (last.kind, last.on, last.flow) == (EventKind.DEPOSITED, date(2026, 11, 24), None)


def test_by_hand__the_bundle_holds_no_facturx(desk: Desk) -> None:
    desk.hand_over(1)
    desk.page.go_on.click()
    desk.settle()
    made = desk.state.made
    assert made is not None
    assert made.folder is not None
    pdfs = [name for name in made.files if name.startswith("2026")]
    assert pdfs == ["2026-0001.pdf"]
    assert not facturx.is_facturx((made.folder / pdfs[0]).read_bytes())


def test_several__batch_with_its_flow_number(desk: Desk) -> None:
    desk.hand_over(1, 2)
    assert desk.has_keyboard(desk.page.route.choices["portal-batch"].radio)
    desk.go_to(desk.page.go_on)
    desk.press(Qt.Key.Key_Space)
    desk.go_to(desk.page.go_on)
    desk.press(Qt.Key.Key_Space)
    note = desk.page.note
    assert desk.has_keyboard(note.flow)
    desk.type("0011")
    desk.press(Qt.Key.Key_Tab)
    assert "commence par CPP" in note.flow.accessibleDescription()
    note.flow.setFocus()
    note.flow.selectAll()
    desk.type("CPP0011117000000000425903")
    desk.go_to(desk.page.go_on)
    desk.press(Qt.Key.Key_Space)
    assert desk.told.startswith("2 factures notées")
    assert {desk.events(id_)[-1].flow for id_ in (1, 2)} == {"CPP0011117000000000425903"}


def test_arrow_keys__choose_another_route(desk: Desk) -> None:
    desk.hand_over(1)
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    assert desk.page.route.route == "api"
    desk.page.go_on.click()
    desk.settle()
    assert desk.state.made is not None
    assert desk.state.made.route == "api"
    names = [plain(button.accessibleName()) for button in desk.page.deposit.copies]
    assert names[0] == "Copier nomFichier : 2026-0001.pdf"


def test_copy__gives_the_bare_value(desk: Desk) -> None:
    desk.hand_over(1)
    desk.page.go_on.click()
    desk.settle()
    copied = []
    for button in desk.page.deposit.copies:
        desk.go_to(button)
        desk.press(Qt.Key.Key_Space)
        copied.append(QGuiApplication.clipboard().text())
        assert button.text() == "Copié"
    assert b.COMMUNE_SIRET in copied
    assert {"BC-118", "2026-0001", "18/11/2026", "A1", "300,00"} <= set(copied)


def test_one_by_one__only_those_sent_are_noted(desk: Desk) -> None:
    desk.hand_over(1, 2, 3)
    desk.press(Qt.Key.Key_Up)
    assert desk.page.route.route == "portal-pdf"
    desk.page.go_on.click()
    desk.settle()
    deposit = desk.page.deposit
    desk.go_to(deposit.next)
    desk.press(Qt.Key.Key_Space)
    assert "2026-0002.pdf" in deposit.copies[0].accessibleName()
    desk.go_to(deposit.sent)
    desk.press(Qt.Key.Key_Space)
    desk.page.go_on.click()
    desk.settle()
    ticks = [desk.page.note.list.item(row).checkState() for row in range(3)]
    assert ticks == [
        Qt.CheckState.Unchecked, Qt.CheckState.Checked, Qt.CheckState.Unchecked,
    ]  # fmt: skip
    desk.page.go_on.click()
    desk.settle()
    assert "2 restent à déposer" in desk.told
    kinds = {id_: desk.events(id_)[-1].kind for id_ in (1, 2, 3)}
    assert kinds == {1: EventKind.BUNDLED, 2: EventKind.DEPOSITED, 3: EventKind.BUNDLED}


def test_one_by_one__nothing_ticked_is_said_and_all_can_be(desk: Desk) -> None:
    desk.hand_over(1, 2)
    desk.press(Qt.Key.Key_Up)
    desk.page.go_on.click()
    desk.settle()
    desk.page.go_on.click()
    desk.page.go_on.click()
    desk.settle()
    note = desk.page.note
    assert note.list.accessibleDescription() == "Cochez au moins une facture."
    desk.go_to(note.all)
    desk.press(Qt.Key.Key_Space)
    assert desk.state.sent == frozenset({1, 2})


def test_note__a_day_that_is_none_or_in_the_future_is_said(desk: Desk) -> None:
    desk.hand_over(1)
    desk.page.go_on.click()
    desk.settle()
    desk.page.go_on.click()
    desk.settle()
    for typed, words in (("demain", "24/11/2026"), ("25/11/2026", "futur")):
        desk.page.note.day.setFocus()
        desk.page.note.day.selectAll()
        desk.type(typed)
        desk.page.go_on.click()
        desk.settle()
        assert words in desk.page.note.day.accessibleDescription()
    assert desk.events(1)[-1].kind is EventKind.BUNDLED


def test_state__survives_a_window_built_again_at_every_stage(desk: Desk) -> None:
    desk.hand_over(1, 2)
    desk.press(Qt.Key.Key_Up)
    desk.application.desk.change_settings(theme="dark")
    desk.settle()
    assert desk.page.route.route == "portal-pdf"
    desk.page.go_on.click()
    desk.settle()
    box = desk.page.deposit.boxes["send"].box
    box.click()
    desk.page.deposit.next.click()
    desk.application.desk.change_settings(theme="light")
    desk.settle()
    assert desk.page.deposit.boxes["send"].box.isChecked()
    assert desk.page.deposit.invoice.currentText() == "2026-0002"
    desk.page.go_on.click()
    desk.settle()
    desk.page.note.day.setFocus()
    desk.page.note.day.selectAll()
    desk.type("23/11/2026")
    desk.application.desk.change_settings(theme="dark")
    desk.settle()
    assert desk.page.note.day.text() == "23/11/2026"


def test_state__a_bundle_under_way_comes_to_the_window_built_again(desk: Desk) -> None:
    desk.hand_over(1)
    gate = Event()
    desk.application.desk.run(lambda _workspace: gate.wait(10))
    desk.page.go_on.click()
    QTest.qWait(20)
    assert desk.has_keyboard(desk.page.stop)
    desk.application.desk.change_settings(theme="dark")
    gate.set()
    desk.settle()
    assert desk.state.stage is Stage.DEPOSIT
    assert desk.page.deposit.boxes


def test_cancel__writes_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.hand_over(1)
    gate = Event()
    desk.application.desk.run(lambda _workspace: gate.wait(10))
    desk.page.go_on.click()
    desk.page.stop.click()
    gate.set()
    desk.settle()
    assert desk.state.stage is Stage.ROUTE
    assert desk.page.go_on.isEnabled()
    assert not (tmp_path / "dépôts").exists()


def test_later__leaves_and_the_same_invoices_go_on_where_they_were(desk: Desk) -> None:
    desk.hand_over(1)
    desk.page.go_on.click()
    desk.settle()
    desk.page.later.click()
    desk.settle()
    assert desk.application.navigator.current == "invoices"
    desk.hand_over(1)
    assert desk.state.stage is Stage.DEPOSIT
    desk.hand_over(2)
    assert desk.state.made is None


def test_folder__is_changed_and_remembered(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "ailleurs"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(other))
    desk.hand_over(1)
    desk.go_to(desk.page.route.change)
    desk.press(Qt.Key.Key_Space)
    assert desk.page.route.folder.text() == str(other)
    assert desk.application.desk.settings.bundles_folder == str(other)
    desk.page.go_on.click()
    desk.settle()
    assert (other / "portal-pdf-2026-0001").is_dir()


def test_folder__is_in_the_documents_at_first(desk: Desk) -> None:
    desk.application.desk.settings = desk.application.desk.settings._replace(bundles_folder="")
    desk.hand_over(1)
    assert Path(desk.page.route.folder.text()).name == "Chorus Desk"


def test_refusal__each_sentence_with_its_number(desk: Desk) -> None:
    desk.hand_over(1)
    finding = Finding(
        rule="CD-PDF-SIZE", severity=Severity.ERROR, source=Source.CHORUS_PRO,
        params={"name": "2026-0001.pdf", "megabytes": 10},
    )  # fmt: skip
    token = desk.state.begin()
    desk.state.take_bundle(token, Bundled(route="portal-pdf", findings=(("2026-0001", finding),)))
    QTest.qWait(20)
    said = plain(desk.page.route.refusal.accessibleName())
    assert desk.page.route.refusal.isVisible()
    assert "2026-0001 : " in said


def test_reform_circuit__goes_by_the_platform_in_the_form_it_asks_for(desk: Desk) -> None:
    desk.hand_over(1)
    items = desk.state.items
    assert items is not None
    reform = ToDeposit(
        id=items[0].id, invoice=items[0].invoice, circuit=Circuit.REFORM, status="issued"
    )
    desk.state.take_items((reform,))
    QTest.qWait(20)
    route = desk.page.route
    radio = route.choices["portal-pdf"].radio
    assert not radio.isEnabled()
    assert "réforme" in radio.accessibleDescription()
    assert route.route == "platform"
    assert desk.page.go_on.isEnabled()
    assert route.form.isVisible()
    assert route.form.accessibleName() == "Format demandé par la plateforme"
    route.form.setFocus()
    QTest.keyClick(route.form, Qt.Key.Key_End)
    assert desk.state.form == "ubl"


def test_direct_circuit__does_not_ask_for_a_form(desk: Desk) -> None:
    desk.hand_over(1)
    route = desk.page.route
    assert not route.form.isVisible()
    assert not route.choices["platform"].radio.isEnabled()


def test_read_only__says_so(qapp: QApplication, qtbot: QtBot, folder: Path, clock: Clock) -> None:
    with open_for_window(folder, clock):
        application = Application(qapp, clock)
        application.open(folder, Settings(language="fr", theme="light"))
        try:
            desk = Desk(application)
            qtbot.waitUntil(lambda: application.desk.read_only, timeout=10_000)
            desk.hand_over(1)
            assert not desk.page.go_on.isEnabled()
            radio = desk.page.route.choices["portal-pdf"].radio
            assert "on ne fait que lire" in radio.accessibleDescription()
        finally:
            application.close()


def test_controls__have_names_at_every_stage(desk: Desk) -> None:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QListWidget, QTableWidget)
    desk.hand_over(1, 2)
    for _ in range(2):
        for kind in kinds:
            for control in desk.page.findChildren(kind):
                if control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus:
                    assert control.accessibleName(), control
        desk.page.go_on.click()
        desk.settle()
