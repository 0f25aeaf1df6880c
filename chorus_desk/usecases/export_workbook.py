"""Drafts in the program's own workbook, to be changed in a spreadsheet and imported again."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from chorus_desk.domain.finding import Finding, Severity, Source
from chorus_desk.domain.invoice import Invoice
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
    knowledge: Knowledge, documents: Sequence[StoredInvoice], kind: str
) -> tuple[bytes, list[tuple[Finding, ...]]]:  # fmt: skip
    """Return the workbook of documents, and what it has no column for of each.

    What the settings fill in again is left to them. The workbook is read before it is given: what
    differs from the document, once completed, is named.

    ``documents``: as they are read, with their gaps filled. ``kind``: ``xlsx`` or ``ods``.
    """
    names = _numbers(documents)
    by_hand = [(_by_hand(knowledge, item.invoice), names[item.id]) for item in documents]
    content, read = filled_workbook(by_hand, kind)
    return content, [
        tuple(_not_held(knowledge, document.invoice, again))
        for document, again in zip(documents, read, strict=True)
    ]


def _numbers(documents: Sequence[StoredInvoice]) -> Mapping[int, str]:
    """Return the working number of each document: its own, where no other one has it too."""
    own = {item.id: item.invoice.number or item.draft.imported_number or "" for item in documents}
    count = Counter(own.values())
    return {
        id_: number if number and count[number] == 1 else f"{number or 'brouillon'}-{id_}"
        for id_, number in own.items()
    }


def _by_hand(knowledge: Knowledge, whole: Invoice) -> Invoice:
    seller = knowledge.seller
    if seller is None or not is_own(seller, whole.seller):
        return whole
    return bare(whole, seller, knowledge.body(whole.buyer.siret))


def _not_held(knowledge: Knowledge, whole: Invoice, read: Invoice) -> Iterator[Finding]:
    again = knowledge.completed(replace(read, stated=None))
    for path in dict.fromkeys(map(_shown, lost(whole, again))):
        yield Finding(
            rule=NOT_IN_WORKBOOK, severity=Severity.WARNING, source=Source.FILE, path=path
        )
