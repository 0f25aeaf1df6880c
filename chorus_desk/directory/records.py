"""What a published list says of a body and of its services, one row each."""

from typing import NamedTuple

STATE_LIST = "directory"
"""The source of a row of the State's published list."""
SHIPPED = "shipped"
"""The source of a row that comes with the program."""


class ListedBody(NamedTuple):
    """A body as a list gives it. None is what the list does not say.

    A tuple, since a list has 130,000 of them; the order is that of the table's columns.
    """

    siret: int
    """Its fourteen digits as a number: what rows are found by."""
    name: str
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    country: str = "FR"
    department: str | None = None
    kind: str | None = None
    also: str | None = None
    """Further words that it is found by: an acronym, its other postcodes."""
    requires: str | None = None
    """A value of ``domain.party.Requirement``."""
    works_only: bool = False
    active: bool = True
    population: int | None = None
    source: str = STATE_LIST
    as_of: str | None = None
    """ISO date of the list."""


class ListedService(NamedTuple):
    """A service of a body as a list gives it. Dates are ISO; a service counts on both days."""

    siret: int
    code: str
    name: str | None = None
    active: bool = True
    requires_commitment: bool = False
    starts: str | None = None
    ends: str | None = None
