"""Writes what a body answered where it belongs: what is true of the body, and into its drafts.

Nothing is written that stands there already, so the same answer given twice changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chorus_desk.domain.errors import UserError, state_error
from chorus_desk.domain.identifiers import (
    Problem,
    compact,
    has_siret_form,
    parse_reference,
    parse_service_code,
)
from chorus_desk.domain.inquiry import asked_of
from chorus_desk.domain.invoice import Invoice, InvoiceDraft
from chorus_desk.domain.party import (
    Address,
    Party,
    PublicBody,
    Requirement,
    Service,
    corrections_of,
    overlaid,
)
from chorus_desk.domain.text import writable
from chorus_desk.storage import bodies, inquiries, invoices, typed
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.identify import find_document
from chorus_desk.usecases.knowledge import completed
from chorus_desk.usecases.relist import relist_drafts
from chorus_desk.usecases.workspace import Workspace

BODY_KEYS = ("name", "street", "postcode", "city", "requires")
DRAFT_KEYS = ("service_code", "commitment_number", "contract_number")
KEYS = ("siret", *BODY_KEYS, *DRAFT_KEYS)
"""What can be answered; the SIRET is both the body's and the drafts'."""
_REFERENCES = ("commitment_number", "contract_number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered about a body, and about one draft where that is named.

    None is what was not said. A SIRET that differs from the draft's takes its place.
    """

    draft: str | None = None
    """``draft:12``; None for what concerns the body alone."""
    known_as: str | None = None
    """The name of the body where neither the answer, the draft nor a list has one."""
    siret: str | None = None
    name: str | None = None
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    requires: Requirement | None = None
    service_code: str | None = None
    """Kept among the services of the body, and written into the draft where one is named."""
    commitment_number: str | None = None
    contract_number: str | None = None

    def of_body(self) -> dict[str, Any]:
        """Return what is said of the body."""
        return {key: value for key in BODY_KEYS if (value := getattr(self, key)) is not None}

    def of_draft(self) -> dict[str, str]:
        """Return what is said of the draft."""
        return {key: value for key in DRAFT_KEYS if (value := getattr(self, key)) is not None}


@dataclass(frozen=True, slots=True)
class WrittenDraft:
    """A draft as it stood, and what was put in its place."""

    before: InvoiceDraft
    after: Invoice
    typed: Mapping[str, str]
    """What was typed into it and did not read as values, before."""


