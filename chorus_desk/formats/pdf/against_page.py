"""The page against the data: what the data say, looked for in the text of the page.

Who receives a Factur-X reads the page, machines read the data: where they differ, nobody knows
what is owed. What is not found is a warning: a page may say the same in a way not known here.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from chorus_desk.domain.finding import Finding, Param, Severity, Source
from chorus_desk.domain.invoice import Invoice
from chorus_desk.formats.pdf.container import found
from chorus_desk.formats.pdf.page_text import PageText
from chorus_desk.formats.pdf.printed_values import amounts_in, days_in, fold

_FEW = 3
"""So many data, all missing, are no slip: the page is of something else, or unreadable."""
_GAPS = re.compile(r"[\s\-_./]+")


class _Page(NamedTuple):
    """The text of a page, ready to be searched."""

    letters: str
    """Folded, without spaces and what stands between parts of a reference."""
    amounts: frozenset[Decimal]
    days: frozenset[date]


class _Datum(NamedTuple):
    """What is looked for: its value in the data, and whether a page has it."""

    rule: str
    field: str
    path: str
    value: Callable[[Invoice], Param | None]
    stands_on: Callable[[_Page, Param], bool]


def against_page(invoice: Invoice, page: PageText) -> tuple[Finding, ...]:
    """Name the data of an invoice that its page does not show."""
    wanted = [(datum, value) for datum in _DATA if (value := datum.value(invoice)) is not None]
    if not wanted:
        return ()
    if not page.whole:  # what is missing may stand on what was not read
        return (found("CD-PDF-PARTLY"),)
    if not page.readable:
        return (_finding("CD-PAGE-UNREADABLE"),)
    ready = _ready(page.text)
    missing = [(datum, value) for datum, value in wanted if not datum.stands_on(ready, value)]
    if len(missing) == len(wanted) >= _FEW:
        return (_finding("CD-PAGE-OTHER"),)
    return tuple(
        _finding(datum.rule, datum.field, datum.path, value=value) for datum, value in missing
    )


def _ready(text: str) -> _Page:
    folded = fold(text)
    return _Page(
        letters=_GAPS.sub("", folded),
        amounts=frozenset(abs(amount) for amount in amounts_in(text)),
        days=frozenset(days_in(folded)),
    )


def _has_text(page: _Page, value: Param) -> bool:
    return _GAPS.sub("", fold(str(value))) in page.letters


def _has_business(page: _Page, value: Param) -> bool:
    """Return whether a SIRET, or the SIREN it begins with, stands on the page."""
    return str(value)[:9] in page.letters


def _has_amount(page: _Page, value: Param) -> bool:
    return isinstance(value, Decimal) and abs(value) in page.amounts


def _has_day(page: _Page, value: Param) -> bool:
    """Return whether a day stands on the page, in words or in figures of whatever order."""
    if not isinstance(value, date):
        return False
    figures = (f"{value:%Y%m%d}", f"{value:%d%m%Y}", f"{value:%d%m%y}")
    return value in page.days or any(form in page.letters for form in figures)


def _gross(invoice: Invoice) -> Decimal | None:
    return invoice.stated.gross if invoice.stated else None


def _due(invoice: Invoice) -> Decimal | None:
    """Return the amount due where it is one of its own: nil is often not printed."""
    due = invoice.stated.due if invoice.stated else None
    return due if due and due != _gross(invoice) else None


_DATA = (
    _Datum("CD-PAGE-NUMBER", "BT-1", "number", lambda i: i.number, _has_text),
    _Datum("CD-PAGE-DATE", "BT-2", "issue_date", lambda i: i.issue_date, _has_day),
    _Datum("CD-PAGE-SELLER", "BT-30", "seller.siret", lambda i: i.seller.siret, _has_business),
    _Datum("CD-PAGE-BUYER", "BT-47", "buyer.siret", lambda i: i.buyer.siret, _has_business),
    _Datum(
        "CD-PAGE-SERVICE", "BT-10", "buyer.service_code", lambda i: i.buyer.service_code, _has_text
    ),
    _Datum(
        "CD-PAGE-COMMITMENT", "BT-13", "commitment_number", lambda i: i.commitment_number,
        _has_text,
    ),
    _Datum("CD-PAGE-GROSS", "BT-112", "totals.gross", _gross, _has_amount),
    _Datum("CD-PAGE-DUE", "BT-115", "totals.due", _due, _has_amount),
)  # fmt: skip


def _finding(
    rule: str, field: str | None = None, path: str | None = None, **params: Param
) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, source=Source.CONTAINER, field=field,
                   path=path, params=params)  # fmt: skip
