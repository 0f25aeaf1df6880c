"""What bodies were asked, and what they answered."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.inquiry import Channel, Datum, Inquiry
from chorus_desk.domain.party import Requirement
from chorus_desk.usecases.answers import Answer
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.inquiries import (
    Noted,
    forget_inquiry,
    inquiries_of,
    note_answer,
    note_inquiry,
    undo_answer,
)
from chorus_desk.usecases.missing_data import lacking_of, missing_data
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import document, draft, furnish
from tests.unit.usecases.test_answers import contents, dump
from tests.unit.usecases.test_missing_data import NAMELESS

YESTERDAY = b.TODAY - timedelta(days=1)


def ask(workspace: Workspace, on: date = YESTERDAY, channel: Channel = Channel.EMAIL) -> Noted:
    lacking = lacking_of(workspace, b.COMMUNE_SIRET)
    assert lacking is not None
    return note_inquiry(workspace, lacking, channel, on, "Bonjour,\x07 …  ")


@pytest.fixture
def asking(workspace: Workspace) -> Workspace:
    furnish(workspace, body=b.commune(requires=None))
    draft(workspace, commitment_number=None)
    return workspace


def test_inquiry__is_kept_with_what_was_asked_and_shown_as_the_last(asking: Workspace) -> None:
    ask(asking, date(2026, 11, 1), Channel.LETTER)
    noted = ask(asking)
    assert noted.changes == Changes.BODIES
    assert noted.inquiry == Inquiry(
        id=2, asked_of=b.COMMUNE_SIRET, sent_on=YESTERDAY, channel=Channel.EMAIL,
        asked=(Datum.REQUIRES, Datum.REFERENCE), documents=(1,), text="Bonjour, …",
    )  # fmt: skip
    assert [item.inquiry for item in missing_data(asking)] == [noted.inquiry]
    assert [item.sent_on for item in inquiries_of(asking, b.COMMUNE_SIRET)] == [
        date(2026, 11, 1),
        YESTERDAY,
    ]


def test_inquiry_noted_by_mistake__is_forgotten(asking: Workspace) -> None:
    noted = ask(asking)
    assert noted.inquiry.id is not None
    assert forget_inquiry(asking, noted.inquiry.id) == Changes.BODIES
    assert [item.inquiry for item in missing_data(asking)] == [None]
    with pytest.raises(UserError) as caught:
        forget_inquiry(asking, noted.inquiry.id)
    assert caught.value.code == "inquiry-unknown"


def test_answer__is_noted_and_writes_no_more_than_the_user_says(asking: Workspace) -> None:
    ask(asking)
    done = note_answer(asking, 1, b.TODAY, " Ni l'un ni l'autre. ")
    assert (done.inquiry.answered_on, done.inquiry.answer) == (b.TODAY, "Ni l'un ni l'autre.")
    assert (done.changes, document(asking, "draft:1").draft.revision) == (Changes.BODIES, 1)
    [found] = missing_data(asking)
    assert (found.lacks, found.inquiry) == ((Datum.REQUIRES, Datum.REFERENCE), done.inquiry)


def test_answer_with_data__is_written_and_taken_back_whole(asking: Workspace) -> None:
    ask(asking)
    before, kept = dump(asking), contents(asking)
    data = [Answer(draft="draft:1", requires=Requirement.COMMITMENT, commitment_number="EJ-1")]
    done = note_answer(asking, 1, b.TODAY, "EJ-1", data)
    assert done.changes == Changes.BODIES | Changes.INVOICES
    assert missing_data(asking) == ()
    assert undo_answer(asking, done) == done.changes
    assert (dump(asking), contents(asking)) == (before, kept)
    with pytest.raises(UserError) as caught:
        undo_answer(asking, done)
    assert caught.value.code == "answer-outdated"


@pytest.mark.parametrize(
    ("inquiry", "on", "data", "code"),
    [
        (1, b.TODAY + timedelta(days=1), (), "date-in-future"),
        (1, YESTERDAY - timedelta(days=1), (), "answer-before-inquiry"),
        (2, b.TODAY, (), "inquiry-unknown"),
        (1, b.TODAY, (Answer(draft="draft:9"),), "unknown-id"),
    ],
)
def test_answer_that_cannot_be__is_refused_and_nothing_noted(
    asking: Workspace, inquiry: int, on: date, data: tuple[Answer, ...], code: str
) -> None:
    ask(asking)
    before = dump(asking)
    with pytest.raises(UserError) as caught:
        note_answer(asking, inquiry, on, "x", data)
    assert (caught.value.code, dump(asking)) == (code, before)


def test_inquiry__is_of_no_day_to_come(asking: Workspace) -> None:
    with pytest.raises(UserError) as caught:
        ask(asking, b.TODAY + timedelta(days=1))
    assert caught.value.code == "date-in-future"


def test_answer_that_gives_the_siret__moves_the_inquiry_to_it_and_back(
    workspace: Workspace,
) -> None:
    furnish(workspace)
    draft(workspace, buyer=NAMELESS)
    lacking = lacking_of(workspace, "mairie de port-imaginaire")
    assert lacking is not None
    noted = note_inquiry(workspace, lacking, Channel.PHONE, YESTERDAY)
    assert noted.inquiry.id is not None
    data = [Answer(draft="draft:1", siret=b.HOSPITAL_SIRET, requires=Requirement.SERVICE)]
    done = note_answer(workspace, noted.inquiry.id, b.TODAY, "", data)
    assert (done.before.asked_of, done.inquiry.asked_of) == (lacking.asked_of, b.HOSPITAL_SIRET)
    [found] = missing_data(workspace)
    assert (found.lacks, found.inquiry) == ((Datum.SERVICE,), done.inquiry)
    undo_answer(workspace, done)
    [again] = missing_data(workspace)
    assert again == replace(lacking, inquiry=noted.inquiry)
