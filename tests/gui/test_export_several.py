"""Several documents of the list are taken into one workbook, by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QRadioButton

from chorus_desk.gui.dialogs.export import ExportDialog
from chorus_desk.gui.pages.invoices.page import InvoicesPage
from chorus_desk.system.clock import Clock
from chorus_desk.usecases.importing.invoices import import_files
from chorus_desk.usecases.workspace import open_workspace
from chorus_desk.wording.typography import french_spaces
from tests.gui.conftest import Opener
from tests.stored import draft, furnish


@pytest.mark.parametrize("kind", [(0, ".xlsx"), (1, ".ods")])
def test_several__go_into_one_workbook(
    opened: Opener, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch,
    kind: tuple[int, str],
) -> None:  # fmt: skip
    place, ending = kind
    with open_workspace(tmp_path / "data", clock) as workspace:
        furnish(workspace)
        for number in ("F1", "F2", "F3"):
            draft(workspace, number)
    offered: list[str] = []

    def choose(dialog: ExportDialog) -> int:
        buttons = dialog.findChildren(QRadioButton)
        offered.extend(button.text() for button in buttons)
        buttons[place].setChecked(True)
        return 1

    proposed: list[str] = []

    def save(_parent: object, _title: str, name: str) -> tuple[str, str]:
        proposed.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr(ExportDialog, "exec", choose)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    hands = opened(tmp_path / "data")
    page = hands.page
    assert isinstance(page, InvoicesPage)
    hands.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    page.run_command("export")
    hands.settle()
    assert offered == ["Classeur Excel", "Classeur LibreOffice"]
    assert proposed == [f"factures{ending}"]
    message = hands.application.window.bar.message
    assert message is not None
    assert message.text == french_spaces(f"« factures{ending} » est enregistré.")
    hands.application.close()
    with open_workspace(tmp_path / "other", clock) as workspace:
        found = import_files(workspace, [tmp_path / f"factures{ending}"]).invoices
        assert sorted(str(item.number) for item in found) == ["F1", "F2", "F3"]
