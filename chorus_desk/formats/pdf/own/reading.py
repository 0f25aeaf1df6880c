"""A page made elsewhere as a draft: what stands beside the words that announce it, and no more.

Every value that was read says so, and what was concluded says that as well: the person completes
the rest. Lines of a table are taken where its own arithmetic confirms them; else one line holds the
whole, or one for each rate of VAT, where the totals agree.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from chorus_desk.domain.finding import Finding, Param, Severity, Source
from chorus_desk.domain.identifiers import Problem, parse_siret
from chorus_desk.domain.invoice import CREDIT_NOTE, Invoice, Line, Payment
from chorus_desk.domain.party import NOBODY, Party
from chorus_desk.formats.pdf.own.beside import (
    PERIOD,
    account_of,
    american_days,
    days_beside,
    pairs_of,
    terms,
    total_without_vat,
)
from chorus_desk.formats.pdf.own.doubts import doubts_about
from chorus_desk.formats.pdf.own.rows import Row
from chorus_desk.formats.pdf.own.taken_lines import Sums, fits_a_rate, says_no_vat, take_lines
from chorus_desk.formats.pdf.page_text import PageText
from chorus_desk.formats.pdf.portal_reading import PortalReading, Value, read_page
from chorus_desk.formats.pdf.printed_values import amounts_in, days_in, fold

_TRANSFER = "30"
_TOTALS = ("totals.net", "totals.vat", "totals.gross")
_T = TypeVar("_T", str, date, Decimal)
_SIRET = re.compile(r"(?<!\d)\d{3} ?\d{3} ?\d{3} ?\d{5}(?!\d)")
_UNDER_TITLE = re.compile(
    r"(?m)^(?:facture|avoir)[ \t]*\n[ \t]*n[°ºo]\.?[ \t]{0,9}:?[ \t]{0,9}"
    r"(?=\S*\d)([^\s:;,()]{1,50})"
)
"""``FACTURE``, and below it ``N° 12``; the text is folded."""


@dataclass(frozen=True, slots=True)
class ReadOwn:
    """The draft that a page gives, with what is to be said of each value."""

    invoice: Invoice
    findings: tuple[Finding, ...]


def read_own(
    page: PageText, own_siret: str | None, rows: Sequence[Row] = ()
) -> ReadOwn | None:  # fmt: skip
    """Return what a page made elsewhere says of its invoice, None where it says nothing of one.

    ``own_siret``: the user's, which tells the seller from the client where the page does not.
    ``rows``: the words of the page with their places.
    """
    reading = read_page(page)
    sirets = _sirets(page.text)
    if not reading.found and not sirets:
        return None
    found = _Found(page, reading, sirets, own_siret, rows)
    number = found.number()
    invoice = Invoice(
        number=number, issue_date=found.day("issue_date"),
        commitment_number=found.text("commitment_number"),
        contract_number=found.text("contract_number"),
        buyer=Party(siret=found.buyer(), service_code=found.text("buyer.service_code")),
        seller=found.seller(), delivery_date=found.day("delivery_date"),
        period_start=found.day(PERIOD[0]), period_end=found.day(PERIOD[1]),
    )  # fmt: skip
    if found.turned:  # it asks for nothing to be paid
        invoice = replace(invoice, type_code=CREDIT_NOTE)
        found.say("CD-OWN-CREDIT", "type_code", "BT-3", Severity.WARNING)
    else:
        invoice = replace(invoice, due_date=found.day("due_date"), payment=found.payment())
    invoice = replace(invoice, lines=found.lines())
    findings = (*doubts_about(page.text, rows), *found.findings)
    return ReadOwn(_without_period_of_lines(invoice), findings)


def _without_period_of_lines(invoice: Invoice) -> Invoice:
    """Leave a period out that is that of a line, in whose text it stands."""
    days = [day for day in (invoice.period_start, invoice.period_end) if day]
    texts = " ".join(line.description or "" for line in invoice.lines)
    if days and set(days) <= set(days_in(fold(texts))):
        return replace(invoice, period_start=None, period_end=None)
    return invoice


class _Found:
    """The values of a page as they are taken, each said."""

    def __init__(
        self, page: PageText, reading: PortalReading, sirets: list[str], own: str | None,
        rows: Sequence[Row],
    ) -> None:  # fmt: skip
        self._text, self._folded = page.text, fold(page.text)
        self._sirets, self._own, self._rows = sirets, own, rows
        pairs = pairs_of(rows)
        self._pairs = pairs.text
        days, loose = days_beside(pairs.text)
        beside: dict[str, Value] = {**loose, **read_page(pairs).found, **days}
        turned_days = american_days(page.text, {**beside, **reading.found})
        sums = not _agree(reading.found) and _agree(beside)
        totals = {field: beside[field] for field in _TOTALS} if sums else {}
        self._values = {**beside, **reading.found, **totals, **turned_days}
        sure = days.keys() - {"issue_date"}  # « Date » stands over many things
        supposed = {field for field, value in beside.items() if reading.found.get(field) != value}
        self._supposed = supposed - sure | turned_days.keys()
        self._number: str | None = None
        self.findings: list[Finding] = []
        if not page.whole:
            self.say("CD-OWN-PARTLY", None, None, Severity.WARNING)

    def say(
        self, rule: str, path: str | None, about: str | None, severity: Severity, **params: Param
    ) -> None:
        """Take note of what is to be said of a value."""
        finding = Finding(rule=rule, severity=severity, source=Source.IMPORT, field=about,
                          path=path, params=params)  # fmt: skip
        self.findings.append(finding)

    def text(self, field: str) -> str | None:
        """Return a text that stands beside its word."""
        value = self._values.get(field)
        return self._read(field, str(value)) if value is not None else None

    def day(self, field: str) -> date | None:
        """Return a day that stands beside its word."""
        value = self._values.get(field)
        return self._read(field, value) if isinstance(value, date) else None

    def number(self) -> str | None:
        """Return the number beside its word, else the one under the title of the page."""
        if "number" in self._values:
            self._number = self.text("number")
            return self._number
        for text in (self._text, self._pairs):
            under = _UNDER_TITLE.search(fold(text))
            if under is not None:
                self._number = self._guess("number", text[under.start(1) : under.end(1)])
                break
        return self._number

    def buyer(self) -> str | None:
        """Return the client's SIRET: what is said to be it, else the one that is not the user's."""
        said = self._values.get("buyer.siret")
        if said is not None and said != self._own:
            return self._read("buyer.siret", str(said))
        others = [siret for siret in self._sirets if siret != self._own]
        if self._own in self._sirets and len(others) == 1:
            return self._guess("buyer.siret", others[0])
        return None

    def seller(self) -> Party:
        """Return who sells: the user where his SIRET is on the page, else whom the page names."""
        if self._own is not None and self._own in self._sirets:
            self._read("seller.siret", self._own)
            return NOBODY
        said = self._values.get("seller.siret")
        if said is None or said == self._values.get("buyer.siret"):
            return NOBODY
        return Party(siret=self._read("seller.siret", str(said)))

    def payment(self) -> Payment:
        """Return the account that the page asks to pay to, where it has that one alone."""
        iban = account_of(self._text)
        if iban is None:
            return Payment()
        return Payment(means=_TRANSFER, iban=self._read("payment.iban", iban))

    def lines(self) -> tuple[Line, ...]:
        """Return the lines that the page's figures confirm, else one that holds the whole."""
        net, vat, gross = self._totals()
        if net is None:
            self.say("CD-OWN-NO-TOTAL", "lines", "BT-131", Severity.WARNING)
            return ()
        sums = Sums(net, vat, gross, turned=self.turned)
        taken = take_lines(sums, self._rows, self._text)
        self.findings += taken.findings
        return taken.lines

    @cached_property
    def turned(self) -> bool:
        """Whether it gives money back: amounts may be printed with minus signs.

        Asked once the number is known, before which the word for it stands.
        """
        return any(_is_credit_note(text, self._number) for text in (self._text, self._pairs))

    def _totals(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Return net, VAT and gross as printed; the net that follows from the others, where sure.

        A credit note that is printed with minus signs gives back the same amounts.
        """
        net, vat, gross = (self._amount(field) for field in _TOTALS)
        if net is None and gross is None and says_no_vat(self._folded):
            gross = total_without_vat(self._pairs)
            self._supposed.add(_TOTALS[2])
        whole = self._whole_net(net, vat, gross)
        net = net if whole is None else whole
        left = self._difference(net, vat, gross)
        amounts = (None if whole is not None else net, None if left is not None else vat, gross)
        for field, amount in zip(_TOTALS, amounts, strict=True):
            if amount is not None:
                self._read(field, amount)
        if whole is not None:
            self._guess(_TOTALS[0], whole)
        if left is not None:
            vat = self._guess(_TOTALS[1], left)
        if net is None and gross is not None and vat is not None:
            net = gross - vat
        elif net is None and gross is not None and says_no_vat(self._folded):
            net = gross
        if gross is None and net is not None and vat is None and says_no_vat(self._folded):
            gross = net
        if self.turned:
            return _unsigned(net), _unsigned(vat), _unsigned(gross)
        return net, vat, gross

    def _whole_net(
        self, net: Decimal | None, vat: Decimal | None, gross: Decimal | None
    ) -> Decimal | None:
        """Return the net that the other totals leave, where it is printed and bears this VAT.

        Beside the word for it may stand the net of a part.
        """
        if net is None or vat is None or gross is None or net + vat == gross:
            return None
        other = gross - vat
        fits = self._is_printed(other) and fits_a_rate(other, vat)
        return other if fits and not fits_a_rate(net, gross - net) else None

    def _difference(
        self, net: Decimal | None, vat: Decimal | None, gross: Decimal | None
    ) -> Decimal | None:
        """Return the VAT that the other totals leave, where the page has that very amount.

        Beside the word for it may stand the VAT of one rate of several.
        """
        if net is None or gross is None or vat == gross - net:
            return None
        amount = gross - net
        return amount if amount and self._is_printed(amount) else None

    def _is_printed(self, amount: Decimal) -> bool:
        return abs(amount) in {abs(each) for each in amounts_in(self._text)}

    def _amount(self, field: str) -> Decimal | None:
        value = self._values.get(field)
        return value if isinstance(value, Decimal) else None

    def _read(self, field: str, value: _T) -> _T:
        if field in self._supposed:
            return self._guess(field, value)
        self.say("CD-OWN-READ", field, _term(field), Severity.INFO, term=_term(field), value=value)
        return value

    def _guess(self, field: str, value: _T) -> _T:
        self.say("CD-OWN-GUESSED", field, _term(field), Severity.WARNING, term=_term(field),
                 value=value)  # fmt: skip
        return value


def _unsigned(amount: Decimal | None) -> Decimal | None:
    return abs(amount) if amount is not None else None


def _term(field: str) -> str:
    return terms().get(field, "BT-84")


def _agree(found: Mapping[str, Value]) -> bool:
    """Return whether the totals of a page are all there and sum up."""
    net, vat, gross = (found.get(field) for field in _TOTALS)
    return (
        isinstance(net, Decimal) and isinstance(vat, Decimal) and isinstance(gross, Decimal)
        and net + vat == gross
    )  # fmt: skip


def _sirets(text: str) -> list[str]:
    """Return the SIRETs on a page whose key is right, each once."""
    return list(dict.fromkeys(_good_sirets(text)))


def _good_sirets(text: str) -> Iterator[str]:
    for match in _SIRET.finditer(text):
        siret = parse_siret(match[0])
        if not isinstance(siret, Problem):
            yield str(siret)


def _is_credit_note(text: str, number: str | None) -> bool:
    """Return whether the word before the number is that of a credit note."""
    if not number:
        return False
    between = r"\.?[ \t]{0,9}(?:n[°ºo]\.?|numero)?[ \t]{0,9}[:=]?[ \t]{0,9}"
    pattern = rf"(?<!\w)(?:numero d'avoir|avoir)\s{{0,9}}{between}{re.escape(fold(number))}"
    return re.search(pattern, fold(text)) is not None
