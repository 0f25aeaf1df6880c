"""One measurement of the window, in a process of its own: prints one line of JSON.

`start`, `list` and `editor` take a data folder; `start` also the time of its launch (seconds of
``time.time``). What is loaded is loaded inside the measurement, as it is at a start.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chorus_desk.gui.app import Application

BEGUN = time.time()


def start(folder: Path, launched: str) -> dict[str, object]:
    """Start our window on a data folder until its list is on the screen.

    Returns milliseconds since the launch, and since Python began with this file.
    """
    from chorus_desk.cli.window import window_wish
    from chorus_desk.system.places import default_data_folder

    assert window_wish([]) is not None
    default_data_folder()  # a start looks for it; the benchmark's stands elsewhere
    application = _open(folder)
    from PySide6.QtCore import QCoreApplication

    found: list[float] = []

    def drawn() -> None:
        QCoreApplication.processEvents()  # the rows that came are painted
        found.append(time.time())

    _when(lambda: _rows(application) > 0, drawn)
    application.close()
    return {"ms": (found[0] - float(launched)) * 1000, "inside": (found[0] - BEGUN) * 1000}


def list_(folder: Path) -> dict[str, object]:
    """Open the list, filter it, search in it: milliseconds each, and memory."""
    from chorus_desk.gui.pages.invoices.page import InvoicesPage

    application = _open(folder)
    page = application.window.current
    assert isinstance(page, InvoicesPage)
    _when(lambda: _rows(application) > 0)
    total = _rows(application)

    def timed(act: Callable[[], object], true: Callable[[], bool]) -> float:
        times = []
        for _ in range(5):
            page.search_now("")
            page.filter_by("all")
            _when(lambda: _rows(application) == total and application.desk.tasks.idle)
            begun = time.perf_counter()
            act()
            _when(true)
            times.append((time.perf_counter() - begun) * 1000)
        return min(times)

    opened = timed(page.reload, lambda: application.desk.tasks.idle)
    filtered = timed(lambda: page.filter_by("to-deposit"), lambda: _rows(application) == 0)
    searched = timed(lambda: page.search_now("affiche 77"), lambda: 0 < _rows(application) < total)
    application.close()
    return {"open": opened, "filter": filtered, "search": searched, "megabytes": _megabytes()}


def editor(folder: Path) -> dict[str, object]:
    """Type into a draft of ten lines: milliseconds to its figures, and to its page."""
    from chorus_desk.gui.pages.editor.page import EditorPage
    from chorus_desk.presenters.editor.lines import Cell
    from tests.benchmarks.window import ten_lines

    draft = ten_lines(folder)
    application = _open(folder)
    application.navigator.ways.edit(draft)
    page = application.window.current
    assert isinstance(page, EditorPage)
    _when(lambda: page.form is not None and page.view.page_count > 0)
    form, made = page.form, page.editor
    assert form is not None
    assert made is not None
    shown: list[int] = []
    page.view.shown.connect(lambda: shown.append(1))
    figures, pages = [], []
    index = form.grid.lines.index(3, list(Cell).index(Cell.QUANTITY))
    for number in range(2, 32):
        _when(lambda: application.desk.tasks.idle)
        shown.clear()
        begun = time.perf_counter()
        form.grid.lines.type(index, str(number))
        figures.append((time.perf_counter() - begun) * 1000)
        _when(lambda: bool(shown))
        pages.append((time.perf_counter() - begun) * 1000)
    application.close()
    return {"figures": figures[3:], "page": pages[3:]}


def _open(folder: Path) -> "Application":
    from chorus_desk.gui.app import open_window, the_application

    return open_window(the_application(), folder)


def _rows(application: "Application") -> int:
    from chorus_desk.gui.pages.invoices.page import InvoicesPage

    page = application.window.current
    return page.model.rowCount() if isinstance(page, InvoicesPage) else 0


def _when(true: Callable[[], bool], then: Callable[[], object] | None = None) -> None:
    """Run the window's loop until something is true."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, timer = QEventLoop(), QTimer()

    def look() -> None:
        if true():
            if then is not None:
                then()
            loop.quit()

    timer.timeout.connect(look)
    timer.start(1)  # a loop that never rests would keep the interpreter from the other thread
    loop.exec()
    timer.stop()


def _megabytes() -> float:
    """Return the most memory this process took; 0 where the system does not tell it."""
    status = Path("/proc/self/status")
    if status.is_file():  # Linux counts the parent's memory into ``ru_maxrss``
        peaks = (line.split() for line in status.read_text().splitlines())
        return next(int(words[1]) for words in peaks if words[0] == "VmHWM:") / 1000
    try:
        import resource
    except ImportError:
        return 0.0
    peak: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1000


def main() -> None:
    """Measure what is asked for."""
    what, folder, *launched = sys.argv[1:]
    parts: dict[str, Callable[..., dict[str, object]]] = {
        "start": start, "list": list_, "editor": editor,
    }  # fmt: skip
    print(json.dumps(parts[what](Path(folder), *launched)))


if __name__ == "__main__":
    main()
