"""What the list of invoices finds, filters and sorts by: ids first, rows for what is shown."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from chorus_desk.domain.money import from_cents
from chorus_desk.domain.text import fold
from chorus_desk.storage.connection import Connection


class Sort(StrEnum):
    """What the list can be sorted by."""

    STATUS = "status"
    NUMBER = "number"
    BUYER = "buyer"
    DATE = "date"
    DUE = "due"
    AMOUNT = "amount"
    NEWS = "news"


_KEYS: Mapping[Sort, str] = {
    Sort.STATUS: "listing.status",
    Sort.NUMBER: "coalesce(number, imported_number, '')",
    Sort.BUYER: "fold(coalesce(buyer_name, ''))",
    Sort.DATE: "issue_date",
    Sort.DUE: "due_date",
    # As the list shows it: what a credit note gives back has its sign.
    Sort.AMOUNT: "CASE kind WHEN 'credit_note' THEN -gross_cents ELSE gross_cents END",
    Sort.NEWS: "listing.news_on",
}
_IN_LISTING = frozenset({Sort.STATUS, Sort.NEWS})


@dataclass(frozen=True, slots=True)
class Sum:
    """What some invoices come to in one currency; credit notes count against."""

    currency: str
    count: int
    gross: Decimal
    due: Decimal


class Listed(NamedTuple):
    """What is found: the ids in order, and how many have each status whatever the filter."""

    ids: list[int]
    by_status: Mapping[str, int]


def find(
    connection: Connection, *, words: Sequence[str] = (),
    statuses: Collection[str] | None = None, sort: Sort = Sort.DATE, descending: bool = True,
) -> Listed:  # fmt: skip
    """Find the invoices that hold every word and have one of the statuses.

    ``words`` are compared folded, anywhere in number, body, references, descriptions and amount.
    """
    if not words:
        ids = _in_order(connection, statuses, None, sort, descending)
        return Listed(ids, count_by_status(connection))
    holding = _holding(connection, words)  # one look at every text, for the ids and the counts
    wanted = [id_ for id_, status in holding.items() if statuses is None or status in statuses]
    ids = _in_order(connection, None, wanted, sort, descending)
    return Listed(ids, Counter(holding.values()))


def count_by_status(connection: Connection) -> Mapping[str, int]:
    """Return how many invoices have each status."""
    counts = connection.execute("SELECT status, count(*) FROM listing GROUP BY status")
    return {row[0]: row[1] for row in counts}


def _holding(connection: Connection, words: Sequence[str]) -> Mapping[int, str]:
    """Return the status of the invoices that hold every word, by id."""
    conditions = " AND ".join(["instr(search, ?) > 0"] * len(words))
    rows = connection.execute(
        f"SELECT invoice_id, status FROM listing WHERE {conditions}",  # noqa: S608 -- ours
        [fold(word) for word in words],
    )
    return dict(tuple(row) for row in rows)


def _in_order(
    connection: Connection, statuses: Collection[str] | None, ids: Sequence[int] | None,
    sort: Sort, descending: bool,  # noqa: FBT001 -- as ``find`` has it
) -> list[int]:  # fmt: skip
    direction = "DESC" if descending else "ASC"
    joined = statuses is not None or sort in _IN_LISTING
    source = "invoices JOIN listing ON listing.invoice_id = invoices.id" if joined else "invoices"
    conditions, values = [], []
    for column, allowed in (("listing.status", statuses), ("invoices.id", ids)):
        if allowed is not None:
            conditions.append(f"{column} IN (SELECT value FROM json_each(?))")  # noqa: S608 -- columns of ours
            values.append(json.dumps(list(allowed)))
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = connection.execute(
        f"SELECT invoices.id FROM {source} {where} "  # noqa: S608 -- words of ours
        f"ORDER BY {_KEYS[sort]} {direction}, invoices.id {direction}",
        values,
    )
    rows.row_factory = None  # the ids of a long list come as plain values
    return [id_ for (id_,) in rows]


def sums_of(connection: Connection, ids: Iterable[int] | None) -> tuple[Sum, ...]:
    """Return what these invoices come to, None for all there are, a sum per currency."""
    chosen = "" if ids is None else "WHERE id IN (SELECT value FROM json_each(?))"
    rows = connection.execute(
        "SELECT currency, count(*) AS n, "  # noqa: S608 -- words of ours
        "sum(CASE kind WHEN 'credit_note' THEN -gross_cents ELSE gross_cents END) AS gross, "
        "sum(CASE kind WHEN 'credit_note' THEN -due_cents ELSE due_cents END) AS due "
        f"FROM invoices {chosen} GROUP BY currency ORDER BY currency",
        () if ids is None else (json.dumps(list(ids)),),
    )
    return tuple(
        Sum(row["currency"], row["n"], from_cents(row["gross"]), from_cents(row["due"]))
        for row in rows
    )


def relist_news(connection: Connection, invoice_id: int) -> None:
    """Bring status and day of the last news up to date for a document that came back."""
    connection.execute(
        "UPDATE listing SET (status, news_on) = ("
        "  SELECT CASE kind WHEN 'status' THEN events.status WHEN 'paid' THEN 'paid' "
        "  ELSE 'deposited' END, on_day FROM events "
        "  WHERE events.invoice_id = ?1 AND kind IN ('deposited', 'status', 'paid') "
        "  ORDER BY on_day DESC, id DESC LIMIT 1"
        ") WHERE invoice_id = ?1 AND EXISTS (SELECT 1 FROM events "
        "  WHERE events.invoice_id = ?1 AND kind IN ('deposited', 'status', 'paid'))",
        (invoice_id,),
    )


def load_standings(
    connection: Connection, ids: Iterable[int]
) -> Mapping[int, tuple[str, date | None]]:
    """Return status and day of the last news of these invoices."""
    rows = connection.execute(
        "SELECT invoice_id, status, news_on FROM listing "
        "WHERE invoice_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {
        row["invoice_id"]: (
            row["status"],
            date.fromisoformat(row["news_on"]) if row["news_on"] else None,
        )
        for row in rows
    }
