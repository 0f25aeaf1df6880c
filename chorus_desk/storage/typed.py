"""What was typed into a draft and does not read as a value yet: kept, so that no kill loses it."""

import json
from collections.abc import Mapping

from chorus_desk.storage.connection import Connection


def save_typed(connection: Connection, invoice_id: int, texts: Mapping[str, str]) -> None:
    """Keep the texts of a draft by the path of their field, in place of those of before."""
    connection.execute("DELETE FROM typed WHERE invoice_id = ?", (invoice_id,))
    if texts:
        content = json.dumps(dict(texts), ensure_ascii=False, sort_keys=True)
        connection.execute("INSERT INTO typed VALUES (?, ?)", (invoice_id, content))


def load_typed(connection: Connection, invoice_id: int) -> dict[str, str]:
    """Return the texts of a draft by the path of their field."""
    row = connection.execute(
        "SELECT content FROM typed WHERE invoice_id = ?", (invoice_id,)
    ).fetchone()
    return json.loads(row["content"]) if row else {}
