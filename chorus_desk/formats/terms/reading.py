"""Business terms to an invoice: what is understood is taken, what is left is named."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import (
    AllowanceCharge,
    Attachment,
    Delivery,
    Exemption,
    Invoice,
    Line,
    Note,
    Payment,
    Preceding,
    Totals,
    VatGroup,
)
from chorus_desk.domain.kinds import Circuit
from chorus_desk.domain.money import ZERO, round_half_away
from chorus_desk.formats.official import Terms
from chorus_desk.formats.tables import tags
from chorus_desk.formats.terms.reader import Reader, shown
from chorus_desk.formats.terms.reading_parties import (
    read_address,
    read_optional_party,
    read_party,
)
from chorus_desk.system.files import safe_name

CARRIED = frozenset(
    ("BT-11", "BT-11-0", "BT-14", "BT-15", "BT-16", "BT-17", "BT-18", "BT-19", "BT-87", "BT-88",
     "BT-89", "BT-90", "BT-91")
)  # fmt: skip
"""Header terms without a field of their own that an invoice carries along."""
CARRIED_BY_LINES = frozenset(
    ("BT-128", "BT-132", "BT-133", "BT-155", "BT-156", "BT-157", "BT-157-1", "BT-158", "BT-159",
     "BG-32")
)  # fmt: skip
_REASON_OF_A_LINE = ("EXT-FR-FE-178", "EXT-FR-FE-179")
_STRUCTURED = frozenset({"BT-17", "BT-18", "BT-128", "BT-158", "BG-32"})
"""Carried terms that are lists or dictionaries, kept as factur-x gives them."""
_NO_RATE = frozenset({"E", "AE", "K", "G", "Z"})
"""Categories whose rate is zero, also where a file leaves it out."""


def from_terms(terms: Terms) -> tuple[Invoice, tuple[Finding, ...]]:
    """Return the invoice that the terms describe, and what was guessed or could not be kept.

    Never raises for bad data: a number that is none is left out and named.
    """
    reader = Reader(dict(terms))
    framework = reader.text("BT-23")
    circuit = Invoice(billing_framework=framework).circuit or Circuit.HISTORICAL
    groups = tuple(
        _read_group(reader.within(item, f"vat[{index}]"))
        for index, item in enumerate(reader.items("BG-23"))
    )
    exemptions = tuple(_exemptions(groups))
    lines = tuple(
        _read_line(reader.within(item, f"lines[{index}]"), exemptions)
        for index, item in enumerate(reader.items("BG-25"))
    )
    buyer = read_party(reader, "BG-7", "buyer")
    carried = _carried(reader, CARRIED)
    reference = reader.text("BT-10")
    if circuit is Circuit.HISTORICAL and not buyer.service_code:
        buyer = replace(buyer, service_code=reference)
    elif reference:
        carried["BT-10"] = reference
    stated = Totals(
        line_nets=tuple(net for _, net in lines),
        lines=reader.decimal("BT-106", "totals.lines"),
        allowances=reader.decimal("BT-107", "totals.allowances"),
        charges=reader.decimal("BT-108", "totals.charges"),
        net=reader.decimal("BT-109", "totals.net"),
        vat=reader.decimal("BT-110", "totals.vat"),
        gross=reader.decimal("BT-112", "totals.gross"),
        due=reader.decimal("BT-115", "totals.due"),
        groups=groups,
    )
    vat_currency = reader.text("BT-6")
    invoice = Invoice(
        number=reader.text("BT-1"),
        issue_date=reader.day("BT-2"),
        type_code=reader.text("BT-3") or "380",
        billing_framework=framework,
        currency=reader.text("BT-5") or "EUR",
        vat_currency=vat_currency,
        vat_in_vat_currency=reader.decimal("BT-111", "totals.vat_in_vat_currency"),
        vat_due=reader.text("BT-8"),
        seller=read_party(reader, "BG-4", "seller"),
        buyer=buyer,
        validator=read_optional_party(reader, tags(circuit)["validator"].place, "validator"),
        payee=read_optional_party(reader, "BG-10", "payee"),
        tax_representative=read_optional_party(reader, "BG-11", "tax_representative"),
        commitment_number=reader.text("BT-13"),
        contract_number=reader.text("BT-12"),
        preceding=tuple(_read_preceding(reader)),
        delivery_date=reader.day("BT-72"),
        period_start=reader.day("BT-73"),
        period_end=reader.day("BT-74"),
        delivery=_read_delivery(reader, "BG-13"),
        lines=tuple(line for line, _ in lines),
        allowances=_read_adjustments(reader, "BG-20", "allowances", exemptions),
        charges=_read_adjustments(reader, "BG-21", "charges", exemptions),
        exemptions=exemptions,
        prepaid=reader.decimal("BT-113", "totals.prepaid"),
        rounding=reader.decimal("BT-114", "totals.rounding"),
        stated=stated,
        due_date=reader.day("BT-9"),
        terms=reader.text("BT-20"),
        payment=_read_payment(reader),
        notes=tuple(_read_notes(reader)),
        attachments=tuple(_read_attachments(reader)),
        extra=carried,
    )
    reader.take("BT-24")
    reader.leave()
    return invoice, tuple(reader.findings)


def _carried(reader: Reader, terms: Container[str]) -> dict[str, Any]:
    return {
        term: _keyed_by_text(reader.take(term)) if term in _STRUCTURED else reader.text(term)
        for term in [term for term in reader.terms if term in terms]
    }


def _keyed_by_text(value: Any) -> Any:
    """Return nested dictionaries with ``"null"`` for a missing scheme, as JSON needs it."""
    if isinstance(value, Mapping):
        return {str(key) if key else "null": _keyed_by_text(item) for key, item in value.items()}
    return value


def _read_line(reader: Reader, exemptions: Iterable[Exemption]) -> tuple[Line, Decimal | None]:
    stated = reader.decimal("BT-131", "net_amount")
    notes = reader.items("BT-127-00")
    discounts = reader.items("BT-147-00")
    price_discount = None
    for item in discounts:
        inner = reader.within(item, reader.path.rstrip("."))
        price_discount = (price_discount or ZERO) + (inner.decimal("BT-147", "unit_price") or ZERO)
        inner.leave()
    note = None
    for item in notes:
        inner = reader.within(item, reader.path.rstrip("."))
        note = "\n".join(part for part in (note, inner.text("BT-127")) if part)
        inner.leave()
    category = reader.text("BT-151")
    rate = reader.decimal("BT-152", "vat_rate")
    _say_other_reason(reader, _REASON_OF_A_LINE, category, exemptions)
    line = Line(
        identifier=reader.text("BT-126"),
        description=reader.text("BT-153"),
        details=reader.text("BT-154"),
        quantity=reader.decimal("BT-129", "quantity"),
        unit=reader.text("BT-130"),
        unit_price=reader.decimal("BT-146", "unit_price"),
        base_quantity=reader.decimal("BT-149", "base_quantity"),
        gross_price=reader.decimal("BT-148", "gross_price"),
        price_discount=price_discount,
        allowances=_read_adjustments(reader, "BG-27", "allowances"),
        charges=_read_adjustments(reader, "BG-28", "charges"),
        vat_category=category,
        vat_rate=_rate(category, rate),
        period_start=reader.day("BT-134"),
        period_end=reader.day("BT-135"),
        note=note,
        delivery=_read_delivery(reader, "EXT-FR-FE-BG-10"),
        delivery_date=reader.day("EXT-FR-FE-158"),
        extra=_carried(reader, CARRIED_BY_LINES),
    )
    line = _without_vat_in_price(_guessed(line, reader), stated, reader)
    reader.leave()
    return line, stated


def _rate(category: str | None, rate: Decimal | None) -> Decimal | None:
    return ZERO if rate is None and category in _NO_RATE else rate


def _guessed(line: Line, reader: Reader) -> Line:
    """Fill what old files of Chorus Pro left out, and say so."""
    if line.vat_category is None and line.vat_rate:
        reader.note("CD-GUESSED", "BT-151", "vat_category", value="S")
        line = replace(line, vat_category="S")
    if line.unit is None and line.quantity is not None:
        reader.note("CD-GUESSED", "BT-130", "unit", value="C62")
        line = replace(line, unit="C62")
    return line


def _without_vat_in_price(line: Line, stated: Decimal | None, reader: Reader) -> Line:
    """Return the line with its price net of VAT.

    The minimal CII flow of Chorus Pro (FSO1116A) writes the net price as gross price and the
    price *with* VAT as net price: recognised when the stated amount follows from the first.
    """
    price, gross, quantity = line.unit_price, line.gross_price, line.quantity
    if price is None or gross is None or quantity is None or line.price_discount is not None:
        return line
    rate = line.vat_rate or ZERO
    with_vat = round_half_away(gross * (1 + rate / 100))
    fits_gross = stated is None or round_half_away(gross * quantity) == stated
    if price == gross or not fits_gross or abs(price - with_vat) > Decimal("0.01"):
        return line
    reader.note("CD-PRICE-WITH-VAT", "BT-146", "unit_price", price=price, net=gross)
    return replace(line, unit_price=gross, gross_price=None)


def _read_group(reader: Reader) -> VatGroup:
    category = reader.text("BT-118")
    group = VatGroup(
        category=category,
        rate=_rate(category, reader.decimal("BT-119", "rate")),
        base=reader.decimal("BT-116", "base"),
        amount=reader.decimal("BT-117", "amount"),
        exemption_reason=reader.text("BT-120"),
        exemption_code=reader.text("BT-121"),
    )
    reader.leave()
    return group


def _exemptions(groups: Iterable[VatGroup]) -> Iterator[Exemption]:
    seen: set[str] = set()
    for group in groups:
        explained = group.exemption_reason or group.exemption_code
        if group.category and group.category not in seen and explained:
            seen.add(group.category)
            yield Exemption(
                category=group.category,
                reason=group.exemption_reason,
                code=group.exemption_code,
            )


def _say_other_reason(
    reader: Reader, terms: tuple[str, str], category: str | None, exemptions: Iterable[Exemption]
) -> None:
    """Take the reason of no VAT beside one item, and name it where it is not its category's."""
    known = next((item for item in exemptions if item.category == category), None)
    of_category = (known.reason, known.code) if known else (None, None)
    for term, kept in zip(terms, of_category, strict=True):
        said = reader.text(term)
        if said not in (None, kept):
            reader.note("CD-NOT-KEPT", term, value=shown(said))


