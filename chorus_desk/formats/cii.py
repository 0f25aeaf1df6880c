"""Cross Industry Invoice (CII D22B), the XML inside a Factur-X: read and written."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from lxml import etree

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import official, xml, zugferd1
from chorus_desk.formats.document import (
    Document,
    Marks,
    ignored,
    level_of,
    mend_attachment,
    not_covered,
    note,
    with_one_contact_name,
)
from chorus_desk.formats.syntax import CII_SPACES, Syntax, syntax_of
from chorus_desk.formats.tables import profile_of
from chorus_desk.formats.terms.reading import from_terms
from chorus_desk.formats.terms.writing import MISSING_DATE, to_terms

_RAM = f"{{{CII_SPACES['ram']}}}"
_SUPPORTING_DOCUMENT = "916"
_NET_BASIS = "ram:NetPriceProductTradePrice/ram:BasisQuantity"
_STRUCTURE = frozenset({"TypeCode", "Indicator", "LineID"})
"""Fixed values that say nothing of this invoice."""
_MARKS = Marks(
    numbers=frozenset({"BilledQuantity", "ChargeAmount", "ActualAmount", "LineTotalAmount"}),
    dated="IssueDateTime", day=MISSING_DATE.strftime("%Y%m%d"),
)  # fmt: skip


def read(content: bytes, root: etree._Element | None = None) -> Document:
    """Read a CII document that may be hostile or wrong.

    A ZUGFeRD 1.0, the generation before, is read as well. ``root``: where it is parsed already.

    Raises:
        UserError: it is no well-formed XML (``xml-…``) or no CII (``not-an-invoice``). A bad date
            or number inside is a finding.
    """
    root = xml.parse(content) if root is None else root
    if root.tag == zugferd1.ROOT:
        return _read_old(content, root)
    if syntax_of(root) is not Syntax.CII:
        raise UserError("not-an-invoice", root=xml.local_name(root))
    return _read(content, root)


def _read(content: bytes, root: etree._Element) -> Document:
    bt_24 = root.findtext(
        "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID",
        namespaces=CII_SPACES,
    )
    # The official sheets judge the document as it came, so reading mends a copy.
    mended = xml.copied(root)
    problems = list(_mend(mended))
    invoice, findings = from_terms(official.read_cii(mended))
    named = (*ignored(content), *problems, *findings, *_lost(mended))
    return Document(root, Syntax.CII, invoice, named, profile_of(bt_24), bt_24)


def _read_old(content: bytes, root: etree._Element) -> Document:
    """Read a ZUGFeRD 1.0 as the CII it would be today; the root stays what it was."""
    tree, about = zugferd1.converted(root)
    read = _read(content, tree)
    profile = zugferd1.profile_of(read.bt_24)
    return replace(read, root=root, findings=(*about, *read.findings), profile=profile)


def write(invoice: Invoice, circuit: Circuit) -> bytes:
    """Return the invoice as CII, in the level that it needs on this circuit.

    The same invoice gives the same bytes. What a draft lacks is left out, so the result of an
    unfinished draft is well-formed and not valid.
    """
    terms, level = to_terms(invoice, circuit), level_of(invoice, circuit)
    if level == "en16931":
        terms = with_one_contact_name(terms)
    return _MARKS.cleaned(official.write_cii(terms, level))


def _lost(root: etree._Element) -> Iterator[Finding]:
    """Name what nobody reads; a base quantity said again with the gross price is not lost."""
    for gross in root.iter(f"{_RAM}GrossPriceProductTradePrice"):
        again, prices = gross.find("ram:BasisQuantity", CII_SPACES), gross.getparent()
        net = prices.findtext(_NET_BASIS, None, CII_SPACES) if prices is not None else None
        if again is not None and again.text == net:
            again.text = None
    yield from not_covered(root, Syntax.CII, _STRUCTURE)


def _mend(root: etree._Element) -> Iterator[Finding]:
    """Take out what would stop the reader, and put in what old files left out."""
    settlement = _reach(root, "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement")
    if not (settlement.findtext("ram:InvoiceCurrencyCode", "", CII_SPACES) or "").strip():
        _reach(settlement, "ram:InvoiceCurrencyCode").text = "EUR"
        yield note("CD-GUESSED", Severity.WARNING, term="BT-5", value="EUR")
    currency = settlement.findtext("ram:InvoiceCurrencyCode", "", CII_SPACES).strip()
    for amount in settlement.iter(f"{_RAM}TaxTotalAmount"):
        if not amount.get("currencyID"):  # what says no currency is in the invoice's
            amount.set("currencyID", currency)
    for name in ("udt:DateTimeString", "udt:DateString", "qdt:DateTimeString"):
        for element in root.iterfind(f".//{name}", CII_SPACES):
            text = (element.text or "").strip()
            day = _day(text, element.get("format"))
            if day is None and text:
                yield note("CD-NOT-A-DATE", Severity.ERROR, value=text[:40])
            element.text = day
    for element in root.iterfind(".//ram:AttachmentBinaryObject", CII_SPACES):
        yield from _mend_document(element)


def _reach(element: etree._Element, path: str) -> etree._Element:
    """Return the element at a path of plain names, made where it lacks."""
    for name in path.split("/"):
        found = element.find(name, CII_SPACES)
        if found is None:
            prefix, local = name.split(":")
            found = etree.SubElement(element, f"{{{CII_SPACES[prefix]}}}{local}")
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


def _mend_document(element: etree._Element) -> Iterator[Finding]:
    yield from mend_attachment(element)
    document = element.getparent()
    if document is not None and document.find("ram:TypeCode", CII_SPACES) is None:
        code = etree.Element(f"{_RAM}TypeCode")
        code.text = _SUPPORTING_DOCUMENT
        document.insert(1, code)
