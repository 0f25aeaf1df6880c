"""A page made elsewhere as a draft: what stands beside the words that announce it, and no more.

Every value that was read says so, and what was concluded says that as well: the person completes
the rest. Lines of a table are not guessed at; one line holds the whole, where the totals agree.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from chorus_desk import resources
from chorus_desk.domain.finding import Finding, Param, Severity, Source
from chorus_desk.domain.identifiers import Problem, parse_siret
from chorus_desk.domain.invoice import CREDIT_NOTE, Invoice, Line
from chorus_desk.domain.money import round_half_away
from chorus_desk.domain.party import NOBODY, Party
from chorus_desk.formats.pdf.page_text import PageText
from chorus_desk.formats.pdf.portal_reading import PortalReading, read_page
from chorus_desk.formats.pdf.printed_values import amounts_in, fold
from chorus_desk.rules import tables

WHOLE = "Selon la facture jointe"
"""What the one line says that stands for those of the page."""
_EACH, _ONE, _HUNDRED = "C62", Decimal(1), Decimal(100)
_T = TypeVar("_T", str, date, Decimal)
_SIRET = re.compile(r"(?<!\d)\d{3} ?\d{3} ?\d{3} ?\d{5}(?!\d)")
_UNDER_TITLE = re.compile(
    r"(?m)^(?:facture|avoir)[ \t]*\n[ \t]*n[°ºo]\.?[ \t]{0,9}:?[ \t]{0,9}"
    r"(?=\S*\d)([^\s:;,()]{1,50})"
)
"""``FACTURE``, and below it ``N° 12``; the text is folded."""
_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?) ?%")
_NO_VAT = re.compile(r"tva non applicable|293 ?b|exoner\w+ de tva|hors champ de la tva")


@dataclass(frozen=True, slots=True)
class ReadOwn:
    """The draft that a page gives, with what is to be said of each value."""

    invoice: Invoice
    findings: tuple[Finding, ...]


def read_own(page: PageText, own_siret: str | None) -> ReadOwn | None:
    """Return what a page made elsewhere says of its invoice, None where it says nothing of one.

    ``own_siret``: the user's, which tells the seller from the client where the page does not.
    """
    reading = read_page(page)
    sirets = _sirets(page.text)
    if not reading.found and not sirets:
        return None
    found = _Found(page, reading, sirets, own_siret)
    invoice = Invoice(
        number=found.number(), issue_date=found.day("issue_date"),
        commitment_number=found.text("commitment_number"),
        contract_number=found.text("contract_number"),
        buyer=Party(siret=found.buyer(), service_code=found.text("buyer.service_code")),
        seller=found.seller(),
    )  # fmt: skip
    if _is_credit_note(page.text, invoice.number):
        invoice = replace(invoice, type_code=CREDIT_NOTE)
        found.say("CD-OWN-CREDIT", "type_code", "BT-3", Severity.WARNING)
    line = found.line()
    return ReadOwn(replace(invoice, lines=(line,) if line else ()), tuple(found.findings))


class _Found:
    """The values of a page as they are taken, each said."""

    def __init__(
        self, page: PageText, reading: PortalReading, sirets: list[str], own: str | None
    ) -> None:
        self._text, self._folded = page.text, fold(page.text)
        self._values, self._sirets, self._own = reading.found, sirets, own
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
        under = _UNDER_TITLE.search(self._folded)
        if "number" in self._values:
            self._number = self.text("number")
        elif under is not None:
            self._number = self._guess("number", self._text[under.start(1) : under.end(1)])
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

    def line(self) -> Line | None:
        """Return the one line that stands for those of the page, None where no total is sure."""
        net, vat, gross = self._totals()
        if net is None:
            self.say("CD-OWN-NO-TOTAL", "lines", "BT-131", Severity.WARNING)
            return None
        rate = self._rate(net, vat)
        agree = vat is not None and gross is not None and net + vat == gross
        if not (agree or (vat is None and gross == net)):
            self.say("CD-OWN-TOTALS-OPEN", "lines", "BT-131", Severity.WARNING, net=net)
            rate = None
        elif rate is not None:
            self.say("CD-OWN-LINE", "lines[0].unit_price", "BT-146", Severity.WARNING,
                     net=net, rate=rate)  # fmt: skip
        elif _NO_VAT.search(self._folded):
            self.say("CD-OWN-LINE-NO-VAT", "lines[0].unit_price", "BT-146", Severity.WARNING,
                     net=net)  # fmt: skip
        else:
            self.say("CD-OWN-LINE-NO-RATE", "lines[0].vat_rate", "BT-152", Severity.WARNING,
                     net=net)  # fmt: skip
        return Line(
            description=WHOLE, quantity=_ONE if net >= 0 else -_ONE, unit=_EACH,
            unit_price=abs(net), vat_rate=rate, vat_category="S" if rate else None,
        )  # fmt: skip

    def _totals(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Return net, VAT and gross as printed; the net that follows from the others, where sure.

        A credit note that is printed with minus signs gives back the same amounts.
        """
        net, vat, gross = (self._amount(f"totals.{name}") for name in ("net", "vat", "gross"))
        if net is not None and gross is not None and vat != gross - net:
            vat = self._difference(gross - net) or vat
        if net is None and gross is not None and vat is not None:
            net = gross - vat
        elif net is None and gross is not None and _NO_VAT.search(self._folded):
            net = gross
        if gross is None and net is not None and vat is None and _NO_VAT.search(self._folded):
            gross = net
        if _is_credit_note(self._text, self._number):
            return _unsigned(net), _unsigned(vat), _unsigned(gross)
        return net, vat, gross

    def _difference(self, amount: Decimal) -> Decimal | None:
        """Return the VAT that the other totals leave, where the page has that very amount.

        Beside the word for it may stand the VAT of one rate of several.
        """
        printed = amount and abs(amount) in {abs(each) for each in amounts_in(self._text)}
        return self._guess("totals.vat", amount) if printed else None

    def _amount(self, field: str) -> Decimal | None:
        value = self._values.get(field)
        return self._read(field, value) if isinstance(value, Decimal) else None

    def _rate(self, net: Decimal, vat: Decimal | None) -> Decimal | None:
        """Return the one rate that makes this VAT of this net; a printed one where several do."""
        if not vat:
            return None
        fitting = {rate for rate in tables.vat_rates() if _vat(net, rate) == abs(vat)}
        printed = {Decimal(text.replace(",", ".")) for text in _RATE.findall(self._text)}
        sure = fitting & printed or fitting
        return next(iter(sure)) if len(sure) == 1 else None

    def _read(self, field: str, value: _T) -> _T:
        self.say("CD-OWN-READ", field, _term(field), Severity.INFO, term=_term(field), value=value)
        return value

    def _guess(self, field: str, value: _T) -> _T:
        self.say("CD-OWN-GUESSED", field, _term(field), Severity.WARNING, term=_term(field),
                 value=value)  # fmt: skip
        return value


def _unsigned(amount: Decimal | None) -> Decimal | None:
    return abs(amount) if amount is not None else None


def _vat(net: Decimal, rate: Decimal) -> Decimal:
    return round_half_away(abs(net) * rate / _HUNDRED)


def _term(field: str) -> str:
    return _terms()[field]


def _terms() -> Mapping[str, str]:
    return {row["field"]: row["term"] for row in resources.read_table("portal_fields")}


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
