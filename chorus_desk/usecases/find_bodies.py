"""Finds public bodies as somebody types: those of the lists, with what the user knows better."""

from dataclasses import dataclass
from itertools import islice

from chorus_desk.directory.finding import Match
from chorus_desk.domain.identifiers import has_siret_form
from chorus_desk.domain.party import GENERIC_SERVICE, PublicBody, Requirement, Service, overlaid
from chorus_desk.storage import bodies, lookups
from chorus_desk.storage.orders import service_uses
from chorus_desk.usecases.known_bodies import known_body
from chorus_desk.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBody:
    """A body that may be meant, as a list of choices shows it."""

    siret: str
    name: str
    town: str | None
    postcode: str | None
    department: str | None
    kind: str | None
    active: bool
    requires: Requirement | None
    """None where that is not known."""
    works_only: bool
    payment_days: int
    source: str
    as_of: str | None
    mine: bool
    """Whether the user entered it or corrected something of it."""
    used: bool
    """Whether a document is addressed to it already."""
    service: Service | None
    """The service that was found by its name or code, None where the body itself was."""


def find_bodies(workspace: Workspace, typed: str, limit: int = 12) -> tuple[FoundBody, ...]:
    """Return the bodies that somebody who types this may mean, the likeliest first.

    A name, an acronym, a town, a postcode, the beginning of a SIRET, a service, or several of
    these; what the user billed or entered before comes first. Nothing typed means the user's
    own bodies: those billed, the last one first, then those entered.
    """
    if not typed.strip():
        return _mine(workspace, limit)
    billed = tuple(filter(has_siret_form, lookups.last_billed(workspace.connection)))
    own = _own(workspace)
    used = (*billed, *(body.siret for body in own))
    matches = workspace.directory.find(typed, workspace.clock.today(), limit, own=own, used=used)
    return tuple(_found(match, match.body.siret in billed) for match in matches)


def _mine(workspace: Workspace, limit: int) -> tuple[FoundBody, ...]:
    used = [siret for siret in lookups.last_billed(workspace.connection) if siret]
    own = [body.siret for body in bodies.load_bodies(workspace.connection)]
    known = (known_body(workspace, siret) for siret in dict.fromkeys((*used, *own)))
    found = (_found(Match(body), body.siret in used) for body in known if body is not None)
    return tuple(islice(found, limit))


def find_services(
    workspace: Workspace, siret: str, typed: str = "", limit: int = 50
) -> tuple[Service, ...]:
    """Return the services of a body that have all the words typed in their names or codes.

    Those used last come first, then the open ones; nothing typed means all of them.
    """
    if not has_siret_form(siret):
        return ()
    own = bodies.load_body(workspace.connection, siret)
    last = [use.code for use in service_uses(workspace.connection, siret) if use.code]
    return workspace.directory.find_services(
        siret, typed, workspace.clock.today(), limit, own=own.services if own else (), last=last
    )


def billable_services(
    workspace: Workspace, siret: str, typed: str = "", limit: int = 50
) -> tuple[Service, ...]:
    """Return the services that an invoice may be addressed to, for what is typed of them.

    Not the closed ones, nor the one kept for invoices between public bodies.
    """
    found = find_services(workspace, siret, typed, limit)
    return tuple(service for service in found if service.active and service.code != GENERIC_SERVICE)


def _own(workspace: Workspace) -> list[PublicBody]:
    """Return the bodies that the user entered or corrected, completed from the lists."""
    own = bodies.load_bodies(workspace.connection)
    listed = workspace.directory.load_bare([body.siret for body in own])
    whole = (overlaid(listed.get(body.siret), body) for body in own)
    return [body for body in whole if body is not None]


def _found(match: Match, used: bool) -> FoundBody:  # noqa: FBT001 -- of one caller
    body = match.body
    return FoundBody(
        siret=body.siret, name=body.name, town=body.city, postcode=body.postcode,
        department=body.department, kind=body.kind, active=body.active, requires=body.requires,
        works_only=body.works_only, payment_days=body.payment_days, source=body.source,
        as_of=body.as_of, mine=body.source == "user" or bool(body.mine), used=used,
        service=match.service,
    )  # fmt: skip
