"""From a place in the XML to a place in the ``show`` document, so nobody is shown an XPath."""

import re

from lxml import etree

from chorus_desk.formats import official

_STEP = re.compile(r"/(?:\*:|[\w-]+:)?(\w+)(?:\[namespace-uri\(\)='[^']*'\])?(?:\[(\d+)\])?")
_LINES = ("IncludedSupplyChainTradeLineItem", "InvoiceLine", "CreditNoteLine")
_PARTIES = {  # CII first, then UBL, here and below
    "SellerTradeParty": "seller", "BuyerTradeParty": "buyer", "InvoiceeTradeParty": "validator",
    "SalesAgentTradeParty": "validator",
    "PayeeTradeParty": "payee", "ShipToTradeParty": "delivery",
    "SellerTaxRepresentativeTradeParty": "tax_representative",
    "AccountingSupplierParty": "seller", "AccountingCustomerParty": "buyer",
    "ServiceProviderParty": "validator", "PayeeParty": "payee",
    "TaxRepresentativeParty": "tax_representative", "DeliveryLocation": "delivery",
    "DeliveryParty": "delivery",
}  # fmt: skip
_SECTIONS = {
    "SpecifiedTradeSettlementHeaderMonetarySummation": "totals",
    "SpecifiedTradeSettlementPaymentMeans": "payment",
    "SpecifiedTradePaymentTerms": "due_date",
    "BillingSpecifiedPeriod": "period_start",
    "ActualDeliverySupplyChainEvent": "delivery_date",
    "InvoiceReferencedDocument": "preceding_invoice",
    "BuyerOrderReferencedDocument": "commitment_number",
    "ContractReferencedDocument": "contract_number",
    "BuyerReference": "buyer.service_code",
    "InvoiceCurrencyCode": "currency",
    "IssueDateTime": "issue_date",
    "BusinessProcessSpecifiedDocumentContextParameter": "billing_framework",
    "LegalMonetaryTotal": "totals",
    "PaymentMeans": "payment",
    "DueDate": "due_date",
    "InvoicePeriod": "period_start",
    "ActualDeliveryDate": "delivery_date",
    "BillingReference": "preceding_invoice",
    "OrderReference": "commitment_number",
    "ContractDocumentReference": "contract_number",
    "DocumentCurrencyCode": "currency",
    "IssueDate": "issue_date",
    "ProfileID": "billing_framework",
}
_LISTS = {
    "ApplicableTradeTax": "vat",
    "AdditionalReferencedDocument": "attachments",
    "IncludedNote": "notes",
    "TaxSubtotal": "vat",
    "AdditionalDocumentReference": "attachments",
    "Note": "notes",
}
_IN_A_LINE = {
    "BilledQuantity": "quantity", "NetPriceProductTradePrice": "unit_price",
    "GrossPriceProductTradePrice": "unit_price", "SpecifiedTradeProduct": "description",
    "ApplicableTradeTax": "vat_category", "SpecifiedTradeAllowanceCharge": "discount",
    "SpecifiedTradeSettlementLineMonetarySummation": "net_amount",
    "InvoicedQuantity": "quantity", "CreditedQuantity": "quantity", "Price": "unit_price",
    "ClassifiedTaxCategory": "vat_category", "Item": "description", "AllowanceCharge": "discount",
    "LineExtensionAmount": "net_amount",
}  # fmt: skip

_OF_THE_DOCUMENT = {
    "ID": "number", "TypeCode": "kind", "InvoiceTypeCode": "kind", "CreditNoteTypeCode": "kind",
}  # fmt: skip


