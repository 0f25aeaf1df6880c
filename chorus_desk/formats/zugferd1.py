"""ZUGFeRD 1.0 (2014), the generation before the European norm: read by turning it into CII D22B.

Most elements only have another name today; the table of names does nearly all of it. What has no
place in D22B keeps its own name, so that the reader of CII names it as not kept.
"""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.formats import xml
from chorus_desk.formats.syntax import CII_SPACES
from chorus_desk.formats.tables import Profile

NAMESPACE = "urn:ferd:CrossIndustryDocument:invoice:1p0"
ROOT = f"{{{NAMESPACE}}}CrossIndustryDocument"
DATA_NAME = "ZUGFeRD-invoice.xml"
"""What the file inside a PDF is called."""
LEVEL = "zugferd1"
"""The level of its profiles: no sheet of today judges it."""
_OLD_SPACES = (
    (NAMESPACE, "rsm"),
    *((CII_SPACES[prefix].rpartition(":")[0], prefix) for prefix in ("ram", "udt", "qdt")),
)
"""How the namespaces of then begin, and the prefix of what they are now."""
_NAMES = {
    "CrossIndustryDocument": "CrossIndustryInvoice",
    "SpecifiedExchangedDocumentContext": "ExchangedDocumentContext",
    "HeaderExchangedDocument": "ExchangedDocument",
    "SpecifiedSupplyChainTradeTransaction": "SupplyChainTradeTransaction",
    "ApplicableSupplyChainTradeAgreement": "ApplicableHeaderTradeAgreement",
    "ApplicableSupplyChainTradeDelivery": "ApplicableHeaderTradeDelivery",
    "ApplicableSupplyChainTradeSettlement": "ApplicableHeaderTradeSettlement",
    "SpecifiedSupplyChainTradeAgreement": "SpecifiedLineTradeAgreement",
    "SpecifiedSupplyChainTradeDelivery": "SpecifiedLineTradeDelivery",
    "SpecifiedSupplyChainTradeSettlement": "SpecifiedLineTradeSettlement",
    "ApplicablePercent": "RateApplicablePercent",
    "SpecifiedTradeAccountingAccount": "ReceivableSpecifiedTradeAccountingAccount",
}
"""Elements that have another name today, wherever they stand."""
_NAMES_IN = {
    ("ApplicableHeaderTradeSettlement", "SpecifiedTradeSettlementMonetarySummation"): (
        "SpecifiedTradeSettlementHeaderMonetarySummation"
    ),
    ("SpecifiedLineTradeSettlement", "SpecifiedTradeSettlementMonetarySummation"): (
        "SpecifiedTradeSettlementLineMonetarySummation"
    ),
    ("SpecifiedLogisticsServiceCharge", "Description"): "Reason",
    ("SpecifiedLogisticsServiceCharge", "AppliedAmount"): "ActualAmount",
    ("SpecifiedLogisticsServiceCharge", "AppliedTradeTax"): "CategoryTradeTax",
}
"""Elements whose name of today hangs on where they stand (that name's own being today's)."""
_PROFILES = {
    "basic": Profile("ZUGFeRD 1.0 BASIC", LEVEL, official=False),
    "comfort": Profile("ZUGFeRD 1.0 COMFORT", LEVEL, official=False),
    "extended": Profile("ZUGFeRD 1.0 EXTENDED", LEVEL, official=False),
}
_UNNAMED = Profile("ZUGFeRD 1.0", LEVEL, official=False)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")


def profile_of(bt_24: str | None) -> Profile:
    """Return the profile that the specification identifier of such a document names."""
    return _PROFILES.get((bt_24 or "").strip().rsplit(":", 1)[-1].casefold(), _UNNAMED)


