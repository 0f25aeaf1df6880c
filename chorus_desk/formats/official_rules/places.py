"""From a place in the XML to a place in the ``show`` document, so nobody is shown an XPath."""

import re

from lxml import etree

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


def path_of_element(root: etree._Element, entry: etree._LogEntry) -> str | None:
    """Return the ``show`` path of the element that a schema error is about."""
    if not entry.path:
        return None
    try:
        found = root.getroottree().xpath(entry.path, namespaces=_prefixes(root))
    except etree.XPathError:
        return None
    if not isinstance(found, list) or not found or not etree.iselement(found[0]):
        return None
    return path_of_location(_location(found[0]))


def _prefixes(root: etree._Element) -> dict[str, str]:
    return {prefix: uri for prefix, uri in root.nsmap.items() if prefix}


def _location(element: etree._Element) -> str:
    steps: list[str] = []
    node: etree._Element | None = element
    while node is not None:
        index = 1 + len(list(node.itersiblings(str(node.tag), preceding=True)))
        steps.append(f"/*:{etree.QName(node).localname}[{index}]")
        node = node.getparent()
    return "".join(reversed(steps))
