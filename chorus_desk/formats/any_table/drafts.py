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
from chorus_desk.domain.money import ZERO, round_half_away
from chorus_desk.domain.party import Address, Party
from chorus_desk.domain.text import fold
from chorus_desk.domain.totals import compute_line_net, compute_totals
from chorus_desk.formats.any_table.discounts import is_discounted
from chorus_desk.formats.any_table.gathered import Gathered, Place, Sum, say_once
from chorus_desk.formats.any_table.line_amounts import differences
from chorus_desk.formats.any_table.made_lines import MadeLine, made_lines, product_of, turned_round
from chorus_desk.formats.any_table.settling import Settled, settle
from chorus_desk.formats.any_table.vocabulary import (
    currency_signs,
    currency_words,
    kind_of,
    words_of,
)
from chorus_desk.rules import tables

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
    pairs = ((product_of(line), line.number("net")) for line in group.lines)
    return all(product == net for product, net in pairs if product is not None)


_NOTHING = Settled()


def build(group: Gathered, *, of_lines: bool) -> Invoice:
    """Return the invoice that a group of rows is; what was guessed is said in the group."""
    header = group.header
    made = list(made_lines(group, of_lines=of_lines))
    stated = _stated_sums(group, of_lines=of_lines)
    _compare_lines(group, made, stated, of_lines=of_lines)
    settled = _settled(group, made, stated)
    kind, turned = _kind(group, [item.line for item in made])
    if turned:
        made = [turned_round(item) for item in made]
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


def _settled(group: Gathered, made: Sequence[MadeLine], stated: dict[str, Decimal]) -> Settled:
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
            say_once(group, rule, Severity.WARNING, value=amount)
    return settled


def _discount_of_the_head(
    group: Gathered, made: Sequence[MadeLine], stated: dict[str, Decimal]
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
        say_once(group, "CD-TABLE-CURRENCY", Severity.WARNING, value=group.currency)
        return group.currency
    folded = fold(typed)
    code = currency_signs().get(typed) or currency_words().get(folded) or typed.upper()
    if code in tables.currencies():
        return code
    say_once(group, "CD-TABLE-CURRENCY-UNKNOWN", Severity.WARNING, value=typed)
    return "EUR"


def _preceding(number: str | None) -> Iterator[Preceding]:
    if number:
        yield Preceding(number=number)


def _kind(group: Gathered, lines: Sequence[Line]) -> tuple[str, bool]:
    """Return the type, and whether the signs of a credit note are to be turned."""
    typed, number = group.header.text("kind"), group.header.text("number") or ""
    total = sum(((x.quantity or ZERO) * (x.unit_price or ZERO) for x in lines), ZERO)
    said = kind_of(typed) == "credit note"
    if not said and total < 0 and not typed and _is_of_a_credit_note(number):
        say_once(group, "CD-TABLE-CREDIT-GUESSED", Severity.WARNING, number=number)
        said = True
    if not said:
        if total < 0:
            say_once(group, "CD-TABLE-NEGATIVE", Severity.WARNING, value=total)
        return INVOICE, False
    if total < 0:
        say_once(group, "CD-TABLE-SIGNS-TURNED", Severity.INFO)
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
    return len(set(amounts)) == 1 and len({product_of(line) for line in group.lines}) > 1


def _compare_lines(
    group: Gathered, made: Sequence[MadeLine], stated: dict[str, Decimal], *, of_lines: bool
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
        say_once(group, "CD-TABLE-NO-LINES", Severity.WARNING)
    if not all(line.vat_category for line in invoice.lines):
        say_once(group, "CD-TABLE-NO-VAT", Severity.WARNING)
    lines = invoice.lines
    if len(lines) > 1 and len(lines) > len(set(map(repr, lines))):
        say_once(group, "CD-TABLE-ROW-TWICE", Severity.WARNING)


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
