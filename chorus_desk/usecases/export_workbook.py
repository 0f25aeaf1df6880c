"""A draft in the program's own workbook, to be changed in a spreadsheet and imported again."""

from dataclasses import replace

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.formats.spreadsheet.filled import filled_workbook, lost
from chorus_desk.rules.seller import is_own
from chorus_desk.storage.invoices import StoredInvoice
from chorus_desk.usecases.drafting import bare
from chorus_desk.usecases.knowledge import Knowledge

NOT_IN_WORKBOOK = "CD-NOT-IN-WORKBOOK"

_SHOWN = {
    "preceding": "preceding_invoice", "exemptions": "vat", "vat_due": "vat", "type_code": "kind",
    "prepaid": "totals.prepaid", "rounding": "totals", "terms": "payment",
    "tax_representative": "seller", "extra": None,
}  # fmt: skip
"""Where the `show` document has what an invoice calls otherwise."""


def _shown(path: str) -> str | None:
    return _SHOWN.get(path.partition("[")[0], path)


def in_workbook(
    knowledge: Knowledge, document: StoredInvoice
) -> tuple[bytes, tuple[Finding, ...]]:  # fmt: skip
    """Return the workbook of a document and what it has no column for.

    What the settings fill in again is left to them. The workbook is read before it is given: what
    differs from the document, once completed, is named.

    ``document``: as it is read, with its gaps filled.
    """
    whole, seller = document.invoice, knowledge.seller
    own = seller is not None and is_own(seller, whole.seller)
    body = knowledge.body(whole.buyer.siret)
    by_hand = bare(whole, seller, body) if seller is not None and own else whole
    number = whole.number or document.draft.imported_number or f"brouillon-{document.id}"
    content, read = filled_workbook(by_hand, number)
    again = knowledge.completed(replace(read, stated=None))
    return content, tuple(
        Finding(rule=NOT_IN_WORKBOOK, severity=Severity.WARNING, source=Source.FILE, path=path)
        for path in dict.fromkeys(map(_shown, lost(whole, again)))
    )
