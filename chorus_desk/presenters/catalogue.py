"""The price list as it is shown."""

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.domain.money import plain
from chorus_desk.presenters.columns import Column
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.record_rows import price, unit_name

COLUMNS = (
    Column(N_("Référence"), 14),
    Column(N_("Désignation"), 40),
    Column(N_("Unité"), 12),
    Column(N_("Prix HT"), 14, right=True),
    Column(N_("TVA"), 14),
)
_WITHOUT = {
    "E": N_("Exonéré"), "AE": N_("Autoliquidation"), "O": N_("Hors champ"),
}  # fmt: skip


def item_row(item: CatalogueItem, language: str) -> tuple[str, ...]:
    """Return the cells of an item, as ``COLUMNS`` has them."""
    return (
        item.reference or "", item.description,
        unit_name(item.unit, language) if item.unit else "",
        price(item.unit_price, language), vat_text(item, language),
    )  # fmt: skip


def vat_text(item: CatalogueItem, language: str) -> str:
    """Return the VAT of an item in words; empty where it is the seller's usual one."""
    if item.vat_rate:
        return values.rate(item.vat_rate, language)
    known = _WITHOUT.get(item.vat_category or "")
    return say(known, language) if known else ""


def item_record(item: CatalogueItem) -> dict[str, object]:
    """Return an item as a program reads it."""
    return {
        "id": item.id, "reference": item.reference, "description": item.description,
        "details": item.details, "unit": item.unit, "unit_price": plain(item.unit_price),
        "vat_category": item.vat_category,
        "vat_rate": None if item.vat_rate is None else plain(item.vat_rate),
    }  # fmt: skip


def item_line(item: CatalogueItem, language: str) -> str:
    """Return an item in one line, as it is offered: description, reference, price and unit."""
    cells = item_row(item, language)
    reference, description, unit, written = cells[:4]
    each = f"{written} / {unit}" if unit else written
    return " · ".join(part for part in (description, reference, each) if part)
