"""The public body in the editor: what it asks for, said where it is met."""

from collections.abc import Iterator
from dataclasses import dataclass

from chorus_desk.domain.party import PublicBody, Requirement, Service
from chorus_desk.wording import printed
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.names import REQUIREMENTS

_UNKNOWN = N_("On ne sait pas ce que cet organisme demande : voyez le bon de commande.")
_NOT_STORED = N_("Organisme inconnu du programme : ajoutez-le pour garder ce qu'il demande.")
_ASKS = N_("Il demande {what} sur chaque facture.")
_ASKS_NOTHING = N_("Il ne demande ni code service ni numéro d'engagement.")
_DAYS = N_("Délai légal de paiement : {days} jours.")
_WANT_SERVICE = frozenset({Requirement.SERVICE, Requirement.BOTH})
_WANT_COMMITMENT = frozenset({Requirement.COMMITMENT, Requirement.BOTH})


@dataclass(frozen=True, slots=True)
class Demands:
    """What the body chosen asks for, as the form shows it."""

    card: tuple[str, ...]
    """Lines on the body: where it is, what it asks, how long it has to pay."""
    known: bool
    service: bool
    commitment: bool


def demands_of(body: PublicBody | None, service_code: str | None, language: str) -> Demands:
    """Return what the body chosen asks for; a service may add the commitment number."""
    if body is None:
        return Demands((say(_NOT_STORED, language),), known=False, service=False, commitment=False)
    service = body.service(service_code)
    return Demands(
        card=tuple(_card(body, language)),
        known=True,
        service=body.requires in _WANT_SERVICE,
        commitment=body.requires in _WANT_COMMITMENT
        or (service is not None and service.requires_commitment),
    )


def service_texts(body: PublicBody | None) -> tuple[tuple[str, str], ...]:
    """Return code and name of the services that a body still has."""
    services = body.services if body else ()
    return tuple((service.code, _service_text(service)) for service in services if service.active)


def _service_text(service: Service) -> str:
    return f"{service.code} – {service.name}" if service.name else service.code


def _card(body: PublicBody, language: str) -> Iterator[str]:
    yield " – ".join([*printed.address_lines(body.as_party().address), printed.siret(body.siret)])
    if body.requires is None:
        yield say(_UNKNOWN, language)
    elif body.requires is Requirement.NONE:
        yield say(_ASKS_NOTHING, language)
    else:
        yield say(_ASKS, language, what=say(REQUIREMENTS[body.requires], language))
    yield say(_DAYS, language, days=body.payment_days)
