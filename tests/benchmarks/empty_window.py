"""What a start is measured against: an empty PySide6 main window, on the screen.

Imports nothing else, so that nothing else is counted. Takes the time of its launch (seconds of
``time.time``), prints milliseconds since then and since Python began with this file.
"""

import time

BEGUN = time.time()

import sys  # noqa: E402 # the clock comes first

from PySide6.QtCore import QCoreApplication, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: E402

qt = QApplication([])
window = QMainWindow()
window.show()


def drawn() -> None:
    """Let the window be painted, tell the time and end."""
    QCoreApplication.processEvents()
    now = time.time()
    print(f'{{"ms": {(now - float(sys.argv[1])) * 1000}, "inside": {(now - BEGUN) * 1000}}}')
    qt.quit()


QTimer.singleShot(0, drawn)
qt.exec()
