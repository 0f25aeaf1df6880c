"""What is lacking before open drafts can be sent, body by body, most money first.

The rules say what is lacking: ``codes/missing_data.csv`` tells which finding stands for what.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache

from chorus_desk import resources
from chorus_desk.domain.identifiers import has_siret_form
from chorus_desk.domain.inquiry import Datum, Inquiry, asked_of
from chorus_desk.domain.invoice import Invoice
from chorus_desk.domain.kinds import Circuit, Kind
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.party import Party, PublicBody
from chorus_desk.domain.text import fold
from chorus_desk.rules.case import Case, Check, Context
from chorus_desk.rules.engine import rules_of
from chorus_desk.rules.seller import is_own
from chorus_desk.storage import invoices, rows
from chorus_desk.storage.connection import reading
from chorus_desk.storage.inquiries import last_inquiries
from chorus_desk.storage.rows import InvoiceRow
from chorus_desk.usecases.identify import document_name
from chorus_desk.usecases.knowledge import Knowledge
from chorus_desk.usecases.known_bodies import own_bodies
from chorus_desk.usecases.workspace import Workspace

_WITHOUT_DRAFT = frozenset({Datum.NAME, Datum.ADDRESS, Datum.REQUIRES})
"""What is worth asking a body that no open draft bills; another SIRET is not."""
_ANY, _UNKNOWN, _CLOSED = "", "unknown", "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingDraft:
    """A draft that waits for something. ``gross`` and ``due`` in ``currency``, positive.

    Those of a credit note are what it gives back.
    """

    id: int
    number: str | None
    """The user's working number, where it came with one."""
    kind: Kind
    issue_date: date | None
    what: str | None
    """What is billed, in the words of its first line."""
    delivered_on: date | None
    period_start: date | None
    period_end: date | None
    service_code: str | None
    commitment_number: str | None
    contract_number: str | None
    currency: str
    gross: Decimal
    due: Decimal
    lacks: tuple[Datum, ...]

    @property
    def name(self) -> str:
        """The name of the document: ``draft:12``."""
        return document_name(self.id)

    @property
    def at_stake(self) -> Decimal:
        """The money that waits; what a credit note gives back counts against."""
        return -self.due if self.kind is Kind.CREDIT_NOTE else self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """A body that has to be asked for something."""

    asked_of: str
    """What tells it: its SIRET, else its folded name (``domain.inquiry.asked_of``)."""
    buyer: Party
    """The body as it is billed, or as it is known."""
    body: PublicBody | None
    """What is known of it, None where its SIRET is unknown or says nothing."""
    lacks: tuple[Datum, ...]
    drafts: tuple[LackingDraft, ...] = ()
    """Most money first."""
    inquiry: Inquiry | None = None
    """When it was asked last."""

    @property
    def at_stake(self) -> Mapping[str, Decimal]:
        """The money that waits, by currency."""
        sums: dict[str, Decimal] = {}
        for draft in self.drafts:
            sums[draft.currency] = sums.get(draft.currency, ZERO) + draft.at_stake
        return sums


def missing_data(workspace: Workspace) -> tuple[Lacking, ...]:
    """Return every body that open drafts lack something of, or that was entered incomplete.

    Most money first: euros before other currencies, then names. One look at each draft.
    """
    with reading(workspace.connection):
        knowledge = Knowledge.load(workspace)
        groups = _billed(workspace, knowledge)
        _add_incomplete(workspace, knowledge, groups)
        asked = last_inquiries(workspace.connection)
    found = [group.done(key, asked.get(key)) for key, group in groups.items()]
    return tuple(sorted((item for item in found if item.lacks), key=_most_money_first))


def lacking_of(workspace: Workspace, key: str) -> Lacking | None:
    """Return what one body lacks by what tells it, None where nothing is lacking."""
    return next((item for item in missing_data(workspace) if item.asked_of == key), None)


def lacking_data(invoice: Invoice, context: Context) -> tuple[Datum, ...]:
    """Return what an invoice lacks that its buyer can give, in the order of asking."""
    case, state = Case(invoice, context), _state(context.body)
    found = {
        datum
        for check, data in _checks(context.circuit)
        if (datum := data.get(state) or data.get(_ANY)) and any(check(case))
    }
    if Datum.COMMITMENT in found:  # it leads to the order as well
        found.discard(Datum.REFERENCE)
    return in_order(found)


