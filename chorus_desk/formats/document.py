"""An e-invoice read from XML, and what its two syntaxes share: what was lost, what lacks."""

import base64
import binascii
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lxml import etree

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import official, xml
from chorus_desk.formats.official import Terms
from chorus_desk.formats.syntax import Syntax
from chorus_desk.formats.tables import Profile
from chorus_desk.formats.terms.writing import MISSING, MISSING_NUMBER

_REMOTE_SCHEMA = re.compile(rb"[sS]chemaLocation\s*=\s*[\"'][^\"']*https?://")


@dataclass(frozen=True, slots=True)
class Document:
    """A document read: its invoice, what was lost on the way, its syntax and its profile."""

    root: etree._Element
    syntax: Syntax
    invoice: Invoice
    findings: tuple[Finding, ...]
    profile: Profile | None
    bt_24: str | None


def level_of(invoice: Invoice, circuit: Circuit) -> str:
    """Return the level that an invoice needs: ``en16931``, ``extended`` or ``extended-ctc-fr``.

    EN 16931 has no place for a validator, nor for where and when a single line was delivered, and
    one identifier for the buyer (BT-46), where the reform wants its SIRET and its service code
    (B2G rules of XP Z12-012).
    """
    apart = any(line.delivery or line.delivery_date for line in invoice.lines)
    beyond = apart or invoice.validator is not None
    if circuit is Circuit.REFORM:
        both = invoice.buyer.siret and invoice.buyer.service_code
        return "extended-ctc-fr" if both or beyond else "en16931"
    return "extended" if beyond else "en16931"


def with_one_contact_name(terms: Terms) -> Terms:
    """Return the terms with name and department of a contact as one (CII-SR-465, UBL)."""
    for party in ("BG-4", "BG-7"):
        for contact in (terms.get(party) or {}).get("contacts") or []:
            names = (contact.get("name"), contact.pop("department_name", None))
            contact["name"] = ", ".join(name for name in names if name) or None
    return terms


def note(rule: str, severity: Severity, **params: str) -> Finding:
    """Return a finding on the reading of a file."""
    return Finding(rule=rule, severity=severity, source=Source.IMPORT, params=params)


def ignored(content: bytes) -> Iterator[Finding]:
    """Name what was in the file and was not obeyed."""
    if b"<?xml-stylesheet" in content:
        yield _ignored_part("xml-stylesheet")
    if _REMOTE_SCHEMA.search(content):
        yield _ignored_part("schemaLocation")


def _ignored_part(part: str) -> Finding:
    return Finding(rule="CD-PART-IGNORED", severity=Severity.INFO, source=Source.FILE,
                   params={"part": part})  # fmt: skip


def mend_attachment(element: etree._Element) -> Iterator[Finding]:
    """Empty an embedded file that is no base64, and name it."""
    try:
        base64.b64decode("".join((element.text or "").split()), validate=True)
    except (binascii.Error, ValueError):
        name = (element.get("filename") or "")[:40]
        yield note("CD-ATTACHMENT-UNREADABLE", Severity.ERROR, value=name)
        element.text = None


def not_covered(
    root: etree._Element, syntax: Syntax, structure: Collection[str]
) -> Iterator[Finding]:
    """Name the elements with a text that no business term covers.

    ``structure``: names, or ``Parent/Name``, of elements that say nothing of this invoice.
    """
    covered = {node for _, node in official.known_nodes(root, syntax)}
    lost: dict[str, list[str]] = {}
    for element in root.iter():
        text = (element.text or "").strip()
        if text and len(element) == 0 and element not in covered:
            where = _where(element)
            if xml.local_name(element) not in structure and where not in structure:
                lost.setdefault(where, []).append(text)
    for where, texts in lost.items():
        shown = ", ".join(dict.fromkeys(texts))
        yield note("CD-NOT-KEPT", Severity.WARNING, term=where,
                   value=shown if len(shown) <= 80 else f"{shown[:79]}…")  # fmt: skip


def _where(element: etree._Element) -> str:
    parent = element.getparent()
    return "/".join(xml.local_name(item) for item in (parent, element) if item is not None)


@dataclass(frozen=True, slots=True)
class Marks:
    """How a syntax shows what a draft lacks, to be taken out again."""

    numbers: Collection[str]
    """Elements that hold a number, so what stands for none can be told from a text."""
    dated: str
    """The element that holds the missing date of issue."""
    day: str
    """That date as the syntax writes it."""

    def cleaned(self, content: bytes) -> bytes:
        """Return a document without the data that a draft lacks."""
        signs = (MISSING.encode(), b">NaN<", f">{self.day}<".encode())
        if not any(sign in content for sign in signs):
            return content
        root = xml.parse(content)
        for element in list(root.iter()):
            if self._marks(element):
                _remove_upwards(element)
            for name, value in element.attrib.items():
                if value == MISSING:
                    del element.attrib[name]
        return xml.serialize(root)

    def _marks(self, element: etree._Element) -> bool:
        """Return whether an element holds nothing but the mark of a datum that lacks."""
        text = element.text
        if text == MISSING_NUMBER:
            return xml.local_name(element) in self.numbers
        if text == self.day:
            return self.dated in _where(element).split("/")
        return text == MISSING


def _remove_upwards(element: etree._Element) -> None:
    """Remove an element, and its parents as far as nothing else is in them."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if len(parent) == 0:
        _remove_upwards(parent)
