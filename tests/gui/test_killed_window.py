"""The window killed while somebody types: nothing older than two seconds is lost, and it is said."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPlainTextEdit

from chorus_desk.gui.pages.business.page import BusinessPage
from chorus_desk.storage import invoices
from chorus_desk.storage.rows import list_invoices
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.workspace import open_workspace
from tests.conftest import ROOT
from tests.gui.conftest import Opener
from tests.stored import furnish

LOST_AT_MOST = 2.0
"""Seconds of typing that a kill may take (product contract)."""


def _typed_and_killed(folder: Path, keys: int, *where: str) -> tuple[str, int]:
    """Kill a window after so many keys; return what was typed at most, and how much of it is sure."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.gui.typing_window", str(folder), *where], cwd=ROOT,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    moments = [float(process.stdout.readline()) for _ in range(keys)]
    killed = time.time()
    process.kill()
    moments += [float(line) for line in process.stdout if line.strip()]
    process.wait()
    process.stdout.close()
    typed = "".join(str(number % 10) for number in range(len(moments) + 1))
    return typed, sum(moment < killed - LOST_AT_MOST for moment in moments)


@pytest.mark.parametrize("keys", [45, 90])
def test_typing__killed_loses_at_most_two_seconds(
    opened: Opener, tmp_path: Path, clock: Clock, keys: int
) -> None:
    folder = tmp_path / "données"
    with open_workspace(folder, clock) as workspace:
        furnish(workspace)
    typed, sure = _typed_and_killed(folder, keys)
    hands = opened(folder)
    message = hands.application.window.bar.message
    assert message is not None
    assert message.text.startswith("Chorus Desk s'était arrêté net")
    with open_workspace(folder, clock) as workspace:
        rows = list(list_invoices(workspace.connection))
        assert len(rows) == 1, sure
        stored = invoices.load_invoice(workspace.connection, rows[0].id)
        assert stored is not None
        text = "".join(note.text for note in stored.invoice.notes)
    assert typed.startswith(text)
    assert len(text) >= sure
    assert message.act is not None
    message.act()
    hands.settle()
    assert hands.application.navigator.current == "editor"
    assert hands.application.states.editor.editor is not None
    assert hands.application.states.editor.editor.text("notes") == text


def test_business__killed_loses_at_most_two_seconds(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    folder = tmp_path / "données"
    with open_workspace(folder, clock) as workspace:
        furnish(workspace)
    typed, sure = _typed_and_killed(folder, 80, "business")
    hands = opened(folder)
    message = hands.application.window.bar.message
    assert message is not None
    assert "Mon entreprise" in message.text
    assert message.action == "Reprendre ce que vous aviez saisi"
    assert message.act is not None
    message.act()
    hands.settle()
    page = hands.page
    assert isinstance(page, BusinessPage)
    text = hands.application.states.business.typed["mentions"]
    assert page.offer.isHidden()
    assert typed in text or text.endswith(typed[: len(text)])
    assert sure <= len(text)
    control = page.rows["mentions"].control
    assert isinstance(control, QPlainTextEdit)
    assert control.toPlainText() == text


def test_closed_window__says_nothing_at_the_next_start(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    folder = tmp_path / "données"
    opened(folder).application.close()
    hands = opened(folder)
    assert hands.application.window.bar.message is None


def test_second_window__says_so_and_reads_only(
    opened: Opener, tmp_path: Path, clock: Clock
) -> None:
    folder = tmp_path / "données"
    with open_workspace(folder, clock) as workspace:
        furnish(workspace)
    first = opened(folder)
    second = opened(folder)
    assert not first.application.desk.read_only
    assert second.application.desk.read_only
    message = second.application.window.bar.message
    assert message is not None
    assert "déjà ouvertes dans une autre fenêtre" in message.text
    assert "lecture seule" in second.application.window.windowTitle()
    new = second.application.window.findChild(QAction, "new")
    assert new is not None
    assert not new.isEnabled()
    first.application.close()
