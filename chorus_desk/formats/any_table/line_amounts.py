"""VAT and totals with VAT that a file gives for each line, against those that the line gives."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from chorus_desk.domain.finding import Finding, Severity
from chorus_desk.domain.invoice import Line
from chorus_desk.domain.money import CENT, ZERO, round_half_away
from chorus_desk.domain.totals import compute_line_net
from chorus_desk.formats.any_table.gathered import Values, remark


def differences(
    rows: Iterable[tuple[Line, Values]], keys: frozenset[str], sheet: str
) -> Iterator[Finding]:
    """Name the lines whose VAT or total differs by more than a cent, and VAT rounded by the line.

    ``keys`` are those of ``vat`` and ``gross`` whose column is the lines', and not the invoice's.
    """
    stated, exact, rounded = ZERO, dict[Decimal, Decimal](), True
    for index, (line, found) in enumerate(rows, start=1):
        net, rate = compute_line_net(line), line.vat_rate or ZERO
        if line.vat_category is None:
            return  # nothing to compare with; that VAT lacks is said
        expected = round_half_away(net * rate / 100)
        vat = found.number("vat") if "vat" in keys else None
        gross = found.number("gross") if "gross" in keys else None
        exact[rate] = exact.get(rate, ZERO) + net
        off = vat is not None and abs(vat - expected) > CENT
        if off and vat is not None:
            yield _differs("CD-TABLE-LINE-VAT", index, vat, expected, sheet)
        rounded = rounded and vat is not None and not off
        stated += vat or ZERO
        total = net + expected
        if gross is not None and abs(gross - total) > CENT:
            yield _differs("CD-TABLE-LINE-GROSS", index, gross, total, sheet)
    computed = sum((round_half_away(base * rate / 100) for rate, base in exact.items()), ZERO)
    if rounded and exact and round_half_away(stated) != computed:
        yield remark(
            "CD-TABLE-VAT-ROUNDING", Severity.WARNING, sheet=sheet, computed=computed,
            stated=round_half_away(stated),
        )  # fmt: skip


def _differs(rule: str, index: int, stated: Decimal, computed: Decimal, sheet: str) -> Finding:
    return remark(
        rule, Severity.WARNING, sheet=sheet, line=index, stated=round_half_away(stated),
        computed=computed,
    )  # fmt: skip
