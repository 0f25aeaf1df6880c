"""A price list: each row is an item of the catalogue, new or known by reference or description."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.domain.money import CENT, ZERO, decimals, plain, round_half_away
from chorus_desk.domain.text import fold
from chorus_desk.formats.record_tables.cells import EXEMPT, FRANCHISE
from chorus_desk.formats.record_tables.reading import Record
from chorus_desk.rules import tables
from chorus_desk.storage import catalogue
from chorus_desk.storage.record_imports import Changed
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.importing.records.outcomes import (
    CHANGED,
    NEW,
    SAME,
    Reason,
    RowOutcome,
    cell_reasons,
    reason,
    untaken,
)
from chorus_desk.usecases.workspace import Workspace

_T = TypeVar("_T", str, str | None)
_PRICE_DECIMALS = 6
"""Decimals of a net price (BT-146 in France)."""


class PricesImport:
    """The rows of one file, taken one after the other; what is to be kept follows from all."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        known = catalogue.load_items(workspace.connection)
        self._items: list[CatalogueItem] = list(known)
        self._by_reference: dict[str, int] = {}
        self._by_description: dict[str, list[int]] = {}
        for place, item in enumerate(known):
            self._index(place, item)
        self._touched: dict[int, None] = {}

    def take(self, record: Record) -> RowOutcome:
        """Say what becomes of a row."""
        description = record.get("description", str)
        reference = record.get("reference", str)
        outcome = untaken(record, reference or description, description or reference)
        price, said = _price(record)
        if description is None or price is None:
            missing = reason("price-no-description") if description is None else None
            return replace(outcome, reasons=tuple(filter(None, (missing, *said))))
        place = self._find(reference, description)
        before = None if place is None else self._items[place]
        item = _with(before, record, description, price)
        if place is None:
            place = len(self._items)
            self._items.append(item)
        elif item == before:
            return replace(outcome, outcome=SAME, reasons=(*said, *cell_reasons(record)))
        self._items[place] = item
        self._index(place, item)
        self._touched[place] = None
        changes = () if before is None else tuple(_changes(before, item))
        return replace(
            outcome, outcome=NEW if before is None else CHANGED,
            reasons=(*changes, *said, *cell_reasons(record)),
        )  # fmt: skip

    def keep(self) -> tuple[list[Changed], Changes]:
        """Keep the items that the rows make; return what was there before, and after."""
        connection, changed = self._workspace.connection, []
        for place in self._touched:
            item = self._items[place]
            before = None if item.id is None else catalogue.rows_of(connection, item.id)
            item_id = catalogue.save_item(connection, item)
            changed.append(Changed(str(item_id), before, catalogue.rows_of(connection, item_id)))
        return changed, Changes.CATALOGUE if changed else Changes.NOTHING

    def _index(self, place: int, item: CatalogueItem) -> None:
        if item.reference:
            self._by_reference[fold(item.reference)] = place
        places = self._by_description.setdefault(fold(item.description), [])
        if place not in places:
            places.append(place)

    def _find(self, reference: str | None, description: str) -> int | None:
        """Return where the item of a row is: by its reference, else by its description.

        A description that stands under another reference is another item.
        """
        if reference and fold(reference) in self._by_reference:
            return self._by_reference[fold(reference)]
        for place in self._by_description.get(fold(description), ()):
            if not (reference and self._items[place].reference):
                return place
        return None


def _with(
    before: CatalogueItem | None, record: Record, description: str, price: Decimal
) -> CatalogueItem:
    """Return the item that a row makes; what the row does not say stays as it was."""
    item = before or CatalogueItem(description=description, unit_price=price)
    category, rate = _vat(record)
    known = category is not None or rate is not None
    details = record.get("details", str)
    return replace(
        item, description=_spelt(item.description, description), unit_price=price,
        reference=_spelt(item.reference, record.get("reference", str) or item.reference),
        details=details if details and details != description else item.details,
        unit=record.get("unit", str) or item.unit,
        vat_category=category if known else item.vat_category,
        vat_rate=rate if known else item.vat_rate,
    )  # fmt: skip


def _spelt(known: _T, new: _T) -> _T:
    """Return the new text, or the known one where only case, accents or spaces differ."""
    return known if fold(known or "") == fold(new or "") else new


def _vat(record: Record) -> tuple[str | None, Decimal | None]:
    """Return category and rate of a row; of no VAT at all, the seller's regime tells the rest."""
    said = record.values.get("vat")
    if said == FRANCHISE:
        return tables.exemption_category(FRANCHISE), ZERO
    if said == EXEMPT or not isinstance(said, Decimal):
        return None, None
    return ("S", said) if said else (None, None)


def _price(record: Record) -> tuple[Decimal | None, list[Reason]]:
    """Return the net price of a row, worked out of the one with VAT where only that is there."""
    net, gross = record.get("unit_price", Decimal), record.get("gross_price", Decimal)
    rate = record.get("vat", Decimal)
    if net is not None and net < 0:
        return None, [reason("price-negative", value=net)]
    if net is not None:
        price = round_half_away(net, _PRICE_DECIMALS) if decimals(net) > _PRICE_DECIMALS else net
        return price, list(_against_gross(price, gross, rate))
    unread = record.unread("unit_price")
    if gross is None or gross < 0:
        shown = unread or record.unread("gross_price")
        if shown is not None:
            return None, [reason(f"cell-{shown.code}", heading=shown.heading, value=shown.value)]
        return None, [reason("price-missing")]
    if not rate:
        return None, [reason("price-gross-only", gross=gross)]
    price = round_half_away(gross * 100 / (100 + rate), 2)
    return price, [reason("price-from-gross", gross=gross, rate=rate, price=price)]


def _against_gross(net: Decimal, gross: Decimal | None, rate: Decimal | None) -> Iterator[Reason]:
    """Say it where the price with VAT of a row is not the net one with its VAT."""
    if gross is None or rate is None:
        return
    worked_out = round_half_away(net * (100 + rate) / 100)
    if abs(worked_out - gross) > CENT:
        yield reason("price-gross-differs", gross=gross, worked_out=worked_out)


def _changes(before: CatalogueItem, item: CatalogueItem) -> Iterator[Reason]:
    """Name what a row changes of an item."""
    if before.unit_price != item.unit_price:
        yield reason("price-changed", before=before.unit_price, after=item.unit_price)
    if before.unit != item.unit:
        yield reason(
            "price-changed-unit", unit_before=before.unit or "–", unit_after=item.unit or "–"
        )
    for key in ("reference", "description", "details"):
        old, new = getattr(before, key), getattr(item, key)
        if old != new:
            yield reason(f"price-changed-{key}", before=old or "–", after=new or "–")
    if (before.vat_category, before.vat_rate) != (item.vat_category, item.vat_rate):
        yield reason("price-changed-vat", vat_before=_vat_key(before), vat_after=_vat_key(item))


def _vat_key(item: CatalogueItem) -> str:
    """Return the rate in percent, or the category of what has none; empty where nothing is said."""
    return plain(item.vat_rate) if item.vat_rate else item.vat_category or ""
