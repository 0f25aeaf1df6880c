"""Invoices, from the first draft to the archive: one row each, and one per line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from sqlite3 import Row
from typing import NamedTuple

from chorus_desk.domain.history import ELSEWHERE
from chorus_desk.domain.invoice import Invoice, InvoiceDraft, Line, Totals
from chorus_desk.domain.money import ZERO, to_cents
from chorus_desk.domain.totals import figures
from chorus_desk.storage import files
from chorus_desk.storage.codec import decode, encode
from chorus_desk.storage.connection import Connection
from chorus_desk.storage.invoice_files import (
    ATTACHMENT,
    attachment_contents,
    attachment_digests,
    digests_beside,
    save_attachments,
)
from chorus_desk.storage.search_text import search_text
from chorus_desk.storage.series import series_name


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
    revision: int = 1, own_page: str | None = None, numbered: bool = True,
) -> int:  # fmt: skip
    """Keep a new draft and return its id.

    ``restored_id`` and ``revision`` are those of a draft that was deleted and comes back.
    ``whole`` is the draft with its gaps filled, which is what lists show and searches find;
    ``totals`` are its figures, where they were worked out already. ``own_page`` is a stored file.
    ``numbered``: whether it keeps the number that it came with, which issuing gives otherwise.
    """
    whole = whole or invoice
    totals = totals or figures(whole)
    columns = {
        "content": encode(_header(invoice, invoice.number if numbered else None)),
        **_columns(whole, totals),
        "imported_number": imported_number, "import_id": import_id,
        "source_digest": source_digest, "id": restored_id, "revision": revision,
        "own_page": own_page,
    }  # fmt: skip
    cursor = connection.execute(_insertion(tuple(columns)), tuple(columns.values()))
    assert cursor.lastrowid is not None
    _save_lines(connection, cursor.lastrowid, invoice.lines, totals)
    save_attachments(connection, cursor.lastrowid, invoice)
    connection.execute(
        "INSERT INTO listing (invoice_id, status, search) VALUES (?, 'draft', ?)",
        (cursor.lastrowid, search_text(whole, totals.gross, None, imported_number)),
    )
    return cursor.lastrowid


@cache  # the same of all that an import brings
def _insertion(names: tuple[str, ...]) -> str:
    places = ", ".join("?" * len(names))
    return f"INSERT INTO invoices ({', '.join(names)}) VALUES ({places})"  # noqa: S608 -- ours


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
        enclosed = attachment_digests(connection, draft.id)
        _forget_parts(connection, draft.id)
        _save_lines(connection, draft.id, draft.invoice.lines, figures(whole or draft.invoice))
        save_attachments(connection, draft.id, draft.invoice)
        if enclosed:  # what was taken out is kept by nobody
            files.forget_unused(connection, enclosed)
    return changed


def replace_header(connection: Connection, draft: InvoiceDraft, whole: Invoice) -> bool:
    """Put an edited invoice in place of a draft's, its lines and attachments being as they were.

    ``whole`` is the draft with its gaps filled. False when the draft changed meanwhile.
    """
    changed = connection.execute(
        "UPDATE invoices SET content = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
        (encode(_header(draft.invoice, draft.invoice.number)), draft.id, draft.revision),
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
         issue.pattern and series_name(invoice.seller.unit(), issue.pattern),
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
    beside = digests_beside(connection, draft.id)
    deleted = connection.execute(
        "DELETE FROM invoices WHERE id = ? AND revision = ? AND issued_at IS NULL",
        (draft.id, draft.revision),
    ).rowcount
    if beside:
        files.forget_unused(connection, beside)
    return bool(deleted)


def delete_past(connection: Connection, invoice_id: int) -> bool:
    """Take out an invoice that was issued elsewhere; False where this is none."""
    beside = digests_beside(connection, invoice_id)
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


def _header(invoice: Invoice, number: str | None) -> Invoice:
    """Return the invoice without what is kept beside it: lines, bytes of attachments."""
    bare = tuple(replace(item, content=None) for item in invoice.attachments)
    return replace(invoice, number=number, lines=(), attachments=bare)


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


def _forget_parts(connection: Connection, invoice_id: int) -> None:
    connection.execute("DELETE FROM lines WHERE invoice_id = ?", (invoice_id,))
    connection.execute(
        "DELETE FROM invoice_files WHERE invoice_id = ? AND role = ?", (invoice_id, ATTACHMENT)
    )


def _stored(connection: Connection, row: Row) -> StoredInvoice:
    header = decode(row["content"], Invoice)
    contents = attachment_contents(connection, row["id"]) if header.attachments else {}
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


def _nth(nets: tuple[Decimal | None, ...], position: int) -> Decimal:
    return (nets[position] if position < len(nets) else None) or ZERO


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
