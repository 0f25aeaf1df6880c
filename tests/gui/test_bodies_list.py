"""The State's list brought in by keyboard: looked at, corrected, stopped, imported, its news seen."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from chorus_desk.gui.pages.bodies import list_import
from chorus_desk.gui.pages.bodies.page import BodiesPage
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.import_directory import import_directory
from chorus_desk.usecases.workspace import Workspace, open_workspace
from tests import builders as b
from tests import made_lists as m
from tests.gui.conftest import Opener
from tests.gui.driving import Hands, describe, wait_until
from tests.gui.test_bodies_missing import press
from tests.gui.test_bodies_page import bodies_page, furnished, plain, shown, stored_body
from tests.listed import listed, use_list
from tests.stored import draft, furnish

ROWS = (
    ["Num", "Intitulé", "GestionService", "GestionEngagement", "StructureActive", "Qui"],
    [b.COMMUNE_SIRET, "Commune de Bourg", "true", "false", "true", "Mairie de Bourg"],
    [b.HOSPITAL_SIRET, "Hôpital", "false", "true", "true", "Hôpital"],
    ["12345", "Nulle part", "false", "false", "true", "x"],
)


def billed(workspace: Workspace) -> None:
    """Keep a draft to a body that the list in use has as asking for nothing."""
    furnish(workspace)
    draft(workspace)
    use_list(workspace, listed(name="Commune de Bourg"))
    workspace.connection.execute("DELETE FROM bodies")


def about(folder: Path, clock: Clock) -> dict[str, str]:
    """Return which list is in use."""
    with open_workspace(folder, clock) as workspace:
        return workspace.directory.about()


@pytest.fixture
def list_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list in which the commune asks for a service, which the file dialog gives."""
    services = (("VOIRIE", "Direction des routes", False, True, "2020-03-01", ""),)
    bodies = [
        m.Made(b.COMMUNE_SIRET, "Commune de Bourg", "service", "1 place de l'Exemple", "99000",
               "Bourg-Fictif", services=services),
        m.Made(b.HOSPITAL_SIRET, "Hôpital", "commitment"), m.Made("12345", "Nulle part"),
    ]  # fmt: skip
    path = m.workbook(tmp_path / "liste.xlsx", bodies)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    return path


def list_page(hands: Hands) -> BodiesPage:
    """Go to the State's list by keys."""
    page = bodies_page(hands)
    hands.tab_to(lambda widget: widget is page.chips["search"])
    for _ in range(3):
        hands.press(Qt.Key.Key_Right)
    hands.settle()
    assert hands.application.states.bodies.view == "list"
    return page


@pytest.mark.usefixtures("list_file")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_list__looked_at_imported_and_its_news_seen(
    opened: Opener, tmp_path: Path, clock: Clock, language: str
) -> None:
    folder = furnished(tmp_path / "data", clock, billed)
    hands = opened(folder, language)
    say = hands.application.desk.say
    page = list_page(hands)
    press(hands, "Importer la liste de l'État…")
    assert describe(hands.focus) == say("Importer cette liste")
    assert len(page.list.tables) == 2
    press(hands, "Importer cette liste")
    assert about(folder, clock)["bodies"] == "2"
    text = shown(page.list)
    assert plain(hands.application.desk.say_count(
        "{count} ligne n'a pas été prise.", "{count} lignes n'ont pas été prises.", 1
    )) in text  # fmt: skip
    assert describe(hands.focus) == say("Voir les changements")
    press(hands, "Voir les changements")
    assert hands.application.states.bodies.view == "news"
    assert "Commune de Bourg" in shown(page.news)
    assert {"fr": "brouillon", "en": "draft"}[language] in shown(page.news)
    assert "· 1" in plain(page.chips["news"].text())
    press(hands, "J'ai tout vu")
    assert page.chips["news"].text() == say("Changements")
    assert hands.focus.isVisible()


