"""The one-click corrections: a function per rule gives the invoice as the user would mend it.

A correction is safe: it takes what is already known (the settings, the body, the law's text, the
finding's own figures) or undoes a slip that can be read one way alone. Else there is none.
"""

from collections.abc import Iterable, Iterator

from chorus_desk.domain.finding import Finding
from chorus_desk.domain.invoice import Invoice
from chorus_desk.rules.case import Context
from chorus_desk.rules.corrections import (
    amounts,
    attachments,
    buyer,
    dates,
    frameworks,
    lines,
    notes,
    numbering,
    payment,
    vat,
)
from chorus_desk.rules.corrections.kind import Correction, Corrections, OnItem

_MODULES = (
    numbering, dates, buyer, frameworks, lines, amounts, vat, notes, payment, attachments,
)  # fmt: skip
CORRECTIONS: Corrections = {
    rule: correction for module in _MODULES for rule, correction in module.CORRECTIONS.items()
}
"""The correction of each rule that has one. An invoice that it cannot mend comes back unchanged."""


def correct(invoice: Invoice, finding: Finding, context: Context) -> Invoice:
    """Return an invoice without what a finding objects to; as it is where nothing is known."""
    correction = CORRECTIONS.get(finding.rule)
    return correction(invoice, finding, context) if correction else invoice


def mends(invoice: Invoice, findings: Iterable[Finding], context: Context) -> Iterator[bool]:
    """Tell of each finding whether its correction would change the invoice.

    What mends the whole invoice is tried once however many findings it answers.
    """
    tried: dict[tuple[Correction, str | None], bool] = {}
    for finding in findings:
        correction = CORRECTIONS.get(finding.rule)
        if correction is None:
            yield False
        elif isinstance(correction, OnItem):
            yield correction.changes(invoice, finding, context)
        else:
            path = None if (finding.path or "").startswith("lines[") else finding.path
            key = (correction, path)
            if key not in tried:
                tried[key] = correction(invoice, finding, context) != invoice
            yield tried[key]