_OF_TERM = {
    "BT-1": "number", "BT-2": "issue_date", "BT-3": "kind", "BT-5": "currency",
    "BT-6": "totals.vat_in_vat_currency", "BT-7": "vat_due", "BT-8": "vat_due", "BT-9": "due_date",
    "BT-10": "buyer.service_code", "BT-12": "contract_number", "BT-13": "commitment_number",
    "BT-20": "terms", "BT-21": "notes", "BT-22": "notes", "BG-1": "notes",
    "BT-23": "billing_framework", "BT-25": "preceding_invoice", "BT-26": "preceding_invoice",
    "BG-3": "preceding_invoice",
    "BG-4": "seller", "BT-27": "seller.name", "BT-28": "seller.trading_name",
    "BT-29": "seller", "BT-30": "seller.siren", "BT-31": "seller.vat_number",
    "BT-32": "seller.tax_id", "BT-33": "seller.legal_info",
    "BT-34": "seller.electronic_address", "BG-5": "seller.street", "BT-35": "seller.street",
    "BT-37": "seller.city", "BT-38": "seller.postcode", "BT-40": "seller.country",
    "BG-6": "seller.contact", "BT-41": "seller.contact", "BT-42": "seller.contact.phone",
    "BT-43": "seller.contact.email",
    "BG-7": "buyer", "BT-44": "buyer.name", "BT-45": "buyer.trading_name", "BT-46": "buyer",
    "BT-47": "buyer.siren", "BT-48": "buyer.vat_number", "BT-49": "buyer.electronic_address",
    "BG-8": "buyer.street", "BT-50": "buyer.street", "BT-52": "buyer.city",
    "BT-53": "buyer.postcode", "BT-55": "buyer.country", "BG-9": "buyer.contact",
    "BT-56": "buyer.contact", "BT-57": "buyer.contact.phone", "BT-58": "buyer.contact.email",
    "BG-10": "payee", "BT-59": "payee.name", "BT-60": "payee", "BT-61": "payee",
    "BG-11": "tax_representative", "BT-62": "tax_representative.name",
    "BT-63": "tax_representative.vat_number", "BG-12": "tax_representative",
    "BT-69": "tax_representative.country",
    "BG-13": "delivery", "BT-70": "delivery.name", "BT-71": "delivery.site",
    "BT-72": "delivery_date", "BG-14": "period_start", "BT-73": "period_start",
    "BT-74": "period_end", "BG-15": "delivery", "BT-80": "delivery.country",
    "BG-16": "payment", "BT-81": "payment.means", "BT-82": "payment.means_text",
    "BT-83": "payment.reference", "BG-17": "payment.iban", "BT-84": "payment.iban",
    "BT-85": "payment.account_name", "BT-86": "payment.bic",
    "BG-20": "allowances", "BT-92": "allowances", "BT-93": "allowances", "BT-94": "allowances",
    "BT-95": "allowances", "BT-96": "allowances", "BT-97": "allowances", "BT-98": "allowances",
    "BG-21": "charges", "BT-99": "charges", "BT-100": "charges", "BT-101": "charges",
    "BT-102": "charges", "BT-103": "charges", "BT-104": "charges", "BT-105": "charges",
    "BG-22": "totals", "BT-106": "totals.lines", "BT-107": "totals.allowances",
    "BT-108": "totals.charges", "BT-109": "totals.net", "BT-110": "totals.vat",
    "BT-111": "totals.vat_in_vat_currency", "BT-112": "totals.gross", "BT-113": "totals.prepaid",
    "BT-114": "totals.rounding", "BT-115": "totals.due",
    "BG-23": "vat", "BT-116": "vat[].base", "BT-117": "vat[].amount", "BT-118": "vat[].category",
    "BT-119": "vat[].rate", "BT-120": "vat[].exemption_reason", "BT-121": "vat[].exemption_code",
    "BG-24": "attachments", "BT-122": "attachments[].reference",
    "BT-123": "attachments[].description", "BT-124": "attachments[].location",
    "BT-125": "attachments",
    "BG-25": "lines", "BT-127": "lines[].note", "BT-129": "lines[].quantity",
    "BT-130": "lines[].unit", "BT-131": "lines[].net_amount", "BT-134": "lines[].period_start",
    "BT-135": "lines[].period_end", "BG-26": "lines[].period_start",
    "BG-27": "lines[].allowances", "BT-136": "lines[].allowances",
    "BT-141": "lines[].charges", "BG-28": "lines[].charges", "BG-29": "lines[].unit_price",
    "BT-146": "lines[].unit_price", "BT-147": "lines[].price_discount",
    "BT-148": "lines[].gross_price", "BT-149": "lines[].base_quantity",
    "BT-150": "lines[].unit", "BG-30": "lines[].vat_category", "BT-151": "lines[].vat_category",
    "BT-152": "lines[].vat_rate", "BG-31": "lines[].description",
    "BT-153": "lines[].description", "BT-154": "lines[].details",
}  # fmt: skip
"""The place of each term that a draft keeps; ``[]`` where an element's own number goes."""
_ITEM = re.compile(r"^(\w+)\[\d+\]")


