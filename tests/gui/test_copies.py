"""Saving a copy and opening it again from the window: what is asked, and what is told."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QProgressDialog, QPushButton

from chorus_desk.gui.dialogs import copies
from chorus_desk.gui.dialogs.copies import FolderDialog
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.seller import show_seller
from chorus_desk.usecases.workspace import Progress, Workspace, open_workspace
from tests import builders as b
from tests.gui.conftest import Opener
from tests.gui.driving import Hands, wait_until
from tests.stored import draft, furnish


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    with open_workspace(tmp_path / "data", clock) as workspace:
        furnish(workspace)
        draft(workspace)
    return tmp_path / "data"


@pytest.fixture
def told() -> list[str]:
    return []


def _hear(hands: Hands, told: list[str]) -> None:
    hands.application.desk.told.connect(lambda message: told.append(message.text))


def _choose(monkeypatch: pytest.MonkeyPatch, name: str, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, name, lambda *_args: (str(path), ""))


def _press_in_dialog(*keys: Qt.Key) -> None:
    """Press keys in the dialog that comes up next."""

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, FolderDialog):
            QTimer.singleShot(10, press)
            return
        dialog.confirm.click() if Qt.Key.Key_Return in keys else dialog.reject()

    QTimer.singleShot(10, press)


def _saved(hands: Hands, monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    _choose(monkeypatch, "getSaveFileName", target)
    hands.control(Qt.Key.Key_S, shift=True)


def test_save__says_where_and_what(
    opened: Opener, tmp_path: Path, folder: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = opened(folder)
    _hear(hands, told)
    _saved(hands, monkeypatch, tmp_path / "copie")
    assert (tmp_path / "copie.zip").is_file()
    assert told[-1].startswith(
        "«\u00a0copie.zip\u00a0» est enregistré et vérifié\u00a0: 1 facture, "
    )
    assert "ko" in told[-1]


def test_save__names_a_reading_that_no_copy_takes(
    opened: Opener, tmp_path: Path, folder: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stray = folder / "mappings" / "vieux" / "b.toml"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"[columns]\n")
    hands = opened(folder)
    _hear(hands, told)
    _saved(hands, monkeypatch, tmp_path / "copie")
    assert "mappings/vieux/b.toml" in told[-1]


def test_save__is_not_begun_without_a_place(
    opened: Opener, folder: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = opened(folder)
    _hear(hands, told)
    _choose(monkeypatch, "getSaveFileName", "")
    hands.control(Qt.Key.Key_S, shift=True)
    assert told == []


def test_save__that_cannot_be_written_is_said(
    opened: Opener, tmp_path: Path, folder: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = opened(folder)
    _hear(hands, told)
    _saved(hands, monkeypatch, tmp_path / "absent" / "copie.zip")
    assert "ne peut pas être écrit" in told[-1]


def test_open__makes_a_folder_beside_and_goes_there(
    opened: Opener, folder: Path, clock: Clock, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path = folder.parent
    hands = opened(folder)
    _hear(hands, told)
    _saved(hands, monkeypatch, tmp_path / "copie.zip")
    _choose(monkeypatch, "getOpenFileName", tmp_path / "copie.zip")
    _press_in_dialog(Qt.Key.Key_Return)
    hands.control(Qt.Key.Key_O, shift=True)
    wait_until(lambda: hands.application.desk.place.folder != folder)
    hands.settle()
    made = tmp_path / "data - copie"
    assert hands.application.desk.place.folder == made
    assert any("1 facture" in text and str(made) in text for text in told)
    with open_workspace(made, clock) as workspace:
        assert show_seller(workspace) == b.seller()
    assert folder.is_dir()


def test_open__nothing_when_it_is_refused_in_the_dialog(
    opened: Opener, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = opened(folder)
    _saved(hands, monkeypatch, tmp_path / "copie.zip")
    _choose(monkeypatch, "getOpenFileName", tmp_path / "copie.zip")
    _press_in_dialog(Qt.Key.Key_Escape)
    hands.control(Qt.Key.Key_O, shift=True)
    assert hands.application.desk.place.folder == folder
    assert not (tmp_path / "data - copie").exists()


def test_open__what_is_no_copy_is_said(
    opened: Opener, tmp_path: Path, folder: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "copie.zip").write_bytes(b"no copy")
    hands = opened(folder)
    _hear(hands, told)
    _choose(monkeypatch, "getOpenFileName", tmp_path / "copie.zip")
    _press_in_dialog(Qt.Key.Key_Return)
    hands.control(Qt.Key.Key_O, shift=True)
    wait_until(lambda: told)
    assert "n'est pas une copie" in told[-1]
    assert hands.application.desk.place.folder == folder


def test_folder__that_is_taken_cannot_be_chosen(
    opened: Opener, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = opened(folder)
    (tmp_path / "data - copie").mkdir()
    dialog = FolderDialog(hands.application.desk, hands.application.window, Path("copie.zip"))
    assert dialog.folder == tmp_path / "data - copie (2)"
    assert dialog.confirm.isEnabled()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    dialog.other.click()
    assert not dialog.confirm.isEnabled()
    assert "n'est pas vide" in dialog.confirm.accessibleDescription()
    empty = tmp_path / "vide"
    empty.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(empty))
    dialog.other.click()
    assert dialog.confirm.isEnabled()
    assert dialog.folder == empty
    dialog.deleteLater()


def test_save__stopped_half_way(
    opened: Opener, tmp_path: Path, folder: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from time import sleep

    def slow(_workspace: Workspace, _target: Path, progress: Progress) -> None:
        for step in range(5000):
            progress(step, 5000)
            sleep(0.002)

    monkeypatch.setattr(copies, "save_copy", slow)
    hands = opened(folder)
    _hear(hands, told)
    _choose(monkeypatch, "getSaveFileName", tmp_path / "copie.zip")
    hands.application.window.run_command("save-copy")
    window = hands.application.window
    wait_until(lambda: any(d.isVisible() for d in window.findChildren(QProgressDialog)))
    [dialog] = window.findChildren(QProgressDialog)
    assert not dialog.isModal()
    button = dialog.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.click()
    hands.settle()
    assert "Arrêté à votre demande" in told[-1]
    assert not any(d.isVisible() for d in window.findChildren(QProgressDialog))
