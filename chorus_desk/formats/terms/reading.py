"""Business terms to an invoice: what is understood is taken, what is left is named."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from chorus_desk.domain.finding import Finding, Param, Severity, Source
from chorus_desk.domain.identifiers import Problem, compact, parse_siret
from chorus_desk.domain.invoice import (
    AllowanceCharge,
    Attachment,
    Circuit,
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
from chorus_desk.domain.money import ZERO, round_half_away
from chorus_desk.domain.party import Address, Contact, Identifier, Party
from chorus_desk.formats.official import Terms
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
_STRUCTURED = frozenset({"BT-17", "BT-18", "BT-128", "BT-158", "BG-32"})
"""Carried terms that are lists or dictionaries, kept as factur-x gives them."""
_DECIMAL = re.compile(r"[+-]?(?:\d{1,25}(?:\.\d{0,20})?|\.\d{1,20})")
_VALIDATOR = "EXT-FR-FE-BG-04"
_NO_RATE = frozenset({"E", "AE", "K", "G", "Z"})
"""Categories whose rate is zero, also where a file leaves it out."""


@dataclass
class _Reader:
    """Takes terms out of a dictionary one by one; what is left at the end was not understood."""

    terms: Terms
    path: str = ""
    findings: list[Finding] = field(default_factory=list)

    def take(self, term: str) -> Any:
        return self.terms.pop(term, None)

    def text(self, term: str) -> str | None:
        value = self.take(term)
        if isinstance(value, list):  # given several times: the first stands
            for other in dict.fromkeys(value[1:]):
                if other != value[0]:
                    self.note("CD-NOT-KEPT", term, value=str(other))
            value = value[0] if value else None
        return str(value).strip() or None if value is not None else None

    def decimal(self, term: str, name: str) -> Decimal | None:
        text = self.text(term)
        if text is None:
            return None
        if not _DECIMAL.fullmatch(text):
            self.note("CD-NOT-A-NUMBER", term, name, value=text)
            return None
        return Decimal(text)

    def day(self, term: str) -> date | None:
        value = self.take(term)
        if isinstance(value, list):
            for other in value[1:]:
                self.note("CD-NOT-KEPT", term, value=str(other))
            value = value[0] if value else None
        return value if isinstance(value, date) else None

    def items(self, term: str) -> list[Terms]:
        value = self.take(term)
        return [dict(item) for item in value if isinstance(item, dict)] if value else []

    def note(self, rule: str, term: str, name: str | None = None, **params: Param) -> None:
        severity = Severity.ERROR if rule == "CD-NOT-A-NUMBER" else Severity.WARNING
        path = f"{self.path}{name}" if name else self.path.rstrip(".") or None
        self.findings.append(
            Finding(rule=rule, severity=severity, source=Source.IMPORT,
                    field=term if term[:3] in ("BT-", "BG-") else None, path=path,
                    params={"term": term, **params})
        )  # fmt: skip

    def within(self, terms: Terms, path: str) -> "_Reader":
        return _Reader(terms, f"{path}.", self.findings)

    def leave(self) -> None:
        """Name every term that nobody took."""
        for term, value in self.terms.items():
            if value not in (None, "", [], {}):
                self.note("CD-NOT-KEPT", term, value=_shown(value))


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else ", ".join(_leaves(value))
    return text if len(text) <= 80 else f"{text[:79]}…"


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, bytes):
        yield f"{len(value)} octets"
    elif value is not None:
        yield str(value)


def from_terms(terms: Terms) -> tuple[Invoice, tuple[Finding, ...]]:
    """Return the invoice that the terms describe, and what was guessed or could not be kept.

    Never raises for bad data: a number that is none is left out and named.
    """
    reader = _Reader(dict(terms))
    framework = reader.text("BT-23")
    circuit = Invoice(billing_framework=framework).circuit or Circuit.HISTORICAL
    lines = tuple(
        _read_line(reader.within(item, f"lines[{index}]"))
        for index, item in enumerate(reader.items("BG-25"))
    )
    groups = tuple(
        _read_group(reader.within(item, f"vat[{index}]"))
        for index, item in enumerate(reader.items("BG-23"))
    )
    buyer = _read_party(reader, "BG-7", "buyer")
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
        seller=_read_party(reader, "BG-4", "seller"),
        buyer=buyer,
        validator=_read_optional_party(reader, _VALIDATOR, "validator"),
        payee=_read_optional_party(reader, "BG-10", "payee"),
        tax_representative=_read_optional_party(reader, "BG-11", "tax_representative"),
        commitment_number=reader.text("BT-13"),
        contract_number=reader.text("BT-12"),
        preceding=tuple(_read_preceding(reader)),
        delivery_date=reader.day("BT-72"),
        period_start=reader.day("BT-73"),
        period_end=reader.day("BT-74"),
        delivery=_read_delivery(reader),
        lines=tuple(line for line, _ in lines),
        allowances=_read_adjustments(reader, "BG-20", "allowances"),
        charges=_read_adjustments(reader, "BG-21", "charges"),
        exemptions=tuple(_exemptions(groups)),
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


def _carried(reader: _Reader, terms: Container[str]) -> dict[str, Any]:
    return {
        term: _keyed_by_text(reader.take(term)) if term in _STRUCTURED else reader.text(term)
        for term in [term for term in reader.terms if term in terms]
    }


def _keyed_by_text(value: Any) -> Any:
    """Return nested dictionaries with ``"null"`` for a missing scheme, as JSON needs it."""
    if isinstance(value, Mapping):
        return {str(key) if key else "null": _keyed_by_text(item) for key, item in value.items()}
    return value


def _read_line(reader: _Reader) -> tuple[Line, Decimal | None]:
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
        extra=_carried(reader, CARRIED_BY_LINES),
    )
    line = _without_vat_in_price(_guessed(line, reader), stated, reader)
    reader.leave()
    return line, stated


def _rate(category: str | None, rate: Decimal | None) -> Decimal | None:
    return ZERO if rate is None and category in _NO_RATE else rate


def _guessed(line: Line, reader: _Reader) -> Line:
    """Fill what old files of Chorus Pro left out, and say so."""
    if line.vat_category is None and line.vat_rate:
        reader.note("CD-GUESSED", "BT-151", "vat_category", value="S")
        line = replace(line, vat_category="S")
    if line.unit is None and line.quantity is not None:
        reader.note("CD-GUESSED", "BT-130", "unit", value="C62")
        line = replace(line, unit="C62")
    return line


def _without_vat_in_price(line: Line, stated: Decimal | None, reader: _Reader) -> Line:
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


def _read_group(reader: _Reader) -> VatGroup:
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


def _read_adjustments(reader: _Reader, term: str, name: str) -> tuple[AllowanceCharge, ...]:
    path = f"{reader.path}{name}"
    return tuple(
        _read_adjustment(reader.within(item, f"{path}[{index}]"))
        for index, item in enumerate(reader.items(term))
    )


def _read_adjustment(reader: _Reader) -> AllowanceCharge:
    category = reader.text("vat_category_code")
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


def _read_optional_party(reader: _Reader, term: str, path: str) -> Party | None:
    return _read_party(reader, term, path) if reader.terms.get(term) else None


def _read_party(reader: _Reader, term: str, path: str) -> Party:
    value = reader.take(term)
    if not isinstance(value, dict):
        return Party()
    inner = reader.within(dict(value), path)
    legal = _identifier(inner.text("legal_identifier_schemeid"), inner.text("legal_identifier"))
    endpoint = _identifier(inner.text("einvoicing_addr_schemeid"), inner.text("einvoicing_addr"))
    listed = inner.take("identifiers") or {}
    others = [Identifier(scheme, str(text).strip()) for scheme, text in listed.items()]
    party = Party(
        name=inner.text("name"),
        trading_name=inner.text("biz_name"),
        identifiers=tuple(others),
        legal_id=legal,
        vat_number=inner.text("vat_identifier"),
        tax_id=inner.text("tax_identifier"),
        legal_info=inner.text("legal_info"),
        address=_read_address(inner),
        contact=_read_contact(inner),
        electronic_address=endpoint,
    )
    inner.leave()
    return _recognised(party)


def _identifier(scheme: str | None, value: str | None) -> Identifier | None:
    return Identifier(scheme, value) if value else None


def _recognised(party: Party) -> Party:
    """Return the party with SIRET, SIREN and service code taken out of its identifiers."""
    siret = siren = service = None
    rest = []
    legal = party.legal_id
    for item in (legal, *party.identifiers):
        if item is None:
            continue
        kind = _kind_of(item, party.address.country)
        value = compact(item.value)
        if kind == "siret" and siret is None:
            siret = value
        elif kind == "siren" and siren is None:
            siren = value
        elif kind == "service" and service is None:
            service = item.value
        elif item is not legal:
            rest.append(item)
            continue
        else:
            continue
        if item is legal:
            legal = None
    if siret and siren and siret.startswith(siren):
        siren = None  # says nothing new
    return replace(
        party, siret=siret, siren=siren, service_code=service, legal_id=legal,
        identifiers=tuple(rest),
    )  # fmt: skip


def _kind_of(item: Identifier, country: str | None) -> str | None:
    digits = compact(item.value)
    if item.scheme == "0224":
        return "service"
    if item.scheme == "0009":
        return "siret"
    if item.scheme in ("0002", "1"):
        return "siren" if len(digits) == 9 else "siret"
    french = country in (None, "FR") and item.scheme is None
    if french and not isinstance(parse_siret(item.value), Problem):
        return "siret"
    return None


def _read_address(reader: _Reader) -> Address:
    return Address(
        line1=reader.text("addr_l1"), line2=reader.text("addr_l2"), line3=reader.text("addr_l3"),
        postcode=reader.text("postcode"), city=reader.text("city"),
        subdivision=reader.text("country_subdivision"), country=reader.text("country_code"),
    )  # fmt: skip


def _read_contact(reader: _Reader) -> Contact | None:
    contacts = reader.items("contacts")
    if not contacts:
        return None
    inner = reader.within(contacts[0], f"{reader.path}contact")
    # Person and department come as one list; one alone cannot be told from the other.
    names = inner.take("name")
    name, *departments = names if isinstance(names, list) else [names]
    contact = Contact(
        name=name,
        department=departments[0] if departments else None,
        phone=inner.text("phone"),
        email=inner.text("email"),
    )
    inner.leave()
    for other in contacts[1:]:
        reader.note("CD-NOT-KEPT", "BG-6", "contact", value=_shown(other))
    return contact


def _read_preceding(reader: _Reader) -> Iterator[Preceding]:
    for item in reader.items("BG-3"):
        inner = reader.within(item, "preceding_invoice")
        number = inner.text("BT-25")
        if number:
            yield Preceding(number=number, issue_date=inner.day("BT-26"))
        inner.leave()


def _read_delivery(reader: _Reader) -> Delivery | None:
    value = reader.take("BG-13")
    if not isinstance(value, dict):
        return None
    inner = reader.within(dict(value), "delivery")
    sites = inner.take("identifiers") or {}
    scheme, site = next(iter(sites.items()), (None, None))
    for other in list(sites.values())[1:]:
        inner.note("CD-NOT-KEPT", "BT-71", value=str(other))
    delivery = Delivery(
        name=inner.text("name"), site=site, site_scheme=scheme, address=_read_address(inner)
    )
    inner.leave()
    return delivery


def _read_payment(reader: _Reader) -> Payment:
    return Payment(
        means=reader.text("BT-81"), means_text=reader.text("BT-82"), iban=reader.text("BT-84"),
        account_name=reader.text("BT-85"), bic=reader.text("BT-86"),
        reference=reader.text("BT-83"),
    )  # fmt: skip


def _read_notes(reader: _Reader) -> Iterator[Note]:
    for index, item in enumerate(reader.items("BG-1")):
        inner = reader.within(item, f"notes[{index}]")
        text = inner.text("BT-22")
        if text:
            yield Note(text=text, code=inner.text("BT-21"))
        inner.leave()


def _plain_name(name: str | None, reader: _Reader) -> str | None:
    """Return a file name without the folders it would lead to."""
    if name is None or not re.search(r"[/\\:]|\.\.", name):
        return name
    safe = safe_name(name.replace("..", "-"))
    reader.note("CD-ATTACHMENT-NAME", "BT-125", "name", value=name[:80], kept=safe)
    return safe


def _read_attachments(reader: _Reader) -> Iterator[Attachment]:
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
