"""From gathered rows to invoices: lines, signs, VAT, and the totals that the file states."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from chorus_desk.domain.finding import Param, Severity
from chorus_desk.domain.invoice import (
    CREDIT_NOTE,
    INVOICE,
    AllowanceCharge,
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
from chorus_desk.domain.totals import compute_line_net, compute_totals
from chorus_desk.formats.any_table.discounts import discount_of, is_discounted
from chorus_desk.formats.any_table.gathered import Gathered, Place, Sum, Values, remark
from chorus_desk.formats.any_table.line_amounts import differences
from chorus_desk.formats.any_table.settling import Settled, settle
from chorus_desk.formats.any_table.vocabulary import (
    currency_signs,
    currency_words,
    kind_of,
    words_of,
)
from chorus_desk.formats.spreadsheet.columns import unit_codes
from chorus_desk.rules import tables

_ONE = Decimal(1)
_PRICE_DECIMALS = 4
_CREDIT_NUMBER = re.compile(r"\s*([a-z]+)[^a-z]*\d", re.IGNORECASE)


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


_NOTHING = Settled()


class _Made(NamedTuple):
    """A line, the net amount that the file gives for it, and the row where it is all of one."""

    line: Line
    net: Decimal | None = None
    row: Values | None = None


def build(group: Gathered, *, of_lines: bool) -> Invoice:
    """Return the invoice that a group of rows is; what was guessed is said in the group."""
    header = group.header
    made = list(_lines(group, of_lines=of_lines))
    stated = _stated_sums(group, of_lines=of_lines)
    _compare_lines(group, made, stated, of_lines=of_lines)
    settled = _settled(group, made, stated)
    kind, turned = _kind(group, [item.line for item in made])
    if turned:
        made = [_turned(item) for item in made]
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
        allowances=settled.allowances,
        charges=settled.charges,
        prepaid=header.number("prepaid") or settled.prepaid,
        notes=tuple(Note(text=text) for text in (header.text("note"),) if text),
        terms=header.text("terms"),
        lines=tuple(item.line for item in made),
        exemptions=tuple(_exemptions(group, [item.line for item in made])),
    )  # fmt: skip
    _say_what_lacks(group, invoice)
    totals = _stated(invoice, stated, [item.net for item in made])
    return replace(invoice, stated=totals) if totals else invoice


def _turned(made: _Made) -> _Made:
    """Return a line of a credit note that was written in negative, in positive."""
    line = made.line
    return _Made(
        replace(
            line, quantity=-(line.quantity or ZERO),
            allowances=tuple(
                replace(a, amount=-(a.amount or ZERO),
                        base_amount=None if a.base_amount is None else -a.base_amount)
                for a in line.allowances
            ),
        ),
        None if made.net is None else -made.net, made.row,
    )  # fmt: skip


def _settled(group: Gathered, made: Sequence[_Made], stated: dict[str, Decimal]) -> Settled:
    """Return what the sums of a form, or a discount on the head of a list, make of the lines."""
    sums = [*group.sums, *_discount_of_the_head(group, made, stated)]
    if not sums:
        return _NOTHING
    settled = settle(sums, [item.line for item in made])
    if group.sums:
        stated.update(settled.stated)
    for kind, amount in settled.not_applied.items():
        rule = {"discount": "CD-TABLE-DISCOUNT", "charge": "CD-TABLE-CHARGE"}.get(
            kind, "CD-TABLE-PREPAID"
        )
        if kind != "prepaid" or group.header.number("prepaid") is None:
            _say_once(group, rule, Severity.WARNING, value=amount)
    return settled


def _discount_of_the_head(
    group: Gathered, made: Sequence[_Made], stated: dict[str, Decimal]
) -> Iterator[Sum]:
    if group.sums or not is_discounted(group.header) or any(map(is_discounted, group.lines)):
        return  # on the lines, it is theirs
    place = Place(group.sheet, group.header.row, 1)
    net = sum((compute_line_net(item.line) for item in made), ZERO)
    rate, amount = group.header.number("discount_rate"), group.header.number("discount")
    if rate:
        amount = round_half_away(net * rate / 100)
    if amount:
        yield Sum("discount", amount, rate, place)
        if "net" in stated:
            yield Sum("net", stated["net"], None, place)


def _currency(group: Gathered) -> str:
    typed = group.header.text("currency")
    if typed is None:
        if group.currency is None:
            return "EUR"
        _say_once(group, "CD-TABLE-CURRENCY", Severity.WARNING, value=group.currency)
        return group.currency
    folded = fold(typed)
    code = currency_signs().get(typed) or currency_words().get(folded) or typed.upper()
    if code in tables.currencies():
        return code
    _say_once(group, "CD-TABLE-CURRENCY-UNKNOWN", Severity.WARNING, value=typed)
    return "EUR"


def _preceding(number: str | None) -> Iterator[Preceding]:
    if number:
        yield Preceding(number=number)


def _lines(group: Gathered, *, of_lines: bool) -> Iterator[_Made]:
    for found in group.lines:
        bases = found.bases or _from_taxes(found)
        if bases:
            made = [_Made(_plain_line(group, found, base, rate)) for rate, base in bases.items()]
        else:
            net = found.number("net") if of_lines else None
            made = [_Made(_line(group, found, net), net, found)]
        if len(made) == 1:
            made = [made[0]._replace(net=found.number("net") if of_lines else None)]
        yield from made


def _from_taxes(found: Values) -> dict[Decimal, Decimal]:
    """Return the bases that the VAT amounts by rate stand for, where they make up the net total."""
    net = found.number("net")
    if net is None or not found.taxes or (len(found.taxes) == 1 and _product(found) == net):
        return {}  # a line of its own, whose rate is that of its only tax
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


def _line(group: Gathered, found: Values, net: Decimal | None) -> Line:
    """Return the line that a row is; ``net`` is its own amount, None where that is another's."""
    exempt = found.exemption if found.exemption is not None else group.exemption
    rate = found.number("vat_rate")
    if rate is None and len(found.taxes) == 1:
        rate = next(iter(found.taxes))
    if not rate and not exempt:
        rate = _implied_rate(group, found) or rate
    quantity, price, discount = _priced(group, found, net, rate)
    category = "S" if rate else (tables.exemption_category(exempt) if exempt else None)
    description, details = found.text("description"), found.text("details")
    return Line(
        description=description,
        details=details if details != description else None,
        quantity=quantity,
        unit=_unit(group, found.text("unit")),
        unit_price=price,
        allowances=(discount,) if discount else (),
        vat_category=category,
        vat_rate=rate or (ZERO if category else None),
    )


