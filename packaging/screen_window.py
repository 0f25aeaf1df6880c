"""The window of the screens: opened on data, waited for, led to a page."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from screen_data import CLOCK

from chorus_desk.gui import theme
from chorus_desk.gui.app import Application
from chorus_desk.gui.pages.editor.page import EditorPage
from chorus_desk.gui.pages.invoices.page import InvoicesPage
from chorus_desk.system.clock import Clock
from chorus_desk.system.settings import Settings

_PATIENCE = 30.0
Show = Callable[[Application, Path], QWidget | None]


def wait_until(true: Callable[[], object], what: str = "something") -> None:
    """Let the window live until something is true; the threads beside it run meanwhile."""
    end = time.monotonic() + _PATIENCE
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(what)
        QApplication.processEvents()
        time.sleep(0.002)


def settle(application: Application) -> None:
    """Wait until nothing that was asked for is left to do."""
    for _ in range(4):  # an answer may ask for more
        wait_until(lambda: application.desk.tasks.idle, "idle")
        for _ in range(4):
            QApplication.processEvents()


def open_at(
    folder: Path, *, language: str = "fr", theme_name: str = "light", clock: Clock = CLOCK,
    percent: int = 100,
) -> Application:  # fmt: skip
    """Return the application with its window on a data folder, its writing as large as asked."""
    qt = QApplication.instance()
    if not isinstance(qt, QApplication):
        qt = QApplication([])
    theme.use_font(qt)
    if percent != 100:
        font = qt.font()
        font.setPointSizeF(font.pointSizeF() * percent / 100)
        qt.setFont(font)
    application = Application(qt, clock, home=folder)
    application.open(folder, Settings(language=language, theme=theme_name))
    settle(application)
    return application


def editor(application: Application, draft: int | None) -> EditorPage:
    """Open a draft, or a new one, and wait until its page is drawn."""
    application.navigator.ways.edit(draft)
    settle(application)
    page = application.window.current
    assert isinstance(page, EditorPage)
    wait_until(lambda: page.form is not None, "the form")
    wait_until(lambda: page.view.page_count > 0, "the page")
    settle(application)
    return page


def invoice_list(application: Application) -> InvoicesPage:
    """Show the list, all of it and nothing chosen."""
    application.navigator.go("invoices")
    settle(application)
    page = application.window.current
    assert isinstance(page, InvoicesPage)
    page.filter_by("all")
    page.table.clearSelection()
    settle(application)
    return page


def drafts(application: Application) -> list[int]:
    """Return the ids of the drafts that ``demo_data`` adds: 200 lines, empty, long names."""
    ids = sorted(invoice_list(application).model.ids)
    return ids[-3:]


def page_of(key: str) -> Show:
    """Return what shows a page of the window."""

    def show(application: Application, _folder: Path) -> None:
        application.navigator.go(key)
        settle(application)

    return show


def one_chosen(application: Application, _folder: Path) -> None:
    """Show the list with an issued invoice chosen."""
    page = invoice_list(application)
    ids = page.model.ids
    page.table.selectRow(ids.index(1) if 1 in ids else 0)
    settle(application)
