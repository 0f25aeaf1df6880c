"""Invoices, from the first draft to the archive: one row each, and one per line."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from sqlite3 import Row
from typing import NamedTuple

from chorus_desk.domain.history import ELSEWHERE
from chorus_desk.domain.invoice import Invoice, InvoiceDraft, Line, Totals
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import ZERO, to_cents
from chorus_desk.domain.series import Series, SeriesState
from chorus_desk.domain.totals import figures
from chorus_desk.storage import files
from chorus_desk.storage.codec import decode, encode
from chorus_desk.storage.connection import Connection
from chorus_desk.storage.search_text import search_text

FACTURX = "facturx"
PORTAL_PDF = "portal-pdf"
ATTACHMENT = "attachment"
_MEDIA_TYPES = {FACTURX: files.PDF_TYPE, PORTAL_PDF: files.PDF_TYPE}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredInvoice:
    """An invoice as it is kept: a draft, or issued with its number."""

    draft: InvoiceDraft
    issued_at: datetime | None = None
    """When it was issued; of a past one, when it came in."""
    past: bool = False
    """Whether it was issued elsewhere, before it came in: it is followed, never issued here."""

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
        """Whether it was issued, here or elsewhere: it has its number and never changes."""
        return self.issued_at is not None


class Issue(NamedTuple):
    """What issuing gives an invoice."""

    number: str
    at: datetime
    pattern: str | None
    """Of the series that gave the number, None for a number from elsewhere."""
    series_count: int | None


def add_draft(
    connection: Connection, invoice: Invoice, *, whole: Invoice | None = None,
    totals: Totals | None = None, imported_number: str | None = None,
    import_id: int | None = None, source_digest: str | None = None, restored_id: int | None = None,
    revision: int = 1, own_page: str | None = None,
) -> int:  # fmt: skip
    """Keep a new draft and return its id.

    ``restored_id`` and ``revision`` are those of a draft that was deleted and comes back.
    ``whole`` is the draft with its gaps filled, which is what lists show and searches find;
    ``totals`` are its figures, where they were worked out already. ``own_page`` is a stored file.
    """
    whole = whole or invoice
    totals = totals or figures(whole)
    columns = {
        "content": encode(_header(invoice)), **_columns(whole, totals),
        "imported_number": imported_number, "import_id": import_id,
        "source_digest": source_digest, "id": restored_id, "revision": revision,
        "own_page": own_page,
    }  # fmt: skip
    names, places = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    cursor = connection.execute(
        f"INSERT INTO invoices ({names}) VALUES ({places})",  # noqa: S608 -- names of ours
        columns,
    )
    assert cursor.lastrowid is not None
    _save_lines(connection, cursor.lastrowid, invoice.lines, totals)
    _save_attachments(connection, cursor.lastrowid, invoice)
    connection.execute(
        "INSERT INTO listing (invoice_id, status, search) VALUES (?, 'draft', ?)",
        (cursor.lastrowid, search_text(whole, totals.gross, None, imported_number)),
    )
    return cursor.lastrowid


def add_past(
    connection: Connection, invoice: Invoice, *, at: datetime, totals: Totals | None = None,
    import_id: int | None = None, source_digest: str | None = None, restored_id: int | None = None,
    own_page: str | None = None,
) -> int:  # fmt: skip
    """Keep an invoice that was issued elsewhere, with its number and date, and return its id.

    ``restored_id`` is that of one that was taken out and comes back.
    """
    assert invoice.number is not None
    assert invoice.issue_date is not None
    past_id = add_draft(
        connection, invoice, totals=totals, imported_number=invoice.number, import_id=import_id,
        source_digest=source_digest, restored_id=restored_id, own_page=own_page,
    )  # fmt: skip
    connection.execute(
        "UPDATE invoices SET issued_at = ?, number = ?, seller_siren = ?, year = ?, past = 1 "
        "WHERE id = ?",
        (at.isoformat(), invoice.number, invoice.seller.unit(), invoice.issue_date.year, past_id),
    )
    connection.execute(
        "UPDATE listing SET status = ? WHERE invoice_id = ?", (ELSEWHERE, past_id)
    )  # fmt: skip
    return past_id


def replace_draft(
    connection: Connection, draft: InvoiceDraft, whole: Invoice | None = None
) -> bool:
    """Put an edited invoice in place of a draft's; False when the draft changed meanwhile.

    ``whole`` is the draft with its gaps filled, which is what lists show and searches find.
    """
    changed = replace_header(connection, draft, whole or draft.invoice)
    if changed:
        enclosed = _attachment_digests(connection, draft.id)
        _forget_parts(connection, draft.id)
        _save_lines(connection, draft.id, draft.invoice.lines, figures(whole or draft.invoice))
        _save_attachments(connection, draft.id, draft.invoice)
        if enclosed:  # what was taken out is kept by nobody
            files.forget_unused(connection, enclosed)
    return changed


def replace_header(connection: Connection, draft: InvoiceDraft, whole: Invoice) -> bool:
    """Put an edited invoice in place of a draft's, its lines and attachments being as they were.

    ``whole`` is the draft with its gaps filled. False when the draft changed meanwhile.
    """
    changed = connection.execute(
        "UPDATE invoices SET content = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
        (encode(_header(draft.invoice)), draft.id, draft.revision),
    ).rowcount
    if changed:
        list_draft(connection, draft, whole)
    return bool(changed)


def list_draft(connection: Connection, draft: InvoiceDraft, whole: Invoice) -> None:
    """Bring what lists show of a draft up to date; the draft itself and its revision stay."""
    totals = figures(whole)
    columns = _columns(whole, totals)
    assignments = ", ".join(f"{name} = :{name}" for name in columns)
    connection.execute(
        f"UPDATE invoices SET {assignments} WHERE id = :id",  # noqa: S608 -- names of ours
        {**columns, "id": draft.id},
    )
    text = search_text(whole, totals.gross, whole.number, draft.imported_number)
    connection.execute("UPDATE listing SET search = ? WHERE invoice_id = ?", (text, draft.id))


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
         issue.pattern and _series_name(invoice.seller.unit(), issue.pattern),
         issue.series_count, draft.id),
    )  # fmt: skip
    connection.execute("UPDATE listing SET status = 'issued' WHERE invoice_id = ?", (draft.id,))
    return True


def set_page(
    connection: Connection, draft_id: int, own_page: str | None, imported_number: str | None
) -> None:
    """Keep which page of its author's a draft has, with the number that stands on it."""
    connection.execute(
        "UPDATE invoices SET own_page = ?, imported_number = ? WHERE id = ? "
        "AND (own_page IS NOT ? OR imported_number IS NOT ?)",
        (own_page, imported_number, draft_id, own_page, imported_number),
    )


