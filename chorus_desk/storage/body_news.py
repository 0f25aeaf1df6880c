"""What new lists changed for the user's bodies, kept until it was seen."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Row

from chorus_desk.domain.body_changes import Change, News, Snapshot
from chorus_desk.storage.codec import decode, encode
from chorus_desk.storage.connection import Connection

_THINGS = (
    frozenset({News.CLOSED, News.REOPENED, News.ABSENT}),
    frozenset({News.WORKS_ONLY, News.ALL_INVOICES}),
    frozenset({News.SERVICE_GONE, News.SERVICE_CLOSED, News.SERVICE_REOPENED}),
    frozenset({News.SERVICE_ASKS, News.SERVICE_ASKS_LESS}),
)
"""Kinds of news that speak of one thing; each of the others speaks of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNews:
    """A change, whose body it is of, and when it was found."""

    id: int
    siret: str
    name: str
    at: datetime
    change: Change
    seen_at: datetime | None = None


def add_news(
    connection: Connection, siret: str, name: str, change: Change, at: datetime
) -> KeptNews:
    """Keep what changed of a body; ``name`` is the one it is called by.

    News of the same thing that nobody has seen yet holds no more: the newer takes its place.
    """
    connection.execute(
        "DELETE FROM body_news WHERE siret = ? AND service IS ? AND seen_at IS NULL "
        "AND kind IN (SELECT value FROM json_each(?))",
        (siret, change.service, json.dumps(sorted(_same_thing(change.kind)))),
    )
    cursor = connection.execute(
        "INSERT INTO body_news (siret, name, at, kind, service, before, after, mine) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (siret, name, at.isoformat(), change.kind, change.service, change.before, change.after,
         change.mine),
    )  # fmt: skip
    assert cursor.lastrowid is not None
    return KeptNews(id=cursor.lastrowid, siret=siret, name=name, at=at, change=change)


def _same_thing(kind: News) -> frozenset[News]:
    """Return the kinds of news that speak of what this one speaks of."""
    return next((kinds for kinds in _THINGS if kind in kinds), frozenset({kind}))


def load_unseen(connection: Connection, siret: str | None = None) -> tuple[KeptNews, ...]:
    """Return the news that was not seen yet, of all bodies or of one, newest import first."""
    rows = connection.execute(
        "SELECT * FROM body_news WHERE seen_at IS NULL AND (?1 IS NULL OR siret = ?1) "
        "ORDER BY at DESC, name, siret, id",
        (siret,),
    )
    return tuple(_news(row) for row in rows)


def mark_seen(connection: Connection, ids: Collection[int], at: datetime) -> int:
    """Take note that news was seen; return how many were new until then."""
    return sum(
        connection.execute(
            "UPDATE body_news SET seen_at = ? WHERE id = ? AND seen_at IS NULL",
            (at.isoformat(), news_id),
        ).rowcount
        for news_id in ids
    )


def save_pending(connection: Connection, before: Snapshot) -> None:
    """Keep what the list in use says, until what another changes is kept."""
    connection.execute("INSERT OR REPLACE INTO pending_news VALUES (1, ?)", (encode(before),))


def load_pending(connection: Connection) -> Snapshot | None:
    """Return what a list said whose successor's news may not be kept yet."""
    row = connection.execute("SELECT content FROM pending_news").fetchone()
    return None if row is None else decode(row["content"], Snapshot)


def forget_pending(connection: Connection) -> None:
    """Take note that the news is kept."""
    connection.execute("DELETE FROM pending_news")


def _news(row: Row) -> KeptNews:
    change = Change(
        kind=News(row["kind"]), service=row["service"], before=row["before"], after=row["after"],
        mine=row["mine"],
    )  # fmt: skip
    return KeptNews(
        id=row["id"], siret=row["siret"], name=row["name"], change=change,
        at=datetime.fromisoformat(row["at"]),
        seen_at=datetime.fromisoformat(row["seen_at"]) if row["seen_at"] else None,
    )  # fmt: skip


def touched_bodies(connection: Connection) -> frozenset[str]:
    """Return the SIRETs of the bodies of which there is news that nobody has seen."""
    rows = connection.execute("SELECT DISTINCT siret FROM body_news WHERE seen_at IS NULL")
    return frozenset(row["siret"] for row in rows)
