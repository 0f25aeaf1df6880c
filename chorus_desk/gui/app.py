"""The application: one window on one data folder, built again when language or theme change."""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from chorus_desk import resources
from chorus_desk.domain.errors import UserError
from chorus_desk.gui import theme
from chorus_desk.gui.desk import Desk, Place
from chorus_desk.gui.garbage import Sweeper
from chorus_desk.gui.main_window import MainWindow
from chorus_desk.gui.navigation import Navigator, Page, Ways
from chorus_desk.gui.watch import FolderWatch
from chorus_desk.system.clock import Clock
from chorus_desk.system.places import choose_data_folder, default_data_folder
from chorus_desk.system.settings import Settings, load_settings
from chorus_desk.usecases.demo_place import demo_folder
from chorus_desk.wording.catalogue import N_

if TYPE_CHECKING:
    from chorus_desk.gui.pages.bodies.state import BodiesState
    from chorus_desk.gui.pages.business.state import BusinessState
    from chorus_desk.gui.pages.editor.state import EditorState
    from chorus_desk.gui.pages.hand_over.state import HandOverState
    from chorus_desk.gui.pages.importing.state import ImportState
    from chorus_desk.gui.pages.invoices.state import ListState
    from chorus_desk.usecases.first_steps import FirstSteps


class States:
    """What the pages remember when the window is built again; each made when it is first used."""

    @cached_property
    def invoices(self) -> "ListState":
        """Where the list stands."""
        from chorus_desk.gui.pages.invoices.state import ListState

        return ListState()

    @cached_property
    def editor(self) -> "EditorState":
        """The draft on the desk."""
        from chorus_desk.gui.pages.editor.state import EditorState

        return EditorState()

    @cached_property
    def bodies(self) -> "BodiesState":
        """Which body is looked at."""
        from chorus_desk.gui.pages.bodies.state import BodiesState

        return BodiesState()

    @cached_property
    def business(self) -> "BusinessState":
        """What was typed of the business."""
        from chorus_desk.gui.pages.business.state import BusinessState

        return BusinessState()

    @cached_property
    def importing(self) -> "ImportState":
        """Where the import stands."""
        from chorus_desk.gui.pages.importing.state import ImportState

        return ImportState()

    @cached_property
    def hand_over(self) -> "HandOverState":
        """Where the deposit stands."""
        from chorus_desk.gui.pages.hand_over.state import HandOverState

        return HandOverState()


