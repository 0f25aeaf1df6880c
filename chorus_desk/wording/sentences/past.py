"""Sentences on invoices that were sent elsewhere: nothing of them can be mended any more."""

from chorus_desk.rules.past import STATED
from chorus_desk.wording.catalogue import N_
from chorus_desk.wording.sentences import amounts
from chorus_desk.wording.sentences.kind import Sentences

_COMPARE = N_(
    "Comparez avec la facture que vous avez envoyée : les montants du fichier sont gardés."
)

SENTENCES: Sentences = {
    **{f"{rule}:past": (amounts.SENTENCES[rule][0], _COMPARE) for rule in STATED},
    "CD-PAST-IN-FUTURE": (
        N_("Cette facture déjà envoyée est datée du {date}, dans le futur."),
        N_("Vérifiez la date dans le fichier."),
    ),
    "CD-PAST-NO-NUMBER": (
        N_("Cette facture n'a pas de numéro : sans lui, une facture envoyée ne peut pas être suivie."),
        N_("Ajoutez dans le fichier le numéro sous lequel vous l'avez envoyée."),
    ),
    "CD-PAST-NO-DATE": (
        N_("Cette facture n'a pas de date : sans elle, une facture envoyée ne peut pas être suivie."),
        N_("Ajoutez dans le fichier la date qu'elle porte."),
    ),
    "CD-NUMBER-SENT-ELSEWHERE": (
        N_("Le numéro {number} est celui d'une facture déjà envoyée ailleurs en {year}."),
        N_("Émettez sans garder le numéro : le prochain de votre série sera donné."),
    ),
}  # fmt: skip
