"""What a new list says otherwise of a body."""

from dataclasses import replace
from typing import Any

import pytest

from chorus_desk.domain.body_changes import FEW_SERVICES, Change, News, asks_more, news_of
from chorus_desk.domain.party import PublicBody, Requirement, Service
from tests import builders as b

VOIRIE = Service(code="VOIRIE", name="Voirie")


def state(**changes: Any) -> PublicBody:
    of_list = {"source": "directory", "services": (VOIRIE, Service(code="EAU"))}
    return b.commune(**{**of_list, **changes})


def serviced(*services: Service) -> PublicBody:
    return replace(state(), services=services)


@pytest.mark.parametrize(
    ("before", "after", "more"),
    [
        ("none", "service", True), ("service", "none", False), ("service", "both", True),
        ("both", "either", False), ("either", "service", True), ("service", "either", False),
        ("service", "commitment", True), ("both", "both", False), (None, "none", False),
        (None, "either", True), ("either", "none", False),
    ],
)  # fmt: skip
def test_asks_more__is_when_an_invoice_that_was_right_may_be_wrong(
    before: str | None, after: str, more: bool
) -> None:
    was = Requirement(before) if before else None
    assert asks_more(was, Requirement(after)) is more


def test_news_of__the_same_list_twice_is_none() -> None:
    assert news_of(state(), state(as_of="2026-12-01")) == ()
    assert news_of(None, None) == ()


@pytest.mark.parametrize(
    ("changes", "news"),
    [
        ({"active": False}, Change(kind=News.CLOSED)),
        ({"works_only": True}, Change(kind=News.WORKS_ONLY)),
        ({"name": "Commune nouvelle"},
         Change(kind=News.RENAMED, before="Commune de Bourg-Fictif", after="Commune nouvelle")),
        ({"street": "2 rue Neuve"},
         Change(kind=News.MOVED, before="1 place de l'Exemple, 99000 Bourg-Fictif",
                after="2 rue Neuve, 99000 Bourg-Fictif")),
        ({"requires": Requirement.BOTH}, Change(kind=News.ASKS, before="none", after="both")),
    ],
)  # fmt: skip
def test_news_of__each_datum_and_back(changes: dict[str, Any], news: Change) -> None:
    back = {News.CLOSED: News.REOPENED, News.WORKS_ONLY: News.ALL_INVOICES}
    assert news_of(state(), state(**changes)) == (news,)
    again = Change(kind=back.get(news.kind, news.kind), before=news.after, after=news.before)
    assert news_of(state(**changes), state()) == (again,)


def test_news_of__capitals_accents_and_signs_tell_nothing() -> None:
    loud = state(name="COMMUNE DE BOURG FICTIF", street="1, PLACE DE L’EXEMPLE")
    assert news_of(state(), loud) == ()


def test_news_of__a_body_that_is_gone_or_there_for_the_first_time() -> None:
    assert news_of(state(), None) == (Change(kind=News.ABSENT),)
    assert news_of(None, state()) == (Change(kind=News.ASKS, after="none"),)
    assert news_of(None, state(active=False, requires=None)) == (Change(kind=News.CLOSED),)


def test_news_of__what_two_lists_write_each_in_its_way_is_none_but_what_it_asks_is() -> None:
    shipped = state(source="shipped", name="Bourg-Fictif (commune)", requires=None)
    shipped = replace(shipped, street="ailleurs")
    assert news_of(shipped, state()) == (Change(kind=News.ASKS, after="none"),)


def test_news_of__a_value_learnt_or_forgotten_is_none() -> None:
    assert news_of(state(street=None), state()) == ()
    assert news_of(state(), state(street=None, requires=None)) == ()


@pytest.mark.parametrize(
    ("now", "news"),
    [
        ((), Change(kind=News.SERVICE_GONE, service="VOIRIE", before="Voirie")),
        ((replace(VOIRIE, active=False),),
         Change(kind=News.SERVICE_CLOSED, service="VOIRIE", before="Voirie", after="Voirie")),
        ((replace(VOIRIE, name="Routes"),),
         Change(kind=News.SERVICE_RENAMED, service="VOIRIE", before="Voirie", after="Routes")),
        ((replace(VOIRIE, requires_commitment=True),),
         Change(kind=News.SERVICE_ASKS, service="VOIRIE", before="Voirie", after="Voirie")),
    ],
)  # fmt: skip
def test_news_of__a_service(now: tuple[Service, ...], news: Change) -> None:
    assert news_of(serviced(VOIRIE), serviced(*now)) == (news,)


def test_news_of__a_service_comes_back_wants_less_or_was_closed_before_it_went() -> None:
    closed = replace(VOIRIE, active=False, requires_commitment=True)
    kinds = [change.kind for change in news_of(serviced(closed), serviced(VOIRIE))]
    assert kinds == [News.SERVICE_REOPENED, News.SERVICE_ASKS_LESS]
    assert news_of(serviced(closed), serviced()) == ()
    assert news_of(serviced(), serviced(VOIRIE)) == ()  # a new one concerns nobody yet


def test_news_of__of_many_services_those_used_or_corrected_count() -> None:
    many = tuple(Service(code=f"S{n}") for n in range(FEW_SERVICES + 1))
    own = b.commune(services=(Service(code="S9", name="Neuf", mine=True),))
    gone = news_of(serviced(*many), serviced(), own, used={"S3"})
    assert [(change.service, change.mine) for change in gone] == [("S3", None), ("S9", "Neuf")]
    assert len(news_of(serviced(*many[1:]), serviced())) == FEW_SERVICES


@pytest.mark.parametrize("before", [state(), None])
def test_news_of__what_contradicts_the_user_says_what_the_user_had(
    before: PublicBody | None,
) -> None:
    own = replace(b.commune(name="Ville de Bourg", street="9 quai"),
                  mine=frozenset({"name", "street", "requires"}))  # fmt: skip
    after = state(name="Commune nouvelle", street="2 rue Neuve", requires=Requirement.BOTH)
    found = {change.kind: (change.after, change.mine) for change in news_of(before, after, own)}
    assert found == {
        News.RENAMED: ("Commune nouvelle", "Ville de Bourg"),
        News.MOVED: ("2 rue Neuve, 99000 Bourg-Fictif", "9 quai, 99000 Bourg-Fictif"),
        News.ASKS: ("both", "none"),
    }


def test_news_of__a_list_that_comes_to_agree_with_the_user_says_so_once() -> None:
    own = replace(b.commune(name="Ville de Bourg"), mine=frozenset({"name"}))
    agreeing = state(name="Ville de Bourg")
    [change] = news_of(state(), agreeing, own)
    assert (change.kind, change.after, change.mine) == (
        News.RENAMED, "Ville de Bourg", "Ville de Bourg",
    )  # fmt: skip
    assert news_of(agreeing, agreeing, own) == ()
    assert [c.kind for c in news_of(None, agreeing, own)] == [News.ASKS]
