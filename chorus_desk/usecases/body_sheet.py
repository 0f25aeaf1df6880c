"""All that is known of one public body: what the lists and the user say, and what was billed."""

from dataclasses import dataclass, replace
from statistics import median

from chorus_desk.directory.records import STATE_LIST
from chorus_desk.domain.dates import days_before
from chorus_desk.domain.errors import UserError
from chorus_desk.domain.identifiers import compact
from chorus_desk.domain.party import PublicBody, overlaid
from chorus_desk.storage import orders
from chorus_desk.storage.bodies import load_body
from chorus_desk.storage.connection import reading
from chorus_desk.storage.orders import ServiceUse
from chorus_desk.usecases.bodies import UNSEEN_DAYS, is_due
from chorus_desk.usecases.body_news import TouchedBody, unseen_news
from chorus_desk.usecases.known_bodies import has_state_list
from chorus_desk.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Delay:
    """How long a body takes to pay: the median of the days from deposit to payment."""

    days: int
    invoices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BodySheet:
    """A body as it is known (``body``), what the lists say and what the user says of it."""

    body: PublicBody
    listed: PublicBody | None
    own: PublicBody | None
    in_state_list: bool | None
    """Whether the State's list has it; None while no list was imported."""
    uses: tuple[ServiceUse, ...] = ()
    """Each service billed, the one used last first; a code of None is no service."""
    delay: Delay | None = None
    news: tuple[TouchedBody, ...] = ()
    due_for_check: bool = False


def body_sheet(workspace: Workspace, siret: str) -> BodySheet:
    """Return all that is known of a body.

    Raises:
        UserError: neither a list nor the user knows it (``unknown-body``).
    """
    siret, today = compact(siret), workspace.clock.today()
    with reading(workspace.connection):
        listed = workspace.directory.load_body(siret, today)
        own = load_body(workspace.connection, siret)
        body = overlaid(listed, own)
        if body is None:
            raise UserError("unknown-body", siret=siret)
        sheet = BodySheet(
            body=body, listed=listed, own=own,
            in_state_list=_in_state_list(workspace, listed),
            uses=orders.service_uses(workspace.connection, siret),
            delay=_delay(orders.paid_invoices(workspace.connection, siret)),
            news=unseen_news(workspace, siret),
        )  # fmt: skip
        oldest = days_before(today, UNSEEN_DAYS).isoformat()
        mine = bool(own or sheet.uses)
        return replace(sheet, due_for_check=mine and is_due(body, oldest))


def _in_state_list(workspace: Workspace, listed: PublicBody | None) -> bool | None:
    if not has_state_list(workspace):
        return None
    return listed is not None and listed.source == STATE_LIST


def _delay(paid: tuple[orders.Paid, ...]) -> Delay | None:
    if not paid:
        return None
    return Delay(round(median((item.paid - item.deposited).days for item in paid)), len(paid))
