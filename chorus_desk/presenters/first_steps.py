"""The three cards of the first page: what each leads to, whether it is done, why it must wait."""

from dataclasses import dataclass

from chorus_desk.presenters.actions import READ_ONLY
from chorus_desk.usecases.first_steps import FirstSteps
from chorus_desk.wording.catalogue import N_, say

BUSINESS, FIRST_INVOICE, BRING_IN = "business", "new", "import"
CARDS = (BUSINESS, FIRST_INVOICE, BRING_IN)
"""The cards in their order, by what they lead to."""
NOTHING_YET = FirstSteps(has_seller=False, has_invoices=False, has_issued=False)

_TITLES = {
    BUSINESS: N_("Mon entreprise"),
    FIRST_INVOICE: N_("Ma première facture"),
    BRING_IN: N_("Reprendre ce que j'ai"),
}
_TEXTS = {
    BUSINESS: N_(
        "Votre SIRET, votre TVA, votre IBAN : ce que la loi veut sur vos factures, demandé une "
        "seule fois. Comptez trois minutes."
    ),
    FIRST_INVOICE: N_(
        "Choisissez l'organisme, écrivez les lignes : la page se fait sous vos yeux, et ce qui "
        "manque est dit avant l'envoi."
    ),
    BRING_IN: N_(
        "Vos factures d'un tableur ou d'un autre programme deviennent des brouillons. Vous voyez "
        "tout avant, et cela s'annule."
    ),
}
_BUTTONS = {
    BUSINESS: (N_("Décrire mon entreprise"), N_("Modifier mon entreprise")),
    FIRST_INVOICE: (N_("Créer ma première facture"), N_("Créer une facture")),
    BRING_IN: (N_("Importer des fichiers"), N_("Importer d'autres fichiers")),
}
_NEEDS_BUSINESS = N_("Décrivez d'abord votre entreprise : une facture porte votre nom.")


@dataclass(frozen=True, slots=True)
class Card:
    """One card; ``reason`` is None when its button can be used now."""

    key: str
    title: str
    text: str
    button: str
    done: bool
    reason: str | None
    primary: bool
    """The step that comes next."""


def cards(steps: FirstSteps, language: str, *, read_only: bool) -> tuple[Card, ...]:
    """Return the three cards as they stand."""
    done = {
        BUSINESS: steps.has_seller,
        FIRST_INVOICE: steps.has_issued,
        BRING_IN: steps.has_invoices,
    }
    following = FIRST_INVOICE if steps.has_seller else BUSINESS

    def card(key: str) -> Card:
        reason = _reason(key, steps, read_only=read_only)
        return Card(
            key=key,
            title=say(_TITLES[key], language),
            text=say(_TEXTS[key], language),
            button=say(_BUTTONS[key][done[key]], language),
            done=done[key],
            reason=say(reason, language) if reason else None,
            primary=key == following,
        )

    return tuple(map(card, CARDS))


def _reason(key: str, steps: FirstSteps, *, read_only: bool) -> str | None:
    if key == BUSINESS:
        return None
    if read_only:
        return READ_ONLY
    return _NEEDS_BUSINESS if key == FIRST_INVOICE and not steps.has_seller else None
