"""The public body in the editor: what it asks for, said where it is met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chorus_desk.domain.party import (
    GENERIC_SERVICE,
    STATE_SIRET,
    PublicBody,
    Requirement,
    Service,
)
from chorus_desk.presenters.bodies import source_text
from chorus_desk.presenters.body_form import UNKNOWN, requirement_choices
from chorus_desk.wording import printed
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.names import REQUIREMENTS
from chorus_desk.wording.sentences import SENTENCES

_UNKNOWN = N_("On ne sait pas ce que cet organisme demande : voyez le bon de commande.")
_NOT_STORED = N_("Organisme inconnu du programme : ajoutez-le pour garder ce qu'il demande.")
_ASKS = N_("Il demande {what} sur chaque facture.")
_ASKS_NOTHING = N_("Il ne demande ni code service ni numéro d'engagement.")
_DAYS = N_("Délai légal de paiement : {days} jours.")
_QUESTION = N_(
    "Que demande {name} sur ses factures ? Le bon de commande le dit ; votre réponse est gardée."
)
_WHY_BODY = N_("{name} le demande sur chaque facture.")
_WHY_SERVICE = N_("Le service {service} le demande.")
_WHY_EITHER = N_("{name} demande l'un des deux : code service ou numéro d'engagement.")
_WHY_UNKNOWN = N_(
    "On ne sait pas si {name} le demande : recopiez-le s'il est sur le bon de commande."
)
_WHY_STATE = N_("L'État a un seul SIRET : le code dit quel service a commandé.")
_WHY_LAW = N_("La loi veut sur la facture un numéro de commande, d'engagement ou de marché.")
_WHERE_SERVICE = N_(
    "Il est sur le bon de commande (« Code service », « Service exécutant ») ; sinon, la personne "
    "qui a commandé vous le donne."
)
_WHERE_COMMITMENT = N_(
    "Il est sur le bon de commande (« Engagement », « EJ », « Commande n° ») ; sinon, demandez-le "
    "à la personne qui a commandé, avant de facturer."
)
_TEN_DIGITS = N_("Celui de l'État compte d'habitude dix chiffres.")
_LAST_CLOSED = N_("Le service {service}, utilisé la dernière fois, est fermé depuis.")
_WANT_SERVICE = frozenset({Requirement.SERVICE, Requirement.BOTH})
_WANT_COMMITMENT = frozenset({Requirement.COMMITMENT, Requirement.BOTH})


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDemand:
    """What the form says at the service code or at the commitment number."""

    shown: bool = True
    """Whether the form shows the field at all: asked for, filled in, or perhaps asked for."""
    why: str = ""
    where: str = ""
    """Where it is found: on the order, under which words, from whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """What the body chosen asks for, as the form shows it."""

    card: tuple[str, ...]
    """Lines on the body: where it is, what it asks, how long it has to pay."""
    known: bool
    service: bool = False
    commitment: bool = False
    source: str = ""
    """Who says what it asks, and of which day."""
    warnings: tuple[str, ...] = ()
    """Why it cannot be billed like this."""
    at_service: FieldDemand = FieldDemand()
    at_commitment: FieldDemand = FieldDemand()
    question: str | None = None
    """What the user is asked where nobody knows what the body asks."""
    answers: tuple[tuple[str, str], ...] = ()
    """What can be answered, as ``usecases.bodies.answer_requires`` takes it, and in words."""


