"""Invoices, from the first draft to the archive: one row each, and one per line."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from sqlite3 import Row
from typing import NamedTuple

from chorus_desk.domain.invoice import Invoice, InvoiceDraft, Kind, Line, Totals
from chorus_desk.domain.money import ZERO, from_cents, to_cents
from chorus_desk.domain.series import Series, SeriesState
from chorus_desk.domain.totals import figures
from chorus_desk.storage import files
from chorus_desk.storage.codec import decode, encode
from chorus_desk.storage.connection import Connection

FACTURX = "facturx"
PORTAL_PDF = "portal-pdf"
ATTACHMENT = "attachment"
_MEDIA_TYPES = {FACTURX: "application/pdf", PORTAL_PDF: "application/pdf"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredInvoice:
    """An invoice as it is kept: a draft, or issued with its number."""

    draft: InvoiceDraft
    issued_at: datetime | None = None

    @property
    def id(self) -> int:
        """The id, for ever the same."""
        return self.draft.id

    @property
    def invoice(self) -> Invoice:
        """The invoice itself."""
        return self.draft.invoice

    @property
    def issued(self) -> bool:
        """Whether it was issued."""
        return self.issued_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """What a list shows of an invoice, without opening it. Amounts in its currency."""

    id: int
    number: str | None
    imported_number: str | None
    issued: bool
    kind: Kind
    issue_date: date | None
    due_date: date | None
    buyer_siret: str | None
    buyer_name: str | None
    currency: str
    net: Decimal
    gross: Decimal
    due: Decimal


class Issue(NamedTuple):
    """What issuing gives an invoice."""

    number: str
    at: datetime
    series: str | None
    series_count: int | None


def add_draft(
    connection: Connection, invoice: Invoice, *, imported_number: str | None = None,
    import_id: int | None = None, source_digest: str | None = None,
) -> int:  # fmt: skip
    """Keep a new draft and return its id."""
    totals = figures(invoice)
    columns = {
        **_columns(invoice, totals), "imported_number": imported_number, "import_id": import_id,
        "source_digest": source_digest,
    }  # fmt: skip
    names, places = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    cursor = connection.execute(
        f"INSERT INTO invoices ({names}) VALUES ({places})",  # noqa: S608 -- names of ours
        columns,
    )
    assert cursor.lastrowid is not None
    _save_lines(connection, cursor.lastrowid, invoice.lines, totals)
    _save_attachments(connection, cursor.lastrowid, invoice)
    return cursor.lastrowid


def replace_draft(connection: Connection, draft: InvoiceDraft) -> bool:
    """Put an edited invoice in place of a draft's; False when the draft changed meanwhile."""
    totals = figures(draft.invoice)
    columns = _columns(draft.invoice, totals)
    assignments = ", ".join(f"{name} = :{name}" for name in columns)
    changed = connection.execute(
        f"UPDATE invoices SET {assignments}, revision = revision + 1 "  # noqa: S608
        "WHERE id = :id AND revision = :known",
        {**columns, "id": draft.id, "known": draft.revision},
    ).rowcount
    if changed:
        _forget_parts(connection, draft.id)
        _save_lines(connection, draft.id, draft.invoice.lines, totals)
        _save_attachments(connection, draft.id, draft.invoice)
    return bool(changed)


def issue_draft(connection: Connection, draft: InvoiceDraft, issue: Issue) -> bool:
    """Turn a draft into an issued invoice; False when it changed or was issued meanwhile.

    From here on triggers keep it as it is.
    """
    invoice = draft.invoice
    assert invoice.number == issue.number
    assert invoice.issue_date is not None
    if not replace_draft(connection, draft):
        return False
    connection.execute(
        "UPDATE invoices SET issued_at = ?, number = ?, seller_siren = ?, year = ?, series = ?, "
        "series_count = ? WHERE id = ?",
        (issue.at.isoformat(), issue.number, invoice.seller.unit(), invoice.issue_date.year,
         issue.series, issue.series_count, draft.id),
    )  # fmt: skip
    return True


