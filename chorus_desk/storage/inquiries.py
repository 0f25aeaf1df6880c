"""What bodies were asked for, and what they answered."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from sqlite3 import Row

from chorus_desk.domain.inquiry import Channel, Datum, Inquiry
from chorus_desk.storage.connection import Connection


def add_inquiry(connection: Connection, inquiry: Inquiry) -> int:
    """Keep an inquiry and return its id."""
    cursor = connection.execute(
        "INSERT INTO inquiries (asked_of, sent_on, channel, asked, documents, text) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (inquiry.asked_of, inquiry.sent_on.isoformat(), inquiry.channel, " ".join(inquiry.asked),
         json.dumps(inquiry.documents), inquiry.text),
    )  # fmt: skip
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def load_inquiry(connection: Connection, inquiry_id: int) -> Inquiry | None:
    """Return an inquiry by its id, None where there is none."""
    row = connection.execute("SELECT * FROM inquiries WHERE id = ?", (inquiry_id,)).fetchone()
    return None if row is None else _inquiry(row)


def inquiries_of(connection: Connection, asked_of: str) -> tuple[Inquiry, ...]:
    """Return what a body was asked, oldest day first."""
    rows = connection.execute(
        "SELECT * FROM inquiries WHERE asked_of = ? ORDER BY sent_on, id", (asked_of,)
    )
    return tuple(map(_inquiry, rows))


def inquiry_ids(connection: Connection, asked_of: str) -> list[int]:
    """Return the ids of what a body was asked."""
    found = connection.execute(
        "SELECT id FROM inquiries WHERE asked_of = ? ORDER BY id", (asked_of,)
    )
    return [row["id"] for row in found]


def last_inquiries(connection: Connection) -> Mapping[str, Inquiry]:
    """Return the last inquiry to each body, by what tells it."""
    rows = connection.execute("SELECT * FROM inquiries ORDER BY sent_on, id")
    return {row["asked_of"]: _inquiry(row) for row in rows}


def set_answer(
    connection: Connection, inquiry_id: int, on: date | None, answer: str | None
) -> None:
    """Keep what was answered, in place of what stood there; None takes it back."""
    connection.execute(
        "UPDATE inquiries SET answered_on = ?, answer = ? WHERE id = ?",
        (on and on.isoformat(), answer, inquiry_id),
    )


def move_inquiries(connection: Connection, ids: Sequence[int], asked_of: str) -> None:
    """Let inquiries count for a body whose SIRET became known, or for the name again."""
    connection.executemany(
        "UPDATE inquiries SET asked_of = ? WHERE id = ?", [(asked_of, id_) for id_ in ids]
    )


def delete_inquiry(connection: Connection, inquiry_id: int) -> bool:
    """Delete an inquiry that was noted by mistake; False where there is none."""
    return bool(connection.execute("DELETE FROM inquiries WHERE id = ?", (inquiry_id,)).rowcount)


def _inquiry(row: Row) -> Inquiry:
    return Inquiry(
        id=row["id"], asked_of=row["asked_of"], sent_on=date.fromisoformat(row["sent_on"]),
        channel=Channel(row["channel"]), asked=tuple(map(Datum, row["asked"].split())),
        documents=tuple(json.loads(row["documents"])), text=row["text"],
        answered_on=date.fromisoformat(row["answered_on"]) if row["answered_on"] else None,
        answer=row["answer"],
    )  # fmt: skip
