"""Bodies that were found: in one line for suggestions, in columns for a table."""

from chorus_desk.presenters.bodies import source_text
from chorus_desk.presenters.columns import Column
from chorus_desk.usecases.find_bodies import FoundBody
from chorus_desk.wording import printed
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.names import REQUIREMENTS

_CLOSED = N_("fermé")
_WORKS = N_("travaux seulement")
_UNKNOWN = N_("on ne le sait pas")
_NONE_FOUND = N_("Aucun organisme ne ressemble à « {typed} ». Essayez le nom de la ville, ou les "
                 "premiers chiffres du SIRET.")  # fmt: skip
_NONE_YET = N_("Cherchez un organisme par son nom, sa ville, son SIRET ou un de ses services.")


COLUMNS = (
    Column(N_("Organisme"), 32),
    Column(N_("Ville"), 22),
    Column(N_("Il demande"), 20),
)


def found_line(found: FoundBody, language: str) -> str:
    """Return a body found as a list of suggestions shows it."""
    parts = (found.name, _service(found), _town(found), printed.siret(found.siret))
    return " – ".join([*filter(None, parts), *_remarks(found, language)])


def found_cells(found: FoundBody, language: str) -> tuple[str, ...]:
    """Return the texts of a body found, one a column."""
    name = " – ".join(filter(None, (found.name, _service(found))))
    remarks = ", ".join(_remarks(found, language))
    asks = say(REQUIREMENTS[found.requires] if found.requires else _UNKNOWN, language)
    return (f"{name} ({remarks})" if remarks else name, _town(found), asks)


def found_source(found: FoundBody, language: str) -> str:
    """Return who says what is known of a body, and of which day."""
    return source_text(found.source, found.as_of, language)


def none_found(typed: str, language: str) -> str:
    """Return what an empty list says."""
    return say(_NONE_FOUND, language, typed=typed) if typed.strip() else say(_NONE_YET, language)


def _town(found: FoundBody) -> str:
    return " ".join(part for part in (found.postcode or found.department, found.town) if part)


def _service(found: FoundBody) -> str:
    service = found.service
    return f"{service.code} {service.name or ''}".strip() if service else ""


def _remarks(found: FoundBody, language: str) -> list[str]:
    told = ((_CLOSED, not found.active), (_WORKS, found.works_only))
    return [say(text, language) for text, true in told if true]
