"""The price list: items that are offered while an invoice is written."""

from decimal import Decimal
from sqlite3 import Row

from chorus_desk.domain.catalogue import CatalogueItem
from chorus_desk.domain.money import plain
from chorus_desk.domain.text import fold
from chorus_desk.storage.connection import Connection

_COLUMNS = (
    "id", "reference", "description", "details", "unit", "unit_price", "vat_category", "vat_rate",
    "folded_reference", "folded_description",
)  # fmt: skip


def load_items(connection: Connection) -> tuple[CatalogueItem, ...]:
    """Return all items, by description."""
    rows = connection.execute("SELECT * FROM catalogue ORDER BY folded_description, id")
    return tuple(map(_item, rows))


def find_reference(connection: Connection, reference: str) -> CatalogueItem | None:
    """Return the item of a reference, whatever its case and spaces."""
    row = connection.execute(
        "SELECT * FROM catalogue WHERE folded_reference = ?", (fold(reference),)
    ).fetchone()
    return None if row is None else _item(row)


def save_item(connection: Connection, item: CatalogueItem) -> int:
    """Keep an item, in place of the one with its id, and return the id.

    The reference must be no other item's.
    """
    values = (
        item.id, item.reference, item.description, item.details, item.unit,
        plain(item.unit_price), item.vat_category,
        None if item.vat_rate is None else plain(item.vat_rate),
        fold(item.reference) if item.reference else None, fold(item.description),
    )  # fmt: skip
    names, places = ", ".join(_COLUMNS), ", ".join("?" * len(_COLUMNS))
    changed = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
    cursor = connection.execute(
        f"INSERT INTO catalogue ({names}) VALUES ({places}) "  # noqa: S608 -- constants
        f"ON CONFLICT (id) DO UPDATE SET {changed} RETURNING id",
        values,
    )
    return int(cursor.fetchone()["id"])


def delete_item(connection: Connection, item_id: int) -> bool:
    """Delete an item; False where it was gone."""
    return bool(connection.execute("DELETE FROM catalogue WHERE id = ?", (item_id,)).rowcount)


def rows_of(connection: Connection, item_id: int) -> list[object] | None:
    """Return what is kept of an item, as it stands, to be compared and put back."""
    row = connection.execute("SELECT * FROM catalogue WHERE id = ?", (item_id,)).fetchone()
    return None if row is None else [row[name] for name in _COLUMNS]


def put_rows(connection: Connection, item_id: int, rows: list[object] | None) -> None:
    """Put back what was kept of an item, in place of what is there."""
    delete_item(connection, item_id)
    if rows is not None:
        names, places = ", ".join(_COLUMNS), ", ".join("?" * len(_COLUMNS))
        connection.execute(
            f"INSERT INTO catalogue ({names}) VALUES ({places})",  # noqa: S608 -- constants
            rows,
        )


def _item(row: Row) -> CatalogueItem:
    return CatalogueItem(
        id=row["id"], reference=row["reference"], description=row["description"],
        details=row["details"], unit=row["unit"], unit_price=Decimal(row["unit_price"]),
        vat_category=row["vat_category"],
        vat_rate=None if row["vat_rate"] is None else Decimal(row["vat_rate"]),
    )  # fmt: skip
