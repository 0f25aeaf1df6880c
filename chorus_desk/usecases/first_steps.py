"""How far a person is on the way to the first invoice: what the first cards tick."""

from typing import NamedTuple

from chorus_desk.domain.history import DRAFT, ELSEWHERE
from chorus_desk.storage.listing import count_by_status
from chorus_desk.storage.seller import has_seller
from chorus_desk.usecases.workspace import Workspace


class FirstSteps(NamedTuple):
    """What is there already: a business, documents, one of them issued."""

    has_seller: bool
    has_invoices: bool
    has_issued: bool


def first_steps(workspace: Workspace) -> FirstSteps:
    """Return how far the first steps are done."""
    counts = count_by_status(workspace.connection)
    return FirstSteps(
        has_seller=has_seller(workspace.connection),
        has_invoices=bool(counts),
        has_issued=bool(counts.keys() - {DRAFT, ELSEWHERE}),
    )
