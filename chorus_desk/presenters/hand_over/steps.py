"""The steps of each route, one after the other, to be ticked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chorus_desk.formats.bundle import (
    API,
    ONE_BY_ONE,
    PLATFORM,
    PORTAL_BATCH,
    PORTAL_PDF,
)
from chorus_desk.presenters.hand_over.files import ATTACHMENTS, deposit_files
from chorus_desk.presenters.hand_over.invoices import printed_framework
from chorus_desk.usecases.bundle import Bundled
from chorus_desk.usecases.hand_over import ToDeposit
from chorus_desk.wording.catalogue import N_, say

SEND = "send"
"""Key of the step that people forget."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do on the portal, to be ticked."""

    key: str
    text: str


_LOG_IN = (
    "log-in",
    N_("Ouvrez portail.chorus-pro.gouv.fr et connectez-vous : mot de passe, puis code reçu."),
)
_SPACE = (
    "space",
    N_(
        "Ouvrez l'espace « Factures émises ». S'il n'apparaît pas, demandez-le pour votre compte, "
        "puis déconnectez-vous et reconnectez-vous."
    ),
)
_STEPS: Mapping[str, tuple[tuple[str, str], ...]] = {
    PORTAL_PDF: (
        _LOG_IN,
        _SPACE,
        ("file", N_("Choisissez le dépôt d'une facture, un seul fichier, et désignez {file}.")),
        (
            "compare",
            N_(
                "Le portail lit le PDF et remplit le formulaire. Comparez chaque case avec la "
                "fiche et corrigez ce qui diffère : c'est le formulaire qui fait foi."
            ),
        ),
        ("framework", N_("Cadre de facturation : {frameworks}.")),
        ("attachments", N_("Ajoutez les pièces jointes du dossier « attachments ».")),
        (
            SEND,
            N_(
                "Cliquez sur « Valider et envoyer ». Une facture seulement enregistrée n'est pas "
                "envoyée et ne sera pas payée."
            ),
        ),
    ),
    PLATFORM: (
        ("file", N_("Confiez {file} à votre plateforme agréée, par son dépôt de factures.")),
        (
            SEND,
            N_("Validez l'envoi. La plateforme contrôle le fichier et le transmet à Chorus Pro."),
        ),
        ("receipt", N_("Gardez l'accusé de réception : mettez-le dans le dossier.")),
    ),
    PORTAL_BATCH: (
        _LOG_IN,
        _SPACE,
        (
            "file",
            N_(
                "Choisissez le dépôt d'un lot de factures, et non d'une facture seule, "
                "et désignez {file}. Ne l'ouvrez pas et ne le renommez pas."
            ),
        ),
        (
            SEND,
            N_(
                "Validez et envoyez. « Importé » veut seulement dire que le fichier est arrivé : "
                "rien n'est encore accepté."
            ),
        ),
        ("flow", N_("Notez le numéro de flux : il commence par CPP.")),
    ),
    API: (
        ("file", N_("Donnez au logiciel {file}, tel quel (« fichierFlux »).")),
        (
            "values",
            N_("Donnez-lui aussi « nomFichier » et « syntaxeFlux » : ils sont dans flux.json."),
        ),
        (SEND, N_("Faites partir l'envoi (« deposer/flux »).")),
        ("flow", N_("Notez le numéro de flux que rend l'API : il commence par CPP.")),
    ),
}
_EACH_FILE = N_("le fichier d'une facture ; recommencez pour chacune")


def steps(made: Bundled, items: Sequence[ToDeposit], language: str) -> tuple[Step, ...]:
    """Return what is to be done with a bundle, in order. Names of screens stay French."""
    files = deposit_files(made, len(items))
    file = files[0] if len(files) == 1 else say(_EACH_FILE, language)
    frameworks = ", ".join(dict.fromkeys(printed_framework(item) for item in items))
    with_attachments = any(name.startswith(ATTACHMENTS) for name in made.files)
    return tuple(
        Step(key, say(text, language, file=file, frameworks=frameworks))
        for key, text in _STEPS[made.route]
        if key != "attachments" or with_attachments
    )


def one_by_one(made: Bundled, items: Sequence[ToDeposit]) -> bool:
    """Return whether each invoice is sent on its own, so that some may go and others not."""
    return made.route in ONE_BY_ONE and len(items) > 1


def not_ticked(found: Sequence[Step], ticked: frozenset[str], language: str) -> str:
    """Return a question when the step that people forget is not ticked."""
    if any(step.key == SEND and step.key not in ticked for step in found):
        return say(
            N_(
                "L'envoi n'est pas coché : avez-vous bien validé et envoyé ? "
                "Ce qui est seulement enregistré n'est pas envoyé."
            ),
            language,
        )
    return ""
