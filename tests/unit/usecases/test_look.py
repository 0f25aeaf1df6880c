"""A document with its history and files."""

import pytest

from chorus_desk.domain.errors import UserError
from chorus_desk.usecases.drafts import credit
from chorus_desk.usecases.follow import history, set_status
from chorus_desk.usecases.look import look_at
from chorus_desk.usecases.show import show_document
from chorus_desk.usecases.workspace import Workspace
from tests import builders as b
from tests.stored import draft, furnish, issued


def test_look__at_a_draft_and_an_invoice(workspace: Workspace) -> None:
    furnish(workspace)
    name = draft(workspace)
    looked = look_at(workspace, name)
    assert looked.shown == show_document(workspace, name)
    assert (looked.events, looked.files, looked.mine) == ((), (), True)
    number = issued(workspace)
    set_status(workspace, number, "deposited")
    looked = look_at(workspace, number)
    assert looked.events == history(workspace, number)
    assert [event.kind for event in looked.events] == ["issued", "deposited"]
    assert [file.role for file in looked.files] == ["facturx", "portal-pdf"]
    assert all(file.size > 1000 for file in looked.files)
    assert looked.mine


def test_look__tells_whose_it_is(workspace: Workspace) -> None:
    stranger = b.seller(siret=b.HOSPITAL_SIRET, name="Autre").as_party()
    name = draft(workspace, seller=stranger)
    assert look_at(workspace, name).mine  # nobody is set up yet: nobody says that it is another's
    furnish(workspace)
    assert not look_at(workspace, name).mine


def test_look__at_a_credit_note(workspace: Workspace) -> None:
    furnish(workspace)
    kept = credit(workspace, issued(workspace))
    looked = look_at(workspace, f"draft:{kept.id}")
    assert looked.shown.stored.invoice.kind == "credit_note"
    assert [event.kind for event in looked.events] == ["created"]


def test_look__at_what_is_not_there(workspace: Workspace) -> None:
    with pytest.raises(UserError):
        look_at(workspace, "draft:7")
    workspace.connection.execute("BEGIN")  # no transaction was left open
    workspace.connection.execute("ROLLBACK")
