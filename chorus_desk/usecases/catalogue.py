"""The price list: shown, searched, corrected by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.domain.errors import UserError
from chorus_desk.domain.text import fold
from chorus_desk.storage import catalogue
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ItemKept:
    """An item as it is kept."""

    item: CatalogueItem
    changes: Changes = Changes.CATALOGUE


def list_items(workspace: Workspace) -> tuple[CatalogueItem, ...]:
    """Return the whole price list, by description."""
    return catalogue.load_items(workspace.connection)


def keep_item(workspace: Workspace, item: CatalogueItem) -> ItemKept:
    """Keep an item, a new one or one that was changed.

    Raises:
        UserError: its reference is another item's (``item-reference-taken``), or it was deleted
            meanwhile (``item-gone``).
    """
    connection = workspace.connection
    with writing(connection):
        other = catalogue.find_reference(connection, item.reference) if item.reference else None
        if other is not None and other.id != item.id:
            raise UserError(
                "item-reference-taken", reference=item.reference or "",
                description=other.description,
            )  # fmt: skip
        if item.id is not None and catalogue.rows_of(connection, item.id) is None:
            raise UserError("item-gone")
        return ItemKept(replace(item, id=catalogue.save_item(connection, item)))


def delete_items(workspace: Workspace, ids: Sequence[int]) -> Changes:
    """Delete items; invoices that were written with them stay as they are."""
    with writing(workspace.connection):
        for item_id in ids:
            catalogue.delete_item(workspace.connection, item_id)
    return Changes.CATALOGUE


def matching(items: Sequence[CatalogueItem], text: str, most: int = 50) -> list[CatalogueItem]:
    """Return the items that have all words of a text, those that begin with it first."""
    words = fold(text).split()
    found = [item for item in items if all(word in _text(item) for word in words)]
    start = fold(text)
    return sorted(found, key=lambda item: not _text(item).startswith(start))[:most]


def _text(item: CatalogueItem) -> str:
    return fold(f"{item.description} {item.reference or ''} {item.details or ''}")
