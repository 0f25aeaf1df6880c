"""What a new list changes for the user's bodies: found, kept, drafts brought up to date."""

from collections.abc import Callable

import pytest

from chorus_desk.directory.records import SHIPPED
from chorus_desk.domain.body_changes import News
from chorus_desk.domain.party import Party, Requirement
from chorus_desk.presenters.body_news import news_lines, news_text
from chorus_desk.storage.bodies import save_body
from chorus_desk.storage.connection import writing
from chorus_desk.storage.rows import list_invoices
from chorus_desk.usecases.bodies import add_body, show_body
from chorus_desk.usecases.body_news import (
    catch_up,
    mark_seen,
    my_bodies,
    note_news,
    snapshot,
    unseen_news,
)
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.follow import list_all
from chorus_desk.usecases.session import begin_session
from chorus_desk.usecases.workspace import Workspace, open_workspace
from chorus_desk.wording.catalogue import LANGUAGES
from tests import builders as b
from tests.listed import listed, service, use_list
from tests.stored import draft, furnish, issued
from tests.unit.presenters.spaces import plain

STATE = "11000201100044"
CALM = {News.REOPENED, News.RENAMED, News.MOVED, News.ALL_INVOICES, News.SERVICE_REOPENED,
        News.SERVICE_RENAMED, News.SERVICE_ASKS_LESS}  # fmt: skip


def kinds(workspace: Workspace) -> list[tuple[str, str]]:
    return [(item.news.siret, item.news.change.kind) for item in unseen_news(workspace)]


def test_my_bodies__are_those_billed_and_those_entered(workspace: Workspace) -> None:
    furnish(workspace)
    draft(workspace, buyer=Party(siret=b.HOSPITAL_SIRET))
    draft(workspace, buyer=Party(siret="123"))
    draft(workspace, buyer=Party(name="Sans SIRET"))
    assert my_bodies(workspace) == (b.COMMUNE_SIRET, b.HOSPITAL_SIRET)


def test_note_news__names_the_drafts_and_lists_them_anew(workspace: Workspace) -> None:
    use_list(workspace, listed(), services=[service(), service("EAU")])
    furnish(workspace, body=b.hospital())
    issued(workspace, buyer=Party(siret=b.COMMUNE_SIRET, service_code="VOIRIE"))
    for code in ("VOIRIE", "EAU"):
        draft(workspace, buyer=Party(siret=b.COMMUNE_SIRET, service_code=code))
    before = snapshot(workspace)
    use_list(
        workspace, listed(name="Ville nouvelle"), services=[service(active=False), service("EAU")]
    )
    noted = note_news(workspace, before)
    assert [(t.news.change.kind, t.drafts) for t in noted.news if t.news.siret == b.COMMUNE_SIRET] == [
        (News.RENAMED, (2, 3)), (News.SERVICE_CLOSED, (2,)),
    ]  # fmt: skip
    assert noted.changes == Changes.BODIES | Changes.INVOICES
    names = {row.id: row.buyer_name for row in list_invoices(workspace.connection)}
    assert names[2] == names[3] == "Ville nouvelle"


def test_note_news__stays_until_it_was_seen(workspace: Workspace) -> None:
    use_list(workspace, listed())
    draft(workspace)
    before = snapshot(workspace)
    use_list(workspace, listed(active=False))
    note_news(workspace, before)
    with open_workspace(workspace.folder, workspace.clock) as again:
        [item] = unseen_news(again)
        before = snapshot(again)
        use_list(again, listed(active=False, works_only=True))
        note_news(again, before)
        assert sorted(kinds(again)) == [
            (b.COMMUNE_SIRET, "closed"), (b.COMMUNE_SIRET, "works-only"),
        ]  # fmt: skip
        assert mark_seen(again, [item.news.id, item.news.id]) == Changes.BODIES
        assert mark_seen(again, [item.news.id]) == Changes.NOTHING
        assert kinds(again) == [(b.COMMUNE_SIRET, "works-only")]
        assert unseen_news(again, b.HOSPITAL_SIRET) == ()


def test_note_news__takes_the_place_of_older_news_of_the_same_thing(workspace: Workspace) -> None:
    use_list(workspace, listed())
    draft(workspace)
    for changes in ({"active": False}, {"active": True, "name": "Un"}, {"name": "Deux"}):
        before = snapshot(workspace)
        use_list(workspace, listed(**changes))
        note_news(workspace, before)
    told = [(t.news.change.kind, t.news.change.after) for t in unseen_news(workspace)]
    assert sorted(told, key=str) == [(News.RENAMED, "Deux"), (News.REOPENED, None)]


def test_list__flags_a_draft_whose_body_changed_until_that_was_seen(workspace: Workspace) -> None:
    use_list(workspace, listed())
    draft(workspace)
    draft(workspace, buyer=Party(siret=b.HOSPITAL_SIRET))
    before = snapshot(workspace)
    use_list(workspace, listed(active=False))
    noted = note_news(workspace, before)
    flagged = {item.row.id: [f.rule for f in item.findings] for item in list_all(workspace)}
    assert flagged == {1: ["CD-BODY-CHANGED"], 2: []}
    mark_seen(workspace, [item.news.id for item in noted.news])
    assert not any(item.findings for item in list_all(workspace))


def test_note_news__of_a_body_the_new_list_has_no_more(workspace: Workspace) -> None:
    use_list(workspace, listed(), listed(b.HOSPITAL_SIRET))
    draft(workspace)
    draft(workspace, buyer=Party(siret=b.HOSPITAL_SIRET))
    before = snapshot(workspace)
    use_list(workspace, listed(source=SHIPPED, name="de secours"))
    note_news(workspace, before)
    assert sorted(kinds(workspace)) == [(b.COMMUNE_SIRET, "absent"), (b.HOSPITAL_SIRET, "absent")]
    before = snapshot(workspace)
    use_list(workspace, listed(source=SHIPPED, name="de secours"))
    assert note_news(workspace, before).news == ()  # told once