def delete_draft(connection: Connection, draft: InvoiceDraft) -> bool:
    """Delete a draft with its lines; False when it changed or was issued meanwhile.

    Its attachments and its author's page go too, unless another document has them.
    """
    beside = _digests_beside(connection, draft.id)
    deleted = connection.execute(
        "DELETE FROM invoices WHERE id = ? AND revision = ? AND issued_at IS NULL",
        (draft.id, draft.revision),
    ).rowcount
    if beside:
        files.forget_unused(connection, beside)
    return bool(deleted)


def delete_past(connection: Connection, invoice_id: int) -> bool:
    """Take out an invoice that was issued elsewhere; False where this is none."""
    beside = _digests_beside(connection, invoice_id)
    deleted = connection.execute(
        "DELETE FROM invoices WHERE id = ? AND past = 1", (invoice_id,)
    ).rowcount
    if beside:
        files.forget_unused(connection, beside)
    return bool(deleted)


def load_invoice(connection: Connection, invoice_id: int) -> StoredInvoice | None:
    """Return an invoice by its id, whole with lines and attachments."""
    row = connection.execute("SELECT * FROM invoices WHERE id = ?", (invoice_id,)).fetchone()
    return None if row is None else _stored(connection, row)


def load_drafts(connection: Connection, buyer_siret: str | None = None) -> Iterator[InvoiceDraft]:
    """Give every draft, or those to one body; the bytes of attachments are left out."""
    rows = connection.execute(
        "SELECT * FROM invoices WHERE issued_at IS NULL AND (?1 IS NULL OR buyer_siret = ?1) "
        "ORDER BY id",
        (buyer_siret,),
    ).fetchall()  # at once: who asks may write to the same rows
    for row in rows:
        header = decode(row["content"], Invoice)
        yield _draft(row, replace(header, lines=_lines(connection, row["id"])))


def source_digest(connection: Connection, invoice_id: int) -> str | None:
    """Return what tells the imported content of a document again, None where there is none."""
    row = connection.execute(
        "SELECT source_digest FROM invoices WHERE id = ?", (invoice_id,)
    ).fetchone()
    return row["source_digest"] if row else None


def find_by_import(connection: Connection, import_id: int) -> list[int]:
    """Return the ids of the documents that came with an import."""
    rows = connection.execute(
        "SELECT id FROM invoices WHERE import_id = ? ORDER BY id", (import_id,)
    )
    return [row["id"] for row in rows]