def in_order(data: Iterable[Datum]) -> tuple[Datum, ...]:
    """Return data in the order in which they are asked for."""
    wanted = set(data)
    return tuple(datum for datum in Datum if datum in wanted)


def _state(body: PublicBody | None) -> str:
    if body is None:
        return _UNKNOWN
    return _ANY if body.active else _CLOSED


@cache
def _checks(circuit: Circuit) -> tuple[tuple[Check, Mapping[str, Datum]], ...]:
    """Return the rules that speak of what a buyer can give, each with its datum by state."""
    data: dict[str, dict[str, Datum]] = {}
    for row in resources.read_table("missing_data"):
        data.setdefault(row["rule"], {})[row["when"]] = Datum(row["datum"])
    return tuple((rule.check, data[rule.id]) for rule in rules_of(circuit) if rule.id in data)


@dataclass
class _Group:
    """A body and its drafts, as they come."""

    buyer: Party
    body: PublicBody | None
    lacks: set[Datum] = field(default_factory=set)
    drafts: list[LackingDraft] = field(default_factory=list)

    def done(self, key: str, inquiry: Inquiry | None) -> Lacking:
        drafts = sorted(self.drafts, key=lambda draft: (-draft.at_stake, draft.id))
        return Lacking(
            asked_of=key, buyer=self.buyer, body=self.body, lacks=in_order(self.lacks),
            drafts=tuple(drafts), inquiry=inquiry,
        )  # fmt: skip


_Groups = dict[str, _Group]


def _billed(workspace: Workspace, knowledge: Knowledge) -> _Groups:
    waiting = list(_waiting(workspace, knowledge))
    shown = rows.load_rows(workspace.connection, [id_ for id_, _, _ in waiting])
    groups: _Groups = {}
    for id_, whole, lacks in waiting:
        body = knowledge.body(whole.buyer.siret) if has_siret_form(whole.buyer.siret) else None
        group = groups.setdefault(asked_of(whole.buyer), _Group(whole.buyer, body))
        group.lacks.update(lacks)
        group.drafts.append(_draft(shown[id_], whole, lacks))
    return groups


def _waiting(
    workspace: Workspace, knowledge: Knowledge
) -> Iterator[tuple[int, Invoice, tuple[Datum, ...]]]:
    """Give the user's own drafts that lack something, completed."""
    for draft in invoices.load_drafts(workspace.connection):
        whole = knowledge.completed(draft.invoice)
        if knowledge.seller is not None and not is_own(knowledge.seller, whole.seller):
            continue
        lacks = lacking_data(whole, knowledge.context(whole, to_be_issued=True))
        if lacks:
            yield draft.id, whole, lacks


def _draft(row: InvoiceRow, whole: Invoice, lacks: tuple[Datum, ...]) -> LackingDraft:
    described = (line.description for line in whole.lines if line.description)
    return LackingDraft(
        id=row.id, number=row.imported_number, kind=row.kind, issue_date=row.issue_date,
        what=next(described, None), delivered_on=whole.delivery_date,
        period_start=whole.period_start, period_end=whole.period_end,
        service_code=whole.buyer.service_code, commitment_number=whole.commitment_number,
        contract_number=whole.contract_number, currency=row.currency, gross=row.gross, due=row.due,
        lacks=lacks,
    )  # fmt: skip


def _add_incomplete(workspace: Workspace, knowledge: Knowledge, groups: _Groups) -> None:
    """Add the bodies that the user entered and that no draft has shown to be incomplete."""
    for body in own_bodies(workspace):
        if body.siret in groups:
            continue
        probe = Invoice(buyer=body.as_party())
        lacks = set(lacking_data(probe, knowledge.context(probe))) & _WITHOUT_DRAFT
        if lacks:
            groups[body.siret] = _Group(probe.buyer, body, lacks)


def _most_money_first(item: Lacking) -> tuple[Decimal, Decimal, str, str]:
    sums = dict(item.at_stake)
    euros = sums.pop("EUR", ZERO)
    return (-euros, -sum(sums.values(), ZERO), fold(item.buyer.name or ""), item.asked_of)
