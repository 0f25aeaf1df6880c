"""The VAT of a line as a choice in words, by the seller's regime and territory."""

from dataclasses import dataclass
from decimal import Decimal

from chorus_desk.domain.invoice import Line
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.party import Seller, VatRegime
from chorus_desk.domain.text import fold
from chorus_desk.presenters.editor.entry import UnreadError, read_number
from chorus_desk.rules import tables
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say

_TERRITORIES = {
    "971": "guadeloupe_martinique_reunion", "972": "guadeloupe_martinique_reunion",
    "974": "guadeloupe_martinique_reunion", "973": "guyane_mayotte", "976": "guyane_mayotte",
}  # fmt: skip
_WITHOUT = (
    ("AE", N_("Autoliquidation")),
    ("E", N_("Exonéré")),
    ("O", N_("Hors champ")),
)
_FRANCHISE = N_("Franchise")


@dataclass(frozen=True, slots=True)
class VatChoice:
    """One VAT a line may have. ``rate`` in percent; None outside the scope of VAT."""

    label: str
    category: str
    rate: Decimal | None


def vat_choices(seller: Seller | None, language: str) -> tuple[VatChoice, ...]:
    """Return what a line of this seller may have, the usual one first."""
    if seller is not None and seller.vat_regime is VatRegime.FRANCHISE:
        return (VatChoice(say(_FRANCHISE, language), "E", ZERO),)
    rates = tuple(
        VatChoice(rate_label(rate, language), "S", rate)
        for rate in tables.rates_of(_territory(seller))
    )
    others = tuple(
        VatChoice(say(label, language), category, None if category == "O" else ZERO)
        for category, label in _WITHOUT
    )
    exempt = seller is not None and seller.vat_regime is VatRegime.EXEMPT
    return (*others[1:], others[0], *rates) if exempt else (*rates, *others)


def vat_label(line: Line, choices: tuple[VatChoice, ...], language: str) -> str:
    """Return the VAT of a line in words; empty where none is chosen."""
    if line.vat_category is None and not line.vat_rate:
        return ""
    for choice in choices:
        same_rate = (line.vat_rate or ZERO) == (choice.rate or ZERO)
        if choice.category == line.vat_category and same_rate:
            return choice.label
    if line.vat_rate:
        return rate_label(line.vat_rate, language)
    label = next((text for code, text in _WITHOUT if code == line.vat_category), None)
    return say(label, language) if label else line.vat_category or ""


def read_vat(text: str, choices: tuple[VatChoice, ...]) -> tuple[str | None, Decimal | None]:
    """Return category and rate of what was typed or chosen: ``20``, ``5,5 %``, ``autoliq``.

    Raises:
        UnreadError: it is no choice and no rate.
    """
    folded = fold(text).rstrip("% ")
    if not folded:
        return None, None
    try:
        rate = read_number(text)
    except UnreadError:
        for choice in choices:
            if fold(choice.label).startswith(folded):
                return choice.category, choice.rate
        raise
    return ("S", rate) if rate else (None, rate)


def rate_label(rate: Decimal, language: str) -> str:
    """Return a rate as the choice shows it: ``5,5 %``."""
    space = "\u00a0" if language == "fr" else ""
    return f"{values.quantity(rate, language)}{space}%"


def _territory(seller: Seller | None) -> str:
    postcode = seller.postcode if seller else ""
    if postcode.startswith("20"):
        return "corsica"
    return _TERRITORIES.get(postcode[:3], "mainland")
