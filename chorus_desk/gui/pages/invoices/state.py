"""What the list remembers when the window is built again: search, filter, order, choice."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from chorus_desk.usecases.find_invoices import Query


@dataclass
class ListState:
    """Where the list stands."""

    query: Query = field(default_factory=Query)
    filter: str = "all"
    chosen: tuple[int, ...] = ()

    def ask(self, ids: Sequence[int]) -> None:
        """Have documents shown and chosen, whatever the search and filter were."""
        self.query, self.filter, self.chosen = Query(), "all", tuple(ids)
