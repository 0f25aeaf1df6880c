"""A window in which somebody types for ever, to be killed: `… tests.gui.typing_window DATA [business]`.

Prints the moment of each key on one line, so that who kills it knows what was typed when.
"""

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from chorus_desk.gui.pages.business.page import BusinessPage
from chorus_desk.gui.pages.editor.page import EditorPage
from chorus_desk.system.clock import Clock
from tests.gui.driving import Hands, open_application

SECONDS_BETWEEN_KEYS = 0.04


def main() -> None:
    qt = QApplication([])
    hands = Hands(open_application(Path(sys.argv[1]), Clock()))
    if sys.argv[2:] == ["business"]:
        hands.control(Qt.Key.Key_5)
        assert isinstance(hands.page, BusinessPage)
        hands.tab_to_named("Autres mentions")
    else:
        hands.control(Qt.Key.Key_N)
        assert isinstance(hands.page, EditorPage)
        hands.tab_to_named("Message sur la facture")
    number = 0
    while True:
        hands.type(str(number % 10))
        number += 1
        print(f"{time.time():.3f}", flush=True)
        end = time.monotonic() + SECONDS_BETWEEN_KEYS
        while time.monotonic() < end:
            qt.processEvents()
            time.sleep(0.002)


if __name__ == "__main__":
    main()
