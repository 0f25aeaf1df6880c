"""From gathered rows to invoices: lines, signs, VAT, and the totals that the file states."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from chorus_desk.domain.finding import Severity
from chorus_desk.domain.invoice import (
    CREDIT_NOTE,
    INVOICE,
    Exemption,
    Invoice,
    Line,
    Note,
    Preceding,
    Totals,
)
from chorus_desk.domain.money import CENT, ZERO, plain, round_half_away
from chorus_desk.domain.party import Address, Party
from chorus_desk.domain.text import fold
from chorus_desk.domain.totals import compute_totals
from chorus_desk.formats.any_table.gathered import Gathered, Values, remark
from chorus_desk.formats.spreadsheet.columns import unit_codes
from chorus_desk.rules import tables

_ONE = Decimal(1)
_CREDIT_NUMBER = re.compile(r"(?:AV|A)[\s_-]?\d", re.IGNORECASE)
_CURRENCIES = {"€": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "£": "GBP"}


def amounts_are_of_lines(groups: Sequence[Gathered]) -> bool:
    """Return whether the amounts of a list are its lines', and not the invoice's each time."""
    votes: Counter[bool] = Counter()
    for group in groups:
        nets = [line.number("net") for line in group.lines]
        if len(nets) > 1 and None not in nets:
            votes[not (len(set(nets)) == 1 and not _products_agree(group))] += 1
    return votes[True] >= votes[False]


def _products_agree(group: Gathered) -> bool:
    pairs = ((_product(line), line.number("net")) for line in group.lines)
    return all(product == net for product, net in pairs if product is not None)


def _product(line: Values) -> Decimal | None:
    quantity, price = line.number("quantity"), line.number("unit_price")
    return round_half_away(quantity * price) if quantity is not None and price is not None else None


def build(group: Gathered, *, of_lines: bool) -> Invoice:
    """Return the invoice that a group of rows is; what was guessed is said in the group."""
    header = group.header
    lines, nets = _lines(group, of_lines=of_lines)
    stated = _stated_sums(group, of_lines=of_lines)
    kind, turned = _kind(group, lines)
    if turned:
        lines = [replace(line, quantity=-(line.quantity or ZERO)) for line in lines]
        nets = [None if net is None else -net for net in nets]
        stated = {key: -value for key, value in stated.items()}
    invoice = Invoice(
        number=header.text("number"),
        type_code=kind,
        issue_date=header.day("issue_date"),
        due_date=header.day("due_date"),
        delivery_date=header.day("delivery_date"),
        period_start=header.day("period_start"),
        period_end=header.day("period_end"),
        currency=_currency(group),
        buyer=Party(
            name=header.text("buyer_name"),
            siret=header.text("buyer_siret"),
            service_code=header.text("service_code"),
            address=Address(
                line1=header.text("street"), postcode=header.text("postcode"),
                city=header.text("city"),
            ),
        ),
        commitment_number=header.text("commitment_number"),
        contract_number=header.text("contract_number"),
        preceding=tuple(_preceding(header.text("preceding"))),
        prepaid=header.number("prepaid") or None,
        notes=tuple(Note(text=text) for text in (header.text("note"),) if text),
        terms=header.text("terms"),
        lines=tuple(lines),
        exemptions=tuple(_exemptions(group, lines)),
    )  # fmt: skip
    return replace(invoice, stated=_stated(group, invoice, stated, nets))


def _currency(group: Gathered) -> str:
    typed = group.header.text("currency")
    if typed is None:
        if group.currency is None:
            return "EUR"
        _say_once(group, "CD-TABLE-CURRENCY", Severity.WARNING, value=group.currency)
        return group.currency
    code = _CURRENCIES.get(typed.casefold(), typed.upper())
    return code if code in tables.currencies() else "EUR"


def _preceding(number: str | None) -> Iterator[Preceding]:
    if number:
        yield Preceding(number=number)


def _lines(group: Gathered, *, of_lines: bool) -> tuple[list[Line], list[Decimal | None]]:
    """Return the lines and the net amount that the file gives for each."""
    lines: list[Line] = []
    nets: list[Decimal | None] = []
    for found in group.lines:
        if found.bases:
            made = [_plain_line(group, found, base, rate) for rate, base in found.bases.items()]
        elif found.taxes and _from_taxes(found):
            made = [
                _plain_line(group, found, base, rate) for rate, base in _from_taxes(found).items()
            ]
        else:
            made = [_line(group, found, of_lines=of_lines)]
        for line in made:
            lines.append(line)
            nets.append(found.number("net") if of_lines and len(made) == 1 else None)
    return lines, nets


def _from_taxes(found: Values) -> dict[Decimal, Decimal]:
    """Return the bases that the VAT amounts by rate stand for, where they make up the net total."""
    net = found.number("net")
    if net is None:
        return {}
    if len(found.taxes) == 1:
        rate, tax = next(iter(found.taxes.items()))
        return {rate: net} if abs(net * rate / 100 - tax) <= CENT * 2 else {}
    bases = {rate: round_half_away(tax * 100 / rate) for rate, tax in found.taxes.items() if rate}
    # The largest base takes the cents that the division left over.
    gap = net - sum(bases.values(), ZERO)
    if not bases or abs(gap) > len(bases) * Decimal("0.30"):
        return {}
    largest = max(bases, key=lambda rate: abs(bases[rate]))
    bases[largest] += gap
    return bases


def _plain_line(group: Gathered, found: Values, net: Decimal, rate: Decimal) -> Line:
    _say_once(group, "CD-TABLE-FROM-TOTALS", Severity.INFO)
    return Line(
        description=found.text("description"), quantity=_ONE if net >= 0 else -_ONE, unit="C62",
        unit_price=abs(net), vat_category="S" if rate else None, vat_rate=rate or None,
    )  # fmt: skip


def _line(group: Gathered, found: Values, *, of_lines: bool) -> Line:
    quantity, price = found.number("quantity"), found.number("unit_price")
    net = found.number("net")
    if price is None:
        quantity, price = _from_net(group, found, quantity, net, of_lines=of_lines)
    elif quantity is None:
        quantity = round_half_away(net / price, 6) if net is not None and price else _ONE
    if price is not None and price < 0:
        price, quantity = -price, -(quantity or ZERO)
    rate = found.number("vat_rate")
    if not rate and found.exemption is None and group.exemption is None:
        rate = _implied_rate(group, found) or rate
    exempt = found.exemption or group.exemption
    category = "S" if rate else (tables.exemption_category(exempt) if exempt else None)
    description = found.text("description")
    return Line(
        description=description,
        details=found.text("details") if found.text("details") != description else None,
        quantity=quantity,
        unit=_unit(group, found.text("unit")),
        unit_price=price,
        vat_category=category,
        vat_rate=rate or (ZERO if category else None),
    )


def _from_net(
    group: Gathered, found: Values, quantity: Decimal | None, net: Decimal | None, *, of_lines: bool
) -> tuple[Decimal | None, Decimal | None]:
    """Return quantity and price of a row that gives an amount and no price."""
    if group.amount_unclear and net is not None:
        _say_once(group, "CD-TABLE-AMOUNT-UNCLEAR", Severity.WARNING, value=plain(net))
    if net is None:
        net = found.number("gross")
        if net is None:
            return quantity, None
        vat = found.number("vat")
        if vat is not None:
            net -= vat
        else:
            _say_once(group, "CD-TABLE-GROSS-ONLY", Severity.WARNING, value=plain(net))
    if not quantity or not of_lines:
        _say_once(group, "CD-TABLE-FROM-TOTALS", Severity.INFO)
        return (_ONE if net >= 0 else -_ONE), abs(net)
    price = round_half_away(net / quantity, 4).normalize()
    if round_half_away(price * quantity) == round_half_away(net):
        _say_once(group, "CD-TABLE-PRICE-DIVIDED", Severity.INFO)
        return quantity, Decimal(plain(price))
    _say_once(group, "CD-TABLE-FROM-TOTALS", Severity.INFO)
    return (_ONE if net >= 0 else -_ONE), abs(net)


def _implied_rate(group: Gathered, found: Values) -> Decimal | None:
    """Return the only known rate that leads from the net amount to the VAT or the total."""
    net, vat, gross = found.number("net"), found.number("vat"), found.number("gross")
    if not net:
        return None
    if vat is None:
        if gross is None:
            return None
        vat = gross - net
    if not vat:
        return None
    fits = [rate for rate in tables.vat_rates() if rate and abs(net * rate / 100 - vat) <= CENT]
    if len(fits) != 1:
        return None
    _say_once(group, "CD-TABLE-RATE-WORKED-OUT", Severity.WARNING, rate=plain(fits[0]))
    return fits[0]


def _unit(group: Gathered, typed: str | None) -> str:
    if typed is None:
        return "C62"
    code = unit_codes().get(fold(typed)) or unit_codes().get(typed)
    if code is None:
        _say_once(group, "CD-UNIT-UNKNOWN", Severity.WARNING, value=typed)
    return code or "C62"


def _kind(group: Gathered, lines: Sequence[Line]) -> tuple[str, bool]:
    """Return the type, and whether the signs of a credit note are to be turned."""
    typed, number = fold(group.header.text("kind") or ""), group.header.text("number") or ""
    total = sum(((x.quantity or ZERO) * (x.unit_price or ZERO) for x in lines), ZERO)
    said = typed in ("avoir", "credit note", "refund", "381", "note de credit")
    if not said and total < 0 and not typed and _CREDIT_NUMBER.match(number):
        _say_once(group, "CD-TABLE-CREDIT-GUESSED", Severity.WARNING, number=number)
        said = True
    if not said:
        if total < 0:
            _say_once(group, "CD-TABLE-NEGATIVE", Severity.WARNING, value=plain(total))
        return INVOICE, False
    if total < 0:
        _say_once(group, "CD-TABLE-SIGNS-TURNED", Severity.INFO)
    return CREDIT_NOTE, total < 0


def _exemptions(group: Gathered, lines: Sequence[Line]) -> Iterator[Exemption]:
    named = (line.exemption for line in group.lines if line.exemption)
    name = next(named, group.exemption)
    categories = {line.vat_category for line in lines} - {"S", None}
    if name and categories:
        text = tables.default_exemption(name, group.header.day("issue_date"))
        yield Exemption(
            category=tables.exemption_category(name), code=tables.vatex_code(name),
            reason=text.text if text else None,
        )  # fmt: skip


def _stated_sums(group: Gathered, *, of_lines: bool) -> dict[str, Decimal]:
    """Return the totals of the whole that the file states, by ``net``, ``vat`` and ``gross``."""
    in_lines = len(group.lines) > 1 and group.header.row == group.lines[0].row
    if of_lines and in_lines:  # the head of a list is its first line
        keys = tuple(key for key in ("net", "vat", "gross") if _is_of_the_whole(group, key))
    else:
        keys = ("net", "vat", "gross", "due")
    found = {}
    for key in keys:
        value = group.header.number(key)
        if value is not None:
            found[key] = value
    return found


def _is_of_the_whole(group: Gathered, key: str) -> bool:
    """Return whether a column gives the invoice's amount among lines: once, or on all the same."""
    amounts = [line.number(key) for line in group.lines]
    if amounts[0] is None:
        return False
    if not any(amount is not None for amount in amounts[1:]):
        return True
    return len(set(amounts)) == 1 and len({_product(line) for line in group.lines}) > 1


