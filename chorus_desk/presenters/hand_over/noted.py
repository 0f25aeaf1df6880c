"""A deposit noted: its flow number, and what comes after it."""

from collections.abc import Mapping
from datetime import date

from chorus_desk.formats.bundle import (
    API,
    ONE_BY_ONE,
    PLATFORM,
    PORTAL_BATCH,
    PORTAL_PDF,
)
from chorus_desk.wording.catalogue import N_, say, say_count

FLOW_START = "CPP"


def asks_flow(route: str) -> bool:
    """Return whether the route gives a flow number."""
    return route not in ONE_BY_ONE


def flow_remark(text: str, language: str) -> str:
    """Return what is odd about a flow number, empty where nothing is."""
    typed = text.strip()
    if not typed or typed.upper().startswith(FLOW_START):
        return ""
    return say(
        N_("Un numéro de flux commence par CPP : vérifiez-le. Il peut être noté tel quel."),
        language,
    )


_LATER: Mapping[str, str] = {
    PLATFORM: N_("Dans deux jours, regardez le statut sur votre plateforme agréée."),
    PORTAL_PDF: N_("Dans deux jours, regardez le statut dans « Factures émises »."),
    PORTAL_BATCH: N_(
        "Demain, cherchez le numéro de flux dans « Suivi des flux » : « Intégré » veut dire que "
        "toutes les factures sont enregistrées."
    ),
    API: N_(
        "Demain, interrogez le compte rendu du flux : « intégré » veut dire que tout est "
        "enregistré."
    ),
}


def afterwards(route: str, language: str) -> str:
    """Return what is to be done once the deposit was noted."""
    return say(_LATER[route], language)


def deposited_text(count: int, left: int, on: date, language: str) -> str:
    """Return what is said once a deposit was noted; ``left`` are still to be deposited."""
    text = say_count(
        N_("{count} facture notée comme déposée le {day}."),
        N_("{count} factures notées comme déposées le {day}."), count, language, day=on,
    )  # fmt: skip
    if not left:
        return text
    rest = say_count(N_("{count} reste à déposer."), N_("{count} restent à déposer."), left,
                     language)  # fmt: skip
    return f"{text} {rest}"
