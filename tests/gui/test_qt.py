"""The pinned PySide6 is a sane one: some releases leak, or crash, on what a window does all day."""

import sys

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot


def test_set_text__does_not_lose_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(2000):
        label.setText(f"Facture {number}")
    assert label.text() == "Facture 1999"
    # A broken release drops one reference a call, until the process dies (3.11); from 3.12 on
    # None is immortal and the count says nothing.
    assert sys.version_info >= (3, 12) or sys.getrefcount(None) > before - 1000


def test_window__can_be_looked_at(qtbot: QtBot) -> None:
    label = QLabel("Aperçu")
    qtbot.addWidget(label)
    label.show()
    picture = label.grab()
    assert not picture.isNull()
    assert QApplication.instance() is not None
