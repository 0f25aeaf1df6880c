"""Cross Industry Invoice (CII D22B), the XML inside a Factur-X: read and written."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from lxml import etree

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import official, xml, zugferd1
from chorus_desk.formats.tables import Profile, profile_of
from chorus_desk.formats.terms.reading import from_terms
from chorus_desk.formats.terms.writing import MISSING, MISSING_DATE, MISSING_NUMBER, to_terms

_NAMESPACES = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
}
ROOT = f"{{{_NAMESPACES['rsm']}}}CrossIndustryInvoice"
_RAM = f"{{{_NAMESPACES['ram']}}}"
_SUPPORTING_DOCUMENT = "916"
_REMOTE_SCHEMA = re.compile(rb"[sS]chemaLocation\s*=\s*[\"'][^\"']*https?://")
_STRUCTURE = frozenset(
    # Fixed values that say nothing of this invoice.
    {"TypeCode", "Indicator", "LineID"}
)


@dataclass(frozen=True, slots=True)
class CiiDocument:
    """A CII document read: its invoice, what was lost on the way, and its profile."""

    root: etree._Element
    invoice: Invoice
    findings: tuple[Finding, ...]
    profile: Profile | None
    bt_24: str | None


def read(content: bytes) -> CiiDocument:
    """Read a CII document that may be hostile or wrong.

    A ZUGFeRD 1.0, the generation before, is read as well.

    Raises:
        UserError: it is no well-formed XML (``xml-…``) or no CII (``not-an-invoice``). A bad date
            or number inside is a finding.
    """
    root = xml.parse(content)
    if root.tag == zugferd1.ROOT:
        return _read_old(content, root)
    if root.tag != ROOT:
        raise UserError("not-an-invoice", root=xml.local_name(root))
    return _read(content, root)


def _read(content: bytes, root: etree._Element) -> CiiDocument:
    bt_24 = root.findtext(
        "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID",
        namespaces=_NAMESPACES,
    )
    # The official sheets judge the document as it came, so reading mends a copy.
    mended = etree.fromstring(xml.serialize(root))
    problems = list(_mend(mended))
    invoice, findings = from_terms(official.read_cii(mended))
    named = (*_ignored(content), *problems, *findings, *_not_covered(mended))
    return CiiDocument(root, invoice, named, profile_of(bt_24), bt_24)


def _read_old(content: bytes, root: etree._Element) -> CiiDocument:
    """Read a ZUGFeRD 1.0 as the CII it would be today; the root stays what it was."""
    tree, about = zugferd1.converted(root)
    read = _read(content, tree)
    profile = zugferd1.profile_of(read.bt_24)
    return replace(read, root=root, findings=(*about, *read.findings), profile=profile)


def write(invoice: Invoice, circuit: Circuit) -> bytes:
    """Return the invoice as CII: EN 16931, or EXTENDED where it names a validator.

    The same invoice gives the same bytes. What a draft lacks is left out, so the result of an
    unfinished draft is well-formed and not valid.
    """
    content = official.write_cii(to_terms(invoice, circuit), level_of(invoice))
    return _without_marks(content) if any(mark in content for mark in _MARKS) else content


def level_of(invoice: Invoice) -> str:
    """Return the Factur-X level an invoice is written in: the validator needs EXTENDED."""
    return "extended" if invoice.validator is not None else "en16931"


_MARKS = (MISSING.encode(), b">NaN<", b">19000101<")
_NUMBERS = frozenset({"BilledQuantity", "ChargeAmount", "ActualAmount", "LineTotalAmount"})
"""Elements that hold a number, so what stands for none can be told from a text."""


def _without_marks(content: bytes) -> bytes:
    root = xml.parse(content)
    for element in list(root.iter()):
        if _is_mark(element):
            _remove_upwards(element)
        for name, value in element.attrib.items():
            if value == MISSING:
                del element.attrib[name]
    return etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=True)


def _is_mark(element: etree._Element) -> bool:
    """Return whether an element holds nothing but the mark of a datum that lacks."""
    text, parent = element.text, element.getparent()
    if text == MISSING_NUMBER:
        return xml.local_name(element) in _NUMBERS
    if text == MISSING_DATE.strftime("%Y%m%d"):
        return parent is not None and xml.local_name(parent) == "IssueDateTime"
    return text == MISSING


def _remove_upwards(element: etree._Element) -> None:
    """Remove an element, and its parents as far as nothing else is in them."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if len(parent) == 0:
        _remove_upwards(parent)


