"""The lines of a draft that a page gives: as it prints them, by rate of VAT, or one for the whole.

What the page's own figures do not confirm is not taken, and each way is said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from chorus_desk.domain.finding import Finding, Param, Severity, Source
from chorus_desk.domain.invoice import Invoice, Line, VatGroup
from chorus_desk.domain.money import ZERO, plain, round_half_away
from chorus_desk.domain.totals import compute_line_net, compute_totals
from chorus_desk.formats.pdf.own.breakdown import rates_of, vat_groups
from chorus_desk.formats.pdf.own.printed_lines import PrintedLines, printed_lines
from chorus_desk.formats.pdf.own.rows import Row
from chorus_desk.formats.pdf.printed_values import fold
from chorus_desk.rules import tables

WHOLE = "Selon la facture jointe"
"""What the one line says that stands for those of the page."""
_EACH = "C62"
_ONE, _HUNDRED = Decimal(1), Decimal(100)
_SHOWN = 5
_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?) ?%")
_NO_VAT = re.compile(r"tva non applicable|293 ?b|exoner\w+ de tva|hors champ de la tva")


@dataclass(frozen=True, slots=True)
class Sums:
    """The totals of a page, positive, as far as they are known.

    ``turned``: it is a credit note, whose lines may be printed with minus signs.
    """

    net: Decimal
    vat: Decimal | None
    gross: Decimal | None
    turned: bool = False

    @property
    def agree(self) -> bool:
        """Whether they confirm each other: with VAT, or with none."""
        if self.vat is None:
            return self.gross == self.net
        return self.gross is not None and self.net + self.vat == self.gross

    @property
    def tax(self) -> Decimal | None:
        """The VAT, be it the one that the other totals leave."""
        if self.vat is not None or self.gross is None:
            return self.vat
        return self.gross - self.net


@dataclass(frozen=True, slots=True)
class TakenLines:
    """Lines, with what is to be said of them."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]


def take_lines(sums: Sums, rows: Sequence[Row], text: str) -> TakenLines:
    """Return the lines that the figures of a page confirm, else those that hold its totals."""
    groups = vat_groups(rows, sums.net, sums.vat, turned=sums.turned)
    printed = printed_lines(rows, sums.net, turned=sums.turned)
    # The total that amounts alone make up may be that of a part of them.
    if printed is not None and (sums.agree or not printed.assumed):
        return _printed(printed, sums, groups, text)
    if len(groups) > 1:
        said = _said("CD-OWN-LINES-BY-RATE", "lines", "BT-131", net=sums.net, count=len(groups))
        return TakenLines(tuple(map(_of_rate, groups)), (said,))
    rate, finding = _whole(sums, text)
    return TakenLines((_line(WHOLE, sums.net, rate),), (finding,))


def says_no_vat(folded: str) -> bool:
    """Return whether a page says that it bears no VAT."""
    return _NO_VAT.search(folded) is not None


def fits_a_rate(net: Decimal, vat: Decimal) -> bool:
    """Return whether one rate makes this VAT of this net."""
    return bool(_fitting(net, vat))


def _printed(
    printed: PrintedLines, sums: Sums, groups: Sequence[VatGroup], text: str
) -> TakenLines:  # fmt: skip
    """Return lines as they are printed; their rates where the VAT of the page confirms them."""
    lines = printed.lines
    if not any(line.vat_rate for line in lines):
        shared = rates_of([compute_line_net(line) for line in lines], groups)
        rates = shared or [_rate(sums, text)] * len(lines)
        lines = tuple(_with_rate(line, rate) for line, rate in zip(lines, rates, strict=True))
    sure = compute_totals(Invoice(lines=lines)).vat == sums.tax
    if not sure:
        lines = tuple(_with_rate(line, None) for line in lines)
    return TakenLines(lines, tuple(_said_of(printed, sums, text, sure=sure)))


def _said_of(
    printed: PrintedLines, sums: Sums, text: str, *, sure: bool
) -> Iterator[Finding]:  # fmt: skip
    taken = _said("CD-OWN-LINES", "lines", "BG-25", net=sums.net, count=len(printed.lines))
    yield replace(taken, severity=Severity.INFO)
    if printed.assumed:
        more = "…" if len(printed.assumed) > _SHOWN else ""
        which = ", ".join(str(place + 1) for place in printed.assumed[:_SHOWN]) + more
        yield _said("CD-OWN-LINES-ASSUMED", "lines", "BT-129", lines=which)
    if printed.left_out:
        yield _said("CD-OWN-LINES-TEXT", "lines", "BT-153")
    if sure and not sums.tax and says_no_vat(fold(text)):
        yield _said("CD-OWN-LINES-NO-VAT", "lines", "BT-152")
    elif not (sure and sums.tax):
        yield _said("CD-OWN-LINES-NO-RATE", "lines", "BT-152")


def _whole(sums: Sums, text: str) -> tuple[Decimal | None, Finding]:
    """Return the rate of the one line that stands for those of the page, and what is said of it."""
    net, rate, price = sums.net, _rate(sums, text), "lines[0].unit_price"
    if not sums.agree:
        return None, _said("CD-OWN-TOTALS-OPEN", "lines", "BT-131", net=net)
    if rate is not None:
        return rate, _said("CD-OWN-LINE", price, "BT-146", net=net, rate=rate)
    if says_no_vat(fold(text)):
        return None, _said("CD-OWN-LINE-NO-VAT", price, "BT-146", net=net)
    return None, _said("CD-OWN-LINE-NO-RATE", "lines[0].vat_rate", "BT-152", net=net)


def _rate(sums: Sums, text: str) -> Decimal | None:
    """Return the one rate that makes this VAT of this net; a printed one where several do."""
    if not sums.vat:
        return None
    fitting = _fitting(sums.net, sums.vat)
    printed = {Decimal(found.replace(",", ".")) for found in _RATE.findall(text)}
    sure = fitting & printed or fitting
    return next(iter(sure)) if len(sure) == 1 else None


def _fitting(net: Decimal, vat: Decimal) -> set[Decimal]:
    return {
        rate for rate in tables.vat_rates()
        if rate and round_half_away(abs(net) * rate / _HUNDRED) == abs(vat)
    }  # fmt: skip


def _of_rate(group: VatGroup) -> Line:
    """Return the line that stands for all of one rate."""
    rate = group.rate
    said = f"TVA {plain(rate).replace('.', ',')} %" if rate else "sans TVA"
    return _line(f"{WHOLE} – {said}", group.base or ZERO, rate)


def _line(description: str, net: Decimal, rate: Decimal | None) -> Line:
    line = Line(description=description, quantity=_ONE if net >= 0 else -_ONE, unit=_EACH,
                unit_price=abs(net))  # fmt: skip
    return _with_rate(line, rate)


def _with_rate(line: Line, rate: Decimal | None) -> Line:
    return replace(line, vat_rate=rate, vat_category="S" if rate else None)


def _said(rule: str, path: str, about: str, **params: Param) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, source=Source.IMPORT, field=about,
                   path=path, params=params)  # fmt: skip
