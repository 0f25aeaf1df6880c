"""What there is to deposit, on a real database."""

from dataclasses import replace
from datetime import date

from chorus_desk.domain.kinds import Circuit
from chorus_desk.storage.connection import writing
from chorus_desk.storage.invoices import Issue, issue_draft
from chorus_desk.storage.lookups import find_by_number
from chorus_desk.usecases.follow import set_status
from chorus_desk.usecases.hand_over import to_deposit
from chorus_desk.usecases.workspace import Workspace
from tests.stored import document, draft, furnish, issued


def _id(workspace: Workspace, number: str) -> int:
    [found] = find_by_number(workspace.connection, number)
    return found


def test_to_deposit__issued_ones_in_order_of_date_with_their_status(workspace: Workspace) -> None:
    furnish(workspace)
    older = issued(workspace, issue_date=date(2026, 11, 20))
    newer = issued(workspace, issue_date=date(2026, 11, 21))
    set_status(workspace, older, "deposited")
    ids = [_id(workspace, newer), _id(workspace, older), _id(workspace, newer)]
    found = to_deposit(workspace, ids)
    assert [(item.number, item.status) for item in found] == [
        (older, "deposited"), (newer, "issued"),
    ]  # fmt: skip
    assert {item.circuit for item in found} == {Circuit.HISTORICAL}


def test_to_deposit__drafts_and_what_is_gone_are_left_out(workspace: Workspace) -> None:
    furnish(workspace)
    made = int(draft(workspace).removeprefix("draft:"))
    assert to_deposit(workspace, [made, 999]) == ()


def test_to_deposit__circuit_of_the_framework(workspace: Workspace) -> None:
    furnish(workspace)
    stored = document(workspace, draft(workspace, billing_framework="S1"))
    numbered = replace(stored.draft, invoice=replace(stored.invoice, number="2026-0001"))
    with writing(workspace.connection):  # the official sheets are not what is tested here
        assert issue_draft(
            workspace.connection, numbered, Issue("2026-0001", workspace.clock.now(), None, None)
        )
    [item] = to_deposit(workspace, [stored.id])
    assert item.circuit is Circuit.REFORM
