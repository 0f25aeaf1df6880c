"""What a new list of the State's changes for the user's bodies: found, kept until it was seen."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from chorus_desk.directory.records import STATE_LIST
from chorus_desk.domain.body_changes import FEW_SERVICES, Change, News, Snapshot, news_of
from chorus_desk.domain.party import PublicBody
from chorus_desk.storage import body_news, orders
from chorus_desk.storage.bodies import load_body
from chorus_desk.storage.body_news import KeptNews
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.known_bodies import has_state_list, my_bodies
from chorus_desk.usecases.relist import relist_drafts
from chorus_desk.usecases.workspace import Workspace

__all__ = [
    "Noted", "Snapshot", "TouchedBody", "catch_up", "mark_seen", "my_bodies", "news_of",
    "note_news", "snapshot", "unseen_news",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TouchedBody:
    """One piece of news with the drafts that it concerns, as they are now."""

    news: KeptNews
    drafts: tuple[int, ...]
    """Ids of the drafts that bill the body, and the service where it is one's news."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What a new list changed for the user's bodies."""

    news: tuple[TouchedBody, ...]
    changes: Changes


def snapshot(workspace: Workspace) -> Snapshot:
    """Return what the list in use says of the user's bodies: taken before another takes over.

    It is kept until ``note_news``, so that a power cut in between loses no news (``catch_up``);
    what an earlier one left is told first.

    Raises:
        UserError: the data cannot be written.
    """
    catch_up(workspace)
    with writing(workspace.connection):
        before = _look(workspace)
        body_news.save_pending(workspace.connection, before)
    return before


def catch_up(workspace: Workspace) -> Noted | None:
    """Keep the news of a list that took over just before a power cut; None where there is none.

    Called when a window opens.

    Raises:
        UserError: the data cannot be written.
    """
    pending = body_news.load_pending(workspace.connection)
    return None if pending is None else note_news(workspace, pending)


def note_news(workspace: Workspace, before: Snapshot) -> Noted:
    """Compare the list now in use with the one before, keep the news, bring drafts up to date.

    All in one transaction; news that is kept stays until it was seen.

    Raises:
        UserError: the data cannot be written.
    """
    connection = workspace.connection
    fresh: list[KeptNews] = []
    with writing(connection):
        after = _look(workspace)
        for siret in before.listed:
            fresh += _note_body(workspace, siret, before, after)
        moved = [siret for siret, was in before.listed.items() if was != after.listed.get(siret)]
        relisted = relist_drafts(workspace, *moved) if moved else Changes.NOTHING
        body_news.forget_pending(connection)
    return Noted(tuple(_touched(workspace, item) for item in fresh), Changes.BODIES | relisted)


def _look(workspace: Workspace) -> Snapshot:
    """Return what the list in use says of the user's bodies; of many services, those used."""
    today = workspace.clock.today()
    bodies = {siret: workspace.directory.load_body(siret, today) for siret in my_bodies(workspace)}
    listed = {siret: body and _narrowed(workspace, body) for siret, body in bodies.items()}
    return Snapshot(has_state_list(workspace), listed)


def _narrowed(workspace: Workspace, body: PublicBody) -> PublicBody:
    if len(body.services) <= FEW_SERVICES:
        return body
    own = load_body(workspace.connection, body.siret)
    wanted = _used(workspace, body.siret) | {s.code for s in (own.services if own else ())}
    return replace(body, services=tuple(s for s in body.services if s.code in wanted))


def _used(workspace: Workspace, siret: str) -> set[str]:
    uses = orders.service_uses(workspace.connection, siret)
    return {use.code for use in uses if use.code}


def _note_body(
    workspace: Workspace, siret: str, before: Snapshot, after: Snapshot
) -> tuple[KeptNews, ...]:
    connection, now = workspace.connection, workspace.clock.now()
    own, was = load_body(connection, siret), before.listed[siret]
    used = _used(workspace, siret)
    known = own or was or after.listed.get(siret)
    name = known.name if known else orders.billed_name(connection, siret) or siret
    return tuple(
        body_news.add_news(connection, siret, name, change, now)
        for change in _changes(before, after, siret, own, used)
    )


def unseen_news(workspace: Workspace, siret: str | None = None) -> tuple[TouchedBody, ...]:
    """Return the news that was not seen yet, of all bodies or of one, newest list first."""
    kept = body_news.load_unseen(workspace.connection, siret)
    return tuple(_touched(workspace, item) for item in kept)


def mark_seen(workspace: Workspace, ids: Collection[int]) -> Changes:
    """Take note that news was seen."""
    with writing(workspace.connection):
        seen = body_news.mark_seen(workspace.connection, ids, workspace.clock.now())
    return Changes.BODIES if seen else Changes.NOTHING


def _changes(
    before: Snapshot, after: Snapshot, siret: str, own: PublicBody | None, used: Collection[str]
) -> tuple[Change, ...]:
    was, now = before.listed[siret], after.listed.get(siret)
    if not _absent(after, siret):
        return news_of(was, now, own, used)
    # What the program ships takes the place of a row that the State's list has no more.
    return () if _absent(before, siret) else (Change(kind=News.ABSENT),)


def _absent(state: Snapshot, siret: str) -> bool:
    """Return whether a list of the State's is in use that does not name a body."""
    body = state.listed.get(siret)
    return state.state_list and (body is None or body.source != STATE_LIST)


def _touched(workspace: Workspace, item: KeptNews) -> TouchedBody:
    drafts = orders.drafts_to(workspace.connection, item.siret, item.change.service)
    return TouchedBody(item, drafts)