def _ignored(content: bytes) -> Iterator[Finding]:
    """Name what was in the file and was not obeyed."""
    if b"<?xml-stylesheet" in content:
        yield _ignored_part("xml-stylesheet")
    if _REMOTE_SCHEMA.search(content):
        yield _ignored_part("schemaLocation")


def _ignored_part(part: str) -> Finding:
    return Finding(rule="CD-PART-IGNORED", severity=Severity.INFO, source=Source.FILE,
                   params={"part": part})  # fmt: skip


def _mend(root: etree._Element) -> Iterator[Finding]:
    """Take out what would stop the reader, and put in what old files left out."""
    settlement = _reach(root, "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement")
    if not (settlement.findtext("ram:InvoiceCurrencyCode", "", _NAMESPACES) or "").strip():
        _reach(settlement, "ram:InvoiceCurrencyCode").text = "EUR"
        yield _finding("CD-GUESSED", Severity.WARNING, term="BT-5", value="EUR")
    currency = settlement.findtext("ram:InvoiceCurrencyCode", "", _NAMESPACES).strip()
    for amount in settlement.iter(f"{_RAM}TaxTotalAmount"):
        if not amount.get("currencyID"):  # what says no currency is in the invoice's
            amount.set("currencyID", currency)
    for name in ("udt:DateTimeString", "udt:DateString", "qdt:DateTimeString"):
        for element in root.iterfind(f".//{name}", _NAMESPACES):
            text = (element.text or "").strip()
            day = _day(text, element.get("format"))
            if day is None and text:
                yield _finding("CD-NOT-A-DATE", Severity.ERROR, value=text[:40])
            element.text = day
    for element in root.iterfind(".//ram:AttachmentBinaryObject", _NAMESPACES):
        yield from _mend_attachment(element)


def _reach(element: etree._Element, path: str) -> etree._Element:
    """Return the element at a path of plain names, made where it lacks."""
    for name in path.split("/"):
        found = element.find(name, _NAMESPACES)
        if found is None:
            prefix, local = name.split(":")
            found = etree.SubElement(element, f"{{{_NAMESPACES[prefix]}}}{local}")
        element = found
    return element


def _day(text: str, form: str | None) -> str | None:
    """Return a CII date as ``YYYYMMDD``; format 102 is that, 203 adds the time."""
    try:
        if form == "203":
            return datetime.strptime(text, "%Y%m%d%H%M").strftime("%Y%m%d")  # noqa: DTZ007
        datetime.strptime(text, "%Y%m%d")  # noqa: DTZ007 -- a date has no zone
    except ValueError:
        return None
    return text if len(text) == 8 else None


def _mend_attachment(element: etree._Element) -> Iterator[Finding]:
    try:
        base64.b64decode("".join((element.text or "").split()), validate=True)
    except (binascii.Error, ValueError):
        name = (element.get("filename") or "")[:40]
        yield _finding("CD-ATTACHMENT-UNREADABLE", Severity.ERROR, value=name)
        element.text = None
    document = element.getparent()
    if document is not None and document.find("ram:TypeCode", _NAMESPACES) is None:
        code = etree.Element(f"{_RAM}TypeCode")
        code.text = _SUPPORTING_DOCUMENT
        document.insert(1, code)


def _not_covered(root: etree._Element) -> Iterator[Finding]:
    """Name the elements with a text that no business term covers."""
    covered = {node for _, node in official.known_nodes(root)}
    lost: dict[str, list[str]] = {}
    for element in root.iter():
        text = (element.text or "").strip()
        if text and len(element) == 0 and element not in covered:
            name = xml.local_name(element)
            if name not in _STRUCTURE and not _said_again(element):
                lost.setdefault(_where(element), []).append(text)
    for where, texts in lost.items():
        shown = ", ".join(dict.fromkeys(texts))
        yield _finding("CD-NOT-KEPT", Severity.WARNING, term=where,
                       value=shown if len(shown) <= 80 else f"{shown[:79]}…")  # fmt: skip


def _said_again(element: etree._Element) -> bool:
    """Return whether an element repeats the base quantity of the net price beside it."""
    gross, local = element.getparent(), xml.local_name(element)
    if local != "BasisQuantity" or gross is None:
        return False
    net = gross.getparent()
    path = "ram:NetPriceProductTradePrice/ram:BasisQuantity"
    return net is not None and net.findtext(path, None, _NAMESPACES) == element.text


def _where(element: etree._Element) -> str:
    parent = element.getparent()
    names = [xml.local_name(item) for item in (parent, element) if item is not None]
    return "/".join(names)


def _finding(rule: str, severity: Severity, **params: str) -> Finding:
    return Finding(rule=rule, severity=severity, source=Source.IMPORT, params=params)