def test_note_news__of_the_first_list(workspace: Workspace) -> None:
    furnish(workspace)  # the commune, by hand: no list has it
    draft(workspace, buyer=Party(siret=b.HOSPITAL_SIRET, name="Hôpital"))
    before = snapshot(workspace)
    use_list(workspace, listed(b.HOSPITAL_SIRET, name="Hôpital", requires="commitment"))
    noted = note_news(workspace, before)
    assert [(t.news.name, t.news.change.kind, t.news.change.after) for t in noted.news] == [
        ("Commune de Bourg-Fictif", News.ABSENT, None), ("Hôpital", News.ASKS, "commitment"),
    ]  # fmt: skip


def test_note_news__leaves_a_correction_in_place_and_says_so(workspace: Workspace) -> None:
    use_list(workspace, listed())
    add_body(workspace, {"siret": b.COMMUNE_SIRET, "name": "Ville de Bourg", "requires": "service"})
    before = snapshot(workspace)
    use_list(workspace, listed(name="Commune nouvelle", requires="both"))
    note_news(workspace, before)
    body = show_body(workspace, b.COMMUNE_SIRET)
    assert (body.name, body.requires) == ("Ville de Bourg", Requirement.SERVICE)
    texts = [plain(line) for line in news_lines(unseen_news(workspace), "fr")]
    assert texts[0] == (
        "Ville de Bourg : la liste de l'État dit maintenant « Commune nouvelle » ; vous aviez écrit "
        "« Ville de Bourg », qui reste en place."
    )
    both = "« un code service et un numéro d'engagement » ; vous aviez écrit « un code service »"
    assert both in texts[1]


def test_note_news__of_the_state_tells_of_the_services_used_alone(workspace: Workspace) -> None:
    many = [service(f"S{n:04}", STATE) for n in range(400)]
    use_list(workspace, listed(STATE), services=many)
    draft(workspace, buyer=Party(siret=STATE, service_code="S0007"))
    before = snapshot(workspace)
    use_list(workspace, listed(STATE), services=[s._replace(active=False) for s in many])
    [item] = note_news(workspace, before).news
    assert (item.news.change.kind, item.news.change.service) == (News.SERVICE_CLOSED, "S0007")
    assert item.drafts == (1,)


def test_catch_up__tells_what_a_power_cut_kept_from_being_told(workspace: Workspace) -> None:
    use_list(workspace, listed(), services=[service(f"S{n}") for n in range(99)])
    assert catch_up(workspace) is None
    draft(workspace, buyer=Party(siret=b.COMMUNE_SIRET, service_code="S7"))
    draft(workspace, buyer=Party(siret=b.HOSPITAL_SIRET))
    snapshot(workspace)
    use_list(workspace, listed(requires="both"), services=[service("S8")])
    with open_workspace(workspace.folder, workspace.clock) as again:
        noted = catch_up(again)
        assert noted is not None
        assert [(item.news.change.kind, item.drafts) for item in noted.news] == [
            (News.ASKS, (1,)), (News.SERVICE_GONE, (1,)),
        ]  # fmt: skip
        assert catch_up(again) is None
        assert len(unseen_news(again)) == 2


@pytest.mark.parametrize("later", [begin_session, snapshot])
def test_catch_up__happens_when_a_window_opens_or_the_next_list_comes(
    workspace: Workspace, later: Callable[[Workspace], object]
) -> None:
    use_list(workspace, listed())
    draft(workspace)
    snapshot(workspace)
    use_list(workspace, listed(active=False))
    later(workspace)
    assert kinds(workspace) == [(b.COMMUNE_SIRET, "closed")]


def test_catch_up__of_an_import_that_came_to_nothing_is_no_news(workspace: Workspace) -> None:
    draft(workspace)
    snapshot(workspace)
    noted = catch_up(workspace)
    assert noted is not None
    assert (noted.news, catch_up(workspace)) == ((), None)


def test_note_news__that_fails_keeps_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_list(workspace, listed())
    draft(workspace)
    before = snapshot(workspace)
    use_list(workspace, listed(active=False))
    with monkeypatch.context() as broken:
        broken.setattr("chorus_desk.usecases.body_news.relist_drafts", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            note_news(workspace, before)
    assert unseen_news(workspace) == ()
    again = catch_up(workspace)
    assert again is not None
    assert [item.news.change.kind for item in again.news] == [News.CLOSED]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", News)
@pytest.mark.parametrize("mine", [None, "none"])
def test_news_text__of_every_kind_is_whole(
    workspace: Workspace, kind: News, mine: str | None, language: str
) -> None:
    from chorus_desk.domain.body_changes import Change
    from chorus_desk.storage.body_news import add_news

    change = Change(kind=kind, service="S", before="none", after="both", mine=mine)
    with writing(workspace.connection):
        save_body(workspace.connection, b.commune())
        add_news(workspace.connection, b.COMMUNE_SIRET, "Bourg", change, workspace.clock.now())
    draft(workspace, buyer=Party(siret=b.COMMUNE_SIRET, service_code="S"))
    [item] = unseen_news(workspace)
    said = news_text(item, language)
    assert said.text
    assert "{" not in said.text + (said.todo or "")
    assert "Bourg" in said.text
    assert said.drafts == ("draft:1",)
    assert said.urgent is (kind not in CALM)
    if language == "en":
        assert said.text != news_text(item, "fr").text
