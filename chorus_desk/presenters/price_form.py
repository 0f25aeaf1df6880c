"""The form of one item of the price list: what it shows, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.domain.money import plain
from chorus_desk.domain.party import Seller
from chorus_desk.presenters.catalogue import vat_text
from chorus_desk.presenters.editor.entry import UnreadError, read_number, read_text, write_price
from chorus_desk.presenters.editor.lines import unit_labels
from chorus_desk.presenters.editor.vat import vat_choices
from chorus_desk.wording.catalogue import N_, say

USUAL = ""
"""The choice that says nothing: no unit of its own, the seller's usual VAT."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """What the form holds, as it was typed or chosen."""

    id: int | None = None
    reference: str = ""
    description: str = ""
    details: str = ""
    unit: str = USUAL
    price: str = ""
    vat: str = USUAL


def entry_of(item: CatalogueItem, language: str) -> ItemEntry:
    """Return an item as the form shows it."""
    return ItemEntry(
        id=item.id, reference=item.reference or "", description=item.description,
        details=item.details or "", unit=item.unit or USUAL,
        price=write_price(item.unit_price, language), vat=_vat_key(item),
    )  # fmt: skip


def item_of(entry: ItemEntry) -> CatalogueItem:
    """Return the item that a form without ``problems`` holds."""
    category, _, rate = entry.vat.partition("|")
    price = read_number(entry.price)
    assert price is not None
    return CatalogueItem(
        id=entry.id, reference=read_text(entry.reference),
        description=read_text(entry.description) or "", details=read_text(entry.details),
        unit=entry.unit or None, unit_price=price, vat_category=category or None,
        vat_rate=Decimal(rate) if rate else None,
    )  # fmt: skip


def problems(entry: ItemEntry, language: str) -> Mapping[str, str]:
    """Return what is wrong with the form, by field."""
    found: dict[str, str] = {}
    if read_text(entry.description) is None:
        found["description"] = say(N_("Dites ce que c'est."), language)
    try:
        price = read_number(entry.price)
    except UnreadError:
        price = None
    if price is None or price < 0:
        found["price"] = say(N_("Écrivez un prix hors taxe, 45,50 par exemple."), language)
    return found


def unit_choices(language: str) -> list[tuple[str, str]]:
    """Return the units to choose from, the one that says nothing first."""
    return [(USUAL, say(N_("sans unité"), language)), *unit_labels(language).items()]


def vat_choices_of(
    seller: Seller | None, item: CatalogueItem | None, language: str
) -> list[tuple[str, str]]:
    """Return the VAT to choose from: the usual one, the seller's, and the item's own."""
    choices = {USUAL: say(N_("la TVA habituelle"), language)}
    for choice in vat_choices(seller, language):
        rate = "" if choice.rate is None else plain(choice.rate)
        choices[f"{choice.category}|{rate}"] = choice.label
    if item is not None:
        choices.setdefault(_vat_key(item), vat_text(item, language))
    return list(choices.items())


def _vat_key(item: CatalogueItem) -> str:
    if item.vat_category is None:
        return USUAL
    return f"{item.vat_category}|{'' if item.vat_rate is None else plain(item.vat_rate)}"
