"""Lists of public bodies that tests put into use, one after the other."""

from collections.abc import Sequence
from typing import Any

from chorus_desk.directory.index import Builder, next_name
from chorus_desk.directory.records import STATE_LIST, ListedBody, ListedService
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b


def listed(siret: str = b.COMMUNE_SIRET, **changes: Any) -> ListedBody:
    """Return the commune as a list of 20 November has it, or another body, with changes."""
    row = ListedBody(
        int(siret), "Commune de Bourg-Fictif", "1 place de l'Exemple", "99000", "Bourg-Fictif",
        requires="none", as_of="2026-11-20",
    )  # fmt: skip
    return row._replace(**changes)


def service(code: str = "VOIRIE", siret: str = b.COMMUNE_SIRET, **changes: Any) -> ListedService:
    return ListedService(int(siret), code, **changes)


def use_list(
    workspace: Workspace, *rows: ListedBody, services: Sequence[ListedService] = (),
    source: str = STATE_LIST,
) -> None:  # fmt: skip
    """Put a list into use in place of the one before."""
    with Builder(next_name(workspace.folder)) as builder:
        builder.add_bodies(rows)
        builder.add_services(services)
        builder.finish(
            {"source": source, "as_of": "2026-11-20", "bodies": str(len(rows)),
             "services": str(len(services))}
        )  # fmt: skip
