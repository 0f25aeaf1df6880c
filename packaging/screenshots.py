"""Draws every screen into docs/screenshots: `python3 dev.py screenshots [NAME…]`."""

import sys
import tempfile
from collections.abc import Mapping
from itertools import product
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from screen_data import demo_data
from screen_window import Show, open_at, settle
from screens import EMPTY_SCREENS, SCREENS

TARGET = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
_SIZE = (1280, 820)


def draw(data: Path, folder: Path, screens: Mapping[str, Show], wanted: set[str]) -> None:
    """Draw these screens in both languages and both themes."""
    for language, theme_name in product(("fr", "en"), ("light", "dark")):
        for name, show in screens.items():
            if wanted and name not in wanted:
                continue
            application = open_at(data, language=language, theme_name=theme_name)
            application.window.resize(*_SIZE)
            settle(application)
            widget = show(application, folder) or application.window
            settle(application)
            target = TARGET / f"{language}-{theme_name}" / f"{name}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            _picture(widget).save(str(target))
            _shrink(target)
            if widget is not application.window:
                widget.close()
                widget.deleteLater()
            application.close()
            application.window.deleteLater()
            # Old windows would pile up, and each theme be put on all of them.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            print(target.relative_to(TARGET.parent.parent), flush=True)


def _picture(widget: QWidget) -> QPixmap:
    """Return what is seen of a window, the lists that are open before it included."""
    drawn = widget.grab()
    painter = QPainter(drawn)
    for other in QApplication.topLevelWidgets():
        if other.isVisible() and other.windowType() is Qt.WindowType.Popup:
            painter.drawPixmap(widget.mapFromGlobal(other.pos()), other.grab())
    painter.end()
    return drawn


def _shrink(picture: Path) -> None:
    """Keep a picture in 256 colours: a quarter of the bytes, and nobody sees it."""
    with Image.open(picture) as drawn:
        drawn.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(picture, optimize=True)


def main() -> None:
    """Draw all screens, or those named."""
    wanted = set(sys.argv[1:])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        draw(demo_data(folder), folder, SCREENS, wanted)
        draw(folder / "vide", folder, EMPTY_SCREENS, wanted)


if __name__ == "__main__":
    main()
