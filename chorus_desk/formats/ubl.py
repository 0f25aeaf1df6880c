"""Universal Business Language 2.1, invoice and credit note: read and written."""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import Finding, Severity
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit
from chorus_desk.formats import official, xml
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
from chorus_desk.formats.official import Terms
from chorus_desk.formats.syntax import UBL_SPACE, syntax_of
from chorus_desk.formats.tables import profile_of
from chorus_desk.formats.terms.reading import from_terms
from chorus_desk.formats.terms.writing import MISSING_DATE, to_terms

_CBC = f"{{{UBL_SPACE}CommonBasicComponents-2}}"
_STRUCTURE = frozenset(
    # Fixed values that say nothing of this invoice.
    {
        "ChargeIndicator", "UBLVersionID", "TaxScheme/ID", "TaxScheme/Name",
        "AdditionalDocumentReference/DocumentTypeCode", "DocumentReference/DocumentTypeCode",
    }
)  # fmt: skip
_MARKS = Marks(
    numbers=frozenset({
        "InvoicedQuantity", "CreditedQuantity", "PriceAmount", "Amount", "LineExtensionAmount",
    }),
    dated="IssueDate", day=MISSING_DATE.isoformat(),
)  # fmt: skip
_NONE = "NA"
"""What Peppol's guide writes into an element that UBL demands where there is nothing to say."""
_SUBJECT = re.compile(r"#\w{3}#")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_TRUTH = {"1": "true", "0": "false"}
_NAMED_BY_TRADE = ("BG-10", "BG-11")
"""Parties whose name UBL writes where the others have their trading name."""


def read(content: bytes, root: etree._Element | None = None) -> Document:
    """Read a UBL invoice or credit note that may be hostile or wrong.

    ``root``: where it is parsed already.

    Raises:
        UserError: it is no well-formed XML (``xml-…``) or no UBL invoice (``not-an-invoice``).
            A bad date or number inside is a finding.
    """
    root = xml.parse(content) if root is None else root
    syntax = syntax_of(root)
    if not syntax.is_ubl:
        raise UserError("not-an-invoice", root=xml.local_name(root))
    bt_24 = root.findtext(f"{_CBC}CustomizationID")
    # The official sheets judge the document as it came, so reading mends a copy.
    mended = xml.copied(root)
    problems = list(_mend(mended))
    terms = _understood(official.read_ubl(mended, syntax))
    invoice, findings = from_terms(terms)
    lost = not_covered(mended, syntax, _STRUCTURE)
    named = (*ignored(content), *problems, *findings, *lost)
    return Document(root, syntax, invoice, named, profile_of(bt_24), bt_24)


def write(invoice: Invoice, circuit: Circuit) -> bytes:
    """Return the invoice as UBL, in the level that it needs on this circuit.

    The same invoice gives the same bytes. What a draft lacks is left out, so the result of an
    unfinished draft is well-formed and not valid.
    """
    level = level_of(invoice, circuit)
    # UBL has one extension: the reform's, which knows the validator too.
    known = "en16931" if level == "en16931" else "extended-ctc-fr"
    content = official.write_ubl(_spelled(to_terms(invoice, circuit)), known)
    return _MARKS.cleaned(_in_currency(content, invoice))


def _understood(terms: Terms) -> Terms:
    """Return the terms with what UBL spells otherwise in its place."""
    for term in _NAMED_BY_TRADE:
        party = terms.get(term)
        if isinstance(party, dict) and not party.get("name"):
            party["name"] = party.pop("biz_name", None)
    if terms.get("BT-13") == _NONE and terms.get("BT-14"):
        del terms["BT-13"]
    return terms


def _spelled(terms: Terms) -> Terms:
    """Return the terms as UBL can hold them.

    A contact has one name, and no department; a sales order stands beside a purchase order, and a
    card beside its network.
    """
    terms = with_one_contact_name(terms)
    for item in terms.get("BG-1") or []:
        if not item.get("BT-21") and _SUBJECT.match(item.get("BT-22", "")):
            item["BT-22"] = f" {item['BT-22']}"  # its beginning would be read as a subject code
    for term, beside in (("BT-14", "BT-13"), ("BT-87", "BT-87-1")):
        if terms.get(term) and not terms.get(beside):
            terms[beside] = _NONE
    return terms


def _in_currency(content: bytes, invoice: Invoice) -> bytes:
    """Return the document with its rounding in its own currency: the library writes EUR."""
    if invoice.rounding is None or invoice.currency == "EUR":
        return content
    root = xml.parse(content)
    for element in root.iter(f"{_CBC}PayableRoundingAmount"):
        element.set("currencyID", invoice.currency)
    return xml.serialize(root)


def _mend(root: etree._Element) -> Iterator[Finding]:
    """Take out what would stop the reader, and put in what the norm demands and a file lacks."""
    if not (root.findtext(f"{_CBC}DocumentCurrencyCode") or "").strip():
        element = root.find(f"{_CBC}DocumentCurrencyCode")
        if element is None:
            element = etree.SubElement(root, f"{_CBC}DocumentCurrencyCode")
        element.text = "EUR"
        yield note("CD-GUESSED", Severity.WARNING, term="BT-5", value="EUR")
    for element in root.iter(f"{_CBC}*"):
        name, text = xml.local_name(element), (element.text or "").strip()
        if name.endswith("Date"):
            day = _day(text)
            if day is None and text:
                yield note("CD-NOT-A-DATE", Severity.ERROR, value=text[:40])
            element.text = day
        elif name == "ChargeIndicator":
            element.text = _TRUTH.get(text, text)
        elif name == "Note" and text.startswith("#") and not _SUBJECT.match(element.text or ""):
            element.text = f" {text}"  # the library takes any number sign for a subject code
        elif name == "NetworkID" and text == _NONE:
            element.text = None
        elif name == "EmbeddedDocumentBinaryObject":
            yield from mend_attachment(element)


def _day(text: str) -> str | None:
    """Return a date of XML Schema without its time zone, None where it is none."""
    found = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(found[1]).isoformat() if found else None
    except ValueError:
        return None