def demands_of(
    body: PublicBody | None, service_code: str | None, language: str, *,
    commitment: str | None = None, used: Sequence[str] = (),
) -> Demands:  # fmt: skip
    """Return what the body chosen asks for; a service may add the commitment number.

    ``commitment`` is what the draft has; ``used`` are the services billed before, the last first.
    """
    if body is None:
        return Demands(card=(say(_NOT_STORED, language),), known=False)
    service = body.service(service_code)
    of_service = service is not None and service.requires_commitment
    filled = (bool(service_code), bool(commitment))
    unknown = body.requires is None
    return Demands(
        card=tuple(_card(body, language)), known=True,
        service=body.requires in _WANT_SERVICE,
        commitment=body.requires in _WANT_COMMITMENT or of_service,
        source=source_of(body, language),
        warnings=tuple(_warnings(body, service_code, used, language)),
        at_service=_at_service(body, filled, language),
        at_commitment=_at_commitment(body, service if of_service else None, filled, language),
        question=say(_QUESTION, language, name=body.name) if unknown else None,
        answers=tuple(_answers(language)) if unknown else (),
    )  # fmt: skip


def source_of(body: PublicBody, language: str) -> str:
    """Return who says what a body asks, and of which day; empty where nobody does."""
    if body.requires is None:
        return ""
    if "requires" in body.mine or body.source == "user":
        return source_text("user", body.said_on.get("requires", body.checked_on), language)
    return source_text(body.source, body.as_of, language)


def _answers(language: str) -> Iterator[tuple[str, str]]:
    return (choice for choice in requirement_choices(language) if choice[0] != UNKNOWN)


def _at_service(body: PublicBody, filled: tuple[bool, bool], language: str) -> FieldDemand:
    """Say why the service code is wanted; a body that does not ask for one needs no field."""
    reasons = {
        Requirement.SERVICE: _WHY_BODY, Requirement.BOTH: _WHY_BODY,
        Requirement.EITHER: _WHY_EITHER, None: _WHY_UNKNOWN,
    }  # fmt: skip
    state = body.siret == STATE_SIRET
    why = _WHY_STATE if state else reasons.get(body.requires)
    done = body.requires is Requirement.EITHER and filled[1] and not state
    return FieldDemand(
        shown=filled[0] or (why is not None and not done),
        why=say(why, language, name=body.name) if why else "",
        where=say(_WHERE_SERVICE, language),
    )


def _at_commitment(
    body: PublicBody, service: Service | None, filled: tuple[bool, bool], language: str
) -> FieldDemand:
    """Say why the commitment number is wanted: the law wants one reference on every invoice."""
    reasons = {
        Requirement.COMMITMENT: _WHY_BODY, Requirement.BOTH: _WHY_BODY,
        Requirement.EITHER: _WHY_EITHER, None: _WHY_UNKNOWN,
    }  # fmt: skip
    asked = body.requires in _WANT_COMMITMENT
    why = _WHY_SERVICE if service and not asked else reasons.get(body.requires, _WHY_LAW)
    if body.requires is Requirement.EITHER and filled[0] and service is None:
        why = _WHY_LAW
    where = [_WHERE_COMMITMENT, *([_TEN_DIGITS] if body.siret == STATE_SIRET else [])]
    return FieldDemand(
        why=say(why, language, name=body.name, service=service.code if service else ""),
        where=" ".join(say(text, language) for text in where),
    )


def _warnings(
    body: PublicBody, code: str | None, used: Sequence[str], language: str
) -> Iterator[str]:
    """Say what stands against billing this body, or this service of it, in the rules' words."""
    if not body.active:
        yield say(SENTENCES["CD-BUYER-UNKNOWN:closed"][0], language, name=body.name)
    if body.works_only:
        yield say(SENTENCES["CD-BUYER-WORKS-ONLY"][0], language, name=body.name)
    if _is_generic(code or ""):
        yield say(SENTENCES["CD-FACTURES-PUBLIQUES"][0], language)
    service = body.service(code)
    if service and not service.active:
        yield say(SENTENCES["CD-SERVICE-CLOSED"][0], language, code=service.code)
    last = body.service(used[0]) if used and not code else None
    if last and not last.active:
        yield say(_LAST_CLOSED, language, service=service_text(last))


def _is_generic(code: str) -> bool:
    return code.strip().upper() == GENERIC_SERVICE


def service_text(service: Service) -> str:
    """Return a service as a list of choices shows it."""
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
