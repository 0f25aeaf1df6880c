"""Adds, shows, confirms and corrects public bodies, by hand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from chorus_desk.domain.dates import days_before
from chorus_desk.domain.errors import UserError
from chorus_desk.domain.identifiers import compact
from chorus_desk.domain.party import PublicBody, Requirement, Service, corrections_of, overlaid
from chorus_desk.storage import bodies
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.keyed_values import check_keys, choice, flag, refuse, text
from chorus_desk.usecases.known_bodies import known_body, my_bodies
from chorus_desk.usecases.relist import relist_drafts
from chorus_desk.usecases.workspace import Workspace

KEYS = ("siret", "name", "street", "postcode", "city", "requires", "payment_days", "services")
SERVICE_KEYS = ("code", "name", "requires_commitment")
_REQUIRED = ("siret", "name")
_LEGAL_DAYS = (30, 50, 60)
_NOTHING = {"payment_days": 30}
"""What a datum is where nobody says anything else; None otherwise."""
UNSEEN_DAYS = 183
"""Half a year: a body that nobody vouched for longer is offered for a check."""
_DATA = ("name", "street", "postcode", "city", "requires", "payment_days")


@dataclass(frozen=True, slots=True)
class BodyAdded:
    """The body as kept."""

    body: PublicBody
    changes: Changes = Changes.BODIES


def add_body(workspace: Workspace, values: Mapping[str, Any]) -> BodyAdded:
    """Keep a public body in place of what was known of its SIRET.

    Raises:
        UserError: an unknown or missing key, or a value that cannot be right.
    """
    today = workspace.clock.today()
    body = parse_body(values, today.isoformat())
    listed = workspace.directory.load_body(body.siret, today)
    with writing(workspace.connection):
        before = bodies.load_body(workspace.connection, body.siret)
        body = replace(body, said_on=_said_on(body, before, today))
        bodies.save_body(workspace.connection, corrections_of(body, listed))
        changes = Changes.BODIES | relist_drafts(workspace, body.siret)
    return BodyAdded(overlaid(listed, corrections_of(body, listed)) or body, changes)


def _said_on(body: PublicBody, before: PublicBody | None, today: date) -> dict[str, str]:
    """Return when the user gave each datum: what stays as it was keeps its day."""
    day = today.isoformat()
    if before is None:
        return dict.fromkeys(body.mine, day)
    kept = {name for name in before.mine if getattr(before, name) == getattr(body, name)}
    old = before.as_of or day
    return {n: before.said_on.get(n, old) if n in kept else day for n in body.mine}


def confirm_body(workspace: Workspace, siret: str) -> Changes:
    """Take note that the user finds all that is known of a body right today.

    Raises:
        UserError: it is not known (``unknown-body``), or the data cannot be written.
    """
    with writing(workspace.connection):
        own = _own(workspace, siret)
        confirmed = replace(own, checked_on=workspace.clock.today().isoformat())
        bodies.save_body(workspace.connection, confirmed)
    return Changes.BODIES


def answer_requires(workspace: Workspace, siret: str, requirement: Requirement) -> Changes:
    """Keep what the user says a body asks for: a correction, which survives new lists.

    Raises:
        UserError: the body is not known (``unknown-body``), or the data cannot be written.
    """
    today = workspace.clock.today().isoformat()
    with writing(workspace.connection):
        own = _own(workspace, siret)
        answered = replace(
            own, requires=requirement, mine=own.mine | {"requires"},
            said_on={**own.said_on, "requires": today},
        )  # fmt: skip
        _keep(workspace, answered)
    return Changes.BODIES


def drop_correction(workspace: Workspace, siret: str, name: str) -> Changes:
    """Take back what the user said of one datum: from then on the lists' value holds.

    Raises:
        UserError: the user said nothing of it (``no-correction``), or no list knows the body and
            the datum is its name (``missing-key``).
    """
    with writing(workspace.connection):
        own = bodies.load_body(workspace.connection, compact(siret))
        if own is None or name not in own.mine:
            raise UserError("no-correction", name=name)
        listed = workspace.directory.load_body(own.siret, workspace.clock.today())
        if listed is None and name in _REQUIRED:
            raise UserError("missing-key", key=name)
        value = getattr(listed, name) if listed else _NOTHING.get(name)
        changes: dict[str, Any] = {name: value, "mine": own.mine - {name}}
        _keep(workspace, replace(own, **changes))
        return Changes.BODIES | relist_drafts(workspace, own.siret)


def drop_service(workspace: Workspace, siret: str, code: str) -> Changes:
    """Take back what the user said of one service: from then on the lists' word holds.

    Raises:
        UserError: the user said nothing of it (``no-correction``).
    """
    with writing(workspace.connection):
        own = bodies.load_body(workspace.connection, compact(siret))
        if own is None or own.service(code) is None:
            raise UserError("no-correction", name=code)
        left = tuple(service for service in own.services if service.code != code)
        _keep(workspace, replace(own, services=left))
    return Changes.BODIES


def due_for_check(workspace: Workspace) -> tuple[PublicBody, ...]:
    """Return the user's bodies that neither a list nor the user vouched for in six months.

    By the day of the list that has them and the day on which the user last found all of it right.
    """
    oldest = days_before(workspace.clock.today(), UNSEEN_DAYS).isoformat()
    known = (known_body(workspace, siret) for siret in my_bodies(workspace))
    return tuple(body for body in known if body and is_due(body, oldest))


def is_due(body: PublicBody, oldest: str) -> bool:
    """Return whether a body was last vouched for before a day (ISO)."""
    return max(body.as_of or "", body.checked_on or "") < oldest


def _own(workspace: Workspace, siret: str) -> PublicBody:
    """Return the user's own entry of a body; a new one holds no correction yet.

    Raises:
        UserError: the body is not known (``unknown-body``).
    """
    own = bodies.load_body(workspace.connection, compact(siret))
    return own or replace(show_body(workspace, siret), services=())


def _keep(workspace: Workspace, own: PublicBody) -> None:
    """Keep the user's own entry, unless the lists know the body and it says nothing more."""
    listed = workspace.directory.load_body(own.siret, workspace.clock.today())
    if listed is not None and not (own.mine or own.services or own.checked_on):
        bodies.forget_body(workspace.connection, own.siret)
    else:
        bodies.save_body(workspace.connection, own)


