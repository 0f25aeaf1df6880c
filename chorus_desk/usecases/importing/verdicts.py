"""What is to become of an invoice that comes in: a draft, one that is there already, none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from chorus_desk.domain.finding import Finding, Severity, Source, merge
from chorus_desk.domain.identifiers import compact
from chorus_desk.domain.invoice import Invoice, Payment, Totals
from chorus_desk.domain.totals import figures
from chorus_desk.rules.case import Case
from chorus_desk.rules.engine import check_case
from chorus_desk.rules.past import check_past, lacking
from chorus_desk.rules.seller import is_own
from chorus_desk.storage import lookups
from chorus_desk.storage.connection import Connection
from chorus_desk.storage.invoices import load_invoice
from chorus_desk.usecases.identify import document_name
from chorus_desk.usecases.importing.numbers_met import NumbersMet
from chorus_desk.usecases.importing.outcome import DRAFT, DUPLICATE, REFUSED
from chorus_desk.usecases.importing.reading import (
    Candidate,
    ReadFile,
)
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.own_page import opened_page, page_findings, with_page
from chorus_desk.usecases.workspace import Workspace

NOT_MINE = "CD-SELLER-NOT-MINE"
_FORESEEN = 1 << 62
"""Ids from here on are of no document: newer than all there are, as what is kept would be."""


@dataclass(frozen=True)
class Verdict:
    """What is to become of a candidate.

    ``whole`` is the invoice with its gaps filled: of a past one, what is kept; of a draft, without
    the number, which is given on issue.
    """

    outcome: str
    candidate: Candidate
    whole: Invoice
    findings: tuple[Finding, ...] = ()
    case: Case | None = None
    """What the rules were given, with the figures worked out for them."""
    same: int | None = None
    """The document that bears its number already."""
    past: bool = False

    @cached_property
    def totals(self) -> Totals:
        """The figures of the whole invoice."""
        return self.case.figures if self.case is not None else figures(self.whole)


@dataclass
class Known:
    """The documents already there that the candidates may be: their ids."""

    connection: Connection
    by_digest: dict[str, int]
    by_number: NumbersMet
    _foreseen: dict[int, tuple[Invoice, str]] = field(default_factory=dict)
    """What a dry run would keep, and its file, under ids that no document has."""

    def foresee(self, drafts: Iterable[tuple[Invoice, Invoice]], file: str) -> None:
        """Take note of the drafts that a file would give: as they came, and whole."""
        for invoice, whole in drafts:
            document = _FORESEEN + len(self._foreseen)
            self._foreseen[document] = whole, file
            self.by_number.meet(invoice, document)

    def name(self, document: int) -> str:
        """Return what a document is called; one that is foreseen by its file."""
        foreseen = self._foreseen.get(document)
        return document_name(document) if foreseen is None else foreseen[1]

    def stored(self, document: int | None) -> int | None:
        """Return the document, None where there is none yet."""
        return None if document in self._foreseen else document

    def has_same(self, knowledge: Knowledge, document: int, whole: Invoice) -> bool:
        """Return whether a document of that number says the same: exported, it comes back."""
        if document in self._foreseen:
            return _content(self._foreseen[document][0]) == _content(whole)
        stored = load_invoice(self.connection, document)
        return stored is not None and _content(knowledge.whole(stored).invoice) == _content(whole)


def look_up(workspace: Workspace, knowledge: Knowledge, files: Sequence[ReadFile]) -> Known:
    """Find the documents that the candidates may be, in a few questions however many they are."""
    candidates = [candidate for file in files for candidate in file.candidates]
    siren = knowledge.seller.siren if knowledge.seller else None
    numbers = {candidate.number for candidate in candidates if candidate.number}
    by_digest = lookups.find_by_digests(workspace.connection, [c.digest for c in candidates], siren)
    by_digest |= _pages_known(workspace, candidates)
    met = NumbersMet.load(workspace.connection, siren, numbers)
    return Known(workspace.connection, by_digest, met)


def _pages_known(workspace: Workspace, candidates: Sequence[Candidate]) -> dict[str, int]:
    """Return the documents whose own page comes back, be it one that was made here."""
    pages = {c.digest: sha256(c.page).hexdigest() for c in candidates if c.page is not None}
    found = lookups.find_by_files(workspace.connection, pages.values())
    return {digest: found[page] for digest, page in pages.items() if page in found}


def paid_as_usual(knowledge: Knowledge, candidate: Candidate) -> Candidate:
    """Leave the account on a page to the settings where it is theirs: they have its whole name."""
    usual, iban = knowledge.seller and knowledge.seller.iban, candidate.invoice.payment.iban
    if candidate.page is None or not usual or not iban or compact(usual) != compact(iban):
        return candidate
    return replace(candidate, invoice=replace(candidate.invoice, payment=Payment()))


def judge(knowledge: Knowledge, candidate: Candidate, known: Known, met: set[str]) -> Verdict:
    """Return what is to become of a candidate; ``met`` holds the drafts of this import so far."""
    invoice, digest, number = candidate.invoice, candidate.digest, candidate.number
    if candidate.broken:
        return Verdict(REFUSED, candidate, invoice, candidate.findings)
    # The number printed on a page of its own stays with it.
    whole = knowledge.completed(invoice, numbered=candidate.page is not None)
    if digest in known.by_digest or digest in met:
        return Verdict(DUPLICATE, candidate, whole)
    met.add(digest)
    findings = [*candidate.findings, *_not_mine(knowledge, whole)]
    same = known.by_number.find(invoice)
    if same is not None and candidate.page is None and known.has_same(knowledge, same, whole):
        return Verdict(DUPLICATE, candidate, whole, same=known.stored(same))
    if same is not None:
        findings.append(_finding("CD-IMPORTED-BEFORE", "number", number=number or "",
                                 id=known.name(same)))  # fmt: skip
    context = knowledge.context(whole, to_be_issued=True)
    if candidate.page is not None:
        page = opened_page(candidate.page)
        findings += page_findings(page, whole, context)
        context = with_page(context, whole, page)
    case = Case(whole, context)
    findings += check_case(case)
    return Verdict(DRAFT, candidate, whole, merge(findings), case)


def judge_past(knowledge: Knowledge, candidate: Candidate, known: Known, met: set[str]) -> Verdict:
    """Return what is to become of a candidate that was sent elsewhere.

    One of its number and year is there already: that is the same invoice, or one of the two is
    wrong, and what is there is not touched.
    """
    invoice, digest = candidate.invoice, candidate.digest
    lacks = tuple(lacking(invoice))
    if candidate.broken or lacks:
        findings = (*candidate.findings, *lacks)
        return Verdict(REFUSED, candidate, invoice, findings, past=True)
    if digest in known.by_digest or digest in met:
        return Verdict(DUPLICATE, candidate, invoice, past=True)
    same = known.by_number.find(invoice)
    if same is not None:
        finding = _finding("CD-IMPORTED-BEFORE", "number", number=invoice.number or "",
                           id=document_name(same) if same else "…")  # fmt: skip
        return Verdict(DUPLICATE, candidate, invoice, (finding,), same=same or None,
                        past=True)  # fmt: skip
    met.add(digest)
    known.by_number.meet(invoice, 0)  # what the file itself has twice
    whole = knowledge.completed(invoice)
    case = Case(whole, knowledge.context(whole, issued=True))
    findings = (*candidate.findings, *_not_mine(knowledge, whole), *check_past(case))
    return Verdict(DRAFT, candidate, whole, merge(findings), case, past=True)


def _content(invoice: Invoice) -> Invoice:
    return replace(invoice, number=None, stated=None)


def _not_mine(knowledge: Knowledge, whole: Invoice) -> Iterator[Finding]:
    if knowledge.seller is not None and not is_own(knowledge.seller, whole.seller):
        yield _finding(NOT_MINE, "seller.siret", name=whole.seller.name or "")


def _finding(rule: str, path: str, **params: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, source=Source.IMPORT, path=path,
                   params=params)  # fmt: skip
