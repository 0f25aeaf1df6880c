"""XML from strangers: parsed with no entities, no network, no document type, bounded."""

import copy
import re

from lxml import etree

from chorus_desk.domain.errors import UserError

LARGEST_XML = 40_000_000
"""Bytes, attachments included."""
MOST_MARKS = 240_000
"""Tags, and as many attributes: an invoice of 5,000 rich lines, which takes some 7 s to check."""
DEEPEST = 64
"""Levels of elements; a line of the extended profile has a dozen."""
_ELEMENT = re.compile(rb"<[A-Za-z_]")
_UTF8 = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?!\?xml\s[^>]*encoding\s*=\s*[\"'](?!utf-8[\"']))[?!A-Za-z_][^\0]",
    re.IGNORECASE,
)
"""A document in UTF-8, where the search for a document type sees all there is."""


def parse(content: bytes) -> etree._Element:
    """Parse an XML document that may be hostile.

    Comments and processing instructions go, so a value split by a comment reads whole.

    Raises:
        UserError: ``xml-too-large``, ``xml-too-long`` (more elements than can be judged in time),
            ``xml-doctype`` (a document type could define entities, and no e-invoice has one),
            ``xml-unreadable`` with the line where it breaks.
    """
    if len(content) > LARGEST_XML:
        raise UserError("xml-too-large", megabytes=LARGEST_XML // 1_000_000)
    if max(content.count(b"<"), content.count(b"=")) > MOST_MARKS:
        raise UserError("xml-too-long")  # a tree takes twenty times the memory of its marks
    # An attachment of 9 MB is a text beyond libxml2's own bounds. They also hold entities in check,
    # so they are lifted only where a document type, and with it an entity, would be seen below.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        attribute_defaults=False, huge_tree=_UTF8.match(content) is not None,
        remove_comments=True, remove_pis=True, strip_cdata=True,
    )  # fmt: skip
    first = _ELEMENT.search(content)  # a document type stands before it
    if content.find(b"<!DOCTYPE", 0, first.start() if first else len(content)) >= 0:
        raise UserError("xml-doctype")
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None) or 0
        raise UserError("xml-unreadable", line=line) from error
    if root.getroottree().docinfo.doctype:  # written in an encoding that the search cannot see
        raise UserError("xml-doctype")
    if _is_too_deep(root):  # libxml2's own bound on depth goes with that on texts
        raise UserError("xml-unreadable", line=0)
    return root


def _is_too_deep(root: etree._Element) -> bool:
    """Return whether elements stand in one another beyond any invoice's, where programs recurse."""
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def copied(root: etree._Element) -> etree._Element:
    """Return a document that may be changed without changing this one."""
    return copy.deepcopy(root)


def serialize(root: etree._Element) -> bytes:
    """Return the document in UTF-8 with its declaration, an element a line."""
    return etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=True)


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return etree.QName(element).localname
