"""Adds and shows public bodies, by hand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.identifiers import compact
from chorus_desk.domain.party import PublicBody, Requirement, Service
from chorus_desk.storage import bodies
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.workspace import Changes, Workspace

KEYS = ("siret", "name", "street", "postcode", "city", "requires", "payment_days", "services")
SERVICE_KEYS = ("code", "name", "requires_commitment")
_REQUIRED = ("siret", "name")
_LEGAL_DAYS = frozenset({30, 50, 60})


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
    body = parse_body(values, workspace.clock.today().isoformat())
    with writing(workspace.connection):
        bodies.save_body(workspace.connection, body)
    return BodyAdded(body)


def show_body(workspace: Workspace, siret: str) -> PublicBody:
    """Return the body of a SIRET.

    Raises:
        UserError: it is not known (``unknown-body``).
    """
    body = bodies.load_body(workspace.connection, compact(siret))
    if body is None:
        raise UserError("unknown-body", siret=siret)
    return body


def parse_body(values: Mapping[str, Any], as_of: str) -> PublicBody:
    """Return the body that the values describe.

    Raises:
        UserError: see ``add_body``.
    """
    _check_keys(values, KEYS, _REQUIRED)
    siret = compact(str(values["siret"]))
    if not re.fullmatch(r"\d{14}", siret):
        raise UserError("bad-value", key="siret", value=str(values["siret"]))
    days = values.get("payment_days", 30)
    if days not in _LEGAL_DAYS:
        raise UserError("bad-value", key="payment_days", value=str(days))
    requires = values.get("requires")
    if requires is not None and requires not in tuple(Requirement):
        raise UserError("bad-value", key="requires", value=str(requires))
    services = values.get("services", [])
    if not isinstance(services, list) or not all(isinstance(item, dict) for item in services):
        raise UserError("bad-value", key="services", value=str(services))
    return PublicBody(
        siret=siret, name=str(values["name"]).strip(), street=_text(values, "street"),
        postcode=_text(values, "postcode"), city=_text(values, "city"),
        requires=Requirement(requires) if requires else None, payment_days=int(days),
        source="user", as_of=as_of, services=tuple(map(_service, services)),
    )  # fmt: skip


def _service(values: Mapping[str, Any]) -> Service:
    _check_keys(values, SERVICE_KEYS, ("code",))
    return Service(
        code=str(values["code"]).strip(), name=_text(values, "name"),
        requires_commitment=bool(values.get("requires_commitment", False)),
    )  # fmt: skip


def _check_keys(
    values: Mapping[str, Any], known: tuple[str, ...], required: tuple[str, ...]
) -> None:
    for key in values:
        if key not in known:
            raise UserError("unknown-key", key=key, known=", ".join(known))
    for key in required:
        if not str(values.get(key, "")).strip():
            raise UserError("missing-key", key=key)


def _text(values: Mapping[str, Any], key: str) -> str | None:
    value = values.get(key)
    return str(value).strip() or None if value is not None else None
