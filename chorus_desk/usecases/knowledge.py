"""What the rules need to know about an invoice, loaded once for a whole operation."""

from dataclasses import dataclass, field, replace
from datetime import date

from chorus_desk.domain.invoice import Circuit, Invoice
from chorus_desk.domain.party import PublicBody, Seller
from chorus_desk.domain.series import Series, SeriesState
from chorus_desk.rules.case import Context, NumberKey
from chorus_desk.rules.seller import is_own
from chorus_desk.storage import bodies, invoices
from chorus_desk.storage.seller import load_seller
from chorus_desk.usecases.workspace import Workspace


@dataclass
class Knowledge:
    """The seller, the numbers used, the bodies and series met so far."""

    workspace: Workspace
    today: date
    seller: Seller | None
    numbers: frozenset[NumberKey]
    _bodies: dict[str, PublicBody | None] = field(default_factory=dict)
    _series: dict[int, SeriesState] = field(default_factory=dict)

    @classmethod
    def load(cls, workspace: Workspace) -> "Knowledge":
        """Load what is the same for every invoice of an operation."""
        connection = workspace.connection
        return cls(
            workspace, workspace.clock.today(), load_seller(connection),
            invoices.used_numbers(connection),
        )  # fmt: skip

    def body(self, siret: str | None) -> PublicBody | None:
        """Return the body of a SIRET, None where it is not known."""
        if not siret:
            return None
        if siret not in self._bodies:
            self._bodies[siret] = bodies.load_body(self.workspace.connection, siret)
        return self._bodies[siret]

    def circuit(self, invoice: Invoice, wanted: Circuit | None = None) -> Circuit:
        """Return the circuit: the one asked for, else the invoice's own, else the seller's."""
        usual = Circuit(self.seller.circuit) if self.seller else Circuit.HISTORICAL
        return wanted or invoice.circuit or usual

    def series(self, year: int) -> SeriesState | None:
        """Return where the seller's series stands in a year."""
        if self.seller is None:
            return None
        if year not in self._series:
            self._series[year] = series_of(self.workspace, self.seller, year)
        return self._series[year]

    def context(
        self, invoice: Invoice, *, circuit: Circuit | None = None, issued: bool = False,
        to_be_issued: bool = False, numbers: frozenset[NumberKey] | None = None,
    ) -> Context:  # fmt: skip
        """Return the context of one invoice.

        ``issued``: it has its number and place in the series. ``to_be_issued``: it will get them.
        """
        own = is_own(self.seller, invoice.seller)
        year = invoice.issue_date.year if invoice.issue_date else self.today.year
        used = self.numbers if numbers is None else numbers
        return Context(
            today=self.today,
            circuit=self.circuit(invoice, circuit),
            seller=self.seller if own else None,
            body=self.body(invoice.buyer.siret),
            numbers_used=frozenset() if issued else used,
            series=self.series(year) if own and not issued else None,
            number_follows=to_be_issued,
        )


def series_of(workspace: Workspace, seller: Seller, year: int) -> SeriesState:
    """Return where a seller's series stands in a year."""
    first = seller.next_number if seller.next_number_year == year else None
    state = invoices.series_state(workspace.connection, seller.series, year)
    return replace(state, series=Series(seller.series), first_count=first or 1)
