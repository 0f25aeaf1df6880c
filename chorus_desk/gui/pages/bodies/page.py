"""The page of the public bodies: search, what a new list changed, what is missing."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from chorus_desk.gui.desk import Desk
from chorus_desk.gui.navigation import Navigator, Page
from chorus_desk.gui.pages.bodies.body_card import BodyCard
from chorus_desk.gui.pages.bodies.list_view import ListView
from chorus_desk.gui.pages.bodies.missing_view import MissingView
from chorus_desk.gui.pages.bodies.news_view import NewsView
from chorus_desk.gui.pages.bodies.search_view import SearchView
from chorus_desk.gui.pages.bodies.state import LIST, MISSING, NEWS, SEARCH, BodiesState
from chorus_desk.gui.widgets.layouts import FlowLayout, heading, make_chip, write_chip
from chorus_desk.usecases.changes import Changes
from chorus_desk.wording.catalogue import N_

_VIEWS = {
    SEARCH: N_("Chercher"),
    MISSING: N_("À demander"),
    NEWS: N_("Changements"),
    LIST: N_("Liste de l'État"),
}
_PAUSE = 400
"""Milliseconds before the views behind are read: a search typed at once does not wait for them."""
_OF_BODIES = Changes.BODIES | Changes.INVOICES | Changes.DIRECTORY


class BodiesPage(Page):
    """Finds bodies, shows what is known of them and keeps it true."""

    def __init__(self, desk: Desk, navigator: Navigator, state: BodiesState) -> None:
        super().__init__()
        self._desk, self._navigator, self._state = desk, navigator, state
        self._build()
        desk.changed.connect(self._changed)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(heading(self._desk.say(N_("Organismes publics"))))
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._make_chips())
        self.search = SearchView(self._desk, self._state, BodyCard(self._desk, self._navigator))
        self._stack = QStackedWidget()
        self.news = NewsView(self._desk)
        self.news.wanted.connect(self.show_body)
        self.news.counted.connect(lambda count: self._count(NEWS, count))
        self.list = ListView(self._desk, self._state.list_import)
        self.list.news_wanted.connect(lambda: self.show_view(NEWS))
        self.missing = MissingView(self._desk)
        self.missing.wanted.connect(self.show_body)
        self.missing.edit_wanted.connect(self._navigator.ways.edit)
        self.missing.counted.connect(lambda count: self._count(MISSING, count))
        self._views: dict[str, QWidget] = {
            SEARCH: self.search, MISSING: self.missing, NEWS: self.news, LIST: self.list,
        }  # fmt: skip
        self._refreshers: dict[str, Callable[[], None]] = {
            SEARCH: self.search.refresh, MISSING: self.missing.refresh,
            NEWS: self.news.refresh, LIST: self.list.refresh,
        }  # fmt: skip
        self._stale: set[str] = set()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._refresh_stale)
        for view in self._views.values():
            self._stack.addWidget(view)
        column.addWidget(self._stack, 1)

    def _make_chips(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        group = QButtonGroup(self)
        self.chips: dict[str, QPushButton] = {}
        for key, text in _VIEWS.items():
            chip = make_chip(self._desk.say(text), chosen=key == self._state.view)
            chip.clicked.connect(self._shower(key))
            group.addButton(chip)
            row.addWidget(chip)
            self.chips[key] = chip
        return holder

    def _shower(self, key: str) -> Callable[[], None]:
        return lambda: self.show_view(key)

    def show_view(self, key: str) -> None:
        """Bring one of the page's views to the front."""
        self._state.view = key
        self.chips[key].setChecked(True)
        self._stack.setCurrentWidget(self._views[key])
        if key in self._stale:
            self._stale.discard(key)
            self._refreshers[key]()

    def show_body(self, siret: str) -> None:
        """Show the page of a body, by its SIRET."""
        self._state.ask(siret)
        self.show_view(SEARCH)
        self.search.box.setText(siret)
        self.search.show_body(siret)

    def _count(self, key: str, count: int) -> None:
        """Say on a chip how much there is to look at."""
        text = self._desk.say(_VIEWS[key])
        write_chip(self.chips[key], f"{text} · {count}" if count else text)

    def enter(self) -> None:
        """Read what is known."""
        if self.search.box.text() != self._state.typed:
            self.search.box.setText(self._state.typed)
        self.show_view(self._state.view)
        self._refresh()
        self.search.box.setFocus()

    def _refresh(self) -> None:
        """Read the view in front; the others, for what their chips count, when work is over."""
        self._refreshers[self._state.view]()
        self._stale = set(_VIEWS) - {self._state.view}
        self._pause.start()

    def _refresh_stale(self) -> None:
        for key in (key for key in _VIEWS if key in self._stale):
            self._refreshers[key]()
        self._stale = set()

    def refusal(self, command: str) -> str | None:
        """Return why an action cannot be done here."""
        return None if command == "find" else ""

    def run_command(self, command: str) -> None:
        """Do an action of the window."""
        if command == "find":
            self.show_view(SEARCH)
            self.search.box.setFocus()
            self.search.box.selectAll()

    def _changed(self, changes: Changes) -> None:
        if changes & _OF_BODIES and self.isVisible():
            self._refresh()
