"""Numbers of documents that are there already: the same number, of the same seller and year."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Self

from chorus_desk.domain.invoice import Invoice
from chorus_desk.storage import lookups
from chorus_desk.storage.connection import Connection


@dataclass
class NumbersMet:
    """Which document bears a number: F1 of 2025 and F1 of 2026 are two invoices.

    Where one of two documents says nothing of its date, they may be the same one.
    """

    siren: str | None
    """The user's business: what names no seller is its own."""
    _met: dict[tuple[str, str], list[tuple[int | None, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """By seller and number: year and id, in the order in which they were met."""

    @classmethod
    def load(cls, connection: Connection, siren: str | None, numbers: Collection[str]) -> Self:
        """Return which documents bear these numbers: as they came, or as they were issued."""
        met = cls(siren)
        for known in (
            *lookups.find_by_imported_numbers(connection, numbers),
            *lookups.find_issued_numbers(connection, numbers),
        ):
            met._met[met._unit(known.siren), known.number].append((known.year, known.id))
        return met

    def find(self, invoice: Invoice) -> int | None:
        """Return the newest document that bears the number of an invoice, None where none does."""
        if not invoice.number:
            return None
        year = invoice.issue_date.year if invoice.issue_date else None
        known = self._met.get((self._unit(invoice.seller.unit()), invoice.number), ())
        return max((id_ for one, id_ in known if None in (one, year) or one == year), default=None)

    def meet(self, invoice: Invoice, document: int) -> None:
        """Take note of a document that bears a number."""
        if invoice.number:
            year = invoice.issue_date.year if invoice.issue_date else None
            self._met[self._unit(invoice.seller.unit()), invoice.number].append((year, document))

    def _unit(self, siren: str | None) -> str:
        return "" if siren is None or siren == self.siren else siren
