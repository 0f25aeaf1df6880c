"""The bodies that the program knows: those of the lists, with what the user knows better."""

from collections.abc import Iterable

from chorus_desk.directory.records import STATE_LIST
from chorus_desk.domain.identifiers import has_siret_form
from chorus_desk.domain.party import PublicBody, overlaid
from chorus_desk.storage import bodies
from chorus_desk.storage.orders import billed_bodies
from chorus_desk.usecases.workspace import Workspace


def known_body(workspace: Workspace, siret: str) -> PublicBody | None:
    """Return a body by its SIRET, None where neither the lists nor the user know it."""
    own = bodies.load_body(workspace.connection, siret)
    return overlaid(workspace.directory.load_body(siret, workspace.clock.today()), own)


def my_bodies(workspace: Workspace) -> tuple[str, ...]:
    """Return the SIRETs of the bodies billed in any document, entered, corrected or confirmed."""
    connection = workspace.connection
    own = {body.siret for body in bodies.load_bodies(connection)}
    return tuple(sorted(own | set(filter(has_siret_form, billed_bodies(connection)))))


def has_state_list(workspace: Workspace) -> bool:
    """Return whether the bodies come from the State's list, not from the program alone."""
    return workspace.directory.about().get("source") == STATE_LIST


def own_bodies(workspace: Workspace, also: Iterable[str | None] = ()) -> tuple[PublicBody, ...]:
    """Return the bodies that the user entered or corrected, by name, and those of ``also``."""
    kept = bodies.load_bodies(workspace.connection)
    today = workspace.clock.today()
    found = {
        own.siret: overlaid(workspace.directory.load_body(own.siret, today), own) for own in kept
    }
    for siret in also:
        if siret and siret not in found:
            found[siret] = workspace.directory.load_body(siret, today)
    known = (body for body in found.values() if body is not None)
    return tuple(sorted(known, key=lambda body: (body.name, body.siret)))
