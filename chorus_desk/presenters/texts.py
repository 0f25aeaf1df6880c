"""Lines for a terminal: tables, findings, histories, the arithmetic."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.money import round_half_away
from chorus_desk.domain.totals import Step, explain_totals
from chorus_desk.wording import values
from chorus_desk.wording.catalogue import N_, say
from chorus_desk.wording.findings import fix, sentence
from chorus_desk.wording.names import NETS, SEVERITIES, field_name

_STEPS = {
    "line": N_("Ligne"),
    "lines": N_("Total des lignes"),
    "net": N_("Total HT"),
    "vat": N_("TVA"),
    "vat_total": N_("Total TVA"),
    "gross": N_("Total TTC"),
}
_FINDING = N_("  {what} : {why}")
_SIGNS = {"+": "+", "-": "-", "*": "×", "/": "÷", "%": "×"}


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], right: str = "") -> list[str]:
    """Return a table in columns; ``right`` names with ``>`` the columns set to the right."""
    body = [[visible(cell) for cell in row] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(headings, *body, strict=True)]
    return [_row(cells, widths, right) for cells in (headings, *body)]


def finding_lines(findings: Iterable[Finding], language: str) -> Iterator[str]:
    """Give findings as sentences, each with its field and what to do."""
    for finding in findings:
        where = field_name(finding.path, language)
        severity = say(SEVERITIES[finding.severity], language)
        what = " ".join(part for part in (severity, f"[{finding.rule}]", where) if part)
        yield say(_FINDING, language, what=what, why=sentence(finding, language))
        todo = fix(finding, language)
        if todo:
            yield f"      → {todo}"


def arithmetic_lines(invoice: Invoice, language: str) -> Iterator[str]:
    """Give the arithmetic from the lines to the amount due."""
    for what, sum_ in arithmetic_rows(invoice, language):
        yield say(_FINDING, language, what=what, why=sum_)


def arithmetic_rows(invoice: Invoice, language: str) -> Iterator[tuple[str, str]]:
    """Give each step from the lines to the amount due: its name, and how it is reckoned."""
    for step in explain_totals(invoice):
        if step.what != "vat" or step.result:
            name = NETS[invoice.kind] if step.what == "due" else _STEPS[step.what]
            yield say(name, language), _operands(step, language)


def _operands(step: Step, language: str) -> str:
    if len(step.operands) == 1 and step.operands[0][0] == "+":
        return _amount(step.result, language)
    parts = []
    for position, (sign, value) in enumerate(step.operands):
        shown = (
            values.quantity(value, language) if step.what == "line" else _amount(value, language)
        )
        if sign == "%":
            shown = values.rate(value, language)
        parts.append(shown if position == 0 and sign == "+" else f"{_SIGNS[sign]} {shown}")
    return f"{' '.join(parts) or '0'} = {_amount(step.result, language)}"


def _amount(value: Decimal, language: str) -> str:
    return values.number(round_half_away(value), language)


def _row(cells: Sequence[str], widths: Sequence[int], right: str) -> str:
    padded = [
        cell.rjust(width) if right[index : index + 1] == ">" else cell.ljust(width)
        for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()


def shortened(text: str, width: int) -> str:
    """Return a text in so many characters, with an ellipsis where it does not fit."""
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def visible(text: str) -> str:
    """Return a text without control characters, which could take over a terminal."""
    if text.isprintable():
        return text
    return "".join(character for character in text if unicodedata.category(character)[0] != "C")
