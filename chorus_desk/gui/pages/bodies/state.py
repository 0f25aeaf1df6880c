"""What the page of the bodies remembers when the window is built again."""

from dataclasses import dataclass, field

from chorus_desk.gui.pages.bodies.list_import import ListImport

SEARCH, NEWS, MISSING, LIST = "search", "news", "missing", "list"


@dataclass
class BodiesState:
    """Where the page stands."""

    view: str = SEARCH
    typed: str = ""
    chosen: str | None = None
    """The SIRET of the body shown."""
    list_import: ListImport = field(default_factory=ListImport)

    def ask(self, siret: str) -> None:
        """Have a body shown, whatever was looked for."""
        self.view, self.typed, self.chosen = SEARCH, siret, siret