def load_invoice(connection: Connection, invoice_id: int) -> StoredInvoice | None:
    """Return an invoice by its id, whole with lines and attachments."""
    row = connection.execute("SELECT * FROM invoices WHERE id = ?", (invoice_id,)).fetchone()
    return None if row is None else _stored(connection, row)


def find_by_number(connection: Connection, number: str, year: int | None = None) -> list[int]:
    """Return the ids of the issued invoices that bear a number, in one year or in all."""
    rows = connection.execute(
        "SELECT id FROM invoices WHERE number = ? AND (? IS NULL OR year = ?) ORDER BY year",
        (number, year, year),
    )
    return [row["id"] for row in rows]


def find_by_imported_number(connection: Connection, number: str) -> list[int]:
    """Return the ids of the documents that were imported under a number, newest first."""
    rows = connection.execute(
        "SELECT id FROM invoices WHERE imported_number = ? ORDER BY id DESC", (number,)
    )
    return [row["id"] for row in rows]


def find_by_imported_numbers(connection: Connection, numbers: Iterable[str]) -> dict[str, int]:
    """Return, for each of these imported numbers that is known, the newest document's id."""
    rows = connection.execute(
        "SELECT imported_number, max(id) AS id FROM invoices "
        "WHERE imported_number IN (SELECT value FROM json_each(?)) GROUP BY imported_number",
        (json.dumps(list(numbers)),),
    )
    return {row["imported_number"]: row["id"] for row in rows}


def find_by_digests(connection: Connection, digests: Iterable[str]) -> dict[str, int]:
    """Return, for each of these imported contents that is known, the document it became."""
    rows = connection.execute(
        "SELECT source_digest, min(id) AS id FROM invoices "
        "WHERE source_digest IN (SELECT value FROM json_each(?)) GROUP BY source_digest",
        (json.dumps(list(digests)),),
    )
    return {row["source_digest"]: row["id"] for row in rows}


def list_invoices(connection: Connection) -> Iterator[InvoiceRow]:
    """Give what a list shows of every invoice, newest date first."""
    rows = connection.execute(
        "SELECT id, number, imported_number, issued_at, kind, issue_date, due_date, buyer_siret, "
        "buyer_name, currency, net_cents, gross_cents, due_cents "
        "FROM invoices ORDER BY issue_date DESC, id DESC"
    )
    for row in rows:
        yield InvoiceRow(
            id=row["id"], number=row["number"], imported_number=row["imported_number"],
            issued=row["issued_at"] is not None, kind=Kind(row["kind"]),
            issue_date=_day(row["issue_date"]), due_date=_day(row["due_date"]),
            buyer_siret=row["buyer_siret"], buyer_name=row["buyer_name"],
            currency=row["currency"], net=from_cents(row["net_cents"]),
            gross=from_cents(row["gross_cents"]), due=from_cents(row["due_cents"]),
        )  # fmt: skip


def used_numbers(connection: Connection) -> frozenset[tuple[str, int, str]]:
    """Return seller's SIREN, year and number of every issued invoice."""
    rows = connection.execute(
        "SELECT seller_siren, year, number FROM invoices WHERE issued_at IS NOT NULL"
    )
    return frozenset((row["seller_siren"], row["year"], row["number"]) for row in rows)


def series_state(
    connection: Connection, pattern: str, year: int, first_count: int = 1
) -> SeriesState:
    """Return where a series stands in a year."""
    row = connection.execute(
        "SELECT number, series_count, issue_date FROM invoices "
        "WHERE series = ? AND year = ? ORDER BY series_count DESC LIMIT 1",
        (pattern, year),
    ).fetchone()
    if row is None:
        return SeriesState(Series(pattern), year, first_count=first_count)
    return SeriesState(
        Series(pattern), year, row["series_count"], _day(row["issue_date"]), row["number"],
        first_count,
    )  # fmt: skip


def attach_file(
    connection: Connection, invoice_id: int, role: str, name: str, content: bytes
) -> str:
    """Keep a file made for an invoice and return its SHA-256."""
    digest = files.store_file(connection, content, _MEDIA_TYPES[role])
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