def find_by_number(
    connection: Connection, number: str, year: int | None = None, *, siren: str | None = None
) -> list[int]:
    """Return the ids of the issued invoices that bear a number, in one year or in all.

    ``siren``: those of one seller alone.
    """
    rows = connection.execute(
        "SELECT id FROM invoices WHERE number = ?1 AND (?2 IS NULL OR year = ?2) "
        "AND (?3 IS NULL OR coalesce(seller_siren, ?3) = ?3) ORDER BY year, id",
        (number, year, siren),
    )
    return [row["id"] for row in rows]


def find_by_imported_number(connection: Connection, number: str) -> list[int]:
    """Return the ids of the documents that were imported under a number, newest first."""
    rows = connection.execute(
        "SELECT id FROM invoices WHERE imported_number = ? ORDER BY id DESC", (number,)
    )
    return [row["id"] for row in rows]


class Numbered(NamedTuple):
    """A document that came, or was issued, under a number. ``siren`` is its seller's, if known."""

    id: int
    number: str
    year: int | None
    siren: str | None
    past: bool


def find_by_imported_numbers(connection: Connection, numbers: Iterable[str]) -> list[Numbered]:
    """Return the documents that were imported under one of these numbers, the newest last."""
    rows = connection.execute(
        "SELECT id, imported_number, substr(issue_date, 1, 4) AS year, past, "
        "coalesce(seller_siren, json_extract(content, '$.seller.siren'), "
        "substr(json_extract(content, '$.seller.siret'), 1, 9)) AS siren FROM invoices "
        "WHERE imported_number IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(numbers)),),
    )
    return [
        Numbered(row["id"], row["imported_number"], int(row["year"]) if row["year"] else None,
                 row["siren"], bool(row["past"]))
        for row in rows
    ]  # fmt: skip


def find_issued_numbers(connection: Connection, numbers: Iterable[str]) -> list[Numbered]:
    """Return the documents, issued here or elsewhere, that bear one of these numbers."""
    rows = connection.execute(
        "SELECT id, number, year, seller_siren, past FROM invoices "
        "WHERE number IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(numbers)),),
    )
    return [
        Numbered(row["id"], row["number"], row["year"], row["seller_siren"], bool(row["past"]))
        for row in rows
    ]  # fmt: skip


def find_by_digests(
    connection: Connection, digests: Iterable[str], siren: str | None
) -> dict[str, int]:
    """Return, for each of these imported contents that is known, the document it became.

    What another seller than ``siren`` issued is none of this one's documents.
    """
    rows = connection.execute(
        "SELECT source_digest, min(id) AS id FROM invoices "
        "WHERE source_digest IN (SELECT value FROM json_each(?1)) "
        "AND (issued_at IS NULL OR ?2 IS NULL OR seller_siren = ?2) GROUP BY source_digest",
        (json.dumps(list(digests)), siren),
    )
    return {row["source_digest"]: row["id"] for row in rows}


def find_by_files(connection: Connection, digests: Iterable[str]) -> dict[str, int]:
    """Return the documents that a file was made for, by the file's SHA-256."""
    rows = connection.execute(
        "SELECT sha256, min(invoice_id) AS id FROM invoice_files "
        "WHERE sha256 IN (SELECT value FROM json_each(?)) AND role <> ? GROUP BY sha256",
        (json.dumps(list(digests)), ATTACHMENT),
    )
    return {row["sha256"]: row["id"] for row in rows}


def last_billed(connection: Connection, most: int = 50) -> tuple[str, ...]:
    """Return the SIRETs of the bodies billed last, the last one first."""
    rows = connection.execute(
        "SELECT buyer_siret FROM invoices WHERE buyer_siret IS NOT NULL "
        "GROUP BY buyer_siret ORDER BY max(id) DESC LIMIT ?",
        (most,),
    )
    return tuple(row["buyer_siret"] for row in rows)


def used_numbers(
    connection: Connection, siren: str | None = None
) -> frozenset[tuple[str, int, str]]:  # fmt: skip
    """Return seller's SIREN, year and number of every invoice issued, here or elsewhere.

    What names no seller came from the user's own tables: it is the business ``siren``'s.
    """
    rows = connection.execute(
        "SELECT coalesce(seller_siren, ?, '') AS siren, year, number FROM invoices "
        "WHERE issued_at IS NOT NULL",
        (siren,),
    )
    return frozenset((row["siren"], row["year"], row["number"]) for row in rows)


def referred_numbers(connection: Connection) -> frozenset[str]:
    """Return the numbers that what was issued here refers to, as credit notes do."""
    rows = connection.execute(
        "SELECT DISTINCT json_extract(origin.value, '$.number') AS number "
        "FROM invoices, json_each(content, '$.preceding') AS origin "
        "WHERE issued_at IS NOT NULL AND past = 0"
    )
    return frozenset(row["number"] for row in rows)


AccountKey = tuple[str, str]
"""Whose account a buyer was given: the buyer's SIRET, and the payee, empty for the seller."""


