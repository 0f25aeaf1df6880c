"""What a new list says otherwise of a public body than the one before: a pure comparison."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from chorus_desk.domain.party import PublicBody, Requirement, Service
from chorus_desk.domain.text import fold

FEW_SERVICES = 30
"""Up to so many services, what becomes of any of them is told; of more, those used alone."""


class News(StrEnum):
    """The kinds of news of a body or of one of its services."""

    CLOSED = "closed"
    REOPENED = "reopened"
    ABSENT = "absent"
    """The new list does not name it any more."""
    RENAMED = "renamed"
    MOVED = "moved"
    ASKS = "asks"
    """It asks for something else on every invoice, or this is known now."""
    WORKS_ONLY = "works-only"
    ALL_INVOICES = "all-invoices"
    """It takes more than works invoices again."""
    SERVICE_GONE = "service-gone"
    SERVICE_CLOSED = "service-closed"
    SERVICE_REOPENED = "service-reopened"
    SERVICE_RENAMED = "service-renamed"
    SERVICE_ASKS = "service-asks"
    """The service wants a commitment number now."""
    SERVICE_ASKS_LESS = "service-asks-less"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is otherwise now.

    Values are texts without a language: a name, an address, a value of ``Requirement``.
    """

    kind: News
    service: str | None = None
    """The code of the service concerned."""
    before: str | None = None
    after: str | None = None
    mine: str | None = None
    """What the user had entered or corrected; it goes on lying over what the list says."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the list in use says of the user's bodies, by SIRET; None where it has none.

    ``state_list``: whether it is the State's, not what comes with the program.
    """

    state_list: bool
    listed: Mapping[str, PublicBody | None]


_ACCEPTED: Mapping[Requirement, Collection[tuple[bool, bool]]] = {
    Requirement.NONE: {(False, False), (True, False), (False, True), (True, True)},
    Requirement.SERVICE: {(True, False), (True, True)},
    Requirement.COMMITMENT: {(False, True), (True, True)},
    Requirement.EITHER: {(True, False), (False, True), (True, True)},
    Requirement.BOTH: {(True, True)},
}
"""Which invoices a body accepts: with a service code or not, with a commitment number or not."""


def asks_more(before: Requirement | None, after: Requirement) -> bool:
    """Return whether an invoice that was right before may lack something now."""
    return not set(_ACCEPTED[before or Requirement.NONE]) <= set(_ACCEPTED[after])


def news_of(
    before: PublicBody | None, after: PublicBody | None, own: PublicBody | None = None,
    used: Collection[str] = (),
) -> tuple[Change, ...]:  # fmt: skip
    """Return what the new list says otherwise of a body.

    ``before`` and ``after`` are as the lists had and have it, None where absent; ``own`` is what
    the user knows better; ``used`` are the services billed, which alone count where there are many.
    A list that says what was not known before (a street, services) brings no news of that, but
    for what the body asks.
    """
    if after is None:
        return (Change(kind=News.ABSENT),) if before is not None else ()
    return (*_of_body(before, after, own), *_of_services(before, after, own, used))


def _of_body(
    before: PublicBody | None, after: PublicBody, own: PublicBody | None
) -> Iterator[Change]:
    open_before = before is None or before.active
    if open_before != after.active:
        yield Change(kind=News.REOPENED if after.active else News.CLOSED)
    for kind, names, told in _DATA:
        was, now = told(before) if before else None, told(after)
        corrected = own is not None and bool(own.mine.intersection(names))
        mine = told(_laid_over(after, own, names)) if own and corrected else None
        if now is not None and not _same(was, now) and _tells(kind, before, after, was, mine):
            yield Change(kind=kind, before=was, after=now, mine=mine)
    if after.works_only != (before is not None and before.works_only):
        yield Change(kind=News.WORKS_ONLY if after.works_only else News.ALL_INVOICES)


def _tells(
    kind: News, before: PublicBody | None, after: PublicBody, was: str | None, mine: str | None
) -> bool:  # fmt: skip
    """Return whether a difference is news: two lists may write one name or address two ways.

    What a body asks is always worth knowing; so is whatever contradicts the user.
    """
    if mine is not None:
        return was is not None or not _same(mine, _told(kind, after))
    same_list = before is not None and before.source == after.source
    return kind is News.ASKS or (was is not None and same_list)


def _name(body: PublicBody) -> str | None:
    return body.name


def _address(body: PublicBody) -> str | None:
    """Return street, postcode and town in one line; None without a street, which tells a move."""
    if not body.street:
        return None
    town = " ".join(part for part in (body.postcode, body.city) if part)
    return ", ".join(part for part in (body.street, town) if part)


def _asks(body: PublicBody) -> str | None:
    return None if body.requires is None else Requirement(body.requires).value


_DATA: tuple[tuple[News, tuple[str, ...], Callable[[PublicBody], str | None]], ...] = (
    (News.RENAMED, ("name",), _name),
    (News.MOVED, ("street", "postcode", "city"), _address),
    (News.ASKS, ("requires",), _asks),
)
"""What is compared as a value: the kind of news, the data it is made of, as a text."""


def _told(kind: News, body: PublicBody) -> str | None:
    return next(told(body) for known, _, told in _DATA if known is kind)


def _laid_over(after: PublicBody, own: PublicBody, names: Collection[str]) -> PublicBody:
    return replace(after, **{name: getattr(own, name) for name in names if name in own.mine})


def _same(was: str | None, now: str | None) -> bool:
    """Return whether two texts differ in capitals, accents and signs at most."""
    return was is not None and now is not None and _letters(was) == _letters(now)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))


def _of_services(
    before: PublicBody | None, after: PublicBody, own: PublicBody | None, used: Collection[str]
) -> Iterator[Change]:
    if before is None:
        return
    all_of_them = max(len(before.services), len(after.services)) <= FEW_SERVICES
    now = {service.code: service for service in after.services}
    mine = {service.code: service for service in own.services} if own else {}
    for service in before.services:
        if all_of_them or service.code in used or service.code in mine:
            yield from _of_service(service, now.get(service.code), mine.get(service.code))


def _of_service(was: Service, now: Service | None, mine: Service | None) -> Iterator[Change]:
    corrected = (mine.name or mine.code) if mine else None
    if now is None:
        if was.active:
            yield Change(kind=News.SERVICE_GONE, service=was.code, before=was.name, mine=corrected)
        return
    if was.active != now.active:
        kind = News.SERVICE_REOPENED if now.active else News.SERVICE_CLOSED
        yield Change(kind=kind, service=was.code, before=was.name, after=now.name)
    if was.name and now.name and not _same(was.name, now.name):
        yield Change(
            kind=News.SERVICE_RENAMED, service=was.code, before=was.name, after=now.name,
            mine=mine.name if mine else None,
        )  # fmt: skip
    if was.requires_commitment != now.requires_commitment:
        asks = now.requires_commitment
        kind = News.SERVICE_ASKS if asks else News.SERVICE_ASKS_LESS
        yield Change(kind=kind, service=was.code, before=was.name, after=now.name, mine=corrected)
