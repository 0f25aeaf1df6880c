"""What was issued, by number: when, in which currency, and how much there was to pay."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import from_cents
from chorus_desk.storage.connection import Connection


@dataclass(frozen=True, slots=True)
class IssuedAmounts:
    """An invoice that has its number for ever, with its figures as positive amounts."""

    id: int
    number: str
    kind: Kind
    issue_date: date | None
    currency: str
    net: Decimal
    gross: Decimal
    due: Decimal


def issued_amounts(connection: Connection, siren: str | None) -> tuple[IssuedAmounts, ...]:
    """Return every invoice with a number, those of one seller where there are several."""
    rows = connection.execute(
        "SELECT id, number, kind, issue_date, currency, net_cents, gross_cents, due_cents "
        "FROM invoices WHERE number IS NOT NULL "
        "AND (?1 IS NULL OR seller_siren IS NULL OR seller_siren = ?1) ORDER BY id",
        (siren,),
    )
    return tuple(
        IssuedAmounts(
            row["id"], row["number"], Kind(row["kind"]),
            date.fromisoformat(row["issue_date"]) if row["issue_date"] else None,
            row["currency"], from_cents(row["net_cents"]), from_cents(row["gross_cents"]),
            from_cents(row["due_cents"]),
        )
        for row in rows
    )  # fmt: skip


def drafts_by_number(connection: Connection, numbers: Iterable[str]) -> Mapping[str, int]:
    """Return the newest draft that was imported under each of these numbers."""
    rows = connection.execute(
        "SELECT imported_number, max(id) AS id FROM invoices WHERE issued_at IS NULL "
        "AND imported_number IN (SELECT value FROM json_each(?)) GROUP BY imported_number",
        (json.dumps(list(numbers)),),
    )
    return {row["imported_number"]: row["id"] for row in rows}