def test_column__taken_for_something_else_is_imported_as_the_user_says(
    opened: Opener, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = m.sheet(tmp_path / "liste.xlsx", ROWS)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    folder = furnished(tmp_path / "data", clock, billed)
    hands = opened(folder)
    page = list_page(hands)
    press(hands, "Importer la liste de l'État…")
    [table] = page.list.tables
    box = table.boxes[5]  # the last column is the name, not the second
    hands.tab_to(lambda widget: widget is box)
    hands.press(Qt.Key.Key_Home)
    while box.currentData() != "name":
        hands.press(Qt.Key.Key_Down)
    hands.settle()
    keys = [column.key for column in hands.application.states.bodies.list_import.columns[0].columns]
    assert keys[5] == "name"
    assert keys.count("name") == 1
    hands.press(Qt.Key.Key_Backtab)
    hands.tab_to_named("Importer cette liste")
    press(hands, "Importer cette liste")
    assert stored_body(folder, clock, b.COMMUNE_SIRET).name == "Mairie de Bourg"


@pytest.mark.usefixtures("list_file")
def test_import__stopped_half_way_changes_nothing(
    opened: Opener, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = furnished(tmp_path / "data", clock, billed)
    before, gate, half = about(folder, clock), Event(), Event()
    _pause(monkeypatch, half, gate)
    hands = opened(folder)
    page = list_page(hands)
    press(hands, "Importer la liste de l'État…")
    hands.press(Qt.Key.Key_Space)
    wait_until(half.is_set)
    wait_until(lambda: describe(hands.focus) == "Arrêter")
    hands.press(Qt.Key.Key_Space)
    gate.set()
    hands.settle()
    assert about(folder, clock) == before
    assert "liste de l'État du 20/11/2026" in shown(page.list)
    assert describe(hands.focus) == "Importer la liste de l'État…"


@pytest.mark.usefixtures("list_file")
def test_import__goes_on_in_a_window_that_is_built_again(
    opened: Opener, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = furnished(tmp_path / "data", clock, billed)
    gate, half = Event(), Event()
    _pause(monkeypatch, half, gate)
    hands = opened(folder)
    list_page(hands)
    press(hands, "Importer la liste de l'État…")
    hands.press(Qt.Key.Key_Space)
    wait_until(half.is_set)
    hands.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)  # to English
    page = hands.page
    assert isinstance(page, BodiesPage)
    assert "Stop" in {button.text() for button in page.list.findChildren(QPushButton)}
    gate.set()
    hands.settle()
    assert about(folder, clock)["bodies"] == "2"
    assert hands.application.states.bodies.list_import.imported is not None
    assert hands.application.desk.say("Voir les changements") in shown(page.list)


@pytest.mark.usefixtures("list_file")
def test_import__ends_with_its_window_and_changes_nothing(
    opened: Opener, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = furnished(tmp_path / "data", clock, billed)
    before, gate, half = about(folder, clock), Event(), Event()
    _pause(monkeypatch, half, gate)
    hands = opened(folder)
    list_page(hands)
    press(hands, "Importer la liste de l'État…")
    hands.press(Qt.Key.Key_Space)
    wait_until(half.is_set)
    hands.application.desk.close(wait=False)
    gate.set()
    hands.application.close()
    assert about(folder, clock) == before


def test_search__answered_after_its_window_was_built_again(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    hands = opened(furnished(tmp_path / "data", clock))
    bodies_page(hands)
    gate = Event()
    hands.application.desk.run(lambda _workspace: gate.wait(10))
    hands.type("rennes")
    hands.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: hands.application.desk.language == "en")
    gate.set()
    hands.settle()
    page = hands.page
    assert isinstance(page, BodiesPage)
    assert page.search.box.text() == "rennes"
    assert page.search.model.rowCount()


def _pause(monkeypatch: pytest.MonkeyPatch, half: Event, gate: Event) -> None:
    """Let an import wait when something of it is done."""

    def paused(workspace, files, columns, progress):  # type: ignore[no-untyped-def]
        def told(done: int, total: int) -> None:
            half.set()
            assert gate.wait(10)
            progress(done, total)

        return import_directory(workspace, files, columns, told)

    monkeypatch.setattr(list_import, "import_directory", paused)
