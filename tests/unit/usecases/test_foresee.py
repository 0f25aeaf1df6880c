"""What issuing would do is told before, and is what it then does."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.domain.finding import has_errors
from chorus_desk.domain.invoice import Payment
from chorus_desk.domain.party import Party
from chorus_desk.storage.connection import writing
from chorus_desk.storage.typed import save_typed
from chorus_desk.usecases.foresee import foresee
from chorus_desk.usecases.issue import issue
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import draft, furnish, issued
from tests.unit.usecases.test_undo_import import dump


@pytest.fixture(autouse=True)
def furnished(workspace: Workspace) -> None:
    furnish(workspace)


def of_day(workspace: Workspace, day: int, **changes: Any) -> str:
    on = date(2026, 11, day)
    return draft(workspace, issue_date=on, delivery_date=on, due_date=None, **changes)


def test_foresee__tells_number_body_and_amount_and_changes_nothing(workspace: Workspace) -> None:
    name = draft(workspace)
    before = dump(workspace.connection)
    [told] = foresee(workspace, [name])
    assert (told.id, told.number, told.buyer) == (name, "2026-0001", "Commune de Bourg-Fictif")
    assert (told.gross, told.currency, told.findings) == (Decimal("300.00"), "EUR", ())
    assert dump(workspace.connection) == before


def test_foresee__gives_numbers_by_date_after_those_issued(workspace: Workspace) -> None:
    issued(workspace, issue_date=date(2026, 11, 2), delivery_date=date(2026, 11, 2), due_date=None)
    names = [of_day(workspace, day) for day in (23, 20, 21, 20)]
    told = foresee(workspace, names)
    assert [item.id for item in told] == [names[1], names[3], names[2], names[0]]
    assert [item.number for item in told] == [f"2026-{n:04}" for n in (2, 3, 4, 5)]
    results = {result.id: result.number for result in issue(workspace, names)}
    assert results == {item.id: item.number for item in told}


def test_foresee__tells_what_stands_against_a_draft(workspace: Workspace) -> None:
    wrong, right = draft(workspace, lines=()), draft(workspace)
    first, second = foresee(workspace, [wrong, right])
    assert has_errors(first.findings)
    assert not has_errors(second.findings)


def test_foresee__of_a_text_that_does_not_read(workspace: Workspace) -> None:
    name = draft(workspace)
    with writing(workspace.connection):
        save_typed(workspace.connection, 1, {"prepaid": "rien"})
    [told] = foresee(workspace, [name])
    assert [finding.path for finding in told.findings] == ["prepaid"]


def test_foresee__gives_no_number_to_a_draft_that_will_be_refused(workspace: Workspace) -> None:
    names = [of_day(workspace, 20, lines=()), of_day(workspace, 21)]
    told = foresee(workspace, names)
    results = issue(workspace, names)
    assert [result.outcome for result in results] == ["refused", "issued"]
    assert told[1].number == results[1].number


def test_foresee__follows_the_settings(workspace: Workspace) -> None:
    name = draft(workspace, seller=Party(), payment=Payment())
    assert [told.findings for told in foresee(workspace, [name])] == [()]
    furnish(workspace, seller=b.seller(iban=None))
    [told] = foresee(workspace, [name])
    assert "BR-61" in [finding.rule for finding in told.findings]


def test_foresee__counts_each_year_by_itself(workspace: Workspace) -> None:
    old = draft(workspace, issue_date=date(2025, 12, 30), delivery_date=date(2025, 12, 30),
                due_date=None, exemptions=())  # fmt: skip
    told = foresee(workspace, [draft(workspace), old])
    assert [item.number for item in told] == ["2025-0001", "2026-0001"]


def test_foresee__of_anothers_or_without_a_seller_has_no_number(workspace: Workspace) -> None:
    stranger = b.seller(siret=b.HOSPITAL_SIRET, name="Autre").as_party()
    [told] = foresee(workspace, [draft(workspace, seller=stranger)])
    assert told.number == ""


def test_foresee__of_nothing_and_of_the_unknown(workspace: Workspace) -> None:
    assert foresee(workspace, []) == ()
    with pytest.raises(UserError):
        foresee(workspace, ["draft:9"])
