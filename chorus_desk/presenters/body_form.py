"""A public body by hand, new or mended: the fields as texts, the values the use case takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chorus_desk.domain.identifiers import compact
from chorus_desk.domain.party import PublicBody, Service
from chorus_desk.wording.catalogue import N_, say

UNKNOWN = "unknown"
_STAR = "*"
_REQUIREMENTS = (
    (UNKNOWN, N_("Je ne sais pas")),
    ("none", N_("Ni code service ni numéro d'engagement")),
    ("service", N_("Un code service")),
    ("commitment", N_("Un numéro d'engagement")),
    ("either", N_("L'un ou l'autre")),
    ("both", N_("Les deux")),
)
_DAYS = (
    ("30", N_("30 jours (État, communes, écoles, la plupart)")),
    ("50", N_("50 jours (hôpital public)")),
    ("60", N_("60 jours (entreprise publique)")),
)


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """What the form holds."""

    siret: str = ""
    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    requires: str = UNKNOWN
    payment_days: str = "30"
    services: str = ""
    """One service a line: its code, its name, a star where it wants a commitment number."""


def entry_of(body: PublicBody) -> BodyEntry:
    """Return what the form holds of a body that is known."""
    return BodyEntry(
        siret=body.siret, name=body.name, street=body.street or "", postcode=body.postcode or "",
        city=body.city or "", requires=str(body.requires) if body.requires else UNKNOWN,
        payment_days=str(body.payment_days), services="\n".join(map(_written, _own(body))),
    )  # fmt: skip


def _own(body: PublicBody) -> tuple[Service, ...]:
    """Return the services that the form holds: those of a list, perhaps thousands, stay there."""
    if body.source == "user":
        return body.services
    return tuple(service for service in body.services if service.mine)


def entry_from(typed: str) -> BodyEntry:
    """Return the form of a new body, with what was looked for: a SIRET, else a name."""
    digits = "".join(typed.split())
    return BodyEntry(siret=digits) if digits.isdigit() else BodyEntry(name=typed)


def _written(service: Service) -> str:
    star = _STAR if service.requires_commitment else None
    return " ".join(part for part in (service.code, service.name, star) if part)


def _read(line: str) -> dict[str, Any] | None:
    """Return the service of a line, None for an empty one."""
    text = line.strip()
    wants = text.endswith(_STAR)
    code, _, name = text.removesuffix(_STAR).strip().partition(" ")
    if not code:
        return None
    return {"code": code, "name": name.strip(), "requires_commitment": wants}


def requirement_choices(language: str) -> list[tuple[str, str]]:
    """Return what a body may ask for, key and words."""
    return [(key, say(text, language)) for key, text in _REQUIREMENTS]


def payment_choices(language: str) -> list[tuple[str, str]]:
    """Return the legal times to pay, key and words."""
    return [(key, say(text, language)) for key, text in _DAYS]


def problems(entry: BodyEntry, language: str) -> Mapping[str, str]:
    """Return what is wrong with each field, by its name."""
    found = {}
    siret = compact(entry.siret)
    if not (siret.isdigit() and len(siret) == 14):
        found["siret"] = say(
            N_("Un SIRET a 14 chiffres : il est sur le bon de commande."), language
        )
    if not entry.name.strip():
        found["name"] = say(N_("Le nom de l'organisme manque."), language)
    if not entry.city.strip():
        found["city"] = say(N_("La ville manque."), language)
    return found


def values_of(entry: BodyEntry) -> dict[str, Any]:
    """Return the form's content as ``usecases.bodies.add_body`` takes it."""
    values: dict[str, Any] = {
        "siret": compact(entry.siret), "name": entry.name, "street": entry.street,
        "postcode": entry.postcode, "city": entry.city, "payment_days": int(entry.payment_days),
        "services": [read for line in entry.services.splitlines() if (read := _read(line))],
    }  # fmt: skip
    if entry.requires != UNKNOWN:
        values["requires"] = entry.requires
    return {key: value for key, value in values.items() if value not in ("", [])}