def _read_adjustments(
    reader: Reader, term: str, name: str, exemptions: Iterable[Exemption] = ()
) -> tuple[AllowanceCharge, ...]:
    path = f"{reader.path}{name}"
    return tuple(
        _read_adjustment(reader.within(item, f"{path}[{index}]"), exemptions)
        for index, item in enumerate(reader.items(term))
    )


def _read_adjustment(reader: Reader, exemptions: Iterable[Exemption]) -> AllowanceCharge:
    category = reader.text("vat_category_code")
    _say_other_reason(reader, ("vat_exemption", "vat_exemption_code"), category, exemptions)
    item = AllowanceCharge(
        amount=reader.decimal("amount", "amount"),
        base_amount=reader.decimal("base_amount", "base_amount"),
        percentage=reader.decimal("rate", "percentage"),
        reason=reader.text("reason"),
        reason_code=reader.text("reason_code"),
        vat_category=category,
        vat_rate=_rate(category, reader.decimal("vat_rate", "vat_rate")),
    )
    reader.leave()
    return item


def _read_preceding(reader: Reader) -> Iterator[Preceding]:
    for item in reader.items("BG-3"):
        inner = reader.within(item, "preceding_invoice")
        number = inner.text("BT-25")
        if number:
            yield Preceding(number=number, issue_date=inner.day("BT-26"))
        inner.leave()


