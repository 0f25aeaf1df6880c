"""Finds invoices for the list: ids by words, status and order; rows only for what is shown."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from chorus_desk.domain.history import PAID
from chorus_desk.storage import listing
from chorus_desk.storage.connection import reading
from chorus_desk.storage.listing import Sort, Sum
from chorus_desk.storage.rows import InvoiceRow, load_rows
from chorus_desk.usecases.statuses import closed_statuses

if TYPE_CHECKING:
    from chorus_desk.usecases.workspace import Workspace


class Query(NamedTuple):
    """What is looked for: every word of ``text``, one of ``statuses`` (None for all)."""

    text: str = ""
    statuses: Collection[str] | None = None
    sort: Sort = Sort.DATE
    descending: bool = True

    @property
    def narrows(self) -> bool:
        """Whether some invoices may be left out."""
        return bool(self.text.split()) or self.statuses is not None


class Found(NamedTuple):
    """The ids in order, and how many have each status whatever the filter."""

    ids: tuple[int, ...]
    by_status: Mapping[str, int]


class FoundRow(NamedTuple):
    """An invoice as the list shows it, with what its history comes to."""

    row: InvoiceRow
    status: str
    days_without_news: int | None
    """None before the deposit, and once no more news is expected."""


def find_invoices(workspace: "Workspace", query: Query) -> Found:
    """Return the invoices that a query finds."""
    words = query.text.split()
    with reading(workspace.connection):
        found = listing.find(
            workspace.connection, words=words, statuses=query.statuses, sort=query.sort,
            descending=query.descending,
        )  # fmt: skip
        return Found(tuple(found.ids), found.by_status)


def rows_of(workspace: "Workspace", ids: Sequence[int]) -> list[FoundRow]:
    """Return these invoices as the list shows them, in this order; one that is gone is left out."""
    today, ended = workspace.clock.today(), closed_statuses() | {PAID}
    with reading(workspace.connection):
        rows = load_rows(workspace.connection, ids)
        standings = listing.load_standings(workspace.connection, ids)
    found = []
    for invoice_id in ids:
        if invoice_id in rows:
            status, news = standings[invoice_id]
            expected = news is not None and status not in ended
            days = max(0, (today - news).days) if news and expected else None
            found.append(FoundRow(rows[invoice_id], status, days))
    return found


def sums(workspace: "Workspace", ids: Sequence[int] | None) -> tuple[Sum, ...]:
    """Return what these invoices come to, None for all there are, a sum per currency."""
    return listing.sums_of(workspace.connection, ids)


def issued_among(
    workspace: "Workspace", ids: Sequence[int]
) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """Return of each of these documents whether it is issued, and whether that was elsewhere.

    One that is gone is left out.
    """
    rows = load_rows(workspace.connection, ids)
    found = [rows[id_] for id_ in ids if id_ in rows]
    return tuple(row.issued for row in found), tuple(row.past for row in found)
