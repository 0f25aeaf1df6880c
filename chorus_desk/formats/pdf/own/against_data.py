"""A page made elsewhere against the data that will leave inside it: they must say the same.

On a page of ours what is not found is a warning, since others print in their own ways. Here the
author is at hand: number, date and totals that the page does not show stand against issuing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from chorus_desk.domain.finding import Finding, Severity
from chorus_desk.domain.identifiers import compact
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.totals import figures
from chorus_desk.formats.pdf.against_page import against_page
from chorus_desk.formats.pdf.own.beside import accounts_in, days_beside
from chorus_desk.formats.pdf.own.findings import found
from chorus_desk.formats.pdf.page_text import PageText
from chorus_desk.formats.pdf.portal_reading import PortalReading
from chorus_desk.formats.pdf.printed_values import amounts_in, days_in, fold

_NUMBER = "CD-PAGE-NUMBER"
_GAP = re.compile(r"[ \-_./]+")
"""What stands between the parts of a number, on some pages otherwise than in the data."""
_GAP_IN_TEXT = r"[ \-_./]{0,3}"
_TELLING = 4
"""Signs of a number that tell it from a quantity or a part of an address."""
_GRAVE = frozenset({
    _NUMBER, "CD-PAGE-DATE", "CD-PAGE-GROSS", "CD-PAGE-OTHER", "CD-PAGE-UNREADABLE",
})  # fmt: skip
_PARTIES: Mapping[str, tuple[str, str]] = {
    "buyer.siret": ("CD-OWN-BUYER", "BT-47"),
    "seller.siret": ("CD-OWN-SELLER", "BT-30"),
}
_TOTALS: Mapping[str, tuple[str, str]] = {
    "totals.net": ("CD-OWN-NET", "BT-109"),
    "totals.vat": ("CD-OWN-VAT", "BT-110"),
}


def against_data(invoice: Invoice, page: PageText, reading: PortalReading) -> tuple[Finding, ...]:
    """Name where a page made elsewhere and the data of its invoice differ.

    ``reading`` is what stands on the page beside the words that announce it.
    """
    stated = replace(invoice, stated=figures(invoice))
    missing = [
        replace(finding, severity=Severity.ERROR) if finding.rule in _GRAVE else finding
        for finding in against_page(stated, page)
    ]
    if not page.whole:  # what differs may stand on what was not read
        return (found("CD-OWN-NOT-COMPARED"),)
    if not page.readable:
        return tuple(missing)
    known = {finding.rule for finding in missing}
    number = () if known & {_NUMBER, "CD-PAGE-OTHER"} else tuple(_number(invoice, page, reading))
    return (
        *missing, *number, *_parties(invoice, reading), *_sums(stated, page, reading),
        *_due(invoice, page), *_account(invoice, page),
    )  # fmt: skip


def _number(invoice: Invoice, page: PageText, reading: PortalReading) -> Iterator[Finding]:
    """Give a number that only a part of the page's own, or of some other figure, has in it."""
    number, read = invoice.number, reading.found.get("number")
    if number is None or read == number:
        return
    parts = (re.escape(part) for part in _GAP.split(fold(number)) if part)
    whole = re.search(rf"(?<!\w){_GAP_IN_TEXT.join(parts)}(?!\w)", fold(page.text))
    if whole is None or (read is not None and len(number) < _TELLING):
        finding = found("CD-OWN-NUMBER", value=number, read=str(read or "–"))
        yield replace(finding, field="BT-1", path="number")


def _parties(invoice: Invoice, reading: PortalReading) -> Iterator[Finding]:
    """Give the SIRETs that the page names as another than the data do."""
    for field, (rule, term) in _PARTIES.items():
        value = getattr(invoice, field.partition(".")[0]).siret
        read = reading.found.get(field)
        if value and read and read != value:
            yield replace(found(rule, read=str(read), value=value), field=term, path=field)


def _sums(invoice: Invoice, page: PageText, reading: PortalReading) -> Iterator[Finding]:
    """Give the totals that the page states otherwise, and nowhere as the data do."""
    totals = invoice.stated
    shown = {abs(amount) for amount in amounts_in(page.text)}
    for field, (rule, term) in _TOTALS.items():
        value, read = getattr(totals, field.partition(".")[2]), reading.found.get(field)
        if value is None or not isinstance(read, Decimal):
            continue
        if abs(read) != abs(value) and abs(value) not in shown:
            yield replace(found(rule, read=read, value=value), field=term, path=field)


def _due(invoice: Invoice, page: PageText) -> Iterator[Finding]:
    """Give the day payment is due where the page announces another, and nowhere has this one."""
    value, read = invoice.due_date, days_beside(page.text)[0].get("due_date")
    if value and read and value not in {read, *days_in(fold(page.text))}:
        yield replace(found("CD-OWN-DUE", read=read, value=value), field="BT-9", path="due_date")


def _account(invoice: Invoice, page: PageText) -> Iterator[Finding]:
    """Give the account to pay to where the page has others, and not this one."""
    value, read = compact(invoice.payment.iban or ""), accounts_in(page.text)
    if value and read and value not in read:
        finding = found("CD-OWN-IBAN", read=", ".join(read[:3]), value=value)
        yield replace(finding, field="BT-84", path="payment.iban")
