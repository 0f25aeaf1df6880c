"""The letter and the e-mail that ask a body for what is lacking, written for the user to change."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from chorus_desk import resources
from chorus_desk.domain.errors import state_error
from chorus_desk.domain.identifiers import has_siret_form
from chorus_desk.domain.inquiry import Channel, Datum
from chorus_desk.domain.kinds import Kind
from chorus_desk.domain.money import ZERO
from chorus_desk.domain.party import Party, Seller
from chorus_desk.formats.letter import Letter, text_file
from chorus_desk.formats.pdf.letter import render_letter
from chorus_desk.storage.seller import load_seller
from chorus_desk.usecases.export import write_file
from chorus_desk.usecases.missing_data import Lacking, LackingDraft
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording import inquiry as words
from chorus_desk.wording import printed
from chorus_desk.wording.printed import said
from chorus_desk.wording.typography import NO_BREAK

_MOST = {Channel.LETTER: 6, Channel.EMAIL: 2}
"""Documents that are named one by one: a letter has one page, an e-mail's address less room."""
_LONGEST = 90
"""Characters of what a document is for."""


def letter_for(workspace: Workspace, lacking: Lacking, channel: Channel) -> Letter:
    """Return the letter of today that asks a body for what it lacks; ``channel``: letter or e-mail.

    Raises:
        UserError: nobody is there to write it (``no-seller``).
    """
    seller = load_seller(workspace.connection)
    if seller is None:
        raise state_error("no-seller")
    return letter_text(lacking, seller, workspace.clock.today(), channel)


def letter_text(lacking: Lacking, seller: Seller, day: date, channel: Channel) -> Letter:
    """Return the letter that a seller writes on a day."""
    form = words.forms([draft.kind for draft in lacking.drafts])
    template = resources.path("guides", f"inquiry-{channel.value}.txt").read_text(encoding="utf-8")
    count = {0: "none", 1: "one"}.get(len(lacking.drafts), "many")
    body = said(
        template.strip(),
        opening=said(words.OPENINGS[form]),
        documents="\n".join(_documents(lacking.drafts, _MOST[channel])),
        purpose=said(words.PURPOSES[count]),
        questions=words.listed(list(_questions(lacking))),
        why=_why(lacking.lacks),
        reply=_reply(seller, channel),
    )
    return Letter(
        sender=seller.as_party(), recipient=_recipient(lacking.buyer), day=day,
        subject=said(words.SUBJECTS[form]), body=body.replace("\n\n\n", "\n\n"),
    )  # fmt: skip


def write_letter(letter: Letter, target: Path) -> Path:
    """Write a letter: as text where the file's name ends so, else as a PDF.

    Raises:
        UserError: the file cannot be written (``cannot-write``).
    """
    as_text = target.suffix.lower() == ".txt"
    write_file(target, text_file(letter) if as_text else render_letter(letter))
    return target


def _recipient(buyer: Party) -> tuple[str, ...]:
    lines = (buyer.name, words.TO_WHOM, *printed.address_lines(buyer.address))
    return tuple(line for line in lines if line)


def _documents(drafts: Sequence[LackingDraft], most: int) -> Iterator[str]:
    """Give a line for each document, the last ones together: never one alone."""
    shown = drafts if len(drafts) <= most + 1 else drafts[:most]
    mixed = len({draft.kind for draft in drafts}) > 1
    for draft in shown:
        amount = printed.amount(draft.gross, draft.currency)
        what = _what(draft)
        if mixed and draft.kind is Kind.CREDIT_NOTE:
            what = said(words.A_CREDIT, what=what)
        yield said(words.DOCUMENT, what=what, amount=amount) + _references(draft)
    rest = drafts[len(shown) :]
    if not rest:
        return
    count = str(len(rest))
    if mixed or len({draft.currency for draft in rest}) > 1:
        yield said(words.MORE_MIXED, count=count)
        return
    total: Decimal = sum((draft.gross for draft in rest), ZERO)
    yield said(words.MORE, count=count, amount=printed.amount(total, rest[0].currency))


def _what(draft: LackingDraft) -> str:
    """Return what a document is for, and when that was done."""
    text = " ".join((draft.what or words.UNNAMED[draft.kind]).split())
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 1].rstrip()}…"
    when = printed.period(draft.period_start, draft.period_end)
    if when is None and draft.delivered_on:
        when = f"le {printed.day(draft.delivered_on)}"
    return f"{text}, {when}" if when else text


def _references(draft: LackingDraft) -> str:
    """Return by which numbers either side knows the order."""
    pairs = (
        ("commande", draft.commitment_number), ("marché", draft.contract_number),
        ("ma référence", draft.number),
    )  # fmt: skip
    known = ", ".join(_unbroken(f"{name} {number}") for name, number in pairs if number)
    return said(words.REFERENCES, references=known) if known else ""


def _unbroken(text: str) -> str:
    return text.replace(" ", NO_BREAK)


def _questions(lacking: Lacking) -> Iterator[str]:
    """Give what is asked for, with the value that does not suit and the documents concerned."""
    for datum in lacking.lacks:
        concerned = [draft for draft in lacking.drafts if datum in draft.lacks]
        text = said(words.QUESTIONS[datum])
        if datum is Datum.SIRET and has_siret_form(lacking.buyer.siret):
            text += said(words.WRONG_SIRET, siret=printed.siret(lacking.buyer.siret or ""))
        codes = {draft.service_code for draft in concerned if draft.service_code}
        if datum is Datum.SERVICE and len(codes) == 1:
            text += said(words.WRONG_SERVICE, code=codes.pop())
        if len(concerned) < len(lacking.drafts) and all(draft.number for draft in concerned):
            text += _for_some([draft.number or "" for draft in concerned])
        yield text


def _for_some(numbers: Sequence[str]) -> str:
    if not numbers or len(numbers) > 6:
        return ""
    return said(words.FOR_SOME, documents=words.enumerated(numbers))


def _why(lacks: Sequence[Datum]) -> str:
    listed = dict.fromkeys(name for datum in lacks for name in words.OF_THE_LAW.get(datum, ()))
    if listed:
        return said(words.WHY_LAW, what=words.enumerated(list(listed)))
    return said(words.WHY_REQUIRES if Datum.REQUIRES in lacks else words.WHY_BODY)


def _reply(seller: Seller, channel: Channel) -> str:
    email, phone = seller.email or "", _unbroken(seller.phone or "")
    if channel is Channel.EMAIL:
        return said(words.REPLY_EMAIL[bool(phone)], phone=phone)
    return said(words.REPLY_LETTER[bool(email), bool(phone)], email=email, phone=phone)