def place_of(location: str, term: str | None) -> str | None:
    """Return the ``show`` path of an assertion: its element's, or its term's where nearer."""
    path = path_of_location(location)
    of_term = _OF_TERM.get("-".join((term or "").split("-")[:2]))  # BT-29-1 is BT-29's scheme
    if of_term is None:
        return path
    root, _, rest = of_term.partition("[]")
    if path is None:
        return root
    item = _ITEM.match(path)
    if item and item[1] == root:  # the same list: the element says which of them
        return path if "." in path and not rest else f"{item[0]}{rest}"
    return of_term if of_term.startswith(f"{path}.") else path


def term_of_location(location: str, named: str | None = None) -> str | None:
    """Return the business term, else the group, that an SVRL location leads to.

    ``named`` is a child of it that the text names.
    """
    names = _names(location, named)
    terms = official.terms_by_names()
    for length in range(len(names), 0, -1):
        if found := terms.get(tuple(names[:length])):
            return found
    return None


def datum_of_location(location: str, named: str | None = None) -> str:
    """Return the business term that covers just this element, else its name and its parent's."""
    names = _names(location, named)
    if not names:  # the document itself
        return "".join(name for name, _ in _STEP.findall(location))
    return official.terms_by_names().get(tuple(names)) or "/".join(names[-2:])


def required_of_location(location: str, named: str) -> str | None:
    """Return the compulsory term that is this element, or the only one inside it."""
    return official.required_by_names().get(tuple(_names(location, named)))


def _names(location: str, named: str | None) -> list[str]:
    """Return the names below the root that lead to an element."""
    names = [name for name, _ in _STEP.findall(location)][1:]
    return names if named is None or names[-1:] == [named] else [*names, named]


def path_of_location(location: str) -> str | None:
    """Return the ``show`` path that an SVRL location leads to, as near as the tables know."""
    steps = [(name, int(index or 1)) for name, index in _STEP.findall(location)]
    for position, (name, index) in enumerate(steps):
        if name in _LINES:
            # The innermost name says most: a tax category stands inside an item.
            inner = (_IN_A_LINE[n] for n, _ in reversed(steps[position:]) if n in _IN_A_LINE)
            field = next(inner, None)
            return f"lines[{index - 1}]" + (f".{field}" if field else "")
        if name in _PARTIES:
            # A validator stands inside the buyer in UBL.
            inside = (_PARTIES[n] for n, _ in reversed(steps[position:]) if n in _PARTIES)
            return next(inside)
        if name in _SECTIONS:
            return _SECTIONS[name]
        if name in _LISTS:
            return f"{_LISTS[name]}[{index - 1}]"
    names = [name for name, _ in steps if name != "ExchangedDocument"]
    return _OF_THE_DOCUMENT.get(names[1]) if len(names) == 2 else None


def element_of(root: etree._Element, path: str | None) -> etree._Element | None:
    """Return the element that a schema error is about, by the path that libxml2 gives."""
    if not path:
        return None
    try:
        found = root.getroottree().xpath(path, namespaces=_prefixes(root))
    except etree.XPathError:
        return None
    if not isinstance(found, list) or not found or not etree.iselement(found[0]):
        return None
    return found[0]


def _prefixes(root: etree._Element) -> dict[str, str]:
    return {prefix: uri for prefix, uri in root.nsmap.items() if prefix}


def location_of(element: etree._Element) -> str:
    """Return the place of an element as the sheets write it."""
    steps: list[str] = []
    node: etree._Element | None = element
    while node is not None:
        index = 1 + len(list(node.itersiblings(str(node.tag), preceding=True)))
        steps.append(f"/*:{etree.QName(node).localname}[{index}]")
        node = node.getparent()
    return "".join(reversed(steps))
