"""What the user sells, at which price."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueItem:
    """One item of the price list. ``unit_price`` is net, in euros; ``vat_rate`` in percent.

    ``unit`` is a code of UN/ECE recommendation 20. VAT that is not said is the seller's usual one.
    """

    id: int | None = None
    reference: str | None = None
    description: str
    details: str | None = None
    unit: str | None = None
    unit_price: Decimal
    vat_category: str | None = None
    vat_rate: Decimal | None = None
