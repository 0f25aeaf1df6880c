"""A watched folder in the window, by keyboard, with real files and a clock that is told to go."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import cii
from chorus_desk.gui.app import Application
from chorus_desk.gui.pages.importing.page import ImportPage
from chorus_desk.gui.pages.importing.watch_card import WatchCard
from chorus_desk.gui.watch import SLOW
from chorus_desk.system.clock import Clock
from chorus_desk.system.settings import Settings, load_settings
from chorus_desk.usecases.drafts import keep_draft, open_draft
from chorus_desk.usecases.find_invoices import Query, find_invoices
from chorus_desk.usecases.importing.watching import LONG_HELD, STEADY
from chorus_desk.usecases.reading_files import read_file
from chorus_desk.usecases.workspace import Workspace, open_for_window
from tests import builders as b


@pytest.fixture
def arriving(tmp_path: Path) -> Path:
    """The folder into which files come."""
    made = tmp_path / "arrivées"
    made.mkdir()
    put(made, "OLD")
    return made


def put(folder: Path, number: str) -> Path:
    path = folder / f"{number}.xml"
    path.write_bytes(cii.write(b.invoice(number=number), Circuit.HISTORICAL))
    return path


class Window:
    """A person before the window."""

    def __init__(self, application: Application, qtbot: QtBot) -> None:
        self.application, self._qtbot = application, qtbot
        self.now = 100.0
        self._hold()

    def _hold(self) -> None:
        """Let time go when it is told to, not by itself."""
        self.application.watch._now = lambda: self.now

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self.application.desk.tasks.idle, timeout=20_000)
        QTest.qWait(20)

    def wait(self, seconds: float = STEADY) -> None:
        """Let time go by, and the window look."""
        for passed in (0.0, seconds):
            self.now += passed
            self.settle()
            self.application.watch.look()
            self.settle()

    @property
    def card(self) -> WatchCard:
        self.application.navigator.go("import")
        self.settle()
        page = self.application.window.current
        assert isinstance(page, ImportPage)
        return page.start.watch

    @property
    def told(self) -> str:
        message = self.application.window.bar.message
        return message.text.replace("\xa0", " ") if message else ""

    def press(self, button: QPushButton) -> None:
        button.setFocus()
        assert self.application.window.focusWidget() is button
        QTest.keyClick(button, Qt.Key.Key_Space)
        self.settle()

    def press_in_bar(self, text: str) -> None:
        found = self.application.window.bar.findChildren(QPushButton)
        [button] = [one for one in found if one.text().replace("\xa0", " ") == text]
        self.press(button)

    def count(self) -> int:
        return len(self.drafts())

    def drafts(self) -> tuple[int, ...]:
        answers: list[tuple[int, ...]] = []
        self.application.desk.run(lambda w: find_invoices(w, Query()).ids, answers.append)
        self.settle()
        return answers[0]


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, folder: Path, clock: Clock) -> Iterator[Window]:
    application = Application(qapp, clock, home=folder)
    application.open(folder, Settings(language="fr", theme="light"))
    made = Window(application, qtbot)
    made.settle()
    yield made
    application.close()


@pytest.fixture
def watching(window: Window, arriving: Path, monkeypatch: pytest.MonkeyPatch) -> Window:
    """The window after a folder was chosen by keyboard."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(arriving))
    window.press(window.card.choose)
    return window


def test_watch__is_off_until_a_folder_is_chosen(window: Window, arriving: Path) -> None:
    assert window.card.choose.isVisible()
    assert not window.card.forget.isVisible()
    window.wait()
    put(arriving, "F1")
    window.wait()
    assert window.count() == 0


def test_watch__tells_what_arrived_with_see_and_undo(
    watching: Window, arriving: Path, folder: Path
) -> None:
    assert watching.told == (
        "Le dossier « arrivées » est surveillé. Ce qui s'y trouve déjà n'est pas importé."
    )
    assert load_settings(folder).watched_folder == str(arriving)
    assert str(arriving) in watching.card.said.text()
    watching.wait()
    assert watching.count() == 0
    put(arriving, "F1")
    watching.wait()
    assert watching.told == "Arrivée dans « arrivées » : 1 facture est devenue un brouillon."
    watching.press_in_bar("Voir")
    assert watching.application.navigator.current == "invoices"
    assert watching.application.states.invoices.chosen == watching.drafts()
    put(arriving, "F2")
    watching.wait()
    watching.press_in_bar("Annuler l'import")
    assert watching.told.startswith("L'import est annulé")
    watching.wait()
    assert watching.count() == 1


def test_watch__names_what_it_could_not_read_and_leads_to_the_reason(
    watching: Window, arriving: Path
) -> None:
    for name in ("abîmé.pdf", "autre.pdf"):
        (arriving / name).write_bytes(b"%PDF-1.4 " + name.encode())
    watching.wait()
    assert watching.told == (
        "« abîmé.pdf », « autre.pdf » ne sont pas lus, ou pas en entier : "
        "importez-les pour voir pourquoi."
    )
    watching.press_in_bar("Voir pourquoi")
    page = watching.application.window.current
    assert isinstance(page, ImportPage)
    aside = page.report.aside.model()
    assert [aside.index(row, 0).data() for row in range(aside.rowCount())] == [
        "abîmé.pdf", "autre.pdf",
    ]  # fmt: skip
    assert watching.count() == 0


