"""What a rule is given and what it gives."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from chorus_desk.domain.finding import Param, Severity
from chorus_desk.domain.invoice import Invoice, Totals
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.party import Party, PublicBody, Seller
from chorus_desk.domain.series import SeriesState
from chorus_desk.domain.totals import compute_totals

NumberKey = tuple[str, int, str]
"""What makes an invoice number unique: seller's SIREN, year of issue, number (A7 G1.45)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the rules know beside the invoice itself."""

    today: date
    circuit: Circuit = Circuit.HISTORICAL
    seller: Seller | None = None
    """The user's business, when the invoice is its own."""
    body: PublicBody | None = None
    """The buyer, when it is a body that this program knows."""
    numbers_used: Container[NumberKey] = frozenset()
    """Numbers of other documents than this one."""
    series: SeriesState | None = None
    number_follows: bool = False
    """The number is given on issue, so a draft may still lack it."""
    last_account: str | None = None
    """The account that the user's last invoice to this buyer named, for the same payee."""
    commitments: tuple[str, ...] = ()
    """Commitment numbers of the user's invoices issued to this buyer, each once, the last first."""
    not_listed: bool = False
    """Whether a list of the State's is in use that does not name this buyer."""


Params = Mapping[str, Param]
"""The values that a sentence names."""
_ANOTHERS: Params = MappingProxyType({"whose": "another"})


class Hit(NamedTuple):
    """Where a rule fired, and the values its sentence names."""

    path: str | None = None
    params: Params = MappingProxyType({})
    field: str | None = None
    """The EN 16931 term, where it is another than the rule's own."""
    severity: Severity | None = None
    """How grave it is here, where the table's word for the circuit is not the whole truth."""


class Taxed(NamedTuple):
    """Something that bears VAT: its path, category (BT-151) and rate in percent (BT-152)."""

    path: str
    category: str | None
    rate: Decimal | None


@dataclass(frozen=True)
class Case:
    """One invoice under examination, with its arithmetic done once."""

    invoice: Invoice
    context: Context

    @cached_property
    def computed(self) -> Totals:
        """The figures that the lines give."""
        return compute_totals(self.invoice)

    @cached_property
    def figures(self) -> Totals:
        """The figures as stated, else as computed."""
        return self.invoice.stated or self.computed

    @cached_property
    def whose(self) -> Params:
        """Say that the invoice is not the user's own; empty where it is, as sentences take it.

        A draft that names no seller is the user's, who has not filled in the settings yet.
        """
        unnamed = self.context.number_follows and self.invoice.seller == Party()
        own = self.context.seller is not None or unnamed
        return MappingProxyType({}) if own else _ANOTHERS

    @cached_property
    def taxed(self) -> tuple[Taxed, ...]:
        """All that bears VAT: lines, discounts, charges."""
        invoice = self.invoice
        lines = (
            Taxed(f"lines[{index}]", line.vat_category, line.vat_rate)
            for index, line in enumerate(invoice.lines)
        )
        others = (
            Taxed(f"{name}[{index}]", item.vat_category, item.vat_rate)
            for name, items in (("allowances", invoice.allowances), ("charges", invoice.charges))
            for index, item in enumerate(items)
        )
        return (*lines, *others)

    @cached_property
    def categories(self) -> frozenset[str | None]:
        """The VAT categories of all that bears VAT, and of the groups of its breakdown."""
        bearing = {category for _, category, _ in self.taxed}
        return frozenset(bearing.union(group.category for group in self.figures.groups))


Check = Callable[[Case], Iterable[Hit]]
Rules = Mapping[str, Check]
"""The rules of one module by their id; what else is known of them stands in ``codes/rules.csv``."""
