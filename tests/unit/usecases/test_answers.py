"""Answers of bodies, written where they belong and taken back."""

from typing import Any

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.inquiry import Channel, Datum
from chorus_desk.domain.party import Address, Party, PublicBody, Requirement, Service
from chorus_desk.storage import bodies, invoices, typed
from chorus_desk.storage.connection import writing
from chorus_desk.usecases.answers import Answer, apply_answers, checked, undo_answers
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.inquiries import inquiries_of, note_inquiry
from chorus_desk.usecases.known_bodies import known_body
from chorus_desk.usecases.missing_data import lacking_of, missing_data
from chorus_desk.usecases.relist import relist_drafts
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import document, draft, furnish, issued
from tests.unit.usecases.test_missing_data import NAMELESS, SHIPPED


def dump(workspace: Workspace) -> list[str]:
    """Everything the data folder holds, but revisions, which only grow."""
    lines = list(workspace.connection.iterdump())
    return [line for line in lines if '"invoices"' not in line and "sqlite_sequence" not in line]


def contents(workspace: Workspace) -> list[object]:
    rows = workspace.connection.execute("SELECT content, buyer_siret, buyer_name FROM invoices")
    return [tuple(row) for row in rows]


def test_requirement__is_kept_as_the_users_word_over_the_list(workspace: Workspace) -> None:
    furnish(workspace)
    draft(workspace, buyer=Party(siret=SHIPPED))
    done = apply_answers(workspace, [Answer(siret=SHIPPED, requires=Requirement.NONE)])
    assert done.changes == Changes.BODIES | Changes.INVOICES
    body = known_body(workspace, SHIPPED)
    assert body is not None
    assert (body.name, body.requires) == ("Commune de Rennes", Requirement.NONE)
    assert body.mine == {"requires"}
    assert body.said_on == {"requires": "2026-11-24"}
    assert missing_data(workspace) == ()


def test_siret__takes_the_place_of_a_name_in_the_drafts_that_are_named(
    workspace: Workspace,
) -> None:
    furnish(workspace)
    first, second = draft(workspace, buyer=NAMELESS), draft(workspace, buyer=NAMELESS)
    lacking = lacking_of(workspace, "mairie de port-imaginaire")
    assert lacking is not None
    note_inquiry(workspace, lacking, Channel.EMAIL, b.TODAY)
    apply_answers(workspace, [
        Answer(draft=first, siret=b.HOSPITAL_SIRET, requires=Requirement.NONE, street="4 rue des Écoles"),
    ])  # fmt: skip
    assert document(workspace, first).invoice.buyer.siret == b.HOSPITAL_SIRET
    assert document(workspace, second).invoice.buyer == NAMELESS
    # A body that nobody knew takes what the draft says of it.
    body = known_body(workspace, b.HOSPITAL_SIRET)
    assert body is not None
    assert (body.name, body.street, body.city) == (
        NAMELESS.name,
        "4 rue des Écoles",
        "Bourg-Fictif",
    )
    assert body.mine == {"name", "street", "postcode", "city", "requires"}
    assert [i.asked_of for i in inquiries_of(workspace, b.HOSPITAL_SIRET)] == [b.HOSPITAL_SIRET]


def test_service__stands_in_the_draft_and_among_the_open_services(workspace: Workspace) -> None:
    services = (Service(code="A"), Service(code="OLD", name="Vieux", active=False))
    furnish(workspace, body=b.commune(requires=Requirement.SERVICE, services=services))
    names = [draft(workspace, buyer=Party(siret=b.COMMUNE_SIRET)) for _ in range(3)]
    apply_answers(workspace, [
        Answer(draft=name, service_code=code) for name, code in zip(names, ("A", "NEW", "OLD"), strict=True)
    ])  # fmt: skip
    assert [document(workspace, name).invoice.buyer.service_code for name in names] == [
        "A",
        "NEW",
        "OLD",
    ]
    body = known_body(workspace, b.COMMUNE_SIRET)
    assert body is not None
    assert [(s.code, s.active, s.name) for s in body.services] == [
        ("A", True, None), ("NEW", True, None), ("OLD", True, "Vieux"),
    ]  # fmt: skip
    assert missing_data(workspace) == ()


def test_numbers__go_into_their_drafts__and_what_was_typed_there_is_outdated(
    workspace: Workspace,
) -> None:
    furnish(workspace)
    name = draft(workspace, commitment_number=None)
    with writing(workspace.connection):
        typed.save_typed(
            workspace.connection, 1, {"commitment_number": "?" * 3, "due_date": "demain"}
        )
    apply_answers(workspace, [Answer(draft=name, commitment_number="EJ-7", contract_number="M-7")])
    kept = document(workspace, name).invoice
    assert (kept.commitment_number, kept.contract_number) == ("EJ-7", "M-7")
    assert typed.load_typed(workspace.connection, 1) == {"due_date": "demain"}


def test_name_and_address__stand_in_the_draft_where_no_siret_leads_to_the_body(
    workspace: Workspace,
) -> None:
    furnish(workspace)
    name = draft(workspace, buyer=Party(name="Mairie"))
    apply_answers(workspace, [Answer(draft=name, street="1 rue", postcode="99000", city="Ville")])
    buyer = document(workspace, name).invoice.buyer
    assert buyer == Party(
        name="Mairie", address=Address(line1="1 rue", postcode="99000", city="Ville")
    )
    assert [item.lacks for item in missing_data(workspace)] == [(Datum.SIRET,)]


