"""What the rules need to know about an invoice, loaded once for a whole operation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial

from chorus_desk.directory.records import STATE_LIST
from chorus_desk.domain.invoice import Invoice, circuit_of
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import NOBODY, PublicBody, Seller
from chorus_desk.domain.series import Series, SeriesState
from chorus_desk.rules.case import Context, NumberKey
from chorus_desk.rules.seller import is_own
from chorus_desk.storage import lookups, series
from chorus_desk.storage.connection import Connection
from chorus_desk.storage.invoices import StoredInvoice
from chorus_desk.storage.lookups import AccountKey, account_key
from chorus_desk.storage.orders import Order, last_orders
from chorus_desk.storage.seller import load_seller
from chorus_desk.usecases.drafting import complete
from chorus_desk.usecases.known_bodies import has_state_list, known_body, own_bodies
from chorus_desk.usecases.workspace import Workspace


@dataclass
class Knowledge:
    """The seller, the numbers used, the bodies and series met so far."""

    today: date
    seller: Seller | None
    numbers: frozenset[NumberKey]
    accounts: Mapping[AccountKey, str]
    find_body: Callable[[str], PublicBody | None]
    find_series: Callable[[Seller, int], SeriesState]
    find_orders: Callable[[str], tuple[Order, ...]]
    find_state_list: Callable[[], bool]
    _bodies: dict[str, PublicBody | None] = field(default_factory=dict)
    _series: dict[int, SeriesState] = field(default_factory=dict)
    _orders: dict[str, tuple[Order, ...]] = field(default_factory=dict)
    _commitments: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls, workspace: Workspace) -> "Knowledge":
        """Load what is the same for every invoice of an operation; the rest is asked as it goes."""
        connection, seller = workspace.connection, load_seller(workspace.connection)
        return cls(
            workspace.clock.today(), seller, _used_numbers(connection, seller),
            lookups.last_accounts(connection), partial(known_body, workspace),
            partial(series_of, workspace), partial(last_orders, connection),
            cache(partial(has_state_list, workspace)),
        )  # fmt: skip

    @classmethod
    def load_whole(cls, workspace: Workspace, *buyers: str | None) -> "Knowledge":
        """Load all of it at once: a value that needs the database no more, for a screen.

        Of the bodies, it has the user's own and those of ``buyers``.
        """
        connection, seller = workspace.connection, load_seller(workspace.connection)
        known = {body.siret: body for body in own_bodies(workspace, buyers)}
        numbers = _used_numbers(connection, seller)
        years = {year for _, year, _ in numbers} | {workspace.clock.today().year}
        if seller is not None and seller.next_number_year is not None:
            years.add(seller.next_number_year)
        states = {year: series_of(workspace, seller, year) for year in years} if seller else {}

        def find_series(asked: Seller, year: int) -> SeriesState:
            return states.get(year) or SeriesState(Series(asked.series), year)

        accounts = lookups.last_accounts(connection)
        orders = {siret: last_orders(connection, siret) for siret in known}
        state_list = has_state_list(workspace)
        return cls(
            workspace.clock.today(), seller, numbers, accounts, known.get, find_series,
            lambda siret: orders.get(siret, ()), lambda: state_list,
        )  # fmt: skip

    def body(self, siret: str | None) -> PublicBody | None:
        """Return the body of a SIRET, None where it is not known."""
        if not siret:
            return None
        if siret not in self._bodies:
            self._bodies[siret] = self.find_body(siret)
        return self._bodies[siret]

    def meet(self, body: PublicBody) -> None:
        """Take note of a body that was looked up elsewhere."""
        self._bodies[body.siret] = body

    @property
    def met(self) -> tuple[str, ...]:
        """SIRETs of the bodies asked for so far."""
        return tuple(self._bodies)

    def orders(self, siret: str | None) -> tuple[Order, ...]:
        """Return the references of the invoices issued last to a body, the last one first."""
        if not siret:
            return ()
        if siret not in self._orders:
            self._orders[siret] = self.find_orders(siret)
        return self._orders[siret]

    def services_used(self, siret: str | None) -> tuple[str, ...]:
        """Return the codes of a body's services that were billed, the last one first."""
        return tuple(dict.fromkeys(order.service for order in self.orders(siret) if order.service))

    def commitments(self, siret: str | None) -> tuple[str, ...]:
        """Return the commitment numbers of a body that were billed, each once, the last first."""
        key = siret or ""
        if key not in self._commitments:
            numbers = (order.commitment for order in self.orders(siret))
            self._commitments[key] = tuple(dict.fromkeys(filter(None, numbers)))
        return self._commitments[key]

    def circuit(self, invoice: Invoice, wanted: Circuit | None = None) -> Circuit:
        """Return the circuit: the one asked for, else the invoice's own, else the seller's."""
        return wanted or circuit_of(invoice, self.seller)

    def series(self, year: int) -> SeriesState | None:
        """Return where the seller's series stands in a year."""
        if self.seller is None:
            return None
        if year not in self._series:
            self._series[year] = self.find_series(self.seller, year)
        return self._series[year]

    def completed(self, invoice: Invoice, *, numbered: bool = True) -> Invoice:
        """Return an invoice of the user's own with its gaps filled; another's as it is.

        ``numbered``: whether it keeps the number that it came with, which issuing gives otherwise.
        """
        return _completed(invoice, self.seller, self.body, numbered=numbered)

    def whole(self, stored: StoredInvoice) -> StoredInvoice:
        """Return a document as it is read: a draft with its gaps filled, an issued one as it is.

        So a draft follows the settings until it is issued: it holds what was decided by hand alone.
        """
        if stored.issued:
            return stored
        draft = stored.draft
        return replace(stored, draft=replace(draft, invoice=self.completed(draft.invoice)))

    def context(
        self, invoice: Invoice, *, circuit: Circuit | None = None, issued: bool = False,
        to_be_issued: bool = False, numbers: frozenset[NumberKey] | None = None,
    ) -> Context:  # fmt: skip
        """Return the context of one invoice.

        ``issued``: it has its number and place in the series. ``to_be_issued``: it will get them.
        """
        siret = invoice.buyer.siret
        own, body = is_own(self.seller, invoice.seller), self.body(siret)
        year = invoice.issue_date.year if invoice.issue_date else self.today.year
        used = self.numbers if numbers is None else numbers
        return Context(
            today=self.today,
            circuit=self.circuit(invoice, circuit),
            seller=self.seller if own else None,
            body=body,
            numbers_used=frozenset() if issued else used,
            series=self.series(year) if own and not issued else None,
            number_follows=to_be_issued,
            last_account=None if issued else self.accounts.get(account_key(invoice)),
            commitments=self.commitments(siret) if own and not issued else (),
            not_listed=body is not None and body.source != STATE_LIST and self.find_state_list(),
        )


def _used_numbers(connection: Connection, seller: Seller | None) -> frozenset[NumberKey]:
    return lookups.used_numbers(connection, seller.siren if seller else None)


def completed(workspace: Workspace, invoice: Invoice) -> Invoice:
    """Return an invoice of the user's own with its gaps filled; another's as it is."""
    connection = workspace.connection
    return _completed(invoice, load_seller(connection), partial(known_body, workspace))


def _completed(
    invoice: Invoice, seller: Seller | None, find_body: Callable[[str], PublicBody | None],
    *, numbered: bool = True,
) -> Invoice:  # fmt: skip
    # A draft that says nothing of its seller is the user's: a workbook has no column for it.
    if seller is None or not (invoice.seller == NOBODY or is_own(seller, invoice.seller)):
        return invoice if numbered else replace(invoice, number=None)
    siret = invoice.buyer.siret
    return complete(invoice, seller, find_body(siret) if siret else None, numbered=numbered)


def series_of(workspace: Workspace, seller: Seller, year: int) -> SeriesState:
    """Return where a seller's series stands in a year."""
    first = seller.next_number if seller.next_number_year == year else None
    return series.series_state(workspace.connection, seller.siren, seller.series, year, first or 1)
