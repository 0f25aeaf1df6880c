"""The files of invoices: attachments, their author's page, what was made on issue."""

from collections.abc import Mapping
from typing import NamedTuple

from chorus_desk.domain.invoice import Invoice
from chorus_desk.storage import files
from chorus_desk.storage.connection import Connection

FACTURX = "facturx"
PORTAL_PDF = "portal-pdf"
ATTACHMENT = "attachment"
ORIGINAL = "original"
"""The file that was sent of an invoice that was issued elsewhere."""


def attach_file(
    connection: Connection, invoice_id: int, role: str, name: str, content: bytes, *,
    media_type: str = files.PDF_TYPE,
) -> str:  # fmt: skip
    """Keep a file of an invoice, made for it or sent of it, and return its SHA-256."""
    digest = files.store_file(connection, content, media_type)
    connection.execute(
        "INSERT INTO invoice_files (invoice_id, role, position, name, sha256) "
        "VALUES (?, ?, 0, ?, ?)",
        (invoice_id, role, name, digest),
    )
    return digest


def load_attached(connection: Connection, invoice_id: int, role: str) -> tuple[str, bytes] | None:
    """Return name and content of the file an invoice has in a role, None where it has none."""
    row = connection.execute(
        "SELECT name, content FROM invoice_files JOIN files USING (sha256) "
        "WHERE invoice_id = ? AND role = ? ORDER BY position",
        (invoice_id, role),
    ).fetchone()
    return None if row is None else (row["name"], bytes(row["content"]))


def attachment_digests(connection: Connection, invoice_id: int) -> tuple[str, ...]:
    """Return the SHA-256 of the attachments of a document."""
    rows = connection.execute(
        "SELECT sha256 FROM invoice_files WHERE invoice_id = ? AND role = ?",
        (invoice_id, ATTACHMENT),
    )
    return tuple(row["sha256"] for row in rows)


def digests_beside(connection: Connection, invoice_id: int) -> tuple[str, ...]:
    """Return the SHA-256 of what goes with a document: its files and its author's page."""
    rows = connection.execute(
        "SELECT sha256 FROM invoice_files WHERE invoice_id = ?", (invoice_id,)
    )  # fmt: skip
    pages = connection.execute(
        "SELECT own_page FROM invoices WHERE id = ? AND own_page IS NOT NULL", (invoice_id,)
    )
    return (*(row["sha256"] for row in rows), *(row["own_page"] for row in pages))


class KeptFile(NamedTuple):
    """A file that belongs to an invoice. ``size`` in bytes."""

    role: str
    name: str
    size: int
    sha256: str


def list_files(connection: Connection, invoice_id: int) -> tuple[KeptFile, ...]:
    """Return the files of an invoice without their content."""
    rows = connection.execute(
        "SELECT role, name, size, sha256 FROM invoice_files JOIN files USING (sha256) "
        "WHERE invoice_id = ? ORDER BY role, position",
        (invoice_id,),
    )
    return tuple(KeptFile(*row) for row in rows)


def attached_digest(connection: Connection, invoice_id: int, role: str) -> str | None:
    """Return the SHA-256 of the file an invoice has in a role, None where it has none."""
    row = connection.execute(
        "SELECT sha256 FROM invoice_files WHERE invoice_id = ? AND role = ? ORDER BY position",
        (invoice_id, role),
    ).fetchone()
    return None if row is None else str(row["sha256"])


def save_attachments(connection: Connection, invoice_id: int, invoice: Invoice) -> None:
    """Keep the attachments of a document that has none yet."""
    for position, item in enumerate(invoice.attachments):
        if item.content is not None:
            media_type = item.mime_type or "application/octet-stream"
            digest = files.store_file(connection, item.content, media_type)
            connection.execute(
                "INSERT INTO invoice_files (invoice_id, role, position, name, sha256) "
                "VALUES (?, ?, ?, ?, ?)",
                (invoice_id, ATTACHMENT, position, item.file_name or "", digest),
            )


def attachment_contents(connection: Connection, invoice_id: int) -> Mapping[int, bytes]:
    """Return the bytes of the attachments of a document, by their place."""
    rows = connection.execute(
        "SELECT position, content FROM invoice_files JOIN files USING (sha256) "
        "WHERE invoice_id = ? AND role = ?",
        (invoice_id, ATTACHMENT),
    )
    return {row["position"]: bytes(row["content"]) for row in rows}
