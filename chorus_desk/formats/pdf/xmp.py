"""What a PDF says of itself in its XMP packet: which PDF/A, which Factur-X, which file inside."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from chorus_desk.domain.errors import UserError
from chorus_desk.formats import xml
from chorus_desk.formats.pdf.opening import catalogue, entry

LARGEST_PACKET = 1_000_000
"""Bytes; a packet of Factur-X has four thousand."""
_PDFA = "http://www.aiim.org/pdfa/ns/id/"
_SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LEVEL = "ConformanceLevel"


@dataclass(frozen=True, slots=True)
class Xmp:
    """What the packet says; None where it does not."""

    part: str | None
    """The part of PDF/A (ISO 19005): ``3`` for a Factur-X."""
    level: str | None
    """The profile: ``EN 16931``."""
    file_name: str | None
    """The file that holds the invoice."""
    explained: bool
    """Whether the extension schema of these two is there, as PDF/A wants."""


def read_xmp(reader: Any) -> Xmp | None:
    """Return what the document's XMP says, None where there is none that can be read."""
    stream = entry(catalogue(reader), "/Metadata")
    if stream is None or not hasattr(stream, "get_data"):
        return None
    packet = bytes(stream.get_data()).strip(b"\x00 \r\n\t")
    if len(packet) > LARGEST_PACKET:
        return None
    try:
        return _read(xml.parse(packet))
    except UserError:
        return None


def _read(root: etree._Element) -> Xmp:
    space = _space_of(root, _LEVEL)
    return Xmp(
        part=_value(root, _PDFA, "part"),
        level=_value(root, space, _LEVEL),
        file_name=_value(root, space, "DocumentFileName"),
        explained=space
        in {(item.text or "").strip() for item in root.iter(f"{_SCHEMA}namespaceURI")},
    )


def _space_of(root: etree._Element, name: str) -> str:
    """Return the namespace a property stands in: each generation of the norm has its own."""
    for element in root.iter(f"{{*}}{name}"):
        return etree.QName(element).namespace or ""
    for description in root.iter(f"{_RDF}Description"):
        for key in description.attrib:
            if etree.QName(key).localname == name:
                return etree.QName(key).namespace or ""
    return ""


def _value(root: etree._Element, space: str, name: str) -> str | None:
    """Return a property, which may be written as an element or as an attribute."""
    key = f"{{{space}}}{name}" if space else name
    for element in root.iter(key):
        return (element.text or "").strip() or None
    for description in root.iter(f"{_RDF}Description"):
        if description.get(key):
            return str(description.get(key)).strip()
    return None
