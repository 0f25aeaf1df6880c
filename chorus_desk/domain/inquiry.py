"""What a public body is asked for so that it can be billed, and what came of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chorus_desk.domain.identifiers import has_siret_form
from chorus_desk.domain.party import Party
from chorus_desk.domain.text import fold


class Datum(StrEnum):
    """What can be lacking, in the order in which it is asked for."""

    SIRET = "siret"
    NAME = "name"
    ADDRESS = "address"
    REQUIRES = "requires"
    """What the body wants on every invoice."""
    SERVICE = "service"
    COMMITMENT = "commitment"
    EITHER = "either"
    """A service code or a commitment number: one of them is enough."""
    REFERENCE = "reference"
    """Any number that leads to the order: commitment, order or contract."""


class Channel(StrEnum):
    """How a body was asked."""

    LETTER = "letter"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One time that a body was asked. ``id`` is None until it is kept."""

    id: int | None = None
    asked_of: str
    """What ``asked_of`` gives of the buyer."""
    sent_on: date
    channel: Channel
    asked: tuple[Datum, ...]
    documents: tuple[int, ...] = ()
    """The drafts it was about, by their ids."""
    text: str = ""
    """What was written, as it was sent."""
    answered_on: date | None = None
    answer: str | None = None


def asked_of(buyer: Party) -> str:
    """Return what tells a buyer among those to be asked: its SIRET, else its name, folded."""
    if has_siret_form(buyer.siret):
        return buyer.siret or ""
    return fold(buyer.name or "") or buyer.siret or ""
