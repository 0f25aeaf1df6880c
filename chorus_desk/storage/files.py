"""Stored files, by their SHA-256: kept once, never changed."""

import json
import sqlite3
from collections.abc import Iterable
from hashlib import sha256

from chorus_desk.storage.connection import Connection

PDF_TYPE = "application/pdf"
XML_TYPE = "application/xml"


def store_file(connection: Connection, content: bytes, media_type: str) -> str:
    """Keep a file and return its SHA-256; one that is already there is not kept twice."""
    digest = sha256(content).hexdigest()
    known = connection.execute("SELECT 1 FROM files WHERE sha256 = ?", (digest,)).fetchone()
    if known is None:
        connection.execute(
            "INSERT INTO files (sha256, media_type, size, content) VALUES (?, ?, ?, ?)",
            (digest, media_type, len(content), sqlite3.Binary(content)),
        )
    return digest


def load_file(connection: Connection, digest: str) -> bytes | None:
    """Return a stored file, None where it is not kept."""
    row = connection.execute("SELECT content FROM files WHERE sha256 = ?", (digest,)).fetchone()
    return None if row is None else bytes(row["content"])


def forget_unreferenced(connection: Connection) -> None:
    """Delete every file that no document, event or setting has any more."""
    known = connection.execute("SELECT sha256 FROM files").fetchall()
    forget_unused(connection, [row["sha256"] for row in known])


def forget_unused(connection: Connection, digests: Iterable[str]) -> None:
    """Delete those of these files that no document, event or setting has any more."""
    connection.execute(
        "DELETE FROM files WHERE sha256 IN (SELECT value FROM json_each(?)) "
        "AND NOT EXISTS (SELECT 1 FROM invoice_files WHERE invoice_files.sha256 = files.sha256) "
        "AND NOT EXISTS (SELECT 1 FROM invoices WHERE invoices.own_page = files.sha256) "
        "AND NOT EXISTS (SELECT 1 FROM events WHERE events.sha256 = files.sha256) "
        "AND NOT EXISTS "
        "(SELECT 1 FROM seller WHERE json_extract(content, '$.logo') = files.sha256)",
        (json.dumps(sorted(digests)),),
    )
