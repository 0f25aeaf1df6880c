"""After the deposit: statuses told by the user, the list with its due dates and silences."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from chorus_desk.domain.errors import ExitCode, UserError
from chorus_desk.storage import invoices, lookups
from chorus_desk.usecases.changes import Changes
from chorus_desk.usecases.find_invoices import rows_of
from chorus_desk.usecases.follow import history, list_all, set_status, set_statuses
from chorus_desk.usecases.statuses import closed_statuses, statuses
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import document, draft, furnish, issued


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)


def day(ago: int) -> date:
    return b.TODAY - timedelta(days=ago)


def test_set_status__is_an_event_and_gives_the_status(workspace: Workspace) -> None:
    number = issued(workspace)
    done = set_status(workspace, number, "deposited", on=day(3), flow="CPP0001", note="fait")
    assert (done.status, done.changes) == ("deposited", Changes.EVENTS)
    assert set_status(workspace, number, "MISE_A_DISPOSITION").status == "MISE_A_DISPOSITION"
    assert set_status(workspace, number, "paid").status == "paid"
    told = history(workspace, number)
    assert [event.kind for event in told] == ["issued", "deposited", "status", "paid"]
    assert (told[1].on, told[1].flow, told[1].note) == (day(3), "CPP0001", "fait")
    assert told[2].on == b.TODAY


@pytest.mark.parametrize("status", statuses())
def test_set_status__takes_every_code_in_any_order(workspace: Workspace, status: str) -> None:
    number = issued(workspace)
    set_status(workspace, number, "paid")
    assert set_status(workspace, number, status).status == status


@pytest.mark.parametrize(
    ("status", "on", "code"),
    [("déposée", None, "unknown-status"), ("", None, "unknown-status"), ("draft", None, "unknown-status"),
     ("paid", date(2026, 11, 25), "date-in-future")],
)  # fmt: skip
def test_set_status__refuses_what_cannot_be(
    workspace: Workspace, status: str, on: date | None, code: str
) -> None:
    number = issued(workspace)
    with pytest.raises(UserError, match=code):
        set_status(workspace, number, status, on=on)
    assert len(history(workspace, number)) == 1


@pytest.mark.parametrize("on", [date(1, 1, 1), date(2026, 11, 19)])
def test_set_status__of_a_day_before_the_invoice_is_refused(workspace: Workspace, on: date) -> None:
    number, older = issued(workspace), issued(workspace, issue_date=b.TODAY)
    with pytest.raises(UserError, match="date-before-issue") as caught:
        set_statuses(workspace, [number, older], "deposited", on=on)
    assert caught.value.params == {"date": on, "issued": date(2026, 11, 20)}
    assert [len(history(workspace, name)) for name in (number, older)] == [1, 1]
    assert set_status(workspace, number, "deposited", on=date(2026, 11, 20)).status == "deposited"


def test_set_status__of_a_draft_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="not-issued") as caught:
        set_status(workspace, draft(workspace), "deposited")
    assert caught.value.exit_code is ExitCode.STATE


def test_list__shows_every_document_newest_date_first(workspace: Workspace) -> None:
    issued(workspace, issue_date=day(20), due_date=None)
    draft(workspace, "A-7", issue_date=day(10))
    issued(workspace, issue_date=day(5), due_date=None)
    shown = [(i.row.number or i.row.imported_number, i.status) for i in list_all(workspace)]
    assert shown == [("2026-0002", "issued"), ("A-7", "draft"), ("2026-0001", "issued")]
    assert all(
        item.legal_due_date is None and item.at_stake is None for item in list_all(workspace)
    )


def test_list__of_a_deposit_gives_due_date_silence_and_stake(workspace: Workspace) -> None:
    number = issued(workspace)
    set_status(workspace, number, "deposited", on=day(1))
    [item] = list_all(workspace)
    assert item.legal_due_date == day(1) + timedelta(days=2 + 30)
    assert (item.days_without_news, item.at_stake, item.findings) == (1, Decimal("300.00"), ())


def test_list__counts_the_hospitals_fifty_days(workspace: Workspace) -> None:
    furnish(workspace, body=b.hospital())
    number = issued(workspace, buyer=b.hospital().as_party(), due_date=None)
    set_status(workspace, number, "deposited", on=day(1))
    [item] = list_all(workspace)
    assert item.legal_due_date == day(1) + timedelta(days=2 + 50)


@pytest.mark.parametrize(
    ("status", "ago", "rules"),
    [("deposited", 1, []), ("deposited", 2, ["CD-NO-STATUS"]), ("MISE_A_DISPOSITION", 13, []),
     ("MISE_A_DISPOSITION", 14, ["CD-NO-MOVEMENT"]), ("paid", 40, []), ("REJETEE", 40, [])],
)  # fmt: skip
def test_list__sees_trouble_the_day_it_can_be_seen(
    workspace: Workspace, status: str, ago: int, rules: list[str]
) -> None:
    number = issued(workspace, issue_date=day(60), delivery_date=day(61), due_date=None)
    set_status(workspace, number, "deposited", on=day(ago))
    set_status(workspace, number, status, on=day(ago))
    [item] = list_all(workspace)
    assert [finding.rule for finding in item.findings] == rules


def test_rows_of__say_what_the_whole_list_says_in_the_order_asked_for(
    workspace: Workspace,
) -> None:
    for ago, status in ((9, "deposited"), (2, "paid"), (4, "REJETEE")):
        number = issued(workspace, issue_date=day(9), due_date=None)
        set_status(workspace, number, "deposited", on=day(9))
        if status != "deposited":
            set_status(workspace, number, status, on=day(ago))
    draft(workspace)
    whole = {item.row.id: item for item in list_all(workspace)}
    found = rows_of(workspace, [2, 4, 3, 1])
    assert [item.row for item in found] == [whole[n].row for n in (2, 4, 3, 1)]
    assert [item.status for item in found] == [whole[n].status for n in (2, 4, 3, 1)]
    assert [item.days_without_news for item in found] == [
        whole[n].days_without_news for n in (2, 4, 3, 1)
    ]
    assert [item.days_without_news for item in found] == [None, None, None, 9]
    assert rows_of(workspace, []) == []


def test_rows_of__leaves_out_what_is_gone(workspace: Workspace) -> None:
    draft(workspace)
    gone = document(workspace, draft(workspace))
    draft(workspace)
    assert invoices.delete_draft(workspace.connection, gone.draft)
    assert [item.row.id for item in rows_of(workspace, [3, gone.id, 99, 1])] == [3, 1]


def test_closed_statuses__are_statuses() -> None:
    assert closed_statuses() < set(statuses())


def test_history__of_a_draft_begins_with_its_import(workspace: Workspace) -> None:
    assert history(workspace, draft(workspace)) == ()


def test_find__asks_for_the_year_when_a_number_was_used_twice(workspace: Workspace) -> None:
    furnish(workspace, seller=b.vat_seller(series="F{number}"))
    taxed = {"lines": (b.taxed_line(),), "exemptions": (), "due_date": None}
    issued(workspace, issue_date=date(2025, 12, 1), delivery_date=date(2025, 12, 1), **taxed)
    issued(workspace, **taxed)
    assert lookups.find_by_number(workspace.connection, "F1") == [1, 2]
    with pytest.raises(UserError, match="ambiguous-id"):
        history(workspace, "F1")
    assert history(workspace, "2026:F1") == history(workspace, "draft:2")


@pytest.mark.parametrize(
    "name", ["", "draft:", "draft:99", "draft:" + "9" * 18, "2026:", "x", "99999:F1"]
)
def test_find__refuses_what_is_not_there(workspace: Workspace, name: str) -> None:
    with pytest.raises(UserError, match="unknown-id"):
        history(workspace, name)
