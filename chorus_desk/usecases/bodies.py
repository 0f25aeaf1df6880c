"""Adds and shows public bodies, by hand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.identifiers import compact
from chorus_desk.domain.party import PublicBody, Requirement, Service, corrections_of, overlaid
from chorus_desk.storage import bodies
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.keyed_values import check_keys, choice, flag, refuse, text
from chorus_desk.usecases.known_bodies import known_body
from chorus_desk.usecases.relist import relist_drafts
from chorus_desk.usecases.workspace import Workspace

KEYS = ("siret", "name", "street", "postcode", "city", "requires", "payment_days", "services")
SERVICE_KEYS = ("code", "name", "requires_commitment")
_REQUIRED = ("siret", "name")
_LEGAL_DAYS = (30, 50, 60)
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
        bodies.save_body(workspace.connection, corrections_of(body, listed))
        changes = Changes.BODIES | relist_drafts(workspace, body.siret)
    return BodyAdded(overlaid(listed, body) or body, changes)


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
