"""What lists show of invoices, read without opening them."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from sqlite3 import Row
from typing import NamedTuple

from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import from_cents
from chorus_desk.storage.connection import Connection


class InvoiceRow(NamedTuple):
    """What a list shows of an invoice, without opening it. Amounts in its currency."""

    id: int
    number: str | None
    imported_number: str | None
    issued: bool
    """Here or elsewhere."""
    kind: Kind
    issue_date: date | None
    due_date: date | None
    buyer_siret: str | None
    buyer_name: str | None
    currency: str
    net: Decimal
    gross: Decimal
    due: Decimal
    past: bool = False
    """Whether it was issued elsewhere."""


_ROW_COLUMNS = (
    "id, number, imported_number, issued_at, past, kind, issue_date, due_date, buyer_siret, "
    "buyer_name, currency, net_cents, gross_cents, due_cents"
)


def list_invoices(connection: Connection) -> Iterator[InvoiceRow]:
    """Give what a list shows of every invoice, newest date first."""
    rows = connection.execute(
        f"SELECT {_ROW_COLUMNS} FROM invoices ORDER BY issue_date DESC, id DESC"  # noqa: S608
    )
    yield from map(_invoice_row, rows)


def load_rows(connection: Connection, ids: Iterable[int]) -> dict[int, InvoiceRow]:
    """Return what a list shows of these invoices, by id; one that is gone is left out."""
    rows = connection.execute(
        f"SELECT {_ROW_COLUMNS} FROM invoices "  # noqa: S608 -- columns of ours
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return {row["id"]: _invoice_row(row) for row in rows}


def _invoice_row(row: Row) -> InvoiceRow:
    return InvoiceRow(
        id=row["id"], number=row["number"], imported_number=row["imported_number"],
        issued=row["issued_at"] is not None, past=bool(row["past"]), kind=Kind(row["kind"]),
        issue_date=_day(row["issue_date"]), due_date=_day(row["due_date"]),
        buyer_siret=row["buyer_siret"], buyer_name=row["buyer_name"],
        currency=row["currency"], net=from_cents(row["net_cents"]),
        gross=from_cents(row["gross_cents"]), due=from_cents(row["due_cents"]),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
