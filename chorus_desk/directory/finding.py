"""Finds bodies while somebody types: what was typed, the directory's bodies and the user's own."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from chorus_desk.domain.party import PublicBody, Service
from chorus_desk.domain.text import fold


@dataclass(frozen=True, slots=True)
class Match:
    """A body that was found, without its services but for the one that matched."""

    body: PublicBody
    service: Service | None = None


def find(
    connection: sqlite3.Connection, typed: str, limit: int, own: Sequence[PublicBody]
) -> tuple[list[int], list[PublicBody]]:
    """Return SIRETs of the directory and bodies of the user's that have all the words typed."""
    words = fold(typed).split()[:8]
    if not words:
        return [], []
    test = " AND ".join(["instr(lower(name || ' ' || siret), ?)"] * len(words))
    rows = connection.execute(
        f"SELECT siret FROM bodies WHERE {test} ORDER BY population DESC LIMIT ?",  # noqa: S608
        (*words, limit),
    )
    mine = [
        body for body in own if all(word in fold(f"{body.name} {body.siret}") for word in words)
    ]
    return [row["siret"] for row in rows], mine