_Priced = tuple[Decimal | None, Decimal | None, AllowanceCharge | None]
"""Quantity, unit price and discount."""


def _priced(group: Gathered, found: Values, net: Decimal | None, rate: Decimal | None) -> _Priced:
    """Return what a row says of quantity, price and discount. A price is never negative."""
    quantity, price = found.number("quantity"), found.number("unit_price")
    if price is None and found.number("net") is None and found.number("unit_price_gross"):
        price = _without_vat(group, found.number("unit_price_gross") or ZERO, rate)
    if price is None:
        return *_from_net(group, found, quantity, rate, of_the_line=net is not None), None
    if quantity is None:
        whole = found.number("net")
        quantity = round_half_away(whole / price, 6) if whole is not None and price else _ONE
    if price < 0:
        price, quantity = -price, -quantity
    return quantity, price, _discount(group, found, round_half_away(quantity * price), net, rate)


def _discount(
    group: Gathered, found: Values, product: Decimal, net: Decimal | None, rate: Decimal | None
) -> AllowanceCharge | None:
    if not is_discounted(found):
        return None
    discount = discount_of(found, product, net, rate)
    if discount is None or (net is not None and round_half_away(net) == product):
        _say_once(group, "CD-TABLE-DISCOUNT", Severity.WARNING)
        return None
    if not discount.confirmed:
        group.findings.append(
            remark("CD-TABLE-DISCOUNT-APPLIED", Severity.WARNING, sheet=group.sheet,
                   line=group.lines.index(found) + 1, value=discount.amount)
        )  # fmt: skip
    return discount.allowance(product)


def _without_vat(group: Gathered, price: Decimal, rate: Decimal | None) -> Decimal:
    """Return a price without the VAT that is in it, and say so; as it is where no rate is known."""
    if not rate:
        if not group.exemption:
            _say_once(group, "CD-TABLE-GROSS-ONLY", Severity.WARNING, value=price)
        return price
    net = round_half_away(price * 100 / (100 + rate), _PRICE_DECIMALS).normalize()
    net = Decimal(plain(net))
    _say_once(group, "CD-PRICE-WITH-VAT", Severity.WARNING, price=price, net=net)
    return net


def _from_net(
    group: Gathered, found: Values, quantity: Decimal | None, rate: Decimal | None, *,
    of_the_line: bool,
) -> tuple[Decimal | None, Decimal | None]:  # fmt: skip
    """Return quantity and price of a row that gives an amount and no price."""
    net = found.number("net")
    if group.amount_unclear and net is not None:
        _say_once(group, "CD-TABLE-AMOUNT-UNCLEAR", Severity.WARNING, value=net)
    if net is not None and is_discounted(found):
        _say_once(group, "CD-TABLE-DISCOUNT-INCLUDED", Severity.INFO)
    if net is None:
        net = _from_gross(group, found, rate)
    if net is None:
        return quantity, None
    if quantity and of_the_line:
        price = round_half_away(net / quantity, _PRICE_DECIMALS).normalize()
        if round_half_away(price * quantity) == round_half_away(net):
            _say_once(group, "CD-TABLE-PRICE-DIVIDED", Severity.INFO)
            return quantity, Decimal(plain(price))
    _say_from_total(group, found)
    return (_ONE if net >= 0 else -_ONE), abs(net)