def show_body(workspace: Workspace, siret: str) -> PublicBody:
    """Return the body of a SIRET.

    Raises:
        UserError: it is not known (``unknown-body``).
    """
    body = known_body(workspace, compact(siret))
    if body is None:
        raise UserError("unknown-body", siret=siret)
    return body


def parse_body(values: Mapping[str, Any], as_of: str) -> PublicBody:
    """Return the body that the values describe.

    Raises:
        UserError: see ``add_body``.
    """
    check_keys(values, KEYS, _REQUIRED)
    siret = compact(text("siret", values["siret"]) or "")
    if not re.fullmatch(r"\d{14}", siret):
        refuse("siret", values["siret"])
    requires = values.get("requires")
    return PublicBody(
        siret=siret,
        name=text("name", values["name"]) or "",
        street=text("street", values.get("street")),
        postcode=text("postcode", values.get("postcode")),
        city=text("city", values.get("city")),
        requires=None
        if requires is None
        else Requirement(choice("requires", requires, tuple(Requirement))),
        payment_days=choice("payment_days", values.get("payment_days", 30), _LEGAL_DAYS),
        source="user",
        as_of=as_of,
        checked_on=as_of,
        mine=frozenset(name for name in _DATA if values.get(name) is not None),
        services=_services(values.get("services", [])),
    )


def _services(values: Any) -> tuple[Service, ...]:
    if not isinstance(values, list) or not all(isinstance(item, dict) for item in values):
        refuse("services", values)
    services = tuple(map(_service, values))
    codes = [service.code for service in services]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    return services if twice is None else refuse("services", twice)


def _service(values: Mapping[str, Any]) -> Service:
    check_keys(values, SERVICE_KEYS, ("code",))
    return Service(
        code=text("code", values["code"]) or "",
        name=text("name", values.get("name")),
        requires_commitment=flag("requires_commitment", values.get("requires_commitment", False)),
        mine=True,
    )