def test_same_answer_twice__changes_nothing(workspace: Workspace) -> None:
    furnish(workspace, body=b.commune(requires=None))
    name = draft(workspace, buyer=Party(siret=b.COMMUNE_SIRET), commitment_number=None)
    answers = [
        Answer(draft=name, requires=Requirement.BOTH, service_code="X", commitment_number="EJ-1"),
        Answer(siret=SHIPPED, requires=Requirement.NONE),
    ]  # fmt: skip
    assert apply_answers(workspace, answers).changes
    before, revision = dump(workspace), document(workspace, name).draft.revision
    again = apply_answers(workspace, answers)
    assert (again.changes, again.bodies, again.drafts) == (Changes.NOTHING, (), ())
    assert (dump(workspace), document(workspace, name).draft.revision) == (before, revision)


@pytest.mark.parametrize(
    "answers",
    [
        [Answer(draft="draft:1", siret=b.HOSPITAL_SIRET, requires=Requirement.BOTH, service_code="S")],
        [Answer(draft="draft:2", service_code="S", commitment_number="EJ", requires=Requirement.EITHER)],
        [Answer(siret=SHIPPED, requires=Requirement.NONE, street="Hôtel de ville")],
        [Answer(draft="draft:1", siret=SHIPPED, service_code="S"), Answer(draft="draft:2", siret=SHIPPED)],
    ],
)  # fmt: skip
def test_undo__brings_back_every_row_as_it_was(workspace: Workspace, answers: list[Answer]) -> None:
    furnish(workspace)
    draft(workspace, buyer=NAMELESS)
    draft(workspace, buyer=Party(siret=b.COMMUNE_SIRET), commitment_number=None)
    with writing(workspace.connection):
        typed.save_typed(workspace.connection, 2, {"commitment_number": "?"})
        relist_drafts(workspace)
    lacking = lacking_of(workspace, "mairie de port-imaginaire")
    assert lacking is not None
    note_inquiry(workspace, lacking, Channel.LETTER, b.TODAY)
    before, kept = dump(workspace), contents(workspace)
    done = apply_answers(workspace, answers)
    assert dump(workspace) != before
    assert undo_answers(workspace, done) == done.changes
    assert (dump(workspace), contents(workspace)) == (before, kept)


def test_undo__touches_nothing_once_something_changed_since(workspace: Workspace) -> None:
    furnish(workspace)
    name = draft(workspace, buyer=NAMELESS)
    done = apply_answers(workspace, [Answer(draft=name, siret=b.HOSPITAL_SIRET)])
    apply_answers(workspace, [Answer(draft=name, commitment_number="EJ-9")])
    before = dump(workspace)
    with pytest.raises(UserError) as caught:
        undo_answers(workspace, done)
    assert (caught.value.code, dump(workspace)) == ("answer-outdated", before)
    again = apply_answers(workspace, [Answer(siret=b.HOSPITAL_SIRET, city="Ailleurs")])
    with writing(workspace.connection):
        bodies.forget_body(workspace.connection, b.HOSPITAL_SIRET)
    with pytest.raises(UserError):
        undo_answers(workspace, again)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(requires=Requirement.NONE), "answer-without-siret"),
        (Answer(draft="draft:2", requires=Requirement.NONE), "answer-without-siret"),
        (Answer(siret=b.COMMUNE_SIRET, commitment_number="EJ"), "answer-without-draft"),
        (Answer(siret=b.HOSPITAL_SIRET, requires=Requirement.NONE), "missing-key"),
        (Answer(draft="draft:77", commitment_number="EJ"), "unknown-id"),
        (Answer(draft="draft:3", commitment_number="EJ"), "already-issued"),
    ],
)  # fmt: skip
def test_what_has_no_place__is_refused_and_nothing_is_written(
    workspace: Workspace, answer: Answer, code: str
) -> None:
    furnish(workspace)
    name = draft(workspace, commitment_number=None)
    draft(workspace, buyer=NAMELESS)
    issued(workspace)
    before = dump(workspace)
    with pytest.raises(UserError) as caught:
        apply_answers(workspace, [Answer(draft=name, commitment_number="EJ-1"), answer])
    assert (caught.value.code, dump(workspace)) == (code, before)
    assert invoices.load_invoice(workspace.connection, 1) is not None


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("siret", "123", "bad-value"), ("siret", "2199000160001A", "bad-value"),
        ("siret", "٢١٩٩٠٠٠١٦٠٠٠١١", "bad-value"), ("requires", "tout", "bad-choice"),
        ("commitment_number", "x" * 51, "bad-value"), ("service_code", "x" * 101, "bad-value"),
    ],
)  # fmt: skip
def test_checked__refuses_what_cannot_be(key: str, text: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        checked({key: text})
    assert caught.value.code == code


def test_checked__reads_texts_as_people_type_them() -> None:
    values: dict[str, Any] = {
        "siret": "219 900 016 00011", "requires": "both", "name": " Mairie\x00 ", "city": " ", "street": None,
    }  # fmt: skip
    assert checked(values, draft="draft:1") == Answer(
        draft="draft:1", siret=b.COMMUNE_SIRET, requires=Requirement.BOTH, name="Mairie"
    )


def test_body_with_a_wrong_key__is_taken__since_fifteen_real_ones_have_one() -> None:
    assert checked({"siret": "17280001390010"}).siret == "17280001390010"
    assert PublicBody(siret="17280001390010", name="x").siret