def attached_digest(connection: Connection, invoice_id: int, role: str) -> str | None:
    """Return the SHA-256 of the file an invoice has in a role, None where it has none."""
    row = connection.execute(
        "SELECT sha256 FROM invoice_files WHERE invoice_id = ? AND role = ? ORDER BY position",
        (invoice_id, role),
    ).fetchone()
    return None if row is None else str(row["sha256"])


def _columns(invoice: Invoice, totals: Totals) -> dict[str, object]:
    return {
        "content": encode(_header(invoice)),
        "kind": invoice.kind,
        "issue_date": invoice.issue_date and invoice.issue_date.isoformat(),
        "due_date": invoice.due_date and invoice.due_date.isoformat(),
        "buyer_siret": invoice.buyer.siret,
        "buyer_name": invoice.buyer.name,
        "currency": invoice.currency,
        "net_cents": to_cents(totals.net or ZERO),
        "vat_cents": to_cents(totals.vat or ZERO),
        "gross_cents": to_cents(totals.gross or ZERO),
        "due_cents": to_cents(totals.due or ZERO),
    }


def _header(invoice: Invoice) -> Invoice:
    """Return the invoice without what is kept beside it: lines, bytes of attachments."""
    bare = tuple(replace(item, content=None) for item in invoice.attachments)
    return replace(invoice, lines=(), attachments=bare)


def _save_lines(
    connection: Connection, invoice_id: int, lines: Sequence[Line], totals: Totals
) -> None:
    nets = totals.line_nets
    connection.executemany(
        "INSERT INTO lines (invoice_id, position, description, net_cents, content) "
        "VALUES (?, ?, ?, ?, ?)",
        [
            (invoice_id, position, line.description, to_cents(_nth(nets, position)), encode(line))
            for position, line in enumerate(lines)
        ],
    )


def _save_attachments(connection: Connection, invoice_id: int, invoice: Invoice) -> None:
    for position, item in enumerate(invoice.attachments):
        if item.content is not None:
            media_type = item.mime_type or "application/octet-stream"
            digest = files.store_file(connection, item.content, media_type)
            connection.execute(
                "INSERT INTO invoice_files (invoice_id, role, position, name, sha256) "
                "VALUES (?, ?, ?, ?, ?)",
                (invoice_id, ATTACHMENT, position, item.file_name or "", digest),
            )


def _forget_parts(connection: Connection, invoice_id: int) -> None:
    connection.execute("DELETE FROM lines WHERE invoice_id = ?", (invoice_id,))
    connection.execute(
        "DELETE FROM invoice_files WHERE invoice_id = ? AND role = ?", (invoice_id, ATTACHMENT)
    )


def _stored(connection: Connection, row: Row) -> StoredInvoice:
    header = decode(row["content"], Invoice)
    lines = connection.execute(
        "SELECT content FROM lines WHERE invoice_id = ? ORDER BY position", (row["id"],)
    )
    contents = _attachment_contents(connection, row["id"]) if header.attachments else {}
    attachments = tuple(
        replace(item, content=contents.get(position))
        for position, item in enumerate(header.attachments)
    )
    invoice = replace(
        header, lines=tuple(decode(line["content"], Line) for line in lines),
        attachments=attachments,
    )  # fmt: skip
    draft = InvoiceDraft(
        id=row["id"], invoice=invoice, imported_number=row["imported_number"],
        import_id=row["import_id"], revision=row["revision"],
    )  # fmt: skip
    at = datetime.fromisoformat(row["issued_at"]) if row["issued_at"] else None
    return StoredInvoice(draft=draft, issued_at=at)


def _attachment_contents(connection: Connection, invoice_id: int) -> Mapping[int, bytes]:
    rows = connection.execute(
        "SELECT position, content FROM invoice_files JOIN files USING (sha256) "
        "WHERE invoice_id = ? AND role = ?",
        (invoice_id, ATTACHMENT),
    )
    return {row["position"]: bytes(row["content"]) for row in rows}


def _nth(nets: tuple[Decimal | None, ...], position: int) -> Decimal:
    return (nets[position] if position < len(nets) else None) or ZERO


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
