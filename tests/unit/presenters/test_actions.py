"""What can be done to a document, and why not: every action to every kind of document."""

from collections.abc import Mapping

import pytest

from chorus_desk.presenters.actions import (
    LABELS,
    READ_ONLY,
    SEVERAL,
    Act,
    Offer,
    discarded_text,
    offers_for,
    offers_for_several,
)
from chorus_desk.usecases.drafts import credit
from chorus_desk.usecases.follow import set_status
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.look import Looked, look_at
from chorus_desk.usecases.workspace import Workspace
from chorus_desk.wording.catalogue import say
from tests import builders as b
from tests.stored import draft, furnish, issued, past

STRANGER = b.seller(siret=b.HOSPITAL_SIRET, name="Autre").as_party()
FOLLOW = {Act.HAND_OVER, Act.DEPOSITED, Act.STATUS}
POSSIBLE = {
    "draft": {Act.EDIT, Act.ISSUE, Act.EXPORT, Act.DUPLICATE, Act.DISCARD},
    "another's draft": {Act.EDIT, Act.EXPORT, Act.DISCARD},
    "issued": {*FOLLOW, Act.EXPORT, Act.DUPLICATE, Act.CREDIT},
    "deposited": {*FOLLOW, Act.EXPORT, Act.DUPLICATE, Act.CREDIT},
    "credit note": {*FOLLOW, Act.EXPORT, Act.DUPLICATE},
    "credit note draft": {Act.EDIT, Act.ISSUE, Act.EXPORT, Act.DUPLICATE, Act.DISCARD},
    "sent elsewhere": {Act.DEPOSITED, Act.STATUS, Act.DUPLICATE, Act.CREDIT, Act.DISCARD},
}
NEXT = {
    "draft": Act.EDIT, "another's draft": Act.EDIT, "issued": Act.HAND_OVER,
    "deposited": Act.STATUS, "credit note": Act.HAND_OVER, "credit note draft": Act.EDIT,
    "sent elsewhere": Act.STATUS,
}  # fmt: skip


def made(workspace: Workspace, what: str) -> Looked:
    """Make a document and look at it."""
    furnish(workspace)
    if what == "draft":
        return look_at(workspace, draft(workspace))
    if what == "another's draft":
        return look_at(workspace, draft(workspace, seller=STRANGER))
    if what == "sent elsewhere":
        return look_at(workspace, past(workspace))
    number = issued(workspace)
    if what == "deposited":
        set_status(workspace, number, "deposited")
    if what.startswith("credit note"):
        name = f"draft:{credit(workspace, number).id}"
        if what == "credit note":
            [result] = issue(workspace, [name])
            assert result.number
        return look_at(workspace, name)
    return look_at(workspace, number)


def by_act(offers: tuple[Offer, ...]) -> Mapping[Act, str | None]:
    """Return the reason of each action; they come in their order."""
    assert [offer.act for offer in offers] == list(Act)
    assert all(offer.label for offer in offers)
    return {offer.act: offer.reason for offer in offers}


def well_said(reasons: Mapping[Act, str | None], possible: set[Act]) -> None:
    """Check that an action is possible, or that its reason is a sentence."""
    for act, reason in reasons.items():
        if act in possible:
            assert reason is None, (act, reason)
        else:
            assert reason, act
            assert reason.endswith(".")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("what", POSSIBLE)
def test_offers__each_is_possible_or_says_why_not(
    workspace: Workspace, what: str, language: str
) -> None:
    looked = made(workspace, what)
    well_said(by_act(offers_for(looked, language, read_only=False)), POSSIBLE[what])
    reading = by_act(offers_for(looked, language, read_only=True))
    well_said(reading, {Act.EXPORT} & POSSIBLE[what])
    others = {reason for act, reason in reading.items() if reason and act is not Act.EXPORT}
    assert others == {say(READ_ONLY, language)}


@pytest.mark.parametrize("what", NEXT)
def test_offers__one_is_the_next_step(workspace: Workspace, what: str) -> None:
    offers = offers_for(made(workspace, what), "fr", read_only=False)
    assert [offer.act for offer in offers if offer.primary] == [NEXT[what]]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("documents", "possible"),
    [
        ([False, False], {Act.ISSUE, Act.EXPORT, Act.DISCARD}),
        ([True, True], FOLLOW | {Act.EXPORT}),
        ([True, False], {Act.EXPORT}),
        ([False, True, True], {Act.EXPORT}),
        ([], set()),
    ],
)
def test_offers_for_several__each_is_possible_or_says_why_not(
    documents: list[bool], possible: set[Act], language: str
) -> None:
    well_said(by_act(offers_for_several(documents, language, read_only=False)), possible)
    well_said(
        by_act(offers_for_several(documents, language, read_only=True)), possible & {Act.EXPORT}
    )


def test_offers_for_several__mixed_say_what_is_mixed_in() -> None:
    reasons = by_act(offers_for_several([True, False], "fr", read_only=False))
    assert "factures émises" in (reasons[Act.ISSUE] or "")
    assert reasons[Act.ISSUE] == reasons[Act.DISCARD]
    assert "brouillons" in (reasons[Act.HAND_OVER] or "")
    assert reasons[Act.HAND_OVER] == reasons[Act.STATUS] == reasons[Act.DEPOSITED]
    assert len({reasons[act] for act in Act if act not in SEVERAL}) == 1


def test_offers_for_several__of_nothing_ask_to_choose() -> None:
    reasons = by_act(offers_for_several([], "fr", read_only=True))
    assert set(reasons.values()) == {"Choisissez une facture dans la liste."}


def test_offers_for_several__none_is_the_next_step() -> None:
    assert not any(offer.primary for offer in offers_for_several([True], "fr", read_only=False))


def test_labels__each_action_has_one() -> None:
    assert set(LABELS) == set(Act)
    assert len(set(LABELS.values())) == len(Act)


PAST = [(False, False), (True, False), (True, True)]
"""Of a draft, one issued here, one sent elsewhere: whether it is issued, whether elsewhere."""


@pytest.mark.parametrize(
    ("chosen", "possible"),
    [
        ([2, 2], {Act.DEPOSITED, Act.STATUS, Act.DISCARD}),
        ([1, 2], {Act.DEPOSITED, Act.STATUS}),
        ([0, 2], {Act.DISCARD}),
        ([0, 1, 2], set()),
    ],
)
def test_offers_for_several__with_some_sent_elsewhere(
    chosen: list[int], possible: set[Act]
) -> None:
    issued, past = [PAST[n][0] for n in chosen], [PAST[n][1] for n in chosen]
    well_said(by_act(offers_for_several(issued, "fr", read_only=False, past=past)), possible)
    well_said(by_act(offers_for_several(issued, "fr", read_only=True, past=past)), set())


def test_discard__of_several_sent_elsewhere_deletes_no_draft() -> None:
    def word(*past: bool) -> str:
        offers = offers_for_several([True] * len(past), "fr", read_only=False, past=past)
        return next(offer.label for offer in offers if offer.act is Act.DISCARD)

    assert word(True, True) == "Retirer de la liste"
    assert word(True, False) == word(False, False) == "Supprimer le brouillon"


def test_discard__of_one_sent_elsewhere_has_its_own_word(workspace: Workspace) -> None:
    looked = made(workspace, "sent elsewhere")
    labels = {offer.act: offer.label for offer in offers_for(looked, "fr", read_only=False)}
    assert labels[Act.DISCARD] == "Retirer de la liste"
    assert discarded_text(1, 2, "en") == (
        "1 draft deleted. 2 invoices sent elsewhere are no longer tracked."
    )
