"""Which page comes next: pages ask the navigator, and know nothing of one another."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from chorus_desk.wording.catalogue import N_


class PageSpec(NamedTuple):
    """A page of the bar at the left: its title and icon."""

    title: str
    icon: str


PAGES: Mapping[str, PageSpec] = {
    "welcome": PageSpec(N_("Accueil"), "home"),
    "invoices": PageSpec(N_("Factures"), "invoices"),
    "import": PageSpec(N_("Importer"), "import"),
    "bodies": PageSpec(N_("Organismes publics"), "bodies"),
    "business": PageSpec(N_("Mon entreprise"), "business"),
}
_PARENTS = {"editor": "invoices", "hand-over": "invoices"}


class Page(QWidget):
    """What every page can do; each does more of it than this."""

    def enter(self) -> None:
        """Take note that the page came to the front."""

    def leave(self) -> None:
        """Keep what is under way: another page comes, or the window closes."""

    def refusal(self, _command: str) -> str | None:
        """Return None when the page can do an action now, else the reason ("" where none)."""
        return ""

    def run_command(self, _command: str) -> None:
        """Do an action that ``refusal`` let through."""


class Ways(NamedTuple):
    """How a page hands something over to another."""

    edit: Callable[[int | None], None]
    """Open a draft in the editor, by its id; None for a new one."""
    hand_over: Callable[[Sequence[int]], None]
    """Prepare the deposit of issued invoices, by their ids."""
    show: Callable[[Sequence[int]], None]
    """Show documents in the list, chosen."""
    import_files: Callable[[Sequence[Path]], None]
    bill: Callable[[str], None]
    """Begin an invoice to a public body, by its SIRET."""
    show_body: Callable[[str], None]
    """Show what is known of a public body, by its SIRET."""


class Navigator(QObject):
    """Leads from page to page."""

    went = Signal(str)

    def __init__(
        self, makers: Mapping[str, Callable[[], Page]], commands: Mapping[str, Callable[[], None]],
        ways: Ways,
    ) -> None:  # fmt: skip
        super().__init__()
        self._makers, self._commands = makers, commands
        self.ways = ways
        self.current = ""

    def make(self, key: str) -> Page:
        """Return a new page of a kind."""
        return self._makers[key]()

    def parent_of(self, key: str) -> str:
        """Return the page of the bar that another page belongs to."""
        return _PARENTS.get(key, key)

    def go(self, key: str) -> None:
        """Bring a page to the front."""
        self.current = key
        self.went.emit(key)

    def run(self, command: str) -> bool:
        """Do an action that belongs to no page; False when there is none of that name."""
        found = self._commands.get(command)
        if found is not None:
            found()
        return found is not None
