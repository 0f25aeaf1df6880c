"""What the user said the columns of a published list are, by the shape of its headings."""

import json
from collections.abc import Mapping
from datetime import datetime

from chorus_desk.storage.connection import Connection


def save_columns(
    connection: Connection, shape: str, keys: Mapping[str, str | None], at: datetime
) -> None:
    """Keep what the headings of a shape mean, in place of what was kept before."""
    connection.execute(
        "INSERT OR REPLACE INTO list_columns (shape, content, chosen_at) VALUES (?, ?, ?)",
        (shape, json.dumps(keys, ensure_ascii=False), at.isoformat()),
    )


def load_columns(connection: Connection, shape: str) -> Mapping[str, str | None] | None:
    """Return what the headings of a shape mean, None where the user never said."""
    row = connection.execute(
        "SELECT content FROM list_columns WHERE shape = ?", (shape,)
    ).fetchone()
    if row is None:
        return None
    keys: Mapping[str, str | None] = json.loads(row["content"])
    return keys