def test_watch__counts_a_table_read_in_part_once_and_names_it(
    watching: Window, arriving: Path
) -> None:
    head = "N° facture;Date;SIRET;Client;Désignation;Qté;PU HT"
    rows = [f"F{n};0{n}/11/2026;21990001600011;Mairie de Bourg;Pose;1;{price}"
            for n, price in enumerate(("50", "à voir", "bientôt", "60"), start=1)]  # fmt: skip
    (arriving / "travaux.csv").write_text("\n".join((head, *rows)), encoding="utf-8")
    watching.wait()
    assert watching.told == (
        "Arrivées dans « arrivées » : 2 factures sont devenues des brouillons. "
        "« travaux.csv » n'est pas lu, ou pas en entier : importez-le pour voir pourquoi."
    )
    assert watching.count() == 2


def test_watch__asks_before_it_undoes_what_was_edited(watching: Window, arriving: Path) -> None:
    put(arriving, "F1")
    watching.wait()

    def edit(workspace: Workspace) -> None:
        keep_draft(workspace, open_draft(workspace, "draft:1").draft)

    bar = watching.application.window.bar
    watching.application.desk.run(edit)
    watching.settle()
    assert bar.message is not None
    watching.press_in_bar("Annuler l'import")
    assert "modifié depuis l'import" in watching.told
    assert watching.count() == 1
    watching.press_in_bar("Annuler l'import quand même")
    assert watching.count() == 0


def test_watch__hears_of_a_new_file_by_itself(watching: Window, arriving: Path) -> None:
    """The system tells that the folder changed; the window looks again until the file is whole."""
    watching.wait()
    looked: list[float] = []

    def now() -> float:
        looked.append(watching.now)
        watching.now += STEADY
        return watching.now

    watching.application.watch._now = now
    put(arriving, "F1")
    watching._qtbot.waitUntil(lambda: "F1" in watching.told or len(looked) > 1, timeout=10_000)
    watching._qtbot.waitUntil(lambda: watching.told.startswith("Arrivée"), timeout=10_000)
    assert watching.count() == 1


def test_watch__tells_once_of_a_file_that_is_held_and_looks_less_often(
    watching: Window, arriving: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching.wait()
    held = put(arriving, "F1")

    def read(path: Path) -> bytes:
        if path == held:
            raise UserError("file-unreadable", file=path.name)
        return read_file(path)

    monkeypatch.setattr("chorus_desk.usecases.importing.watching.read_file", read)
    watching.wait()
    assert "F1" not in watching.told
    soon = watching.application.watch._timer.interval()
    watching.wait(LONG_HELD)
    assert watching.told.startswith("« F1.xml » est ouvert dans un autre programme")
    watching.wait(100.0)
    assert soon < watching.application.watch._timer.interval() == SLOW
    watching.application.window.bar.hide()
    watching.wait(100.0)
    assert watching.told == ""
    monkeypatch.undo()
    watching.wait(100.0)
    assert watching.told == "Arrivée dans « arrivées » : 1 facture est devenue un brouillon."


def test_watch__goes_on_after_language_and_a_new_start(
    watching: Window, arriving: Path, qapp: QApplication, qtbot: QtBot, folder: Path
) -> None:
    watching.application.desk.change_settings(language="en")
    watching.settle()
    put(arriving, "F1")
    watching.wait()
    assert watching.told == "Arrived in “arrivées”: 1 invoice has become a draft."
    watching.application.close()
    put(arriving, "F2")
    application = Application(qapp, watching.application.desk.clock, home=folder)
    application.open(folder)
    again = Window(application, qtbot)
    again.settle()
    again.wait()
    assert again.count() == 2
    application.close()


def test_watch__is_let_go_by_keyboard(watching: Window, arriving: Path, folder: Path) -> None:
    watching.press(watching.card.forget)
    assert watching.card.choose.isVisible()
    assert load_settings(folder).watched_folder == ""
    put(arriving, "F1")
    watching.wait()
    assert watching.count() == 0


def test_watch__a_folder_that_went_is_told_on_the_card(watching: Window, arriving: Path) -> None:
    away = arriving.with_name("ailleurs")
    arriving.rename(away)
    watching.wait()
    assert "introuvable" in watching.card.said.text()
    away.rename(arriving)
    put(arriving, "F1")
    watching.wait()
    assert "introuvable" not in watching.card.said.text()
    assert watching.count() == 1


def test_watch__not_in_the_window_that_only_reads(
    qapp: QApplication, qtbot: QtBot, folder: Path, arriving: Path, clock: Clock
) -> None:
    with open_for_window(folder, clock):
        application = Application(qapp, clock, home=folder)
        application.open(folder, Settings(language="fr", watched_folder=str(arriving)))
        window = Window(application, qtbot)
        window.settle()
        put(arriving, "F1")
        window.wait()
        assert application.desk.read_only
        assert window.count() == 0
        assert not window.card.forget.isEnabled()
        application.close()


def test_watch__not_in_a_copy_that_was_opened(
    qapp: QApplication, qtbot: QtBot, folder: Path, arriving: Path, clock: Clock
) -> None:
    application = Application(qapp, clock, home=folder.with_name("la mienne"))
    application.open(folder, Settings(language="fr", watched_folder=str(arriving)))
    window = Window(application, qtbot)
    window.settle()
    window.wait()
    assert application.desk.place.guest
    assert window.count() == 0
    application.close()
