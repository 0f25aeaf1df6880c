"""The main window: the pages at the left, one of them in the middle, messages above it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui import theme
from chorus_desk.gui.commands import COMMANDS, MENUS
from chorus_desk.gui.desk import Desk
from chorus_desk.gui.navigation import PAGES, Navigator, Page
from chorus_desk.gui.widgets.message_bar import MessageBar
from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.wording.catalogue import ENGLISH, FRENCH, N_

if TYPE_CHECKING:  # each class of Qt that is named costs a start something
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent


class MainWindow(QMainWindow):
    """Holds the pages; what they do is theirs."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self.desk, self.navigator = desk, navigator
        self.setMinimumSize(QSize(860, 560))
        self.setAcceptDrops(True)
        self._actions: dict[str, QAction] = {}
        self._pages: dict[str, Page] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._build()
        desk.told.connect(self.bar.show_message)
        desk.reported.connect(self._show_report)
        navigator.went.connect(self.show_page)
        self._title()

    def _build(self) -> None:
        self._make_actions()
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._navigation())
        middle = QVBoxLayout()
        middle.setContentsMargins(theme.MARGIN, 14, theme.MARGIN, theme.MARGIN)
        middle.setSpacing(10)
        self.bar = MessageBar(self.desk.say(N_("Fermer")))
        if self.desk.place.demo or self.desk.place.guest:
            middle.addWidget(self._banner())
        middle.addWidget(self.bar)
        self.stack = QStackedWidget()
        middle.addWidget(self.stack, 1)
        row.addLayout(middle, 1)
        self.setCentralWidget(centre)

    def _make_actions(self) -> None:
        bar = self.menuBar()
        menus = {name: bar.addMenu(self.desk.say(name)) for name in MENUS}
        for command in COMMANDS:
            if command.apart:
                menus[command.menu].addSeparator()
            action = QAction(self.desk.say(command.text), self)
            action.setShortcut(command.keys)
            action.setObjectName(command.name)
            action.triggered.connect(self._runner(command.name))
            menus[command.menu].addAction(action)
            self._actions[command.name] = action
        self._actions["quit"].setMenuRole(QAction.MenuRole.QuitRole)
        self._actions["about"].setMenuRole(QAction.MenuRole.AboutRole)

    def _runner(self, name: str) -> Callable[[], None]:
        return lambda: self.run_command(name)

    def _navigation(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("nav", True)
        frame.setFixedWidth(max(theme.NAV_WIDTH, theme.characters(self, 26)))
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 18, 12, 14)
        column.setSpacing(4)
        name = QLabel("Chorus Desk")
        name.setFont(theme.scaled_font(name, 1.35, bold=True))
        column.addWidget(name)
        column.addSpacing(14)
        group = QButtonGroup(self)
        for key, spec in PAGES.items():
            button = QPushButton(self.desk.say(spec.title))
            button.setProperty("page", True)
            button.setCheckable(True)
            button.setIcon(theme.icon(spec.icon))
            button.clicked.connect(self._runner(f"page-{key}"))
            group.addButton(button)
            column.addWidget(button)
            self._buttons[key] = button
        column.addStretch(1)
        return frame

    def _banner(self) -> QWidget:
        """Say that these are not the user's usual data, and lead back to those."""
        place = self.desk.place
        banner = QFrame()
        banner.setProperty("bar", "todo")
        row = QHBoxLayout(banner)
        row.setContentsMargins(14, 8, 8, 8)
        text = (
            N_("Entreprise de démonstration : tout y est inventé, rien n'est envoyé.")
            if place.demo
            else N_("Vous êtes dans une copie de vos données : « {folder} ».")
        )
        said = QLabel(self.desk.say(text, folder=str(place.folder)))
        said.setWordWrap(True)
        row.addWidget(said, 1)
        if place.guest:
            row.addWidget(self._banner_button(N_("Travailler ici désormais"), "adopt"))
        leave = N_("Quitter la démonstration") if place.demo else N_("Revenir à mes données")
        row.addWidget(self._banner_button(leave, "leave-demo"))
        return banner

    def _banner_button(self, text: str, command: str) -> QPushButton:
        button = QPushButton(self.desk.say(text))
        button.clicked.connect(self._runner(command))
        return button

    def _title(self) -> None:
        name = "Chorus Desk"
        if self.desk.place.demo:
            name = self.desk.say(N_("Chorus Desk – démonstration"))
        if self.desk.read_only:
            name = self.desk.say(N_("{name} – lecture seule"), name=name)
        self.setWindowTitle(name)

    def page(self, key: str) -> Page:
        """Return a page, made when it is first shown."""
        if key not in self._pages:
            self._pages[key] = self.navigator.make(key)
            self.stack.addWidget(self._pages[key])
        return self._pages[key]

    def show_page(self, key: str) -> None:
        """Bring a page to the front and let it read what changed."""
        page = self.page(key)
        if self.current is not None and self.current is not page:
            self.current.leave()
        self.stack.setCurrentWidget(page)
        shown = self.navigator.parent_of(key)
        for name, button in self._buttons.items():
            button.setChecked(name == shown)
        self._title()
        self.refresh_actions()
        page.enter()

    @property
    def current(self) -> Page | None:
        """The page in front."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def refresh_actions(self) -> None:
        """Let each action be as the page in front allows it, with its reason when it does not."""
        page = self.current
        for command in COMMANDS:
            if command.name in _EVERYWHERE:
                continue
            reason = page.refusal(command.name) if page else ""
            action = self._actions[command.name]
            action.setEnabled(reason is None)
            text = self.desk.say(command.text)
            told = f"{text} – {reason}" if reason else text
            if told != action.text():  # each change makes Qt measure the menus anew
                action.setText(told)
        for name in ("new", "import", "save-copy"):
            self._actions[name].setEnabled(not self.desk.read_only)
            text = self.desk.say(READ_ONLY) if self.desk.read_only else ""
            self._actions[name].setToolTip(text)

    def run_command(self, name: str) -> None:
        """Do what an action says: here, or on the page in front."""
        own = self._own_commands.get(name)
        if own is not None:
            own()
        elif name.startswith("page-"):
            self.navigator.go(name.removeprefix("page-"))
        elif not self.navigator.run(name) and self.current is not None:
            self.current.run_command(name)

    @property
    def _own_commands(self) -> dict[str, Callable[[], object]]:
        return {
            "language": self._change_language, "theme": self._change_theme, "quit": self.close,
            "keys": self._show_keys, "about": self._show_about, "prices": self._show_prices,
        }  # fmt: skip

    def _change_language(self) -> None:
        other = ENGLISH if self.desk.language == FRENCH else FRENCH
        self.desk.change_settings(language=other)

    def _change_theme(self) -> None:
        order = (theme.SYSTEM, theme.LIGHT_THEME, theme.DARK_THEME)
        now = order.index(self.desk.settings.theme)
        self.desk.change_settings(theme=order[(now + 1) % len(order)])

    def _show_keys(self) -> None:
        from chorus_desk.gui.dialogs.keys import KeysDialog

        KeysDialog(self.desk, self).exec()

    def _show_prices(self) -> None:
        from chorus_desk.gui.dialogs.price_list import show_price_list

        show_price_list(self.desk, self)

    def _show_about(self) -> None:
        from chorus_desk.gui.dialogs.about import AboutDialog

        AboutDialog(self.desk, self).exec()

    def _show_report(self, report: Path) -> None:
        from chorus_desk.gui.dialogs.report import ReportDialog

        ReportDialog(self.desk, report.read_text(encoding="utf-8")).exec()

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:  # noqa: N802 -- Qt's name
        """Take files from anywhere."""
        if event.mimeData().hasUrls() and not self.desk.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: "QDropEvent") -> None:  # noqa: N802 -- Qt's name
        """Import the files that were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.navigator.ways.import_files(paths)

    def closeEvent(self, event: "QCloseEvent") -> None:  # noqa: N802 -- Qt's name
        """Let the page in front keep what is under way."""
        self.leave_page()
        event.accept()

    def leave_page(self) -> None:
        """Let the page in front keep what is under way."""
        if self.current is not None:
            self.current.leave()

    def retire(self) -> None:
        """Give the place to a window built anew, without a word to the pages."""
        self.desk.told.disconnect(self.bar.show_message)
        self.desk.reported.disconnect(self._show_report)
        self.hide()
        self.deleteLater()


_EVERYWHERE = frozenset(
    {
        "new", "import", "save-copy", "open-copy", "demo", "quit", "language", "theme", "keys",
        "about", "prices", *(f"page-{key}" for key in PAGES),
    }
)  # fmt: skip
