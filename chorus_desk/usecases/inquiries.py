"""Takes note of what bodies were asked, and of what they answered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chorus_desk.domain.errors import UserError, state_error
from chorus_desk.domain.inquiry import Channel, Inquiry
from chorus_desk.domain.text import writable
from chorus_desk.storage import inquiries
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.answers import Answer, Applied, unwritten, written
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.missing_data import Lacking
from chorus_desk.usecases.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Noted:
    """An inquiry as it was kept."""

    inquiry: Inquiry
    changes: Changes = Changes.BODIES


@dataclass(frozen=True, slots=True)
class Answered:
    """An inquiry with its answer, and what the answer changed."""

    before: Inquiry
    inquiry: Inquiry
    applied: Applied
    changes: Changes


def note_inquiry(
    workspace: Workspace, lacking: Lacking, channel: Channel, sent_on: date, text: str = ""
) -> Noted:
    """Take note that a body was asked for what it lacks, with what was written to it.

    Raises:
        UserError: the day is in the future (``date-in-future``).
    """
    _check_day(workspace, sent_on)
    inquiry = Inquiry(
        asked_of=lacking.asked_of, sent_on=sent_on, channel=channel, asked=lacking.lacks,
        documents=tuple(draft.id for draft in lacking.drafts), text=writable(text).strip(),
    )  # fmt: skip
    with writing(workspace.connection):
        new_id = inquiries.add_inquiry(workspace.connection, inquiry)
    return Noted(replace(inquiry, id=new_id))


def forget_inquiry(workspace: Workspace, inquiry_id: int) -> Changes:
    """Forget an inquiry that was noted by mistake.

    Raises:
        UserError: there is none (``inquiry-unknown``).
    """
    with writing(workspace.connection):
        if not inquiries.delete_inquiry(workspace.connection, inquiry_id):
            raise UserError("inquiry-unknown")
    return Changes.BODIES


def inquiries_of(workspace: Workspace, asked_of: str) -> tuple[Inquiry, ...]:
    """Return what a body was asked, oldest first, by what tells it."""
    return inquiries.inquiries_of(workspace.connection, asked_of)


def note_answer(
    workspace: Workspace, inquiry_id: int, answered_on: date, text: str = "",
    data: Sequence[Answer] = (),
) -> Answered:  # fmt: skip
    """Take note of an answer, and write what it gives into the body and the drafts that are named.

    ``data``: what the user wants written, and nothing else; empty to keep the note alone.

    Raises:
        UserError: there is no such inquiry (``inquiry-unknown``), the day is in the future or
            before that of the inquiry (``answer-before-inquiry``), or a datum cannot be written
            (see ``usecases.answers.apply_answers``).
    """
    _check_day(workspace, answered_on)
    with writing(workspace.connection):
        return _note_answer(workspace, inquiry_id, answered_on, text, data)


def note_unasked_answer(
    workspace: Workspace, lacking: Lacking, answered_on: date, text: str = "",
    data: Sequence[Answer] = (),
) -> Answered:  # fmt: skip
    """Take note of what a body said: the answer to the last inquiry, else to a word by telephone.

    Raises:
        UserError: see ``note_answer``.
    """
    _check_day(workspace, answered_on)
    last = lacking.inquiry
    with writing(workspace.connection):
        if last is not None and last.id is not None and last.answered_on is None:
            inquiry_id = last.id
        else:
            asked = Inquiry(
                asked_of=lacking.asked_of, sent_on=answered_on, channel=Channel.PHONE,
                asked=lacking.lacks, documents=tuple(draft.id for draft in lacking.drafts),
            )  # fmt: skip
            inquiry_id = inquiries.add_inquiry(workspace.connection, asked)
        return _note_answer(workspace, inquiry_id, answered_on, text, data)


def _note_answer(
    workspace: Workspace, inquiry_id: int, answered_on: date, text: str, data: Sequence[Answer]
) -> Answered:
    before = _load(workspace, inquiry_id)
    if answered_on < before.sent_on:
        raise UserError("answer-before-inquiry", date=answered_on, sent=before.sent_on)
    applied = written(workspace, data)
    answer = writable(text).strip()
    inquiries.set_answer(workspace.connection, inquiry_id, answered_on, answer)
    after = _load(workspace, inquiry_id)
    return Answered(before, after, applied, Changes.BODIES | applied.changes)


def undo_answer(workspace: Workspace, answered: Answered) -> Changes:
    """Take back an answer with all that it changed, or nothing of it.

    Raises:
        UserError: something of it was changed again since (``answer-outdated``).
    """
    before = answered.before
    with writing(workspace.connection):
        if before.id is None or inquiries.load_inquiry(
            workspace.connection, before.id
        ) != answered.inquiry:  # fmt: skip
            raise state_error("answer-outdated")
        changes = unwritten(workspace, answered.applied)
        inquiries.set_answer(workspace.connection, before.id, before.answered_on, before.answer)
    return Changes.BODIES | changes


def _load(workspace: Workspace, inquiry_id: int) -> Inquiry:
    found = inquiries.load_inquiry(workspace.connection, inquiry_id)
    if found is None:
        raise UserError("inquiry-unknown")
    return found


def _check_day(workspace: Workspace, day: date) -> None:
    if day > workspace.clock.today():
        raise UserError("date-in-future", date=day)