def _read_delivery(reader: Reader, term: str) -> Delivery | None:
    value = reader.take(term)
    if not isinstance(value, dict):
        return None
    inner = reader.within(dict(value), f"{reader.path}delivery")
    sites = inner.take("identifiers") or {}
    scheme, site = next(iter(sites.items()), (None, None))
    for other in list(sites.values())[1:]:
        inner.note("CD-NOT-KEPT", "BT-71", value=str(other))
    delivery = Delivery(
        name=inner.text("name"), site=site, site_scheme=scheme, address=read_address(inner)
    )
    inner.leave()
    return delivery


def _read_payment(reader: Reader) -> Payment:
    return Payment(
        means=reader.text("BT-81"), means_text=reader.text("BT-82"), iban=reader.text("BT-84"),
        account_name=reader.text("BT-85"), bic=reader.text("BT-86"),
        reference=reader.text("BT-83"),
    )  # fmt: skip


def _read_notes(reader: Reader) -> Iterator[Note]:
    for index, item in enumerate(reader.items("BG-1")):
        inner = reader.within(item, f"notes[{index}]")
        text = inner.text("BT-22")
        if text:
            yield Note(text=text, code=inner.text("BT-21"))
        inner.leave()


def _plain_name(name: str | None, reader: Reader) -> str | None:
    """Return a file name without the folders it would lead to."""
    if name is None or not re.search(r"[/\\:]|\.\.", name):
        return name
    safe = safe_name(name.replace("..", "-"))
    reader.note("CD-ATTACHMENT-NAME", "BT-125", "name", value=name[:80], kept=safe)
    return safe


def _read_attachments(reader: Reader) -> Iterator[Attachment]:
    for index, item in enumerate(reader.items("BG-24")):
        inner = reader.within(item, f"attachments[{index}]")
        content = inner.take("BT-125")
        reference = inner.text("BT-122")
        name = inner.text("BT-125-2") or (reference if content is not None else None)
        yield Attachment(
            reference=reference,
            description=inner.text("BT-123"),
            location=inner.text("BT-124"),
            file_name=_plain_name(name, inner),
            mime_type=inner.text("BT-125-1"),
            content=content if isinstance(content, bytes) else None,
        )
        inner.leave()