class Application:
    """Holds the window and what it stands on."""

    def __init__(self, qt: QApplication, clock: Clock, home: Path | None = None) -> None:
        self._qt, self._clock = qt, clock
        self._home = home or default_data_folder()
        """The user's own folder, also while the demo's is open."""
        self._desk: Desk | None = None
        self._window: MainWindow | None = None
        self._navigator: Navigator | None = None
        self._watch: FolderWatch | None = None
        self.states = States()
        self._sweeper = Sweeper()

    @property
    def desk(self) -> Desk:
        """The data folder that is open."""
        assert self._desk is not None
        return self._desk

    @property
    def watch(self) -> FolderWatch:
        """The folder that is watched, or none."""
        assert self._watch is not None
        return self._watch

    @property
    def window(self) -> MainWindow:
        """The window as it stands."""
        assert self._window is not None
        return self._window

    @property
    def navigator(self) -> Navigator:
        """What leads from page to page."""
        assert self._navigator is not None
        return self._navigator

    def open(self, folder: Path, settings: Settings | None = None) -> None:
        """Open a data folder in the window, in place of the one that was."""
        if self._window is not None:
            self._window.leave_page()
        if self._desk is not None:
            self.watch.stop()
            self._desk.close(wait=False)
        said = self._window.bar.message if self._window is not None else None
        self.states, self._navigator = States(), None
        self._desk = Desk(Place.of(folder, self._home), self._clock, settings)
        self._desk.restyled.connect(self._build)
        self._desk.moved.connect(self._move)
        self._desk.ready.connect(self._choose_first_page)
        self._desk.resumed.connect(self._edit)
        self._desk.retyped.connect(self._resume_business)
        self._watch = FolderWatch(self._desk)
        self._watch.wanted.connect(self._show_documents)
        self._watch.asked.connect(self._import_files)
        self._build()
        if said is not None and said.lasting:
            self.window.bar.show_message(said)

    def close(self) -> None:
        """Keep what is under way, end the threads and close the data."""
        if self._window is not None:
            self._window.leave_page()
        if self._desk is not None:
            self.watch.stop()
            self._desk.close()
        self._sweeper.stop()

    def _choose_first_page(self) -> None:
        """Welcome who has nothing yet; the list is there for everybody else."""
        from chorus_desk.usecases.first_steps import first_steps

        self.desk.run(first_steps, self._welcome_newcomer)

    def _welcome_newcomer(self, steps: "FirstSteps") -> None:
        new = not steps.has_seller and not steps.has_invoices
        if new and self.navigator.current == "invoices":
            self.navigator.go("welcome")

    def _build(self) -> None:
        """Make the window; one that was there before hands over its place."""
        old, page = self._window, self._navigator.current if self._navigator else ""
        theme.apply(self._qt, self.desk.settings.theme, demo=self.desk.place.demo)
        self._navigator = Navigator(self._makers(), self._commands(), self._ways())
        self._window = MainWindow(self.desk, self._navigator)
        if old is None:
            self._window.resize(1240, 800)
        else:
            self._window.setGeometry(old.geometry())
            old.retire()
        self._navigator.go(page or "invoices")
        self._window.show()

    def _makers(self) -> Mapping[str, Callable[[], Page]]:
        """Return how each page is made; its modules are loaded when it is first shown."""
        return {
            "welcome": self._welcome_page, "invoices": self._invoices_page,
            "editor": self._editor_page, "import": self._import_page,
            "hand-over": self._hand_over_page, "business": self._business_page,
            "bodies": self._bodies_page,
        }  # fmt: skip

    def _welcome_page(self) -> Page:
        from chorus_desk.gui.pages.welcome import WelcomePage

        return WelcomePage(self.desk, self.navigator)

    def _invoices_page(self) -> Page:
        from chorus_desk.gui.pages.invoices.page import InvoicesPage

        return InvoicesPage(self.desk, self.navigator, self.states.invoices)

    def _editor_page(self) -> Page:
        from chorus_desk.gui.pages.editor.page import EditorPage

        return EditorPage(self.desk, self.navigator, self.states.editor)

    def _import_page(self) -> Page:
        from chorus_desk.gui.pages.importing.page import ImportPage

        return ImportPage(self.desk, self.navigator, self.states.importing, self.watch)

    def _hand_over_page(self) -> Page:
        from chorus_desk.gui.pages.hand_over.page import HandOverPage

        return HandOverPage(self.desk, self.navigator, self.states.hand_over)

    def _bodies_page(self) -> Page:
        from chorus_desk.gui.pages.bodies.page import BodiesPage

        return BodiesPage(self.desk, self.navigator, self.states.bodies)

    def _business_page(self) -> Page:
        from chorus_desk.gui.pages.business.page import BusinessPage

        return BusinessPage(self.desk, self.navigator, self.states.business)

    def _commands(self) -> Mapping[str, Callable[[], None]]:
        return {
            "new": lambda: self._edit(None), "import": lambda: self.navigator.go("import"),
            "save-copy": self._save_copy, "open-copy": self._open_copy,
            "demo": self._open_demo, "leave-demo": self._go_home, "adopt": self._adopt,
        }  # fmt: skip

    def _ways(self) -> Ways:
        return Ways(
            edit=self._edit, hand_over=self._hand_over, show=self._show_documents,
            import_files=self._import_files, bill=self._bill, show_body=self._show_body,
        )  # fmt: skip

    def _edit(self, invoice_id: int | None) -> None:
        self.states.editor.ask(invoice_id)
        self.navigator.go("editor")

    def _resume_business(self) -> None:
        self.states.business.resume = True
        self.navigator.go("business")

    def _bill(self, siret: str) -> None:
        self.states.editor.ask(None, buyer=siret)
        self.navigator.go("editor")

    def _show_body(self, siret: str) -> None:
        self.states.bodies.ask(siret)
        self.navigator.go("bodies")

    def _hand_over(self, ids: Sequence[int]) -> None:
        self.states.hand_over.ask(ids)
        self.navigator.go("hand-over")

    def _show_documents(self, ids: Sequence[int]) -> None:
        self.states.invoices.ask(ids)
        self.navigator.go("invoices")

    def _import_files(self, paths: Sequence[Path]) -> None:
        self.states.importing.ask(paths)
        self.navigator.go("import")

    def _save_copy(self) -> None:
        from chorus_desk.gui.dialogs.copies import save_copy_as

        save_copy_as(self.desk, self.window)

    def _open_copy(self) -> None:
        from chorus_desk.gui.dialogs.copies import open_copy_from

        open_copy_from(self.desk, self.window)

    def _open_demo(self) -> None:
        """Open the demo's data, made when they are not there yet; they stand beside the user's."""
        if self.desk.place.demo:
            return
        folder = demo_folder(self._home)
        self.desk.tell(self.desk.say(N_("La démonstration se prépare…")))

        def ready(_workspace: object) -> Path:
            from chorus_desk.usecases.demo import ensure_demo

            return ensure_demo(folder, self._clock)

        self.desk.run(ready, self._show_demo)

    def _show_demo(self, folder: Path) -> None:
        self.open(folder, load_settings(folder)._replace(language=self.desk.language))

    def _move(self, folder: Path) -> None:
        """Show a copy that was opened; who has nothing yet goes on in it from now on."""
        from chorus_desk.usecases.first_steps import first_steps

        def moved(steps: "FirstSteps") -> None:
            self.open(folder, load_settings(folder)._replace(language=self.desk.language))
            if not steps.has_seller and not steps.has_invoices:
                self._adopt()

        self.desk.run(first_steps, moved)

    def _adopt(self) -> None:
        """Make the folder that is open the user's usual one."""
        folder = self.desk.place.folder
        try:
            choose_data_folder(folder)
        except OSError:
            self.desk.fail(UserError("cannot-write", file=str(folder)))
            return
        self._home = folder
        self.desk.place = Place.of(folder, folder)
        self.watch.refresh()
        self._build()

    def _go_home(self) -> None:
        self.open(self._home, load_settings(self._home)._replace(language=self.desk.language))