@dataclass(frozen=True, slots=True)
class WrittenBody:
    """What the user knew of a body, and what the answer made of it."""

    siret: str
    before: PublicBody | None
    after: PublicBody


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What an answer changed, whole, so that it can be taken back."""

    bodies: tuple[WrittenBody, ...] = ()
    drafts: tuple[WrittenDraft, ...] = ()
    moved: tuple[tuple[int, str], ...] = ()
    """Inquiries that count for a SIRET from now on, with the name they counted for."""
    changes: Changes = Changes.NOTHING


def checked(
    values: Mapping[str, Any], *, draft: str | None = None, known_as: str | None = None
) -> Answer:
    """Return the answer that texts give, each held against what it can be; empty ones are left out.

    Raises:
        UserError: a value cannot be right (``bad-value``, ``bad-choice``).
    """
    return Answer(
        draft=draft,
        known_as=known_as,
        **{key: value for key in KEYS if (value := read(key, values.get(key)))},
    )


def read(key: str, value: Any) -> Any:
    """Return one datum of an answer from its text, None where it is empty.

    Raises:
        UserError: it cannot be right (``bad-value``, ``bad-choice``).
    """
    text = writable(str(value or "")).strip()
    if not text:
        return None
    if key == "siret":
        text = compact(text)
        right = has_siret_form(text)
    elif key == "service_code":
        right = not isinstance(parse_service_code(text), Problem)
    elif key in _REFERENCES:
        right = not isinstance(parse_reference(text), Problem)
    elif key == "requires":
        return _requirement(text)
    else:
        right = key in BODY_KEYS
    if not right:
        raise UserError("bad-value", key=key, value=text)
    return text


def _requirement(text: str) -> Requirement:
    try:
        return Requirement(text)
    except ValueError as error:
        choices = ", ".join(Requirement)
        raise UserError("bad-choice", key="requires", value=text, choices=choices) from error


def apply_answers(workspace: Workspace, answers: Sequence[Answer]) -> Applied:
    """Write answers into bodies and drafts, all or none.

    Raises:
        UserError: a draft is unknown or issued (``already-issued``), what is said of a body has no
            SIRET to be kept under (``answer-without-siret``) or no name (``missing-key``), or a
            number of an order has no draft to stand in (``answer-without-draft``).
    """
    with writing(workspace.connection):
        return written(workspace, answers)


def written(workspace: Workspace, answers: Sequence[Answer]) -> Applied:
    """Do what ``apply_answers`` does, within the transaction of who calls.

    Raises:
        UserError: see ``apply_answers``.
    """
    plan = Plan(workspace)
    for answer in answers:
        plan.take(answer)
    return plan.write()


@dataclass
class Plan:
    """What answers come to, before anything is written: bodies and drafts as they will stand."""

    workspace: Workspace
    _bodies: dict[str, WrittenBody] = field(default_factory=dict)
    _drafts: dict[int, WrittenDraft] = field(default_factory=dict)
    _named: dict[str, str] = field(default_factory=dict)
    """The SIRETs that took the place of names."""

    def take(self, answer: Answer) -> bool:
        """Take an answer, whole or not at all; return whether it changes anything.

        Raises:
            UserError: see ``apply_answers``.
        """
        before = self._draft(answer.draft) if answer.draft else None
        buyer = before.after.buyer if before else Party(name=answer.known_as)
        siret = answer.siret or (buyer.siret if has_siret_form(buyer.siret) else None)
        if siret is None and answer.requires is not None:
            raise UserError("answer-without-siret", name=answer.name or buyer.name or "?")
        if before is None:
            _refuse_without_draft(answer, siret)
        body = self._with(siret, answer, buyer) if siret else None
        after = _filled(before.after, answer, of_body=siret is None) if before else None
        changed = False
        if body is not None and body != self._bodies.get(body.siret):
            self._bodies[body.siret] = body
            changed = True
        if before is not None and after is not None and after != before.after:
            self._drafts[before.before.id] = replace(before, after=after)
            changed = True
            if answer.siret and not has_siret_form(buyer.siret) and (name := asked_of(buyer)):
                self._named[name] = answer.siret
        return changed

    def write(self) -> Applied:
        """Write what was taken, within a transaction, and return it."""
        connection = self.workspace.connection
        for body in self._bodies.values():
            bodies.save_body(connection, body.after)
        for draft in self._drafts.values():
            _write(self.workspace, draft.before, draft.after)
            left = {k: v for k, v in draft.typed.items() if k not in _paths(draft)}
            if left != draft.typed:
                typed.save_typed(connection, draft.before.id, left)
        moved = tuple(self._move())
        changes = _changes(self._bodies, self._drafts)
        if self._bodies:
            changes |= relist_drafts(self.workspace, *self._bodies)
        return Applied(
            bodies=tuple(self._bodies.values()), drafts=tuple(self._drafts.values()), moved=moved,
            changes=changes,
        )  # fmt: skip

    def _move(self) -> Iterator[tuple[int, str]]:
        """Let what was asked of a name count for its SIRET."""
        for name, siret in self._named.items():
            ids = inquiries.inquiry_ids(self.workspace.connection, name)
            inquiries.move_inquiries(self.workspace.connection, ids, siret)
            yield from ((id_, name) for id_ in ids)

    def _draft(self, name: str) -> WrittenDraft:
        stored = find_document(self.workspace, name)
        if stored.issued:
            raise state_error("already-issued", number=stored.invoice.number or "")
        known = self._drafts.get(stored.id)
        texts = typed.load_typed(self.workspace.connection, stored.id)
        return known or WrittenDraft(stored.draft, stored.invoice, texts)

    def _with(self, siret: str, answer: Answer, buyer: Party) -> WrittenBody | None:
        """Return a body with what is said of it, None where that is known already."""
        today = self.workspace.clock.today()
        known = self._bodies.get(siret)
        before = known.before if known else bodies.load_body(self.workspace.connection, siret)
        own = known.after if known else before
        listed = self.workspace.directory.load_body(siret, today)
        there = overlaid(listed, own)
        body = there or _new(siret, answer, buyer)
        data = {key: v for key, v in answer.of_body().items() if getattr(body, key) != v}
        services = _services(body, answer.service_code)
        if there is not None and not data and services == body.services:
            return None
        names = set(data) if there is not None else {k for k in BODY_KEYS if getattr(body, k)}
        day = today.isoformat()
        given = replace(
            body, **data, services=services, mine=body.mine | names,
            said_on={**body.said_on, **dict.fromkeys(names | set(data), day)},
            as_of=body.as_of or day, located_in=None,
        )  # fmt: skip
        return WrittenBody(siret, before, corrections_of(given, listed))


def undo_answers(workspace: Workspace, applied: Applied) -> Changes:
    """Take back what answers changed, all or nothing.

    Raises:
        UserError: something of it was changed again since (``answer-outdated``).
    """
    with writing(workspace.connection):
        return unwritten(workspace, applied)


def unwritten(workspace: Workspace, applied: Applied) -> Changes:
    """Do what ``undo_answers`` does, within the transaction of who calls.

    Raises:
        UserError: see ``undo_answers``.
    """
    connection = workspace.connection
    for body in applied.bodies:
        if bodies.load_body(connection, body.siret) != body.after:
            raise state_error("answer-outdated")
        if body.before is None:
            bodies.forget_body(connection, body.siret)
        else:
            bodies.save_body(connection, body.before)
    for draft in applied.drafts:
        stored = invoices.load_invoice(connection, draft.before.id)
        if stored is None or stored.issued or stored.draft.revision != draft.before.revision + 1:
            raise state_error("answer-outdated")
        _write(workspace, stored.draft, draft.before.invoice)
        typed.save_typed(connection, draft.before.id, draft.typed)
    for id_, name in applied.moved:
        inquiries.move_inquiries(connection, [id_], name)
    changes = _changes(applied.bodies, applied.drafts)
    if applied.bodies:
        changes |= relist_drafts(workspace, *(body.siret for body in applied.bodies))
    return changes


def _refuse_without_draft(answer: Answer, siret: str | None) -> None:
    """Refuse what has no place where no draft is named."""
    if any(getattr(answer, key) for key in _REFERENCES):
        raise UserError("answer-without-draft")
    if siret is None and (answer.of_body() or answer.of_draft()):
        raise UserError("answer-without-siret", name=answer.name or "?")


def _changes(of_bodies: object, of_drafts: object) -> Changes:
    changed = Changes.BODIES if of_bodies else Changes.NOTHING
    return changed | Changes.INVOICES if of_drafts else changed


def _write(workspace: Workspace, draft: InvoiceDraft, after: Invoice) -> None:
    envelope = replace(draft, invoice=after)
    if not invoices.replace_draft(workspace.connection, envelope, completed(workspace, after)):
        raise state_error("draft-changed")


def _paths(draft: WrittenDraft) -> set[str]:
    """Return the fields of the form whose data the answer put there: what was typed is outdated."""
    before, after = draft.before.invoice, draft.after
    paths = {key for key in _REFERENCES if getattr(before, key) != getattr(after, key)}
    of_buyer = ("siret", "name", "service_code")
    return paths | {
        f"buyer.{key}"
        for key in of_buyer
        if getattr(before.buyer, key) != getattr(after.buyer, key)
    }


def _filled(invoice: Invoice, answer: Answer, *, of_body: bool) -> Invoice:
    """Return a draft with what is said of it; ``of_body``: name and address too.

    They stand in the draft where no SIRET leads to the body that has them.
    """
    buyer = replace(
        invoice.buyer,
        siret=answer.siret or invoice.buyer.siret,
        service_code=answer.service_code or invoice.buyer.service_code,
    )
    if of_body:
        buyer = _addressed(buyer, answer)
    references = {key: value for key in _REFERENCES if (value := getattr(answer, key))}
    return replace(invoice, buyer=buyer, **references)


def _addressed(buyer: Party, answer: Answer) -> Party:
    old = buyer.address
    address = replace(
        old, line1=answer.street or old.line1, postcode=answer.postcode or old.postcode,
        city=answer.city or old.city,
    )  # fmt: skip
    return replace(buyer, name=answer.name or buyer.name, address=address)


def _new(siret: str, answer: Answer, buyer: Party) -> PublicBody:
    """Return a body that nobody knew, as the answer and the draft have it.

    Raises:
        UserError: neither names it (``missing-key``).
    """
    name = answer.name or buyer.name or answer.known_as
    if not name:
        raise UserError("missing-key", key="name")
    address = buyer.address if not buyer.address.is_empty() else Address()
    return PublicBody(
        siret=siret, name=name, street=answer.street or address.line1,
        postcode=answer.postcode or address.postcode, city=answer.city or address.city,
        requires=answer.requires,
    )  # fmt: skip


def _services(body: PublicBody, code: str | None) -> tuple[Service, ...]:
    """Return the services of a body with one that was named: open, even where it was closed."""
    if code is None:
        return body.services
    known = body.service(code)
    if known is not None and known.active:
        return body.services
    named = replace(known, active=True, mine=True) if known else Service(code=code, mine=True)
    others = tuple(service for service in body.services if service.code != code)
    return tuple(sorted((*others, named), key=lambda service: service.code))
