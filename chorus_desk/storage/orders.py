"""What was billed to each body: services and references, drafts, how long it took to pay."""

from datetime import date
from typing import NamedTuple

from chorus_desk.storage.connection import Connection


class Order(NamedTuple):
    """The references of one invoice that was issued to a body."""

    service: str | None
    commitment: str | None


class ServiceUse(NamedTuple):
    """How often a service was billed, and when last. ``code`` is None for none."""

    code: str | None
    times: int
    last: date | None


class Paid(NamedTuple):
    """When an invoice was deposited and when it was paid, as far as the events tell."""

    deposited: date
    paid: date


def billed_bodies(connection: Connection) -> frozenset[str]:
    """Return the SIRETs of all buyers, of drafts and issued invoices."""
    rows = connection.execute(
        "SELECT DISTINCT buyer_siret FROM invoices WHERE buyer_siret IS NOT NULL"
    )
    return frozenset(row["buyer_siret"] for row in rows)


def billed_name(connection: Connection, siret: str) -> str | None:
    """Return the name under which a body was billed last, None where none was written."""
    row = connection.execute(
        "SELECT buyer_name FROM invoices WHERE buyer_siret = ? AND buyer_name IS NOT NULL "
        "ORDER BY id DESC LIMIT 1",
        (siret,),
    ).fetchone()
    return row["buyer_name"] if row else None


def last_orders(connection: Connection, siret: str, most: int = 50) -> tuple[Order, ...]:
    """Return the references of the invoices issued last to a body, the last one first."""
    rows = connection.execute(
        "SELECT json_extract(content, '$.buyer.service_code') AS service, "
        "json_extract(content, '$.commitment_number') AS commitment FROM invoices "
        "WHERE buyer_siret = ? AND issued_at IS NOT NULL ORDER BY past, id DESC LIMIT ?",
        (siret, most),
    )
    return tuple(Order(row["service"], row["commitment"]) for row in rows)


def service_uses(connection: Connection, siret: str) -> tuple[ServiceUse, ...]:
    """Return how often each service of a body was billed, drafts included, used last first."""
    rows = connection.execute(
        "SELECT json_extract(content, '$.buyer.service_code') AS code, count(*) AS n, "
        "max(issue_date) AS last, max(id) AS newest FROM invoices "
        "WHERE buyer_siret = ? GROUP BY code ORDER BY newest DESC",
        (siret,),
    )
    return tuple(
        ServiceUse(row["code"], row["n"], date.fromisoformat(row["last"]) if row["last"] else None)
        for row in rows
    )


def drafts_to(connection: Connection, siret: str, service: str | None = None) -> tuple[int, ...]:
    """Return the ids of the drafts that bill a body, or one service of it."""
    rows = connection.execute(
        "SELECT id FROM invoices WHERE buyer_siret = ?1 AND issued_at IS NULL "
        "AND (?2 IS NULL OR json_extract(content, '$.buyer.service_code') = ?2) ORDER BY id",
        (siret, service),
    )
    return tuple(row["id"] for row in rows)


def paid_invoices(connection: Connection, siret: str) -> tuple[Paid, ...]:
    """Return, of each invoice paid by a body, the day of its last deposit before and of payment."""
    rows = connection.execute(
        "SELECT max(sent.on_day) AS deposited, payment.paid FROM ("
        "  SELECT invoices.id, min(on_day) AS paid FROM invoices "
        "  JOIN events ON events.invoice_id = invoices.id AND events.kind = 'paid' "
        "  WHERE buyer_siret = ? AND invoices.kind = 'invoice' GROUP BY invoices.id"
        ") AS payment JOIN events AS sent ON sent.invoice_id = payment.id "
        "AND sent.kind = 'deposited' AND sent.on_day <= payment.paid "
        "GROUP BY payment.id ORDER BY payment.id",
        (siret,),
    )
    return tuple(
        Paid(date.fromisoformat(row["deposited"]), date.fromisoformat(row["paid"])) for row in rows
    )
