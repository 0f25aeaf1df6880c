"""Terms to parties: who is who by which identifier, where they are, whom to ask for."""

from collections.abc import Mapping
from dataclasses import replace

from chorus_desk.domain.identifiers import Problem, compact, parse_siret
from chorus_desk.domain.party import Address, Contact, Identifier, Party
from chorus_desk.formats.terms.reader import Reader, shown


def read_optional_party(reader: Reader, term: str, path: str) -> Party | None:
    """Return the party of a term, None where there is none."""
    return read_party(reader, term, path) if reader.terms.get(term) else None


def read_party(reader: Reader, term: str, path: str) -> Party:
    """Return the party of a term, empty where there is none."""
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
        address=read_address(inner),
        contact=_read_contact(inner),
        electronic_address=endpoint,
    )
    inner.leave()
    return _recognised(party, has_services=path in _WITH_SERVICES)


def _identifier(scheme: str | None, value: str | None) -> Identifier | None:
    return Identifier(scheme, value) if value else None


_WITH_SERVICES = ("buyer", "validator")
"""Parties that may be public bodies; another one's routing code (0224) stays as it is."""


def _recognised(party: Party, *, has_services: bool) -> Party:
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
        elif kind == "service" and has_services and service is None:
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
    french = country in (None, "FR")
    if item.scheme in ("0002", "1"):
        # The scheme is the SIREN's, but many French programs write the SIRET under it.
        return _BY_LENGTH.get(len(digits), "siren" if french else None)
    if french and item.scheme is None and not isinstance(parse_siret(item.value), Problem):
        return "siret"
    return None


_BY_LENGTH: Mapping[int, str | None] = {9: "siren", 14: "siret"}


def read_address(reader: Reader) -> Address:
    """Return the address among the terms of a group."""
    return Address(
        line1=reader.text("addr_l1"), line2=reader.text("addr_l2"), line3=reader.text("addr_l3"),
        postcode=reader.text("postcode"), city=reader.text("city"),
        subdivision=reader.text("country_subdivision"), country=reader.text("country_code"),
    )  # fmt: skip


def _read_contact(reader: Reader) -> Contact | None:
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
        reader.note("CD-NOT-KEPT", "BG-6", "contact", value=shown(other))
    return contact
