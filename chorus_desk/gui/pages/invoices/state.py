"""What the list remembers when the window is built again: search, filter, order, choice."""

from collections.abc import Sequence

from chorus_desk.usecases.find_invoices import Query


class ListState:
    """Where the list stands."""

    def __init__(self) -> None:
        self.query = Query()
        self.filter = "all"
        self.chosen: tuple[int, ...] = ()

    def ask(self, ids: Sequence[int]) -> None:
        """Have documents shown and chosen, whatever the search and filter were."""
        self.query, self.filter, self.chosen = Query(), "all", tuple(ids)