def _say_from_total(group: Gathered, found: Values) -> None:
    """Say that a line is made of its amount; which one, where others have their unit price."""
    if any(line.number("unit_price") is not None for line in group.lines):
        line = next(i for i, row in enumerate(group.lines, start=1) if row is found)
        group.findings.append(
            remark("CD-TABLE-LINE-FROM-TOTAL", Severity.INFO, sheet=group.sheet, line=line)
        )
    else:
        _say_once(group, "CD-TABLE-FROM-TOTALS", Severity.INFO)


def _from_gross(group: Gathered, found: Values, rate: Decimal | None) -> Decimal | None:
    """Return the net amount of a row that gives its total with VAT alone."""
    gross, vat = found.number("gross"), found.number("vat")
    if gross is None:
        return None
    if vat is not None:
        return gross - vat
    return round_half_away(_without_vat(group, gross, rate))


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
    _say_once(group, "CD-TABLE-RATE-WORKED-OUT", Severity.WARNING, rate=fits[0])
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
    typed, number = group.header.text("kind"), group.header.text("number") or ""
    total = sum(((x.quantity or ZERO) * (x.unit_price or ZERO) for x in lines), ZERO)
    said = kind_of(typed) == "credit note"
    if not said and total < 0 and not typed and _is_of_a_credit_note(number):
        _say_once(group, "CD-TABLE-CREDIT-GUESSED", Severity.WARNING, number=number)
        said = True
    if not said:
        if total < 0:
            _say_once(group, "CD-TABLE-NEGATIVE", Severity.WARNING, value=total)
        return INVOICE, False
    if total < 0:
        _say_once(group, "CD-TABLE-SIGNS-TURNED", Severity.INFO)
    return CREDIT_NOTE, total < 0


def _is_of_a_credit_note(number: str) -> bool:
    """Return whether a number begins as those of credit notes do: ``AV-3``, ``RFAC/2026/1``."""
    match = _CREDIT_NUMBER.match(number)
    return match is not None and fold(match[1]) in words_of("credit numbers")


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
    found = {}
    for key in ("net", "vat", "gross"):
        value = group.header.number(key)
        # The head of a list is its first line: its amounts may be that line's.
        if value is not None and not (of_lines and in_lines and not _is_of_the_whole(group, key)):
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


def _compare_lines(
    group: Gathered, made: Sequence[_Made], stated: dict[str, Decimal], *, of_lines: bool
) -> None:
    """Say where the VAT or the total that the file gives for a line is not what it comes to."""
    keys = frozenset(
        key for key in ("vat", "gross")
        if key not in stated and any(key in row.found for row in group.lines)
    )  # fmt: skip
    rows = [(item.line, item.row) for item in made if item.row is not None]
    if of_lines and keys and len(rows) == len(made):
        group.findings.extend(differences(rows, keys, group.sheet))


def _say_what_lacks(group: Gathered, invoice: Invoice) -> None:
    if not invoice.lines:
        _say_once(group, "CD-TABLE-NO-LINES", Severity.WARNING)
    if not all(line.vat_category for line in invoice.lines):
        _say_once(group, "CD-TABLE-NO-VAT", Severity.WARNING)
    lines = invoice.lines
    if len(lines) > 1 and len(lines) > len(set(map(repr, lines))):
        _say_once(group, "CD-TABLE-ROW-TWICE", Severity.WARNING)


def _stated(
    invoice: Invoice, sums: dict[str, Decimal], nets: Sequence[Decimal | None]
) -> Totals | None:
    """Return the figures as the file has them; None where they are those that the lines give.

    A sum that it does not state follows from those that it does: one cause, one contradiction.
    """
    if not sums and all(net is None for net in nets):
        return None
    computed = compute_totals(invoice)
    line_nets = tuple(
        known if net is None else round_half_away(net)
        for net, known in zip(nets, computed.line_nets, strict=True)
    )
    whole = {key: round_half_away(value) for key, value in sums.items()}
    if line_nets == computed.line_nets and all(
        getattr(computed, key) == value for key, value in whole.items()
    ):
        return None
    lines = sum((net or ZERO for net in line_nets), ZERO)
    of_the_whole = (computed.charges or ZERO) - (computed.allowances or ZERO)
    net, vat = whole.get("net", lines + of_the_whole), whole.get("vat", computed.vat or ZERO)
    gross = whole.get("gross", net + vat)
    return replace(
        computed, line_nets=line_nets, lines=lines, net=net, vat=vat, gross=gross,
        due=gross - (invoice.prepaid or ZERO),
    )  # fmt: skip


def _say_once(group: Gathered, rule: str, severity: Severity, **params: Param) -> None:
    if (rule, 0) not in group.said:
        group.said.add((rule, 0))
        group.findings.append(remark(rule, severity, sheet=group.sheet, **params))
