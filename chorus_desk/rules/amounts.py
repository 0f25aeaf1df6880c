"""Rules on the totals: figures that a file states are compared with what its lines give."""

from collections.abc import Iterator
from decimal import Decimal

from chorus_desk.domain.invoice import VatGroup
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import ZERO, is_too_large, round_half_away
from chorus_desk.rules import tables
from chorus_desk.rules.case import Case, Hit, Params, Rules


def cd_line_net(case: Case) -> Iterator[Hit]:
    """A stated line amount that is not quantity × price − discounts + charges."""
    if case.invoice.stated is None:
        return
    pairs = zip(case.invoice.stated.line_nets, case.computed.line_nets, strict=False)
    for index, (stated, computed) in enumerate(pairs):
        if stated is not None and computed is not None and stated != computed:
            params: Params = {"line": index + 1, "stated": stated, "computed": computed}
            yield Hit(f"lines[{index}].net_amount", params)


def cd_amount_too_large(case: Case) -> Iterator[Hit]:
    """An amount that nobody means: a quantity or a price with too many digits."""
    for index, net in enumerate(case.computed.line_nets):
        if net is not None and is_too_large(net):
            yield Hit(f"lines[{index}].net_amount", {"value": net})
    for name in ("net", "vat", "gross", "due"):
        amount = getattr(case.computed, name) or ZERO
        if is_too_large(amount):
            yield Hit(f"totals.{name}", {"value": amount})


def br_co_10(case: Case) -> Iterator[Hit]:
    """A stated sum of lines that is not the sum of the stated lines."""
    stated = case.invoice.stated
    if stated is not None and stated.line_nets and None not in stated.line_nets:
        yield from _differs("totals.lines", stated.lines, _sum(stated.line_nets))


def br_co_13(case: Case) -> Iterator[Hit]:
    """A stated net total that is not lines − discounts + charges."""
    stated = case.invoice.stated
    if stated is not None and stated.lines is not None:
        expected = stated.lines - (stated.allowances or ZERO) + (stated.charges or ZERO)
        yield from _differs("totals.net", stated.net, expected)


def br_co_14(case: Case) -> Iterator[Hit]:
    """A stated VAT total that is not the sum of the stated groups."""
    stated = case.invoice.stated
    if stated is not None and stated.groups:
        amounts = [group.amount for group in stated.groups]
        if None not in amounts:
            yield from _differs("totals.vat", stated.vat, _sum(amounts))


def br_co_15(case: Case) -> Iterator[Hit]:
    """A stated total with VAT that is not net + VAT."""
    stated = case.invoice.stated
    if stated is not None and stated.net is not None:
        yield from _differs("totals.gross", stated.gross, stated.net + (stated.vat or ZERO))


def br_co_16(case: Case) -> Iterator[Hit]:
    """A stated amount due that is not total − prepaid + rounding."""
    stated, invoice = case.invoice.stated, case.invoice
    if stated is not None and stated.gross is not None:
        expected = stated.gross - (invoice.prepaid or ZERO) + (invoice.rounding or ZERO)
        yield from _differs("totals.due", stated.due, expected)


def br_co_17(case: Case) -> Iterator[Hit]:
    """A stated group whose VAT is not base × rate, rounded once (XP Z12-012 §4.4.6)."""
    for index, group in enumerate(_stated_groups(case)):
        if group.base is None or group.amount is None or group.rate is None:
            continue
        expected = round_half_away(group.base * group.rate / 100)
        yield from _differs(f"vat[{index}].amount", group.amount, expected)


def br_co_18(case: Case) -> Iterator[Hit]:
    """No VAT group (D2192-2, 9)."""
    if not case.figures.groups:
        yield Hit("vat")


def cd_vat_base(case: Case) -> Iterator[Hit]:
    """A stated group whose base is not what the lines of its category and rate add up to."""
    computed = {(group.category, group.rate or ZERO): group.base for group in case.computed.groups}
    if not computed:
        return
    for index, group in enumerate(_stated_groups(case)):
        expected = computed.get((group.category, group.rate or ZERO), ZERO)
        yield from _differs(f"vat[{index}].base", group.base, expected or ZERO)


def g1_10(case: Case) -> Iterator[Hit]:
    """A currency that ISO 4217 does not list."""
    if case.invoice.currency not in tables.currencies():
        yield Hit("currency", {"currency": case.invoice.currency})


def br_fr_co_12(case: Case) -> Iterator[Hit]:
    """Not in euros, and without the VAT total in euros."""
    invoice = case.invoice
    vat_in_euros = invoice.vat_currency == "EUR" and invoice.vat_in_vat_currency is not None
    if invoice.currency != "EUR" and not vat_in_euros:
        params: Params = {"currency": invoice.currency, "vat": case.figures.vat or ZERO}
        yield Hit("currency", params)


def br_53(case: Case) -> Iterator[Hit]:
    """A currency for the VAT's account, and no VAT total in it."""
    if case.invoice.vat_currency and case.invoice.vat_in_vat_currency is None:
        yield Hit("totals.vat_in_vat_currency", {"currency": case.invoice.vat_currency})


def br_co_25(case: Case) -> Iterator[Hit]:
    """Money is due, and neither a due date nor terms say when.

    A warning, since the Factur-X sheet of EN 16931 does not ask for it.
    """
    invoice = case.invoice
    owed = invoice.kind is Kind.INVOICE and (case.figures.due or ZERO) > ZERO
    if owed and not (invoice.due_date or invoice.terms):
        yield Hit("due_date")


def _stated_groups(case: Case) -> tuple[VatGroup, ...]:
    return case.invoice.stated.groups if case.invoice.stated else ()


def _sum(amounts: tuple[Decimal | None, ...] | list[Decimal | None]) -> Decimal:
    return sum((amount or ZERO for amount in amounts), ZERO)


def _differs(path: str, stated: Decimal | None, expected: Decimal) -> Iterator[Hit]:
    if stated is not None and stated != expected:
        difference = stated - expected
        params = {"stated": stated, "computed": expected, "difference": difference}
        yield Hit(path, params)


RULES: Rules = {
    "CD-LINE-NET": cd_line_net,
    "CD-AMOUNT-TOO-LARGE": cd_amount_too_large,
    "BR-CO-10": br_co_10,
    "BR-CO-13": br_co_13,
    "BR-CO-14": br_co_14,
    "BR-CO-15": br_co_15,
    "BR-CO-16": br_co_16,
    "BR-CO-17": br_co_17,
    "BR-CO-18": br_co_18,
    "CD-VAT-BASE": cd_vat_base,
    "G1.10": g1_10,
    "BR-FR-CO-12": br_fr_co_12,
    "BR-53": br_53,
    "BR-CO-25": br_co_25,
}
