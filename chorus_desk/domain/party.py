"""Who takes part: addresses, contacts, the parties of an invoice, the seller, the public bodies."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

STATE_SIRET = "11000201100044"
"""The single recipient of all invoices to the State (facts: AIFE directory, samples P40, P53)."""
GENERIC_SERVICE = "FACTURES_PUBLIQUES"
"""The service for invoices between public bodies: never for a private seller."""
EI_MENTIONS = ("EI", "Entrepreneur individuel", "Entrepreneuse individuelle")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address (BG-5, BG-8, BG-12, BG-15). ``country`` is an ISO 3166 code."""

    line1: str | None = None
    line2: str | None = None
    line3: str | None = None
    postcode: str | None = None
    city: str | None = None
    subdivision: str | None = None
    country: str | None = None

    def is_empty(self) -> bool:
        """Return whether nothing but perhaps the country is known."""
        return not any((self.line1, self.line2, self.line3, self.postcode, self.city))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person or department to ask (BG-6, BG-9)."""

    name: str | None = None
    department: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number under a scheme: ICD code (``0009`` = SIRET), or None where none is said."""

    scheme: str | None
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody on an invoice, as written there; any datum may lack or be wrong.

    ``siret`` holds what was typed as a SIRET; ``siren`` a separate SIREN only where it was given
    apart. Other identifiers stay in ``identifiers`` (BT-29, BT-46) and ``legal_id`` (BT-30, BT-47).
    """

    name: str | None = None
    trading_name: str | None = None
    siret: str | None = None
    siren: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    legal_id: Identifier | None = None
    vat_number: str | None = None
    tax_id: str | None = None
    """Tax number of a seller without VAT number (BT-32), the SIREN in France."""
    legal_info: str | None = None
    """Register, legal form, capital (BT-33)."""
    address: Address = Address()
    contact: Contact | None = None
    electronic_address: Identifier | None = None
    service_code: str | None = None
    """Code of the service within a public body (BT-10 historical, BT-46 scheme 0224 reform)."""

    def unit(self) -> str | None:
        """Return the SIREN: the one given apart, else the first nine digits of the SIRET."""
        return self.siren or (self.siret[:9] if self.siret else None)


NOBODY = Party()
"""A party of which nothing is said."""


class VatRegime(StrEnum):
    """How the seller stands towards VAT."""

    FRANCHISE = "franchise"
    """Small business, no VAT on its invoices (CGI 293 B)."""
    NORMAL = "normal"
    EXEMPT = "exempt"
    """Activity without VAT, by its ``vat_exemption`` (VATEX code, or one situation of it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """The user's business, as kept in the settings."""

    name: str
    legal_form: str
    siret: str
    vat_regime: VatRegime
    street: str
    postcode: str
    city: str
    country: str = "FR"
    circuit: str = "historical"
    vat_exemption: str | None = None
    """``CODE``, or ``CODE#key`` where the code has several situations (``vat_exemptions.csv``)."""
    capital: str | None = None
    vat_number: str | None = None
    vat_on_debits: bool = False
    iban: str | None = None
    bic: str | None = None
    email: str | None = None
    phone: str | None = None
    register: str | None = None
    insurance: str | None = None
    mentions: tuple[str, ...] = ()
    series: str = "{year}-{number:04}"
    next_number: int | None = None
    next_number_year: int | None = None
    """Year in which ``next_number`` was set: it starts that year's series, not the next."""
    logo: str | None = None
    """SHA-256 of the stored logo file."""

    @property
    def siren(self) -> str:
        """The first nine digits of the SIRET."""
        return self.siret[:9]

    def printed_name(self) -> str:
        """Return the name with "EI" where the law wants it beside the name (C. com. R. 526-27)."""
        if self.legal_form != "EI" or names_sole_trader(self.name):
            return self.name
        return f"{self.name} EI"

    def legal_information(self) -> str | None:
        """Return legal form, capital and register in one line (C. com. R. 123-237, -238)."""
        form = self.legal_form if self.legal_form not in ("EI", "AUTRE") else None
        if form and self.capital:
            form = f"{form} au capital de {self.capital}"
        register = self.register if applies(self.register) else None
        return " – ".join(part for part in (form, register) if part) or None

    def own_mentions(self) -> tuple[str, ...]:
        """Return what this seller has printed on every invoice: insurance, own mentions."""
        return _mentions_of(self)

    def as_party(self) -> Party:
        """Return the seller as the block that stands on an invoice."""
        return _block_of(self)


@lru_cache(maxsize=8)  # an import of thousands asks for the same one each time
def _block_of(seller: Seller) -> Party:
    name = seller.printed_name()
    contact = Contact(name=name, phone=seller.phone, email=seller.email)
    return Party(
        name=name,
        siret=seller.siret,
        vat_number=seller.vat_number,
        # BR-E-02 wants a VAT number or a tax number: without the first, the SIREN.
        tax_id=None if seller.vat_number else seller.siren,
        legal_info=seller.legal_information(),
        address=Address(
            line1=seller.street,
            postcode=seller.postcode,
            city=seller.city,
            country=seller.country,
        ),
        contact=contact if seller.phone or seller.email else None,
    )


@lru_cache(maxsize=8)
def _mentions_of(seller: Seller) -> tuple[str, ...]:
    texts = (_insured(seller.insurance), *seller.mentions)
    return tuple(text for text in texts if text and applies(text))


_INSURANCE = "Assurance professionnelle\u00a0: "


def _insured(insurance: str | None) -> str | None:
    """Return the insurance with the words that say what it is, unless it says so itself."""
    if not insurance or not applies(insurance) or insurance.casefold().startswith("assurance"):
        return insurance
    return _INSURANCE + insurance


_NOT_CONCERNED = frozenset({"-", "sans objet", "non concerné", "non concernée", "n/a", "none"})


def applies(text: str | None) -> bool:
    """Return whether a mention says something, and not that it does not concern this seller.

    Who has no register or needs no insurance writes ``sans objet``: nothing is printed, and
    nothing is asked for again.
    """
    return bool(text) and (text or "").strip().casefold() not in _NOT_CONCERNED


@lru_cache(maxsize=64)
def names_sole_trader(name: str) -> bool:
    """Return whether a name begins or ends with "EI" or "Entrepreneur individuel"."""
    folded = name.casefold().strip()
    return any(
        folded.startswith(f"{mention.casefold()} ") or folded.endswith(f" {mention.casefold()}")
        for mention in EI_MENTIONS
    )


class Requirement(StrEnum):
    """What a public body wants on every invoice."""

    NONE = "none"
    SERVICE = "service"
    COMMITMENT = "commitment"
    EITHER = "either"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service of a public body."""

    code: str
    name: str | None = None
    active: bool = True
    requires_commitment: bool = False
    mine: bool = field(default=False, compare=False)
    """Whether the user entered or corrected it: a list does not change it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicBody:
    """A public body as this program knows it. ``requires`` is None where that is not known."""

    siret: str
    name: str
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    country: str = "FR"
    kind: str | None = None
    requires: Requirement | None = None
    works_only: bool = False
    active: bool = True
    payment_days: int = 30
    """Legal time to pay: 30 days, 50 for a public hospital, 60 for other public undertakings."""
    source: str = "user"
    """Who says so: ``user``, ``directory`` (the State's list), ``shipped`` (with the program)."""
    as_of: str | None = None
    """ISO date of what the source says."""
    located_in: str | None = None
    """The number of the département, where no postcode tells it."""
    mine: frozenset[str] = field(default=frozenset(), compare=False)
    """Names of the data that the user entered or corrected, whatever a list says."""
    said_on: Mapping[str, str] = field(default_factory=dict, compare=False)
    """ISO dates on which the user gave them, by name; one without is as old as the entry."""
    checked_on: str | None = field(default=None, compare=False)
    """ISO date on which the user last said that all of it is right."""
    services: tuple[Service, ...] = ()

    @property
    def department(self) -> str | None:
        """The number of the département that the postcode tells: ``35``, ``2A``, ``974``."""
        code = self.postcode or ""
        if not code:
            return self.located_in
        if code.startswith("20"):
            return "2A" if code[2:3] in ("0", "1") else "2B"
        return code[: 3 if code[:2] in ("97", "98") else 2] or None

    def service(self, code: str | None) -> Service | None:
        """Return the service of that code, or None."""
        return next((service for service in self.services if service.code == code), None)

    def address(self) -> Address:
        """Return where its invoices go."""
        return Address(
            line1=self.street, postcode=self.postcode, city=self.city, country=self.country
        )

    def as_party(self, service_code: str | None = None) -> Party:
        """Return the body as the buyer's block of an invoice."""
        return Party(
            name=self.name, siret=self.siret, address=self.address(), service_code=service_code
        )


def corrections_of(body: PublicBody, listed: PublicBody | None) -> PublicBody:
    """Return a body as the user gives it, with that alone as the user's which no list says."""
    if listed is None:
        return body
    as_open = [replace(service, active=True) for service in listed.services]
    return replace(
        body,
        mine=frozenset(name for name in body.mine if getattr(body, name) != getattr(listed, name)),
        services=tuple(s for s in body.services if replace(s, active=True) not in as_open),
    )


def overlaid(listed: PublicBody | None, own: PublicBody | None) -> PublicBody | None:
    """Return a body as the lists have it, with what the user knows better.

    A datum that the user entered or corrected stands; a service likewise, by its code, but whether
    it is open the list knows: nobody is asked that of a service.
    """
    if listed is None or own is None:
        return listed or own
    corrected: dict[str, Any] = {name: getattr(own, name) for name in own.mine}
    services = {service.code: service for service in listed.services}
    for mine in own.services:
        known = services.get(mine.code)
        services[mine.code] = replace(mine, active=known.active) if known else mine
    return replace(
        listed, **corrected, mine=own.mine, said_on=own.said_on, checked_on=own.checked_on,
        services=tuple(services[code] for code in sorted(services)),
    )  # fmt: skip