def _demo_of(folder: Path, clock: Clock) -> Path:
    from chorus_desk.usecases.demo import ensure_demo

    return ensure_demo(demo_folder(folder), clock)


def run_window(folder: Path, language: str | None = None, *, demo: bool = False) -> int:
    """Open the window on a data folder and return the program's exit code.

    ``demo``: on the demo's data that stand beside that folder, made where there are none.
    """
    qt = the_application()
    application = open_window(qt, folder, language, demo=demo)

    def hook(_kind: type[BaseException], bug: BaseException, _trace: TracebackType | None) -> None:
        application.desk.report_bug(bug)

    sys.excepthook = hook
    try:
        return qt.exec()
    finally:
        application.close()


def the_application() -> QApplication:
    """Return Qt's application, made where there is none."""
    known = QApplication.instance()
    return known if isinstance(known, QApplication) else QApplication(sys.argv[:1])


def open_window(
    qt: QApplication, folder: Path, language: str | None = None, *, demo: bool = False
) -> Application:  # fmt: skip
    """Open the window on a data folder as it opens for the user; the caller runs Qt's loop."""
    qt.setApplicationName("Chorus Desk")
    qt.setWindowIcon(QIcon(str(resources.path("icons", "app.svg"))))
    theme.use_font(qt)
    clock = Clock()
    place = _demo_of(folder, clock) if demo else folder
    settings = load_settings(place)
    if language is not None:
        settings = settings._replace(language=language)
    application = Application(qt, clock, home=folder)
    application.open(place, settings)
    return application
