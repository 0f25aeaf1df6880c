"""Where the series of numbers stand: kept with the invoices, never counted anew."""

from datetime import date

from chorus_desk.domain.series import Series, SeriesState
from chorus_desk.storage.connection import Connection


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
        (series_name(siren, pattern), year),
    ).fetchone()
    last = (row["series_count"], row["number"], row["issue_date"]) if row else None
    last = max(
        filter(None, (last, _last_elsewhere(connection, siren, pattern, year))), default=None
    )
    if last is None:
        return SeriesState(Series(pattern), year, first_count=first_count)
    count, number, day = last
    return SeriesState(Series(pattern), year, count, date.fromisoformat(day), number, first_count)


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


def series_name(siren: str | None, pattern: str) -> str:
    """Return what a series is told by: each business counts for itself (A7 G1.45)."""
    return f"{siren or ''} {pattern}"