def account_key(invoice: Invoice) -> AccountKey:
    """Return under which key ``last_accounts`` has the account of an invoice like this."""
    payee = invoice.payee
    paid = (payee.siret or payee.siren or payee.name or "") if payee else ""
    return (invoice.buyer.siret or "", paid)


def last_accounts(connection: Connection) -> dict[AccountKey, str]:
    """Return the account that the last invoice issued to each body named, for each who is paid.

    One issued elsewhere tells nothing: it may be old, however late it came in.
    """
    rows = connection.execute(
        "SELECT buyer_siret, json_extract(content, '$.payment.iban') AS iban, coalesce("
        "json_extract(content, '$.payee.siret'), json_extract(content, '$.payee.siren'), "
        "json_extract(content, '$.payee.name'), '') AS payee, max(id) FROM invoices "
        "WHERE issued_at IS NOT NULL AND past = 0 AND kind = ? GROUP BY buyer_siret, payee",
        (Kind.INVOICE.value,),
    )
    known = ((row["buyer_siret"], row["payee"], row["iban"]) for row in rows)
    return {(siret, payee): iban for siret, payee, iban in known if siret and iban}


def series_state(
    connection: Connection, siren: str, pattern: str, year: int, first_count: int = 1
) -> SeriesState:
    """Return where the series of a seller stands in a year.

    Invoices issued elsewhere whose numbers have the form of the series belong to it: it goes on
    after the highest of them, lest a number be given twice.
    """
    row = connection.execute(
        "SELECT number, series_count, issue_date FROM invoices "
        "WHERE series = ? AND year = ? ORDER BY series_count DESC LIMIT 1",
        (_series_name(siren, pattern), year),
    ).fetchone()
    last = (row["series_count"], row["number"], row["issue_date"]) if row else None
    last = max(
        filter(None, (last, _last_elsewhere(connection, siren, pattern, year))), default=None
    )
    if last is None:
        return SeriesState(Series(pattern), year, first_count=first_count)
    count, number, day = last
    return SeriesState(Series(pattern), year, count, _day(day), number, first_count)


def _last_elsewhere(
    connection: Connection, siren: str, pattern: str, year: int
) -> tuple[int, str, str] | None:
    """Return count, number and day of the highest invoice issued elsewhere of a series' form."""
    series, rows = Series(pattern), connection.execute(
        "SELECT number, issue_date FROM invoices "
        "WHERE past = 1 AND year = ?1 AND coalesce(seller_siren, ?2) = ?2",
        (year, siren),
    )  # fmt: skip
    counted = ((series.count(row["number"], year), *row) for row in rows)
    return max(((n, number, day) for n, number, day in counted if n is not None), default=None)


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


def _attachment_digests(connection: Connection, invoice_id: int) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT sha256 FROM invoice_files WHERE invoice_id = ? AND role = ?",
        (invoice_id, ATTACHMENT),
    )
    return tuple(row["sha256"] for row in rows)


def _digests_beside(connection: Connection, invoice_id: int) -> tuple[str, ...]:
    """Return the SHA-256 of what goes with a document: its attachments and its author's page."""
    pages = connection.execute(
        "SELECT own_page FROM invoices WHERE id = ? AND own_page IS NOT NULL", (invoice_id,)
    )
    pages_of = [row["own_page"] for row in pages]
    return (*_attachment_digests(connection, invoice_id), *pages_of)


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


def _series_name(siren: str | None, pattern: str) -> str:
    """Return what a series is told by: each business counts for itself (A7 G1.45)."""
    return f"{siren or ''} {pattern}"


def _columns(invoice: Invoice, totals: Totals) -> dict[str, object]:
    """Return what lists show and sort by."""
    return {
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
    contents = _attachment_contents(connection, row["id"]) if header.attachments else {}
    attachments = tuple(
        replace(item, content=contents.get(position))
        for position, item in enumerate(header.attachments)
    )
    invoice = replace(header, lines=_lines(connection, row["id"]), attachments=attachments)
    at = datetime.fromisoformat(row["issued_at"]) if row["issued_at"] else None
    return StoredInvoice(draft=_draft(row, invoice), issued_at=at, past=bool(row["past"]))


def _draft(row: Row, invoice: Invoice) -> InvoiceDraft:
    return InvoiceDraft(
        id=row["id"], invoice=invoice, imported_number=row["imported_number"],
        import_id=row["import_id"], revision=row["revision"], own_page=row["own_page"],
    )  # fmt: skip


def _lines(connection: Connection, invoice_id: int) -> tuple[Line, ...]:
    rows = connection.execute(
        "SELECT content FROM lines WHERE invoice_id = ? ORDER BY position", (invoice_id,)
    )
    return tuple(decode(row["content"], Line) for row in rows)


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