def converted(root: etree._Element) -> tuple[etree._Element, tuple[Finding, ...]]:
    """Return a ZUGFeRD 1.0 document as the CII it would be today, and what is to be known of it."""
    tree = etree.Element(f"{{{CII_SPACES['rsm']}}}CrossIndustryInvoice", nsmap=CII_SPACES)
    for child in root:
        _copy(child, tree)
    findings = [_finding("CD-GENERATION-READ", Severity.INFO)]
    for change in _CHANGES:
        findings += change(tree)
    return tree, tuple(findings)


def _copy(element: etree._Element, parent: etree._Element) -> None:
    """Copy an element and all in it under a parent of today, with today's names."""
    pending = [(element, parent)]
    while pending:
        old, place = pending.pop(0)
        new = etree.SubElement(place, _name(old, xml.local_name(place)))
        new.text = old.text
        for key, value in old.attrib.items():
            new.set(key, value)
        pending[:0] = [(child, new) for child in old]


def _name(old: etree._Element, parent: str) -> str:
    qualified = etree.QName(old)
    local = qualified.localname
    local = _NAMES_IN.get((parent, local)) or _NAMES.get(local, local)
    if local == "ID" and parent.endswith("ReferencedDocument"):
        local = "IssuerAssignedID"
    space = qualified.namespace or ""
    prefix = next((new for start, new in _OLD_SPACES if space.startswith(start)), None)
    return f"{{{CII_SPACES[prefix] if prefix else space}}}{local}"


def _dates_of_references(tree: etree._Element) -> Iterator[Finding]:
    """Write the dates of documents referred to, ``2013-04-01T00:00:00``, as they are today."""
    for old in list(tree.iter(_ram("IssueDateTime"))):
        match = _DAY.fullmatch((old.text or "").strip())
        if match:
            old.tag = _ram("FormattedIssueDateTime")
            old.text = None
            day = etree.SubElement(old, f"{{{CII_SPACES['qdt']}}}DateTimeString", format="102")
            day.text = "".join(match.groups())
    yield from ()


def _service_charges(tree: etree._Element) -> Iterator[Finding]:
    """Make the charges for transport and the like charges as any other."""
    for charge in list(tree.iter(_ram("SpecifiedLogisticsServiceCharge"))):
        charge.tag = _ram("SpecifiedTradeAllowanceCharge")
        indicator = etree.Element(_ram("ChargeIndicator"))
        etree.SubElement(indicator, f"{{{CII_SPACES['udt']}}}Indicator").text = "true"
        charge.insert(0, indicator)
    yield from ()


def _lines_of_text(tree: etree._Element) -> Iterator[Finding]:
    """Make lines that sell nothing and only say something notes of the document."""
    document = tree.find("rsm:ExchangedDocument", CII_SPACES)
    for line in list(tree.iter(_ram("IncludedSupplyChainTradeLineItem"))):
        sold = next(line.iter(_ram("Name"), _ram("BilledQuantity"), _ram("LineTotalAmount")), None)
        place = line.getparent()
        if sold is not None or document is None or place is None:
            continue
        document.extend(list(line.iter(_ram("IncludedNote"))))
        left = " ".join(text.strip() for text in line.itertext() if text.strip())
        if left:
            yield _not_kept("IncludedSupplyChainTradeLineItem", left)
        place.remove(line)


def _test_mark(tree: etree._Element) -> Iterator[Finding]:
    """Name the mark of a test, which an invoice of today has no place for."""
    for mark in tree.iter(_ram("TestIndicator")):
        if "".join(mark.itertext()).strip() == "true":
            yield _not_kept("TestIndicator", "true")


_CHANGES: tuple[Callable[[etree._Element], Iterator[Finding]], ...] = (
    _dates_of_references, _service_charges, _lines_of_text, _test_mark,
)  # fmt: skip


def _ram(name: str) -> str:
    return f"{{{CII_SPACES['ram']}}}{name}"


def _not_kept(term: str, value: str) -> Finding:
    return _finding("CD-NOT-KEPT", Severity.WARNING, term=term, value=value[:80])


def _finding(rule: str, severity: Severity, **params: str) -> Finding:
    return Finding(rule=rule, severity=severity, source=Source.IMPORT, params=params)
