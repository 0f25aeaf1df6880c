"""Which invoices there are already, and what was billed before: questions over all of them."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Kind
from chorus_desk.storage.connection import Connection
from chorus_desk.storage.invoice_files import ATTACHMENT

AccountKey = tuple[str, str]
"""Whose account a buyer was given: the buyer's SIRET, and the payee, empty for the seller."""


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
