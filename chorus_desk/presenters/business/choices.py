"""What the form of the business lets choose from."""

from collections.abc import Iterator, Mapping
from datetime import date

from chorus_desk import resources
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import VatRegime
from chorus_desk.domain.series import Series
from chorus_desk.presenters.business.fields import OWN, SERIES
from chorus_desk.rules import tables
from chorus_desk.wording.catalogue import N_, say

_REGIMES = (
    (VatRegime.FRANCHISE, N_("Non, je suis en franchise"),
     N_("Micro-entreprise ou petite entreprise sans TVA (art. 293 B du CGI).")),
    (VatRegime.NORMAL, N_("Oui, je facture la TVA"),
     N_("Chaque ligne a son taux ; votre numéro de TVA est imprimé.")),
    (VatRegime.EXEMPT, N_("Non, mon activité est exonérée"),
     N_("Santé, formation, assurance… : un article de loi le prévoit.")),
)  # fmt: skip
_CIRCUITS = (
    (Circuit.HISTORICAL, N_("Directement sur Chorus Pro")),
    (Circuit.REFORM, N_("Par une plateforme agréée (réforme)")),
)


def choices(key: str, today: date, language: str) -> list[tuple[str, str]]:
    """Return what a field lets choose from: value and text each."""
    if key == "legal_form":
        rows = resources.read_table("legal_forms")
        return [(row["code"], _form_name(row, language)) for row in rows]
    if key == "vat_exemption":
        return [("", say(N_("Choisissez…"), language)), *_exemptions(today, language)]
    if key == "series":
        examples = [(pattern, Series(pattern).number(today.year, 1)) for pattern in SERIES]
        return [*examples, (OWN, say(N_("Un autre modèle"), language))]
    return [(value, say(text, language)) for value, text in _CIRCUITS]


def regimes(language: str) -> list[tuple[str, str, str]]:
    """Return the answers to the question on VAT: value, answer, whom it is for."""
    return [(key, say(text, language), say(whom, language)) for key, text, whom in _REGIMES]


def _form_name(row: Mapping[str, str], language: str) -> str:
    label = say(row["label"], language)
    return label if row["code"] in ("ASSOCIATION", "AUTRE") else f"{row['code']} – {label}"


def _exemptions(today: date, language: str) -> Iterator[tuple[str, str]]:
    """Give each situation that exempts an activity once, by its name, and what it is."""
    for row in tables.offered_exemptions(today):
        if row.category == "E" and row.code != tables.FRANCHISE:
            yield row.name, say(row.situation, language)
