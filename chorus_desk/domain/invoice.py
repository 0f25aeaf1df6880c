"""The invoice: one frozen value from the import to the archive, which may lack any datum."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from chorus_desk.domain.kinds import Circuit, Kind
from chorus_desk.domain.party import NOBODY, Address, Party, Seller

INVOICE = "380"
CREDIT_NOTE = "381"
CREDIT_NOTE_CODES = frozenset({"261", "262", "381", "396", "502", "503"})
"""Types that pay back (UNTDID 1001; factur-x, BR-FR-04)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowanceCharge:
    """A discount or a charge, on a line (BG-27, BG-28) or the document (BG-20, BG-21).

    ``amount`` is net of VAT and positive; ``percentage`` of ``base_amount`` is information.
    ``vat_category`` and ``vat_rate`` (percent) stand on those of the document alone.
    """

    amount: Decimal | None = None
    base_amount: Decimal | None = None
    percentage: Decimal | None = None
    reason: str | None = None
    reason_code: str | None = None
    vat_category: str | None = None
    vat_rate: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Where it was delivered (BG-13, BG-15), all of it or one line (EXT-FR-FE-BG-10)."""

    name: str | None = None
    site: str | None = None
    """BT-71, at most 20 characters."""
    site_scheme: str | None = None
    address: Address = Address()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line (BG-25). Prices are net of VAT; ``vat_rate`` is a percentage."""

    identifier: str | None = None
    """BT-126; the position in the invoice where none was given."""
    description: str | None = None
    """BT-153."""
    details: str | None = None
    """BT-154."""
    quantity: Decimal | None = None
    unit: str | None = None
    """UN/ECE Recommendation 20 code (BT-130)."""
    unit_price: Decimal | None = None
    """BT-146, never negative: a negative line carries its sign on the quantity."""
    base_quantity: Decimal | None = None
    """How many units the price is for (BT-149), one where absent."""
    gross_price: Decimal | None = None
    """BT-148, before ``price_discount``."""
    price_discount: Decimal | None = None
    """BT-147."""
    allowances: tuple[AllowanceCharge, ...] = ()
    charges: tuple[AllowanceCharge, ...] = ()
    vat_category: str | None = None
    """BT-151: S, E, AE, K, G, O, Z."""
    vat_rate: Decimal | None = None
    """BT-152, in percent."""
    period_start: date | None = None
    period_end: date | None = None
    note: str | None = None
    delivery: Delivery | None = None
    """Where this line went, when an invoice has several places (EXT-FR-FE-BG-10)."""
    delivery_date: date | None = None
    """When, for this line alone (EXT-FR-FE-158)."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Terms without a field here (BT-155 …), carried as they were read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """Why a VAT group bears no VAT (BT-120, BT-121), for one category."""

    category: str
    reason: str | None = None
    code: str | None = None
    """VATEX code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VatGroup:
    """One group of the VAT breakdown (BG-23). Amounts in the invoice's currency."""

    category: str | None = None
    rate: Decimal | None = None
    base: Decimal | None = None
    amount: Decimal | None = None
    exemption_reason: str | None = None
    exemption_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The figures of an invoice (BG-22, BG-23 and each line's net amount, BT-131).

    Computed ones are whole; stated ones, read from a file, may lack any.
    """

    line_nets: tuple[Decimal | None, ...] = ()
    lines: Decimal | None = None
    """BT-106."""
    allowances: Decimal | None = None
    """BT-107."""
    charges: Decimal | None = None
    """BT-108."""
    net: Decimal | None = None
    """BT-109."""
    vat: Decimal | None = None
    """BT-110."""
    gross: Decimal | None = None
    """BT-112."""
    due: Decimal | None = None
    """BT-115."""
    groups: tuple[VatGroup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note (BG-1): its subject code (BT-21) and text (BT-22)."""

    text: str
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preceding:
    """The invoice that a credit note or a correction refers to (BG-3)."""

    number: str
    issue_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """How to pay (BG-16)."""

    means: str | None = None
    """UNTDID 4461 code (BT-81): 30 is a credit transfer."""
    means_text: str | None = None
    iban: str | None = None
    """BT-84; any other account number too."""
    account_name: str | None = None
    bic: str | None = None
    reference: str | None = None
    """What the payer quotes (BT-83)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A supporting document (BG-24). The bytes live in ``content``, None for a mere reference."""

    reference: str | None = None
    """BT-122."""
    description: str | None = None
    """BT-123."""
    location: str | None = None
    """BT-124."""
    file_name: str | None = None
    mime_type: str | None = None
    sha256: str | None = None
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """An invoice or credit note, whole or unfinished. Amounts in ``currency``, net of VAT."""

    number: str | None = None
    """BT-1. A draft has none: it is given on issue."""
    issue_date: date | None = None
    type_code: str = INVOICE
    """BT-3."""
    billing_framework: str | None = None
    """BT-23."""
    currency: str = "EUR"
    vat_currency: str | None = None
    """BT-6, where VAT is accounted in another currency than the invoice's."""
    vat_in_vat_currency: Decimal | None = None
    """BT-111."""
    vat_due: str | None = None
    """When VAT falls due (BT-8): ``invoice``, ``delivery`` or ``payment``."""
    seller: Party = NOBODY
    buyer: Party = NOBODY
    validator: Party | None = None
    """Who validates first: the contract holder, for A9 and A12."""
    payee: Party | None = None
    """BG-10."""
    tax_representative: Party | None = None
    """BG-11."""
    commitment_number: str | None = None
    """BT-13."""
    contract_number: str | None = None
    """BT-12."""
    preceding: tuple[Preceding, ...] = ()
    delivery_date: date | None = None
    """BT-72."""
    period_start: date | None = None
    """BT-73."""
    period_end: date | None = None
    """BT-74."""
    delivery: Delivery | None = None
    lines: tuple[Line, ...] = ()
    allowances: tuple[AllowanceCharge, ...] = ()
    charges: tuple[AllowanceCharge, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    prepaid: Decimal | None = None
    """BT-113."""
    rounding: Decimal | None = None
    """BT-114."""
    stated: Totals | None = None
    """Figures as a file stated them; None when they are to be computed."""
    due_date: date | None = None
    """BT-9."""
    terms: str | None = None
    """BT-20."""
    payment: Payment = Payment()
    notes: tuple[Note, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Terms without a field here (BT-14 …), carried as they were read."""

    @property
    def kind(self) -> Kind:
        """Whether the document asks for money or gives it back."""
        return Kind.CREDIT_NOTE if self.type_code in CREDIT_NOTE_CODES else Kind.INVOICE

    @property
    def circuit(self) -> Circuit | None:
        """The circuit that the billing framework belongs to, None where it tells nothing."""
        return _circuit_of(self.billing_framework or "")


def circuit_of(invoice: Invoice, seller: Seller | None) -> Circuit:
    """Return the way an invoice goes: by its framework (BT-23), else by its seller's setting.

    Without a seller whose settings are known: straight to Chorus Pro.
    """
    return invoice.circuit or (Circuit(seller.circuit) if seller else Circuit.HISTORICAL)


@lru_cache(maxsize=64)  # a dozen rules ask it of each invoice, and there are some forty frameworks
def _circuit_of(framework: str) -> Circuit | None:
    if re.fullmatch(r"A\d{1,2}", framework):
        return Circuit.HISTORICAL
    return Circuit.REFORM if re.fullmatch(r"[BSM]\d", framework) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceDraft:
    """The stored envelope of an invoice that is not issued yet. Each edit replaces the invoice."""

    id: int
    invoice: Invoice
    imported_number: str | None = None
    import_id: int | None = None
    revision: int = 1
    own_page: str | None = None
    """The SHA-256 of the page that its author made elsewhere and that leaves in place of ours."""