def _stated(
    group: Gathered, invoice: Invoice, sums: dict[str, Decimal], nets: Sequence[Decimal | None]
) -> Totals | None:
    """Return the figures as the file has them; None where they are those that the lines give."""
    if not invoice.lines:
        _say_once(group, "CD-TABLE-NO-LINES", Severity.WARNING)
    if not all(line.vat_category for line in invoice.lines):
        _say_once(group, "CD-TABLE-NO-VAT", Severity.WARNING)
    if any(part.number("discount") for part in (group.header, *group.lines)):
        _say_once(group, "CD-TABLE-DISCOUNT", Severity.WARNING)
    if len(invoice.lines) > len(set(map(repr, invoice.lines))):
        _say_once(group, "CD-TABLE-ROW-TWICE", Severity.WARNING)
    computed = compute_totals(invoice)
    line_nets = tuple(
        net if net is not None else known
        for net, known in zip(map(_cents, nets), computed.line_nets, strict=True)
    )
    totals = replace(
        computed,
        line_nets=line_nets,
        net=_cents(sums.get("net")) or computed.net,
        vat=_cents(sums.get("vat")) if "vat" in sums else computed.vat,
        gross=_cents(sums.get("gross")) or computed.gross,
    )
    if totals.gross is not None:
        totals = replace(totals, due=totals.gross - (invoice.prepaid or ZERO))
    return None if totals == computed else totals


def _cents(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_away(value)


def _say_once(group: Gathered, rule: str, severity: Severity, **params: str) -> None:
    if (rule, 0) not in group.said:
        group.said.add((rule, 0))
        group.findings.append(remark(rule, severity, sheet=group.sheet, **params))
