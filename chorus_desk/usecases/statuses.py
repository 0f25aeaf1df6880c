"""The statuses that Chorus Pro knows, from their table."""

from functools import cache

from chorus_desk import resources


@cache
def statuses() -> tuple[str, ...]:
    """Return the codes of all statuses that Chorus Pro knows."""
    return tuple(row["code"] for row in resources.read_table("invoice_statuses"))


@cache
def closed_statuses() -> frozenset[str]:
    """Return the statuses after which no more news is expected."""
    rows = resources.read_table("invoice_statuses")
    return frozenset(row["code"] for row in rows if row["closed"] == "yes")
