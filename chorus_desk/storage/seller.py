"""The user's business."""

from datetime import datetime
from typing import TYPE_CHECKING

from chorus_desk.storage.connection import Connection

if TYPE_CHECKING:
    from chorus_desk.domain.party import Seller


def save_seller(connection: Connection, seller: "Seller", now: datetime) -> None:
    """Keep the user's business in place of what was there."""
    from chorus_desk.storage.codec import encode

    connection.execute(
        "INSERT INTO seller (id, content, updated_at) VALUES (1, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET content = excluded.content, "
        "updated_at = excluded.updated_at",
        (encode(seller), now.isoformat()),
    )


def has_seller(connection: Connection) -> bool:
    """Return whether the user's business was set."""
    return connection.execute("SELECT 1 FROM seller").fetchone() is not None


def load_seller(connection: Connection) -> "Seller | None":
    """Return the user's business, None before it was set."""
    from chorus_desk.domain.party import Seller
    from chorus_desk.storage.codec import decode

    row = connection.execute("SELECT content FROM seller").fetchone()
    return None if row is None else decode(row["content"], Seller)
